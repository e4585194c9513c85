"""The product of matrices: made from broadcasting, and refused."""

import numpy as np


# --8<-- [start:matmul-by-broadcasting]
def matmul_by_broadcasting(a, b):
    """The product `a @ b` of two arrays, or two tensors, made of `*` and `sum`.

    a: (n, k), b: (k, m), gives (n, m). Holds n * k * m numbers on the way.
    Raises ValueError if the inner sizes differ.
    """
    if a.shape[1] != b.shape[0]:  # a 1 among them would stretch
        raise ValueError(f"inner sizes {a.shape[1]} and {b.shape[0]} differ")
    return (a[:, :, None] * b).sum(axis=1)  # (n, k, 1) * (k, m) -> (n, k, m) -> (n, m)


# --8<-- [end:matmul-by-broadcasting]


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
