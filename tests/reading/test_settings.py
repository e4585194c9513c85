"""Where a book is published follows from one line of its settings; a fork's workflow needs none."""

import subprocess

import pytest
import yaml

from book.reading.book import Book
from book.reading.settings import REPOSITORY, published

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
