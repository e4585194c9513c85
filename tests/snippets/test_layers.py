"""What the pictures of `snippets/layers.py` show: real shapes, real bends, real losses."""

import math

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from snippets.layers import (
    bends,
    board,
    confusion,
    favourite_patches,
    filter_pictures,
    layer_name,
    most_confused,
    scores_to_loss,
    strongest,
    walk,
    weight_pictures,
)
from snippets.nets import conv_net


def test_layers_are_named_by_their_sizes():
    assert [layer_name(nn.Linear(4, 3)), layer_name(nn.ReLU())] == ["Linear(4, 3)", "ReLU()"]


def test_a_walk_draws_what_each_layer_gives():
    torch.manual_seed(0)
    net, x = nn.Sequential(nn.Linear(7, 5), nn.ReLU(), nn.Linear(5, 2)), torch.randn(3, 7)
    walk(net, x)
    axes = plt.gcf().axes
    assert [axis.get_title() for axis in axes] == [
        "x  (3, 7)",
        "↓ Linear(7, 5)  (3, 5)",
        "↓ ReLU()  (3, 5)",
        "↓ Linear(5, 2)  (3, 2)",
    ]
    drawn = np.asarray(axes[-1].images[0].get_array())
    assert np.allclose(drawn, net(x).detach())


def test_without_a_bend_the_curve_is_straight_and_with_it_the_corners_lie_on_the_curve():
    torch.manual_seed(112)
    first, second = nn.Linear(1, 5), nn.Linear(5, 1)
    bends(first, second)
    straight, bent = plt.gcf().axes
    x, y = straight.lines[0].get_data()
    slopes = np.diff(np.ravel(y)) / np.diff(np.ravel(x))
    assert np.allclose(slopes, slopes[0], atol=1e-4)
    x, y = (np.ravel(values) for values in bent.lines[1].get_data())
    assert len(x) == 5
    inputs = torch.tensor(x, dtype=torch.float32)[:, None]
    assert np.allclose(second(first(inputs).relu()).detach()[:, 0], y, atol=1e-6)
    assert np.isclose(first(inputs).detach(), 0, atol=1e-6).any(axis=1).all()


def test_scores_become_the_loss_of_cross_entropy():
    logits = torch.tensor([0.5, -1, 0, 3, 1, -2, 0, 0, 2, -0.5])
    scores_to_loss(torch.zeros(784), logits, torch.tensor(3))
    _, scores, parts, losses = plt.gcf().axes
    heights = [bar.get_height() for bar in parts.patches]
    assert np.allclose([bar.get_height() for bar in scores.patches], logits)
    assert np.allclose(heights, logits.softmax(0) * 100) and math.isclose(sum(heights), 100)
    expected = F.cross_entropy(logits[None], torch.tensor([3])).item()
    (_, loss), text = losses.texts[0].xy, losses.texts[0].get_text()
    assert math.isclose(loss, expected, rel_tol=1e-5) and text == f"loss {expected:.2f}"
    hatched = [bar.get_hatch() for bar in parts.patches]
    assert hatched.index("//") == 3 and hatched.count("//") == 1


def test_weights_are_drawn_as_pictures_around_zero():
    weight = nn.Linear(784, 9).weight
    weight_pictures(before=weight, change=weight * 2)
    axes = plt.gcf().axes
    assert len(axes) == 16
    assert [axes[0].get_ylabel(), axes[8].get_ylabel()] == ["before", "change"]
    picture = axes[3].images[0]
    assert np.allclose(np.ravel(picture.get_array()), weight[3].detach())
    low, high = picture.get_clim()
    assert low == -high and high == pytest.approx(weight[3].detach().abs().max().item())


def test_filters_are_drawn_above_their_answers():
    torch.manual_seed(1)
    net, image = conv_net(), torch.randn(784)
    filter_pictures(net, image)
    whole, *axes = plt.gcf().axes
    assert np.allclose(whole.images[0].get_array(), image.reshape(28, 28))
    assert len(axes) == 16
    assert [axis.get_title(loc="left") for axis in axes[:3]] == ["filters", "answers", ""]
    above, below = axes[6].images[0], axes[7].images[0]
    assert np.allclose(above.get_array(), net[1].weight[3, 0].detach())
    answer = net[1](image.reshape(1, 28, 28)).relu()[3].detach()
    assert np.allclose(below.get_array(), answer, atol=1e-5)
    assert below.get_clim()[0] == 0, "what does not fit is black"


@pytest.mark.parametrize("depth, side, step", [(2, 5, 2), (4, 9, 4), (6, 17, 8)])
def test_the_strongest_patches_are_all_that_a_unit_needs_to_answer(depth, side, step):
    torch.manual_seed(2)
    net, x = conv_net()[:depth].requires_grad_(False), torch.randn(20, 784)
    answers = net(x)
    patches = strongest(answers, x, side, step)
    assert patches.shape == (answers.shape[1], 4, side, side)
    best = answers.flatten(2).max(dim=2).values.topk(4, dim=0).values.T  # (units, 4)
    for unit in range(3):
        again = net[1:](patches[unit][:, None])  # of the patch alone: one answer
        assert again.shape[2:] == (1, 1)
        torch.testing.assert_close(again[:, unit, 0, 0], best[unit])


def test_a_row_of_patches_for_each_layer():
    torch.manual_seed(3)
    favourite_patches(conv_net(), torch.randn(10, 784), units=3)
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


def test_the_most_frequent_mistakes_come_first(capsys):
    counts = np.array([[90, 2, 0], [7, 80, 1], [0, 12, 99]])
    most_confused(counts, n=2)
    assert capsys.readouterr().out == "2 read as 1: 12 times\n1 read as 0:  7 times\n"
    assert counts[0, 0] == 90, "the counts themselves stay as they are"


def test_confusion_counts_labels_in_rows():
    labels, predictions = torch.tensor([0, 0, 2, 2, 2]), torch.tensor([0, 1, 2, 2, 0])
    counts = confusion(labels, predictions, classes=3)
    assert counts.tolist() == [[1, 1, 0], [0, 0, 0], [1, 0, 2]]
    assert confusion(labels, predictions).shape == (10, 10)
