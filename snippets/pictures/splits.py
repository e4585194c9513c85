"""Pictures of shared work: how a product is cut, and from which batch on it pays."""

import numpy as np

from snippets.pictures.cells import ABOVE, PROSE, box, cells, words
from snippets.pictures.drawn import drawn
from snippets.pictures.palette import A_EDGE, INK
from snippets.pictures.parts import curve
from snippets.pictures.pen.cells import draw_cells, mark_box, mark_words
from snippets.pictures.pen.charts import draw_curve, draw_level, draw_tag
from snippets.pictures.pen.figures import draw_here

# In cells: the side of a number, between parts, between blocks, of a sum's layers
STEP, CUT, ROOM, LAYER = 0.3, 0.14, 1.0, 0.28
GLYPH = 0.25  # of a label, in cells
WAYS = {  # which axis of A, of B and of C is cut; a sum has none
    "rows: stack": (0, None, 0),
    "columns: stack": (None, 1, 1),
    "inner axis: add": (1, 0, None),
}
WAY = dict(PROSE, size=14, weight="bold", va="top")
NAMED = dict(ABOVE, size=13)


@drawn(draw_cells, words=mark_words, box=mark_box)
def draw_splits(a, b, processes, ways=tuple(WAYS), names="ABC"):
    """Draw ways in which so many processes share a product, side by side.

    a, b: shapes, (n, k) and (k, m); names: of both and of the product. A part has the
    number of the process that holds it; what is not cut, all of them hold.
    """
    shapes, x, high = (a, b, (a[0], b[1])), 0.3, 1.6
    texts = [
        f"{role} {shape}" if name == role else f"{role} {name} {shape}"
        for role, name, shape in zip("ABC", names, shapes)
    ]
    marks, low = [], high + cut_side(b[0], processes) + ROOM
    for way in ways:
        left = x + max(cut_side(a[1], processes), GLYPH * len(texts[0])) + 0.5
        places = (x, low), (left, high), (left, low)
        marks.append(words(x, 0.2, way, **WAY))
        for role, *its in zip("ABC", places, shapes, WAYS[way]):
            sums = role == "C" and its[-1] is None
            marks += (layers if sums else blocks)(role, *its, processes)
        for role, text, (across, down) in zip("ABC", texts, places):
            marks.append(words(across - 0.03, down - 0.12, text, role, **NAMED))
        width = max(cut_side(b[1], processes), GLYPH * max(map(len, texts[1:])))
        x = left + width + 1
    room = LAYER * (processes - 1) + 0.3
    return cells(x - 1 + room, low + cut_side(a[0], processes) + room, marks)


def cut_side(size, processes):
    """How long a side with `size` numbers is drawn, with room for its cuts."""
    return STEP * size + CUT * (processes - 1)


def blocks(role, place, shape, axis, processes):
    """A block at its place, (x, y), cut along an axis, or held whole by all."""
    (x, y), marks = place, []
    high, wide = (cut_side(size, processes) for size in shape)
    if axis is None:
        return part(x, y, wide, high, role, "all")
    for number, its in enumerate(np.array_split(np.arange(shape[axis]), processes)):
        size = STEP * len(its)
        if axis == 0:
            marks += part(x, y, wide, size, role, f"{number}")
            y += size + CUT
        else:
            marks += part(x, y, size, high, role, f"{number}")
            x += size + CUT
    return marks


def layers(role, place, shape, axis, processes):
    """Whole blocks, one behind the other, which make one when they are added."""
    high, wide = (cut_side(size, processes) for size in shape)
    text, marks = "+".join(map(str, range(processes))), []
    for number in reversed(range(processes)):
        shift = LAYER * number
        x, y = place[0] + shift, place[1] + shift
        marks += part(x, y, wide, high, role, "" if number else text)
    return marks


def part(x, y, width, height, role, text):
    """A box, and in its middle who holds it."""
    middle = words(x + width / 2, y + height / 2, text, size=13)
    return [box(x, y, width, height, role), middle]


@drawn(draw_here, curve=draw_curve, level=draw_level, tag=draw_tag)
def draw_payoff(sizes, ratios):
    """Draw how much faster two processes are than one, by the size of a batch.

    sizes: (n,), rising; ratios: (n,), 1 is as fast.
    """
    ticks, sizes = [0.25, 0.5, 1, 2], np.asarray(sizes).tolist()
    tags = {1: "as fast as one process", 2: "twice as fast: the hope"}
    marks = [dict(kind="level", y=1)]
    marks.append(curve(sizes, ratios, A_EDGE, lw=2, marker="o"))
    marks.append(curve([sizes[0], sizes[-1]], [2, 2], INK, ls="--", lw=1))
    for height, text in tags.items():
        place = dict(x=sizes[0], y=height, shift=(0, 4), size=11)
        marks.append(dict(kind="tag", text=text, **place))
    plane = dict(xlabel="pictures in a batch", ylabel="times as fast as one")
    plane |= dict(xscale="log", xticks=sizes, xticklabels=[f"{n}" for n in sizes])
    plane |= dict(yscale="log", yticks=ticks, yticklabels=[f"{n:g}×" for n in ticks])
    return dict(kind="chart", marks=marks, size=(6, 3.4), ylim=(0.12, 2.6), **plane)
