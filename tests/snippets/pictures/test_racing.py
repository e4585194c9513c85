"""Pictures of a race: the means of the seeds, every seed, and costs in times of the floor."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from snippets.pictures.racing import draw_costs, draw_seeds, draw_way_up

RUNS = {
    "slow": dict(seconds=[[1, 2], [3, 4]], valid=[[0.95, 0.96], [0.96, 0.97]]),
    "fast": dict(seconds=[[0.5], [1]], valid=[[0.97], [0.98]]),
}


def test_the_way_up_is_the_mean_of_the_seeds():
    draw_way_up(RUNS)
    axes = plt.gca()
    slow, fast = axes.lines
    assert slow.get_xydata() == pytest.approx(np.array([[2, 0.955], [3, 0.965]]))
    assert fast.get_xydata() == pytest.approx(np.array([[0.75, 0.975]]))
    assert {text.get_text(): text.xy for text in axes.texts} == {
        "slow": pytest.approx((3, 0.965)),
        "fast": pytest.approx((0.75, 0.975)),
    }
    assert slow.get_linestyle() != fast.get_linestyle() and slow.get_marker() != fast.get_marker()


def test_costs_are_told_in_times_of_the_last():
    draw_costs({"slow": 3.0, "fast": 1.5, "floor": 1.0})
    axes = plt.gca()
    assert [bar.get_width() for bar in axes.patches] == [3.0, 1.5, 1.0]
    assert [text.get_text() for text in axes.texts] == ["3.0×", "1.5×", "1.0×"]
    assert [text.get_text() for text in axes.get_yticklabels()] == ["slow", "fast", "floor"]


def test_every_seed_is_a_ring():
    draw_seeds({"slow": [0.95, 0.97], "fast": [0.98]})
    axes = plt.gca()
    mean, rings, *_ = axes.lines
    assert mean.get_xdata() == pytest.approx([96, 96])
    assert rings.get_xydata() == pytest.approx(np.array([[95, 0], [97, 0]]))
    assert axes.lines[3].get_xydata() == pytest.approx(np.array([[98, 1]]))
    legend = [text.get_text() for text in plt.gcf().legends[0].get_texts()]
    assert legend == ["mean", "a seed"]
