"""Draws a picture in cells with Matplotlib, into a figure of its own.

A cell is 44 pixels wide, more where its digits need it, less where the figure would get
wider than 720.
"""

import matplotlib.pyplot as plt

from snippets.pictures.cells import ABOVE, PIXEL, number
from snippets.pictures.palette import EDGES, FILLS, INK, PAPER


def draw_cells(pens, kind, width, height, digits, marks):
    """Draw a board and its marks, each by the pen of its kind."""
    side = min(0.44 * max(1, digits / 5), 7.2 / width)
    figure = plt.figure(figsize=(width * side, height * side), layout="constrained")
    # From the start "none" would give way to rcParams after the first savefig
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0), aspect="equal")
    axes.axis("off")
    for mark in marks:
        look = dict(mark)
        pens[look.pop("kind")](axes, **look)


def mark_block(axes, x, y, values, role, text, ghost, fade, digits, style="solid"):
    """Draw the label of a block, then cell by cell."""
    if text:
        mark_words(axes, x - 0.03, y - 0.15, text, role, **ABOVE)
    for row, numbers in enumerate(values):
        for column, value in enumerate(numbers):
            place, text = (x + column, y + row), number(value)
            kind = "ghost" if ghost[row][column] else style
            alpha = 0.45 if fade[row][column] else 1
            mark_cell(axes, *place, text, role, kind, alpha, digits)


def mark_cell(axes, x, y, text, role, style, alpha, digits):
    """Draw one cell and its text; (x, y) is its top left corner."""
    own, copied = style == "solid", style == "ghost"
    ls = dict(solid="-", missing=":").get(style, "--")
    fill, width = ("light", 2) if own else ("paper", 1)
    look = dict(ls=ls, lw=width * PIXEL, zorder=width, alpha=alpha)
    mark_box(axes, x, y, 1, 1, role, fill, copied, **look)
    look = dict(alpha=0.8, plate=2) if copied else dict(alpha=alpha)
    mark_words(axes, x + 0.5, y + 0.5, text, digits=digits, **look)


def mark_words(axes, x, y, text, role="", room=1, digits=1, plate=0, **look):
    """Draw words: so small, too, that `digits` characters would fit in their place."""
    points = 72 * axes.figure.get_figwidth() / axes.get_xlim()[1]
    size = min(11.4, 1.5 * room * points / max(digits, len(text), 4))
    usual = dict(size=size, ha="center", va="center", family="monospace")
    if plate:
        usual["bbox"] = dict(fc=PAPER, ec="none", pad=plate)
    axes.text(x, y, text, color=EDGES.get(role, INK), **usual | look)


def mark_box(axes, x, y, width, height, role, fill="light", hatched=False, **look):
    """Draw a box, and its hatch upon it."""
    edge = EDGES.get(role, INK)
    fills = dict(light=FILLS.get(role, PAPER), strong=edge, paper=PAPER, none="none")
    usual = dict(fc=fills[fill], ec=edge, lw=2 * PIXEL)
    axes.add_patch(plt.Rectangle((x, y), width, height, **usual | look))
    if hatched:
        # As alpha of the patch, an SVG would have it twice
        hatch = dict(hatch="////", hatch_linewidth=PIXEL, ec=(edge, 0.45))
        if hasattr(plt.Rectangle, "set_hatchcolor"):  # before 3.11 it is the edge's
            hatch["hatchcolor"] = hatch["ec"]
        axes.add_patch(plt.Rectangle((x, y), width, height, fc="none", lw=0, **hatch))


def mark_arrow(axes, start, end, role, bend=0, gaps=(0, 0), lw=2 * PIXEL, ls="-"):
    """Draw an arrow."""
    look = dict(arrowstyle="->", connectionstyle=f"arc3,rad={bend}", lw=lw, ls=ls)
    look |= dict(color=EDGES.get(role, INK), shrinkA=gaps[0], shrinkB=gaps[1])
    axes.annotate("", end, start, arrowprops=look)


def mark_stroke(axes, points, role, lw):
    """Draw a line."""
    axes.plot(*zip(*points), color=EDGES.get(role, INK), lw=lw)


def mark_face(axes, points, role, fill="light", **look):
    """Draw a side of something with corners."""
    edge = EDGES.get(role, INK)
    fills = dict(light=FILLS.get(role, PAPER), strong=edge, paper=PAPER, none="none")
    usual = dict(fc=fills[fill], ec=edge, lw=2 * PIXEL, joinstyle="round")
    axes.add_patch(plt.Polygon(points, **usual | look))
