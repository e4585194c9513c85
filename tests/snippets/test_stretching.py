"""The pictures of arrays that meet, read back from what was drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from snippets.matrices import canvas, ladder
from snippets.stretching import columns_picture, ladder_grid, memory_picture
from tests.kit.drawings import arrows, written

pytestmark = pytest.mark.filterwarnings("error")


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
    ladder(canvas(6, 5), 0.5, 0, (1, 3), (3,))
    texts = [text for _, _, text in written()]
    assert texts.count("=") == 2 and "None" not in texts and texts[-1] == "3"


def test_rows_of_a_view_point_at_one_place_and_rows_of_a_copy_at_their_own():
    memory_picture([10, 20, 30], rows=4)
    ends = [end for _, end, _ in sorted(arrows())]
    middle = plt.gca().get_xlim()[1] / 2
    view, copy = ([end for end in ends if (end[0] < middle) == left] for left in (True, False))
    assert len(set(view)) == 1 and len(view) == 4
    assert [y for _, y in copy] == [1.4, 4.4, 7.4, 10.4] and view[0][1] == 1.4
    texts = [text for _, _, text in written()]
    assert "down:  0 bytes on\nright: 8 bytes on" in texts
    assert "down:  24 bytes on\nright: 8 bytes on" in texts
    assert "a view (4, 3)" in texts and "a copy (4, 3)" in texts and "88" in texts
    # 12 cells of the copy and its 12 numbers in memory; 3 + 3 of the view have memory, 9 do not
    solid = [p for p in plt.gca().patches if p.get_linestyle() == "-" and not p.get_hatch()]
    assert len(solid) == 12 + 12 + 3 + 3
    assert sum(bool(patch.get_hatch()) for patch in plt.gca().patches) == 9


def test_memory_of_small_numbers_has_small_strides():
    memory_picture(np.array([1, 2], dtype=np.int16), rows=3)
    assert "down:  4 bytes on\nright: 2 bytes on" in [text for _, _, text in written()]
    assert {y for _, (_, y), _ in arrows()} == {1.4, 3.4, 5.4}
