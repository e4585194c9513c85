"""Twelve patterns of broadcasting, what each holds, and a reader of digits."""

import tracemalloc
from time import perf_counter

import numpy as np


# --8<-- [start:tally]
def tally(loop, **arrays):
    """Print the shape and the bytes of each array, in the order in which it was made.

    The last one is the result. Raises AssertionError unless it has the shape and, but
    for the last digits, the numbers of `loop`, an array or nested lists.
    """
    *_, result = arrays.values()
    assert np.shape(loop) == result.shape, f"{np.shape(loop)} is not {result.shape}"
    np.testing.assert_allclose(result, loop)
    for name, array in arrays.items():
        print(f"{name:10}{array.shape!s:12}{array.nbytes:4} bytes")


# --8<-- [end:tally]


# --8<-- [start:squared-distances]
def squared_distances(a, b):
    """From each row of a, (n, d), to each row of b, (m, d): floats, (n, m).

    By |a|² − 2ab + |b|², so that nothing of the shape (n, m, d) is made.
    """
    lengths = (a * a).sum(axis=1)[:, None] + (b * b).sum(axis=1)  # (n, 1) + (m,)
    return np.maximum(lengths - 2 * a @ b.T, 0)  # rounding goes below 0


# --8<-- [end:squared-distances]


# --8<-- [start:nearest]
def nearest(asked, known, rows=100):
    """Which row of known, (m, d), is nearest to each row of asked, (n, d): ints, (n,).

    `rows` of asked are compared at a time. |asked|² is left out: along a row of
    distances it is the same for all, and moves no minimum.
    """
    lengths = np.einsum("ij,ij->i", known, known)
    parts = (asked[i : i + rows] for i in range(0, len(asked), rows))
    found = [(lengths - 2 * part @ known.T).argmin(axis=1) for part in parts]
    return np.concatenate(found)


# --8<-- [end:nearest]


def measured(function, *arguments):
    """What the function gives, its seconds, and the most bytes that it held at once.

    It is called twice, as watching memory takes time. Bytes are those that Python and
    NumPy asked for, of the function alone: what the arguments hold is not counted.
    """
    began = perf_counter()
    result = function(*arguments)
    seconds = perf_counter() - began
    tracemalloc.start()
    try:
        function(*arguments)
        return result, seconds, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
