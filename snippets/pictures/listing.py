"""Pictures of code: a listing as the map of the book, and cells of a notebook."""

import numpy as np

from snippets.pictures.cells import (
    PROSE,
    arrow,
    box,
    cells,
    clash,
    matrix,
    stroke,
    words,
)
from snippets.pictures.drawn import drawn
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_arrow,
    mark_block,
    mark_box,
    mark_stroke,
    mark_words,
)

# What the lines are for, in their order: how many, the role, a name, plain words
BRACKETS = (
    (2, "", "the tools", "borrowed, not built"),
    (1, "A", "the digits", "pictures and labels"),
    (1, "B", "the net", "digit in, ten scores out"),
    (1, "B", "the tuner", "will turn its knobs"),
    (5, "", "the loop", "guess, compare, improve, {repeats} times"),
    (2, "C", "the exam", "digits it never saw"),
)
LEFT = dict(size=10, ha="left")
WORDS = dict(LEFT, family="sans-serif")


@drawn(draw_cells, words=mark_words, box=mark_box, arrow=mark_arrow, stroke=mark_stroke)
def draw_listing(lines, repeats):
    """Draw the twelve lines of code in boxes, and above each box what it is for.

    `repeats` is how often the loop among them runs. Its box stands out.
    """
    marks, top, first = [], 0.75, 0
    for count, role, name, aim in BRACKETS:
        loop, height = count > 2, 0.3 + 0.55 * count
        marks.append(box(0.8, top, 8.5, height, role, lw=3 if loop else 1.5))
        bold = dict(PROSE, size=12, weight="bold")
        marks.append(words(0.8, top - 0.17, name, role, **bold))
        aim = aim.format(repeats=repeats)
        marks.append(words(9.3, top - 0.17, aim, **dict(PROSE, ha="right")))
        for row in range(count):
            place = top + 0.43 + 0.55 * row
            count_text = dict(PROSE, ha="right", va="center")
            marks.append(words(0.6, place, f"{first + row + 1}", **count_text))
            line = lines[first + row].lstrip()
            # An SVG shows no blanks at the start of a text: indent by moving it
            indent = 0.19 * (len(lines[first + row]) - len(line))
            marks.append(words(1.0 + indent, place, line, **LEFT))
        if loop:
            marks += loop_arrow(place, place - 0.55 * (count - 1))
        top, first = top + height + 0.85, first + count
    return cells(9.6, top - 0.65, marks)


def loop_arrow(low, high):
    """The way back from the last line of a loop, at height `low`, to its first."""
    way = [(4.4, low), (9, low), (9, high)]
    return [stroke(way, lw=1.5), arrow((9, high), (7.5, high), gaps=(0, 2), lw=1.5)]


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box)
def draw_out_of_order(m, n, edited):
    """Draw a page whose `m @ n` was not run again after n was edited, and what is true.

    m: (rows, inner); n, edited: (inner, columns), integers.
    """
    stale, true = m @ n, m @ edited
    top, left, right = 5.3, 2.2, 7.4
    marks = [
        *notebook_cell(0.2, 113, f"n = {edited.tolist()}", "edited, and run again"),
        *notebook_cell(2.0, 111, "m @ n", "run before that, and not since"),
        words(left, top - 1.1, "so the page said", weight="bold", **WORDS),
        words(right, top - 1.1, "but this n gives", weight="bold", **WORDS),
        matrix(left, top, stale, "C"),
        matrix(right, top, true, "C"),
    ]
    for column in np.flatnonzero((stale != true).any(axis=0)).tolist():
        marks.append(clash(left + column, top, 1, len(m)))
        place = left + column + 1.5, top + len(m) / 2
        marks.append(words(*place, "✗", weight="bold", size=14))
    return cells(11.8, 5.5 + len(m), marks)


def notebook_cell(y, count, code, note):
    """A cell of a notebook with the number of its run and what became of it."""
    return [
        box(2.2, y, 9.4, 1, lw=1),
        words(0.1, y + 0.5, f"In [{count}]", weight="bold", **LEFT),
        words(2.5, y + 0.5, code, **LEFT),
        words(2.5, y + 1.35, note, alpha=0.8, **WORDS),
    ]
