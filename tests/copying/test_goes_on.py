"""Errors that are meant, caught."""

import contextlib
import io

import pytest

from book.copying.goes_on import goes_on, goes_on_unanswered


def run(code):
    names, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, names)
    return names, printed.getvalue()


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero\n"),
        ("print(1)\nassert False, 'two\\nlines'\nprint(2)", "1\nAssertionError: two\nlines\n"),
        ("if True:\n\n    {}['a']", "KeyError: 'a'\n"),
        ("print(1)", "1\n"),
        (
            "from math import pi\ndef f():\n    return missing\n\n\nf()",
            "NameError: name 'missing' is not defined\n",
        ),
    ],
)
def test_the_error_is_said_and_nothing_stops(source, printed):
    assert run(goes_on(source))[1] == printed


def test_long_strings_keep_their_lines():
    source = 'a = """one\n  two\nthree"""\nb = f"""{1}\nsix"""\nc = (1 +\n 2)'
    names, printed = run(goes_on(source))
    assert (names["a"], names["b"], names["c"]) == ("one\n  two\nthree", "1\nsix", 3) and not printed


@pytest.mark.parametrize(
    ("question", "caught"),
    [
        ("x = ...", None),
        ("first, second = 1, 2\nw, b = ..., ...", None),
        ("def f(x):\n    return max(...)", None),
        ("n = ...\nm = 2\nprint(m)", None),
        ("n = ...\nm = 2\nprint(m + n)\nk = 1", "print(m + n)\n    k = 1"),
        ("n = max(...)", "n = max(...)"),
        ("x = = ...", None),
    ],
)
def test_of_a_question_only_what_uses_the_open_answer_is_caught(question, caught):
    found = goes_on_unanswered(question)
    if caught is None:
        assert found == question
    else:
        assert f"try:\n    {caught}\nexcept" in found
        assert "Error" in run(found)[1]
