"""States and their yearly chances: a simulation, and pictures of how shares move."""

import matplotlib.pyplot as plt
import numpy as np

from snippets.matrices import PIXEL, canvas, number, product_picture, rectangle, write
from snippets.pictures.palette import A_EDGE, A_FILL, INK, PAPER

CORNERS = ((1.9, 2.2), (9.1, 2.2), (9.1, 7.4), (1.9, 7.4))  # clockwise


# --8<-- [start:years-lived]
def years_lived(chances, start, people=20_000, seed=0):
    """How many years each of the people lives from state `start` on: (people,), int.

    chances: (states, states), a row the chances of one state. The last state is
    death; every other must lead there in the end, or this never returns.
    """
    rng = np.random.default_rng(seed)
    edges = chances.cumsum(axis=1)[:, :-1]  # each row cuts [0, 1) at its edges
    states, years = np.full(people, start), np.zeros(people, int)
    while (alive := states < len(chances) - 1).any():
        years += alive
        draws = rng.random((people, 1))
        # (people, 1) >= (people, states - 1): count the edges passed
        states = (draws >= edges[states]).sum(axis=1)
    return years


# --8<-- [end:years-lived]


def state_diagram(states, chances):
    """Draw up to four states and an arrow for each chance, (states, states), above 0.

    The states stand in the corners, clockwise; an arrow back to itself is a loop.
    """
    axes = canvas(11, 9.6)
    boxes = []
    for name, (x, y) in zip(states, CORNERS):
        box = dict(fc=A_FILL, ec=A_EDGE, lw=2 * PIXEL, zorder=2)
        boxes.append(rectangle(axes, x - 1.7, y - 0.6, 3.4, 1.2, **box))
        write(axes, x, y, name, size=11.4, weight="bold", zorder=3)
    plate = dict(fc=PAPER, ec="none", pad=1.5)
    for pair in np.argwhere(chances):
        (x, y), end = (np.array(CORNERS[i]) for i in pair)
        look = dict(arrowstyle="->", color=INK, lw=1.5, shrinkA=0, shrinkB=2)
        if pair[0] == pair[1]:
            side = 1 if y > 5 else -1  # loops stand outside, above or below
            start, end = (x - 0.7, y + 0.6 * side), (x + 0.7, y + 0.6 * side)
            look |= dict(connectionstyle=f"arc3,rad={1.1 * side}")
            place = x, y + 1.5 * side
        else:
            look |= dict(patchA=boxes[pair[0]], patchB=boxes[pair[1]])
            # Diagonals cross in their middle: their labels stand before that
            way = 0.36 if np.all(end != (x, y)) else 0.5
            start, place = (x, y), (x, y) + way * (end - (x, y))
        axes.annotate("", end, start, arrowprops=look)
        write(axes, *place, number(chances[tuple(pair)]), size=12, bbox=plate)


def year_picture(shares, chances, states, state):
    """Draw shares @ chances, (n,) @ (n, n), and how the share of one state arises.

    `states` name the rows of the table, where people come from, and its columns.
    """
    product_picture(shares, chances, active=(0, state))
    axes, size = plt.gca(), len(states)
    for row, name in enumerate(states):
        write(axes, size + 0.65, row + 1.4, f"from {name}", size=9.5, ha="right")
    write(axes, size + state + 1.8, 0.2, f"to {states[state]}", size=9.5)
