"""The pictures of arrays, read back: how they stretch, clash, lie in memory and lose axes."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.colors import to_hex

from snippets.pictures.broadcast import (
    broadcast_picture,
    columns_picture,
    draw_ladders,
    draw_ranks,
    ladder,
    ladder_grid,
    memory_picture,
)
from snippets.pictures.palette import INK
from tests.kit.drawings import arrows, at, cells, draw, words, written

pytestmark = pytest.mark.filterwarnings("error")
A = np.arange(1, 7).reshape(2, 3)


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
    draw(6, 5, *ladder(0.5, 0, a, b))
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
    draw(6, 5, *ladder(0.5, 0, a, b))
    assert (len(cells(line="--")), len(cells(line="-"))) == (ones, solids)


# Ladders, columns, memory


def columns_of(values):
    """{x: texts from top to bottom} of the texts that are in `values`."""
    found = {}
    for x, _, text in sorted(written(), key=lambda each: each[1]):
        if text in values:
            found.setdefault(round(x, 2), []).append(text)
    return found


def test_each_number_meets_the_one_in_its_column():
    columns_picture([10, 6, -4], [2, 8, 7], "+<")
    numbers = {"10", "6", "-4", "2", "8", "7", "12", "14", "3", "True", "False"}
    assert list(columns_of(numbers).values()) == [
        ["10", "2", "12"],
        ["6", "8", "14"],
        ["-4", "7", "3"],
        ["10", "2", "False"],
        ["6", "8", "True"],
        ["-4", "7", "True"],
    ]
    texts = [text for _, _, text in written()]
    assert texts.count("A (3,)") == texts.count("B (3,)") == texts.count("C (3,)") == 2
    assert "+" in texts and "<" in texts and len(plt.gca().lines) == 2


def test_symbols_may_be_longer_than_a_sign():
    columns_picture([1, 2], [1, 3], ["=="])
    assert {"==", "True", "False"} < {text for _, _, text in written()}


def test_ladders_stand_in_rows_and_fit_the_canvas():
    ladder_grid(((2, 3), (3,)), ((8, 1, 6), (7, 1)), ((2, 3), (2,)))
    places = {text: (x, y) for x, y, text in written() if "with" in text}
    assert list(places) == ["(2, 3) with (3,)", "(8, 1, 6) with (7, 1)", "(2, 3) with (2,)"]
    first, second, third = places.values()
    assert first[1] == second[1] < third[1] and first[0] == third[0] < second[0]
    (right, bottom) = plt.gca().get_xlim()[1], plt.gca().get_ylim()[0]
    for patch in plt.gca().patches:
        assert patch.get_x() >= 0 and patch.get_x() + patch.get_width() <= right
        assert patch.get_y() >= 0 and patch.get_y() + patch.get_height() <= bottom


def test_missing_axis_against_a_1_is_equal():
    draw(6, 5, *ladder(0.5, 0, (1, 3), (3,)))
    texts = [text for _, _, text in written()]
    assert texts.count("=") == 2 and "None" not in texts and texts[-1] == "3"


def test_rows_of_a_view_point_at_one_place_and_rows_of_a_copy_at_their_own():
    memory_picture([10, 20, 30], rows=4)
    ends = [end for _, end, _ in sorted(arrows())]
    middle = plt.gca().get_xlim()[1] / 2
    view, copy = ([end for end in ends if (end[0] < middle) == left] for left in (True, False))
    assert len(set(view)) == 1 and len(view) == 4
    assert [y for _, y in copy] == [1.8, 4.8, 7.8, 10.8] and view[0][1] == 1.8
    texts = [text for _, _, text in written()]
    assert "down:  0 bytes\nright: 8 bytes" in texts
    assert "down:  24 bytes\nright: 8 bytes" in texts
    assert "a view (4, 3)" in texts and "a copy (4, 3)" in texts and "88" in texts
    # 12 cells of the copy and its 12 numbers in memory; 3 + 3 of the view have memory, 9 do not
    solid = [p for p in plt.gca().patches if p.get_linestyle() == "-" and not p.get_hatch()]
    assert len(solid) == 12 + 12 + 3 + 3
    assert sum(bool(patch.get_hatch()) for patch in plt.gca().patches) == 9


def test_memory_of_small_numbers_has_small_strides():
    memory_picture(np.array([1, 2], dtype=np.int16), rows=3)
    assert "down:  4 bytes\nright: 2 bytes" in [text for _, _, text in written()]
    assert {y for _, (_, y), _ in arrows()} == {1.8, 3.8, 5.8}


def test_ladders_name_the_axes_of_a():
    draw_ladders(
        [
            [("HWC", (32, 32, 3), (3,)), ("CHW", (3, 32, 32), (3,))],
            [("HWC", (32, 32, 3), (1, 1, 3)), ("CHW", (3, 32, 32), (3, 1, 1))],
        ]
    )
    axes = plt.gca()
    found = {}
    for text in axes.texts:
        x, y = text.get_position()
        found.setdefault((int(x // 5.4), int(y // 5.5)), []).append((y, x, text.get_text()))
    words = {place: [word for _, _, word in sorted(each) if word] for place, each in found.items()}
    assert words[0, 0] == [
        "H",
        "W",
        "C",
        "A",
        "32",
        "32",
        "3",
        "B",
        "3",
        "1⇢32",
        "1⇢32",
        "=",
        "C",
        "32",
        "32",
        "3",
    ]
    assert words[1, 0] == ["C", "H", "W", "A", "3", "32", "32", "B", "3", "1⇢3", "1⇢32", "✗"]
    assert words[1, 1][:14] == ["C", "H", "W", "A", "3", "32", "32", "B", "3", "1", "1", "=", "1⇢32", "1⇢32"]
    assert words[0, 1][7:14] == ["B", "1", "1", "3", "1⇢32", "1⇢32", "="]
    limits = axes.get_xlim()[1], axes.get_ylim()[0]
    corners = [(patch.get_x() + 1, patch.get_y() + 1) for patch in axes.patches]
    assert (np.array(corners) <= limits).all(), "a cell lies outside the figure"


# Ranks


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
    corners = np.array([cell.get_corners()[[0, 2]] for cell in axis.patches])
    limits = axis.get_xlim()[1], axis.get_ylim()[0]
    assert (corners >= 0).all() and (corners <= limits).all(), "a cell lies outside the figure"
