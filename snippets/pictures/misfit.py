"""Pictures of a training that goes wrong without a word, beside one that goes right."""

import numpy as np

from snippets.pictures.drawn import drawn
from snippets.pictures.palette import A_EDGE, B_EDGE, INK, PAPER
from snippets.pictures.parts import curve, panels
from snippets.pictures.pen.charts import draw_curve, draw_tag
from snippets.pictures.pen.figures import draw_panels

STYLES = dict(color=B_EDGE, ls="--", lw=2.5), dict(color=A_EDGE, lw=2.5)


@drawn(draw_panels, curve=draw_curve, tag=draw_tag)
def two_trainings(x, y, runs):
    """Draw two runs on the points x, y, (n,): the loss of each step, and the last line.

    runs: {name: (losses, (slope, height))}, the wrong one first. The variance of y,
    which no line that is level gets below, is a dotted line.
    """
    points = dict(ls="", marker="o", ms=4, mfc=PAPER, mec=INK)
    left, right, ends = [], [curve(x, y, INK, **points)], np.array([-1, 1])
    for (name, (losses, (slope, height))), look in zip(runs.items(), STYLES):
        left.append(curve(range(len(losses)), losses, **look))
        right.append(curve(ends, slope * ends + height, **look))
        told = dict(text=name, size=12, color=look["color"])
        last = dict(x=len(losses) - 1, y=float(losses[-1]), ha="right", **told)
        left.append(dict(kind="tag", shift=(0, 9), **last))
        # The name of a steep line stands below it, where no point and no line is
        at, up = (0.15, height - 0.3 * slope) if slope > 1 else (-1, height - slope)
        place = dict(x=at, y=float(up), shift=(0, -11 if slope > 1 else 9), **told)
        right.append(dict(kind="tag", **place))
    level, last = float(np.var(y)), len(losses) - 1
    left.append(curve([0, last], [level] * 2, INK, ls=":", lw=1.5))
    note = dict(x=last, y=level, text="variance of y", shift=(0, -6))
    left.append(dict(kind="tag", ha="right", va="top", size=12, **note))
    left = dict(kind="chart", marks=left, xlabel="step", ylabel="loss", ylim=(0, None))
    right = dict(kind="chart", marks=right, xlabel="x", ylabel="y")
    return panels([left, right], (7, 3))
