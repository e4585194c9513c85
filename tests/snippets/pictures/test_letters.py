"""Axes with letters, stairs, partners and walks, read back from the pictures."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from snippets.pictures.letters import letters_picture, partners_picture, stairs_picture, walk_picture
from tests.kit.drawings import arrows, at, cells, words, written

pytestmark = pytest.mark.filterwarnings("error")


def column(x):
    """What stands in the cells of one letter, from A to C, None for a dotted one."""
    found = {y: role for role in "ABC" for (left, y) in cells(role) if np.isclose(left, x)}
    return {role: "".join(at(x + 0.5, y + 0.5)) for y, role in sorted(found.items())}


@pytest.mark.parametrize(
    "letters, shapes",
    [
        ("ik,kj->ij", ((2, 3), (3, 4))),
        ("nik,nk->ni", ((5, 2, 3), (5, 3))),
        ("ij->", ((2, 3),)),
        ("ij->ji", ((2, 3),)),
    ],
)
def test_each_letter_has_its_sizes_and_what_becomes_of_them(letters, shapes):
    letters_picture(letters, *shapes)
    inputs, output = letters.split("->")
    inputs = inputs.split(",")
    sizes = {
        n: s for names, shape in zip(inputs, shapes, strict=True) for n, s in zip(names, shape, strict=True)
    }
    marks = {}
    for place, (name, size) in enumerate(sizes.items()):
        x = 2.4 + 1.6 * place
        assert at(x + 0.5, 0.4) == [name]
        wanted = {role: f"{size}" * (name in names) for role, names in zip("AB", inputs)}
        assert column(x) == wanted | {"C": f"{size}" * (name in output)}
        (mark,) = at(x + 0.5, 1.1 * len(inputs) + 1.1)
        marks[name] = mark
    result = np.einsum(letters, *(np.ones(shape) for shape in shapes))
    for name, mark in marks.items():
        met = [name in names for names in inputs]
        assert mark == ("sum" if name not in output else "=" if all(met) else f"1⇢{sizes[name]}")
    assert np.shape(result) == tuple(sizes[name] for name in output)


def test_letters_that_do_not_fit_their_shapes_are_refused():
    with pytest.raises(ValueError):
        letters_picture("ik->i", (2, 3, 4))


def test_each_step_is_as_high_as_its_lines():
    stairs_picture({"loop": (3, 2000.0), "@": (1, 12)})
    boxes = [(round(p.get_x(), 3), round(p.get_height(), 3)) for p in plt.gca().patches]
    (first, high), (second, _) = boxes[0], boxes[-1]
    assert boxes == [(first, high)] * 3 + [(second, high)] and second > first
    assert words() == ["3 lines", "loop", "2,000", "1 line", "@", "12", "numbers in memory at most"]


def test_partners_are_on_the_diagonal():
    partners_picture(3)
    own, others = cells("C", "-"), cells("C", ":")
    assert (len(own), len(others)) == (3, 6)
    assert all(np.isclose(x - y, 0.7) and at(x + 0.5, y + 0.5) == ["@"] for x, y in own)
    assert "all 9 pairs" in " ".join(words())


@pytest.mark.parametrize("shape", [(2, 3), (3, 2), (1, 4)])
def test_the_walk_reads_the_grid_and_then_its_transpose(shape):
    grid = np.arange(10, 10 + np.prod(shape)).reshape(shape)
    walk_picture(grid)
    rows = {}
    for start, end, _ in arrows():
        rows.setdefault(start[1] > 4, []).append((start[0] - 1.1, end[0] - 1.1))
    for below, order in (False, grid), (True, grid.T):
        walk = rows[below]
        visited = [walk[0][0], *(after for _, after in walk)]
        assert np.allclose(grid.ravel()[np.round(visited).astype(int)], order.ravel())
        assert all(np.isclose(a[1], b[0]) for a, b in zip(walk, walk[1:]))
    strides = grid.T.ravel(), grid.ravel()
    steps = np.diff(strides[0]).tolist()
    told = " ".join(f"{step:+d}" for step in steps).replace("-", "−")
    assert any(text == f"grid.T: {told}" for _, _, text in written())
