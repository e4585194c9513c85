"""Pictures of what a picture is made of: numbers, patches, tensors."""

import numpy as np

from snippets.matrices import canvas, label, rectangle
from snippets.pictures.palette import A_EDGE, A_FILL

RANKS = ("a pixel", "a row", "a picture", "a pile", "two piles")
PLACES = ((0.2, 1.5), (8.2, 1.5), (16.2, 1.5), (0.2, 8.2), (8.2, 8.2))


def draw_pile(axes, x, y, shape, shift=0.5):
    """Draw the cells of a tensor of up to three axes, layer behind layer, at (x, y)."""
    layers, rows, columns = (1,) * (3 - len(shape)) + tuple(shape)
    for layer in reversed(range(layers)):
        left, top = x + shift * layer, y + shift * (layers - 1 - layer)
        for row, column in np.ndindex(rows, columns):
            place = left + column, top + row
            rectangle(axes, *place, 1, 1, fc=A_FILL, ec=A_EDGE, lw=1.2)


def draw_ranks(tensor):
    """Draw a tensor of four axes, and what is left as one axis after another goes."""
    axes = canvas(23, 13.6)
    for rank, (x, y) in enumerate(PLACES):
        index = (0,) * (tensor.ndim - rank)
        part = tensor[index]
        code = f"t[{', '.join(map(str, index))}]" if index else "t"
        text = f"{RANKS[rank]}, rank {rank}\n{code} {tuple(part.shape)}"
        label(axes, x, y, text, "A")
        for number, pile in enumerate(part if rank == 4 else [part]):
            draw_pile(axes, x + 6.8 * number, y, pile.shape)
