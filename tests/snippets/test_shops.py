"""Shopping: the bills are the product, and ties are seen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.shops import bill, bills, cheapest_shops

pytestmark = pytest.mark.filterwarnings("error")
Q = np.array([[6, 5, 3, 1], [3, 6, 2, 2], [3, 4, 3, 1]])
P = np.array([[1.5, 1], [2, 2.5], [5, 4.5], [16, 17]])
COSTS = np.array([[50, 49], [58.5, 61], [43.5, 43.5]])


def test_bills_of_the_puzzle():
    assert bill(Q[0], P[:, 1]) == 49
    assert np.array_equal(bills(Q, P), COSTS)


@given(*[st.integers(1, 5)] * 3, st.integers(0, 99))
def test_bills_are_the_product(people, goods, shops, seed):
    rng = np.random.default_rng(seed)
    quantities, prices = rng.integers(9, size=(people, goods)), rng.random((goods, shops))
    found = bills(quantities, prices)
    assert found.shape == (people, shops)
    np.testing.assert_allclose(found, quantities @ prices)


def test_bills_need_the_same_goods():
    with pytest.raises(ValueError, match="broadcast"):
        bills(Q, P[:3])


def test_ties_are_seen_through_rounding():
    assert cheapest_shops(COSTS).tolist() == [[False, True], [True, False], [True, True]]
    assert cheapest_shops(np.array([[0.1 + 0.2, 0.3, 0.4]])).tolist() == [[True, True, False]]
