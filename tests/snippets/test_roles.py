"""The two roles of PyTorch: what is noted, what TF32 keeps, what a batch costs."""

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.overrides import TorchFunctionMode

from snippets import roles
from snippets.pictures.curves import draw_batch_costs
from snippets.roles import batch_costs, recorded_costs, tape, to_tf32

pytestmark = pytest.mark.filterwarnings("error")


# Notes


def test_the_tape_names_what_was_done_in_order():
    x, w = torch.ones(2, 3), torch.ones(3, 2, requires_grad=True)
    assert tape((x @ w).relu().mean()) == ["Mm", "Relu", "Mean"]


def test_without_a_gradient_nothing_is_noted():
    w = torch.ones(3, requires_grad=True)
    assert tape(torch.ones(3) * 2) == tape(w) == tape((w * 2).detach()) == []


def test_an_operation_that_is_used_twice_is_named_once():
    w = torch.tensor(2.0, requires_grad=True)
    square = w * w
    assert tape(square + square.exp()) == ["Mul", "Exp", "Add"]


@pytest.mark.parametrize("turns", [1, 2, 5])
def test_a_loop_makes_a_tape_of_its_length(turns):
    w = result = torch.tensor(2.0, requires_grad=True)
    for _ in range(turns):
        result = result * w
    assert tape(result) == ["Mul"] * turns


# Numbers


def rounded(number):
    """The float nearest to a number with 10 bits behind the point; ties go away from 0."""
    fraction, exponent = math.frexp(number)
    scaled = abs(fraction) * 2**11
    return math.copysign(math.ldexp(math.floor(scaled + 0.5), exponent - 11), number)


@given(st.floats(2.0**-100, 2.0**100, width=32), st.sampled_from([1, -1]))
def test_tf32_keeps_ten_bits(number, sign):
    assert to_tf32(torch.tensor([sign * number])).item() == rounded(sign * number)


def test_tf32_keeps_what_is_short_enough_and_the_shape():
    x = torch.tensor([[0.0, -0.0, 1.0], [-0.5, 2047.0, math.inf]])
    assert torch.equal(to_tf32(x), x) and to_tf32(x).dtype == torch.float32
    third = to_tf32(torch.tensor([1 / 3])).item()
    assert third != np.float32(1 / 3) and abs(third - 1 / 3) < 2**-12


class Products(TorchFunctionMode):
    """Counts how many rows each product has, as long as it is entered."""

    def __init__(self):
        super().__init__()
        self.rows = []

    def __torch_function__(self, function, types, args=(), kwargs=None):
        if function is torch.Tensor.matmul:
            self.rows.append(len(args[0]))
        return function(*args, **kwargs or {})


def test_costs_are_of_one_product_and_of_one_for_each_row():
    with Products() as done:
        costs = batch_costs([2, 3], repeats=4)
    assert done.rows == 4 * [1] + 4 * [2] + 4 * [1, 1] + 4 * [3] + 4 * [1, 1, 1]
    assert {n: len(pair) for n, pair in costs.items()} == {2: 2, 3: 2}
    assert min(cost for pair in costs.values() for cost in pair) > 0


def test_only_what_was_recorded_on_a_gpu_is_told(tmp_path):
    file = tmp_path / "costs.json"
    assert recorded_costs(file) == {}
    file.write_text('{"a card": {"4": [1.0, 4.5], "16": [1.1, 15]}}')
    assert recorded_costs(file) == {"a card": {4: (1.0, 4.5), 16: (1.1, 15)}}
    own = json.loads(Path("data/batch-costs.json").read_text())
    assert recorded_costs().keys() == own.keys()


def test_a_card_is_added_to_those_that_were_recorded(tmp_path, monkeypatch):
    file = tmp_path / "costs.json"
    file.write_text('{"another": {"4": [1.0, 4.5]}}')
    asked = []
    costs = {4: (1.23456, 2.0), 16: (3.0, 4.0)}
    monkeypatch.setattr(roles, "batch_costs", lambda sizes, device: asked.append((sizes, device)) or costs)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda: "a card")
    assert roles.record_costs(file, sizes=(4, 16)) == "a card"
    assert asked == [((4, 16), "cuda")]
    told = recorded_costs(file)
    assert told == {"a card": {4: (1.235, 2.0), 16: (3.0, 4.0)}, "another": {4: (1.0, 4.5)}}
    assert draw_batch_costs.data({"CPU": costs} | told)["marks"][2]["label"].startswith("a card: ")


def test_without_a_card_nothing_is_added(tmp_path, root):
    if torch.cuda.is_available():
        return
    command = [sys.executable, "-m", "snippets.roles", str(tmp_path / "costs.json")]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1 and done.stderr.startswith("python -m snippets.roles FILE.json needs")
    assert not [*tmp_path.iterdir()]
