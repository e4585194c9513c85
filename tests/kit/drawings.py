"""What a picture says, read back from the current axes."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import to_hex

from snippets.pictures.cells import cells as board
from snippets.pictures.palette import A_EDGE, B_EDGE, C_EDGE, INK
from snippets.pictures.pen.cells import (
    draw_cells,
    mark_arrow,
    mark_block,
    mark_box,
    mark_face,
    mark_stroke,
    mark_words,
)

PENS = dict(
    block=mark_block, words=mark_words, box=mark_box, face=mark_face, arrow=mark_arrow, stroke=mark_stroke
)
COLOURS = {A_EDGE: "A", B_EDGE: "B", C_EDGE: "C", INK: "ink"}


def draw(width, height, *marks, **look):
    """Draw marks on a board of their own; gives its axes."""
    draw_cells(PENS, **board(width, height, list(marks), **look))
    return plt.gca()


def words():
    """Everything written, in order."""
    return [text for _, _, text in written()]


def written():
    """[(x, y, text)] of everything written, in order."""
    texts = [(*text.get_position(), text.get_text()) for text in plt.gca().texts]
    return [(x, y, text) for x, y, text in texts if text]


def arrows():
    """[(start, end, style of line)] of every arrow, in order."""
    notes = [note for note in plt.gca().texts if hasattr(note, "xyann")]
    return [(note.xyann, note.xy, note.arrow_patch.get_linestyle()) for note in notes]


def cells(role=None, line=None):
    """{(x, y): patch} of the cells drawn, of one role, with one kind of line."""
    found = {}
    for patch in plt.gca().patches:
        of_role = COLOURS.get(to_hex(patch.get_edgecolor()))
        if patch.get_hatch() or not hasattr(patch, "get_x") or patch.get_width() != 1:
            continue
        if role in (None, of_role) and line in (None, patch.get_linestyle()):
            found[patch.get_x(), patch.get_y()] = patch
    return found


def at(x, y):
    """What is written around a point."""
    return [
        text.get_text()
        for text in plt.gca().texts
        if np.allclose(text.get_position(), (x, y)) and text.get_text()
    ]
