"""Colour pictures: tinted digits, how they get ready for a net, and a painted bay."""

import numpy as np
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


def painted(size=256):
    """A made-up bay under a midday sun: (size, size, 3), float64, from 0 to 1."""
    y, x = np.linspace(0, 1, size)[:, None], np.linspace(0, 1, size)
    height = y[:, :, None]  # (size, 1, 1), against colours, (3,)
    picture = np.ones((size, size, 1)) * [0.45, 0.7, 0.98] + height * [0.5, 0.3, 0]
    layers = [
        ((x - 0.7) ** 2 + (y - 0.25) ** 2 < 0.11**2, [1, 0.97, 0.8]),
        (y > 0.5 + 0.08 * np.sin(6 * x + 1), [0.62, 0.72, 0.8]),
        (y > 0.62 + 0.06 * np.sin(9 * x + 4), [0.4, 0.66, 0.5]),
        (y + 0 * x > 0.75, [0.3, 0.6, 0.85]),
        (y > 0.98 - 0.3 * (x - 0.1) ** 2 + 0.1 * x, [0.9, 0.82, 0.62]),
    ]
    for mask, colour in layers:
        picture = np.where(mask[:, :, None], colour, picture)
    return picture.clip(0, 1)
