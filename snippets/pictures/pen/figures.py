"""Where the parts of a picture lie: in the current figure or in panels of a new one."""

import matplotlib.pyplot as plt
import numpy as np


def here(pen):
    """A pen for one part: on the current axes or, if it has a size, in a new figure."""

    def draw_here(part):
        if part.size:
            plt.figure(figsize=part.size)
        pen(plt.gca(), part)

    return draw_here


def panels(**pens):
    """A pen for `Panels`, whose parts are drawn by the pen that is named like them."""

    def draw_panels(picture):
        count = len(picture.parts)
        layout = picture.layout
        layout = np.arange(count)[None] if layout is None else np.asarray(layout)
        figure = plt.figure(figsize=picture.size)
        ratios = dict(width_ratios=picture.widths, height_ratios=picture.heights)
        grid, first = figure.add_gridspec(*layout.shape, **ratios), None
        for number, part in enumerate(picture.parts):
            rows, columns = (np.unique(at) for at in np.nonzero(layout == number))
            place = grid[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            shared = {f"share{axis}": first for axis in picture.shared}
            axes = figure.add_subplot(place, **shared)
            first = first or axes
            if picture.shared:
                axes.label_outer()
            pens[type(part).__name__](axes, part)
        if picture.title:
            figure.suptitle(picture.title, size=11)

    return draw_panels


def set_ticks(axis, ticks, **look):
    """Put ticks on one axis: {place: text}, or places alone; None leaves them as is."""
    if ticks is None:
        return
    texts = list(ticks.values()) if isinstance(ticks, dict) else None
    axis.set_ticks(list(ticks), texts, **(look if texts else {}))


def said(**options):
    """The options that were given a value."""
    return {name: value for name, value in options.items() if value is not None}
