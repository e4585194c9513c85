"""A colour picture that is made up, and pictures of it side by side."""

import matplotlib.pyplot as plt
import numpy as np

from snippets.plots import draw_picture


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


def before_after(**pictures):
    """Draw colour pictures, (rows, columns, 3) from 0 to 1, named, in one row."""
    _, axes = plt.subplots(1, len(pictures), figsize=(7, 3.6), squeeze=False)
    for axis, (name, picture) in zip(axes[0], pictures.items(), strict=True):
        look = dict(family="monospace", size=11)
        draw_picture(axis, picture, f"{name} {picture.shape}", **look)
