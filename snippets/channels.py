"""Pictures of colour pictures: their channels, their statistics, their shapes."""

from snippets.matrices import canvas, ladder, write
from snippets.pictures.palette import EDGES


def draw_ladders(rows):
    """Draw the shape ladder of each (names, a, b), the names above the axes of a.

    rows: a list of lists, each of which becomes a row of ladders.
    """
    axes = canvas(5.4 * len(rows[0]) - 0.2, 5.5 * len(rows) - 0.2)
    for row, pairs in enumerate(rows):
        for column, (names, a, b) in enumerate(pairs):
            left, top = 0.4 + 5.4 * column, 1 + 5.5 * row
            for place, name in enumerate(names):
                look = dict(color=EDGES["A"], weight="bold")
                write(axes, left + 1.1 + 1.3 * place, top - 0.45, name, **look)
            ladder(axes, left, top, a, b)
