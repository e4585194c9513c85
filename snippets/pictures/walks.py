"""Pictures of learning: a moving line, walks through valleys, curves that overdo it."""

import numpy as np

from snippets.fitting import line, loss, wave
from snippets.pictures.drawn import drawn
from snippets.pictures.palette import A_EDGE, B_EDGE, B_FILL, C_EDGE, INK, PAPER
from snippets.pictures.parts import curve, panels
from snippets.pictures.pen.charts import (
    draw_arrow,
    draw_contours,
    draw_curve,
    draw_legend,
    draw_legend_below,
    draw_tag,
    draw_words,
)
from snippets.pictures.pen.figures import draw_here, draw_panels

CIRCLES = dict(ls="", marker="o", ms=5, mfc=B_FILL, mec=B_EDGE)
SQUARES = dict(ls="", marker="s", ms=5, mfc=PAPER, mec=INK)
BEST = dict(color=C_EDGE, ls="--", lw=2.5, label="best fit")
DOT = dict(ls="", marker="o")
ENDS = np.array([0, 1])
STOPS = 0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30, 40, 50, 60, 80, 100
PAIR = 5.25, 3.3  # inches for two charts, and 504 whole pixels: a phone shows the words
PLATE = dict(fc=PAPER, ec="none", pad=1, alpha=0.8)  # no line crosses words on it


def legend_at(loc):
    """A legend whose words have the colours of their lines."""
    return dict(kind="legend", loc=loc, labelcolor="linecolor")


def bowl_chart(bowl, marks, title, ticks=(0, 1, 2, 3, 4)):
    """Marks on the map of a `Bowl`, with a cross at its bottom."""
    low, high = bowl.heights.min(), bowl.heights.max()
    levels = (low + np.geomspace(0.02, high / 1.5, 10)).tolist()
    plane, heights = bowl.ticks.tolist(), bowl.heights.tolist()
    contours = dict(kind="contours", x=plane, y=plane, heights=heights, levels=levels)
    look = dict(ls="", marker="X", ms=10, mfc=C_EDGE, mec=PAPER, zorder=4)
    marks = [contours, curve(*bowl.bottom, **look), *marks]
    words = dict(title=title, xlabel="slope a", ylabel="height b")
    words |= dict.fromkeys(("xticks", "yticks"), list(ticks))
    words |= dict.fromkeys(("xlim", "ylim"), (plane[0], plane[-1]))
    return dict(kind="chart", marks=marks, **words)


@drawn(
    draw_panels,
    contours=draw_contours,
    curve=draw_curve,
    words=draw_words,
    tag=draw_tag,
    legend=draw_legend,
)
def line_and_bowl(x, y, track, bowl, steps=STOPS, numbered=(0, 1, 2, 10)):
    """Film a line on its way to the points x, y, (n,), and the same on their `Bowl`.

    `track`, (m, 2), holds slope and height after each step. A frame shows one of
    `steps` or the last one; those in `numbered` and the last bear their number.
    """
    best, last = bowl.bottom.tolist(), len(track) - 1
    lines = [curve(x, y, **CIRCLES), curve(ENDS, line(ENDS, *best), zorder=3, **BEST)]
    near, numbered = dict(size=11, va="top", bbox=PLATE), (*numbered, last)
    moves, before = [], 0
    for number, step in enumerate((*steps, last)):
        p, told = track[step].tolist(), step in numbered
        text = f"step {step}, loss {loss(line, p, x, y):.2f}"
        frame = dict(color=A_EDGE, gid=f"frame-{number} {text}")
        lines.append(curve(ENDS, line(ENDS, *p), lw=1.2, **frame))
        way = track[before : step + 1].T
        moves.append(curve(*way, lw=1.2, marker=".", ms=3, **frame))
        moves.append(curve(*p, ms=6 if told else 4, **DOT, **frame))
        if told:
            at = dict(x=1.03, y=line(1, *p), text=f"{step}")
            lines.append(dict(kind="words", **at, va="center", size=11, **frame))
            at = dict(x=p[0], y=p[1], text=f"{step}", shift=(4, -7))
            moves.append(dict(kind="tag", **at, ha="center", **near, **frame))
        before = step
    lines.append(legend_at((0.5, 0.12)))
    at = dict(x=best[0], y=best[1], text="best fit", shift=(6, 22))
    moves.append(dict(kind="tag", **at, color=C_EDGE, **near))
    words = dict(title="the line after a step", xlabel="x", ylabel="y")
    left = dict(kind="chart", marks=lines, **words)
    right = bowl_chart(bowl, moves, "its walk on the map")
    return panels([left, right], PAIR)


@drawn(draw_panels, curve=draw_curve, arrow=draw_arrow, tag=draw_tag, words=draw_words)
def nudges(x, y, b, walk, nudge=0.5):
    """Draw the loss of lines of height b over their slope: two nudges, and a walk.

    x, y: the points, (n,). `walk` holds slopes; the nudges start from the first.
    """

    def place(a):
        return float(a), float(loss(line, (a, b), x, y))

    valley = [place(a) for a in np.linspace(-0.4, 5.4, 99)]
    left, right = ([curve(*np.transpose(valley), INK, lw=1.2)] for _ in range(2))
    start = place(walk[0])
    for side, text in (1, "up: the loss falls"), (-1, "down: it rises"):
        end = place(walk[0] + side * nudge)
        corner = end[0], start[1]
        for ends in (start, corner), (corner, end):
            left.append(dict(kind="arrow", start=ends[0], end=ends[1], color=B_EDGE))
        left.append(curve(*end, **CIRCLES))
        note = dict(x=end[0], y=end[1], text=text, shift=(10, 2), color=B_EDGE)
        left.append(dict(kind="tag", **note))
    left.append(curve(*start, ms=8, **DOT))
    for here, there in zip(walk, walk[1:]):
        ends = dict(start=place(here), end=place(there))
        right.append(dict(kind="arrow", color=A_EDGE, **ends))
    words = (1.7, 1.7, "steep:\nlong steps"), (2.2, -0.25, "flat: short steps")
    for across, up, text in words:
        note = dict(x=across, y=up, text=text, color=A_EDGE)
        right.append(dict(kind="words", **note))
    plane = dict(xlabel="slope a", xticks=list(range(6)), ylim=(-0.3, 3.9))
    left = dict(title="feel the slope", ylabel="loss", marks=left)
    right = dict(title="step against it", marks=right)
    charts = [dict(kind="chart", **each, **plane) for each in (left, right)]
    return panels(charts, PAIR, shared="y")


@drawn(draw_panels, contours=draw_contours, curve=draw_curve, tag=draw_tag)
def rates(bowl, walks, sweep, shown=5):
    """Draw walks on a `Bowl` at three rates, and the last loss over the rate.

    walks: {title: (rate, track)}, of which the maps number the first `shown` steps;
    sweep: {rate: loss}, with those of the walks among the rates.
    """
    charts = []
    ends = [curve(list(sweep), list(sweep.values()), INK)]
    for title, (lr, track) in walks.items():
        way = track[: shown + 1]
        away = np.hypot(*(way - bowl.bottom).T)
        # A number stands where no later step passes
        leaves = bool(away[-1] > away[0])
        side = dict(shift=(-5, 0), ha="right") if leaves else dict(shift=(5, 0))
        marks, told = [curve(*way.T, marker=".", lw=1, ms=5)], None
        for step, place in enumerate(way):
            if told is not None and np.hypot(*(place - told)) < 1:
                continue  # this number would lie on the last one
            note = dict(x=float(place[0]), y=float(place[1]), text=f"{step}", **side)
            marks.append(dict(kind="tag", color=A_EDGE, va="center", **note))
            told = place
        charts.append(bowl_chart(bowl, marks, f"{lr} {title}", ticks=(-2, 0, 2, 4, 6)))
        ends.append(curve(lr, sweep[lr], **DOT))
    plane = dict(xlabel="learning rate", title=f"loss after {len(track) - 1} steps")
    texts = ["1", "10⁶", "10¹²", "10¹⁸"]
    plane |= dict(yscale="log", yticks=[1, 1e6, 1e12, 1e18], yticklabels=texts)
    low = dict(kind="chart", marks=ends, **plane)
    return panels([*charts, low], (5, 5.2), columns=2)


@drawn(
    draw_panels, curve=draw_curve, arrow=draw_arrow, tag=draw_tag, legend=draw_legend
)
def two_valleys(x, y, tracks, turns, floors):
    """Draw two fitted waves over the points x, y, (n,), and the valleys that hold them.

    Each of `tracks`, (m, 4), is a walk of the parameters a, b, c, d; `floors`, (k,),
    are the lowest losses for the values `turns` of d.
    """
    grid = np.linspace(-2, 2, 161)
    left, right = [curve(x, y, **CIRCLES)], [curve(turns, floors, INK, lw=1.2)]
    for track, color, ls in zip(tracks, (A_EDGE, C_EDGE), ("-", "--"), strict=True):
        start, end = (
            [float(d), float(np.interp(d, turns, floors))] for d in track[[0, -1], 3]
        )
        name = f"d = {start[0]:.0f}"
        fitted = wave(grid, *track[-1])
        left.append(curve(grid, fitted, color, ls=ls, label=f"from {name}"))
        right.append(dict(kind="arrow", start=start, end=end, color=color))
        right.append(curve(*start, ms=8, mfc=PAPER, mec=color, **DOT))
        note = dict(x=start[0], y=start[1], text=name, shift=(4, 9), color=color)
        right.append(dict(kind="tag", **note))
    left = dict(marks=[*left, legend_at("upper right")])
    left |= dict(title="one fits, one does not", xlabel="x", ylabel="y")
    right = dict(marks=right, title="each in its own valley", xlabel="d")
    right |= dict(xticks=[0, 2, 4, 6, 8])
    right |= dict(ylabel="loss with the best a, b, c", ylim=(-0.04, 1))
    return panels([dict(kind="chart", **each) for each in (left, right)], PAIR)


@drawn(draw_panels, curve=draw_curve, words=draw_words, legend_below=draw_legend_below)
def three_degrees(x, y, x_valid, y_valid, fits):
    """Draw three polynomials, {degree: `Fit`}, over the points, with both losses."""
    charts = []
    for degree, fit in fits.items():
        marks = [
            curve(*fit.curve),
            curve(x, y, label="training", **CIRCLES),
            curve(x_valid, y_valid, label="validation", **SQUARES),
        ]
        losses = f"training {fit.seen:.3f}\nvalidation {fit.unseen:.3f}"
        corner = dict(x=0.95, y=6.9, ha="right", va="top")
        marks.append(dict(kind="words", text=losses, **corner))
        plane = dict(title=f"degree {degree}", xticks=[-1, 0, 1], ylim=(-0.3, 7.3))
        charts.append(dict(kind="chart", marks=marks, **plane))
    charts[0]["ylabel"] = "y"
    charts[1] |= dict(xlabel="x")
    charts[0]["marks"].append(dict(kind="legend_below"))
    return panels(charts, (5.2, 3.4), shared="y")


@drawn(draw_here, curve=draw_curve, tag=draw_tag)
def both_losses(fits):
    """Draw training and validation loss over the degree of {degree: `Fit`}.

    A loss below 0.0001 is drawn as 0, at the foot of the picture.
    """
    degrees, unseen = list(fits), [float(fit.unseen) for fit in fits.values()]
    seen = [max(float(fit.seen), 1e-4) for fit in fits.values()]
    near = dict(kind="tag", ha="right", size=11)
    high = dict(x=degrees[-2], y=unseen[-2], text="validation", shift=(-10, 6))
    low = dict(x=degrees[-3], y=seen[-3], text="training", shift=(-10, -10))
    marks = [
        curve(degrees, unseen, INK),
        curve(degrees, unseen, **SQUARES),
        curve(degrees, seen, B_EDGE),
        curve(degrees, seen, **CIRCLES),
        near | high,
        near | low | dict(color=B_EDGE),
    ]
    plane = dict(xlabel="degree", ylabel="loss", xticks=degrees, ylim=(7e-5, 200))
    texts = ["0", "0.01", "1", "100"]
    plane |= dict(yscale="log", yticks=[1e-4, 0.01, 1, 100], yticklabels=texts)
    return dict(kind="chart", marks=marks, size=(5.2, 3.4), **plane)
