"""What the pictures of pixels and tensors show: the numbers, in the right place."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from snippets.pixels import draw_numbers, half_in_numbers, side_by_side, zoom


def places(axis):
    """{(column, row): text} of the texts on an axis."""
    return {tuple(map(float, text.get_position())): text.get_text() for text in axis.texts}


def test_numbers_stand_in_their_cells_and_bright_ones_are_filled():
    axis = plt.gca()
    draw_numbers(axis, np.array([[0.0, 1.0, 0.5]]), [["a", "b", "c"]], corner=(3, 7))
    assert places(axis) == {(3, 7): "a", (4, 7): "b", (5, 7): "c"}
    assert [(cell.get_x(), cell.get_alpha()) for cell in axis.patches] == [(3.5, 1), (4.5, 0.5)]
    assert [text.get_alpha() for text in axis.texts] == [0.5, 1, 1]


def test_half_of_a_picture_is_pixels_and_half_is_numbers():
    image = torch.arange(784) / 1000
    half_in_numbers(image, rows=range(10, 12), columns=range(20, 26))
    axis = plt.gca()
    pixels, numbers = np.asarray(axis.images[0].get_array()), places(axis)
    assert pixels.shape == (2, 3)
    assert pixels[1, 2] == pytest.approx(image[11 * 28 + 22].item())
    assert len(numbers) == 6
    assert numbers[3, 0] == f"{image[10 * 28 + 23] * 255:.0f}"
    assert numbers[5, 1] == f"{image[11 * 28 + 25] * 255:.0f}"


def test_zoom_frames_the_patch_and_writes_its_numbers():
    image = torch.linspace(-0.4, 2.8, 784).reshape(28, 28)
    zoom(image, rows=range(10, 13), columns=range(4, 9))
    left, right = plt.gcf().axes
    frame = left.patches[0]
    assert (*frame.get_xy(), frame.get_width(), frame.get_height()) == (3.5, 9.5, 5, 3)
    numbers = places(right)
    assert len(numbers) == 15
    assert numbers[4, 10] == f"{image[10, 4]:.2f}" and numbers[8, 12] == f"{image[12, 8]:.2f}"
    assert list(right.get_xticks()) == [4, 5, 6, 7, 8] and list(right.get_yticks()) == [10, 11, 12]


def test_side_by_side_names_each_matrix_and_its_shape():
    a = torch.arange(6).reshape(2, 3)
    side_by_side(**{"a": a, "a.T": a.T})
    titles = [axis.get_title() for axis in plt.gcf().axes]
    assert titles == ["a\n(2, 3)", "a.T\n(3, 2)"]
    assert np.array_equal(plt.gcf().axes[1].images[0].get_array(), a.T)
