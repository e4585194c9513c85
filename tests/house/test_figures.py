"""The book's figures on a phone of 360 pixels: their words can be read."""

import re

from lxml import etree

PHONE = 360  # pixels: tests/browser/test_figures.py measures that it is shown from edge to edge
SMALLEST = 8.5
STAND = {}  # {figure: why its words are smaller}
SIZE = re.compile(r"(?:font|font-size):[^;]*?([\d.]+)px")


def smallest(svg):
    """(pixels, words): the smallest words of an SVG, shown as wide as a phone shows it."""
    root = etree.fromstring(svg)
    width = float(root.get("viewBox").split()[2])
    sizes = []
    for text in root.iter("{*}text"):
        for part in text.iter():
            if words := "".join(part.itertext()).strip():
                own = [each for each in (part, *part.iterancestors()) if SIZE.search(each.get("style", ""))]
                sizes += [(float(SIZE.search(own[0].get("style"))[1]), words)] if own else []
    size, words = min(sizes, default=(SMALLEST * width, ""))
    return size * min(4 / 3, PHONE / width), words


def test_this_test_finds_small_words():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 9"><g style="font: 8px sans-serif">'
    svg += b'<text style="font-size: 12px">a</text><text>b<tspan style="font-size: 7px">c</tspan></text></g></svg>'
    assert smallest(svg) == (3.5, "c")


def test_the_words_of_each_figure_can_be_read_on_a_phone(root):
    small = []
    for figure in sorted((root / "docs/figures").rglob("*.svg")):
        narrow = figure.with_name(f"{figure.stem}-narrow.svg")
        size, words = smallest((narrow if narrow.is_file() else figure).read_bytes())
        name = f"{figure.parent.name}/{figure.stem}"
        if size < SMALLEST and name not in STAND:
            small.append(f"{name}: `{words}` is {size:.1f} pixels high")
    assert small == []
