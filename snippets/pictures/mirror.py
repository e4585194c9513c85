"""Pictures of the way back: beside each step of forward what mirrors it, and why."""

import numpy as np

from snippets.pictures.cells import (
    ABOVE,
    PIXEL,
    PROSE,
    arrow,
    box,
    cells,
    longest,
    matrix,
    stretched,
    stroke,
    words,
)
from snippets.pictures.drawn import drawn
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_arrow,
    mark_block,
    mark_box,
    mark_stroke,
    mark_words,
)
from snippets.pictures.product import product_picture

# In cells: a block, one of the two sides, the text over a block
SLOT, HALF, HEAD = 2.08, 6.5, 1.6
TAG = dict(ABOVE, family="sans-serif")  # the sign ① is in few mono fonts
CODE = dict(PROSE, size=12, va="top")


@drawn(draw_cells, words=mark_words, box=mark_box, arrow=mark_arrow, stroke=mark_stroke)
def draw_mirror(there, back):
    """Draw the Steps `there` from top to bottom, and beside each its mirror in `back`.

    A longer side is drawn longer, but not to scale.
    """
    marks, y = [], 1.2
    for step in there:
        mirrored = [other for other in back if mirrors(other, step)]
        marks += operation(0.3, y, step)
        low = y
        for other in reversed(mirrored):  # it is read upwards
            marks += operation(HALF + 0.5, low, other)
            low += tall(other)
        if not mirrored:
            text = f"nothing: {step.names[2]} is a yes or a no,\nand has no slope"
            marks.append(words(HALF + 0.5, y, text, **CODE))
        y += max(tall(step), low - y)
    heads = dict(CODE, size=14, weight="bold")
    marks += [
        words(0.3, 0.2, "forward ↓", **heads),
        words(HALF + 0.5, 0.2, "backward ↑", **heads),
        stroke([(HALF + 0.1, 0.2), (HALF + 0.1, y - 0.4)]),
    ]
    return cells(2 * HALF, y - 0.2, marks)


def mirrors(back, step):
    """Whether a Step of the way back finds slopes of what this Step works with."""
    return step.names[1] in (back.names[2].removeprefix("d"), *mates(back))


def mates(back):
    """What a Step of the way back takes along from forward, where it moves on."""
    return () if back.names[2].startswith("d") else (back.names[1].removesuffix(".T"),)


def side(size):
    """How long a side with `size` numbers is drawn, in cells."""
    return 0.2 * size ** (1 / 3)


def tall(step):
    """How many cells high a Step is, with what stands above and below."""
    return HEAD + 0.75 + max(side(shape[0]) for shape in (step.a, step.b or (1,)))


def operation(left, top, step):
    """A Step as code, and its blocks in a row below."""
    (a, b, c), place = step.names, top + HEAD
    summed = step.symbol == "Σ"
    code = f"{c} = {a}.sum(axis=0)" if summed else f"{c} = {a} {step.symbol} {b}"
    marks = [words(left, top, code, **CODE)]
    blocks = [("A", a, step.a), ("B", b, step.b), ("C", c, step.c)]
    if summed:
        del blocks[1]
        x = left + side(step.a[1]) + 0.15
        marks.append(arrow((x, place), (x, place + side(step.a[0])), "C"))
    signs, x = ["=", ""] if summed else [step.symbol, "=", ""], left
    middle = place + side((step.a if summed else step.c)[0]) / 2
    for (role, name, shape), sign in zip(blocks, signs, strict=True):
        onto = shape if step.symbol in "@Σ" else step.c
        marks += small_block(x, place, role, name, shape, onto)
        x += max(SLOT, side(onto[-1]) + 0.6)
        marks.append(words(x - 0.3, middle, sign, size=13))
    return marks


def small_block(x, y, role, name, shape, onto):
    """A block without its numbers, at (x, y); stretched, if `onto` is another shape."""
    own = (1,) * (2 - len(shape)) + shape
    (height, width), arrived = map(side, own), shape == onto
    text = f"{role} {name}\n{shape}" if arrived else f"{role} {name} {shape}\n→ {onto}"
    marks = [words(x - 0.03, y - 0.12, text, role, **TAG)]
    if not arrived:
        rows, columns = map(side, onto)
        ghost = dict(fill="paper", lw=PIXEL, ls="--", hatched=True)
        marks.append(box(x, y, columns, rows, role, **ghost))
    return [*marks, box(x, y, width, height, role, zorder=2)]


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box, stroke=mark_stroke)
def product_back(a, b, names, active):
    """Draw the product a @ b as `product_picture` does, its three blocks by name."""
    picture = product_picture.data(a, b, active)
    blocks = [mark for mark in picture["marks"] if mark["kind"] == "block"]
    for block, role, name in zip(blocks, "ABC", names, strict=True):
        block["text"] = f"{role} {name} {np.shape(block['values'])}"
    return picture


@drawn(draw_cells, block=mark_block, words=mark_words, arrow=mark_arrow)
def stretch_and_sum(slopes, **arrays):
    """Draw how each array stretches in forward, and how backward sums its slopes.

    slopes: (n, m), of what the arrays are stretched to. They go by their names.
    """
    slopes = np.asarray(slopes)
    (rows, columns), widest = slopes.shape, max(map(width, arrays.values()))
    pitch, right = rows + 2.3, columns + 1.5
    marks, digits = [], longest(slopes, *arrays.values())
    heads = dict(CODE, size=13, weight="bold")
    marks += [
        words(0.3, 0.1, "forward stretches", **heads),
        words(right, 0.1, "backward sums", **heads),
    ]
    for at, (name, array) in enumerate(arrays.items()):
        y = 1.9 + pitch * at
        array = np.asarray(array)
        block, *arrows = stretched(0.3, y, array, slopes.shape, "B")
        block["text"] = block["text"].replace("B", f"B {name}", 1)
        marks += [*large(block), *arrows]
        marks += summing(right, y, slopes, name, array.shape)
    low = 2.3 if any(width(array) == 1 for array in arrays.values()) else 1.9
    across = right + columns + 1.4 + max(widest, 2)
    return cells(across, low + pitch * (len(arrays) - 1) + rows + 0.3, marks, digits)


def width(array):
    """How many columns an array of up to two axes has."""
    return np.atleast_2d(array).shape[1]


def summing(x, y, slopes, name, shape):
    """The slopes at (x, y), and beside them their sums over what was stretched."""
    (rows, columns), own = slopes.shape, (1,) * (2 - len(shape)) + shape
    axes = tuple(axis for axis in (0, 1) if own[axis] == 1)
    sums = slopes.sum(axis=axes, keepdims=True)
    end = x + columns + 1.1
    marks = [
        *large(matrix(x, y, slopes, "A", f"A dy {slopes.shape}")),
        words(end - 0.4, y + rows / 2, "=", size=16),
        *large(matrix(end, y, sums, "C", f"C d{name} {shape}")),
    ]
    if 0 in axes:
        ends = (x + columns + 0.3, y + 0.1), (x + columns + 0.3, y + rows - 0.1)
        marks.append(arrow(*ends, "C"))
    if 1 in axes:
        ends = (x + 0.1, y + rows + 0.3), (x + columns - 0.1, y + rows + 0.3)
        marks.append(arrow(*ends, "C"))
    return marks


def large(block):
    """The block with a label large enough to hold where the picture is drawn small."""
    x, y, look = block["x"] - 0.03, block["y"] - 0.15, dict(ABOVE, size=12)
    return [words(x, y, block["text"], block["role"], **look), block | dict(text="")]
