"""Plots by functions that draw on the current axes, as Matplotlib's do."""

from matplotlib import _open, rcParams
from matplotlib._looks import FIGURE, NONE, TABLE, short
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon, Rectangle

__all__ = ["Axes", "Circle", "Figure", "Polygon", "Rectangle", "rcParams"]

# The functions that are methods of the current axes, under their own name or another one
ON_AXES = {
    "annotate": "annotate",
    "axhline": "axhline",
    "axis": "axis",
    "axvline": "axvline",
    "bar": "bar",
    "barh": "barh",
    "contour": "contour",
    "contourf": "contourf",
    "fill_between": "fill_between",
    "grid": "grid",
    "hist": "hist",
    "hlines": "hlines",
    "imshow": "imshow",
    "legend": "legend",
    "loglog": "loglog",
    "margins": "margins",
    "plot": "plot",
    "scatter": "scatter",
    "semilogx": "semilogx",
    "semilogy": "semilogy",
    "stairs": "stairs",
    "step": "step",
    "text": "text",
    "title": "set_title",
    "vlines": "vlines",
    "xlabel": "set_xlabel",
    "xlim": "set_xlim",
    "xscale": "set_xscale",
    "xticks": "set_xticks",
    "ylabel": "set_ylabel",
    "ylim": "set_ylim",
    "yscale": "set_yscale",
    "yticks": "set_yticks",
}


def __getattr__(name):
    if name not in ON_AXES:
        raise AttributeError(f"the page's own Matplotlib has no `{name}`")
    return lambda *args, **words: getattr(gca(), ON_AXES[name])(*args, **words)


def figure(num=None, figsize=None, **look: FIGURE):
    short(look, FIGURE, "figure")
    return _open.figure(num, figsize)


def subplots(nrows=1, ncols=1, *, figsize=None, **look: TABLE):
    short(look, TABLE, "subplots")
    new = figure(figsize=figsize)
    return new, new.subplots(nrows, ncols, **{name: look[name] for name in look.keys() - FIGURE})


def subplot(*args):
    new = gcf().add_subplot(*args)
    sca(new)
    return new


def axes(rect):
    return gcf().add_axes(rect)


def gcf():
    return _open.current()


def gca():
    return gcf().gca()


def sca(ax):
    _open.choose(ax)


def suptitle(t, **look: NONE):
    gcf().suptitle(t, **look)


def tight_layout():
    """Figures are laid out anyway."""


def show():
    """What is drawn is shown once the cell has ended."""


def close(fig=None):
    _open.close(fig)


def clf():
    gcf().clear()


def get_fignums():
    return sorted(_open.figures)
