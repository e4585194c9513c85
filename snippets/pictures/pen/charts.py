"""How charts, the marks on them and tables of counts are drawn."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import PercentFormatter

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
from snippets.pictures.pen.figures import said, set_ticks


def chart(**pens):
    """A pen for a `Chart`, whose marks are drawn by the pen that is named like them."""

    def draw_chart(axes, part):
        for mark in part.marks:
            pens[type(mark).__name__](axes, mark)
        finish_axes(axes, part)

    return draw_chart


def finish_axes(axes, part):
    """What the axes of a chart say, how far they reach, and the legend."""
    for name in part.log:
        axes.set(**{f"{name}scale": "log"})
    family = said(family="monospace" if part.mono else None)
    axes.set_title(part.title, loc=part.title_at, **family)
    set_ticks(axes.xaxis, part.x_ticks)
    set_ticks(axes.yaxis, part.y_ticks, **family)
    if part.most_ticks:
        axes.locator_params(axis="x", nbins=part.most_ticks)
    if part.log:
        axes.minorticks_off()
    words = dict(xlabel=part.x_label, ylabel=part.y_label)
    axes.set(**{name: text for name, text in words.items() if text})
    if part.percent:
        axes.yaxis.set_major_formatter(PercentFormatter(1))
    if part.downward:
        axes.invert_yaxis()
    if part.margins:
        axes.use_sticky_edges = False  # a bar keeps its distance from the axis, too
        axes.margins(**part.margins)
    axes.set(**said(xlim=part.x_limits, ylim=part.y_limits))
    for side in part.no_spine:
        axes.spines[side].set_visible(False)
    if part.no_tick:
        axes.tick_params(axis=part.no_tick, length=0)
    if part.legend == "below":
        place = dict(loc="outside lower center", ncols=3)
        axes.figure.legend(**place, frameon=False)
    elif part.legend:
        colour = said(labelcolor="linecolor" if part.coloured else None)
        axes.legend(loc=part.legend, frameon=False, **colour)


def draw_curve(axes, curve):
    """Draw a `Curve`."""
    look = said(
        lw=curve.width,
        ms=curve.size,
        mfc=curve.fill,
        mec=curve.edge,
        label=curve.label,
        alpha=curve.alpha,
        zorder=curve.order,
        gid=curve.frame,
    )
    look |= dict(color=curve.colour, ls=curve.dash, marker=curve.marker)
    axes.plot(curve.x, curve.y, clip_on=not curve.whole, **look)


def draw_note(axes, note):
    """Draw a `Note`."""
    look = said(
        color=note.colour,
        size=note.font,
        weight="bold" if note.bold else None,
        family="monospace" if note.mono else None,
        gid=note.frame,
    )
    if note.plate:
        look |= dict(bbox=dict(fc=PAPER, ec="none", pad=1, alpha=0.8))
    if note.counts:
        axes.update_datalim([note.at])
    look |= dict(ha=note.across, va=note.up)
    if note.shift:
        look |= dict(xytext=note.shift, textcoords="offset points")
        axes.annotate(note.text, note.at, **look)
    else:
        axes.text(*note.at, note.text, **look)


def draw_move(axes, move):
    """Draw a `Move`."""
    look = dict(arrowstyle="->", color=move.colour, lw=1.8, shrinkA=0, shrinkB=0)
    axes.annotate("", move.end, move.start, arrowprops=look)


def draw_band(axes, band):
    """Draw a `Band`."""
    size = band.width, band.height
    axes.add_patch(plt.Rectangle(band.corner, *size, fc=band.fill, ec="none"))


def draw_diamonds(axes, diamonds):
    """Draw `Diamonds`."""
    look = dict(fc=PAPER, ec=diamonds.colour, marker="D", s=60, lw=2, zorder=3)
    axes.scatter(diamonds.x, diamonds.y, label=diamonds.label, **look)


def draw_rule(axes, rule):
    """Draw a `Rule`."""
    line = axes.axvline if rule.axis == "x" else axes.axhline
    line(rule.at, color=INK, ls=rule.dash, **said(lw=rule.width))


def draw_steps(axes, steps):
    """Draw `Steps`."""
    axes.stairs(steps.heights, steps.edges, fill=True, fc=A_FILL, ec=A_EDGE, lw=1)


def draw_drops(axes, drops):
    """Draw `Drops`."""
    look = dict(color=drops.colour, lw=1, alpha=0.6, label=drops.label)
    axes.vlines(drops.x, drops.y, drops.ends, **look)


def draw_contours(axes, contours):
    """Draw `Contours`."""
    places = contours.x, contours.y, contours.heights
    axes.contour(*places, contours.levels, colors=INK, alpha=0.35, linewidths=1)


def draw_bars(axes, bars):
    """Draw `Bars`."""
    places, look = range(len(bars.lengths)), dict(fc=A_FILL, ec=A_EDGE)
    if bars.lying:
        look |= dict(height=bars.breadth, left=bars.starts)
        drawn_bars = axes.barh(places, bars.lengths, **look)
    else:
        look |= dict(width=bars.breadth, bottom=bars.starts)
        drawn_bars = axes.bar(places, bars.lengths, **look)
    if bars.highlight is not None:
        hatch = "//" if bars.hatched else None
        look = dict(facecolor=B_FILL, edgecolor=B_EDGE, linewidth=2, hatch=hatch)
        drawn_bars[bars.highlight].set(**look)


def draw_confusion(axes, confusion):
    """Draw a `Confusion`: of the mistakes, the frequent ones are the dark ones."""
    counts = np.asarray(confusion.counts)
    worst = max(1, counts[~np.eye(len(counts), dtype=bool)].max())
    for (row, column), count in np.ndenumerate(counts):
        strength = 0.01 + 0.98 * (count / worst) ** 0.5  # SVG writes 0 and 1 otherwise
        look = dict(fc=B_FILL, ec="none", alpha=strength)
        if row == column:
            look = dict(fc=C_FILL, ec=C_EDGE, lw=1.5)
        axes.add_patch(plt.Rectangle((column - 0.5, row - 0.5), 1, 1, **look))
        axes.text(column, row, count, ha="center", va="center", family="monospace")
    axes.set(xlim=(-0.55, len(counts) - 0.45), ylim=(len(counts) - 0.45, -0.55))
    axes.set(aspect="equal", xticks=range(len(counts)), yticks=range(len(counts)))
    axes.set(xlabel=confusion.x_label, ylabel=confusion.y_label)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
