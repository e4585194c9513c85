"""The page's pen for charts: it keeps them, on the current axes or as panels of a new figure."""

from matplotlib import _open


def draw_here(pens, size=None, kind="chart", marks=(), **words):
    """Keep a chart on the current axes or, if it has a size, in a new figure."""
    if size:
        _open.figure(size=size)
    keep_chart(_open.current().gca(), pens, marks, **words)


def draw_panels(pens, kind, charts, size, **look):
    """Keep charts side by side, in a figure of their own."""
    figure = _open.figure(size=size)
    for chart in charts:
        words = {name: value for name, value in chart.items() if name != "kind"}
        keep_chart(figure.add_axes(None), pens, **words)
    figure.look |= look


def keep_chart(axes, pens, marks, **words):
    """Keep the marks of a chart, each by the name of its pen, and what its axes say."""
    for mark in marks:
        axes.add(mark | {"kind": pens[mark["kind"]]})
    axes.set(**words)
