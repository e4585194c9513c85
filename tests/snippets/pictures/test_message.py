"""Messages tied to the axes that they tell of, read back from the pictures."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from snippets.errors import said
from snippets.pictures.message import message_picture
from tests.kit.drawings import arrows, at, cells, words

pytestmark = pytest.mark.filterwarnings("error")
A, B = np.ones((2, 3)), np.ones((2, 4))
NOT_ALIGNED = ["A0", "A1", "B0", "B1", "A1", "", "B0", ""]


def drawn(mistake, numbers):
    message_picture(said(mistake), numbers, A=("a", A.shape), B=("b", B.shape))


def aimed():
    """{x of the cell: y where its arrow begins}, each arrow pointing to the middle of a cell."""
    return {round(end[0] - 0.5, 3): start[1] for start, end, _ in arrows()}


def test_all_words_of_the_message_and_the_axes_of_its_operands_are_written():
    drawn(lambda: A.dot(B), NOT_ALIGNED)
    message = "shapes (2,3) and (2,4) not aligned: 3 (dim 1) != 2 (dim 0)"
    told = "".join(words()).replace(" ", "")
    assert told.startswith(message.replace(" ", ""))
    for role, shape in zip("AB", (A.shape, B.shape)):
        row = sorted(cells(role))
        assert ["".join(at(x + 0.5, y + 0.5)) for x, y in row] == [f"{size}" for size in shape]
        assert [at(x + 0.5, y + 1.35) for x, y in row] == [[f"axis {axis}"] for axis in range(2)]


@pytest.mark.parametrize(
    "mistake, numbers",
    [(lambda: A.dot(B), NOT_ALIGNED), (lambda: A @ B, ["", "", "B0", "A1"])],
    ids=["not aligned", "core dimension"],
)
def test_arrows_tie_the_sizes_that_clash_to_the_inner_axes(mistake, numbers):
    drawn(mistake, numbers)
    inner = {max(x for x, _ in cells("A")), min(x for x, _ in cells("B"))}
    assert aimed().keys() == inner
    framed = [p for p in plt.gca().patches if p.get_linestyle() == "--" and p.get_width() > 1]
    assert {round(p.get_x() + 0.12, 3) for p in framed} == {round(x, 3) for x in inner}


def test_a_number_of_two_axes_points_between_them():
    message = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (10x3 and 4x7)"
    message_picture(message, ["A01", "A2", "B0", "B1"], A=("x", (5, 2, 3)), B=("w", (4, 7)))
    first, second, third = sorted(x for x, _ in cells("A"))
    assert {round(x, 3) for x in aimed()} >= {round((first + second) / 2, 3), third}
    assert len(arrows()) == 4


def test_a_number_that_nobody_named_is_refused():
    with pytest.raises(StopIteration):
        drawn(lambda: A.dot(B), NOT_ALIGNED[:-1])
