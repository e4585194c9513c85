"""How images and the numbers in them are drawn."""

import matplotlib.pyplot as plt
import numpy as np

from snippets.pictures.palette import A_FILL
from snippets.pictures.pen.figures import said, set_ticks


def draw_image(axes, image):
    """Draw an `Image`."""
    colours = plt.get_cmap("cividis", image.bands) if image.bands else "gray"
    low, high = image.scale
    look = dict(cmap=colours, vmin=low, vmax=high, interpolation="none")
    if image.extent:
        look |= dict(extent=image.extent, aspect="auto")
    axes.imshow(np.asarray(image.pixels), **look)
    if image.x_limits:
        axes.set_xlim(image.x_limits)
    bare_axes(axes, image, image.framed)
    axes.set_ylabel(image.y_label)
    family = "monospace" if image.mono else None
    words = said(size=image.title_size, family=family)
    axes.set_title(image.title, loc=image.title_at, **words)


def bare_axes(axes, part, framed=False):
    """Leave words and, if framed, edges of both axes; none if the part has no ticks."""
    if part.x_ticks is None and part.y_ticks is None:
        axes.axis("off")
        return
    set_ticks(axes.xaxis, part.x_ticks)
    set_ticks(axes.yaxis, part.y_ticks)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(framed)


def draw_numbers(axes, numbers):
    """Draw `Numbers`, over their image where they have one."""
    if numbers.image:
        draw_image(axes, numbers.image)
    for (row, column), value in np.ndenumerate(numbers.values):
        x, y = numbers.corner[0] + column, numbers.corner[1] + row
        if value > 0:
            look = dict(fc=A_FILL, ec="none", alpha=value)
            axes.add_patch(plt.Rectangle((x - 0.5, y - 0.5), 1, 1, **look))
        look = dict(size=numbers.font, ha="center", va="center", family="monospace")
        dim = 1 if value > 0 else 0.5
        axes.text(x, y, numbers.texts[row][column], alpha=dim, **look)
    left, top, width, height = numbers.frame
    line = dict(fc="none", ec=numbers.colour, lw=numbers.width, clip_on=False)
    axes.add_patch(plt.Rectangle((left, top), width, height, **line))
    axes.set_aspect("equal")
    if numbers.x_limits:
        axes.set(xlim=numbers.x_limits, ylim=numbers.y_limits)
    bare_axes(axes, numbers)
