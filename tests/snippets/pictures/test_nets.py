"""What the pictures of nets show: real shapes, real bends, real losses."""

import math

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from snippets.layers import favourites
from snippets.nets import conv_net
from snippets.pictures.nets import (
    bends,
    board,
    favourite_patches,
    feature_map,
    filter_pictures,
    scores_to_loss,
    walk,
    weight_pictures,
)

pytestmark = pytest.mark.filterwarnings("error")


def test_a_walk_draws_each_block_under_its_name_and_shape():
    rng = np.random.default_rng(0)
    x, scores = rng.normal(size=(3, 7)), rng.normal(size=(3, 2))
    walk([("x", x), ("↓ Linear", scores)])
    axes = plt.gcf().axes
    assert [axis.get_title() for axis in axes] == ["x  (3, 7)", "↓ Linear  (3, 2)"]
    assert np.array_equal(axes[-1].images[0].get_array(), scores)


def test_all_but_the_ends_are_marked_as_bends():
    x, flat, bent = torch.tensor([[-3.0, 1, 2, 3], [4, 3, 2, 1], [0, 5, 5, 0]])[..., None]
    bends(x, flat, bent)
    left, right = plt.gcf().axes
    assert [len(axis.lines) for axis in (left, right)] == [1, 2]
    assert np.array_equal(left.lines[0].get_xydata(), [[-3, 4], [1, 3], [2, 2], [3, 1]])
    assert np.array_equal(right.lines[1].get_xydata(), [[1, 5], [2, 5]])


def test_scores_become_the_loss_of_cross_entropy():
    logits = torch.tensor([0.5, -1, 0, 3, 1, -2, 0, 0, 2, -0.5], dtype=torch.float64)
    expected = F.cross_entropy(logits[None], torch.tensor([3])).item()
    scores_to_loss(torch.zeros(784), torch.tensor(3), logits, logits.softmax(0), expected)
    _, scores, parts, losses = plt.gcf().axes
    heights = [bar.get_height() for bar in parts.patches]
    assert np.allclose([bar.get_height() for bar in scores.patches], logits)
    assert np.allclose(heights, logits.softmax(0) * 100) and math.isclose(sum(heights), 100)
    (share, loss), text = losses.texts[0].xy, losses.texts[0].get_text()
    assert math.isclose(-math.log(share / 100), loss), "the point lies beside the curve"
    assert math.isclose(loss, expected, rel_tol=1e-5) and text == f"loss {expected:.2f}"
    hatched = [bar.get_hatch() for bar in parts.patches]
    assert hatched.index("//") == 3 and hatched.count("//") == 1


def test_weights_are_drawn_as_pictures_around_zero():
    weight = nn.Linear(784, 9).weight.detach()
    weight_pictures(before=weight, change=weight * 2)
    axes = plt.gcf().axes
    assert len(axes) == 12
    assert [axes[0].get_ylabel(), axes[6].get_ylabel()] == ["before", "change"]
    picture = axes[3].images[0]
    assert np.allclose(np.ravel(picture.get_array()), weight[3])
    low, high = picture.get_clim()
    assert low == -high and high == pytest.approx(weight[3].abs().max().item())


def test_filters_are_drawn_above_their_answers():
    rng = np.random.default_rng(1)
    image, filters, answers = rng.random(784), rng.random((8, 5, 5)), rng.random((8, 12, 12))
    filter_pictures(image, filters, answers)
    whole, *axes = plt.gcf().axes
    assert np.array_equal(whole.images[0].get_array(), image.reshape(28, 28))
    assert len(axes) == 16
    assert [axis.get_title(loc="left") for axis in axes[:3]] == ["filters", "answers", ""]
    above, below = axes[6].images[0], axes[7].images[0]
    assert np.array_equal(above.get_array(), filters[3])
    assert np.array_equal(below.get_array(), answers[3])
    assert below.get_clim()[0] == 0, "what does not fit is black"


def test_a_row_of_patches_for_each_layer():
    torch.manual_seed(3)
    favourite_patches(favourites(conv_net(), torch.randn(10, 784), units=3))
    axes = plt.gcf().axes
    titles = [axis.get_title() for axis in axes]
    sides = enumerate((5, 9, 17), 1)
    assert titles == [f"layer {n}: patches of {side} x {side} pixels" for n, side in sides]
    heights, widths = zip(*(axis.images[0].get_array().shape for axis in axes), strict=True)
    assert all(width == 3 * height for width, height in zip(widths, heights, strict=True))


def test_a_board_frames_the_patches_in_grey():
    patches = np.arange(2 * 4 * 4).reshape(2, 4, 2, 2).astype(float)
    picture = board(patches, size=4, gap=1)
    assert picture.shape == (14, 28)
    assert (picture[:2] == 15.5).all() and (picture[:, :2] == 15.5).all()
    assert (picture[2:4, 2:4] == 0).all() and (picture[4:6, 4:6] == 3).all()
    assert (picture[2:4, 8:10] == 4).all() and (picture[2:4, 16:18] == 16).all()


@pytest.mark.parametrize("library", [np.asarray, torch.from_numpy])
def test_feature_map_puts_each_class_at_its_means(library):
    rng = np.random.default_rng(0)
    x, y = rng.random((30, 784)), np.arange(30) % 3 + 4
    weights = np.zeros((784, 2))
    weights[:392, 0], weights[400, 1] = 1, 3
    feature_map(library(weights), library(x @ weights), library(y), ["top", "dot"])
    first, second, plane = plt.gcf().axes
    assert [first.get_title(), second.get_title()] == ["top", "dot"]
    assert np.array_equal(first.images[0].get_array().ravel(), weights[:, 0])
    assert first.images[0].get_clim() == (0, 1) and second.images[0].get_clim() == (0, 3)
    assert (plane.get_xlabel(), plane.get_ylabel()) == ("top", "dot")
    places = {text.get_text(): text.get_position() for text in plane.texts}
    assert list(places) == ["4", "5", "6"]
    for kind, place in places.items():
        pictures = x[y == int(kind)]
        expected = pictures[:, :392].sum(1).mean(), 3 * pictures[:, 400].mean()
        assert place == pytest.approx(expected)
        assert plane.viewLim.contains(*place)


def test_feature_map_shows_weights_that_are_all_alike_as_bright():
    feature_map(np.full((784, 2), 0.5), np.ones((2, 2)), np.arange(2), ["a", "b"])
    assert plt.gcf().axes[0].images[0].get_clim() == (0, 0.5)
