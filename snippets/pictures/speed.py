"""Pictures of what a product costs: one size, chunks of the cube, many sizes."""

from textwrap import fill

import numpy as np

from snippets.pictures.drawn import drawn
from snippets.pictures.palette import A_EDGE, B_EDGE, C_EDGE, INK, PAPER
from snippets.pictures.parts import curve
from snippets.pictures.pen.charts import draw_curve, draw_edges, draw_tag, draw_words
from snippets.pictures.pen.figures import draw_here

# Loops in Python, broadcasting, libraries, loops compiled; whatever else is a GPU
KINDS = {
    "loop, tensors": (A_EDGE, "o"),
    "loop, lists": (A_EDGE, "s"),
    "row · column": (A_EDGE, "^"),
    "broadcast": (B_EDGE, "o"),
    "chunks": (B_EDGE, "s"),
    "loop, numba": (INK, "o"),
    "swapped, numba": (INK, "s"),
}
POWERS = {-9: "1 ns", -6: "1 µs", -3: "1 ms", 0: "1 s"}


@drawn(draw_here, curve=draw_curve, tag=draw_tag, edges=draw_edges)
def draw_times(times, machine, told):
    """Draw seconds, {name: seconds}, a row a way: each step is ten times as long.

    told: the words for each, {name: text}; machine: what it was measured on.
    """
    marks = []
    first = 10.0 ** int(np.log10(min(times.values())) - 1)
    for row, (name, took) in enumerate(times.items()):
        color, marker = KINDS.get(name, (C_EDGE, "D"))
        marks.append(curve([first, took], [row, row], color, lw=1.2))
        marks.append(curve([took], [row], color, ls="", marker=marker, ms=8))
        at = dict(x=took, y=row, shift=(8, 0), va="center")
        marks.append(dict(kind="tag", text=told[name], color=color, **at))
    marks.append(dict(kind="edges", sides=["left"], axis="y"))
    powers = [10.0**power for power in POWERS if 10.0**power >= first]
    plane = dict(xscale="log", xticks=powers, xlim=(first, 30 * max(times.values())))
    plane |= dict(xticklabels=[POWERS[round(np.log10(power))] for power in powers])
    names = [fill(name, 18) for name in times]
    plane |= dict(yticks=list(range(len(times))), yticklabels=names)
    plane |= dict(ylim=(len(times) - 0.5, -0.5), xlabel="time of one product")
    plane |= dict(title=fill(machine, 44), size=(5.4, 0.8 + 0.3 * len(times)))
    return dict(kind="chart", marks=marks, **plane)


@drawn(draw_here, curve=draw_curve, tag=draw_tag)
def draw_chunks(times, machine):
    """Draw seconds over the size of a cube, {bytes: seconds}, both by powers of two."""
    sizes = [size / 2**20 for size in times]
    took = [1000 * each for each in times.values()]
    marks = [curve(sizes, took, B_EDGE, lw=2, marker="s", ms=6)]
    last = dict(x=sizes[-1], y=took[-1], shift=(0, 10), ha="right")
    marks.append(dict(kind="tag", text="all at once", color=B_EDGE, **last))
    plane = dict(xscale="log", xticks=sizes, xticklabels=[f"{n:g}" for n in sizes])
    ticks = [10, 100, 1000]
    plane |= dict(yscale="log", yticks=ticks, yticklabels=[f"{n} ms" for n in ticks])
    low, high = min(took), max(took)
    plane |= dict(ylim=(low / 3, 3 * high), xlabel="MiB of the cube at a time")
    plane |= dict(title=fill(machine, 44), size=(5.4, 3))
    return dict(kind="chart", marks=marks, **plane)


@drawn(draw_here, curve=draw_curve, words=draw_words)
def draw_speeds(speeds, limit, machine):
    """Draw GFLOP/s over the size of a product, {name: {n: GFLOP/s}}: by powers.

    A 0 is left out. limit: the ceiling, a dashed line. The names stand at the ends of
    the lines, apart.
    """
    sizes = sorted({n for curve in speeds.values() for n in curve})
    marks, ends, first, last = [], [], sizes[0], sizes[-1]
    for name, line in speeds.items():
        line = {n: speed for n, speed in line.items() if speed}
        color, marker = KINDS.get(name, (C_EDGE, "D"))
        look = dict(marker=marker, ms=5, lw=1.5, mfc=PAPER)
        marks.append(curve(list(line), list(line.values()), color, **look))
        ends.append((np.log10(list(line.values())[-1]), name, max(line), color))
    marks.append(curve([first, last], [limit, limit], INK, ls="--", lw=1.2))
    heights, right = {}, dict(va="center", size=9.5)
    for end, name, at, color in sorted(ends):
        text = fill(name, 18)
        heights[at] = max(end, heights.get(at, -9.0) + 0.27 * (1 + text.count("\n")))
        place = dict(x=at * 1.15, y=10 ** heights[at], text=text)
        marks.append(dict(kind="words", color=color, **place, **right))
    over = dict(x=first, y=1.5 * limit, text=f"best in float32: {limit:.0f}")
    marks.append(dict(kind="words", color=INK, size=9.5, **over))
    plane = dict(xscale="log", xticks=sizes, xticklabels=[f"{n}" for n in sizes])
    plane |= dict(xlim=(first / 1.2, last * 9), xlabel="n of (n, n) @ (n, n)")
    powers = [10.0**power for power in range(-4, 6) if 10.0**power < 30 * limit]
    plane |= dict(yscale="log", yticks=powers, yticklabels=[f"{p:g}" for p in powers])
    plane |= dict(title=fill(machine, 44), ylabel="GFLOP/s", size=(5.2, 4.6))
    return dict(kind="chart", marks=marks, **plane)
