"""Wherever a book lies, and whatever lies beside it: one line, and nothing half done."""

import errno
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import File, set_exclusions

from book.__main__ import main
from book.ground.faults import trouble
from book.ground.files import Stamp, is_ours
from book.reading.book import Book
from tests.kit.rights import bound_by_permissions, read_only
from tests.kit.tinybook import looks_of, tiny_book

ROOT = Path(__file__).resolve().parents[1]
PAGE = "# A title\n\nYou look at one number.\n\n```python\n1 + 1\n```\n"
LITTER = (
    "._a.md",
    ".a.md.swp",
    "#a.md#",
    "a.md~",
    "a.md.orig",
    "a.md.rej",
    "a.md.bak",
    "Thumbs.db",
    ".DS_Store",
)
YOURS = (
    "permission denied: let yourself read and write it, or work in a copy that is yours, and run this again"
)


@pytest.fixture
def root(tmp_path):
    tiny_book(tmp_path, a=PAGE, nav={"Appendix": ["a"]}, **{"snippets/__init__.py": ""})
    return tmp_path


def book(root, *arguments):
    return main(["--root", str(root), *arguments])


def state(root):
    """All files but what only saves time."""
    files = (path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path: path.read_bytes() for path in files}


def test_what_editors_and_systems_leave_is_no_part_of_a_book(root, capsys):
    assert book(root, "run") == 0
    stamp = Stamp(Book(root), "test", ["docs", "snippets"])
    stamp.set()
    for folder in ("docs", "docs/figures", "docs/figures/a", "docs/.obsidian", "snippets", "snippets/.x"):
        (root / folder).mkdir(exist_ok=True)
        for name in LITTER:
            (root / folder / name).write_bytes(b"\xff\0")
        (root / folder / ".#a.md").symlink_to("someone@host.1234:1700000000")
    for name in (".#a.py", "._a.py"):
        (root / "snippets" / name).write_bytes(b"\xff")
    (root / "docs/.obsidian/b.md").write_text("# B\n")
    capsys.readouterr()
    assert stamp.holds()
    assert book(root, "check") == 0 and book(root, "notebooks") == 0
    assert capsys.readouterr().out == ""
    assert [path.name for path in (root / "docs/notebooks").glob("*.ipynb")] == ["a.ipynb"]


def test_what_is_no_part_of_a_book_is_no_part_of_its_site():
    names = (*LITTER, "__pycache__", ".#a.md", "desktop.ini", "a.md.swp", "a.md.tmp", "a.md.part")
    files = [File(f"figures/{name}", "docs", "site", True) for name in (*names, "a.md", "b.svg", "c.json")]
    set_exclusions(files, load_config(str(ROOT / "mkdocs.yml")))
    for file in files:
        name = file.src_uri.partition("/")[2]
        assert is_ours(name) == (name in ("a.md", "b.svg", "c.json")) != file.inclusion.is_excluded(), name


def test_a_checkout_has_our_line_ends_whatever_git_is_told(tmp_path):
    def git(*arguments):
        subprocess.run(["git", *arguments], check=True, capture_output=True)

    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    shutil.copy(ROOT / ".gitattributes", ours)
    (ours / "a.md").write_bytes(b"# A\n")
    (ours / "a.gz").write_bytes(b"\r\n\x1f\n")
    git("-C", str(ours), "init", "-q")
    git("-C", str(ours), "add", ".")
    git("-C", str(ours), "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a")
    git("clone", "-q", "-c", "core.autocrlf=true", str(ours), str(theirs))
    assert (theirs / "a.md").read_bytes() == b"# A\n"
    assert (theirs / "a.gz").read_bytes() == b"\r\n\x1f\n"


def test_a_book_that_cannot_be_written_is_checked(root, capsys):
    with read_only(root):
        assert book(root, "check") == 1
        out = capsys.readouterr().out
        assert out == "docs/a.md:5: the page does not show what the cell prints: run `python -m book run a`\n"
        assert book(root, "check", "--prose") == 0
        assert book(root, "run") == 1
        assert capsys.readouterr().err.endswith(f"\nbook: docs/a.md: {YOURS}\n")
        for command, file in (
            (["site"], "docs/assets/copies/a.json"),
            (["notebooks"], "docs/notebooks/a.ipynb"),
            (["new", "b", "B"], "docs/b.md"),
        ):
            assert book(root, *command) == 1
            assert capsys.readouterr() == ("", f"book: {file}: {YOURS}\n")
    assert [path.name for path in root.rglob("*") if path.is_file() and path.suffix == ".tmp"] == []
    assert book(root, "run") == 0, "and once it can be written, nothing has been forgotten"


def test_a_site_without_a_place_to_build_it_is_one_line(root, capsys):
    assert book(root, "run") == 0 and book(root, "notebooks") == 0
    capsys.readouterr()
    with read_only(root / ".cache"):
        assert book(root, "site") == 1
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("book: .cache/site-") and err.endswith(f": {YOURS}\n")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "a.md: no space left on the device: make room, and run this again"),
        (errno.EDQUOT, "a.md: the quota on this disk is used up: make room, and run this again"),
        (errno.EROFS, "a.md: the file system is read-only: work in a copy on another, and run this again"),
        (errno.EIO, "a.md: input/output error: see to that, and run this again"),
    ],
)
def test_what_the_system_says_is_one_line_with_a_mend(number, said):
    assert trouble(OSError(number, os.strerror(number), "/x/a.md"), "/x") == said


def test_what_names_no_file_is_said_as_the_system_says_it():
    error = FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/x']")
    said = "this machine: no usable temporary directory found in ['/x']: see to that, and run this again"
    assert trouble(error) == said


def test_a_disk_that_takes_only_half_leaves_no_half(root, monkeypatch, capsys):
    said = "no space left on the device: make room, and run this again"

    def half(path, content):
        with open(path, "wb") as file:
            file.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    before = state(root)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", half)
        assert book(root, "check") == 1
        assert capsys.readouterr().out.startswith("docs/a.md:5: the page does not show")
        for command, file in (
            (["run"], "docs/a.md"),
            (["site"], "docs/assets/copies/a.json"),
            (["notebooks"], "docs/notebooks/a.ipynb"),
            (["new", "b", "B"], "docs/b.md"),
        ):
            assert book(root, *command) == 1
            out, err = capsys.readouterr()
            assert out == "" and err.splitlines()[-1] == f"book: {file}: {said}"
    assert state(root) == before
    assert not list(root.rglob("*.tmp"))


def test_faults_are_said_before_what_cannot_be_written(root, capsys):
    (root / "docs/b.md").write_text("# B\n\nYou divide.\n\n```python\n1 / 0\n```\n")
    with read_only(root):
        assert book(root, "run") == 1
    out, err = capsys.readouterr()
    assert out.startswith("docs/b.md:6: ZeroDivisionError") and err.endswith(f"book: docs/a.md: {YOURS}\n")


def test_a_name_may_be_as_long_as_the_system_allows_and_no_longer(root, capsys):
    long = "a" * 240
    assert book(root, "new", long, "Title") == 0 and (root / f"docs/{long}.md").is_file()
    (root / f"docs/{long}.md").write_text(PAGE)
    assert book(root, "run", long) == 0 and "```output\n2\n" in (root / f"docs/{long}.md").read_text()
    capsys.readouterr()
    assert book(root, "new", "a" * 300, "Title") == 1
    assert capsys.readouterr().err == (
        f"book: docs/{'a' * 300}.md: the name is too long for the file system: choose a shorter one, and run this again\n"
    )


@pytest.mark.parametrize(
    ("command", "place", "line"),
    [
        (
            "notebooks",
            "docs/notebooks/a.ipynb/",
            "docs/notebooks/a.ipynb: a folder stands where a file belongs",
        ),
        ("notebooks", "docs/notebooks", "docs/notebooks/a.ipynb: a file stands where a folder belongs"),
        (
            "site",
            "docs/assets/copies/a.json/",
            "docs/assets/copies/a.json: a folder stands where a file belongs",
        ),
        ("site", ".cache", ".cache: a file stands where a folder belongs"),
    ],
)
def test_what_is_in_the_way_is_one_line(command, place, line, root, capsys):
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    if place.endswith("/"):
        (root / place).mkdir()
        (root / place / "x").touch()
    else:
        (root / place).touch()
    assert book(root, command) == 1
    assert capsys.readouterr() == ("", f"book: {line}: move it away, and run this again\n")


def test_settings_that_cannot_be_read_are_one_line(root, capsys):
    (root / "mkdocs.yml").chmod(0)
    with bound_by_permissions():
        assert book(root, "check", "--prose") == 1
    assert capsys.readouterr() == ("", f"book: mkdocs.yml: {YOURS}\n")


def test_the_machinery_of_one_clone_leaves_the_book_of_another_alone(root, capsys):
    (root / "book").mkdir()
    (root / "book/__main__.py").touch()
    line = f"book: {ROOT}/book is not the machinery of the book here, {root}/book is: in {root}, run `{{}} -m book`\n"
    before = state(root)
    assert book(root, "run") == 1 and capsys.readouterr() == ("", line.format("python"))
    (root / ".venv/bin").mkdir(parents=True)
    (root / ".venv/bin/python").touch()
    assert main(["run", "--docs", str(root / "docs")]) == 1
    assert capsys.readouterr() == ("", line.format(".venv/bin/python"))
    assert {**before, root / ".venv/bin/python": b""} == state(root)


@pytest.mark.long
def test_a_site_shows_nothing_that_an_editor_left(tmp_path, capsys):
    tiny_book(tmp_path, **looks_of(ROOT, "index.md"), **{"docs/index.md": "# Home\n\nWords.\n"})
    for name in LITTER:
        (tmp_path / "docs" / name).write_text("# Half\n")
    (tmp_path / "docs/assets/__pycache__").mkdir(parents=True)
    (tmp_path / "docs/assets/__pycache__/session.cpython-311.pyc").write_bytes(b"\xa7\r")
    assert book(tmp_path, "site") == 0
    assert not [path for path in (tmp_path / "site").rglob("*") if not is_ours(path.name)]
