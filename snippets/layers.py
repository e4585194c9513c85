"""What layers look for, and which digits a net mixes up."""

import numpy as np
import torch
from torch import nn


@torch.no_grad()
def favourites(net, x, units=6):
    """What the first `units` units of each Conv2d answer most strongly to.

    net: an nn.Sequential whose convolutions are square and have no padding; x: images
    (n, 784). Gives for each layer (units, 4, side, side): patches of four images.
    """
    found = []
    side = step = 1  # of the patch that a unit sees; from one patch to the next
    for at, layer in enumerate(net):
        if isinstance(layer, nn.Conv2d):
            side += (layer.kernel_size[0] - 1) * step
            step *= layer.stride[0]
            found.append(strongest(net[: at + 1](x)[:, :units], x, side, step))
    return found


def strongest(answers, x, side, step, n=4):
    """The n patches of images x, (images, 784), with the largest answers of each unit.

    answers: (images, units, rows, columns), for patches of `side` pixels, `step` apart.
    Gives (units, n, side, side), each patch of a unit from another image.
    """
    peaks, places = answers.flatten(2).max(dim=2)  # (images, units)
    patches = x.reshape(-1, 28, 28).unfold(1, side, step).unfold(2, side, step)
    best = peaks.topk(n, dim=0).indices  # (n, units)
    return patches.flatten(1, 2)[best, places.gather(0, best)].transpose(0, 1)


def confusion(labels, predictions, classes=10):
    """How often each label, (n,), got each prediction, (n,): (classes, classes)."""
    pairs = np.asarray(labels) * classes + np.asarray(predictions)
    return np.bincount(pairs, minlength=classes**2).reshape(classes, classes)


def most_confused(counts, n=5):
    """Print the n most frequent mistakes in counts, (m, m), a row a label."""
    mistakes = np.array(counts)
    np.fill_diagonal(mistakes, 0)
    for place in mistakes.ravel().argsort()[::-1][:n]:
        label, read = divmod(int(place), len(mistakes))
        print(f"{label} read as {read}: {mistakes[label, read]:2} times")
