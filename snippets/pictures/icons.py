"""Twelve patterns of broadcasting to be known by sight: small, and one in numbers."""

import numpy as np

from snippets.pictures.broadcast import OPERATIONS
from snippets.pictures.cells import arrow, box, cells, longest, matrix, words
from snippets.pictures.drawn import drawn
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_arrow,
    mark_block,
    mark_box,
    mark_words,
)

SIDE, SPACE = 0.36, 0.17  # of a cell of an icon; from the operands to the table
BEHIND = 0.08  # how far a cell behind another one is seen
PLACE = 3.2, 3.6  # width and height of an icon with its words
COLUMNS = 4


@drawn(draw_cells, box=mark_box, words=mark_words, arrow=mark_arrow)
def draw_icons():
    """Draw the twelve patterns: in nine a column A meets a row B, in three a part B
    stretches along all of A.

    In a table C the cells are strong where the pattern says yes.
    """
    marks = []
    for place, (name, shapes, draw, *given) in enumerate(patterns()):
        row, column = divmod(place, COLUMNS)
        x, y = 0.2 + PLACE[0] * column, 0.2 + PLACE[1] * row
        marks += draw(x, y, *given)
        title = f"{place + 1} {name}"
        marks.append(words(x, y + 2.4, title, weight="bold", ha="left", size=10))
        for line, (role, shape) in enumerate(zip("AB", shapes)):
            text = f"{role} {shape}"
            below = y + 2.73 + 0.31 * line
            marks.append(words(x, below, text, role, ha="left", size=9))
    width, height = PLACE[0] * COLUMNS + 0.1, PLACE[1] * -(-len(patterns()) // COLUMNS)
    return cells(width, height - 0.1, marks)


@drawn(draw_cells, block=mark_block, words=mark_words)
def meeting_picture(a, b, symbol):
    """Draw how a column a, (n, 1), meets a row b, (m,): the table `a symbol b`, (n, m).

    What is compared is 1 where it holds, and a pale 0 where it does not.
    """
    c = OPERATIONS[symbol](a, b)
    fade = ~c if c.dtype == bool else False
    c = c.astype(int) if c.dtype == bool else c
    digits, left, top = longest(a, b, c), 2.4, 3
    marks = [words(left - 1.6, 1.4, symbol, size=16)]
    marks.append(matrix(0.3, top, a, "A", digits=digits))
    marks.append(matrix(left, 0.9, [b], "B", f"B {b.shape}", digits=digits))
    marks.append(matrix(left, top, c, "C", fade=fade, digits=digits))
    height, width = c.shape
    return cells(left + width + 0.3, top + height + 0.3, marks, digits)


def patterns():
    """(name, shapes, how to draw it, with what) of each of the twelve, in order."""
    row, steps, shown = np.arange(5), np.arange(3), np.zeros((3, 5), bool)
    there, here = np.array([1, 3.6, 2]), np.array([2.2, 0.5, 3.9, 1.4])
    gaps = abs(there[:, None] - here)
    thrown = np.array([1, 2, 1, 0])[:, None] == steps
    labels, lengths = np.array([[3], [0], [2]]), np.array([[2], [5], [3]])
    disc = np.hypot(np.arange(4)[:, None], row) < 3.3
    column = "(3, 1)", "(5,)"
    return (
        ("outer", column, meet, "×", shown),
        ("distances", ("(3, 1, 2)", "(4, 2)"), meet, "−", nearest_cells(gaps), 1, 1),
        ("one-hot", column, meet, "==", labels == row),
        ("mask", column, meet, ">", lengths > row),
        ("channels", ("(3, 5, 3)", "(3,)"), onto, "×", (3, 5), (1, 1), 2),
        ("softmax", ("(3, 5)", "(3, 1)"), onto, "÷", (3, 5), (3, 1)),
        ("standardise", ("(3, 5)", "(5,)"), onto, "−", (3, 5), (1, 5)),
        ("piles", ("(3, 1, 2, 3)", "(4, 3, 1)"), meet, "@", shown[:, :4], 1, 1),
        ("windows", ("(4, 1)", "(3,)"), meet, "+", np.arange(4)[:, None] + steps == 3),
        ("grid", ("(4, 1)", "(5,)"), meet, "+", disc),
        ("causal", column, meet, "≥", steps[:, None] + 2 >= row),
        ("histogram", ("(4, 1)", "(3,)"), meet, "==", thrown),
    )


def nearest_cells(gaps):
    """Which gap, (n, m), is the smallest of its row: bools, (n, m)."""
    return gaps == gaps.min(axis=1, keepdims=True)


def meet(x, y, sign, strong, depth=0, own=0):
    """A column A meets a row B: a table C as `strong`, (n, m), whose cells say yes.

    depth: how many cells lie behind each of C; own: behind those of A and B.
    """
    n, m = strong.shape
    left, top = x + SIDE + SPACE, y + SIDE + SPACE
    marks = [words(x + SIDE / 2, y + SIDE / 2, sign, size=11, weight="bold")]
    marks += cell_table(x, top, np.zeros((n, 1), bool), "A", own)
    marks += cell_table(left, y, np.zeros((1, m), bool), "B", own)
    return marks + cell_table(left, top, strong, "C", depth)


def onto(x, y, sign, whole, part, depth=0):
    """A part B that stretches along a matrix A, (n, m), with `depth` more behind it.

    B is a row, (1, m), a column, (n, 1), or, (1, 1), as deep as A.
    """
    left, top = x + SIDE + SPACE, y + SIDE + SPACE
    marks = [words(x + SIDE / 2, y + SIDE / 2, sign, size=11, weight="bold")]
    marks += cell_table(left, top, np.zeros(whole, bool), "A", depth)
    start = (left, y) if part[0] < part[1] else (x, top)
    marks += cell_table(*start, np.zeros(part, bool), "B", depth)
    if part[0] == 1:  # down, beside A
        at = x + SIDE / 2
        begin = top + (SIDE * 1.8 if depth else 0)
        marks.append(arrow((at, begin), (at, top + SIDE * whole[0]), "B"))
    if part[1] == 1:  # to the right, above A
        at = y + SIDE / 2
        marks.append(arrow((left, at), (left + SIDE * whole[1], at), "B"))
    return marks


def cell_table(x, y, strong, role, depth=0):
    """Cells, strong or light, (n, m), from (x, y) on, `depth` more behind each."""
    marks = []
    for layer in range(depth, -1, -1):
        shift = BEHIND * layer
        for (row, column), yes in np.ndenumerate(strong):
            corner = x + SIDE * column + shift, y + SIDE * row + shift
            fill = "strong" if yes else "light"
            marks.append(box(*corner, SIDE, SIDE, role, fill=fill, lw=0.9))
    return marks
