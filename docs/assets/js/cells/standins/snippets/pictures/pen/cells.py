"""The page's pen for pictures in cells: it keeps them, by the names of the kinds that the page draws."""

from matplotlib import _open

mark_block = "block"
mark_words = "words"
mark_box = "box"
mark_arrow = "arrow"
mark_stroke = "stroke"
mark_face = "face"


def draw_cells(pens, marks, **board):
    """Keep a board, as a figure of its own."""
    marks = [mark | {"kind": pens[mark["kind"]]} for mark in marks]
    _open.figure().board = board | {"marks": marks}
