"""States and their yearly chances: a simulation, and how shares move."""

import numpy as np


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
