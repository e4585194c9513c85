"""The two roles of PyTorch: what is noted, what TF32 keeps, what a batch costs, pictures."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from snippets.roles import batch_costs, tape, to_tf32

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


def test_costs_are_in_times_of_one_row():
    costs = batch_costs([1, 3], repeats=2)
    assert list(costs) == [1, 3]
    assert costs[1] == 1 and costs[3] > 0


# Pictures
