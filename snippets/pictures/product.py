"""Pictures of products: one entry, mixed columns, and as `*` and a sum."""

import numpy as np

from snippets.pictures.cells import (
    PIXEL,
    arrow,
    cells,
    label,
    longest,
    matrix,
    named,
    number,
    outline,
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

SIGN = dict(size=14, weight="bold")


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box, stroke=mark_stroke)
def product_picture(a, b, active=None):
    """Draw c = a @ b: b at the top right, a at the bottom left, c where they cross.

    a: (n, k) or (k,); b: (k, m) or (k,). active: (row, column) of an entry of c, whose
    row of a and column of b stand out and whose sum is written below.
    """
    a, b = np.asarray(a), np.asarray(b)
    if not active:
        return stage(a, b, below=0.2)
    row, column = active
    wants, gives = np.atleast_2d(a)[row], b.reshape(len(b), -1)[:, column]
    line = f"{weighted_sum(wants, gives)} = {number(wants @ gives)}"
    picture = stage(a, b, row, column, below=1, width=0.22 * len(line))
    width, height = picture["width"], picture["height"]
    picture["marks"].append(words(width / 2, height - 0.5, line, room=width))
    return picture


def stage(a, b, row=None, column=None, below=0.3, width=0):
    """The picture with b at the top right, a at the bottom left, c where they cross.

    row, column: int or None; where given, that row of a, or that column of b, stands
    out, and what it makes of c. below: cells of room; width: how many cells at least.
    """
    names = [named(role, v.shape) for role, v in zip("ABC", (a, b, a @ b))]
    a, b = np.atleast_2d(a), b.reshape(len(b), -1)
    c, size = a @ b, len(b)
    left, top = crossing(size)
    rest = np.arange(len(a))[:, None] != row if row is not None else np.False_
    others = np.arange(c.shape[1]) != column if column is not None else np.False_
    marks = [
        matrix(0.3, top, a, "A", names[0], fade=rest),
        matrix(left, 0.9, b, "B", names[1], fade=others),
        matrix(left, top, c, "C", names[2], fade=rest | others),
        *inner_size(left - 0.5, top - 0.62, size),
    ]
    y, height = (top, len(a)) if row is None else (top + row, 1)
    x, breadth = (left, c.shape[1]) if column is None else (left + column, 1)
    if row is not None:
        marks.append(outline(0.3, y, size, 1, "A"))
    if column is not None:
        marks.append(outline(x, 0.9, 1, size, "B"))
    if row is not None or column is not None:
        marks.append(outline(x, y, breadth, height, "C"))
    width = max(left + c.shape[1], width) + 0.3
    return cells(width, top + len(a) + below, marks, longest(a, b, c))


def crossing(size):
    """Where c begins, (x, y), if a and b share an axis of this size."""
    return size + 1.3, size + 1.9


def weighted_sum(row, column):
    """The sum behind one entry of a product, in writing: "1·10 + 2·20"."""
    pairs = zip(row, column, strict=True)
    return " + ".join(f"{number(p)}·{number(q)}" for p, q in pairs)


def inner_size(x, y, size, a_left=0.3, b_top=0.9):
    """The size that a and b share, once, at the knee of a line along both edges.

    (x, y) is the knee, a begins at `a_left` and b at `b_top`.
    """
    line = [(a_left, y + 0.12), (a_left, y), (x, y), (x, b_top), (x + 0.12, b_top)]
    return [stroke(line, lw=PIXEL), words(x, y, f"{size}", weight="bold", plate=2)]


@drawn(draw_cells, block=mark_block, words=mark_words, arrow=mark_arrow)
def summed_rows(a, b):
    """Draw how `*` and a sum make `a @ b`, of a, (n, k), and b, (k,)."""
    a, b = np.asarray(a), np.asarray(b)
    (rows, size), products = a.shape, a * b
    right, below = size + 2.3, rows + 2.6
    marks = [
        matrix(0.6, 0.9, a, "A"),
        words(size + 1.4, 0.9 + rows / 2, "*", **SIGN),
        *stretched(right, 0.9, b, a.shape, "B"),
        words(0.3, below + rows / 2, "=", **SIGN),
        matrix(0.6, below, products, "C", f"A * B {products.shape}"),
    ]
    for row in range(rows):
        y = below + row + 0.5
        marks.append(arrow((size + 0.8, y), (right + 0.3, y), "C"))
    marks += [
        words(size + 1.5, below + rows + 0.4, "sum(axis=1)", size=10),
        matrix(right + 0.5, below, (a @ b)[:, None], "C", f"A @ B {(rows,)}"),
    ]
    digits = longest(a, b, products, a @ b)
    return cells(right + size + 0.9, 2 * rows + 3.7, marks, digits)


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box, stroke=mark_stroke)
def columns_view(a, b, column):
    """Draw `a @ b`, and one column of it as a weighted sum of the columns of a.

    a: (n, k); b: (k, m), of at least k columns, so that the sum has room.
    """
    a, b = np.asarray(a), np.asarray(b)
    picture = stage(a, b, column=column, below=len(a) + 3.5)
    marks, digits, weights = picture["marks"], picture["digits"], b[:, column]
    first = crossing(len(b))[1] + len(a) + 1.3
    below, middle = first + 1.6, first + 1.6 + len(a) / 2
    for k, weight in enumerate(weights):
        x = 0.3 + 2 * k
        marks += [
            matrix(x, first, weight, "B", "", digits=digits),
            words(x + 0.5, first + 1.3, "×", **SIGN),
            matrix(x, below, a[:, [k]], "A", "", digits=digits),
            words(x + 1.5, middle, "+" if k < len(weights) - 1 else "=", **SIGN),
        ]
    marks += [
        matrix(x + 2, below, (a @ weights)[:, None], "C", "", digits=digits),
        label(0.3, first, f"weights B[:, {column}]", "B"),
        label(x + 2, below, f"C[:, {column}]", "C"),
    ]
    return picture
