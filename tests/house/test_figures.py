"""The book's figures on a phone of 360 pixels: their words can be read."""

import re

from lxml import etree

PHONE = 360  # pixels: tests/browser/test_figures.py measures that it is shown from edge to edge
SMALLEST = 8.5
STAND = {}  # {figure: why its words are smaller}
SIZE = re.compile(r"(?:font|font-size):[^;]*?([\d.]+)px")


def size_of(part):
    """The size of letters that an element has or inherits; None where nothing says it."""
    said = (SIZE.search(each.get("style", "")) for each in (part, *part.iterancestors()))
    return next((float(match[1]) for match in said if match), None)


def smallest(svg):
    """(pixels, words): the smallest words of an SVG, shown as wide as a phone shows it."""
    root = etree.fromstring(svg)
    width = float(root.get("viewBox").split()[2])
    sizes = []
    for text in root.iter("{*}text"):
        words = "".join(text.itertext()).strip()
        found = [size for part in text.iter() if (size := size_of(part))]
        sizes += [(max(found), words)] if words and found else []  # an exponent is smaller than its base
    size, words = min(sizes, default=(SMALLEST * width, ""))
    return size * min(4 / 3, PHONE / width), words


def test_this_test_finds_small_words():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 9"><g style="font: 8px sans-serif">'
    svg += b'<text style="font-size: 12px">a</text><text>b<tspan style="font-size: 7px">c</tspan></text></g></svg>'
    assert smallest(svg) == (4, "bc")


def test_the_words_of_each_figure_can_be_read_on_a_phone(root):
    small = []
    for figure in sorted((root / "docs/figures").rglob("*.svg")):
        narrow = figure.with_name(f"{figure.stem}-narrow.svg")
        size, words = smallest((narrow if narrow.is_file() else figure).read_bytes())
        name = f"{figure.parent.name}/{figure.stem}"
        if size < SMALLEST and name not in STAND:
            small.append(f"{name}: `{words}` is {size:.1f} pixels high")
    assert small == []
