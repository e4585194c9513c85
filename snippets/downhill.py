"""Pictures of learning: a moving line, walks through valleys, curves that overdo it."""

import matplotlib.pyplot as plt
import numpy as np

from snippets.fitting import (
    gradient,
    line,
    loss,
    polynomial_losses,
    sgd,
    wave,
    wave_floor,
)
from snippets.pictures.palette import A_EDGE, B_EDGE, B_FILL, C_EDGE, INK, PAPER

CIRCLES = dict(marker="o", ls="", ms=5, mfc=B_FILL, mec=B_EDGE)
SQUARES = dict(marker="s", ls="", ms=5, mfc=PAPER, mec=INK)
BEST = dict(color=C_EDGE, ls="--", lw=2.5, label="best fit")
ENDS = np.array([0, 1])
STOPS = 0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30, 40, 50, 60, 80, 100


def draw_bowl(axis, x, y, edges=(-0.5, 4.5)):
    """Draw the loss of lines for x, y, (n,), as a map, with a cross at its bottom.

    Slope and height run over the range `edges`.
    """
    ticks = np.linspace(*edges, 81)
    misses = ticks * x[:, None, None] + ticks[:, None] - y[:, None, None]
    heights = (misses**2).mean(axis=0)  # (n, 81, 81) -> (81, 81): a row a height b
    levels = heights.min() + np.geomspace(0.02, 20, 10)
    axis.contour(ticks, ticks, heights, levels, colors=INK, alpha=0.35, linewidths=1)
    axis.plot(*np.polyfit(x, y, 1), "X", ms=10, mfc=C_EDGE, mec=PAPER, zorder=4)
    axis.set(xlim=edges, ylim=edges, xticks=range(5), yticks=range(5))
    axis.set(xlabel="slope a", ylabel="height b")


def line_and_bowl(x, y, track, steps=STOPS, numbered=(0, 1, 2, 10)):
    """Film a line on its way to the points x, y, (n,), and the same on the loss bowl.

    `track`, (m, 2), holds slope and height after each step. A frame shows one of
    `steps` or the last one; those in `numbered` and the last bear their number.
    """
    _, (left, right) = plt.subplots(1, 2, figsize=(7, 3.7))
    left.plot(x, y, **CIRCLES)
    left.plot(ENDS, line(ENDS, *np.polyfit(x, y, 1)), zorder=3, **BEST)
    draw_bowl(right, x, y)
    plate = dict(fc=PAPER, ec="none", pad=1, alpha=0.8)
    near = dict(textcoords="offset points", size=11, va="top", bbox=plate)
    before, last = 0, len(track) - 1
    numbered = *numbered, last
    for number, step in enumerate((*steps, last)):
        p = track[step]
        told = f"step {step}, loss {loss(line, p, x, y):.2f}"
        frame = dict(color=A_EDGE, gid=f"frame-{number} {told}")
        left.plot(ENDS, line(ENDS, *p), lw=1.2, **frame)
        right.plot(*track[before : step + 1].T, ".-", lw=1.2, ms=3, **frame)
        right.plot(*p, "o", ms=6 if step in numbered else 4, **frame)
        if step in numbered:
            left.text(1.03, line(1, *p), step, va="center", size=11, **frame)
            right.annotate(step, p, (4, -7), ha="center", **near, **frame)
        before = step
    right.annotate("best fit", np.polyfit(x, y, 1), (6, 22), color=C_EDGE, **near)
    left.legend(loc=(0.5, 0.12), labelcolor=C_EDGE)
    left.set(xlabel="x", ylabel="y", title="the line after so many steps")
    right.set_title("the same walk on the loss bowl")


def frames(x, y, track, steps):
    """Draw the line after each of six `steps`, how far it misses, and the best fit."""
    _, axes = plt.subplots(2, 3, figsize=(7, 4.4), sharex=True, sharey=True)
    for axis, step in zip(axes.flat, steps, strict=True):
        p = track[step]
        axis.plot(x, y, **CIRCLES | dict(ms=3.5))
        axis.vlines(x, y, line(x, *p), color=B_EDGE, lw=1, alpha=0.6, label="a miss")
        axis.plot(ENDS, line(ENDS, *np.polyfit(x, y, 1)), **BEST)
        axis.plot(ENDS, line(ENDS, *p), color=A_EDGE, label="SGD")
        axis.set_title(f"step {step}, loss {loss(line, p, x, y):.2f}")
        axis.set_xticks([0, 0.5, 1])
    axes[1, 2].legend(loc="lower right", labelcolor="linecolor")


def above(a, b, x, y):
    """The point of the loss curve above the slope a, for lines at the height b."""
    return a, loss(line, (a, b), x, y)


def nudges(x, y, b, a=0.5, nudge=0.5, lr=0.6, steps=5):
    """Draw the loss over the slope, at a fixed height b: a nudge at a, steps from a."""
    _, (left, right) = plt.subplots(1, 2, figsize=(7, 3.5), sharey=True)
    curve = [above(place, b, x, y) for place in np.linspace(-0.4, 5.4, 99)]
    for axis in (left, right):
        axis.plot(*zip(*curve, strict=True), color=INK, lw=1.2)
        axis.set(xlabel="slope a", xticks=range(6), ylim=(-0.3, 3.9))
    here = above(a, b, x, y)
    texts = {nudge: "nudge up:\nthe loss falls", -nudge: "nudge down: it rises"}
    for push, text in texts.items():
        place = above(a + push, b, x, y)
        corner = a + push, here[1]
        draw_arrow(left, here, corner, B_EDGE)
        draw_arrow(left, corner, place, B_EDGE)
        left.plot(*place, **CIRCLES)
        left.annotate(text, place, (12, 2), textcoords="offset points", color=B_EDGE)
    left.plot(*here, "o", color=A_EDGE, ms=8)
    left.set(ylabel="loss", title="feel the slope")
    for _ in range(steps):
        a -= lr * gradient(line, (a, b), x, y)[0]
        start, here = here, above(a, b, x, y)
        draw_arrow(right, start, here, A_EDGE)
    right.text(1.6, 1.6, "steep: long steps", color=A_EDGE)
    right.text(2.3, -0.2, "flat: short steps", color=A_EDGE)
    right.set_title("step against it, again and again")


def draw_arrow(axis, start, end, color):
    """Draw an arrow between two points."""
    look = dict(arrowstyle="->", color=color, lw=1.8, shrinkA=0, shrinkB=0)
    axis.annotate("", end, start, arrowprops=look)


def rates(x, y, steps=100, drawn=14, **three):
    """Draw walks on the bowl of x, y, (n,), at three learning rates; below, all rates.

    `three` names what happens at a rate, such as `explodes=0.85`. The maps show the
    first `drawn` of all `steps`.
    """

    def walk_at(lr, steps):
        return sgd(line, (0, 0), x, y, lr=lr, epochs=steps, batch_size=len(x))

    axes = plt.figure(figsize=(7, 5.6)).subplot_mosaic("012;333", height_ratios=(3, 2))
    plt.suptitle(f"the first {drawn} steps at three learning rates", size=11)
    low = axes.pop("3")
    grid = np.append(np.arange(0.01, 0.78, 0.04), np.arange(0.78, 0.91, 0.005))
    ends = [loss(line, walk_at(lr, steps)[-1], x, y) for lr in grid]
    low.plot(grid, ends, color=INK)
    for axis, (word, lr) in zip(axes.values(), three.items(), strict=True):
        draw_bowl(axis, x, y)
        axis.plot(*walk_at(lr, drawn).T, ".-", color=A_EDGE, lw=1, ms=5)
        axis.set_title(f"{lr}: it {word}")
        place = lr, loss(line, walk_at(lr, steps)[-1], x, y)
        low.plot(*place, "o", color=A_EDGE)
        near = dict(textcoords="offset points", ha="right", color=A_EDGE)
        low.annotate(f"{lr}", place, (-4, 8), **near)
    low.set(yscale="log", xlabel="learning rate", ylabel=f"loss after {steps} steps")
    low.set_yticks([1, 1e6, 1e12, 1e18], ["1", "a million", "10¹²", "10¹⁸"])
    low.minorticks_off()


def two_valleys(x, y, tracks):
    """Draw two fitted waves over the points x, y, (n,), and the valleys that hold them.

    Each of `tracks`, (m, 4), is a walk of the parameters a, b, c, d.
    """
    _, (left, right) = plt.subplots(1, 2, figsize=(7, 3.5))
    grid, turns = np.linspace(-2, 2, 161), np.linspace(0, 8, 161)
    left.plot(x, y, **CIRCLES)
    right.plot(turns, [wave_floor(d, x, y) for d in turns], color=INK, lw=1.2)
    for track, color, style in zip(tracks, (A_EDGE, C_EDGE), ("-", "--"), strict=True):
        start, end = ((d, wave_floor(d, x, y)) for d in track[[0, -1], 3])
        name = f"d = {start[0]:.0f}"
        curve = wave(grid, *track[-1])
        left.plot(grid, curve, color=color, ls=style, label=f"from {name}")
        draw_arrow(right, start, end, color)
        right.plot(*start, "o", mfc=PAPER, mec=color, ms=8)
        right.annotate(name, start, (4, 9), textcoords="offset points", color=color)
    left.legend(loc="upper right", labelcolor="linecolor")
    left.set(xlabel="x", ylabel="y", title="one curve fits, one does not")
    right.set(xlabel="d", ylabel="loss with the best a, b, c", ylim=(-0.04, 1))
    right.set_title("each walked down its own valley")


def three_degrees(x, y, x_valid, y_valid, degrees):
    """Draw the best polynomial of each of three `degrees`, with both losses."""
    _, axes = plt.subplots(1, 3, figsize=(7, 3.6), sharey=True)
    losses = polynomial_losses(x, y, x_valid, y_valid, degrees)
    grid = np.linspace(-1, 1, 201)
    for axis, degree, (seen, unseen) in zip(axes, degrees, losses, strict=True):
        curve = np.polynomial.Polynomial.fit(x, y, degree)
        axis.plot(grid, curve(grid), color=A_EDGE)
        axis.plot(x, y, **CIRCLES, label="training")
        axis.plot(x_valid, y_valid, **SQUARES, label="validation")
        axis.set_title(f"degree {degree}\ntraining {seen:.3f}\nvalidation {unseen:.3f}")
        axis.set(ylim=(-0.3, 7.3), xlabel="x", xticks=[-1, 0, 1])
    axes[0].legend(loc="upper right")
    axes[0].set_ylabel("y")


def both_losses(x, y, x_valid, y_valid, degrees):
    """Draw training and validation loss over the degree of the polynomial.

    A loss below 0.0001 is drawn as 0, at the foot of the picture.
    """
    seen, unseen = polynomial_losses(x, y, x_valid, y_valid, degrees).T
    seen = np.maximum(seen, 1e-4)
    plt.figure(figsize=(7, 3.4))
    plt.plot(degrees, unseen, color=INK)
    plt.plot(degrees, unseen, **SQUARES)
    plt.plot(degrees, seen, color=B_EDGE)
    plt.plot(degrees, seen, **CIRCLES)
    near = dict(textcoords="offset points", ha="right", size=11)
    plt.annotate("validation", (degrees[-2], unseen[-2]), (-10, 6), **near)
    plt.annotate("training", (degrees[-3], seen[-3]), (-10, -10), color=B_EDGE, **near)
    plt.yscale("log")
    plt.yticks([1e-4, 0.01, 1, 100], ["0", "0.01", "1", "100"])
    plt.minorticks_off()
    plt.ylim(7e-5, 200)
    plt.xticks(degrees)
    plt.xlabel("degree")
    plt.ylabel("loss")
