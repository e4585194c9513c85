"""The pictures of the way back, read back: what stands beside what, and which sums are drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from snippets.backward import backward, first_values, forward
from snippets.pictures.mirror import draw_mirror, mirrors, product_back, stretch_and_sum
from snippets.xray import xray_both_ways
from tests.kit.drawings import arrows, at, words, written

pytestmark = pytest.mark.filterwarnings("error")
X = np.array([[1.0, 2, 3], [4, 5, 6]])
DY = np.array([[1.0, 0, -1, 2], [0, 3, 1, -1]])


def both_ways():
    params = dict(zip(("w1", "b1", "w2", "b2"), first_values(784, 100, 10), strict=True))
    return xray_both_ways(forward, backward, np.zeros((32, 784)), params)


def test_each_step_back_mirrors_one_step_of_forward():
    there, back = both_ways()
    beside = {step.names[2]: [other.names[2] for other in back if mirrors(other, step)] for step in there}
    assert beside == {"①": ["dw1"], "②": ["db1"], "③": [], "④": ["⑩"], "⑤": ["dw2", "⑨"], "⑥": ["db2"]}


def test_mirrored_steps_stand_at_one_height():
    draw_mirror(*both_ways())
    codes = {text: (x, y) for x, y, text in written() if " = " in text}
    assert len(codes) == 12 and len({x for x, _ in codes.values()}) == 2
    pairs = {"① = x @ w1": "dw1 = x.T @ ⑩", "② = ① + b1": "db1 = ⑩.sum(axis=0)", "④ = ② * ③": "⑩ = ⑨ * ③"}
    for there, back in pairs.items():
        assert codes[there][1] == codes[back][1] and codes[there][0] < codes[back][0]
    assert codes["⑨ = dy @ w2.T"][1] < codes["dw2 = ④.T @ dy"][1], "it is read upwards"
    assert "nothing: ③ is a yes or a no,\nand has no slope" in words()


def test_the_mirror_holds_every_shape():
    draw_mirror(*both_ways())
    for label in ("A x.T\n(784, 32)", "B b1 (100,)\n→ (32, 100)", "C db1\n(100,)", "C dw2\n(100, 10)"):
        assert label in words()
    assert len([patch for patch in plt.gca().patches if patch.get_hatch()]) == 3, "b1, 0 and b2"
    assert len(arrows()) == 2, "one for each sum"


def test_no_block_of_the_mirror_leaves_the_picture_or_its_side():
    draw_mirror(*both_ways())
    axes = plt.gca()
    [middle] = [line.get_xdata()[0] for line in axes.lines]
    for box in axes.patches:
        left, right = box.get_x(), box.get_x() + box.get_width()
        assert left > 0 and right < axes.get_xlim()[1] and not left < middle < right
        assert box.get_y() > 0 and box.get_y() + box.get_height() < axes.get_ylim()[0]


def test_a_product_goes_by_the_names_it_is_given():
    product_back(X.T, DY, ("x.T", "dy", "dw"), active=(1, 2))
    assert {"A x.T (3, 2)", "B dy (2, 4)", "C dw (3, 4)"} <= set(words())
    assert words()[-1] == "2·-1 + 5·1 = 3"


def test_what_was_stretched_is_summed():
    stretch_and_sum(DY, b=np.arange(4), c=[[1], [2]], s=5)
    assert {"B b (4,) → (2, 4)", "B c (2, 1) → (2, 4)", "B s () → (2, 4)"} <= set(words())
    assert {"C db (4,)", "C dc (2, 1)", "C ds ()"} <= set(words())
    assert len(arrows()) == 2 * (1 + 1 + 2), "the same ones on both sides"
    places = {text: (x + 0.03, y + 0.15) for x, y, text in written()}
    x, y = places["C db (4,)"]
    assert [at(x + column + 0.5, y + 0.5) for column in range(4)] == [["1"], ["3"], ["0"], ["1"]]
    x, y = places["C dc (2, 1)"]
    assert [at(x + 0.5, y + row + 0.5) for row in range(2)] == [["2"], ["3"]]
    x, y = places["C ds ()"]
    assert at(x + 0.5, y + 0.5) == ["5"]
