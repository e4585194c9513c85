"""What `snippets/layers.py` finds: the patches that units like, and the mistakes of a net."""

import numpy as np
import pytest
import torch

from snippets.layers import confusion, most_confused, strongest
from snippets.nets import conv_net


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
