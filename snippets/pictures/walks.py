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
    draw_drops,
    draw_legend,
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
PLATE = dict(fc=PAPER, ec="none", pad=1, alpha=0.8)  # no line crosses words on it


def legend_at(loc):
    """A legend whose words have the colours of their lines."""
    return dict(kind="legend", loc=loc, labelcolor="linecolor")


def bowl_chart(bowl, marks, title):
    """Marks on the map of a `Bowl`, with a cross at its bottom."""
    levels = (bowl.heights.min() + np.geomspace(0.02, 20, 10)).tolist()
    ticks, heights = bowl.ticks.tolist(), bowl.heights.tolist()
    contours = dict(kind="contours", x=ticks, y=ticks, heights=heights, levels=levels)
    look = dict(ls="", marker="X", ms=10, mfc=C_EDGE, mec=PAPER, zorder=4)
    marks = [contours, curve(*bowl.bottom, **look), *marks]
    words = dict(title=title, xlabel="slope a", ylabel="height b")
    plane = dict.fromkeys(("xticks", "yticks"), [0, 1, 2, 3, 4])
    plane |= dict.fromkeys(("xlim", "ylim"), (ticks[0], ticks[-1]))
    return dict(kind="chart", marks=marks, **words, **plane)


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
    words = dict(title="the line after so many steps", xlabel="x", ylabel="y")
    left = dict(kind="chart", marks=lines, **words)
    right = bowl_chart(bowl, moves, "the same walk on the loss bowl")
    return panels([left, right], (7, 3.7))


@drawn(draw_panels, curve=draw_curve, drops=draw_drops, legend=draw_legend)
def frames(x, y, track, best, steps):
    """Draw the line after each of six `steps`, how far it misses, and the best fit."""
    charts = []
    for _, step in zip(range(6), steps, strict=True):
        p = track[step]
        places = dict(x=x.tolist(), y=y.tolist(), ends=line(x, *p).tolist())
        marks = [
            curve(x, y, **CIRCLES | dict(ms=3.5)),
            dict(kind="drops", color=B_EDGE, label="a miss", **places),
            curve(ENDS, line(ENDS, *best), **BEST),
            curve(ENDS, line(ENDS, *p), label="SGD"),
        ]
        title = f"step {step}, loss {loss(line, p, x, y):.2f}"
        plane = dict(title=title, xticks=[0, 0.5, 1])
        charts.append(dict(kind="chart", marks=marks, **plane))
    charts[-1]["marks"].append(legend_at("lower right"))
    return panels(charts, (7, 4.4), columns=3, shared="xy")


@drawn(draw_panels, curve=draw_curve, arrow=draw_arrow, tag=draw_tag, words=draw_words)
def nudges(valley, pushed, walk):
    """Draw the loss over the slope: a nudge up and one down, and a walk of steps.

    valley, walk: (n, 2) and (m, 2), slopes and losses; pushed: (3, 2), those of the
    nudge down, of the place itself and of the nudge up.
    """
    left, right = ([curve(*np.transpose(valley), INK, lw=1.2)] for _ in range(2))
    down, start, up = np.asarray(pushed).tolist()
    texts = "nudge up:\nthe loss falls", "nudge down: it rises"
    for (x, y), text in zip((up, down), texts):
        for ends in ((start, (x, start[1])), ((x, start[1]), (x, y))):
            left.append(dict(kind="arrow", start=ends[0], end=ends[1], color=B_EDGE))
        left.append(curve(x, y, **CIRCLES))
        note = dict(x=x, y=y, text=text, shift=(12, 2), color=B_EDGE)
        left.append(dict(kind="tag", **note))
    left.append(curve(*start, ms=8, **DOT))
    walk = np.asarray(walk).tolist()
    for ends in zip(walk[:-1], walk[1:]):
        right.append(dict(kind="arrow", start=ends[0], end=ends[1], color=A_EDGE))
    for x, y, text in (
        (1.6, 1.6, "steep: long steps"),
        (2.3, -0.2, "flat: short steps"),
    ):
        right.append(dict(kind="words", x=x, y=y, text=text, color=A_EDGE))
    plane = dict(xlabel="slope a", xticks=list(range(6)), ylim=(-0.3, 3.9))
    left = dict(title="feel the slope", ylabel="loss", marks=left)
    right = dict(title="step against it, again and again", marks=right)
    charts = [dict(kind="chart", **each, **plane) for each in (left, right)]
    return panels(charts, (7, 3.5), shared="y")


@drawn(draw_panels, contours=draw_contours, curve=draw_curve, tag=draw_tag)
def rates(bowl, tried, shown=14):
    """Draw walks on a `Bowl` at three learning rates; below, the losses of all rates.

    tried: `Rates`. The maps show the first `shown` steps.
    """
    charts, ends = [], [curve(*tried.sweep, INK)]
    for word, lr in tried.named.items():
        walk = curve(*tried.tracks[word][: shown + 1].T, marker=".", lw=1, ms=5)
        charts.append(bowl_chart(bowl, [walk], f"{lr}: it {word}"))
        end = float(tried.ends[word])
        note = dict(x=lr, y=end, text=f"{lr}", shift=(-4, 8), ha="right")
        ends += curve(lr, end, **DOT), dict(kind="tag", color=A_EDGE, **note)
    words = dict(xlabel="learning rate", ylabel=f"loss after {tried.steps} steps")
    texts = ["1", "a million", "10¹²", "10¹⁸"]
    plane = dict(yscale="log", yticks=[1, 1e6, 1e12, 1e18], yticklabels=texts)
    low = dict(kind="chart", marks=ends, **words, **plane)
    title = f"the first {shown} steps at three learning rates"
    layout = dict(layout=[[0, 1, 2], [3, 3, 3]], height_ratios=(3, 2), title=title)
    return panels([*charts, low], (7, 5.6), **layout)


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
    left |= dict(title="one curve fits, one does not", xlabel="x", ylabel="y")
    right = dict(marks=right, title="each walked down its own valley", xlabel="d")
    right |= dict(ylabel="loss with the best a, b, c", ylim=(-0.04, 1))
    return panels([dict(kind="chart", **each) for each in (left, right)], (7, 3.5))


@drawn(draw_panels, curve=draw_curve, legend=draw_legend)
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
        plane = dict(xlabel="x", xticks=[-1, 0, 1], ylim=(-0.3, 7.3))
        plane |= dict(title=f"degree {degree}\n{losses}")
        charts.append(dict(kind="chart", marks=marks, **plane))
    charts[0]["marks"].append(dict(kind="legend", loc="upper right"))
    charts[0]["ylabel"] = "y"
    return panels(charts, (7, 3.6), shared="y")


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
    return dict(kind="chart", marks=marks, size=(7, 3.4), **plane)
