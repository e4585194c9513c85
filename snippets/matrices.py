"""Matrices drawn as cells: how they stretch, clash and multiply.

One cell is a square of side 1; x runs to the right and y down, as in a matrix. A, the
first operand, is blue, B orange, the result C green; their letters are written, too.
"""

import matplotlib.pyplot as plt
import numpy as np

from snippets.pictures.palette import EDGES, FILLS, INK, PAPER

OPERATIONS = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    ">": np.greater,
    "<": np.less,
    "==": np.equal,
}
DOTS = ("⋯", "⋮", "⋱")
PIXEL = 0.72  # points, at 100 pixels an inch


def canvas(columns, rows, digits=5):
    """Empty axes, `columns` by `rows` cells large, which fill a new figure.

    A cell is 44 pixels wide, more where `digits` need it, less where the figure would
    get wider than 720.
    """
    side = min(0.44 * max(1, digits / 5), 7.2 / columns)
    figure = plt.figure(figsize=(columns * side, rows * side), layout="constrained")
    # From the start "none" would give way to rcParams after the first savefig
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, columns), ylim=(rows, 0), aspect="equal")
    axes.axis("off")
    return axes


def write(axes, x, y, text, digits=1, room=1, **look):
    """Write `text` around the point (x, y), small enough for `room` cells.

    So small, too, that `digits` characters would fit: numbers side by side look alike.
    """
    points = 72 * axes.figure.get_figwidth() / axes.get_xlim()[1]
    size = min(11.4, 1.5 * room * points / max(digits, len(f"{text}"), 4))
    usual = dict(color=INK, size=size, ha="center", va="center", family="monospace")
    return axes.text(x, y, f"{text}", **usual | look)


def rectangle(axes, x, y, width, height, **look):
    """Draw a rectangle whose top left corner is (x, y); gives the patch."""
    return axes.add_patch(plt.Rectangle((x, y), width, height, **look))


def cell(axes, x, y, value, role="A", kind="solid", alpha=1, digits=1):
    """Draw one cell with a value; (x, y) is its top left corner.

    role: "A", "B" or "C". kind: "solid" has memory of its own, "ghost" is a stretched
    copy without any, "one" a size 1 that stretches, "missing" an axis that is not.
    digits: as in `write`.
    """
    edge = EDGES[role]
    line = dict(solid="-", ghost="--", one="--", missing=":")[kind]
    width, fill = (2, FILLS[role]) if kind == "solid" else (1, PAPER)
    look = dict(fc=fill, ec=edge, ls=line, lw=width * PIXEL, alpha=alpha)
    rectangle(axes, x, y, 1, 1, zorder=2 if kind == "solid" else 1, **look)
    text = write(axes, x + 0.5, y + 0.5, value, digits, alpha=alpha)
    if kind == "ghost":
        look = dict(fc="none", lw=0, hatch="////", hatch_linewidth=PIXEL)
        # As alpha of the patch, an SVG would have it twice
        rectangle(axes, x, y, 1, 1, hatchcolor=(edge, 0.45), **look)
        text.set(alpha=0.8, bbox=dict(fc=PAPER, ec="none", pad=2))


def label(axes, x, y, text, role):
    """Write what a block is, in its colour, above its top left corner (x, y)."""
    look = dict(color=EDGES[role], weight="bold", size=10, ha="left", va="bottom")
    write(axes, x - 0.03, y - 0.15, text, **look)


def matrix(axes, x, y, values, role="A", text=None, ghost=False, fade=False):
    """Draw values of up to two axes as cells, (x, y) being the top left corner.

    text: the label, by default the role and the shape. ghost, fade: bool, one for all
    cells or one for each: which are stretched copies, which stand back.
    """
    values = np.asarray(values)
    if values.ndim > 2:
        raise ValueError(f"values: expected up to two axes, got shape {values.shape}")
    label(axes, x, y, text or f"{role} {values.shape}", role)
    values = np.atleast_2d(values)
    ghost, fade = (np.broadcast_to(mask, values.shape) for mask in (ghost, fade))
    for (row, column), value in np.ndenumerate(values):
        left, top = x + column, y + row
        if value in DOTS:
            look = dict(color=EDGES[role], family="sans-serif")
            write(axes, left + 0.5, top + 0.5, value, **look)
            continue
        kind = "ghost" if ghost[row, column] else "solid"
        alpha = 0.45 if fade[row, column] else 1
        cell(axes, left, top, number(value), role, kind, alpha, longest(values))


def number(value):
    """The value as it stands in a cell: a float with four digits at most."""
    return f"{value:.4g}" if isinstance(value, (float, np.floating)) else f"{value}"


def elided(values, rows=3, columns=4):
    """A few values of a big matrix, and dots for the rest: (rows, columns), object.

    Of more rows than that the last one and the first few stay; columns likewise.
    """
    parts = np.atleast_2d(values).astype(object)
    for axis, (most, dots) in enumerate([(rows, "⋮"), (columns, "⋯")]):
        if parts.shape[axis] > most:
            first, rest = np.split(parts, [most - 2], axis)
            gap = np.full_like(rest.take([0], axis), dots)
            gap[rest.take([0], axis) == "⋮"] = "⋱"
            parts = np.concatenate([first, gap, rest.take([-1], axis)], axis)
    return parts


def arrow(axes, start, end, role="B", **look):
    """Draw an arrow from the point `start` to the point `end`; `look` changes it."""
    usual = dict(color=EDGES[role], lw=2 * PIXEL, ls="-")
    shape = dict(arrowstyle="->", shrinkA=0, shrinkB=0)
    axes.annotate("", end, start, arrowprops=shape | usual | look)


def named(role, shape, target=None):
    """What stands above a block, "A (2, 3)", or, if it stretches, "B (3,) → (2, 3)"."""
    arrived = target is None or target == shape
    return f"{role} {shape}" if arrived else f"{role} {shape} → {target}"


def stretched(axes, x, y, values, shape, role):
    """Draw values stretched to `shape`: the copies as ghosts, and arrows to say so."""
    values = np.asarray(values)
    full = np.atleast_2d(np.broadcast_to(values, shape))
    (rows, columns), own = full.shape, np.atleast_2d(values).shape
    ghost = np.ones((rows, columns), dtype=bool)
    ghost[: own[0], : own[1]] = False
    matrix(axes, x, y, full, role, named(role, values.shape, shape), ghost)
    if rows > own[0]:
        side = x + columns + 0.3
        arrow(axes, (side, y + 0.1), (side, y + rows - 0.1), role)
    if columns > own[1]:
        side = y + rows + 0.3
        arrow(axes, (x + 0.1, side), (x + columns - 0.1, side), role)


def ladder(axes, x, y, a, b):
    """Draw the shapes `a` and `b` right-aligned, an axis a column, and how it fits.

    `=`: equal sizes; `1⇢n`: a size 1 or a missing axis stretches; `✗`: they clash.
    """
    count = max(len(a), len(b))
    pairs = list(zip(padded(a, count), padded(b, count)))
    fit = all(fit_axis(*pair) for pair in pairs)
    for role, top in zip("ABC" if fit else "AB", (0.5, 1.6, 3.3)):
        write(axes, x, y + top, role, color=EDGES[role], weight="bold")
    for column, (m, n) in enumerate(pairs):
        left = x + 0.6 + 1.3 * column
        p, q = (1 if side is None else side for side in (m, n))
        size = q if p == 1 else p
        for side, role, top in (m, "A", y), (n, "B", y + 1.1):
            kind = {None: "missing", 1: "one", size: "solid"}.get(side, "solid")
            cell(axes, left, top, "" if side is None else side, role, kind)
        mark = "=" if p == q else f"1⇢{size}"
        if not fit_axis(m, n):
            mark = "✗"
            clash(axes, left - 0.12, y - 0.12, 1.24, 2.34)
        write(axes, left + 0.5, y + 2.45, mark, weight="bold")
        if fit:
            cell(axes, left, y + 2.8, size, "C")


def fit_axis(m, n):
    """Whether two sizes of an axis broadcast; None is an axis that is not there."""
    return m == n or 1 in (m, n) or None in (m, n)


def padded(shape, count):
    """The shape with None in front of it for each axis that it lacks."""
    return (None,) * (count - len(shape)) + tuple(shape)


def clash(axes, x, y, width, height):
    """Draw the outline of what does not fit: never red, but thick, dashed and ink."""
    look = dict(fc="none", ec=INK, ls="--", lw=4 * PIXEL, zorder=3)
    rectangle(axes, x, y, width, height, **look)


def longest(*arrays):
    """How many characters the longest number in the arrays has."""
    return max(len(number(value)) for array in arrays for value in np.ravel(array))


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
    starts = 0.3 + np.cumsum([0, widths[0] + 1.6, widths[1] + 1.6])
    height = max(len(v) for v in blocks)
    digits = longest(a, b) if c is None else longest(a, b, c)
    axes = canvas(starts[2] + widths[2] + 0.3, height + 5.6, digits)
    for start, sign in zip(starts[1:], (symbol, "✗" if c is None else "=")):
        write(axes, start - 0.6, 0.9 + height / 2, sign, size=16)
    for start, values, role in zip(starts, (a, b), "AB"):
        stretched(axes, start, 0.9, values, target or values.shape, role)
    if c is None:
        clash(axes, starts[2], 0.9, 3, 2)
    else:
        matrix(axes, starts[2], 0.9, c, "C")
    ladder(axes, starts[2] / 2, height + 1.7, a.shape, b.shape)


def product_picture(a, b, active=None):
    """Draw c = a @ b: b at the top right, a at the bottom left, c where they cross.

    a: (n, k) or (k,); b: (k, m) or (k,). active: (row, column) of an entry of c, whose
    row of a and column of b stand out and whose sum is written below.
    """
    a, b = np.asarray(a), np.asarray(b)
    if not active:
        stage(a, b, below=0.2)
        return
    row, column = active
    wants, gives = np.atleast_2d(a)[row], b.reshape(len(b), -1)[:, column]
    line = f"{weighted_sum(wants, gives)} = {number(wants @ gives)}"
    axes, _ = stage(a, b, row, column, below=1, width=0.22 * len(line))
    width, bottom = axes.get_xlim()[1], axes.get_ylim()[0]
    write(axes, width / 2, bottom - 0.5, line, room=width)


def stage(a, b, row=None, column=None, below=0.3, width=0):
    """Draw b at the top right, a at the bottom left, c = a @ b where they cross.

    row, column: int or None; where given, that row of a, or that column of b, stands
    out, and what it makes of c. below: cells of room; width: how many cells at least.
    Gives axes and where c begins, (x, y).
    """
    names = [named(role, v.shape) for role, v in zip("ABC", (a, b, a @ b))]
    a, b = np.atleast_2d(a), b.reshape(len(b), -1)
    c, size = a @ b, len(b)
    left, top = size + 1.3, size + 1.9
    rest = np.arange(len(a))[:, None] != row if row is not None else np.False_
    others = np.arange(c.shape[1]) != column if column is not None else np.False_
    width = max(left + c.shape[1], width) + 0.3
    axes = canvas(width, top + len(a) + below, longest(a, b, c))
    places = (0.3, top), (left, 0.9), (left, top)
    fades = rest, others, rest | others
    for place, values, role, name, fade in zip(places, (a, b, c), "ABC", names, fades):
        matrix(axes, *place, values, role, name, fade=fade)
    inner_size(axes, left, top, size)
    y, height = (top, len(a)) if row is None else (top + row, 1)
    x, breadth = (left, c.shape[1]) if column is None else (left + column, 1)
    if row is not None:
        outline(axes, 0.3, y, size, 1, "A")
    if column is not None:
        outline(axes, x, 0.9, 1, size, "B")
    if row is not None or column is not None:
        outline(axes, x, y, breadth, height, "C")
    return axes, (left, top)


def weighted_sum(row, column):
    """The sum behind one entry of a product, in writing: "1·10 + 2·20"."""
    pairs = zip(row, column, strict=True)
    return " + ".join(f"{number(p)}·{number(q)}" for p, q in pairs)


def outline(axes, x, y, width, height, role):
    """Draw the thick outline of what a step is about."""
    look = dict(fc="none", ec=EDGES[role], lw=4 * PIXEL, zorder=3)
    rectangle(axes, x, y, width, height, **look)


def inner_size(axes, left, top, size, a_left=0.3, b_top=0.9):
    """Write the size that a and b share once, at the knee of a line along both edges.

    (left, top) is the top left corner of c; a begins at `a_left` and b at `b_top`.
    """
    x, y = left - 0.5, top - 0.62
    line = [(a_left, y + 0.12), (a_left, y), (x, y), (x, b_top), (x + 0.12, b_top)]
    axes.plot(*zip(*line), color=INK, lw=PIXEL)
    write(axes, x, y, size, weight="bold", bbox=dict(fc=PAPER, ec="none", pad=2))
