"""The product of matrices in loops: what `np.einsum` and `@` leave out."""

import numpy as np


# --8<-- [start:loops]
def product_by_loops(a, b):
    """The product `a @ b`, (n, k) and (k, m) to (n, m), number by number."""
    c = np.zeros((len(a), b.shape[1]))
    for i in range(len(a)):
        for j in range(b.shape[1]):
            for k in range(len(b)):
                c[i, j] += a[i, k] * b[k, j]
    return c


def product_by_rows_and_columns(a, b):
    """The product `a @ b`, (n, k) and (k, m) to (n, m), a row times a column."""
    c = np.zeros((len(a), b.shape[1]))
    for i in range(len(a)):
        for j in range(b.shape[1]):
            c[i, j] = (a[i] * b[:, j]).sum()
    return c


# --8<-- [end:loops]
