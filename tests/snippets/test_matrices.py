"""Matrices drawn as cells: the grammar of the pictures, read back from what was drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.colors import to_hex, to_rgba

from snippets.matrices import broadcast_picture, canvas, cell, elided, ladder, matrix, number, product_picture
from snippets.pictures.palette import A_EDGE, A_FILL, B_EDGE, INK, PAPER
from tests.kit.drawings import COLOURS, arrows, at, cells, words

pytestmark = pytest.mark.filterwarnings("error")
A = np.arange(1, 7).reshape(2, 3)


# One cell, one matrix


def test_canvas_is_square_and_fits_the_page():
    axes = canvas(5, 3)
    assert axes.figure.get_size_inches() == pytest.approx((5 * 0.44, 3 * 0.44))
    assert canvas(100, 10).figure.get_size_inches() == pytest.approx((7.2, 0.72))
    assert canvas(5, 3, digits=10).figure.get_figwidth() == pytest.approx(5 * 0.88)
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
    axes = canvas(2, 2)
    cell(axes, 0.5, 0.5, 7, "A", kind)
    first, *rest = axes.patches
    assert to_hex(first.get_facecolor()) == fill
    assert to_hex(first.get_edgecolor()) == A_EDGE
    assert first.get_linestyle() == line
    assert first.get_linewidth() == pytest.approx(width * 0.72)
    assert at(1, 1) == ["7"]
    assert [patch.get_hatch() for patch in rest] == (["////"] if kind == "ghost" else [])


def test_number_of_a_ghost_stands_on_a_paper_plate():
    axes = canvas(2, 2)
    cell(axes, 0, 0, 7, "B", "ghost")
    (text,) = axes.texts
    assert text.get_alpha() == 0.8
    assert to_hex(text.get_bbox_patch().get_facecolor()) == PAPER
    hatched = axes.patches[1]
    assert hatched.get_hatchcolor() == to_rgba(B_EDGE, 0.45) and hatched.get_alpha() is None


@pytest.mark.parametrize(
    "values, name, count", [(A, "A (2, 3)", 6), (torch.tensor([1.5, 2.0]), "A (2,)", 2), (5, "A ()", 1)]
)
def test_matrix_says_what_it_is(values, name, count):
    axes = canvas(5, 4)
    matrix(axes, 1, 1, values)
    assert words()[0] == name and to_hex(axes.texts[0].get_color()) == A_EDGE
    assert len(cells("A", "-")) == count


def test_matrix_puts_rows_below_each_other():
    matrix(canvas(5, 4), 1, 1, A, "C", "sums (2, 3)")
    assert words()[0] == "sums (2, 3)"
    assert at(1.5, 1.5) == ["1"] and at(3.5, 1.5) == ["3"] and at(1.5, 2.5) == ["4"]
    assert len(cells("C")) == 6


def test_matrix_with_ghosts_and_faded_cells():
    matrix(canvas(5, 4), 0, 0, A, ghost=[[False] * 3, [True] * 3], fade=[[0, 1, 0]])
    assert set(cells(line="--")) == {(0, 1), (1, 1), (2, 1)}
    assert {place for place, patch in cells().items() if patch.get_alpha() == 0.45} == {(1, 0), (1, 1)}


def test_matrix_of_three_axes_is_refused():
    with pytest.raises(ValueError, match=r"values: expected up to two axes, got shape \(1, 2, 3\)"):
        matrix(canvas(5, 4), 0, 0, A[None])


def test_numbers_of_a_matrix_are_all_as_small_as_the_longest():
    axes = canvas(6, 3)
    matrix(axes, 0, 1, [0.5, 0.1234, 3])
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


def test_big_matrices_are_elided():
    parts = elided(np.arange(50).reshape(5, 10), rows=4, columns=4)
    assert parts.tolist() == [[0, 1, "⋯", 9], [10, 11, "⋯", 19], ["⋮", "⋮", "⋱", "⋮"], [40, 41, "⋯", 49]]
    assert elided(A).tolist() == A.tolist()
    assert elided(np.arange(9), columns=2).tolist() == [["⋯", 8]]


def test_dots_have_no_cell():
    matrix(canvas(6, 5), 0, 1, elided(np.full((64, 784), "")), text="x (64, 784)")
    assert len(cells()) == 6 and words().count("⋯") == 2 and words().count("⋱") == 1


# Broadcasting


@pytest.mark.parametrize(
    "b, name, ghosts, ways",
    [
        ([10, 20, 30], "B (3,) → (2, 3)", 3, ["down"]),
        ([[10], [20]], "B (2, 1) → (2, 3)", 4, ["right"]),
        (5, "B () → (2, 3)", 5, ["down", "right"]),
        (A, "B (2, 3)", 0, []),
    ],
)
def test_broadcast_picture(b, name, ghosts, ways):
    broadcast_picture(A, b)
    labels = [word for word in words() if "(" in word]
    assert labels == ["A (2, 3)", name, "C (2, 3)"]
    hatched = [patch for patch in plt.gca().patches if patch.get_hatch()]
    assert len(hatched) == ghosts
    assert ["down" if end[1] > start[1] else "right" for start, end, _ in arrows()] == ways
    assert "+" in words() and words().index("+") < words().index("=")
    written = [word for word in words() if word.isdigit()]
    total = [str(value) for value in np.ravel(A + np.asarray(b))]
    assert any(written[i : i + 6] == total for i in range(len(written)))


def test_both_operands_stretch():
    broadcast_picture([10, 20, 30], [[1], [2]], "*")
    labels = [word for word in words() if "(" in word]
    assert labels == ["A (3,) → (2, 3)", "B (2, 1) → (2, 3)", "C (2, 3)"]
    assert {"40", "60"} < set(words()) and len(arrows()) == 2


@pytest.mark.parametrize(
    "symbol, answer", [("-", "0"), ("/", "1"), (">", "False"), ("<", "False"), ("==", "True")]
)
def test_other_operations(symbol, answer):
    broadcast_picture(5, 5, symbol)
    assert symbol in words() and answer in words()


def test_clash_is_an_open_outline_and_a_cross():
    broadcast_picture(A, [1, 2])
    assert words().count("✗") == 2 and "=" not in words()
    assert [word for word in words() if word[0] == "C"] == []
    thick = [patch for patch in plt.gca().patches if patch.get_linewidth() > 2]
    assert len(thick) == 2 and {patch.get_linestyle() for patch in thick} == {"--"}
    assert {to_hex(patch.get_edgecolor()) for patch in thick} == {INK}
    assert arrows() == [] and not any(patch.get_hatch() for patch in plt.gca().patches)


@pytest.mark.parametrize(
    "a, b, marks, sizes",
    [
        ((2, 3), (3,), ["1⇢2", "="], ["2", "3"]),
        ((2, 1), (3,), ["1⇢2", "1⇢3"], ["2", "3"]),
        ((8, 1, 6), (7, 1), ["1⇢8", "1⇢7", "1⇢6"], ["8", "7", "6"]),
        ((1,), (1,), ["="], ["1"]),
        ((), (4,), ["1⇢4"], ["4"]),
        ((256, 256, 3), (3,), ["1⇢256", "1⇢256", "="], ["256", "256", "3"]),
        ((2, 0), (1,), ["1⇢2", "1⇢0"], ["2", "0"]),
        ((2, 3), (2,), ["1⇢2", "✗"], []),
        ((0,), (2,), ["✗"], []),
    ],
)
def test_ladder(a, b, marks, sizes):
    ladder(canvas(6, 5), 0.5, 0, a, b)
    columns = [1.6 + 1.3 * i for i in range(max(len(a), len(b)))]
    assert [word for x in columns for word in at(x, 2.45)] == marks
    assert [word for x in columns for word in at(x, 3.3)] == sizes
    try:
        assert sizes == [str(size) for size in np.broadcast_shapes(a, b)]
    except ValueError:
        assert sizes == []
    # Right-aligned: what is missing, is missing on the left
    missing = abs(len(a) - len(b))
    assert [round(x - 1.1, 1) for x, _ in cells(line=":")] == [round(1.3 * i, 1) for i in range(missing)]


@pytest.mark.parametrize(
    "a, b, ones, solids",
    [((1,), (1,), 0, 3), ((2, 1), (3,), 1, 4), ((8, 1, 6), (7, 1), 2, 6), ((2, 3), (2,), 0, 3)],
)
def test_ladder_tells_a_stretched_1_from_a_1(a, b, ones, solids):
    ladder(canvas(6, 5), 0.5, 0, a, b)
    assert (len(cells(line="--")), len(cells(line="-"))) == (ones, solids)


# Products


def test_product_picture_puts_c_where_a_and_b_cross():
    b = np.arange(12).reshape(3, 4)
    product_picture(A, b)
    a_cells, b_cells, c_cells = cells("A"), cells("B"), cells("C")
    assert (len(a_cells), len(b_cells), len(c_cells)) == (6, 12, 8)
    assert {y for _, y in c_cells} == {y for _, y in a_cells}
    assert {x for x, _ in c_cells} == {x for x, _ in b_cells}
    # One empty cell between
    assert min(x for x, _ in c_cells) == max(x for x, _ in a_cells) + 2
    assert min(y for _, y in c_cells) == pytest.approx(max(y for _, y in b_cells) + 2)
    for (x, y), value in zip(sorted(c_cells, key=lambda p: p[::-1]), np.ravel(A @ b), strict=True):
        assert at(x + 0.5, y + 0.5) == [f"{value}"]
    assert [w for w in words() if "(" in w] == ["A (2, 3)", "B (3, 4)", "C (2, 4)"]
    assert words()[-1] == "3" and len(plt.gca().lines) == 1


def test_active_entry_of_a_product():
    m, c = np.arange(1, 10).reshape(3, 3), np.array([10, 20, 30])
    product_picture(m, c, active=(0, 0))
    assert words()[-1] == "1·10 + 2·20 + 3·30 = 140"
    thick = [p for p in plt.gca().patches if p.get_linewidth() > 2]
    sizes = [(p.get_width(), p.get_height()) for p in thick]
    assert sizes == [(3, 1), (1, 3), (1, 1)]
    assert [COLOURS[to_hex(p.get_edgecolor())] for p in thick] == ["A", "B", "C"]
    faded = [p for p in plt.gca().patches if p.get_alpha() == 0.45]
    assert len(faded) == 6 + 0 + 2


@pytest.mark.parametrize(
    "a, b, names",
    [
        (A, [1, 2, 3], ["A (2, 3)", "B (3,)", "C (2,)"]),
        ([1, 2], A, ["A (2,)", "B (2, 3)", "C (3,)"]),
        ([1, 2], [3, 4], ["A (2,)", "B (2,)", "C ()"]),
    ],
)
def test_product_with_vectors(a, b, names):
    product_picture(a, b)
    assert [w for w in words() if "(" in w] == names
    assert {str(value) for value in np.ravel(np.matmul(a, b))} <= set(words())


def test_product_that_does_not_fit_is_refused():
    with pytest.raises(ValueError):
        product_picture(A, A)
