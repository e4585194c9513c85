"""The product from broadcasting against `@`, on any rectangles, and the array that refuses products."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from snippets.matmul import NoProducts, matmul_by_broadcasting

A, B = np.arange(6).reshape(2, 3), np.arange(12).reshape(3, 4)


@st.composite
def rectangles(draw):
    """Two integer matrices that fit, none of their sizes 0."""
    rows, inner, columns = (draw(st.integers(1, 5)) for _ in range(3))
    values = st.integers(-99, 99)
    return (
        draw(arrays(np.int64, (rows, inner), elements=values)),
        draw(arrays(np.int64, (inner, columns), elements=values)),
    )


@given(rectangles())
def test_it_is_the_product(pair):
    a, b = pair
    result = matmul_by_broadcasting(a, b)
    assert result.dtype == np.int64 and np.array_equal(result, a @ b)


@given(rectangles())
def test_product_of_tensors(pair):
    a, b = map(torch.from_numpy, pair)
    result = matmul_by_broadcasting(a, b)
    assert result.dtype == torch.int64 and torch.equal(result, a @ b)


@pytest.mark.parametrize("a, b", [((2, 3), (4, 2)), ((2, 1), (3, 4)), ((2, 3), (1, 4))])
def test_inner_sizes_that_differ_are_refused_even_if_they_would_stretch(a, b):
    with pytest.raises(ValueError):
        np.ones(a) @ np.ones(b)
    with pytest.raises(ValueError):
        matmul_by_broadcasting(np.ones(a), np.ones(b))


def test_refusal_names_both_sizes():
    with pytest.raises(ValueError, match="^inner sizes 3 and 4 differ$"):
        matmul_by_broadcasting(A, np.ones((4, 3)))


def test_nothing_to_add_up_gives_zeros():
    result = matmul_by_broadcasting(np.ones((2, 0)), np.ones((0, 3)))
    assert np.array_equal(result, np.zeros((2, 3)))


@pytest.mark.parametrize(
    "product",
    [
        lambda a, b: a @ b,
        lambda a, b: np.asarray(a) @ b,
        lambda a, b: a @ np.asarray(b),
        np.matmul,
        np.dot,
        np.linalg.matmul,
        lambda a, b: a.dot(b),
        lambda a, b: np.einsum("ij,jk", a, b),
        lambda a, b: np.tensordot(a, b, 1),
        lambda a, b: np.inner(a, b.T),
        lambda a, b: np.vdot(a, a),
        lambda a, b: np.vecdot(a, a),
        lambda a, b: np.linalg.multi_dot([a, b]),
    ],
)
def test_no_products(product):
    product(A, B)  # it is a product, or the refusal would prove nothing
    with pytest.raises(TypeError, match="build it from"):
        product(A.view(NoProducts), B.view(NoProducts))


def test_without_products_broadcasting_still_works():
    assert np.array_equal(matmul_by_broadcasting(A.view(NoProducts), B.view(NoProducts)), A @ B)


def test_all_else_works_without_products():
    a = A.view(NoProducts)
    assert isinstance(a + 1, NoProducts) and isinstance(a.T[..., None], NoProducts)
    assert a.sum() == 15 and np.sum(a, axis=1).tolist() == [3, 12]
    assert np.stack([a, a]).shape == (2, 2, 3)
    total = np.zeros((2, 3)).view(NoProducts)
    total += a
    assert isinstance(total, NoProducts) and np.array_equal(total, A)
    assert np.array_equal(np.add(A, a, out=np.empty((2, 3), int)), 2 * A)
