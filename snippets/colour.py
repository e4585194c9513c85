"""Colour pictures: digits that we tint ourselves, and how they get ready for a net."""

import torch
from torch.nn import functional as F


# --8<-- [start:tint]
def tint(digits):
    """Colour pictures, (n, 32, 32, 3), of grey digits, (n, 784); both in [0, 1].

    Each digit gets an ink and a paper by lot: bright ink, dark and rather blue paper.
    """
    ink = torch.rand(len(digits), 1, 1, 3)
    ink = ink / ink.amax(3, keepdim=True)  # the strongest channel is 1
    paper = torch.rand(len(digits), 1, 1, 3) * torch.tensor([0.3, 0.4, 0.6])
    strokes = digits.reshape(-1, 28, 28, 1)
    strokes = F.pad(strokes, (0, 0, 2, 2, 2, 2))  # (n, 32, 32, 1), as CIFAR-10 is
    return paper + (ink - paper) * strokes  # (n, 1, 1, 3) meets (n, 32, 32, 1)


# --8<-- [end:tint]


# --8<-- [start:normalise-channels]
def normalise_channels(train, *others):
    """Colour pictures, (n, 3, h, w), each channel of `train` at mean 0, deviation 1.

    The others are shifted and scaled by the same 3 + 3 numbers. Gives a list.
    """
    mean = train.mean((0, 2, 3), keepdim=True)  # (1, 3, 1, 1)
    std = train.std((0, 2, 3), keepdim=True)  # (1, 3, 1, 1)
    return [(x - mean) / std for x in (train, *others)]


# --8<-- [end:normalise-channels]
