"""The rule of broadcasting, by hand, is NumPy's; its ladder says so in text."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from snippets.broadcasting import axis_mark, broadcast_shapes, explain

SIZES = st.sampled_from([0, 1, 1, 2, 3])
SHAPES = st.lists(SIZES, max_size=5).map(tuple)


@st.composite
def fitting_shapes(draw):
    """Shapes, of up to 32 axes, that fit: each is a tail of one shape, with 1s here and there."""
    whole = draw(st.lists(SIZES, max_size=32))
    shapes = []
    for _ in range(draw(st.integers(0, 5))):
        tail = whole[draw(st.integers(0, len(whole))) :]
        shapes.append(tuple(1 if draw(st.booleans()) else size for size in tail))
    return shapes


def reference(shapes):
    """What NumPy says: a shape, or None for a clash."""
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        return None


@given(st.lists(SHAPES, max_size=6))
def test_rule_is_numpys(shapes):
    expected = reference(shapes)
    if expected is None:
        with pytest.raises(ValueError, match="clash on axis -"):
            broadcast_shapes(*shapes)
    else:
        assert broadcast_shapes(*shapes) == expected


@settings(max_examples=50)
@given(fitting_shapes())
def test_shapes_of_many_axes_fit_as_numpys_do(shapes):
    assert reference(shapes) is not None, "the strategy made shapes that clash"
    assert broadcast_shapes(*shapes) == np.broadcast_shapes(*shapes)


@given(SHAPES, SHAPES)
def test_rule_is_pytorchs_too(a, b):
    try:
        expected = tuple((torch.empty(a) + torch.empty(b)).shape)
    except RuntimeError:
        expected = None
    assert reference([a, b]) == expected
    if expected is not None:
        assert broadcast_shapes(a, b) == expected


@pytest.mark.parametrize(
    "shapes, result",
    [
        ([], ()),
        ([()], ()),
        ([(), ()], ()),
        ([(3,), ()], (3,)),
        ([(0,), (1,)], (0,)),
        ([(2, 3), (3,)], (2, 3)),
        ([(8, 1, 6), (7, 1), (1,)], (8, 7, 6)),
        ([(1,) * 32, (2,)], (1,) * 31 + (2,)),
    ],
)
def test_shapes_that_fit(shapes, result):
    assert broadcast_shapes(*shapes) == result == np.broadcast_shapes(*shapes)


def test_takes_the_shape_of_a_tensor():
    assert broadcast_shapes(torch.zeros(2, 1).shape, np.zeros(3).shape) == (2, 3)


@pytest.mark.parametrize(
    "shapes, message",
    [
        ([(2, 3), (2,)], r"sizes \(3, 2\) clash on axis -1$"),
        ([(4, 2, 3), (5, 1, 3), (3,)], r"sizes \(4, 5, 1\) clash on axis -3$"),
        ([(2, 0), (2,)], r"sizes \(0, 2\) clash on axis -1$"),
        ([(2, 3), (4, 5)], r"axis -1$"),
    ],
)
def test_clash_is_named_by_its_axis(shapes, message):
    with pytest.raises(ValueError, match=message):
        broadcast_shapes(*shapes)


@pytest.mark.parametrize(
    "sizes, mark",
    [
        ((3, 3), "="),
        ((1, 1), "="),
        (("·", 1), "="),
        (("·", 3), "1⇢3"),
        ((1, 3, 3), "1⇢3"),
        ((0, 1), "1⇢0"),
        ((2, 3), "✗"),
        ((1, 2, 3), "✗"),
        (("·", 0, 2), "✗"),
    ],
)
def test_mark_of_an_axis(sizes, mark):
    assert axis_mark(sizes) == mark


def test_ladder_is_right_aligned(capsys):
    explain((8, 1, 6), (7, 1))
    assert capsys.readouterr().out.splitlines() == [
        "(8, 1, 6)    8    1    6",
        "(7, 1)       ·    7    1",
        "           1⇢8  1⇢7  1⇢6",
        "(8, 7, 6)    8    7    6",
    ]


def test_ladder_of_a_clash_ends_with_what_clashes(capsys):
    explain((2, 3), (2,))
    assert capsys.readouterr().out.splitlines() == [
        "(2, 3)    2    3",
        "(2,)      ·    2",
        "        1⇢2    ✗",
        "sizes (3, 2) clash on axis -1",
    ]


@pytest.mark.parametrize(
    "shapes, lines", [([], ["", "()"]), ([()], ["()", "", "()"]), ([(3,)], ["(3,)  3", "      =", "(3,)  3"])]
)
def test_ladders_of_few_axes(capsys, shapes, lines):
    explain(*shapes)
    assert capsys.readouterr().out.splitlines() == lines


@given(st.lists(SHAPES, min_size=1, max_size=4))
def test_ladder_tells_every_size_and_the_result(shapes):
    lines = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.print", lambda line: lines.append(f"{line}"))
        explain(*shapes)
    rank = max(map(len, shapes))
    for shape, line in zip(shapes, lines):
        sizes = line.removeprefix(f"{shape}").split()
        assert sizes == ["·"] * (rank - len(shape)) + [f"{size}" for size in shape]
    marks, expected = lines[len(shapes)].split(), reference(shapes)
    assert len(marks) == rank and ("✗" in marks) == (expected is None)
    if expected is not None:
        assert lines[-1].startswith(f"{expected}")
