"""The pictures of shared work, read back: what is cut, where the parts stand, and who holds them."""

import matplotlib.pyplot as plt
import pytest

from snippets.pictures.cells import PIXEL
from snippets.pictures.splits import CUT, LAYER, STEP, draw_payoff, draw_splits
from tests.kit.drawings import words

pytestmark = pytest.mark.filterwarnings("error")


def boxes():
    """[(x, y, width, height)] of all boxes, rounded, in order."""
    return [
        (*map(lambda side: round(side, 3), (*p.get_xy(), p.get_width(), p.get_height())),) for p in patches()
    ]


def patches():
    return plt.gca().patches


def test_parts_of_an_axis_are_as_long_as_numpy_cuts_it():
    draw_splits((7, 8), (8, 6), 3, ["rows: stack"])
    a, b, c = boxes()[:3], boxes()[3], boxes()[4:]
    assert [round(box[3] / STEP) for box in a] == [3, 2, 2] == [round(box[3] / STEP) for box in c]
    assert round(b[3], 3) == round(8 * STEP + 2 * CUT, 3), "what all hold is as long as its cut partner"
    assert [box[1] for box in a] == [box[1] for box in c], "a row of C stands beside its row of A"
    assert len(boxes()) == 7
    assert words() == ["rows: stack", *"012", "all", *"012", "A (7, 8)", "B (8, 6)", "C (7, 6)"]


def test_columns_stand_below_their_columns():
    draw_splits((7, 8), (8, 5), 2, ["columns: stack"])
    b, c = boxes()[1:3], boxes()[3:]
    assert [box[0] for box in b] == [box[0] for box in c]
    assert [round(box[2] / STEP) for box in b] == [3, 2]


def test_a_cut_inner_axis_makes_whole_layers_to_be_added():
    draw_splits((4, 7), (7, 3), 2, ["inner axis: add"], ["x.T", "dy", "dw"])
    a, b, c = boxes()[:2], boxes()[2:4], boxes()[4:]
    assert [round(box[2] / STEP) for box in a] == [4, 3] == [round(box[3] / STEP) for box in b]
    assert len(c) == 2 and c[0][2:] == c[1][2:], "as large as each other"
    assert c[0][0] - c[1][0] == pytest.approx(LAYER), "the first lies on top"
    assert "0+1" in words() and "C dw (4, 3)" in words() and "A x.T (4, 7)" in words()


def test_all_three_ways_fit_on_the_board():
    draw_splits((7, 8), (8, 6), 3)
    (low, right), (bottom, top) = plt.gca().get_xlim(), plt.gca().get_ylim()
    for x, y, width, height in boxes():
        assert low < x and x + width < right - PIXEL / 10 and top < y and y + height < bottom
    assert [text for text in words() if ":" in text] == ["rows: stack", "columns: stack", "inner axis: add"]


@pytest.mark.parametrize("names", ["ABC", ["x.T", "dy", "dw"]])
def test_no_label_meets_another_or_the_edge(names):
    draw_splits((2, 3), (3, 1), 2, ["inner axis: add", "rows: stack"], names)
    figure = plt.gcf()
    figure.draw_without_rendering()
    labels = [text.get_window_extent() for text in plt.gca().texts if "(" in text.get_text()]
    assert len(labels) == 6
    for number, label in enumerate(labels):
        assert label.x0 >= 0 and label.x1 <= figure.bbox.x1
        assert not any(label.overlaps(other) for other in labels[number + 1 :])


def test_the_line_of_payoff_stands_beside_the_hope_and_one_process():
    draw_payoff([64, 512, 4096], [0.3, 0.9, 1.5])
    level, line, hope = plt.gca().lines
    assert set(level.get_ydata()) == {1} and set(hope.get_ydata()) == {2}
    assert list(line.get_xdata()) == [64, 512, 4096] and list(line.get_ydata()) == [0.3, 0.9, 1.5]
    assert words() == ["as fast as one process", "twice as fast: the hope"]
