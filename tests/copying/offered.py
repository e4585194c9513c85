"""How many cells of the book run in the page: what `make bench` prints and a test holds."""

from collections import Counter
from typing import NamedTuple

from book.copying.in_page import in_page
from book.reading.parse import parse_chapter

LEAST = 0.95  # of the cells that use no torch


class Offered(NamedTuple):
    """Counts of cells; `inert` holds (chapter, what it needs) of those that use no torch."""

    runs: int
    without_torch: int
    cells: int
    inert: set


def offered(book):
    """The Offered of a book."""
    found = Counter()
    for path in book.chapters:
        for entry in in_page(parse_chapter(path, book.root))["cells"]:
            found[path.stem, entry.get("why")] += 1
    plain = {place: count for place, count in found.items() if place[1] != "PyTorch"}
    runs = sum(count for (_, why), count in found.items() if not why)
    return Offered(runs, sum(plain.values()), sum(found.values()), {place for place in plain if place[1]})
