"""Pictures of error messages: which number is which axis of which operand."""

import re
from textwrap import wrap

from snippets.pictures.cells import arrow, box, cells, clash, matrix, words
from snippets.pictures.drawn import drawn
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_arrow,
    mark_block,
    mark_box,
    mark_words,
)

LETTER = 0.19  # cells that a letter of this size is wide
SIZE = dict(size=10)
PIECE = re.compile(r"(?<![a-wyz])\d+|[^\d\s]+(?:\d(?<=[a-wyz]\d))?")  # 64, x, mat1
LINE, APART = 36, 1.35  # letters in a line; cells from one axis to the next


@drawn(draw_cells, block=mark_block, words=mark_words, box=mark_box, arrow=mark_arrow)
def message_picture(message, numbers, **operands):
    """Draw a message above the axes that it tells of, and tie its numbers to them.

    message: "ValueError: …". numbers: for each number in it, in their order, the
    operand and its axes: "A1", "A01" for two that are folded into one, "" for none.
    operands: A and B, each (name, shape). The last axis of A and the first of B clash.
    """
    message = message.partition(": ")[2]
    lines, found = wrap(message, LINE), iter(numbers)
    tops = [0.5 + 0.65 * row for row in range(len(lines))]
    y = tops[-1] + 1.7
    axes = axes_at(operands)
    marks, ties = [], {}
    for line, top in zip(lines, tops):
        for piece in PIECE.finditer(line):
            left, text = 0.4 + LETTER * piece.start(), piece[0]
            axis = next(found) if text.isdigit() else ""
            if axis:
                marks += number_in_text(left, top, text, axis[0])
                ties[axis] = left + LETTER * len(text) / 2, top + 0.32
            else:
                marks.append(words(left, top, text, ha="left", **SIZE))
    for role, (name, shape) in operands.items():
        marks += operand(role, name, shape, axes, y)
    pair = f"A{len(operands['A'][1]) - 1}", "B0"
    below = max(start[1] for start in ties.values())
    for axis, start in ties.items():
        if axis not in pair and start[1] < below:
            continue  # it would cross the line below
        places = [axes[axis[0], int(digit)] + 0.5 for digit in axis[1:]]
        marks.append(arrow(start, (sum(places) / len(places), y - 0.25), axis[0]))
    left, right = (axes[axis[0], int(axis[1])] for axis in pair)
    marks += [clash(x - 0.12, y - 0.12, 1.24, 1.24) for x in (left, right)]
    marks.append(words((left + 1 + right) / 2, y + 0.5, "✗", size=14))
    width = max(LETTER * LINE, *axes.values()) + 1.6
    return cells(width, y + 2.3, marks)


def axes_at(operands):
    """{(role, axis): x of its cell}, A's axes and then B's."""
    found, x = {}, 0.7
    for role, (_, shape) in operands.items():
        for axis in range(len(shape)):
            found[role, axis] = x
            x += APART
        x += 0.6
    return found


def number_in_text(left, top, text, role):
    """A number of the message in the colours of its operand."""
    width = LETTER * len(text)
    look = dict(fill="light", lw=1)
    return [
        box(left - 0.02, top - 0.27, width + 0.04, 0.54, role, **look),
        words(left + width / 2, top, text, weight="bold", **SIZE),
    ]


def operand(role, name, shape, axes, y):
    """The axes of an operand as cells, with their numbers and its name below."""
    marks = []
    for axis, size in enumerate(shape):
        x = axes[role, axis]
        marks.append(matrix(x, y, size, role, ""))
        marks.append(words(x + 0.5, y + 1.35, f"axis {axis}", size=9))
    first, last = axes[role, 0], axes[role, len(shape) - 1] + 1
    told = f"{role}: {name}"
    look = dict(weight="bold", **SIZE)
    return [*marks, words((first + last) / 2, y + 1.85, told, role, **look)]
