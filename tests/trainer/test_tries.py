"""The experiments of one click: what each claims holds for whatever seed, and is explained where it says."""

import re

import pytest

from book.reading.book import Book
from book.reading.headings import headings
from book.reading.parse import parse_chapter
from tests.kit.night import by_day

TRIES = (
    "no-bend",
    "all-zero",
    "rate-30",
    "softmax-twice",
    "shuffled-pixels",
    "one-over-n",
    "batch-1",
    "batch-1024",
    "wrong-labels",
)
PLACE = re.compile(r'<train-try name="([^"]+)">')
OTHER = "This seed hides what the chapter says: try another."


@pytest.mark.parametrize("name", by_day(TRIES, {*TRIES[1:-1]}))
def test_a_try_shows_what_it_claims(node, name):
    holds, words, _ = node.ask({"tried": [name, 7]})
    assert holds and OTHER not in words, words


def test_a_try_that_shows_nothing_says_so(node):
    """The unbroken run, taken for the broken one."""
    *_, unbroken = node.ask({"tried": ["no-bend", 3]})
    assert unbroken.endswith(OTHER)


def test_each_try_has_its_place_and_its_explanation(node, root):
    tries = node.ask({"tries": None})
    chapters = {path.stem: parse_chapter(path, root) for path in Book(root).chapters}
    placed = [name for chapter in chapters.values() for name in PLACE.findall(chapter.text)]
    assert sorted(placed) == sorted(tries) == sorted(TRIES)
    for title, address in tries.values():
        page, anchor = address.split("/#")
        assert title in [each.text for each in headings(chapters[page]) if each.id == anchor], address
