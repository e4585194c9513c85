"""Pictures in cells: a board and the marks on it, all of them plain data.

One cell is a square of side 1; x runs to the right and y down, as in a matrix. The role
"A", the first operand, is blue, "B" orange, "C", the result, green; no role is ink.
Their letters are written, too. A mark is a dict whose `kind` says what a pen does with
it; how it looks is said in the words of Matplotlib, in points, and some of our own. For
words: `room`, how many cells they must fit into; `plate`, how far one of paper reaches
beyond them. For a box: `fill`, "light" or "strong", both of its role, "paper", "none".
"""

import numpy as np

PIXEL = 0.72  # points, at 100 pixels an inch
ABOVE = dict(size=10, weight="bold", ha="left", va="bottom")
PROSE = dict(size=10, family="sans-serif", ha="left", va="baseline")


def cells(width, height, marks, digits=5):
    """A picture of that many cells; digits: of the longest number in one of them."""
    return dict(kind="cells", width=width, height=height, digits=digits, marks=marks)


def words(x, y, text, role="", **look):
    """A text around (x, y), as large as fits into a cell. look: room; plate."""
    return dict(kind="words", x=x, y=y, text=text, role=role, **look)


def box(x, y, width, height, role="", **look):
    """A rectangle whose top left corner is (x, y). look: fill; hatched, bool."""
    size = dict(width=width, height=height)
    return dict(kind="box", x=x, y=y, **size, role=role, **look)


def face(points, role="", **look):
    """A side of something, from corner to corner. look: fill, as of a box."""
    return dict(kind="face", points=points, role=role, **look)


def arrow(start, end, role="", **look):
    """An arrow from point to point. look: lw, ls; bend; gaps, at its start and end."""
    return dict(kind="arrow", start=start, end=end, role=role, **look)


def stroke(points, role="", lw=1):
    """A line from point to point."""
    return dict(kind="stroke", points=points, role=role, lw=lw)


def matrix(x, y, values, role="A", text=None, ghost=False, fade=False, **look):
    """Values of up to two axes as cells, (x, y) being the top left corner.

    text: the label, by default the role and the shape. ghost, fade: bool, one for all
    cells or one for each: which are stretched copies, which stand back. look: digits,
    of the longest number beside it; kind of cell, `style`: "solid" has memory of its
    own, "one" is a size 1 that stretches, "missing" an axis that is not.
    """
    values = np.asarray(values)
    if values.ndim > 2:
        raise ValueError(f"values: expected up to two axes, got shape {values.shape}")
    text = f"{role} {values.shape}" if text is None else text
    values = np.atleast_2d(values)
    ghost, fade = (np.broadcast_to(m, values.shape).tolist() for m in (ghost, fade))
    block = dict(kind="block", x=x, y=y, values=values.tolist(), role=role, text=text)
    return block | dict(ghost=ghost, fade=fade, digits=longest(values)) | look


def label(x, y, text, role):
    """What a block is, in its colour, above its top left corner (x, y)."""
    return words(x - 0.03, y - 0.15, text, role, **ABOVE)


def names_along(x, y, names, step, size=9.5, **look):
    """Names from the point (x, y) on, each further by `step`, (right, down)."""
    places = [(x + i * step[0], y + i * step[1]) for i in range(len(names))]
    return [words(*at, name, size=size, **look) for at, name in zip(places, names)]


def number(value):
    """The value as it stands in a cell: a float with four digits at most."""
    return f"{value:.4g}" if isinstance(value, (float, np.floating)) else f"{value}"


def longest(*arrays):
    """How many characters the longest number in the arrays has."""
    return max(len(number(value)) for array in arrays for value in np.ravel(array))


def named(role, shape, target=None):
    """What stands above a block, "A (2, 3)", or, if it stretches, "B (3,) → (2, 3)"."""
    arrived = target is None or target == shape
    return f"{role} {shape}" if arrived else f"{role} {shape} → {target}"


def stretched(x, y, values, shape, role):
    """Values stretched to `shape`: the copies as ghosts, and arrows to say so."""
    values = np.asarray(values)
    full = np.atleast_2d(np.broadcast_to(values, shape))
    (rows, columns), own = full.shape, np.atleast_2d(values).shape
    ghost = np.ones((rows, columns), dtype=bool)
    ghost[: own[0], : own[1]] = False
    marks = [matrix(x, y, full, role, named(role, values.shape, shape), ghost)]
    if rows > own[0]:
        side = x + columns + 0.3
        ends = (side, y + 0.1), (side, y + rows - 0.1)
        marks.append(arrow(*ends, role))
    if columns > own[1]:
        side = y + rows + 0.3
        ends = (x + 0.1, side), (x + columns - 0.1, side)
        marks.append(arrow(*ends, role))
    return marks


def outline(x, y, width, height, role):
    """The thick outline of what a step is about."""
    return box(x, y, width, height, role, fill="none", lw=4 * PIXEL, zorder=3)


def clash(x, y, width, height):
    """The outline of what does not fit: never red, but thick, dashed and ink."""
    look = dict(fill="none", lw=4 * PIXEL, ls="--", zorder=3)
    return box(x, y, width, height, **look)
