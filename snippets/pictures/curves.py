"""Pictures of how something went: losses, accuracies, costs, shares over the years."""

import numpy as np

from snippets.pictures.drawn import drawn
from snippets.pictures.palette import (
    A_EDGE,
    A_FILL,
    B_EDGE,
    B_FILL,
    C_EDGE,
    C_FILL,
    INK,
    PAPER,
)
from snippets.pictures.parts import curve
from snippets.pictures.pen.charts import (
    draw_box,
    draw_curve,
    draw_diamonds,
    draw_edges,
    draw_legend,
    draw_legend_below,
    draw_percent,
    draw_tag,
    draw_words,
)
from snippets.pictures.pen.figures import draw_here

LOOKS = (
    dict(color=A_EDGE, ls="-", marker="o"),
    dict(color=B_EDGE, ls="--", marker="s"),
    dict(color=C_EDGE, ls="-.", marker="^"),
    dict(color=INK, ls=":", marker="D"),
)


@drawn(draw_here, curve=draw_curve, legend=draw_legend)
def loss_curve(losses, window=50):
    """Draw the loss of each batch, (n,), and the mean of every `window` in a row."""
    losses = np.asarray(losses)
    window = min(window, len(losses))
    means = np.convolve(losses, np.ones(window) / window, "valid")
    steps, text = np.arange(len(losses)), f"mean of the last {window}"
    marks = [
        curve(steps, losses, lw=0.7, alpha=0.6, label="each batch"),
        curve(steps[window - 1 :], means, INK, lw=2, label=text),
        dict(kind="legend"),
    ]
    words = dict(xlabel="batch", ylabel="loss")
    return dict(kind="chart", marks=marks, size=(4.8, 2.6), ylim=(0, None), **words)


@drawn(draw_here, curve=draw_curve, tag=draw_tag)
def first_losses(losses, guessing):
    """Draw the loss of each batch from two starts, {name: (n,)}: dashed and solid.

    `guessing`, the loss of a net that has learned nothing, is a dotted line.
    """
    looks, marks = (dict(color=B_EDGE, ls="--"), dict(ls="-")), []
    for (name, values), look in zip(losses.items(), looks, strict=True):
        line = curve(range(1, len(values) + 1), values, lw=2, **look)
        end = dict(x=line["x"][-1], y=line["y"][-1], text=name, shift=(6, -3))
        marks += line, dict(kind="tag", size=12, va="center", **end)
    last = marks[-1]["x"]
    marks.append(curve([1, last], [guessing] * 2, INK, ls=":", lw=1.5))
    middle = dict(x=0.6 * last, y=guessing, text="pure guessing", shift=(0, 12))
    marks.append(dict(kind="tag", va="center", **middle))
    words = dict(xlabel="batch", ylabel="loss")
    return dict(kind="chart", marks=marks, size=(4.8, 2.6), ylim=(0, None), **words)


@drawn(
    draw_here,
    box=draw_box,
    curve=draw_curve,
    words=draw_words,
    diamonds=draw_diamonds,
    edges=draw_edges,
    legend_below=draw_legend_below,
)
def draw_race(runs, before):
    """Draw accuracies, 0 to 1, a row a net: a dot a run, with its number; their mean.

    runs: {name: [share, ...]}; before: a list of earlier shares for each name.
    """
    marks, labels = [], ("mean", "a run, with its seed", "the talk's runs")
    digit = dict(color=PAPER, weight="bold", ha="center", va="center")
    for row, (hits, old) in enumerate(zip(runs.values(), before, strict=True)):
        hits, old = 100 * np.asarray(hits), 100 * np.asarray(old)
        low, width = float(hits.min()), float(np.ptp(hits))
        band = dict(x=low, y=row - 0.4, width=width, height=0.8)
        marks.append(dict(kind="box", fc=A_FILL, ec="none", **band))
        mean, ends = [hits.mean()] * 2, (row - 0.4, row + 0.4)
        marks.append(curve(mean, ends, INK, lw=2, label=labels[0]))
        for seed, hit in enumerate(hits.tolist()):
            height = row + 0.27 * (2 * seed / max(1, len(hits) - 1) - 1)
            dot = dict(ls="", marker="o", ms=14, label=None if seed else labels[1])
            marks.append(curve([hit], [height], **dot))
            marks.append(dict(kind="words", x=hit, y=height, text=f"{seed}", **digit))
        places = dict(x=old.tolist(), y=[row] * len(old), ec=B_EDGE)
        marks.append(dict(kind="diamonds", label=labels[2], **places))
        labels = None, None, None  # each is told once
    mono = dict(axis="y", labelfontfamily="monospace")
    marks += dict(kind="edges", sides=["left"], **mono), dict(kind="legend_below")
    ticks = dict(yticks=list(range(len(runs))), yticklabels=list(runs))
    plane = dict(xlabel="accuracy in %", ylim=(len(runs) - 0.45, -0.55), **ticks)
    return dict(kind="chart", marks=marks, size=(4.8, 2.8), **plane)


@drawn(draw_here, box=draw_box, words=draw_words, edges=draw_edges)
def confusion_picture(counts):
    """Draw counts, (n, n): a row a label, a column a prediction.

    Right answers stand on the diagonal, framed; of the mistakes, the frequent ones are
    the dark ones.
    """
    counts = np.asarray(counts)
    wrong = ~np.eye(len(counts), dtype=bool)
    worst, marks = max(1, counts[wrong].max()), [dict(kind="edges")]
    text = dict(ha="center", va="center", family="monospace")
    for (row, column), count in np.ndenumerate(counts):
        strength = 0.01 + 0.98 * (count / worst) ** 0.5  # SVG writes 0 and 1 otherwise
        look = dict(fc=B_FILL, ec="none", alpha=float(strength))
        if row == column:
            look = dict(fc=C_FILL, ec=C_EDGE, lw=1.5)
        cell = dict(x=column - 0.5, y=row - 0.5, width=1, height=1)
        marks.append(dict(kind="box", **cell, **look))
        marks.append(dict(kind="words", x=column, y=row, text=f"{count}", **text))
    end, ticks = len(counts) - 0.45, list(range(len(counts)))
    plane = dict(xlim=(-0.55, end), ylim=(end, -0.55), xticks=ticks, yticks=ticks)
    plane |= dict(aspect="equal", xlabel="read as", ylabel="label")
    return dict(kind="chart", marks=marks, size=(4.8, 4.2), **plane)


@drawn(draw_here, curve=draw_curve, legend=draw_legend)
def draw_batch_costs(costs):
    """Draw costs, {device: {n: (that of n rows in one product, that in n products)}}.

    Costs are in times of one row on the same device, two lines for each.
    """
    marks, sizes, ticks = [], set(), [1, 10, 100, 1000]
    for (name, pairs), look in zip(costs.items(), LOOKS):
        sizes |= set(pairs)
        together, apart = zip(*pairs.values())
        whole = f"{name}: one product for all rows"
        marks.append(
            curve(list(pairs), together, lw=2, **look | dict(ls="-"), label=whole)
        )
        each = dict(ls="--", mfc=PAPER, label=f"{name}: one product for each row")
        marks.append(curve(list(pairs), apart, **look | each))
    marks.append(dict(kind="legend"))
    sizes = sorted(sizes)
    plane = dict(xlabel="rows in the batch", ylabel="time, 1 is a single row")
    plane |= dict(xscale="log", xticks=sizes, xticklabels=[f"{n}" for n in sizes])
    plane |= dict(yscale="log", yticks=ticks, yticklabels=[f"{n}" for n in ticks])
    plane |= dict(ylim=(0.1, 2 * max(sizes)))
    return dict(kind="chart", marks=marks, size=(7, 3.6), **plane)


@drawn(draw_here, curve=draw_curve, words=draw_words, percent=draw_percent)
def share_chart(shares, states):
    """Draw the shares, (years + 1, states), over the years, a line a state.

    The names stand at the ends of their lines, as far apart as a line of text is high.
    """
    last, height = len(shares) - 1, -1
    marks, dots = [dict(kind="percent")], dict(ms=5, mfc=PAPER, zorder=3)
    for line, look in zip(shares.T, LOOKS):
        marks.append(curve(range(last + 1), line, clip_on=False, **dots, **look))
    for i in np.argsort(shares[-1]).tolist():
        height = max(float(shares[-1, i]), height + 0.05)
        look = dict(color=LOOKS[i]["color"], va="center", size=11)
        end = dict(x=last + 0.25, y=height, text=states[i])
        marks.append(dict(kind="words", **end, **look))
    plane = dict(xlabel="year", ylabel="share of the people", ylim=(0, None))
    plane |= dict(xticks=list(range(0, last + 1, max(1, last // 10))), xlim=(0, last))
    return dict(kind="chart", marks=marks, size=(5.8, 4.2), **plane)
