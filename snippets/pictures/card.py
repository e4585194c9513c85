"""The picture of the book that stands beside a link to it elsewhere."""

import numpy as np

from snippets.pictures.cells import box, cells, matrix, stretched, words
from snippets.pictures.drawn import drawn
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_arrow,
    mark_block,
    mark_box,
    mark_words,
)

BOARD = 18, 9.45  # cells: as 1200 to 630 pixels, which such pictures measure
MARGIN, EQUATION = 1, 6.2
HEADLINE = dict(size=27, weight="bold", family="sans-serif", ha="left")
MARK = 14.6, 0.6, 0.16  # where it begins, and the side of one of its 16 x 16 squares
BELOW_IT = dict(size=13, family="sans-serif", ha="left")


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box, arrow=mark_arrow)
def card_picture(title, lines, a, b, mark=()):
    """Draw a title, the lines below it, and `a + b`: (rows, n) and (n,).

    mark: the squares of a mark beside the title, each (role, x, y, side).
    """
    a, b = np.asarray(a), np.asarray(b)
    marks = [words(MARGIN, 1.7, title, **HEADLINE)]
    marks += [
        words(MARGIN, 3.1 + 0.85 * n, line, **BELOW_IT) for n, line in enumerate(lines)
    ]
    left, top, unit = MARK
    for role, *square in mark:
        x, y, side = (unit * number for number in square)
        marks.append(box(left + x, top + y, side, side, role, fill="strong", lw=0))
    step, middle = a.shape[1] + 2, EQUATION + len(a) / 2
    marks.append(matrix(MARGIN, EQUATION, a, "A"))
    marks += stretched(MARGIN + step, EQUATION, b, a.shape, "B")
    marks.append(matrix(MARGIN + 2 * step, EQUATION, a + b, "C"))
    for place, sign in enumerate("+=", start=1):
        x = MARGIN + place * step - (1 if sign == "+" else 0.75)
        marks.append(words(x, middle, sign, size=18))
    return cells(*BOARD, marks)
