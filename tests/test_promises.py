"""What part 1 of the book promised to teach: row by row, the recorded values and the figures that
deliver it. The rows follow the talk that the book rebuilds.

A value counts only where a run wrote it: in an output, an error or an inline value. What no run can
write is looked for in the prose. Runs of blanks count as one blank.
"""

import pytest

from book.chapter import Book
from book.parse import parse_chapter
from book.prose import units_of
from tests.promises import ROWS, Row

TOPICS = {1: 4, 2: 5, 3: 4, 4: 5, 5: 4, 6: 4}  # part 1: rows C1.1 to C6.4


class Pages:
    """What the chapters hold."""

    def __init__(self, root):
        self.chapters = {path.stem: parse_chapter(path, root) for path in Book(root).chapters}

    def recorded(self, stem):
        """What runs wrote into a chapter: outputs, errors, inline values."""
        chapter = self.chapters[stem]
        fences = [fence for cell in chapter.cells for fence in (cell.output, cell.pytb) if fence]
        return [
            plain(text)
            for text in [*(fence.body for fence in fences), *(value.text for value in chapter.values)]
        ]

    def prose(self, stem):
        """The sentences of a chapter, code and formulas left out."""
        return plain(" ".join(unit.text for unit in units_of(self.chapters[stem])))

    def figures(self, stem):
        """{name} of the figures that cells of a chapter draw and its page shows."""
        return {
            figure.target.removeprefix(f"figures/{stem}/").removesuffix(".svg")
            for cell in self.chapters[stem].cells
            for figure in cell.figures
        }


def plain(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def pages(root):
    return Pages(root)


def missing(row, pages):
    """What a row of the table asks for and the pages do not hold, a line each."""
    stems = {stem for stem, _ in row.records + row.says + row.figures}
    if lost := stems - pages.chapters.keys():
        return [f"docs/{stem}.md is gone" for stem in sorted(lost)]
    gone = []
    for stem, value in row.records:
        if not any(plain(value) in text for text in pages.recorded(stem)):
            gone.append(f"docs/{stem}.md: no run writes `{value}` any more")
    for stem, words in row.says:
        if words not in pages.prose(stem):
            gone.append(f"docs/{stem}.md: nothing says “{words}” any more")
    for stem, name in row.figures:
        if name not in pages.figures(stem):
            gone.append(f"docs/{stem}.md: the figure {name} is gone")
    return gone


@pytest.mark.parametrize("row", ROWS)
def test_a_promise_is_kept(row, pages):
    assert missing(ROWS[row], pages) == []


def test_every_row_is_promised():
    assert list(ROWS) == [f"C{part}.{row}" for part, rows in TOPICS.items() for row in range(1, rows + 1)]
    for name, row in ROWS.items():
        assert row.records or row.says, f"{name}: nothing is looked for"


def test_what_disappears_is_missed(pages):
    row = Row(
        "",
        records=[("digits", "1.0001")],
        says=[("digits", "no such words")],
        figures=[("digits", "no-such-figure")],
    )
    assert missing(row, pages) == [
        "docs/digits.md: no run writes `1.0001` any more",
        "docs/digits.md: nothing says “no such words” any more",
        "docs/digits.md: the figure no-such-figure is gone",
    ]
    assert missing(Row("", says=[("no-chapter", "a")]), pages) == ["docs/no-chapter.md is gone"]
