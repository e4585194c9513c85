"""The report on how chapters read."""

from book.rules.report import report
from tests.kit.tinybook import parsed, tiny_book
from tests.rules.prose import CELL, GOOD, middle, words


def test_the_report(tmp_path):
    long = middle(f"<!-- long: one breath -->\nA {words(99)}\n\n{words(250)}\n\n{words(25)}\n\n" + CELL * 37)
    book = tiny_book(tmp_path, a=GOOD, longer_name=long)
    assert report(parsed(book)).splitlines() == [
        "chapter      words  sentence   p90  figures  a 350 words  cells  minutes  long",
        "a               13        2     5         1        26.9       9     3.1      0",
        "longer-name    388        2   250!        1         0.9!     46    17.3!     1",
        "goals: median sentence at most 16 words, 90th percentile 24, a figure per 350 words, 15 minutes",
    ]


def test_an_empty_chapter_is_reported(tmp_path):
    book = tiny_book(tmp_path, a="")
    row = report(parsed(book)).splitlines()[1]
    assert row.split() == ["a", "0", "0", "0", "0", "0.0", "0", "0.0", "0"]
