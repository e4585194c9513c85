"""Pictures of axes with names: how they line up, what loops cost, who meets whom."""

import numpy as np

from snippets.pictures.broadcast import rung
from snippets.pictures.cells import arrow, box, cells, matrix, words
from snippets.pictures.drawn import drawn
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_arrow,
    mark_block,
    mark_box,
    mark_words,
)

SMALL = dict(size=10)
RIGHT = dict(size=10, weight="bold", ha="right")


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box)
def letters_picture(letters, *shapes):
    """Draw the sizes of each operand below their letters, and which letters are summed.

    letters: of an einsum, "ik,kj->ij"; shapes: a tuple of ints for each operand. An
    axis that an operand lacks, or that the result has lost, is dotted.
    """
    inputs, _, output = letters.partition("->")
    inputs = inputs.split(",")
    sizes = {}
    for names, shape in zip(inputs, shapes, strict=True):
        sizes |= dict(zip(names, shape, strict=True))
    left, foot = 2.4, 1.1 * len(inputs) + 0.8
    marks = [
        words(left - 0.5, 0.8 + 1.1 * row + 0.5, f"{role} {names}", role, **RIGHT)
        for row, (role, names) in enumerate(zip("AB", inputs))
    ]
    marks.append(words(left - 0.5, foot + 1.25, f"C {output}", "C", **RIGHT))
    for place, (name, size) in enumerate(sizes.items()):
        x = left + 1.6 * place
        marks.append(words(x + 0.5, 0.4, name, weight="bold"))
        for row, (role, names) in enumerate(zip("AB", inputs)):
            side = size if name in names else None
            marks.append(rung(x, 0.8 + 1.1 * row, side, size, role))
        kept = name in output
        everywhere = all(name in names for names in inputs)
        verdict = "=" if everywhere else f"1⇢{size}"
        marks.append(words(x + 0.5, foot + 0.3, verdict if kept else "sum", **SMALL))
        marks.append(rung(x, foot + 0.75, size if kept else None, size, "C"))
    return cells(left + 1.6 * len(sizes) - 0.2, foot + 2, marks)


@drawn(draw_cells, words=mark_words, box=mark_box)
def stairs_picture(steps):
    """Draw a staircase: each step as high as its count of lines.

    steps: {name: (lines, numbers)}, numbers being how many are in memory at most.
    """
    high = max(lines for lines, _ in steps.values())
    marks, wide, line = [], 2.2, 0.55
    for place, (name, (lines, numbers)) in enumerate(steps.items()):
        x, y = 0.3 + wide * place, 0.7 + line * high
        for each in range(lines):
            marks.append(box(x, y - line * (each + 1), wide, line, "A", lw=1))
        middle = x + wide / 2
        told = f"{lines} line{'s' * (lines > 1)}"
        marks += [
            words(middle, y - line * lines - 0.3, told, **SMALL),
            words(middle, y + 0.55, name.replace("· ", "·\n"), weight="bold", **SMALL),
            words(middle, y + 1.3, f"{numbers:,.0f}", "C", **SMALL),
        ]
    foot = "numbers in memory at most"
    marks.append(words(0.3, y + 1.85, foot, "C", ha="left", **SMALL))
    return cells(wide * len(steps) + 0.6, y + 2.25, marks)


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box)
def partners_picture(count):
    """Draw all pairs of matrices of two piles, and the partners on the diagonal."""
    look = dict(weight="bold", **SMALL)
    marks = []
    for row in range(count):
        marks.append(words(1.4, 1.4 + row, f"A[{row}]", "A", ha="right", **look))
        marks.append(words(2.1 + row, 0.5, f"B[{row}]", "B", room=1.4, **look))
        for column in range(count):
            style = "solid" if row == column else "missing"
            text = "@" if row == column else ""
            marks.append(matrix(1.6 + column, 0.9 + row, text, "C", "", style=style))
    beside = dict(ha="left", **SMALL)
    x = 1.9 + count
    told = f"np.dot:\nall {count**2} pairs\n\n@: the {count}\npartners"
    marks.append(words(x, 0.9 + count / 2, told, "C", linespacing=1.4, **beside))
    return cells(x + 2.9, count + 1.2, marks)


@drawn(draw_cells, block=mark_block, words=mark_words, arrow=mark_arrow)
def walk_picture(grid):
    """Draw the memory of a grid, (n, m), and the walk that reads it, and its transpose.

    Each arrow leads to the number that is read next, and says how many places it goes.
    """
    grid = np.asarray(grid)
    places = np.arange(grid.size).reshape(grid.shape)
    marks = []
    for row, (name, order) in enumerate((("grid", places), ("grid.T", places.T))):
        order, y = order.ravel().tolist(), 1.6 + 4 * row
        steps = [after - here for here, after in zip(order, order[1:])]
        told = " ".join(f"{step:+d}".replace("-", "−") for step in steps)
        look = dict(weight="bold", ha="left", **SMALL)
        over = y - 1.2 - 0.6 * row
        marks.append(words(0.3, over, f"{name}: {told}", "C", **look))
        marks.append(matrix(0.6, y, grid.ravel(), "A", ""))
        for here, step in zip(order, steps):
            edge = y - 0.12 if step > 0 else y + 1.12
            ends = (1.1 + here, edge), (1.1 + here + step, edge)
            marks.append(arrow(*ends, "C", bend=-0.45))
    return cells(grid.size + 1.2, 7.7, marks)
