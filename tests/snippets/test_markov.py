"""States and years: the simulation agrees with the exact answer, the chart with the shares."""

import numpy as np
import pytest

from snippets.markov import years_lived

pytestmark = pytest.mark.filterwarnings("error")
STATES = ["asymptomatic", "symptomatic", "AIDS", "death"]
T = np.array([[0.90, 0.07, 0.02, 0.01], [0, 0.93, 0.05, 0.02], [0, 0, 0.85, 0.15], [0, 0, 0, 1]])
S = np.array([0.85, 0.10, 0.05, 0])


# Simulation


def exact(chances):
    """The expected years of each living state, with the fundamental matrix of the chain."""
    living = chances[:-1, :-1]
    return np.linalg.inv(np.eye(len(living)) - living).sum(axis=1)


def test_years_lived_agree_with_the_exact_answer():
    np.testing.assert_allclose(exact(T), [24.67, 19.05, 6.67], atol=0.005)
    found = [years_lived(T, start).mean() for start in range(3)]
    np.testing.assert_allclose(found, exact(T), rtol=0.01)


def test_years_lived_of_other_chains():
    chances = np.array([[0.2, 0.3, 0.5], [0.6, 0.1, 0.3], [0, 0, 1]])  # with a way back
    found = [years_lived(chances, start).mean() for start in range(2)]
    np.testing.assert_allclose(found, exact(chances), rtol=0.02)


def test_years_lived_where_nothing_is_left_to_chance():
    chances = np.array([[0, 1, 0], [0, 0, 1], [0, 0, 1]])
    assert [years_lived(chances, start, people=5).tolist() for start in range(3)] == [
        [2] * 5,
        [1] * 5,
        [0] * 5,
    ]


def test_years_lived_shape_and_seed():
    years = years_lived(T, 2, people=100, seed=3)
    assert years.shape == (100,) and years.dtype == int and years.min() >= 1
    assert np.array_equal(years, years_lived(T, 2, people=100, seed=3))
    assert not np.array_equal(years, years_lived(T, 2, people=100, seed=4))


# Pictures
