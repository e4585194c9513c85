"""Pictures of learning: a moving line, walks through valleys, curves that overdo it."""

import numpy as np

from snippets.fitting import line, loss, wave
from snippets.pictures.drawn import drawn
from snippets.pictures.palette import A_EDGE, B_EDGE, B_FILL, C_EDGE, INK, PAPER
from snippets.pictures.parts import Chart, Contours, Curve, Drops, Move, Note, Panels
from snippets.pictures.pen.charts import (
    chart,
    draw_contours,
    draw_curve,
    draw_drops,
    draw_move,
    draw_note,
)
from snippets.pictures.pen.figures import here, panels

CIRCLES = dict(dash="", marker="o", size=5, fill=B_FILL, edge=B_EDGE)
SQUARES = dict(dash="", marker="s", size=5, fill=PAPER, edge=INK)
BEST = dict(colour=C_EDGE, dash="--", width=2.5, label="best fit")
DOT = dict(dash="", marker="o")
ENDS = np.array([0, 1])
STOPS = 0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30, 40, 50, 60, 80, 100


def bowl_chart(bowl, marks, title):
    """Marks on the map of a `Bowl`, with a cross at its bottom."""
    levels = bowl.heights.min() + np.geomspace(0.02, 20, 10)
    contours = Contours(bowl.ticks, bowl.ticks, bowl.heights, levels)
    look = dict(dash="", marker="X", size=10, fill=C_EDGE, edge=PAPER, order=4)
    cross = Curve(bowl.bottom[:1], bowl.bottom[1:], **look)
    edges = dict.fromkeys(("x_limits", "y_limits"), (bowl.ticks[0], bowl.ticks[-1]))
    ticks = dict.fromkeys(("x_ticks", "y_ticks"), range(5))
    words = dict(title=title, x_label="slope a", y_label="height b")
    return Chart([contours, cross, *marks], **words, **edges, **ticks)


@drawn(panels(Chart=chart(Contours=draw_contours, Curve=draw_curve, Note=draw_note)))
def line_and_bowl(x, y, track, bowl, steps=STOPS, numbered=(0, 1, 2, 10)):
    """Film a line on its way to the points x, y, (n,), and the same on their `Bowl`.

    `track`, (m, 2), holds slope and height after each step. A frame shows one of
    `steps` or the last one; those in `numbered` and the last bear their number.
    """
    lines = [
        Curve(x, y, **CIRCLES),
        Curve(ENDS, line(ENDS, *bowl.bottom), order=3, **BEST),
    ]
    near = dict(font=11, up="top", plate=True)
    moves, before, last = [], 0, len(track) - 1
    numbered = *numbered, last
    for number, step in enumerate((*steps, last)):
        p = track[step]
        told = f"step {step}, loss {loss(line, p, x, y):.2f}"
        frame = dict(colour=A_EDGE, frame=f"frame-{number} {told}")
        lines.append(Curve(ENDS, line(ENDS, *p), width=1.2, **frame))
        way = track[before : step + 1].T
        moves.append(Curve(*way, width=1.2, marker=".", size=3, **frame))
        moves.append(
            Curve(p[:1], p[1:], size=6 if step in numbered else 4, **DOT, **frame)
        )
        if step in numbered:
            at = 1.03, line(1, *p)
            lines.append(Note(f"{step}", at, up="center", font=11, **frame))
            look = dict(across="center", **near, **frame)
            moves.append(Note(f"{step}", tuple(p), (4, -7), **look))
        before = step
    look = dict(colour=C_EDGE, **near)
    moves.append(Note("best fit", tuple(bowl.bottom), (6, 22), **look))
    words = dict(title="the line after so many steps", x_label="x", y_label="y")
    left = Chart(lines, legend=(0.5, 0.12), coloured=True, **words)
    right = bowl_chart(bowl, moves, "the same walk on the loss bowl")
    return Panels([left, right], (7, 3.7))


@drawn(panels(Chart=chart(Curve=draw_curve, Drops=draw_drops)))
def frames(x, y, track, best, steps):
    """Draw the line after each of six `steps`, how far it misses, and the best fit."""
    parts = []
    for number, step in zip(range(6), steps, strict=True):
        p = track[step]
        marks = [
            Curve(x, y, **CIRCLES | dict(size=3.5)),
            Drops(x, y, line(x, *p), B_EDGE, "a miss"),
            Curve(ENDS, line(ENDS, *best), **BEST),
            Curve(ENDS, line(ENDS, *p), label="SGD"),
        ]
        title = f"step {step}, loss {loss(line, p, x, y):.2f}"
        legend = dict(legend="lower right" if number == 5 else "", coloured=True)
        parts.append(Chart(marks, title, x_ticks=[0, 0.5, 1], **legend))
    return Panels(parts, (7, 4.4), np.arange(6).reshape(2, 3), shared="xy")


@drawn(panels(Chart=chart(Curve=draw_curve, Move=draw_move, Note=draw_note)))
def nudges(curve, pushed, walk):
    """Draw the loss over the slope: a nudge up and one down, and a walk of steps.

    curve, walk: (n, 2) and (m, 2), slopes and losses; pushed: (3, 2), those of the
    nudge down, of the place itself and of the nudge up.
    """
    valley = Curve(*np.transpose(curve), colour=INK, width=1.2)
    down, start, up = map(tuple, pushed)
    left, right = [valley], [valley]
    texts = "nudge up:\nthe loss falls", "nudge down: it rises"
    for place, text in zip((up, down), texts):
        corner = place[0], start[1]
        left += Move(start, corner, B_EDGE), Move(corner, place, B_EDGE)
        left.append(Curve(place[:1], place[1:], **CIRCLES))
        left.append(Note(text, place, (12, 2), B_EDGE))
    left.append(Curve(start[:1], start[1:], size=8, **DOT))
    right += [Move(*ends) for ends in zip(map(tuple, walk[:-1]), map(tuple, walk[1:]))]
    right.append(Note("steep: long steps", (1.6, 1.6), colour=A_EDGE))
    right.append(Note("flat: short steps", (2.3, -0.2), colour=A_EDGE))
    plane = dict(x_label="slope a", x_ticks=range(6), y_limits=(-0.3, 3.9))
    parts = [
        Chart(left, "feel the slope", y_label="loss", **plane),
        Chart(right, "step against it, again and again", **plane),
    ]
    return Panels(parts, (7, 3.5), shared="y")


@drawn(panels(Chart=chart(Contours=draw_contours, Curve=draw_curve, Note=draw_note)))
def rates(bowl, tried, shown=14):
    """Draw walks on a `Bowl` at three learning rates; below, the losses of all rates.

    tried: `Rates`. The maps show the first `shown` steps.
    """
    parts, ends = [], [Curve(*tried.sweep, colour=INK)]
    for word, lr in tried.named.items():
        way = tried.tracks[word][: shown + 1].T
        walk = Curve(*way, marker=".", width=1, size=5)
        parts.append(bowl_chart(bowl, [walk], f"{lr}: it {word}"))
        place = lr, tried.ends[word]
        ends.append(Curve(*([each] for each in place), **DOT))
        ends.append(Note(f"{lr}", place, (-4, 8), A_EDGE, across="right"))
    low = Chart(
        ends,
        x_label="learning rate",
        y_label=f"loss after {tried.steps} steps",
        y_ticks={1: "1", 1e6: "a million", 1e12: "10¹²", 1e18: "10¹⁸"},
        log="y",
    )
    title = f"the first {shown} steps at three learning rates"
    layout = dict(layout=[[0, 1, 2], [3, 3, 3]], heights=(3, 2), title=title)
    return Panels([*parts, low], (7, 5.6), **layout)


@drawn(panels(Chart=chart(Curve=draw_curve, Move=draw_move, Note=draw_note)))
def two_valleys(x, y, tracks, turns, floors):
    """Draw two fitted waves over the points x, y, (n,), and the valleys that hold them.

    Each of `tracks`, (m, 4), is a walk of the parameters a, b, c, d; `floors`, (k,),
    are the lowest losses for the values `turns` of d.
    """
    grid = np.linspace(-2, 2, 161)
    left, right = [Curve(x, y, **CIRCLES)], [Curve(turns, floors, INK, width=1.2)]
    for track, colour, dash in zip(tracks, (A_EDGE, C_EDGE), ("-", "--"), strict=True):
        start, end = ((d, np.interp(d, turns, floors)) for d in track[[0, -1], 3])
        name = f"d = {start[0]:.0f}"
        left.append(
            Curve(grid, wave(grid, *track[-1]), colour, dash, label=f"from {name}")
        )
        right.append(Move(start, end, colour))
        dot = dict(size=8, fill=PAPER, edge=colour)
        right.append(Curve(start[:1], start[1:], **DOT, **dot))
        right.append(Note(name, start, (4, 9), colour))
    words = dict(title="one curve fits, one does not", x_label="x", y_label="y")
    fits = Chart(left, legend="upper right", coloured=True, **words)
    words = dict(title="each walked down its own valley", x_label="d")
    words |= dict(y_label="loss with the best a, b, c")
    return Panels([fits, Chart(right, y_limits=(-0.04, 1), **words)], (7, 3.5))


@drawn(panels(Chart=chart(Curve=draw_curve)))
def three_degrees(x, y, x_valid, y_valid, fits):
    """Draw three polynomials, {degree: `Fit`}, over the points, with both losses."""
    parts = []
    for degree, fit in fits.items():
        losses = f"training {fit.seen:.3f}\nvalidation {fit.unseen:.3f}"
        marks = [
            Curve(*fit.curve),
            Curve(x, y, label="training", **CIRCLES),
            Curve(x_valid, y_valid, label="validation", **SQUARES),
        ]
        first = {} if parts else dict(legend="upper right", y_label="y")
        plane = dict(x_label="x", x_ticks=[-1, 0, 1], y_limits=(-0.3, 7.3))
        parts.append(Chart(marks, f"degree {degree}\n{losses}", **plane, **first))
    return Panels(parts, (7, 3.6), shared="y")


@drawn(here(chart(Curve=draw_curve, Note=draw_note)))
def both_losses(fits):
    """Draw training and validation loss over the degree of {degree: `Fit`}.

    A loss below 0.0001 is drawn as 0, at the foot of the picture.
    """
    degrees, unseen = list(fits), [fit.unseen for fit in fits.values()]
    seen = [max(fit.seen, 1e-4) for fit in fits.values()]
    near = dict(across="right", font=11)
    marks = [
        Curve(degrees, unseen, INK),
        Curve(degrees, unseen, **SQUARES),
        Curve(degrees, seen, B_EDGE),
        Curve(degrees, seen, **CIRCLES),
        Note("validation", (degrees[-2], unseen[-2]), (-10, 6), **near),
        Note("training", (degrees[-3], seen[-3]), (-10, -10), B_EDGE, **near),
    ]
    return Chart(
        marks,
        x_label="degree",
        y_label="loss",
        x_ticks=degrees,
        y_ticks={1e-4: "0", 0.01: "0.01", 1: "1", 100: "100"},
        y_limits=(7e-5, 200),
        log="y",
        size=(7, 3.4),
    )
