"""A figure as a phone shows it: narrower, its words as large as before, its panels in more rows.

A page shows a figure as wide as it is drawn, and a phone as wide as its screen: there, words that are
as large as the text around them are half as large.
"""

import numpy as np
from matplotlib.gridspec import GridSpec
from matplotlib.text import Text

PHONE = 360  # pixels: a phone shows a figure from edge to edge
SMALLEST = 9  # pixels that words need there
WIDTHS = (4.5, 4.9, 5.3, 5.7)  # the narrowest in which no words meet
TOUCH = 2  # pixels that words may share
PANEL, CELL = 1.1, 0.7  # inches that a picture needs, alone and in a table
CLOSE = 0.15  # of a panel: so much narrower a chart may get


def narrow(figure):
    """Whether `figure` needs another form for a phone, and can take it; it has that form then."""
    width, height = figure.get_size_inches()
    figure.draw_without_rendering()
    sizes = [text.get_fontsize() for text in _words(figure)]
    if min(sizes, default=SMALLEST * width) * PHONE / (72 * width) >= SMALLEST:
        return False
    meet, arrange = _meetings(figure), _arrangement(figure, width)
    for narrower in (each for each in WIDTHS if each < width):
        figure.set_size_inches(narrower, height * arrange(narrower))
        if _meetings(figure) <= meet:
            return True
    return False


def _words(figure):
    """The words that are drawn: ticks outside of an axis are not."""
    axes_of = ((axes, axis) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis))
    hidden = {text for axes, axis in axes_of for text in _undrawn(axes, axis)}
    found = (text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip())
    return [text for text in found if text not in hidden]


def _undrawn(axes, axis):
    """The labels of an axis that is switched off, and of ticks beyond its ends."""
    if not axes.axison:
        return axis.findobj(Text)
    low, high = sorted(axis.get_view_interval())
    ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
    return [text for tick in ticks if not low <= tick.get_loc() <= high for text in tick.findobj(Text)]


def _meetings(figure):
    """How many pairs of words touch each other, and how many words the edge of the figure."""
    figure.draw_without_rendering()
    boxes = np.array([text.get_window_extent().extents for text in _words(figure)])
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    meet = ((low + TOUCH < high.swapaxes(0, 1)) & (low.swapaxes(0, 1) + TOUCH < high)).all(axis=2)
    outside = (boxes[:, :2] < -TOUCH) | (boxes[:, 2:] > figure.bbox.max + TOUCH)
    return np.triu(meet, 1).sum() + outside.any(axis=1).sum()


def _arrangement(figure, width):
    """A function that gives the panels of `figure` their places in a narrower one, and says how many
    times as high that is."""
    shaped = all(axes.get_aspect() != "auto" for axes in figure.axes)
    grid, panels = _grid(figure), len(figure.axes)
    if grid is None:  # drawn by hand, on axes that fill it: all of it gets smaller but the words
        return lambda narrower: narrower / width if shaped else 1
    rows, columns = grid.nrows, grid.ncols

    def arrange(narrower):
        most = int(narrower / PANEL) if shaped else int(columns * narrower / width + CLOSE)
        beside = _beside(panels, min(columns, max(1, most)))
        if shaped and rows > 1:  # a table: what is a row there stays by itself
            beside = _beside(columns, min(columns, int(narrower / CELL)), least=1)
        below = -(-panels // beside)
        if beside < columns:
            _place(figure, GridSpec(below, beside, figure))
        return below / rows * (narrower / width * columns / beside if shaped else 1)

    return arrange


def _grid(figure):
    """The grid in which each of the axes has one place, in order; None where there is none."""
    specs = [axes.get_subplotspec() for axes in figure.axes]
    if not specs or None in specs or len({spec.get_gridspec() for spec in specs}) > 1:
        return None
    in_order = all((spec.num1, spec.num2) == (n, n) for n, spec in enumerate(specs))
    return specs[0].get_gridspec() if in_order else None


def _beside(panels, most, least=None):
    """How many panels stand beside each other, at most so many: as many in each row, if that are not
    too few, at `least` more than half of what could be."""
    even = next(count for count in range(most, 0, -1) if panels % count == 0)
    return even if even >= (least or most // 2 + 1) or panels < 4 else most


def _place(figure, grid):
    for number, axes in enumerate(figure.axes):
        axes.set_subplotspec(grid[number])
        if number % grid.ncols == 0 and len(axes.get_shared_y_axes().get_siblings(axes)) > 1:
            axes.tick_params(labelleft=True)  # hidden beside the axes that it was shared with
