"""States and their yearly chances: a simulation, and how shares move."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import PercentFormatter

from snippets.pictures.palette import A_EDGE, B_EDGE, C_EDGE, INK, PAPER

LOOKS = (
    dict(color=A_EDGE, ls="-", marker="o"),
    dict(color=B_EDGE, ls="--", marker="s"),
    dict(color=C_EDGE, ls="-.", marker="^"),
    dict(color=INK, ls=":", marker="D"),
)


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


def share_chart(shares, states):
    """Draw the shares, (years + 1, states), over the years, a line a state.

    The names stand at the ends of their lines, as far apart as a line of text is high.
    """
    last, rows = len(shares) - 1, []
    plt.figure(figsize=(5.8, 4.2))
    for line, look in zip(shares.T, LOOKS):
        plt.plot(line, ms=5, mfc=PAPER, clip_on=False, zorder=3, **look)
    for i in np.argsort(shares[-1]):
        rows.append(max(shares[-1, i], rows[-1] + 0.05 if rows else 0))
        look = dict(color=LOOKS[i]["color"], va="center", size=11)
        plt.text(last + 0.25, rows[-1], states[i], **look)
    plt.xlim(0, last)
    plt.xticks(range(0, last + 1, max(1, last // 10)))
    plt.ylim(bottom=0)
    plt.gca().yaxis.set_major_formatter(PercentFormatter(1))
    plt.xlabel("year")
    plt.ylabel("share of the people")
