"""Pictures of arrays: how they meet, stretch, clash, lie in memory and lose axes."""

import numpy as np

from snippets.pictures.cells import (
    arrow,
    box,
    cells,
    clash,
    label,
    longest,
    matrix,
    named,
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

OPERATIONS = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    ">": np.greater,
    ">=": np.greater_equal,
    "<": np.less,
    "==": np.equal,
}
PITCH = 1.2  # cells from one column to the next, so that none touches its neighbour


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box, arrow=mark_arrow)
def broadcast_picture(a, b, symbol="+"):
    """Draw `a symbol b = c` for arrays of up to two axes, with their shape ladder."""
    a, b = np.asarray(a), np.asarray(b)
    try:
        c = OPERATIONS[symbol](a, b)
    except ValueError:
        c = None  # they clash: both stay as they are, and there is no result
    target = None if c is None else c.shape
    names = [named(role, v.shape, target) for role, v in zip("AB", (a, b))]
    blocks = [np.atleast_2d(v if c is None else c) for v in (a, b)]
    blocks.append(np.zeros((2, 3)) if c is None else np.atleast_2d(c))
    widths = [max(v.shape[1], 0.2 * len(n)) for v, n in zip(blocks, names + ["C"])]
    starts = np.cumsum([0.3, widths[0] + 1.6, widths[1] + 1.6]).tolist()
    height = max(len(v) for v in blocks)
    marks = []
    for start, sign in zip(starts[1:], (symbol, "✗" if c is None else "=")):
        marks.append(words(start - 0.6, 0.9 + height / 2, sign, size=16))
    for start, values, role in zip(starts, (a, b), "AB"):
        marks += stretched(start, 0.9, values, target or values.shape, role)
    if c is None:
        marks.append(clash(starts[2], 0.9, 3, 2))
    else:
        marks.append(matrix(starts[2], 0.9, c, "C"))
    marks += ladder(starts[2] / 2, height + 1.7, a.shape, b.shape)
    digits = longest(a, b) if c is None else longest(a, b, c)
    return cells(starts[2] + widths[2] + 0.3, height + 5.6, marks, digits)


def ladder(x, y, a, b):
    """The shapes `a` and `b` right-aligned, an axis a column, and how it fits.

    `=`: equal sizes; `1⇢n`: a size 1 or a missing axis stretches; `✗`: they clash.
    """
    count = max(len(a), len(b))
    pairs = list(zip(padded(a, count), padded(b, count)))
    fit = all(fit_axis(*pair) for pair in pairs)
    heads = zip("ABC" if fit else "AB", (0.5, 1.6, 3.3))
    marks = [words(x, y + top, role, role, weight="bold") for role, top in heads]
    for column, (m, n) in enumerate(pairs):
        left = x + 0.6 + 1.3 * column
        p, q = (1 if side is None else side for side in (m, n))
        size = q if p == 1 else p
        marks += [rung(left, y, m, size, "A"), rung(left, y + 1.1, n, size, "B")]
        mark = "=" if p == q else f"1⇢{size}"
        if not fit_axis(m, n):
            mark = "✗"
            marks.append(clash(left - 0.12, y - 0.12, 1.24, 2.34))
        marks.append(words(left + 0.5, y + 2.45, mark, weight="bold"))
        if fit:
            marks.append(matrix(left, y + 2.8, size, "C", ""))
    return marks


def rung(x, y, side, size, role):
    """The cell of one side: a missing one and a 1 that stretches to `size` differ."""
    style = "missing" if side is None else "one" if side == 1 != size else "solid"
    return matrix(x, y, "" if side is None else side, role, "", style=style)


def fit_axis(m, n):
    """Whether two sizes of an axis broadcast; None is an axis that is not there."""
    return m == n or 1 in (m, n) or None in (m, n)


def padded(shape, count):
    """The shape with None in front of it for each axis that it lacks."""
    return (None,) * (count - len(shape)) + tuple(shape)


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box)
def ladder_grid(*pairs, columns=2):
    """Draw a shape ladder for each pair of shapes, `columns` of them side by side."""
    widths = [max(0.6 + 1.3 * max(map(len, pair)), 4.2) for pair in pairs]
    lefts = [0.4] + [max(widths[i::columns]) + 0.9 for i in range(columns)]
    lefts = np.cumsum(lefts).tolist()
    marks, rows = [], -(-len(pairs) // columns)
    for place, (a, b) in enumerate(pairs):
        row, column = divmod(place, columns)
        left, top = lefts[column], 5.2 * row
        title = words(left + 0.6, top + 0.5, f"{a} with {b}", size=10, ha="left")
        marks += [title, *ladder(left, top + 1, a, b)]
    return cells(lefts[-1] - 0.4, 5.2 * rows, marks)


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box)
def draw_ladders(rows):
    """Draw the shape ladder of each (names, a, b), the names above the axes of a.

    rows: a list of lists, each of which becomes a row of ladders.
    """
    marks = []
    for row, pairs in enumerate(rows):
        for column, (names, a, b) in enumerate(pairs):
            left, top = 0.4 + 5.4 * column, 1 + 5.5 * row
            for place, name in enumerate(names):
                x = left + 1.1 + 1.3 * place
                marks.append(words(x, top - 0.45, name, weight="bold"))
            marks += ladder(left, top, a, b)
    return cells(5.4 * len(rows[0]) - 0.2, 5.5 * len(rows) - 0.2, marks)


@drawn(draw_cells, block=mark_block, words=mark_words, stroke=mark_stroke)
def columns_picture(a, b, symbols):
    """Draw `a symbol b` for each of the symbols as it is done on paper, in columns.

    a, b: (n,). symbols: as in OPERATIONS, "+<" or ["+", "=="].
    """
    a, b = np.asarray(a), np.asarray(b)
    results = [OPERATIONS[symbol](a, b) for symbol in symbols]
    marks, digits = [], longest(a, b, *results)
    width = PITCH * len(a) + 1.2
    for panel, (symbol, c) in enumerate(zip(symbols, results)):
        left = width * panel + 1.2
        for role, values, top in zip("ABC", (a, b, c), (0.8, 2.6, 4.8)):
            marks.append(label(left, top, named(role, values.shape), role))
            for place, value in enumerate(values):
                x = left + PITCH * place
                marks.append(matrix(x, top, value, role, "", digits=digits))
        marks.append(words(left - 0.5, 3.1, symbol, size=16))
        end = left + PITCH * len(a) - 0.2
        marks.append(stroke([(left - 0.8, 3.95), (end, 3.95)]))
    return cells(width * len(symbols) + 0.3, 6.1, marks, digits)


@drawn(draw_cells, block=mark_block, words=mark_words, arrow=mark_arrow)
def memory_picture(values, rows):
    """Draw a vector stretched to `rows` rows beside its memory, as a view and a copy.

    values: (n,). Each row has an arrow to the place in memory where it begins, which
    is found from the strides.
    """
    view = np.broadcast_to(np.asarray(values), (rows, len(values)))
    width, size = len(values) + 2.8, view.size
    marks = beside_memory(0.1, "a view", view)
    marks += beside_memory(width + 0.1, "a copy", view.copy())
    return cells(2 * width, size + 1.6, marks)


def beside_memory(left, name, array):
    """An array, (rows, n), from `left` on, beside the memory that it really has."""
    (rows, columns), (down, right) = array.shape, array.strides
    ghost = np.arange(rows)[:, None] > (rows if down else 0)
    marks = [matrix(left, 1.3, array, "B", f"{name} {array.shape}", ghost)]
    x, digits = left + columns + 1.1, longest(array)
    marks.append(label(x, 1.3, "memory,\nbyte", "B"))
    for place, value in enumerate(array.ravel() if down else array[0]):
        marks.append(matrix(x, 1.3 + place, value, "B", "", digits=digits))
        byte = f"{place * array.itemsize}"
        marks.append(words(x + 1.15, 1.8 + place, byte, size=10, ha="left"))
    for row in range(rows):
        start = left + columns + 0.15, 1.8 + row
        end = x - 0.1, 1.8 + row * down // array.itemsize
        marks.append(arrow(start, end, "B"))
    steps = f"down:  {down} bytes\nright: {right} bytes"
    return [*marks, words(left, rows + 2.4, steps, size=10, ha="left")]


RANKS = ("a pixel", "a row", "a picture", "a pile", "two piles")
PLACES = ((0.2, 1.4), (5.2, 1.4), (0.2, 4), (5.2, 4), (0.2, 9.2))


@drawn(draw_cells, words=mark_words, box=mark_box)
def draw_ranks(tensor):
    """Draw a tensor of four axes, and what is left as one axis after another goes."""
    marks = []
    for rank, (x, y) in enumerate(PLACES):
        index = (0,) * (4 - rank)
        shape = tuple(tensor.shape)[4 - rank :]
        code = f"t[{', '.join(map(str, index))}]" if index else "t"
        marks.append(label(x, y, f"{RANKS[rank]}, rank {rank}\n{code} {shape}", "A"))
        for place in range(shape[0] if rank == 4 else 1):
            marks += pile(x + 5 * place, y, shape[-3:])
    return cells(10.4, 12.9, marks)


def pile(x, y, shape, side=0.7, shift=0.35):
    """The cells of a tensor of up to three axes, layer behind layer, at (x, y)."""
    layers, rows, columns = (1,) * (3 - len(shape)) + shape
    marks = []
    for layer in reversed(range(layers)):
        left, top = x + shift * layer, y + shift * (layers - 1 - layer)
        for row, column in np.ndindex(rows, columns):
            corner = left + side * column, top + side * row
            marks.append(box(*corner, side, side, "A", lw=1.2))
    return marks
