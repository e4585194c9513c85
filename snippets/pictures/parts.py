"""What pictures of numbers are made of: charts, the marks on them, charts side by side.

All is plain data, dicts of numbers, words and lists, as JSON has them. Each says with
its `kind` what a pen does with it; all else is said in the words of Matplotlib: a chart
has `marks`, in order of drawing, and what `axes.set` takes; a mark has its place and
how it looks. The pens in `pen/charts.py` are named like the kinds, and tell the rest.
Panels may have a `layout`, in which a number says whose place it is, `shared` axes, "y"
or "xy", which all have in common, and a grid's `width_ratios` and `height_ratios`.
"""

import numpy as np

from snippets.pictures.palette import A_EDGE


def curve(x, y, color=A_EDGE, **look):
    """Places joined by a line, or marked, or both."""
    x, y = np.asarray(x).tolist(), np.asarray(y).tolist()
    return dict(kind="curve", x=x, y=y, color=color, **look)


def pixels(values, **look):
    """An image, (h, w), (h, w, 3) or, of a digit, (784,). look: cmap, vmin, vmax."""
    values = np.asarray(values)
    shape = (28, 28) if values.size == 784 else values.shape
    return dict(kind="image", pixels=values.reshape(shape).tolist(), **look)


def panels(charts, size=None, columns=None, **look):
    """Charts in one figure, `columns` of them in a row. look: layout, shared, title."""
    places = np.arange(len(charts)).reshape(-1, columns or len(charts))
    usual = dict(size=size, layout=places.tolist())
    return dict(kind="panels", charts=charts) | usual | look
