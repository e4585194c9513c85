"""Pictures of a race: what training takes, where it gets to, from one seed and many."""

import numpy as np

from snippets.pictures.curves import LOOKS
from snippets.pictures.drawn import drawn
from snippets.pictures.palette import A_EDGE, A_FILL, INK, PAPER
from snippets.pictures.parts import curve
from snippets.pictures.pen.charts import (
    draw_box,
    draw_curve,
    draw_edges,
    draw_legend_below,
    draw_percent,
    draw_tag,
    draw_words,
)
from snippets.pictures.pen.figures import draw_here


@drawn(draw_here, curve=draw_curve, tag=draw_tag, percent=draw_percent)
def draw_way_up(runs):
    """Draw accuracy, 0 to 1, over seconds, a line a way: a mark is an epoch.

    runs: {way: {seconds, valid}}, (seeds, epochs) each, of which it draws the means.
    """
    marks = [dict(kind="percent")]
    for (way, run), look in zip(runs.items(), LOOKS):
        x, y = (np.mean(run[axis], axis=0) for axis in ("seconds", "valid"))
        last = dict(x=float(x[-1]), y=float(y[-1]), text=way, shift=(0, 9), ha="center")
        marks.append(curve(x, y, lw=2, **look))
        marks.append(dict(kind="tag", color=look["color"], weight="bold", **last))
    words = dict(xlabel="seconds on one core", ylabel="read right")
    plane = dict(xlim=(0, None), ylim=(0.93, 0.995))
    return dict(kind="chart", marks=marks, size=(6, 3.6), **words, **plane)


@drawn(draw_here, box=draw_box, words=draw_words, edges=draw_edges)
def draw_costs(costs):
    """Draw {loop: milliseconds a batch} as bars, and each in times of the last."""
    *_, least = costs.values()
    most = max(costs.values())
    marks = [dict(kind="edges", sides=["left", "right", "top", "bottom"])]
    for row, cost in enumerate(costs.values()):
        bar = dict(x=0, y=row - 0.35, width=cost, height=0.7)
        marks.append(dict(kind="box", fc=A_FILL, ec=A_EDGE, lw=1, **bar))
        end = dict(x=cost + 0.02 * most, y=row, text=f"{cost / least:.1f}×")
        marks.append(dict(kind="words", va="center", **end))
    ticks = dict(yticks=list(range(len(costs))), yticklabels=list(costs), xticks=[])
    plane = dict(xlim=(0, 1.12 * most), ylim=(len(costs) - 0.5, -0.5))
    size = (6, 0.45 * len(costs) + 0.3)
    return dict(kind="chart", marks=marks, size=size, **plane, **ticks)


@drawn(
    draw_here,
    curve=draw_curve,
    box=draw_box,
    edges=draw_edges,
    legend_below=draw_legend_below,
)
def draw_seeds(shares):
    """Draw accuracies, {name: [0 to 1, …]}, a row each: a ring a seed, a bar a mean."""
    marks, labels = [], ("mean", "a seed")
    for row, hits in enumerate(shares.values()):
        hits = 100 * np.asarray(hits)
        low, width = float(hits.min()), float(np.ptp(hits))
        band = dict(x=low, y=row - 0.3, width=width, height=0.6)
        marks.append(dict(kind="box", fc=A_FILL, ec="none", **band))
        mean = [float(hits.mean())] * 2
        marks.append(curve(mean, (row - 0.3, row + 0.3), INK, lw=2, label=labels[0]))
        ring = dict(ls="", marker="o", ms=8, mfc=PAPER, label=labels[1])
        marks.append(curve(hits, [row] * len(hits), **ring))
        labels = None, None  # each is told once
    marks.append(dict(kind="edges", visible=True, sides=["left"]))
    ticks = dict(yticks=list(range(len(shares))), yticklabels=list(shares))
    plane = dict(xlabel="read right, in %", ylim=(len(shares) - 0.5, -0.5))
    marks.append(dict(kind="legend_below"))
    return dict(
        kind="chart", marks=marks, size=(6, 0.4 * len(shares) + 1), **plane, **ticks
    )
