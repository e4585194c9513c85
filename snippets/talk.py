"""The pen of the talk: small enough to stand in its notebook, whole."""

import matplotlib.pyplot as plt
import numpy as np

from snippets.pictures.palette import EDGES, FILLS, INK, PAPER


def digits(images, titles=None, rows=1):
    """Draw n digits, (n, 784), in so many rows of a new figure, each with its title."""
    columns = -(-len(images) // rows)
    plt.figure(figsize=(7, 1.15 * 7 / columns * rows))
    for place, image in enumerate(images):
        plt.subplot(rows, columns, place + 1)
        plt.imshow(image.reshape(28, 28), cmap="gray")
        plt.title("" if titles is None else f"{titles[place]}")
        plt.axis("off")


def block(x, y, values, role, name="", own=None):
    """Draw a matrix, (rows, columns), whose top left corner is (x, y).

    role: "A", "B" or "C", its colour. own: (rows, columns) that are not copies.
    """
    axes, values = plt.gca(), np.asarray(values)
    edge, look = EDGES[role], dict(ha="center", va="center", family="monospace")
    for (row, column), value in np.ndenumerate(values):
        copied = own is not None and (row >= own[0] or column >= own[1])
        place, text = (x + column, y + row), f"{value}"
        fill = dict(fc=PAPER, ls="--", lw=1) if copied else dict(fc=FILLS[role], lw=1.5)
        axes.add_patch(plt.Rectangle(place, 1, 1, ec=edge, **fill))
        for far in np.arange(0.25, 2, 0.25) if copied else ():
            ends = max(0, far - 1), min(1, far)
            line = (
                [x + column + end for end in ends],
                [y + row + far - end for end in ends],
            )
            plt.plot(*line, color=edge, lw=0.7, alpha=0.45)
        plate = dict(fc=PAPER, ec="none", pad=1) if copied else None
        size = (9 if copied else 11) * min(1, 3.6 / len(text))
        plt.text(x + column + 0.5, y + row + 0.5, text, size=size, bbox=plate, **look)
    plt.text(x, y - 0.2, name, size=10, weight="bold", color=edge)


def equation(*parts):
    """Draw signs, and matrices as (role, values), from left to right in a new figure.

    (role, values, shape) is stretched to that shape; its copies have dashed edges.
    """
    x, low, axes = 0.3, 1, open_board()
    blocks = [part for part in parts if not isinstance(part, str)]
    high = max(len(as_rows(*each)) for each in blocks)
    for part in parts:
        if isinstance(part, str):
            width = 1 + 0.4 * len(part)
            look = dict(size=16, ha="center", va="center")
            plt.text(x + width / 2, low + high / 2, part, **look)
            x += width
            continue
        role, values, whole = part[0], np.asarray(part[1]), as_rows(*part)
        own = np.atleast_2d(values).shape if len(part) > 2 else None
        top = low + (high - len(whole)) / 2
        block(x, top, whole, role, f"{role} {values.shape}", own)
        x += max(whole.shape[1], 1.6)
    fit_board(axes, x + 0.3, low + high + 0.3)


def as_rows(role, values, shape=None):
    """The values as rows and columns, stretched to the shape if there is one."""
    values = np.asarray(values) if shape is None else np.broadcast_to(values, shape)
    return np.atleast_2d(values)


def product(a, b, row=0, column=0):
    """Draw a @ b, of (n, k) and (k, m): b above, a on the left, a @ b where they cross.

    One row of a, one column of b and what they make of each other are framed.
    """
    (rows, size), columns, axes = a.shape, b.shape[1], open_board()
    left, top = size + 1.3, size + 2.3
    block(0.3, top, a, "A", f"A {a.shape}")
    block(left, 1, b, "B", f"B {b.shape}")
    block(left, top, a @ b, "C", f"A @ B {(rows, columns)}")
    frames = (0.3, top + row, size, 1), (left + column, 1, 1, size)
    for x, y, width, height in (*frames, (left + column, top + row, 1, 1)):
        axes.add_patch(plt.Rectangle((x, y), width, height, fc="none", ec=INK, lw=3))
    fit_board(axes, left + max(columns, 3) + 0.3, top + rows + 0.3)


def open_board():
    """New axes that fill a new figure, without edges."""
    axes = plt.figure().add_axes((0, 0, 1, 1))
    axes.axis("off")
    return axes


def fit_board(axes, width, height):
    """Give the board so many cells, each 0.42 inch wide where 7 inches allow it."""
    axes.set(xlim=(0, width), ylim=(height, 0), aspect="equal")
    side = min(0.42, 7 / width)
    axes.figure.set_size_inches(width * side, height * side)
