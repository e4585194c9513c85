"""What the pictures of pixels and tensors show: the numbers, in the right place."""

import matplotlib.pyplot as plt
import numpy as np
import torch

from snippets.pixels import draw_ranks


def test_ranks_are_drawn_cell_by_cell_with_the_shape_of_what_is_left():
    tensor = torch.zeros(2, 3, 4, 5)
    draw_ranks(tensor)
    axis = plt.gca()
    assert len(axis.patches) == 1 + 5 + 20 + 60 + 120
    second_lines = [text.get_text().splitlines()[1] for text in axis.texts]
    assert second_lines == [
        "t[0, 0, 0, 0] ()",
        "t[0, 0, 0] (5,)",
        "t[0, 0] (4, 5)",
        "t[0] (3, 4, 5)",
        "t (2, 3, 4, 5)",
    ]
    corners = np.array([cell.get_xy() for cell in axis.patches])
    limits = axis.get_xlim()[1] - 1, axis.get_ylim()[0] - 1
    assert (corners >= 0).all() and (corners <= limits).all(), "a cell lies outside the figure"
