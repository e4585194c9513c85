"""The pictures of states, read back: their arrows and sums are those of the table."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from snippets.pictures.states import CORNERS, state_diagram, year_picture
from tests.kit.drawings import arrows, cells, words

pytestmark = pytest.mark.filterwarnings("error")
STATES = ["asymptomatic", "symptomatic", "AIDS", "death"]
T = np.array([[0.90, 0.07, 0.02, 0.01], [0, 0.93, 0.05, 0.02], [0, 0, 0.85, 0.15], [0, 0, 0, 1]])
S = np.array([0.85, 0.10, 0.05, 0])


def test_state_diagram_has_an_arrow_for_each_chance_above_0():
    state_diagram(STATES, T)
    assert words()[:4] == STATES
    written = sorted(float(word) for word in words()[4:])
    assert written == sorted(T[T > 0].tolist()) and len(arrows()) == np.count_nonzero(T)


def test_state_diagram_points_from_row_to_column():
    state_diagram(STATES, T)
    table = np.zeros((4, 4))
    corners = np.array(CORNERS)
    numbers = [text for text in plt.gca().texts if text.get_text().startswith(("0.", "1"))]
    for (start, end, _), text in zip(arrows(), numbers, strict=True):
        start, end = (np.abs(corners - point).sum(axis=1).argmin() for point in (start, end))
        table[start, end] = float(text.get_text())
    assert np.array_equal(table, T)


def test_labels_of_arrows_stand_apart():
    state_diagram(STATES, T)
    plt.gcf().canvas.draw()
    boxes = [text.get_window_extent() for text in plt.gca().texts if text.get_text()]
    page = plt.gcf().bbox
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:i])
        assert page.contains(box.x0, box.y0) and page.contains(box.x1, box.y1)


def test_year_picture_names_every_row_and_column():
    year_picture(S, T, STATES, 1)
    assert "0.85·0.07 + 0.1·0.93 + 0.05·0 + 0·0 = 0.1525" in words()
    labels = [word.strip() for word in words() if "(" in word]
    assert labels == ["A: s (4,)", "B: T (4, 4)", "C: s @ T (4,)"]
    places = {text.get_text(): text.get_position() for text in plt.gca().texts}
    rows = sorted({y for _, y in cells("B")})
    assert [places[f"from {name}"][1] for name in STATES] == pytest.approx([y + 0.5 for y in rows])
    heads = ["asym.", "symp.", "AIDS", "death"]
    for role, names in (("A", heads), ("B", [f"to\n{name}" for name in heads]), ("C", heads)):
        columns = sorted({x + 0.5 for x, _ in cells(role)})
        found = {t.get_position()[0] for t in plt.gca().texts if t.get_text() in names}
        assert found.issuperset(columns), role


def test_a_share_of_four_digits_stands_within_its_cell():
    year_picture(S, T, STATES, 1)
    plt.gcf().canvas.draw()
    [share] = [text for text in plt.gca().texts if text.get_text() == "0.1525"]
    box, (left, right) = share.get_window_extent(), plt.gca().transData.transform([(0, 0), (1, 0)])[:, 0]
    assert box.width < 0.85 * (right - left)
