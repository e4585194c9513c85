"""Fast training: the same slopes, the cycle of PyTorch, nothing wraps, and a record of what was run."""

import ast
import copy
import re

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from snippets import fast, fast_runs
from snippets.data import Mnist
from snippets.nets import sequential_net
from tests import bench_fast

PAPER = -0.5


@pytest.fixture
def few():
    """Twenty pictures of noise with labels, that a net can be shown."""
    torch.manual_seed(0)
    return torch.randn(20, 784), torch.arange(20) % 10


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_slopes_by_hand_are_those_of_autograd(few, smoothing):
    x, y = few
    net = sequential_net(hidden=7)
    F.cross_entropy(net(x), y, label_smoothing=smoothing).backward()
    wanted = [p.grad for p in net.parameters()]
    fast.slopes_by_hand(net, x, fast.target_rows(smoothing)[y])
    for p, slope in zip(net.parameters(), wanted, strict=True):
        torch.testing.assert_close(p.grad, slope)


def test_target_rows_share_the_rest():
    rows = fast.target_rows(smoothing=0.2, classes=4)
    torch.testing.assert_close(rows.sum(dim=1), torch.ones(4))
    torch.testing.assert_close(rows[2], torch.tensor([0.05, 0.05, 0.85, 0.05]))


@pytest.mark.parametrize("given", [{}, dict(start=0.1, end=0.002, warm=0.45)])
@pytest.mark.parametrize("steps", [11, 782])
def test_one_cycle_is_that_of_pytorch(steps, given):
    start, end, warm = (
        given.get(name, usual) for name, usual in zip(("start", "end", "warm"), (0.04, 4e-6, 0.3))
    )
    opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    theirs = torch.optim.lr_scheduler.OneCycleLR(
        opt,
        5e-3,
        steps,
        pct_start=warm,
        div_factor=1 / start,
        final_div_factor=start / end,
        cycle_momentum=False,
    )
    wanted = []
    for _ in range(steps):
        wanted += theirs.get_last_lr()
        opt.step()
        if len(wanted) < steps:
            theirs.step()
    np.testing.assert_allclose(fast.one_cycle(steps, 5e-3, **given), wanted, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize(("down", "right"), [(0, 0), (1, 0), (0, -1), (-1, 1)])
def test_digits_are_moved_and_nothing_wraps(few, down, right):
    x, _ = few
    found = fast.moved(x, down, right, PAPER).view(-1, 28, 28)
    for row in range(28):
        for column in (0, 1, 13, 26, 27):
            from_row, from_column = row - down, column - right
            inside = 0 <= from_row < 28 and 0 <= from_column < 28
            wanted = x.view(-1, 28, 28)[:, from_row, from_column] if inside else torch.full((20,), PAPER)
            assert torch.equal(found[:, row, column], wanted), (row, column)


def test_each_epoch_deals_every_digit_once_and_the_last_batch_is_smaller():
    x, y = torch.arange(10.0)[:, None].expand(-1, 3), torch.arange(10)
    batches = list(fast.one_tensor(x, y, 4))
    assert [len(xb) for xb, _ in batches] == [4, 4, 2]
    assert all(torch.equal(xb[:, 2], yb.float()) for xb, yb in batches)
    assert sorted(torch.cat([yb for _, yb in batches]).tolist()) == list(range(10))


def test_a_recipe_takes_the_steps_of_adamw_along_its_cycle(few):
    x, y = few
    net = sequential_net(hidden=5)
    ours, rates = copy.deepcopy(net), fast.one_cycle(6, 0.01)
    torch.manual_seed(3)
    recipe = dict(epochs=2, batch_size=8, peak=0.01, smoothing=0.1)
    assert list(fast.train(ours, x, y, **recipe)) == [1, 2]
    opt = torch.optim.AdamW(net.parameters(), betas=(0.9, 0.98))
    torch.manual_seed(3)
    order = [batch for _ in range(2) for batch in torch.randperm(20).split(8)]
    for batch, rate in zip(order, rates, strict=True):
        opt.param_groups[0]["lr"] = rate
        opt.zero_grad()
        F.cross_entropy(net(x[batch]), y[batch], label_smoothing=0.1).backward()
        opt.step()
    for p, q in zip(net.parameters(), ours.parameters(), strict=True):
        torch.testing.assert_close(p, q)


def test_shifts_are_drawn_anew_for_each_batch(few, monkeypatch):
    ways = []
    monkeypatch.setattr(fast, "moved", lambda x, *way: ways.append(way) or x)
    torch.manual_seed(0)
    list(fast.train(sequential_net(hidden=2), *few, epochs=20, batch_size=10, peak=1e-3, shift=1))
    drawn = {tuple(int(each) for each in way[:2]) for way in ways}
    assert len(ways) == 40 and drawn == {(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)}
    assert {way[2] for way in ways} == {few[0].min().item()}


def test_costs_hand_each_loop_as_many_batches():
    seen = {"a": [], "b": []}
    loops = {
        name: (lambda: [(1, 2)] * 9, lambda *batch, own=own: own.append(batch)) for name, own in seen.items()
    }
    found = fast.costs(loops, count=4, runs=3)
    assert [len(own) for own in seen.values()] == [12, 12] and set(seen["a"]) == {(1, 2)}
    assert found.keys() == seen.keys() and all(cost >= 0 for cost in found.values())


def test_the_bare_step_multiplies_as_often_as_training_does(few):
    class Products(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, function, types, args=(), kwargs=None):
            if function is torch.Tensor.matmul:
                shapes.append((*map(tuple, (args[0].shape, args[1].shape)),))
            return function(*args, **kwargs or {})

    shapes, net = [], sequential_net()
    opt = torch.optim.Adam(net.parameters(), fused=True)
    with Products():
        fast.bare_step(net, opt, 20)(*few)
    multiplied = sum(a * b * d for (a, b), (_, d) in shapes)
    assert multiplied == 20 * (2 * 784 * 256 + 3 * 256 * 10)


def test_the_race_tells_of_every_epoch(few, monkeypatch, capsys):
    x, y = few
    monkeypatch.setattr(fast, "normalise", lambda data: data)
    monkeypatch.setattr(fast, "load_mnist", lambda: Mnist(x, y, x, y, x, y))
    threads = torch.get_num_threads()
    fast.print_race(["--seeds", "2"])
    torch.set_num_threads(threads)
    head, *lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6 and all(
        re.fullmatch(r" +[01]  .{10} +\d+\.\d\d +[\d.]+% +[\d.]+%", it) for it in lines
    )


def test_the_record_is_of_the_recipes_as_they_stand():
    epochs = {"five plain": 5} | {way: recipe["epochs"] for way, recipe in fast.RECIPES.items()}
    assert {way: np.shape(run["seconds"]) for way, run in fast_runs.RUNS.items()} == {
        way: (5, count) for way, count in epochs.items()
    }
    for run in fast_runs.RUNS.values():
        seconds, valid, test = (np.array(run[what]) for what in ("seconds", "valid", "test"))
        assert (np.diff(seconds) > 0).all() and valid.shape == seconds.shape and test.shape == (5,)
        assert abs(valid[:, -1] - test).max() < 0.01
    assert fast_runs.EPOCH.keys() == {"page", "taught", "by hand"}


def test_the_written_record_is_read_as_it_was():
    text = bench_fast.written(fast_runs.RUNS, fast_runs.EPOCH, 5)
    tree = {each.targets[0].id: each.value for each in ast.parse(text).body if isinstance(each, ast.Assign)}
    assert ast.literal_eval(tree["RUNS"]) == fast_runs.RUNS
    assert ast.literal_eval(tree["EPOCH"]) == fast_runs.EPOCH
    own = bench_fast.RECORD.read_text()
    assert re.sub("MACHINE = .*", "", own) == re.sub("MACHINE = .*", "", text), "as the script writes it"
