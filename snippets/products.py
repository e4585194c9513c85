"""Pictures of products: as broadcasting and a sum, in four views, and as features."""

import numpy as np

from snippets.matrices import (
    arrow,
    canvas,
    cell,
    label,
    longest,
    matrix,
    number,
    stage,
    stretched,
    write,
)
from snippets.pictures.palette import INK

SIGN = dict(size=14, weight="bold")


def summed_rows(a, b):
    """Draw how `*` and a sum make `a @ b`, of a, (n, k), and b, (k,)."""
    a, b = np.asarray(a), np.asarray(b)
    (rows, size), products = a.shape, a * b
    right, below = size + 2.3, rows + 2.6
    axes = canvas(right + size + 0.9, 2 * rows + 3.7, longest(a, b, products, a @ b))
    matrix(axes, 0.6, 0.9, a, "A")
    write(axes, size + 1.4, 0.9 + rows / 2, "*", **SIGN)
    stretched(axes, right, 0.9, b, a.shape, "B")
    write(axes, 0.3, below + rows / 2, "=", **SIGN)
    matrix(axes, 0.6, below, products, "C", f"A * B {products.shape}")
    for row in range(rows):
        start = size + 0.8, below + row + 0.5
        arrow(axes, start, (right + 0.3, start[1]), "C")
    write(axes, size + 1.5, below + rows + 0.4, "sum(axis=1)", size=10)
    matrix(axes, right + 0.5, below, (a @ b)[:, None], "C", f"A @ B {(rows,)}")


def columns_view(a, b, column):
    """Draw `a @ b`, and one column of it as a weighted sum of the columns of a.

    a: (n, k); b: (k, m), of at least k columns, so that the sum has room.
    """
    a, b = np.asarray(a), np.asarray(b)
    axes, (_, top) = stage(a, b, column=column, below=len(a) + 3.5)
    weights, digits = b[:, column], longest(a, b, a @ b)
    first = top + len(a) + 1.3
    below, middle = first + 1.6, first + 1.6 + len(a) / 2
    for k, weight in enumerate(weights):
        x = 0.3 + 2 * k
        cell(axes, x, first, number(weight), "B", digits=digits)
        write(axes, x + 0.5, first + 1.3, "×", **SIGN)
        for row, value in enumerate(a[:, k]):
            cell(axes, x, below + row, number(value), "A", digits=digits)
        write(axes, x + 1.5, middle, "+" if k < len(weights) - 1 else "=", **SIGN)
    for row, value in enumerate(a @ weights):
        cell(axes, x + 2, below + row, number(value), "C", digits=digits)
    label(axes, 0.3, first, f"weights B[:, {column}]", "B")
    label(axes, x + 2, below, f"C[:, {column}]", "C")


def rows_view(a, b, row):
    """Draw `a @ b`, and one row of it as a weighted sum of the rows of b.

    a: (n, k); b: (k, m).
    """
    a, b = np.asarray(a), np.asarray(b)
    axes, (left, top) = stage(a, b, row=row, below=1.3 * len(b) + 2.7)
    digits, y = longest(a, b, a @ b), top + len(a) + 1.3
    label(axes, left - 2.2, y, f"weights A[{row}]", "A")
    for k, weight in enumerate(a[row]):
        if k:
            write(axes, left - 2.8, y + 0.5, "+", **SIGN)
        cell(axes, left - 2.2, y, number(weight), "A", digits=digits)
        write(axes, left - 0.6, y + 0.5, "×", **SIGN)
        for column, value in enumerate(b[k]):
            cell(axes, left + column, y, number(value), "B", digits=digits)
        y += 1.3
    axes.plot([left - 3.1, left + b.shape[1]], [y - 0.05] * 2, color=INK, lw=1)
    write(axes, left - 2.8, y + 0.75, "=", **SIGN)
    label(axes, left - 2.2, y + 1.1, f"C[{row}]", "C")
    for column, value in enumerate(a[row] @ b):
        cell(axes, left + column, y + 0.25, number(value), "C", digits=digits)


def layers_view(a, b):
    """Draw `a @ b` as a sum of k layers, each a column of a times a row of b.

    a: (n, k); b: (k, m). Two layers stand side by side, the sum comes last.
    """
    a, b = np.asarray(a), np.asarray(b)
    layers = [np.outer(a[:, k], b[k]) for k in range(len(b))]
    digits = longest(a, b, a @ b, *layers)
    (rows, columns), count = layers[0].shape, len(layers)
    width, height = columns + 2.9, rows + 3.1
    axes = canvas(2 * width, height * (count // 2 + 1), digits)
    for k, layer in enumerate([*layers, a @ b]):
        x, y = width * (k % 2) + 0.9, height * (k // 2) + 0.9
        left, top = x + 1.7, y + 1.8
        sign = "" if k == 0 else "=" if k == count else "+"
        write(axes, x - 0.5, top + rows / 2, sign, **SIGN)
        if k == count:
            matrix(axes, left, top, layer, "C")
            continue
        matrix(axes, x, top, a[:, [k]], "A", f"A[:, {k}]")
        matrix(axes, left, y, b[[k]], "B", f"B[{k}]")
        matrix(axes, left, top, layer, "C", f"layer {k}")
