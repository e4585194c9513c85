"""Inline values, and for each mistake a fault at its line."""

import pytest

from book.reading.values import split_format, unfit
from tests.reading.conftest import RECORDED, assert_fault


def test_values_know_their_place_and_format(parse):
    chapter = parse(RECORDED)
    first, second = chapter.values
    assert (first.expression, first.format, first.text) == ('a["b:c"][1:]', ".0%", "96%")
    assert chapter.lines[first.line - 1][first.start : first.end] == "96%"
    assert (second.expression, second.format, second.after) == ("n", "", 0)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("acc:.0%", ("acc", ".0%")),
        ("n:,", ("n", ",")),
        ("x[1:3]", ("x[1:3]", "")),
        ('f"{a:.2f}"', ('f"{a:.2f}"', "")),
        ("{1: 2}[1]:>4", ("{1: 2}[1]", ">4")),
        ("a b", ("a b", "")),
    ],
)
def test_the_format_is_what_follows_the_expression(code, parts):
    assert split_format(code) == parts


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        *(
            (text, None)
            for text in ("-1.5e-05", "[1, 2]", "(5, 784)", "x_train", "a < b & c", "p<0.05", "{1: 2}")
        ),
        *(
            (text, "takes for Markdown")
            for text in ("*a*", "`a`", "$a$", "__a__", "<b>", "&lt;", "[a](b)", "{.a}")
        ),
        *((text, "more than a line of plain characters") for text in ("a\nb", "a\tb", "\x1b[1m", "a\u202e")),
        ("<A object at 0x7f12ab34cd56>", "gives a memory address (`<A object at 0x7f12ab34cd56>`)"),
    ],
)
def test_a_value_is_shown_as_it_is_or_has_a_fault(parse, text, fault):
    chapter = parse("# T\n\nIt is <!--= a -->1<!--/-->.\n")
    assert (
        fault in unfit(chapter, chapter.values[0], text)
        if fault
        else not unfit(chapter, chapter.values[0], text)
    )


def test_a_line_between_cells_of_a_table_is_no_value(parse):
    chapter = parse("# T\n\n| a |\n|---|\n| is <!--= a -->1<!--/--> |\n")
    assert "takes for Markdown" in unfit(chapter, chapter.values[0], "a|b")


BROKEN = [
    ("# T\n\n- <!--= a -->1<!--/--> it is\n", 3, "at the start of a line"),
    ("# T\n\nSee ![a <!--= a -->1<!--/-->](x.svg)\n", 3, "in alt text"),
    ("# T\n\nSee ``a <!--= a -->1<!--/-->`` b\n", 3, "in a code span"),
    ('# T\n\n[a](b.md "a <!--= a -->1<!--/-->")\n', 3, "in an address"),
    ("# T\n\nSee <!--= -->1<!--/-->\n", 3, "an inline value of nothing"),
    ("# T\n\nSee <!-- = a -->1<!--/-->\n", 3, "not closed"),
    ("# T\n\nSee <!--a-->1<!--/-->\n", 3, "not closed"),
    ("# T\n\nSee <!--= a\n-->1<!--/-->\n", 3, "not closed"),
    ("# T\n\nSee <!--= " + "-" * 200 + "1 -->1<!--/-->\n", 3, "a value of 203 characters"),
    ("# T\n\n| a | <!--= a | b -->1<!--/--> |\n", 3, "splits the table"),
]


@pytest.mark.parametrize(("text", "line", "message"), BROKEN, ids=[row[2] for row in BROKEN])
def test_a_fault_is_one_line_at_its_place(parse, text, line, message):
    assert_fault(parse(text), line, message)
