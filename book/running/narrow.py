"""A figure as a phone shows it: narrower, its words as large as before, its panels in more rows.

A page shows a figure as wide as it is drawn, and a phone as wide as its screen: words that are as
large as the text on a page are half as large there.
"""

from matplotlib.gridspec import GridSpec
from matplotlib.text import Text

WIDEST = 5.0  # inches: on a phone of 360 pixels, words of 10 points are then 10 pixels high
WIDTH = 4.5
CLOSE = 0.15  # of a panel: so much narrower it may get


def narrow(figure):
    """Whether `figure` needs another form on a phone; it has that form then."""
    width, height = figure.get_size_inches()
    if width <= WIDEST or not _has_words(figure):
        return False
    figure.set_size_inches(WIDTH, height * _stretch(figure, width))
    return True


def _has_words(figure):
    return any(text.get_visible() and text.get_text().strip() for text in figure.findobj(Text))


def _stretch(figure, width):
    """How many times as high the narrow figure is, once its panels have their places in it."""
    grid = _grid(figure)
    if grid is None:  # drawn by hand, on axes that fill it: all of it gets smaller but the words
        return WIDTH / width if all(_keeps_shape(axes) for axes in figure.axes) else 1
    rows, columns = grid.nrows, grid.ncols
    beside = _columns(len(figure.axes), columns, WIDTH / width)
    if beside == columns:
        return 1
    below = -(-len(figure.axes) // beside)
    places = GridSpec(below, beside, figure)
    for number, axes in enumerate(figure.axes):
        axes.set_subplotspec(places[number // beside, number % beside])
        if number % beside == 0 and len(axes.get_shared_y_axes().get_siblings(axes)) > 1:
            axes.tick_params(labelleft=True)
    wider = WIDTH / width * columns / beside
    return below / rows * (wider if all(_keeps_shape(axes) for axes in figure.axes) else 1)


def _grid(figure):
    """The grid in which each of the axes has one place, in order; None where there is none."""
    specs = [axes.get_subplotspec() for axes in figure.axes]
    if not specs or None in specs or len({spec.get_gridspec() for spec in specs}) > 1:
        return None
    grid = specs[0].get_gridspec()
    in_order = all((spec.num1, spec.num2) == (n, n) for n, spec in enumerate(specs))
    return grid if in_order else None


def _columns(panels, columns, share):
    """How many panels stand beside each other, where that many times as much room is left."""
    most = max(1, int(columns * share + CLOSE))
    even = [count for count in range(most, 0, -1) if panels % count == 0]
    return even[0] if even[0] * 2 > most or panels < 4 else most


def _keeps_shape(axes):
    return axes.get_aspect() != "auto"
