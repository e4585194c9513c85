"""Pictures of arrays that meet: place by place, stretched, clashing, and in memory."""

import matplotlib.pyplot as plt
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
from snippets.plots import draw_picture

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


def painted(size=256):
    """A made-up bay under a midday sun: (size, size, 3), float64, from 0 to 1."""
    y, x = np.linspace(0, 1, size)[:, None], np.linspace(0, 1, size)
    height = y[:, :, None]  # (size, 1, 1), against colours, (3,)
    picture = np.ones((size, size, 1)) * [0.45, 0.7, 0.98] + height * [0.5, 0.3, 0]
    layers = [
        ((x - 0.7) ** 2 + (y - 0.25) ** 2 < 0.11**2, [1, 0.97, 0.8]),
        (y > 0.5 + 0.08 * np.sin(6 * x + 1), [0.62, 0.72, 0.8]),
        (y > 0.62 + 0.06 * np.sin(9 * x + 4), [0.4, 0.66, 0.5]),
        (y + 0 * x > 0.75, [0.3, 0.6, 0.85]),
        (y > 0.98 - 0.3 * (x - 0.1) ** 2 + 0.1 * x, [0.9, 0.82, 0.62]),
    ]
    for mask, colour in layers:
        picture = np.where(mask[:, :, None], colour, picture)
    return picture.clip(0, 1)


def before_after(**pictures):
    """Draw colour pictures, (rows, columns, 3) from 0 to 1, named, in one row."""
    _, axes = plt.subplots(1, len(pictures), figsize=(7, 3.6), squeeze=False)
    for axis, (name, picture) in zip(axes[0], pictures.items(), strict=True):
        look = dict(family="monospace", size=11)
        draw_picture(axis, picture, f"{name} {picture.shape}", **look)
