"""Pictures of states: their yearly chances as arrows, and how a share moves."""

import numpy as np

from snippets.pictures.cells import (
    arrow,
    box,
    cells,
    matrix,
    names_along,
    number,
    outline,
    words,
)
from snippets.pictures.drawn import drawn
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_arrow,
    mark_block,
    mark_box,
    mark_stroke,
    mark_words,
)
from snippets.pictures.product import inner_size, weighted_sum

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
    """Draw shares @ chances, (n,) @ (n, n), as s @ T, and how one share of it arises.

    states: n names; one of more than six letters is cut where it heads a column.
    """
    size, after = len(states), (shares @ chances)[None]
    left, x, high, top = 0.4, size + 1.8, 2.1, size + 3.2
    others = np.arange(size) != state
    line = f"{weighted_sum(shares, chances[:, state])} = {number(after[0, state])}"
    to = [name if len(name) < 7 else f"{name[:4]}." for name in states]
    down = [f"from {name}" for name in states]
    marks = [
        matrix(left, top, shares, "A", f"A: s {shares.shape}"),
        # Two empty lines make room for the names of the columns
        matrix(x, high, chances, "B", f"B: T {chances.shape}\n\n", fade=others),
        matrix(x, top, after, "C", f"C: s @ T {shares.shape}", fade=others, digits=6.6),
        *names_along(x - 0.75, high + 0.5, down, (0, 1), ha="right"),
        *names_along(x + 0.5, high - 0.4, [f"to\n{name}" for name in to], (1, 0)),
        *names_along(left + 0.5, top + 1.3, to, (1, 0)),
        *names_along(x + 0.5, top + 1.3, to, (1, 0)),
        *inner_size(x - 0.5, top - 0.62, size, a_left=left, b_top=high),
        outline(left, top, size, 1, "A"),
        outline(x + state, high, 1, size, "B"),
        outline(x + state, top, 1, 1, "C"),
        words((left + x + size) / 2, top + 2.1, line, room=x + size, size=11.4),
    ]
    return cells(x + size + 0.4, top + 2.6, marks, digits=6)
