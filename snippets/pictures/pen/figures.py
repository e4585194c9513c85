"""Where a chart is drawn: on the current axes, or as a panel of a new figure."""

import matplotlib.pyplot as plt
import numpy as np


def draw_here(pens, size=None, **chart):
    """Draw a chart on the current axes or, if it has a size, in a new figure."""
    if size:
        plt.figure(figsize=size)
    draw_chart(plt.gca(), pens, **chart)


def draw_panels(pens, kind, charts, size, layout, shared="", title=None, **ratios):
    """Draw charts side by side, in a figure of their own."""
    figure, layout = plt.figure(figsize=size), np.array(layout)
    grid = figure.add_gridspec(*layout.shape, **ratios)
    for number, chart in enumerate(charts):
        rows, columns = np.nonzero(layout == number)
        place = grid[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        first = figure.axes[0] if number else None
        axes = figure.add_subplot(place, **{f"share{axis}": first for axis in shared})
        if shared:
            axes.label_outer()
        draw_chart(axes, pens, **chart)
    if title:
        figure.suptitle(title, size=11)


def draw_chart(axes, pens, kind, marks, **words):
    """Draw the marks of a chart, each by the pen of its kind, and what its axes say."""
    for mark in marks:
        look = dict(mark)
        pens[look.pop("kind")](axes, **look)
    axes.set(**words)
    axes.minorticks_off()
