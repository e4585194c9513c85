"""Pictures of the block of small products behind a product, whole and cut to slices.

Its sizes are (rows, inner, columns). Rows run down, columns to the right, and the inner
axis from far behind to the front, where the last slice lies.
"""

from itertools import product

import numpy as np

from snippets.pictures.cells import cells, face, label, longest, matrix, number, words
from snippets.pictures.drawn import drawn
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_block,
    mark_box,
    mark_face,
    mark_words,
)
from snippets.pictures.product import SIGN

BACK = np.array([0.8, 0.62])  # to the left and up, for one step from front to back


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box, face=mark_face)
def cube_picture(a, b):
    """Draw the block that a and b span, its slices along the inner axis, and their sum.

    a: (n, k), on the left side; b: (k, m), on top. Below, the k slices stand in rows of
    two, and c = a @ b comes last.
    """
    a, b = np.asarray(a), np.asarray(b)
    (rows, inner), columns = a.shape, b.shape[1]
    products = a[:, :, None] * b
    width, deep = 2 * columns + 3.2, inner * BACK
    left, top = (width - columns + deep[0]) / 2, 1.2 + deep[1]
    marks = walls(left, top, products, a, b)
    name = f"A {a.shape}"
    beside = dict(size=10, weight="bold", ha="right")
    count = f"{products.size} small\nproducts\n{products.shape}"
    edge, back = left - deep[0], top - deep[1]
    marks += [
        label(edge, back, f"B {b.shape}", "B"),
        words(edge - 0.25, back + rows / 2, name, "A", **beside),
        words(left + columns + 0.3, top + rows / 2, count, "C", size=10, ha="left"),
    ]
    below, pitch = top + rows + 1.3, rows + 1
    for p in range(inner + 1):
        x, y = 1.1 + (columns + 1.4) * (p % 2), below + pitch * (p // 2)
        sign = "" if p == 0 else "=" if p == inner else "+"
        layer, name = (a @ b, "C") if p == inner else (products[:, p], f"cube[:, {p}]")
        marks += [
            words(x - 0.6, y + rows / 2, sign, **SIGN),
            matrix(x, y, layer, "C", f"{name} {layer.shape}"),
        ]
    height = below + pitch * (inner // 2 + 1) - 0.7
    return cells(width, height, marks, longest(a, b, products, a @ b))


def walls(x, y, products, a, b):
    """The block whose front begins at (x, y), and each number that is seen on it."""
    marks = []
    for (i, p, j), sides in bricks(x, y, products.shape):
        texts = dict(A=a[i, p], B=b[p, j], C=products[i, p, j])
        for role, points in sides.items():
            middle = np.mean(points, axis=0).tolist()
            room = 1 if role == "C" else 0.8
            marks.append(face(points, role))
            marks.append(words(*middle, number(texts[role]), room=room))
    return marks


def bricks(x, y, shape, gaps=(0, 0, 0), side=1):
    """[(place, {role: corners})]: the bricks that can be seen, those behind first.

    (x, y): the top left corner of the front; gaps: between bricks along each axis, in
    sides. A brick's front has the role "C", its left side "A" and its top "B".
    """
    (rows, inner, columns), found = shape, []
    down, deep, right = (side * (1 + gap) for gap in gaps)
    for p, i, j in product(range(inner), range(rows)[::-1], range(columns)[::-1]):
        behind = inner - 1 - p
        seen = dict(B=i == 0 or gaps[0], A=j == 0 or gaps[2], C=behind == 0 or gaps[1])
        place = np.array([x + j * right, y + i * down]) - behind * deep * BACK
        corners = brick(*place, side)
        found.append(((i, p, j), {role: corners[role] for role in seen if seen[role]}))
    return found


def brick(x, y, side):
    """{role: corners} of the top, the left side and the front of a cube at (x, y)."""
    front = np.array([x, y]) + side * np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    behind = front - side * BACK
    sides = dict(
        B=[front[0], front[1], behind[1], behind[0]],
        A=[front[0], front[3], behind[3], behind[0]],
        C=front,
    )
    return {role: np.round(points, 4).tolist() for role, points in sides.items()}


VIEWS = {
    "row · column": (1, None, 2),
    "weighted columns": (None, None, 2),
    "weighted rows": (1, None, None),
    "outer products": (None, 1, None),
}


@drawn(draw_cells, words=mark_words, face=mark_face)
def slices_picture(shape, views=VIEWS):
    """Draw a block, (rows, inner, columns), cut in a way for each of the views.

    views: {name: where}; `where` is the slice that stands out, an int for each axis
    that is cut and None for one that stays whole.
    """
    marks, side = [], 0.62
    rows, inner, columns = shape
    for place, (name, where) in enumerate(views.items()):
        gaps = [0.0 if each is None else 0.75 for each in where]
        row, column = divmod(place, 2)
        left, top = 0.3 + 5.7 * column, 0.6 + 4.9 * row
        code = ", ".join(":" if each is None else f"{each}" for each in where)
        look = dict(size=11, ha="left")
        marks.append(words(left, top, name, weight="bold", **look))
        marks.append(words(left, top + 0.5, f"cube[{code}]", "C", **look))
        deep = side * (1 + gaps[1]) * (inner - 1) + side
        x, y = left + deep * BACK[0], top + 1 + deep * BACK[1]
        for index, sides in bricks(x, y, shape, gaps, side):
            chosen = all(want in (None, at) for want, at in zip(where, index))
            role, look = ("C", {}) if chosen else ("", dict(fill="paper", lw=0.5))
            marks += [face(points, role, **look) for points in sides.values()]
    return cells(11.4, 9.8, marks)
