"""Pictures of what a picture is made of: numbers and patches."""

import matplotlib.pyplot as plt
import numpy as np

from snippets.pictures.palette import A_FILL, B_EDGE, INK
from snippets.plots import draw_picture


def draw_numbers(axis, values, texts, corner=(0, 0), size=10):
    """Draw a cell with its text for each of `values`, (rows, columns), in [0, 1].

    The larger the value, the stronger the fill. The middle of the first cell lies at
    `corner`, (column, row).
    """
    for (row, column), value in np.ndenumerate(values):
        x, y = corner[0] + column, corner[1] + row
        if value > 0:
            look = dict(fc=A_FILL, ec="none", alpha=value)
            axis.add_patch(plt.Rectangle((x - 0.5, y - 0.5), 1, 1, **look))
        text = axis.text(x, y, texts[row][column], size=size, ha="center", va="center")
        text.set(family="monospace", alpha=1 if value > 0 else 0.5)


def draw_frame(axis, rows, columns, color=INK, lw=1.5):
    """Frame the cells of the ranges `rows` and `columns`."""
    corner = columns.start - 0.5, rows.start - 0.5
    frame = plt.Rectangle(corner, len(columns), len(rows), fc="none", ec=color, lw=lw)
    frame.set_clip_on(False)
    axis.add_patch(frame)


def half_in_numbers(image, rows=range(4, 24), columns=range(6, 22)):
    """Draw a part of a picture, (784,) in [0, 1], its right half as 0 to 255."""
    part = np.reshape(np.asarray(image), (28, 28))[np.ix_(rows, columns)]
    height, width = part.shape
    half = width // 2
    _, axis = plt.subplots(figsize=(5.2, 5.2 * height / width))
    axis.imshow(part[:, :half], cmap="gray", vmin=0, vmax=1)
    texts = [[f"{value:.0f}" for value in row] for row in part[:, half:] * 255]
    draw_numbers(axis, part[:, half:], texts, corner=(half, 0))
    draw_frame(axis, range(height), range(width))
    axis.set(xlim=(-0.6, width - 0.4), ylim=(height - 0.4, -0.6))
    axis.axis("off")


def zoom(image, rows, columns):
    """Draw a picture, (28, 28), with a frame; beside it, the numbers within the frame.

    `rows` and `columns` are ranges: the pixels that the frame holds.
    """
    image = np.asarray(image)
    patch = image[np.ix_(rows, columns)]
    _, (left, right) = plt.subplots(1, 2, figsize=(7, 3.4))
    left.imshow(image, cmap="gray")
    draw_frame(left, rows, columns, B_EDGE, 3)
    strength = (patch - image.min()) / (image.max() - image.min())
    texts = [[f"{value:.2f}" for value in row] for row in patch]
    draw_numbers(right, strength, texts, (columns.start, rows.start), size=12)
    draw_frame(right, rows, columns, B_EDGE, 3)
    right.set_aspect("equal")
    right.set_xlim(columns.start - 0.55, columns.stop - 0.45)
    right.set_ylim(rows.stop - 0.45, rows.start - 0.55)
    left.set(xticks=[columns[0], columns[-1]], yticks=[rows[0], rows[-1]])
    right.set(xticks=columns, yticks=rows)
    for axis in (left, right):
        axis.spines[:].set_visible(False)
        axis.tick_params(length=0)


def side_by_side(**pictures):
    """Draw matrices of any shapes in one row; the title is a name and a shape."""
    widths = [picture.shape[1] for picture in pictures.values()]
    _, axes = plt.subplots(1, len(pictures), figsize=(7, 3), width_ratios=widths)
    for axis, (name, picture) in zip(axes, pictures.items(), strict=True):
        title = f"{name}\n{tuple(picture.shape)}"
        draw_picture(axis, picture, title, family="monospace")
