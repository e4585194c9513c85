"""The pictures of shopping, read back: they say who buys what, where, and who is cheap."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from snippets.pictures.palette import A_EDGE, B_EDGE, C_EDGE
from snippets.pictures.shopping import GOODS, cost_map, shopping_picture
from tests.kit.drawings import at, cells, words

pytestmark = pytest.mark.filterwarnings("error")
Q = np.array([[6, 5, 3, 1], [3, 6, 2, 2], [3, 4, 3, 1]])
P = np.array([[1.5, 1], [2, 2.5], [5, 4.5], [16, 17]])
COSTS = np.array([[50, 49], [58.5, 61], [43.5, 43.5]])


def thick():
    """The thick outlines drawn: [(x, y, width, height, colour)]."""
    return [
        (*p.get_xy(), p.get_width(), p.get_height(), to_hex(p.get_edgecolor()))
        for p in plt.gca().patches
        if p.get_linewidth() > 2
    ]


def test_the_puzzle_shows_lists_prices_and_question_marks():
    shopping_picture(Q, P)
    assert len(cells("A")) == 12 and len(cells("B")) == 8 and len(cells("C")) == 6
    assert words().count("?") == 6 and thick() == []
    labels = [word.strip() for word in words() if "(" in word]
    assert labels == ["A: Q (3, 4)", "B: P (4, 2)", "C: bills (3, 2)"], "how they are made is asked"
    shopping_picture(Q, P, active=(1, 0))
    assert "C: Q @ P (3, 2)" in words()


def test_both_sides_of_the_inner_axis_name_the_goods():
    shopping_picture(Q, P)
    # A's columns from the left, B's rows from above
    for role, axis in (("A", 0), ("B", 1)):
        places = sorted({corner[axis] + 0.5 for corner in cells(role)})
        named = {
            t.get_position()[axis]: t.get_text()
            for t in plt.gca().texts
            if t.get_text() in GOODS and (t.get_ha() == "right") == bool(axis)
        }
        assert [named[place] for place in places] == list(GOODS)
    assert words()[-1] == "4" and len(plt.gca().lines) == 1


def test_one_bill_stands_out_with_its_sum():
    shopping_picture(Q, P, active=(1, 0))
    assert "3·1.5 + 6·2 + 2·5 + 2·16 = 58.5" in words() and "?" not in words()
    row, column, entry = thick()
    assert row[2:] == (4, 1, A_EDGE) and column[2:] == (1, 4, B_EDGE)
    assert entry == (column[0], row[1], 1, 1, C_EDGE)
    faded = [corner for corner, p in cells().items() if p.get_alpha() == 0.45]
    assert len(faded) == 8 + 4 + 5


def test_bills_stand_where_people_and_shops_cross():
    shopping_picture(Q, P, active=(0, 1))
    corners = sorted(cells("C"), key=lambda corner: corner[::-1])
    written = [at(x + 0.5, y + 0.5) for x, y in corners]
    assert written == [["50"], ["49"], ["58.5"], ["61"], ["43.5"], ["43.5"]]
    assert words().count("person 2") == 1 and words().count("shop\n2") == 2


def test_cost_map_marks_the_cheapest_in_words_and_by_an_outline():
    cost_map(COSTS)
    found = [word for word in words() if word in ("cheapest", "tie")]
    assert found == ["cheapest", "cheapest", "tie", "tie"]
    outlines = {(round(y, 1), round(x, 1)) for x, y, *_ in thick()}
    assert outlines == {(0.8, 5.4), (2.4, 2.4), (4.0, 2.4), (4.0, 5.4)}


def test_cost_map_is_stronger_where_it_is_dearer():
    cost_map(COSTS)
    alphas = [p.get_alpha() for p in plt.gca().patches if p.get_alpha() is not None]
    assert np.array_equal(np.argsort(alphas, kind="stable"), np.argsort(COSTS.ravel(), kind="stable"))
    assert alphas[4] == alphas[5] == pytest.approx(0.04) and max(alphas) == pytest.approx(0.44)


def test_cost_map_where_all_is_equal():
    cost_map(np.ones((2, 3)))
    assert words().count("tie") == 6


@pytest.mark.parametrize(
    "draw", [lambda: shopping_picture(Q, P), lambda: shopping_picture(Q, P, (0, 1)), lambda: cost_map(COSTS)]
)
def test_everything_lies_within_the_figure(draw):
    draw()
    figure = plt.gcf()
    page = figure.bbox.padded(1)
    for text in plt.gca().texts:
        box = text.get_window_extent()
        assert page.contains(box.x0, box.y0) and page.contains(box.x1, box.y1), text.get_text()
    assert figure.get_figwidth() <= 7.2 and min(t.get_size() for t in plt.gca().texts) >= 9
