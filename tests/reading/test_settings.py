"""Where a book is published follows from one line of its settings; a fork's workflow needs none."""

import subprocess

import pytest
import yaml

from book.ground.faults import BookError
from book.reading.book import Book
from book.reading.settings import REPOSITORY, heavy_files, published, read_settings

OURS = {"repo_url": "https://github.com/Some-Body/a.book"}


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)


def test_the_address_of_pages_follows_from_the_repository():
    assert published(OURS) == {
        "repo_url": "https://github.com/Some-Body/a.book",
        "repo_name": "a.book",
        "site_url": "https://some-body.github.io/a.book/",
    }


@pytest.mark.parametrize("written", ["https://github.com/a/b/", "https://github.com/a/b.git"])
def test_a_repository_may_be_written_as_it_is_copied(written):
    assert published({"repo_url": written})["repo_url"] == "https://github.com/a/b"


def test_the_site_of_a_person_has_no_folder():
    address = published({"repo_url": "https://github.com/Ann/ann.github.io"})["site_url"]
    assert address == "https://ann.github.io/"


def test_a_workflow_of_a_fork_takes_the_forks_name(monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", "Ann/stf")
    assert published(OURS) == {
        "repo_url": "https://github.com/Ann/stf",
        "repo_name": "stf",
        "site_url": "https://ann.github.io/stf/",
    }


def test_an_address_that_is_written_stays(monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", "Ann/stf")
    written = {"repo_name": "The book", "site_url": "https://book.example/"}
    assert published(OURS | written) == written | {"repo_url": "https://github.com/Ann/stf"}


@pytest.mark.parametrize("config", [{}, {"repo_url": None}, {"repo_url": "https://example.org/a/b"}])
def test_where_no_github_is_named_nothing_follows(config, monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", "Ann/stf")
    assert published(config) == {}


def test_settings_may_ask_the_environment_each_time(tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text('extra: { branch: !ENV [A_BRANCH, ""] }\n')
    book = Book(tmp_path)
    assert book.config == {"extra": {"branch": ""}}
    monkeypatch.setenv("A_BRANCH", "notebooks")
    assert book.config == {"extra": {"branch": "notebooks"}}


def test_the_address_is_written_in_one_place(root):
    """In all files that are ours: where the book lives is one line of mkdocs.yml, and follows from it elsewhere.

    What is cited is this book, also in a fork: test_release.py holds CITATION.cff to that line.
    """
    lines = (root / "mkdocs.yml").read_text().splitlines()
    [written] = [line for line in lines if line.startswith(("repo_url:", "site_url:"))]
    owner, name = REPOSITORY.fullmatch(yaml.safe_load(written)["repo_url"]).groups()
    forms = [f"-e{form}" for form in (f"{owner}/{name}", f"{owner}.github.io")]
    command = ["git", "grep", "--untracked", "-I", "-i", "-n", "-F", *forms, "--", ":!CITATION.cff"]
    said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == [f"mkdocs.yml:{lines.index(written) + 1}:{written}"]


@pytest.mark.parametrize(
    "written, why",
    [
        ("https://files.example.org/stf", "does not end in a slash: write `https://files.example.org/stf/`"),
        ("http://files.example.org/", "and a page fetches nothing over http: write `https://…`"),
        (
            "files.example.org/stf/",
            "which is no address of a folder: write an address such as https://files.",
        ),
        ("https://a.org/x?y=/", "which is no address of a folder"),
        ("https://a.org/; script-src */", "which is no address of a folder"),
        ("[https://a.org/]", "which is no address of a folder"),
        ("https://some-body.github.io/x/", "where the site itself lies: name another server, or nothing"),
    ],
)
def test_an_address_that_cannot_hold_the_heavy_files_is_one_line(tmp_path, written, why):
    file = tmp_path / "mkdocs.yml"
    head = f"site_name: A\nrepo_url: {OURS['repo_url']}\n"
    file.write_text(f"{head}extra:\n  # Where they are\n  heavy_files: {written}\n")
    with pytest.raises(BookError, match=r"^mkdocs\.yml:5: `heavy_files` is `.*`, .*") as raised:
        read_settings(file)
    assert why in str(raised.value) and "\n" not in str(raised.value)


def test_heavy_files_elsewhere_need_a_site_that_knows_where_it_is(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("extra:\n  heavy_files: https://files.example.org/\n")
    with pytest.raises(BookError, match=r"^mkdocs\.yml:2: .* no address .*: add a line `site_url`$"):
        read_settings(tmp_path / "mkdocs.yml")


@pytest.mark.parametrize("written", ["", '""', "null", "https://a.org/", "http://127.0.0.1:80/a/b_c/"])
def test_an_address_of_the_heavy_files_may_be_a_folder_anywhere_else_or_nothing(tmp_path, written):
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"repo_url: {OURS['repo_url']}\nextra:\n  heavy_files: {written}\n")
    assert heavy_files(read_settings(file)) in (written, "")


def test_the_heavy_files_lie_in_the_site_unless_somebody_says_where(root):
    assert heavy_files(Book(root).config) == ""
