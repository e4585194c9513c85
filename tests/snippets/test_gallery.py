"""The gallery's helpers: a tally that stops at a wrong result, and distances without a third axis."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.gallery import measured, nearest, squared_distances, tally

pytestmark = pytest.mark.filterwarnings("error")


def test_a_tally_lists_shapes_and_bytes(capsys):
    a = np.arange(4.0)
    tally([[True, False]] * 4, a=a, far=a[:, None] > [-1, 5])
    assert capsys.readouterr().out.splitlines() == [
        "a         (4,)          32 bytes",
        "far       (4, 2)         8 bytes",
    ]


@pytest.mark.parametrize("loop", [[[1.0, 2.1]], [1.0, 2.0], [[1.0], [2.0]]])
def test_a_tally_stops_where_the_loop_gives_something_else(capsys, loop):
    with pytest.raises(AssertionError):
        tally(loop, result=np.array([[1.0, 2.0]]))
    assert not capsys.readouterr().out


@given(st.integers(1, 6), st.integers(1, 7), st.integers(1, 5), st.integers(0, 99))
def test_squared_distances_and_the_nearest_are_those_of_a_loop(n, m, d, seed):
    rng = np.random.default_rng(seed)
    a, b = rng.normal(size=(n, d)), rng.normal(size=(m, d))
    loop = [[math.dist(p, q) ** 2 for q in b] for p in a]
    np.testing.assert_allclose(squared_distances(a, b), loop, rtol=1e-9, atol=1e-12)
    for rows in (1, 2, 100):
        assert nearest(a, b, rows).tolist() == np.argmin(loop, axis=1).tolist()


def test_no_squared_distance_is_below_0():
    p, q = np.float32([[8205]]), np.float32([[8206]])
    assert (p * p + q * q - 2 * p @ q.T).item() < 0, "what the chapter shows"
    found = squared_distances(p, q)
    assert found.item() == 0 and found.dtype == np.float32
    assert squared_distances(p - 8200, q - 8200).item() == 1


def test_the_most_that_stood_in_memory_is_that_of_the_function_alone():
    a = np.zeros((40, 300))
    result, seconds, most = measured(lambda a: (a[:, None] - a).sum(), a)
    assert result == 0 and seconds > 0
    assert 40 * a.nbytes <= most < 44 * a.nbytes
    assert measured(np.sum, a)[2] < a.nbytes
    with pytest.raises(ZeroDivisionError):
        measured(lambda: 1 / 0)
    assert 40 * a.nbytes > measured(squared_distances, a, a)[2]
