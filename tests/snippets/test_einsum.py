"""The product in loops against `@`."""

from inspect import getsource

import numpy as np
import pytest

from snippets.einsum import product_by_loops, product_by_rows_and_columns

WAYS = [product_by_loops, product_by_rows_and_columns]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("n, k, m", [(2, 3, 4), (1, 5, 1), (4, 1, 2), (3, 0, 2)])
def test_every_way_is_the_product(way, n, k, m):
    rng = np.random.default_rng(0)
    a, b = rng.integers(-9, 10, (n, k)), rng.integers(-9, 10, (k, m))
    assert np.array_equal(way(a, b), a @ b)


def test_its_letters_are_those_of_the_einsum():
    assert "c[i, j] += a[i, k] * b[k, j]" in getsource(product_by_loops)


@pytest.mark.parametrize("way", WAYS)
def test_a_row_that_is_too_short_is_no_product(way):
    with pytest.raises((IndexError, ValueError)):
        way(np.ones((2, 3)), np.ones((4, 2)))
