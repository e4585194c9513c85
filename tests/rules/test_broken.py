"""Broken books: `check` must say of each where it is broken, what is wrong and what to write instead.

A fixture is a folder `tests/broken/<kind>/<case>/` with a book in it: `docs/`, and what it needs of
`snippets/`, `mkdocs.yml` and `pyproject.toml`; `expected.txt` holds the lines that `check` must
print, and nothing else. What git cannot keep (a large page, a link to outside) is written by the
function `build(book)` of a `build.py` in the fixture. All share one warm server.
"""

import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from book.__main__ import main
from tests.kit.night import by_day

HOME = Path(__file__).parents[1] / "broken"

ALL = sorted(path.parent.relative_to(HOME).as_posix() for path in HOME.rglob("expected.txt"))


def is_one_page(name):
    files = [path for path in (HOME / name).rglob("*") if path.is_file()]
    return len(files) == 2 and all(path.suffix in (".md", ".txt") for path in files)


PAGES = [name for name in ALL if is_one_page(name)]


def broken(folder, name):
    """A copy of the fixture `name` in `folder`; gives its expected lines."""
    fixture = HOME / name
    shutil.copytree(
        fixture,
        folder,
        dirs_exist_ok=True,
        symlinks=True,
        ignore=shutil.ignore_patterns("expected.txt", "build.py", "__pycache__"),
    )
    if (fixture / "build.py").is_file():
        runpy.run_path(str(fixture / "build.py"))["build"](folder)
    return (fixture / "expected.txt").read_text().splitlines()


def answer(folder, capsys):
    """The exit status of `check --docs folder/docs` and its lines, without the folder's place."""
    status = main(["check", "--docs", str(folder / "docs")])
    out = capsys.readouterr().out
    return status, out.replace(f"{folder}/", "").splitlines()


def state(folder):
    return {
        path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts
    }


def test_every_folder_is_a_case_with_a_stem_of_its_own():
    folders = {path.relative_to(HOME).as_posix() for path in HOME.glob("*/*") if path.is_dir()}
    assert folders == set(ALL) and len(ALL) >= 128
    stems = [name.split("/")[1] for name in ALL]
    assert len(set(stems)) == len(stems), "they meet in one folder of chapters"


# By day the pages are asked about together
@pytest.mark.parametrize("name", by_day(ALL, PAGES))
def test_check_says_what_is_broken(name, tmp_path, capsys):
    expected = broken(tmp_path, name)
    before = state(tmp_path)
    assert expected, "a fixture expects at least one line"
    assert answer(tmp_path, capsys) == (1, expected)
    assert state(tmp_path) == before


def test_several_faults_in_one_tree_give_one_line_each(tmp_path, capsys):
    """All fixtures that are one page and nothing else, in one folder of chapters."""
    expected = [line for name in PAGES for line in broken(tmp_path, name)]
    assert len(PAGES) >= 80 and len(expected) >= len(PAGES)
    (tmp_path / "snippets").mkdir(exist_ok=True)
    before = state(tmp_path)
    status, lines = answer(tmp_path, capsys)
    assert (status, lines) == (1, sorted(expected, key=_place))
    assert state(tmp_path) == before


def _place(line):
    path, number, _ = line.split(":", 2)
    return path, int(number), line


def test_from_a_shell_it_is_the_same(tmp_path):
    expected = broken(tmp_path, "cells/name-error")
    done = subprocess.run(
        [sys.executable, "-m", "book", "check", "--docs", "docs"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout.splitlines()) == (1, expected), done.stderr
    assert "Traceback" not in done.stderr
