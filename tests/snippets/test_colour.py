"""Tinted digits, rulers for channels, the net for pictures; and what the pictures of them show."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from snippets.colour import normalise_channels, painted, tint


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


def test_painted_picture_is_a_colour_picture():
    picture = painted(32)
    assert picture.shape == (32, 32, 3) and picture.dtype == np.float64
    assert picture.min() >= 0 and picture.max() <= 1
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 8
    assert painted().shape == (256, 256, 3)


# Pictures
