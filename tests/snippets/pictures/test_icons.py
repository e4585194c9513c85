"""The twelve icons, read back: their cells are as many as their shapes say, and say yes where they should."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from snippets.pictures.icons import PLACE, SIDE, draw_icons, meeting_picture, patterns
from snippets.pictures.palette import A_EDGE, B_EDGE, C_EDGE
from tests.kit.drawings import cells, words, written

pytestmark = pytest.mark.filterwarnings("error")


def drawn():
    """{number of an icon: [(role, strong)] of its cells, those behind others as well}."""
    roles, found = {A_EDGE: "A", B_EDGE: "B", C_EDGE: "C"}, {}
    for patch in plt.gca().patches:
        if not hasattr(patch, "get_xy") or abs(getattr(patch, "get_width", int)() - SIDE) > 1e-9:
            continue
        x, y = patch.get_xy()
        number = int(y // PLACE[1]) * 4 + int(x // PLACE[0]) + 1
        edge = to_hex(patch.get_edgecolor())
        strong = to_hex(patch.get_facecolor()) == edge
        found.setdefault(number, []).append((roles[edge], strong))
    return found


def shapes_of(number):
    _, shapes, *_ = patterns()[number - 1]
    return [tuple(map(int, re.findall(r"\d+", shape))) for shape in shapes]


def test_every_icon_has_its_name_its_shapes_and_as_many_cells():
    draw_icons()
    named = [text for text in words() if re.match(r"\d+ \w", text)]
    assert [int(text.split()[0]) for text in named] == list(range(1, 13))
    icons = drawn()
    for number in (1, 3, 4, 9, 10, 11, 12):
        a, b = shapes_of(number)
        count = {role: sum(each == role for each, _ in icons[number]) for role in "ABC"}
        assert count == {"A": np.prod(a), "B": np.prod(b), "C": np.prod(np.broadcast_shapes(a, b))}
    a, b = shapes_of(2)  # a pile of gaps
    assert sum(role == "C" for role, _ in icons[2]) == np.prod(np.broadcast_shapes(a, b))
    for number in (5, 6, 7):
        a, b = shapes_of(number)
        assert [sum(each == role for each, _ in icons[number]) for role in "AB"] == [np.prod(a), np.prod(b)]
        assert np.broadcast_shapes(a, b) == a


def test_the_strong_cells_are_those_that_the_pattern_names():
    draw_icons()
    yes = {number: sum(strong for _, strong in cells) for number, cells in drawn().items()}
    assert yes[1] == yes[8] == 0
    assert yes[3] == 3, "one in each row"
    assert yes[4] == 2 + 5 + 3 and yes[11] == 3 + 4 + 5
    assert yes[12] == 4 and yes[9] == 3


def test_the_words_of_an_icon_stand_below_it():
    draw_icons()
    for number, (x, y, _text) in enumerate(each for each in written() if re.match(r"\d+ \w", each[2])):
        row, column = divmod(number, 4)
        assert PLACE[0] * column < x < PLACE[0] * (column + 1) and PLACE[1] * row < y < PLACE[1] * (row + 1)


def test_a_column_meets_a_row_and_what_does_not_hold_is_pale():
    a, b = np.array([[2], [0]]), np.arange(3)
    meeting_picture(a, b, ">=")
    assert {"A (2, 1)", "B (3,)", "C (2, 3)", ">="} < set(words())
    table = sorted((y, x, patch.get_alpha()) for (x, y), patch in cells("C").items())
    assert [alpha == 1 for _, _, alpha in table] == (a >= b).ravel().tolist()
    assert words()[-6:] == ["1", "1", "1", "1", "0", "0"]
    meeting_picture(a, b, "-")
    assert words()[-6:] == ["2", "1", "0", "0", "-1", "-2"]
    assert {patch.get_alpha() for patch in cells("C").values()} == {1}
