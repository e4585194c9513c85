"""Why a page should run: two cells of a notebook that ran in the wrong order."""

import numpy as np

from snippets.matrices import canvas, clash, matrix, rectangle, write
from snippets.pictures.palette import INK, PAPER

LEFT = dict(ha="left", size=10)
WORDS = dict(LEFT, family="sans-serif")


def draw_out_of_order(m, n, edited):
    """Draw a page whose `m @ n` was not run again after n was edited, and what is true.

    m: (rows, inner); n, edited: (inner, columns), integers.
    """
    stale, true = m @ n, m @ edited
    axes = canvas(11.8, 5.5 + len(m))
    notebook_cell(axes, 0.2, 113, f"n = {edited.tolist()}", "edited, and run again")
    notebook_cell(axes, 2.0, 111, "m @ n", "run before that, and not since")
    top, left, right = 5.3, 2.2, 7.4
    write(axes, left, top - 1.1, "so the page said", weight="bold", **WORDS)
    write(axes, right, top - 1.1, "but this n gives", weight="bold", **WORDS)
    matrix(axes, left, top, stale, "C")
    matrix(axes, right, top, true, "C")
    for column in np.flatnonzero((stale != true).any(axis=0)):
        clash(axes, left + column, top, 1, len(m))
        x, y = left + column + 1.5, top + len(m) / 2
        write(axes, x, y, "✗", weight="bold", size=14)


def notebook_cell(axes, y, count, code, note):
    """Draw a cell of a notebook with the number of its run and what became of it."""
    rectangle(axes, 2.2, y, 9.4, 1, fc=PAPER, ec=INK, lw=1)
    write(axes, 0.1, y + 0.5, f"In [{count}]", weight="bold", **LEFT)
    write(axes, 2.5, y + 0.5, code, **LEFT)
    write(axes, 2.5, y + 1.35, note, alpha=0.8, **WORDS)
