"""Pictures of states: their yearly chances as arrows, and how a share moves."""

import numpy as np

from snippets.pictures.cells import arrow, box, cells, number, words
from snippets.pictures.drawn import drawn
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_arrow,
    mark_block,
    mark_box,
    mark_stroke,
    mark_words,
)
from snippets.pictures.product import product_picture

CORNERS = ((1.9, 2.2), (9.1, 2.2), (9.1, 7.4), (1.9, 7.4))  # clockwise
HALF_BOX = np.array([1.7, 0.6])


@drawn(draw_cells, words=mark_words, box=mark_box, arrow=mark_arrow)
def state_diagram(states, chances):
    """Draw up to four states and an arrow for each chance, (states, states), above 0.

    The states stand in the corners, clockwise; an arrow back to itself is a loop.
    """
    marks = []
    for name, (x, y) in zip(states, CORNERS):
        marks.append(box(x - 1.7, y - 0.6, 3.4, 1.2, "A", zorder=2))
        marks.append(words(x, y, name, size=11.4, weight="bold"))
    for pair in np.argwhere(chances):
        (x, y), end = (np.array(CORNERS[i]) for i in pair)
        if pair[0] == pair[1]:
            side = 1 if y > 5 else -1  # loops stand outside, above or below
            ends = (x - 0.7, y + 0.6 * side), (x + 0.7, y + 0.6 * side)
            bend, place = 1.1 * side, (x, y + 1.5 * side)
        else:
            way = end - (x, y)
            # From the edge of one box to the edge of the other
            rim = way * np.min(HALF_BOX / np.maximum(np.abs(way), 1e-9))
            ends, bend = ((x, y) + rim, end - rim), 0
            # Diagonals cross in their middle: their labels stand before that
            place = (x, y) + (0.36 if way.all() else 0.5) * way
        start, end, place = (tuple(map(float, point)) for point in (*ends, place))
        marks.append(arrow(start, end, bend=bend, gaps=(0, 2), lw=1.5))
        text = number(chances[tuple(pair)])
        marks.append(words(*place, text, size=12, plate=1.5))
    return cells(11, 9.6, marks)


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box, stroke=mark_stroke)
def year_picture(shares, chances, states, state):
    """Draw shares @ chances, (n,) @ (n, n), and how the share of one state arises.

    `states` name the rows of the table, where people come from, and its columns.
    """
    picture, size = (
        product_picture.data(shares, chances, active=(0, state)),
        len(states),
    )
    names = []
    for row, name in enumerate(states):
        place = size + 0.65, row + 1.4
        names.append(words(*place, f"from {name}", size=9.5, ha="right"))
    names.append(words(size + state + 1.8, 0.2, f"to {states[state]}", size=9.5))
    return picture | dict(marks=picture["marks"] + names)
