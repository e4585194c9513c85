"""Pictures of one matrix after another, at work on a drawing."""

import numpy as np

from snippets.pictures.cells import arrow, cells, face, stroke, words
from snippets.pictures.drawn import drawn
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_arrow,
    mark_face,
    mark_stroke,
    mark_words,
)

UNIT = 0.34  # cells for a step of 1 in the drawing


@drawn(
    draw_cells, words=mark_words, face=mark_face, arrow=mark_arrow, stroke=mark_stroke
)
def chain_picture(x, a, b):
    """Draw what becomes of x by b and then a, and below by a and then b.

    x: (2, n), the corners of a shape, one a column; a, b: (2, 2).
    """
    x, a, b = np.asarray(x), np.asarray(a), np.asarray(b)
    rows = [
        [("x", "", x), ("Bx", "B", b @ x), ("A(Bx) = (AB)x", "C", a @ (b @ x))],
        [("x", "", x), ("Ax", "A", a @ x), ("B(Ax) = (BA)x", "C", b @ (a @ x))],
    ]
    marks, y, width = [], 0.3, 0
    for row, signs in zip(rows, ("BA", "AB")):
        left, high = 0.3, max(extent(points)[1] for _, _, points in row)
        middle = y + 0.9 + high / 2
        for (name, role, points), sign in zip(row, ("", *signs)):
            if sign:
                ends = (left + 0.25, middle), (left + 1.45, middle)
                over = left + 0.8, middle - 0.35
                marks.append(arrow(*ends, sign))
                marks.append(words(*over, sign, sign, weight="bold"))
                left += 1.8
            wide = extent(points)[0]
            marks += panel(left, y + 0.9, high, points, role)
            look = dict(size=10, weight="bold", ha="left")
            marks.append(words(left, y + 0.35, name, role, **look))
            left += max(wide, 0.24 * len(name))
        y, width = y + high + 1.7, max(width, left)
    return cells(width + 0.3, y - 0.4, marks)


def extent(points):
    """(width, height) in cells of points, (2, n), and of the origin."""
    corners = np.column_stack([points, [0, 0]])
    return (UNIT * np.ptp(corners, axis=1)).tolist()


def panel(x, y, high, points, role):
    """The shape in a frame at (x, y), as high as its neighbours, and where 0 lies."""
    wide, tall = extent(points)
    low = np.minimum(points.min(axis=1), 0)
    right, up = UNIT * (points - low[:, None])
    foot = y + (high + tall) / 2
    corners = np.round([x + right, foot - up], 4).T.tolist()
    zero = (x - UNIT * low[0], foot + UNIT * low[1])
    across = [(x, zero[1]), (x + wide, zero[1])]
    down = [(zero[0], foot), (zero[0], foot - tall)]
    return [
        stroke(np.round(across, 4).tolist(), lw=0.5),
        stroke(np.round(down, 4).tolist(), lw=0.5),
        face(corners, role),
    ]
