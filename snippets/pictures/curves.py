"""Pictures of how something went: losses, accuracies, costs, shares over the years."""

import numpy as np

from snippets.pictures.drawn import drawn
from snippets.pictures.palette import A_EDGE, B_EDGE, C_EDGE, INK, PAPER
from snippets.pictures.parts import Band, Chart, Confusion, Curve, Diamonds, Note
from snippets.pictures.pen.charts import (
    chart,
    draw_band,
    draw_confusion,
    draw_curve,
    draw_diamonds,
    draw_note,
)
from snippets.pictures.pen.figures import here

LOOKS = (
    dict(colour=A_EDGE, dash="-", marker="o"),
    dict(colour=B_EDGE, dash="--", marker="s"),
    dict(colour=C_EDGE, dash="-.", marker="^"),
    dict(colour=INK, dash=":", marker="D"),
)


@drawn(here(chart(Curve=draw_curve)))
def loss_curve(losses, window=50):
    """Draw the loss of each batch, (n,), and the mean of every `window` in a row."""
    losses = np.asarray(losses)
    window = min(window, len(losses))
    means = np.convolve(losses, np.ones(window) / window, "valid")
    steps = np.arange(len(losses))
    each = dict(width=0.7, alpha=0.6, label="each batch")
    mean = dict(colour=INK, width=2, label=f"mean of the last {window}")
    curves = Curve(steps, losses, **each), Curve(steps[window - 1 :], means, **mean)
    words = dict(x_label="batch", y_label="loss", legend="best")
    return Chart(curves, y_limits=(0, None), **words)


@drawn(here(chart(Curve=draw_curve, Note=draw_note)))
def first_losses(losses, guessing):
    """Draw the loss of each batch from two starts, {name: (n,)}: dashed and solid.

    `guessing`, the loss of a net that has learned nothing, is a dotted line.
    """
    looks, marks = (dict(colour=B_EDGE, dash="--"), dict(dash="-")), []
    for (name, values), look in zip(losses.items(), looks, strict=True):
        steps, values = range(1, len(values) + 1), np.asarray(values)
        marks.append(Curve(steps, values, width=2, **look))
        at = steps[-1], values[-1]
        marks.append(Note(name, at, (6, -3), font=12, up="center"))
    ends, level = [1, steps[-1]], [guessing] * 2
    marks.append(Curve(ends, level, colour=INK, dash=":", width=1.5))
    at = 0.6 * steps[-1], guessing
    marks.append(Note("pure guessing", at, (0, 12), up="center"))
    return Chart(marks, x_label="batch", y_label="loss", y_limits=(0, None))


@drawn(
    here(
        chart(Band=draw_band, Curve=draw_curve, Note=draw_note, Diamonds=draw_diamonds)
    )
)
def draw_race(runs, before):
    """Draw accuracies, 0 to 1, a row a net: a dot a run, with its number; their mean.

    runs: {name: [share, ...]}; before: a list of earlier shares for each name.
    """
    marks = []
    for row, (hits, old) in enumerate(zip(runs.values(), before, strict=True)):
        hits, told = 100 * np.asarray(hits), row == 0
        marks.append(Band((hits.min(), row - 0.4), np.ptp(hits), 0.8))
        mean, ends = [hits.mean()] * 2, (row - 0.4, row + 0.4)
        label = "mean" if told else None
        marks.append(Curve(mean, ends, colour=INK, width=2, label=label))
        for seed, hit in enumerate(hits):
            height = row + 0.27 * (2 * seed / max(1, len(hits) - 1) - 1)
            label = "a run, with its seed" if told and seed == 0 else None
            dot = dict(dash="", marker="o", size=14, label=label)
            marks.append(Curve([hit], [height], **dot))
            look = dict(colour=PAPER, bold=True, across="center", up="center")
            marks.append(Note(f"{seed}", (hit, height), **look))
        label = "the talk's runs" if told else None
        places = 100 * np.asarray(old), [row] * len(old)
        marks.append(Diamonds(*places, B_EDGE, label))
    return Chart(
        marks,
        x_label="accuracy in %",
        y_ticks={row: name for row, name in enumerate(runs)},
        y_limits=(len(runs) - 0.45, -0.55),
        legend="below",
        no_spine=["left"],
        no_tick="y",
        mono=True,
        size=(7, 3.2),
    )


@drawn(here(draw_confusion))
def confusion_picture(counts):
    """Draw counts, (n, n): a row a label, a column a prediction.

    Right answers stand on the diagonal, framed; of the mistakes, the frequent ones are
    the dark ones.
    """
    return Confusion(np.asarray(counts), "read as", "label", size=(6, 5))


@drawn(here(chart(Curve=draw_curve)))
def draw_batch_costs(costs):
    """Draw costs, {n: that of n rows in times of one row}, and that of n products."""
    sizes = list(costs)
    look = dict(colour=INK, dash="--", marker="s", fill=PAPER)
    rows = Curve(sizes, sizes, label="one product for each row", **look)
    look = dict(marker="o", width=2, label="one product for all rows")
    return Chart(
        [rows, Curve(sizes, list(costs.values()), **look)],
        x_label="rows in the batch",
        y_label="time, 1 is a single row",
        x_ticks={n: f"{n}" for n in sizes},
        y_ticks={n: f"{n}" for n in (1, 10, 100, 1000)},
        y_limits=(0.1, 2 * max(sizes)),
        log="xy",
        legend="best",
        size=(7, 3.6),
    )


@drawn(here(chart(Curve=draw_curve, Note=draw_note)))
def share_chart(shares, states):
    """Draw the shares, (years + 1, states), over the years, a line a state.

    The names stand at the ends of their lines, as far apart as a line of text is high.
    """
    last, heights = len(shares) - 1, []
    dots = dict(size=5, fill=PAPER, whole=True, order=3)
    years = range(last + 1)
    marks = [Curve(years, line, **dots, **look) for line, look in zip(shares.T, LOOKS)]
    for i in np.argsort(shares[-1]):
        heights.append(max(shares[-1, i], heights[-1] + 0.05 if heights else 0))
        look = dict(colour=LOOKS[i]["colour"], up="center", font=11)
        marks.append(Note(states[i], (last + 0.25, heights[-1]), **look))
    return Chart(
        marks,
        x_label="year",
        y_label="share of the people",
        x_ticks=range(0, last + 1, max(1, last // 10)),
        x_limits=(0, last),
        y_limits=(0, None),
        percent=True,
        size=(5.8, 4.2),
    )
