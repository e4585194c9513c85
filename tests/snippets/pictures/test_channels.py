"""Pictures of colour pictures: what they show, and how bright."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from snippets.colour import painted
from snippets.pictures.channels import before_after, channel_statistics, colour_pairs, draw_channels

pytestmark = pytest.mark.filterwarnings("error")


def drawn():
    """The arrays of the pictures drawn, in order."""
    return [np.asarray(image.get_array()) for axis in plt.gcf().axes for image in axis.images]


def titles():
    return [axis.get_title() for axis in plt.gcf().axes]


@pytest.mark.parametrize("count", [2, 4])
def test_colour_pairs_stand_two_in_a_row(count):
    pictures = {f"number_{i}": torch.full((2, 3, 3), i / 4) for i in range(count)}
    colour_pairs(**pictures)
    assert titles() == [f"number {i}" for i in range(count)]
    assert [image[0, 0, 0] for image in drawn()] == [i / 4 for i in range(count)]
    assert plt.gca().get_subplotspec().get_gridspec().ncols == 2


def test_grey_pictures_are_drawn_from_black_to_white():
    colour_pairs(a=torch.full((2, 2), 0.4), b=torch.full((2, 2), 0.5))
    assert {axis.images[0].get_clim() for axis in plt.gcf().axes} == {(0, 1)}
    assert {axis.images[0].get_cmap().name for axis in plt.gcf().axes} == {"gray"}


def test_channels_are_drawn_beside_their_picture():
    picture = torch.rand(4, 5, 3)
    draw_channels(picture)
    assert titles() == [
        "picture\n(4, 5, 3)",
        "red, [..., 0]\n(4, 5)",
        "green, [..., 1]\n(4, 5)",
        "blue, [..., 2]\n(4, 5)",
    ]
    whole, *planes = drawn()
    assert np.array_equal(np.stack(planes, -1), whole) and np.array_equal(whole, picture)


def test_channel_statistics_are_the_mean_and_the_deviation_of_each_channel():
    x = torch.tensor([[[[1.0, 3.0]], [[5.0, 5.0]], [[-2.0, 2.0]]]])  # (1, 3, 1, 2)
    channel_statistics(before=x, after=x * 2)
    before, after = plt.gcf().axes
    assert titles() == ["", ""] and before.get_title(loc="left") == "before"
    bars = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in before.patches]
    assert bars == [(1, 3), (5, 5), (-2, 2)]
    assert [text.get_text() for text in after.texts] == ["4.00", "10.00", "0.00"]
    assert [label.get_text() for label in after.get_yticklabels()] == ["red", "green", "blue"]


def test_before_after_names_pictures_and_shapes():
    noon = painted(16)
    before_after(noon=noon, evening=noon * [1, 0.5, 0])
    left, right = plt.gcf().axes
    assert left.get_title() == "noon (16, 16, 3)" and right.get_title() == "evening (16, 16, 3)"
    drawn = np.asarray(right.images[0].get_array())
    assert np.array_equal(drawn[..., 0], noon[..., 0]) and (drawn[..., 2] == 0).all()
