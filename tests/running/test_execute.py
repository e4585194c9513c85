"""One cell, run as the recorder, the proof and the page run it."""

import subprocess
import sys
from contextlib import nullcontext

import pytest

import book.ground.compare
from book.running import execute


def run(source, **more):
    return execute.run(source, {}, "<cell>", capture=nullcontext(), describe=lambda error: error, **more)


@pytest.mark.parametrize("module", [execute, book.ground.compare])
def test_what_the_page_runs_needs_pythons_own_library_alone(module):
    subprocess.run([sys.executable, "-I", "-S", module.__file__], check=True)


@pytest.mark.parametrize(
    ("source", "shown"), [("1 + 1", "2\n"), ("1 + 1;", ""), ("None", ""), ("x = 1", ""), ("", "")]
)
def test_the_last_value_is_shown(source, shown, capsys):
    assert run(source) == (None, [])
    assert capsys.readouterr().out == shown
    run(source, show=None)
    assert capsys.readouterr().out == ""


def test_an_error_is_described_where_it_stands():
    error, _ = run("def f():\n    1 / 0\n\nf()", first_line=10)
    assert execute.only(error) == "ZeroDivisionError: division by zero"
    assert execute.line_of(error, "<cell>") == 11 and execute.line_of(error, "other") is None
    error, _ = run("a = = 1", first_line=3)
    assert execute.line_of(error, "<cell>") == 3


def test_warnings_of_libraries_that_age_are_theirs():
    _, caught = run("import warnings\nwarnings.warn('a')\nwarnings.warn('b', DeprecationWarning)")
    assert execute.told(caught, "<cell>") == [
        ("UserWarning: a", "<cell>", 2),
        ("DeprecationWarning: b", "<cell>", 3),
    ]
    assert execute.told(caught, "elsewhere") == [("UserWarning: a", "<cell>", 2)]
