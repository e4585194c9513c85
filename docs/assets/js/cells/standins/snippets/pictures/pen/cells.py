"""The page's pen for pictures in cells: it keeps them, and the page draws every kind of mark."""

from matplotlib import _open

mark_block = mark_words = mark_box = mark_arrow = mark_stroke = mark_face = None


def draw_cells(pens, **picture):
    """Keep a board, as a figure of its own."""
    _open.figure().board = picture
