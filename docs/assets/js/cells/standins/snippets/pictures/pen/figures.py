"""The page's pen for charts: it keeps them, on the current axes or as panels of a new figure."""

from matplotlib import _open


def draw_here(pens, size=None, kind="chart", marks=(), **words):
    """Keep a chart on the current axes or, if it has a size, in a new figure."""
    if size:
        _open.figure(size=size)
    axes = _open.current().gca()
    for mark in marks:
        axes.add(mark)
    axes.set(**words)


def draw_panels(pens, kind, charts, size, **look):
    """Keep charts side by side, in a figure of their own."""
    figure = _open.figure(size=size)
    for chart in charts:
        figure.add_axes(None).chart = chart
    figure.look |= look
