"""Pictures of colour pictures: their channels and their statistics."""

import matplotlib.pyplot as plt
import numpy as np

from snippets.pictures.palette import A_EDGE, A_FILL, INK
from snippets.plots import draw_picture

CHANNELS = ("red", "green", "blue")
GREY = 0, 1  # black and white, however bright the picture


def colour_pairs(**pictures):
    """Draw named pictures, (h, w, 3) or (h, w) in [0, 1], two in a row."""
    rows = -(-len(pictures) // 2)
    _, axes = plt.subplots(rows, 2, figsize=(4.8, 2.6 * rows), squeeze=False)
    for axis, (name, picture) in zip(axes.flat, pictures.items(), strict=True):
        draw_picture(axis, picture, name.replace("_", " "), GREY)


def draw_channels(picture):
    """Draw a colour picture, (h, w, 3), and each of its channels as a grey picture."""
    picture = np.asarray(picture)
    _, axes = plt.subplots(2, 2, figsize=(4.6, 5))
    draw_picture(axes[0, 0], picture, f"picture\n{picture.shape}", GREY)
    for channel, (axis, name) in enumerate(zip(axes.flat[1:], CHANNELS, strict=True)):
        plane = picture[..., channel]
        draw_picture(axis, plane, f"{name}, [..., {channel}]\n{plane.shape}", GREY)


def channel_statistics(**pictures):
    """Draw mean and deviation of each channel, a panel for each (n, 3, h, w)."""
    _, axes = plt.subplots(len(pictures), 1, figsize=(5.4, 1.9 * len(pictures)))
    for axis, (name, x) in zip(np.atleast_1d(axes), pictures.items(), strict=True):
        x = np.asarray(x)
        means, widths = x.mean((0, 2, 3)), x.std((0, 2, 3))
        places = np.arange(3)
        look = dict(height=0.5, fc=A_FILL, ec=A_EDGE)
        axis.barh(places, 2 * widths, left=means - widths, **look)
        axis.plot(means, places, "o", color=INK)
        axis.axvline(0, color=INK, ls="--", lw=1)
        for place, mean in zip(places, means, strict=True):
            axis.annotate(
                f"{mean:z.2f}",
                (mean, place),
                (6, 0),
                size=10,
                va="center",
                textcoords="offset points",
            )
        axis.set_yticks(places, CHANNELS)
        axis.invert_yaxis()
        axis.tick_params(axis="y", length=0)
        axis.use_sticky_edges = False  # a bar keeps its distance from the axis, too
        axis.margins(x=0.06)
        axis.locator_params(axis="x", nbins=5)
        axis.set_title(name, loc="left")
    axes.flat[-1].set_xlabel("mean, and one standard deviation to either side")
