"""The product of matrices: made from broadcasting, seen in four ways, and refused."""

import numpy as np


# --8<-- [start:matmul-by-broadcasting]
def matmul_by_broadcasting(a, b):
    """The product `a @ b` of two arrays, or two tensors, made of `*` and `sum`.

    a: (n, k), b: (k, m), gives (n, m). Raises ValueError if the inner sizes differ.
    """
    if a.shape[1] != b.shape[0]:  # a 1 among them would stretch
        raise ValueError(f"inner sizes {a.shape[1]} and {b.shape[0]} differ")
    return (a[:, :, None] * b).sum(axis=1)  # (n, k, 1) * (k, m) -> (n, k, m) -> (n, m)


# --8<-- [end:matmul-by-broadcasting]


# --8<-- [start:four-views]
def mix(weights, parts):
    """Each of the parts times its weight, added up; ValueError if one is left over."""
    return sum(weight * part for weight, part in zip(weights, parts, strict=True))


def product_by_entries(a, b):
    """`a @ b` from numbers: (n, k) and (k, m) give (n, m), as in the other three."""
    return np.array([[mix(row, column) for column in b.T] for row in a])


def product_by_columns(a, b):
    """`a @ b` from the columns of a."""
    return np.stack([mix(weights, a.T) for weights in b.T], axis=1)


def product_by_rows(a, b):
    """`a @ b` from the rows of b."""
    return np.stack([mix(weights, b) for weights in a])


def product_by_layers(a, b):
    """`a @ b` from outer products: a column of a times a row of b."""
    return mix([column[:, None] for column in a.T], b)


# --8<-- [end:four-views]


class NoProducts(np.ndarray):
    """An array in which `@`, `dot`, `einsum` and their like raise TypeError.

    Everything else works. `array.view(NoProducts)` makes one of any array.
    """

    refused = {np.dot, np.inner, np.vdot, np.tensordot, np.einsum}

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        if ufunc.signature:  # of all that comes here, only products have one
            raise TypeError(f"no {ufunc.__name__}: build it from * and sum")
        if "out" in options:
            options["out"] = tuple(map(without_guard, options["out"]))
        result = getattr(ufunc, method)(*map(without_guard, inputs), **options)
        return result.view(NoProducts) if isinstance(result, np.ndarray) else result

    def __array_function__(self, function, types, args, kwargs):
        if function in self.refused:
            raise TypeError(f"no {function.__name__}: build it from * and sum")
        return super().__array_function__(function, types, args, kwargs)

    def dot(self, other, out=None):
        raise TypeError("no dot: build it from * and sum")


def without_guard(value):
    """The plain array behind a NoProducts; anything else as it is."""
    return value.view(np.ndarray) if isinstance(value, NoProducts) else value
