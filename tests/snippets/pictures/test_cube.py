"""The block behind a product: its walls are A and B, its cells the products, its slices add up."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from snippets.pictures.chain import chain_picture
from snippets.pictures.cube import VIEWS, bricks, cube_picture, slices_picture
from tests.kit.drawings import COLOURS, at, cells, words

pytestmark = pytest.mark.filterwarnings("error")
A = np.array([[1, 2, 3], [4, 5, 6]])
B = np.array([[1, 0, 1, 2], [0, 0, 1, -1], [0, 1, 1, 0]])


def faces(role):
    """The corners of each polygon of a role, in the order in which they are drawn."""
    found = [patch for patch in plt.gca().patches if not hasattr(patch, "get_x")]
    of_role = [face for face in found if COLOURS.get(to_hex(face.get_edgecolor())) == role]
    return [face.get_xy()[:-1] for face in of_role]


@pytest.mark.parametrize("a, b", [(A, B), (A[:, :2], B[:2]), (A[:1, :1], B[:1])])
def test_the_walls_of_the_cube_are_a_and_b_and_its_front_the_last_products(a, b):
    cube_picture(a, b)
    products = a[:, :, None] * b
    for role, values in dict(A=a, B=b, C=products[:, -1]).items():
        seen = {tuple(np.mean(corners, axis=0).round(6)): corners for corners in faces(role)}
        texts = [text for (x, y) in sorted(seen, key=lambda place: place[::-1]) for text in at(x, y)]
        assert sorted(texts) == sorted(map(str, np.ravel(values))), role
    front, left, top = (np.concatenate(faces(role)) for role in "CAB")
    assert left[:, 0].max() == pytest.approx(front[:, 0].min()), "A ends where the front begins"
    assert top[:, 1].max() == pytest.approx(front[:, 1].min()), "B ends where the front begins"


def test_the_slices_of_the_cube_add_up_to_c():
    cube_picture(A, B)
    assert [word for word in words() if "[" in word] == [f"cube[:, {p}] (2, 4)" for p in range(3)]
    places = sorted(cells("C"), key=lambda place: (place[1], place[0]))
    numbers = np.array([int(at(x + 0.5, y + 0.5)[0]) for x, y in places]).reshape(2, 2, 2, 4)
    first, second, third, total = numbers.swapaxes(1, 2).reshape(4, 2, 4)
    assert np.array_equal([first, second, third], (A[:, :, None] * B).swapaxes(0, 1))
    assert np.array_equal(total, A @ B)
    assert (words().count("+"), words().count("=")) == (2, 1)


def test_a_brick_that_stands_in_front_is_drawn_later():
    order = [place for place, _ in bricks(0, 0, (2, 3, 4), gaps=(1, 1, 1))]
    assert len(set(order)) == 24
    for (i, p, j), (i2, p2, j2) in pairwise(order):
        assert p2 > p or (p2 == p and (i2 < i or (i2 == i and j2 < j)))
    assert all(len(sides) == 3 for _, sides in bricks(0, 0, (2, 3, 4), gaps=(1, 1, 1)))


def test_only_the_sides_that_can_be_seen_are_drawn():
    sides = [role for _, sides in bricks(0, 0, (2, 3, 4)) for role in sides]
    assert {role: sides.count(role) for role in "ABC"} == dict(A=2 * 3, B=3 * 4, C=2 * 4)


@pytest.mark.parametrize(
    "name, pieces",
    [("row · column", 8), ("weighted columns", 4), ("weighted rows", 2), ("outer products", 3)],
)
def test_each_view_cuts_the_block_into_pieces_of_which_one_stands_out(name, pieces):
    slices_picture((2, 3, 4), {name: VIEWS[name]})
    chosen, rest = faces("C"), faces("ink")
    cut = [(2, 3, 4)[axis] for axis, place in enumerate(VIEWS[name]) if place is not None]
    assert np.prod(cut) == pieces
    assert len(chosen) + len(rest) == pieces * len(chosen)
    assert name in words()


def test_a_shape_goes_through_one_matrix_after_the_other():
    x = np.array([[0, 0, 3, 1], [0, 5, 4, 0]])
    turn, widen = np.array([[0, -1], [1, 0]]), np.array([[2, 0], [0, 1]])
    chain_picture(x, a=turn, b=widen)
    drawn = dict(ink=[x, x], B=[widen @ x], A=[turn @ x], C=[turn @ widen @ x, widen @ turn @ x])
    for role, shapes in drawn.items():
        for corners, points in zip(faces(role), shapes, strict=True):
            got = (corners - corners[0]) * (1, -1) / 0.34
            assert np.allclose(got, (points - points[:, :1]).T, atol=1e-3), role
    assert [word for word in words() if len(word) == 1 and word in "AB"] == ["B", "A", "A", "B"]


@pytest.mark.parametrize("draw", [lambda: cube_picture(A, B), lambda: slices_picture((2, 3, 4))])
def test_nothing_is_cut_off(draw):
    draw()
    axes = plt.gca()
    plt.gcf().canvas.draw()
    frame = axes.get_window_extent()
    boxes = [text.get_window_extent() for text in axes.texts]
    boxes += [patch.get_window_extent() for patch in axes.patches]
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)
    assert all(frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes)
