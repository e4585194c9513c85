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

HOME = Path(__file__).parents[1] / "broken"

CASES = {
    "includes": [
        "missing-file",
        "missing-section",
        "duplicate-section",
        "unclosed-section",
        "end-without-start",
        "empty-name",
        "whole-file",
        "empty-name-in-the-marker",
        "typo-in-the-marker",
        "typo-in-the-word",
        "typo-in-the-include",
        "missing-quote",
        "path-out-of-snippets",
        "absolute-path",
        "url",
        "symlink-to-outside",
        "line-range-past-the-end",
        "unused-section",
        "syntax-error-in-a-section",
        "source-not-utf-8",
        "in-the-prose",
        "in-a-text-fence",
        "error-in-a-section",
        "beside-code",
    ],
    "cells": [
        "unclosed-fence",
        "unknown-language",
        "unlabelled-fence",
        "unlabelled-fence-alone",
        "unlabelled-and-wrong",
        "fence-with-a-space",
        "fence-py",
        "fence-python3",
        "fence-capital",
        "fence-braces",
        "fence-options",
        "fence-tildes",
        "output-in-tildes",
        "indented-fence",
        "quoted-fence",
        "indented-code",
        "syntax-error",
        "console-session",
        "name-error",
        "error-on-the-way",
        "raises-unexpectedly",
        "shell-fails",
        "raises-nothing",
        "raises-another-error",
        "warns-unexpectedly",
        "hangs",
        "hangs-in-c",
        "sleeps-in-a-shell",
        "exhausts-memory",
        "exhausts-memory-in-torch",
        "detached-child",
        "detached-in-a-shell",
        "torchrun-workers",
        "thread-goes-on",
        "sys-exit",
        "os-exit",
        "killed",
        "crashes",
        "prints-10-mb",
        "writes-without-end",
        "prints-without-end",
        "prints-nothing",
        "shows-nothing",
        "output-differs",
        "beyond-tolerance",
        "no-tolerance",
        "other-words",
        "other-count-of-numbers",
        "nondeterministic",
        "different-error-each-time",
        "random-without-seed",
        "writes-outside",
        "removes-outside",
        "torch-save-outside",
        "shell-writes-outside",
        "jit-save-outside",
        "connects-outside",
        "looks-up-outside",
    ],
    "values": ["differs", "unclosed", "in-a-heading", "in-a-code-span", "at-line-start", "expression-raises"],
    "figures": [
        "drawn-not-shown",
        "shown-not-drawn",
        "stale",
        "no-alt-text",
        "alt-is-the-file-name",
        "two-cells-one-figure",
        "orphan-file",
    ],
    "markdown": [
        "dead-page-link",
        "dead-anchor",
        "undefined-reference",
        "duplicate-heading-id",
        "two-h1",
        "heading-skip",
        "unclosed-block",
        "unknown-block",
        "indented-note",
        "indented-details",
        "indented-tab",
        "raw-script",
        "onerror",
        "javascript-link",
        "broken-raw-img",
        "image-from-elsewhere",
        "missing-from-nav",
        "nav-entry-missing",
        "not-one-stem",
        "not-utf-8",
        "crlf",
        "tabs",
        "five-megabytes",
    ],
    "exercises": ["passes-unfilled", "solution-fails", "no-solution"],
    "prose": [
        "long-sentence",
        "long-paragraph",
        "three-cells-in-a-row",
        "word-before-its-home",
        "no-figure-early",
        "banned-word",
        "too-many-new-words",
    ],
}
ALL = [f"{kind}/{case}" for kind, cases in CASES.items() for case in cases]


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


def test_the_list_and_the_folders_agree():
    folders = {path.parent.relative_to(HOME).as_posix() for path in HOME.rglob("expected.txt")}
    assert sorted(folders) == sorted(ALL)
    stems = [name.split("/")[1] for name in ALL]
    assert len(set(stems)) == len(stems), "they meet in one folder of chapters"


@pytest.mark.parametrize("name", ALL)
def test_check_says_what_is_broken(name, tmp_path, capsys):
    expected = broken(tmp_path, name)
    before = state(tmp_path)
    assert expected, "a fixture expects at least one line"
    assert answer(tmp_path, capsys) == (1, expected)
    assert state(tmp_path) == before


def test_several_faults_in_one_tree_give_one_line_each(tmp_path, capsys):
    """All fixtures that are one page and nothing else, in one folder of chapters."""
    expected = []
    for name in ALL:
        files = [path for path in (HOME / name).rglob("*") if path.is_file()]
        if len(files) == 2 and all(path.suffix in (".md", ".txt") for path in files):
            expected += broken(tmp_path, name)
    assert len(expected) >= 40
    (tmp_path / "snippets").mkdir(exist_ok=True)
    status, lines = answer(tmp_path, capsys)
    assert (status, lines) == (1, sorted(expected, key=_place))


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
    assert (done.returncode, done.stdout.splitlines()) == (1, expected)
    assert "Traceback" not in done.stderr
