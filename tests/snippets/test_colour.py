"""Tinted digits, rulers for channels, the net for pictures; and what the pictures of them show."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from snippets.channels import channel_statistics, colour_pairs, draw_channels
from snippets.colour import normalise_channels, tint


@pytest.fixture
def digits():
    """Three pictures, (3, 784): blank paper, a frame of ink, all grey."""
    frame = torch.zeros(28, 28)
    frame[[0, -1]] = frame[:, [0, -1]] = 1
    return torch.stack([torch.zeros(784), frame.flatten(), torch.full((784,), 0.5)])


# Tint


def test_tint_gives_colour_pictures(digits):
    torch.manual_seed(1)
    pictures = tint(digits)
    assert pictures.shape == (3, 32, 32, 3) and pictures.dtype == torch.float32
    assert pictures.min() >= 0 and pictures.max() <= 1


def test_tint_puts_the_digit_in_the_middle_and_slides_from_paper_to_ink(digits):
    torch.manual_seed(1)
    blank, frame, grey = tint(digits)
    assert (blank == blank[0, 0]).all(), "paper of one colour"
    paper, ink = frame[0, 0], frame[2, 2]
    assert (frame[[2, 29], 2:30] == ink).all() and (frame[:2] == paper).all()
    assert (frame[30:] == paper).all() and (frame[3:29, 3:29] == paper).all()
    torch.testing.assert_close(ink.max(), torch.tensor(1.0))
    assert (grey[16, 16] > grey[0, 0]).any()


def test_tint_draws_other_colours_for_each_digit_and_the_same_from_a_seed(digits):
    torch.manual_seed(1)
    first, second = tint(digits), tint(digits)
    assert len(first[:, 0, 0].unique(dim=0)) == 3 and not torch.equal(first, second)
    torch.manual_seed(1)
    assert torch.equal(tint(digits), first)


def test_paper_is_dark_and_rather_blue():
    torch.manual_seed(1)
    paper = tint(torch.zeros(2000, 784))[:, 0, 0]
    torch.testing.assert_close(paper.mean(0), torch.tensor([0.15, 0.2, 0.3]), atol=0.01, rtol=0)
    assert (paper.amax(0) <= torch.tensor([0.3, 0.4, 0.6])).all()


# Channels


@given(st.tuples(*[st.integers(2, 4)] * 3), st.integers(0, 9))
def test_each_channel_gets_a_ruler_of_its_own(sizes, seed):
    count, height, width = sizes
    numbers = np.random.default_rng(seed)
    train, other = (numbers.normal((0, 5, -2), (1, 2, 0.1), (count, height, width, 3)) for _ in range(2))
    mean, std = train.mean((0, 1, 2)), train.std((0, 1, 2), ddof=1)
    tensors = [torch.from_numpy(part).permute(0, 3, 1, 2) for part in (train, other)]
    for found, part in zip(normalise_channels(*tensors), (train, other), strict=True):
        expected = ((part - mean) / std).transpose(0, 3, 1, 2)
        torch.testing.assert_close(found, torch.from_numpy(expected))


def test_normalising_leaves_its_input_alone():
    x = torch.arange(24.0).reshape(1, 3, 4, 2)
    (z,) = normalise_channels(x)
    assert x[0, 0, 0, 1] == 1 and z.mean((0, 2, 3)).abs().max() < 1e-6
    torch.testing.assert_close(z.std((0, 2, 3)), torch.ones(3))


# Pictures


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
