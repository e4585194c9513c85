"""The guards stop what fits by accident, pass what fits, and change no number."""

import ast
import operator
import threading

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from book.copying.scripts import copies_of
from book.reading.parse import parse_chapter
from snippets.guards import Guarded, NoRankPromotion, expect_shape, same_shape
from snippets.nets import sequential_net

SIZES = st.integers(0, 4)
SHAPES = st.lists(SIZES, max_size=4).map(tuple)
MAKERS = pytest.mark.parametrize("make", [np.zeros, torch.zeros])
SIGNS = [
    getattr(operator, name)
    for name in ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "eq", "ne", "lt", "le", "gt", "ge"]
]
IN_PLACE = [operator.iadd, operator.isub, operator.imul, operator.itruediv, operator.ifloordiv]
MOST = 30  # lines, with the head of the copy
COLUMN, ROW, LYING = (5, 1), (5,), (1, 5)


def test_a_copy_of_each_guard_is_short_and_holds_no_other(root):
    copies = [each for each in copies_of(parse_chapter(root / "docs/silent-bugs.md", root)) if each]
    found = {}
    for copy in copies:
        if copy.cell.include:
            found |= {node.name: copy for node in ast.parse(copy.code).body if hasattr(node, "name")}
    assert set(found) == {"expect_shape", "same_shape", "NoRankPromotion", "Guarded"}
    assert all(copy.lines <= MOST for copy in found.values()), {n: c.lines for n, c in found.items()}
    for name, copy in found.items():
        assert ("torch" in imported(copy.code)) == (name == "NoRankPromotion"), name
        assert sum(other in copy.code for other in found) == 1, name


def imported(code):
    return {
        alias.name
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Import)
        for alias in node.names
    }


# expect_shape


@given(SHAPES)
def test_a_shape_is_what_it_is(shape):
    for make in (np.zeros, torch.zeros):
        assert expect_shape(make(shape), " ".join(map(str, shape))) == {}
        names = [f"n{axis}" for axis in range(len(shape))]
        found = expect_shape(make(shape), " ".join(names))
        assert found == dict(zip(names, shape, strict=True))
        assert expect_shape(make(shape), " ".join(names), **found) == found


@given(SHAPES.filter(len), st.data())
def test_one_size_off_is_told_with_its_axis(shape, data):
    axis = data.draw(st.integers(0, len(shape) - 1))
    other = [*shape]
    other[axis] += data.draw(st.integers(1, 9))
    for make in (np.zeros, torch.zeros):
        with pytest.raises(ValueError, match=rf"axis {axis} is {shape[axis]}, not {other[axis]}$"):
            expect_shape(make(shape), " ".join(map(str, other)))
        names = " ".join(f"n{each}" for each in range(len(shape)))
        with pytest.raises(ValueError, match=rf"axis {axis} is {shape[axis]}, not n{axis} = {other[axis]}$"):
            expect_shape(make(shape), names, **{f"n{axis}": other[axis]})


@given(SHAPES, SHAPES)
def test_another_number_of_axes_is_told(shape, other):
    if len(shape) != len(other):
        with pytest.raises(ValueError, match=rf": {len(shape)} axes, not {len(other)}$"):
            expect_shape(np.zeros(shape), " ".join(map(str, other)))


@MAKERS
def test_a_name_has_one_size_wherever_it_stands(make):
    assert expect_shape(make((3, 3)), "n n") == {"n": 3}
    with pytest.raises(ValueError, match=r"^shape \(3, 4\) is not \(n, n\): axis 1 is 4, not n = 3$"):
        expect_shape(make((3, 4)), "n n")
    sizes = expect_shape(make((3, 784)), "batch 784")
    assert expect_shape(make((3,)), "batch", **sizes) == {"batch": 3}
    with pytest.raises(ValueError, match=r"^shape \(2,\) is not \(batch\): axis 0 is 2, not batch = 3$"):
        expect_shape(make((2,)), "batch", **sizes)
    assert expect_shape(make((2, 3)), "x axes", axes=3) == {"x": 2, "axes": 3}, "names of its own are free"


@pytest.mark.parametrize("word", ["10,", "-1", "(10)", "1O!", "*", "2.0"])
def test_a_word_that_says_nothing_is_refused(word):
    with pytest.raises(ValueError, match="is neither a size nor a name"):
        expect_shape(np.zeros((3, 10)), f"batch {word}")


# same_shape


LOSSES = [
    F.mse_loss,
    F.l1_loss,
    F.huber_loss,
    nn.MSELoss(),
    nn.SmoothL1Loss(),
    lambda p, t: ((p - t) ** 2).mean(),
]


@pytest.mark.parametrize("loss", LOSSES)
def test_a_loss_refuses_to_broadcast_and_is_else_the_same(loss):
    torch.manual_seed(0)
    p, y = torch.randn(5, 1, requires_grad=True), torch.randn(5)
    strict = same_shape(loss)
    for prediction, target in ((p, y), (p.T, y), (p, y[None]), (p[:1], y[:, None]), (p.sum(), y)):
        with pytest.raises(ValueError, match=r"^prediction \(.*\) and target \(.*\) differ$"):
            strict(prediction, target)
    slopes = []
    for each in (loss, strict):
        value = each(p, y[:, None])
        slopes += value.detach(), *torch.autograd.grad(value, p)
    assert slopes[0] == slopes[2] and (slopes[1] == slopes[3]).all()


def test_a_strict_loss_takes_what_the_loss_takes():
    p, y = torch.ones(5, 1), torch.zeros(5, 1)
    strict = same_shape(F.mse_loss)
    assert strict.__name__ == "mse_loss"
    assert strict(p, target=y, reduction="sum") == 5
    ours = same_shape(lambda p, y: abs(p - y).max())
    assert ours(np.ones((2, 3)), np.zeros((2, 3))) == 1
    with pytest.raises(ValueError, match=r"^prediction \(2, 3\) and target \(3,\) differ$"):
        ours(np.ones((2, 3)), np.zeros(3))


# NoRankPromotion


def raises(run):
    try:
        run()
    except ValueError as error:
        assert "have different numbers of axes" in str(error), error
        return True
    return False


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.__name__)
@given(shapes=st.tuples(SHAPES, SHAPES))
def test_signs_may_stretch_but_add_no_axis(sign, shapes):
    ranks = {len(shape) for shape in shapes if shape}
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        return
    a, b = (np.full(shape, 2) for shape in shapes)
    at, bt = torch.tensor(a), torch.tensor(b)
    expected = sign(at, bt)
    for left, right in ((a.view(Guarded), b), (a, b.view(Guarded)), (a.view(Guarded), b.view(Guarded))):
        if shapes[0] or shapes[1]:
            assert raises(lambda pair=(left, right): sign(*pair)) == (len(ranks) > 1)
    with NoRankPromotion():
        assert raises(lambda: sign(at, bt)) == (len(ranks) > 1)
        if len(ranks) <= 1:
            assert torch.equal(sign(at, bt), expected)
            assert np.array_equal(sign(a.view(Guarded), b), expected.numpy())


@pytest.mark.parametrize("sign", IN_PLACE, ids=lambda sign: sign.__name__)
def test_in_place_too(sign):
    square = torch.ones(5, 5)
    mine = np.ones((5, 5)).view(Guarded)
    plain = np.ones((5, 5))
    with NoRankPromotion():
        assert raises(lambda: sign(square, torch.full(ROW, 2.0)))
        assert (square == 1).all(), "nothing is written before"
        assert sign(square, torch.full(LYING, 2.0)) is square
    for target, other in ((mine, np.full(ROW, 2.0)), (plain, np.full(ROW, 2.0).view(Guarded))):
        assert raises(lambda pair=(target, other): sign(*pair))
        assert (np.asarray(target) == 1).all()
        assert sign(target, other[None]) is target
        assert np.array_equal(target, square.numpy())


def others():
    """What else stretches: functions, methods, losses, more than two sides."""
    x, y = torch.ones(COLUMN), torch.ones(ROW)
    yes = x > 0
    return [
        *(lambda f=f: f(x, y) for f in (torch.add, torch.sub, torch.maximum, torch.atan2, torch.isclose)),
        *(lambda f=f: f(x, y) for f in (F.mse_loss, F.l1_loss, F.smooth_l1_loss, F.huber_loss)),
        *(lambda n=n: getattr(x, n)(y) for n in ("add", "mul", "eq", "pow", "sub", "less", "fmod")),
        lambda: torch.rsub(x, y),
        lambda: torch.sub(x, other=y),
        lambda: torch.where(yes, x, y),
        lambda: torch.where(yes, 0.0, y),
        lambda: torch.lerp(x, y, 0.5),
        lambda: torch.addcmul(x, x, y),
        lambda: x.clamp(min=y),
        lambda: yes & (y > 0),
        lambda: yes ^ (y > 0),
        lambda: torch.ones(5, 5).add_(y),
        lambda: torch.ones(5, 5, dtype=torch.bool).logical_and_(y),
    ]


@pytest.mark.filterwarnings("ignore:Using a target size")
@pytest.mark.parametrize("number", range(25))
def test_functions_and_methods_are_seen(number):
    run = others()[number]
    run()
    with NoRankPromotion():
        assert raises(run)
    run()


def test_products_pieces_and_single_numbers_pass():
    x, w, b, one = torch.ones(4, 5), torch.ones(3, 5), torch.ones(3), torch.tensor(2.0)
    with NoRankPromotion():
        assert (F.linear(x, w, b) == x @ w.T + b[None]).all()
        assert (x @ w[0]).shape == (4,)
        assert (x[0] * one + 1 - 2 / one).shape == (5,) and (one * x).shape == (4, 5)
        assert (x[:, 0][:, None] - x[:, 0][None]).shape == (4, 4)
        assert torch.cat([x, x]).sum(0).shape == (5,) and torch.einsum("ij,j->i", x, w[0]).shape == (4,)
        assert raises(lambda: x @ w.T + b), "a bias on every row is a promotion, too: write b[None]"
    mine = np.ones((4, 5)).view(Guarded)
    assert (mine @ np.ones(5)).shape == (4,)
    assert np.add.outer(mine[0], mine[0]).shape == (5, 5)
    assert mine.sum(axis=1).shape == (4,) and type(mine.sum(axis=1)) is Guarded
    assert mine.mean() == 1 and mine.std(axis=0).tolist() == [0] * 5
    np.add.at(mine, 0, np.ones(5))
    assert mine[:, 0].tolist() == [2, 1, 1, 1]
    assert [type(each) for each in np.divmod(mine, 2)] == [np.ndarray] * 2
    assert np.shares_memory(np.asarray(mine), mine.view(np.ndarray))


def test_what_numpy_does_not_show_is_as_told():
    mine, row = np.ones((5, 5)).view(Guarded), np.arange(5)
    mine[:] = row  # written through
    assert np.where(mine > 0, mine, row).shape == (5, 5)
    assert (np.ones(COLUMN) - np.ones(ROW)).shape == (5, 5)
    square = torch.ones(5, 5)
    with NoRankPromotion():
        square[:] = torch.arange(5)
        assert torch.dist(square, torch.arange(5.0)) == 0


def test_modes_nest_and_end_with_their_block():
    x, y, mode = torch.ones(COLUMN), torch.ones(ROW), NoRankPromotion()
    with mode, NoRankPromotion(), mode:
        assert raises(lambda: x - y)
    with pytest.raises(ValueError, match=r"^sub: \(5, 1\) and \(5,\) have different numbers of axes$"), mode:
        x - y
    assert (x - y).shape == (5, 5)


def test_a_mode_holds_in_its_thread_alone():
    x, y, seen = torch.ones(COLUMN), torch.ones(ROW), []
    with NoRankPromotion():
        other = threading.Thread(target=lambda: seen.append((x - y).shape))
        other.start()
        other.join()
        assert raises(lambda: x - y)
    assert seen == [(5, 5)]


@pytest.mark.parametrize("make", [torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW])
def test_training_is_the_same_under_the_mode(make):
    def trained(mode):
        torch.manual_seed(0)
        net = nn.Sequential(sequential_net(hidden=6), nn.BatchNorm1d(10), nn.LayerNorm(10), nn.Dropout(0.1))
        opt = make(net.parameters(), lr=0.1)
        x, y = torch.randn(8, 784), torch.arange(8)
        for _ in range(3):
            with mode:
                opt.zero_grad()
                F.cross_entropy(net(x), y).backward()
                opt.step()
        return [p.detach() for p in net.parameters()]

    for free, guarded in zip(trained(torch.enable_grad()), trained(NoRankPromotion()), strict=True):
        assert torch.equal(free, guarded)


def test_slopes_go_through_the_mode():
    x, y = torch.randn(5, 1, requires_grad=True), torch.randn(5, 1)
    with NoRankPromotion():
        ((x - y) ** 2).mean().backward()
    assert torch.allclose(x.grad, 2 * (x.detach() - y) / 5)
