"""Pictures of colour pictures: their channels, their statistics, their shapes."""

import matplotlib.pyplot as plt
import numpy as np

from snippets.matrices import EDGES, canvas, ladder, write
from snippets.plots import A_EDGE, A_FILL, INK

CHANNELS = ("red", "green", "blue")


def draw_picture(axis, picture, title=None):
    """Draw a picture in [0, 1] on an axis: (h, w, 3) in colour, (h, w) in grey."""
    axis.imshow(np.asarray(picture), cmap="gray", vmin=0, vmax=1, interpolation="none")
    axis.axis("off")
    axis.set_title("" if title is None else f"{title}")


def colour_rows(pictures, labels, columns=10):
    """Draw the first `columns` pictures, (n, h, w, 3), of each label: a row a label."""
    pictures, labels = np.asarray(pictures), np.asarray(labels)
    kinds, height = np.unique(labels), pictures.shape[1]
    rows = [np.hstack(pictures[labels == kind][:columns]) for kind in kinds]
    _, axis = plt.subplots(figsize=(0.46 * columns + 0.4, 0.46 * len(rows)))
    draw_picture(axis, np.vstack(rows))
    axis.set_axis_on()
    axis.set_yticks((np.arange(len(rows)) + 0.5) * height - 0.5, kinds)
    axis.set_xticks([])
    axis.tick_params(length=0)
    axis.spines[:].set_visible(False)


def colour_pairs(**pictures):
    """Draw named pictures, (h, w, 3) or (h, w) in [0, 1], two in a row."""
    rows = -(-len(pictures) // 2)
    _, axes = plt.subplots(rows, 2, figsize=(4.8, 2.6 * rows), squeeze=False)
    for axis, (name, picture) in zip(axes.flat, pictures.items(), strict=True):
        draw_picture(axis, picture, name.replace("_", " "))


def draw_channels(picture):
    """Draw a colour picture, (h, w, 3), and each of its channels as a grey picture."""
    picture = np.asarray(picture)
    _, axes = plt.subplots(2, 2, figsize=(4.6, 5))
    draw_picture(axes[0, 0], picture, f"picture\n{picture.shape}")
    for channel, (axis, name) in enumerate(zip(axes.flat[1:], CHANNELS, strict=True)):
        plane = picture[..., channel]
        draw_picture(axis, plane, f"{name}, [..., {channel}]\n{plane.shape}")


def draw_ladders(rows):
    """Draw the shape ladder of each (names, a, b), the names above the axes of a.

    rows: a list of lists, each of which becomes a row of ladders.
    """
    axes = canvas(5.4 * len(rows[0]) - 0.2, 5.5 * len(rows) - 0.2)
    for row, pairs in enumerate(rows):
        for column, (names, a, b) in enumerate(pairs):
            left, top = 0.4 + 5.4 * column, 1 + 5.5 * row
            for place, name in enumerate(names):
                look = dict(color=EDGES["A"], weight="bold")
                write(axes, left + 1.1 + 1.3 * place, top - 0.45, name, **look)
            ladder(axes, left, top, a, b)


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
            axis.annotate(f"{mean:z.2f}", (mean, place), (6, 0), size=10, va="center",
                          textcoords="offset points")
        axis.set_yticks(places, CHANNELS)
        axis.invert_yaxis()
        axis.tick_params(axis="y", length=0)
        axis.use_sticky_edges = False  # a bar keeps its distance from the axis, too
        axis.margins(x=0.06)
        axis.locator_params(axis="x", nbins=5)
        axis.set_title(name, loc="left")
    axes.flat[-1].set_xlabel("mean, and one standard deviation to either side")
