"""How long copies are, in lines with their heads: what `make bench` prints and a test holds."""

import re
import statistics
from math import ceil
from typing import NamedTuple

from book.copying.modules import package_of
from book.copying.scripts import copies_of
from book.reading.parse import parse_chapter

PICTURES = "pictures."
TRAINS = re.compile(r"\.step\(\)|\bfit\(")


class Figure(NamedTuple):
    """A length and the most that it may be; `over` are the places of all copies that are longer."""

    name: str
    lines: int
    most: int
    over: list

    def __str__(self):
        return f"{self.name}: {self.lines} lines, at most {self.most}: {', '.join(self.over)}"


def figures_of(book):
    """The Figures of the copies of `book`."""
    chapters = {path.stem: parse_chapter(path, book.root) for path in book.chapters}
    copies = {stem: [copy for copy in copies_of(each) if copy] for stem, each in chapters.items()}
    pictures = _pictures(package_of(book.root))
    listing = next(c for c in copies["twelve-lines"] if c.cell.include)
    by_hand = [copy for copy in copies["by-hand"] if "class SimpleMnist" in copy.code]
    trained = next(copy for copy in by_hand if TRAINS.search(copy.cell.source))
    placed = [(f"{chapters[stem].shown}:{c.cell.fence.line}", c) for stem in copies for c in copies[stem]]
    plain = [(place, copy) for place, copy in placed if not _holds(copy.code, pictures)]
    lines = sorted(copy.lines for _, copy in plain)
    return [
        _figure("the twelve lines", listing.lines, 70, [("their listing", listing)]),
        _figure("SimpleMnist, trained by hand", trained.lines, 110, [("the cell", trained)]),
        _figure("cells without our pictures, median", int(statistics.median_high(lines)), 90, plain),
        _figure("  nine in ten of them", lines[ceil(0.9 * len(lines)) - 1], 150, plain),
        _figure("all cells, the longest", max(copy.lines for _, copy in placed), 300, placed),
    ]


def _pictures(package):
    """The texts of the definitions in `snippets/pictures/`."""
    modules = [package.module(name) for name in package.contents if name.startswith(PICTURES)]
    return {each.text for module in modules for each in module.definitions.values()}


def _holds(code, texts):
    return any(text in code for text in texts)


def _figure(name, lines, most, placed):
    over = sorted(((c.lines, place) for place, c in placed if c.lines > most), reverse=True)
    return Figure(name, lines, most, [f"{place} has {count}" for count, place in over])
