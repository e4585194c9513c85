"""The pen of the talk."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from snippets.talk import block, digits, equation, open_board, product

A = np.array([[1, 2, 3], [4, 5, 6]])
B = np.array([[1, 0, 1, 2], [0, 0, 1, -1], [0, 1, 1, 0]])


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def texts():
    return [text.get_text() for text in plt.gca().texts]


def test_a_stretched_block_tells_copies_from_its_own():
    equation(("A", A), "+", ("B", [10, 20, 30], (2, 3)), "=", ("C", A + [10, 20, 30]))
    assert texts().count("10") == 2 and {"A (2, 3)", "B (3,)", "C (2, 3)", "+", "="} <= {*texts()}
    assert sum(patch.get_linestyle() == "--" for patch in plt.gca().patches) == 3
    assert len(plt.gca().lines) == 3 * 7  # the hatch of each copy


@pytest.mark.parametrize(
    ("values", "shape", "copies"), [(0, (3,), 2), ([[1], [2]], (2, 3), 4), ([1, 2], (2,), 0)]
)
def test_a_number_a_column_and_a_row_stretch(values, shape, copies):
    equation(("B", values, shape))
    assert sum(patch.get_linestyle() == "--" for patch in plt.gca().patches) == copies


def test_a_product_frames_what_makes_one_number():
    product(A, B, row=1, column=2)
    assert {"A (2, 3)", "B (3, 4)", "A @ B (2, 4)", "15"} <= {*texts()}
    frames = [patch for patch in plt.gca().patches if patch.get_linewidth() == 3]
    assert [(frame.get_width(), frame.get_height()) for frame in frames] == [(3, 1), (1, 3), (1, 1)]
    row, column, result = frames
    assert result.get_y() == row.get_y() and result.get_x() == column.get_x()


def test_digits_stand_in_rows_with_titles():
    digits(np.zeros((6, 784)), titles=range(6), rows=2)
    assert [axes.get_title() for axes in plt.gcf().axes] == [*"012345"]
    assert plt.gcf().axes[0].get_subplotspec().get_gridspec().get_geometry() == (2, 3)


def test_everything_stays_inside_its_board():
    product(A, B[:, :1])
    axes = plt.gca()
    plt.gcf().canvas.draw()
    board = axes.get_window_extent()
    for text in axes.texts:
        box = text.get_window_extent()
        assert board.x0 <= box.x0 and box.x1 <= board.x1, text


def test_a_block_writes_its_values():
    open_board()
    block(0, 1, [[1, 2]], "A", "two")
    assert texts() == ["1", "2", "two"]
