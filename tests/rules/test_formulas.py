"""Formulas are mathematics for every rule: no words, links, lists or attributes; and they can be set."""

import pytest

from book.__main__ import main
from tests.kit.formulas import FORMULAS, page_of
from tests.kit.tinybook import parsed, tiny_book
from tests.rules.good import messages

CLOSE = (
    "`$$` begins no formula here: end it with `$$` before the next blank line, or write `\\$` for a dollar"
)


def test_twenty_formulas_in_every_place_pass(tmp_path, capsys):
    assert len(FORMULAS) >= 20
    for number, formula in enumerate(FORMULAS):
        tiny_book(tmp_path / str(number), a=page_of([formula]), nav={"Appendix": ["a"]})
        status = main(["--root", str(tmp_path / str(number)), "check", "--prose"])
        assert (status, capsys.readouterr().out) == (0, ""), formula


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            "$x_1 = \\frac{a$",
            ["3: the formula $x_1 = \\frac{a$ cannot be read: its braces do not match: correct it"],
        ),
        (
            "a\n$$\n\\nothing\n$$",
            ["4: the formula $\\nothing$ cannot be read: `\\nothing` means nothing: correct it"],
        ),
        ("$a & b$", ["3: the formula $a & b$ cannot be read: `&` means nothing: correct it"]),
        ("$$\nx\n\ny\n$$", [f"3: {CLOSE}", f"7: {CLOSE}"]),
        (
            "| a |\n|---|\n| $|x|$ |",
            ["5: `|` inside a formula splits the table: write `\\vert`, or `\\Vert` for `\\|`"],
        ),
        (
            "It is $x = <!--= 1 -->1<!--/-->$.",
            ["3: an inline value in a formula does not work: move it into running text"],
        ),
        ("From US$<!--= 1 -->5<!--/-->-$<!--= 1 -->6<!--/-->.", []),
        ("Costs $5 (`a$`) and $6, or *5*$ and \\$5\\$.", []),
        ("*It*$x${.important}", []),
        (
            "`x`{.big} $x$",
            ["3: the site takes these braces for attributes: remove them, or put a blank in front"],
        ),
    ],
)
def test_what_is_no_whole_formula_is_said(text, faults, tmp_path):
    book = tiny_book(tmp_path, a=f"# A\n\n{text}\n", nav={"Appendix": ["a"]})
    told = messages(book) + [str(fault) for chapter in parsed(book) for fault in chapter.faults]
    assert told == [f"docs/a.md:{fault}" for fault in faults]


def test_a_formula_is_no_word(tmp_path):
    words = "$a \\text{ shape of a tensor}$ " * 30 + "simple $\\text{obviously}$ words. $x$ ends it$y.$ Next."
    book = tiny_book(tmp_path, a=f"# A\n\n{words}\n\n$$\\text{{just of course}}$$\n", nav={"Appendix": ["a"]})
    assert messages(book) == []


def test_a_heading_with_a_formula_has_the_id_of_the_site(tmp_path):
    text = "# A\n\n## The norm $\\|x\\|$ of $x_i$\n\nSee [it](#the-norm-x-of-xi).\n"
    assert messages(tiny_book(tmp_path, a=text, nav={"Appendix": ["a"]})) == []
