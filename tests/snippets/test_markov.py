"""States and years: the simulation agrees with the exact answer, the pictures with the table."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from snippets.markov import CORNERS, state_diagram, year_picture, years_lived
from tests.kit.drawings import arrows, words

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


def test_state_diagram_has_an_arrow_for_each_chance_above_0():
    state_diagram(STATES, T)
    assert words()[:4] == STATES
    written = sorted(float(word) for word in words()[4:])
    assert written == sorted(T[T > 0].tolist()) and len(arrows()) == np.count_nonzero(T)


def test_state_diagram_points_from_row_to_column():
    state_diagram(STATES, T)
    table = np.zeros((4, 4))
    corners = np.array(CORNERS)
    numbers = [text for text in plt.gca().texts if text.get_text().startswith(("0.", "1"))]
    for (start, end, _), text in zip(arrows(), numbers, strict=True):
        start, end = (np.abs(corners - point).sum(axis=1).argmin() for point in (start, end))
        table[start, end] = float(text.get_text())
    assert np.array_equal(table, T)


def test_labels_of_arrows_stand_apart():
    state_diagram(STATES, T)
    plt.gcf().canvas.draw()
    boxes = [text.get_window_extent() for text in plt.gca().texts if text.get_text()]
    page = plt.gcf().bbox
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:i])
        assert page.contains(box.x0, box.y0) and page.contains(box.x1, box.y1)


def test_year_picture_names_where_people_come_from():
    year_picture(S, T, STATES, 1)
    assert "0.85·0.07 + 0.1·0.93 + 0.05·0 + 0·0 = 0.1525" in words()
    assert words()[-5:] == [f"from {name}" for name in STATES] + ["to symptomatic"]
    # Beside the rows of the table, which begins at 0.9, and above its second column
    heights = [text.get_position()[1] for text in plt.gca().texts if text.get_text()][-5:-1]
    assert heights == pytest.approx([1.4, 2.4, 3.4, 4.4])
