"""Pictures of arrays that meet: place by place, stretched, clashing, and in memory."""

import numpy as np

from snippets.matrices import (
    OPERATIONS,
    arrow,
    canvas,
    cell,
    label,
    ladder,
    longest,
    matrix,
    named,
    number,
    write,
)
from snippets.pictures.palette import INK

PITCH = 1.2  # cells from one column to the next, so that none touches its neighbour


def columns_picture(a, b, symbols):
    """Draw `a symbol b` for each of the symbols as it is done on paper, in columns.

    a, b: (n,). symbols: as in OPERATIONS, "+<" or ["+", "=="].
    """
    a, b = np.asarray(a), np.asarray(b)
    results = [OPERATIONS[symbol](a, b) for symbol in symbols]
    digits = longest(a, b, *results)
    width = PITCH * len(a) + 1.2
    axes = canvas(width * len(symbols) + 0.3, 6.1, digits)
    for panel, (symbol, c) in enumerate(zip(symbols, results)):
        left = width * panel + 1.2
        for role, values, top in zip("ABC", (a, b, c), (0.8, 2.6, 4.8)):
            label(axes, left, top, named(role, values.shape), role)
            for place, value in enumerate(values):
                x = left + PITCH * place
                cell(axes, x, top, number(value), role, digits=digits)
        write(axes, left - 0.5, 3.1, symbol, size=16)
        ends = left - 0.8, left + PITCH * len(a) - 0.2
        axes.plot(ends, (3.95, 3.95), color=INK, lw=1)


def ladder_grid(*pairs, columns=2):
    """Draw a shape ladder for each pair of shapes, `columns` of them side by side."""
    widths = [max(0.6 + 1.3 * max(map(len, pair)), 4.2) for pair in pairs]
    lefts = np.cumsum([0.4] + [max(widths[i::columns]) + 0.9 for i in range(columns)])
    rows = -(-len(pairs) // columns)
    axes = canvas(lefts[-1] - 0.4, 5.2 * rows)
    for place, (a, b) in enumerate(pairs):
        row, column = divmod(place, columns)
        left, top = lefts[column], 5.2 * row
        write(axes, left + 0.6, top + 0.5, f"{a} with {b}", size=10, ha="left")
        ladder(axes, left, top + 1, a, b)


def memory_picture(values, rows):
    """Draw a vector stretched to `rows` rows beside its memory, as a view and a copy.

    values: (n,). Each row has an arrow to the place in memory where it begins, which
    is found from the strides.
    """
    view = np.broadcast_to(np.asarray(values), (rows, len(values)))
    copy = view.copy()
    width = len(values) + 4.7
    axes = canvas(2 * width, copy.size + 1.2)
    for left, name, array in (0.3, "a view", view), (width + 0.3, "a copy", copy):
        own = 0 not in array.strides
        ghost = np.arange(rows)[:, None] > (rows if own else 0)
        matrix(axes, left, 0.9, array, "B", f"{name} {array.shape}", ghost)
        memory = array.ravel() if own else array[0]
        x = left + len(values) + 1.9
        label(axes, x, 0.9, "memory, byte", "B")
        for place, value in enumerate(memory):
            cell(axes, x, 0.9 + place, value, "B", digits=longest(copy))
            byte = place * array.itemsize
            write(axes, x + 1.15, 1.4 + place, f"{byte}", size=10, ha="left")
        for row in range(rows):
            first = row * array.strides[0] // array.itemsize
            start = left + len(values) + 0.15, 1.4 + row
            arrow(axes, start, (x - 0.1, 1.4 + first))
        down, right = array.strides
        steps = f"down:  {down} bytes on\nright: {right} bytes on"
        write(axes, left, rows + 2, steps, size=10, ha="left")
