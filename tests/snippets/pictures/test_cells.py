"""Cells, the marks of a board: the grammar of the pictures, read back from what was drawn."""

import numpy as np
import pytest
import torch
from matplotlib.colors import to_hex, to_rgba

from snippets.pictures.cells import matrix, number
from snippets.pictures.palette import A_EDGE, A_FILL, B_EDGE, PAPER
from tests.kit.drawings import at, cells, draw, words

pytestmark = pytest.mark.filterwarnings("error")
A = np.arange(1, 7).reshape(2, 3)


def test_canvas_is_square_and_fits_the_page():
    axes = draw(5, 3)
    assert axes.figure.get_size_inches() == pytest.approx((5 * 0.44, 3 * 0.44))
    assert draw(100, 10).figure.get_size_inches() == pytest.approx((7.2, 0.72))
    assert draw(5, 3, digits=10).figure.get_figwidth() == pytest.approx(5 * 0.88)
    assert axes.get_ylim() == (3, 0) and axes.get_aspect() == 1 and not axes.axison


@pytest.mark.parametrize(
    "kind, fill, line, width",
    [
        ("solid", A_FILL, "-", 2),
        ("ghost", PAPER, "--", 1),
        ("one", PAPER, "--", 1),
        ("missing", PAPER, ":", 1),
    ],
)
def test_kinds_of_cells(kind, fill, line, width):
    ghost, style = (True, "solid") if kind == "ghost" else (False, kind)
    axes = draw(2, 2, matrix(0.5, 0.5, 7, "A", "", ghost, style=style))
    first, *rest = axes.patches
    assert to_hex(first.get_facecolor()) == fill
    assert to_hex(first.get_edgecolor()) == A_EDGE
    assert first.get_linestyle() == line
    assert first.get_linewidth() == pytest.approx(width * 0.72)
    assert at(1, 1) == ["7"]
    assert [patch.get_hatch() for patch in rest] == (["////"] if kind == "ghost" else [])


def test_number_of_a_ghost_stands_on_a_paper_plate():
    axes = draw(2, 2, matrix(0, 0, 7, "B", "", ghost=True))
    (text,) = axes.texts
    assert text.get_alpha() == 0.8
    assert to_hex(text.get_bbox_patch().get_facecolor()) == PAPER
    hatched = axes.patches[1]
    color = getattr(hatched, "get_hatchcolor", hatched.get_edgecolor)()  # before 3.11 they are one
    assert color == to_rgba(B_EDGE, 0.45) and hatched.get_alpha() is None


@pytest.mark.parametrize(
    "values, name, count", [(A, "A (2, 3)", 6), (torch.tensor([1.5, 2.0]), "A (2,)", 2), (5, "A ()", 1)]
)
def test_matrix_says_what_it_is(values, name, count):
    axes = draw(5, 4, matrix(1, 1, values))
    assert words()[0] == name and to_hex(axes.texts[0].get_color()) == A_EDGE
    assert len(cells("A", "-")) == count


def test_matrix_puts_rows_below_each_other():
    draw(5, 4, matrix(1, 1, A, "C", "sums (2, 3)"))
    assert words()[0] == "sums (2, 3)"
    assert at(1.5, 1.5) == ["1"] and at(3.5, 1.5) == ["3"] and at(1.5, 2.5) == ["4"]
    assert len(cells("C")) == 6


def test_matrix_with_ghosts_and_faded_cells():
    draw(5, 4, matrix(0, 0, A, ghost=[[False] * 3, [True] * 3], fade=[[0, 1, 0]]))
    assert set(cells(line="--")) == {(0, 1), (1, 1), (2, 1)}
    assert {place for place, patch in cells().items() if patch.get_alpha() == 0.45} == {(1, 0), (1, 1)}


def test_matrix_of_three_axes_is_refused():
    with pytest.raises(ValueError, match=r"values: expected up to two axes, got shape \(1, 2, 3\)"):
        matrix(0, 0, A[None])


def test_numbers_of_a_matrix_are_all_as_small_as_the_longest():
    axes = draw(6, 3, matrix(0, 1, [0.5, 0.1234, 3]))
    sizes = {text.get_size() for text in axes.texts[1:]}
    assert len(sizes) == 1 and sizes.pop() < 9


@pytest.mark.parametrize(
    "value, written",
    [
        (7, "7"),
        (0.5, "0.5"),
        (np.float32(1 / 3), "0.3333"),
        (1234567.0, "1.235e+06"),
        (True, "True"),
        ("⋯", "⋯"),
        (np.int64(-4), "-4"),
    ],
)
def test_number(value, written):
    assert number(value) == written
