"""Two trainings side by side: each loss and each line stands where it belongs, under its name."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from snippets.pictures.misfit import two_trainings

pytestmark = pytest.mark.filterwarnings("error")


def test_two_trainings():
    x = np.linspace(-1, 1, 7)
    y = 3 * x + 2
    losses = np.linspace(9, y.var(), 5), np.linspace(9, 0, 5)
    two_trainings(x, y, {"wrong": (losses[0], (0.0, 2.0)), "right": (losses[1], (3.0, 2.0))})
    left, right = plt.gcf().axes
    wrong, mended, level = left.lines
    assert (wrong.get_ydata() == losses[0]).all() and (mended.get_ydata() == losses[1]).all()
    assert level.get_ydata() == pytest.approx([y.var()] * 2) and level.get_linestyle() == ":"
    assert [line.get_linestyle() for line in left.lines] == ["--", "-", ":"], "not by colour alone"
    points, *lines = right.lines
    assert (points.get_ydata() == y).all()
    assert [line.get_ydata().tolist() for line in lines] == [[2, 2], [-1, 5]]
    assert {text.get_text() for text in left.texts} == {"wrong", "right", "variance of y"}
    assert {text.get_text() for text in right.texts} == {"wrong", "right"}
    assert left.get_ylim()[0] == 0
