"""The pictures of nets, read back: every operation, every line of training, every note."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.colors import to_hex

from snippets.nets import SimpleMnist
from snippets.pictures.operations import DEVICES, draw_cycle, draw_roles, draw_xray
from snippets.pictures.palette import B_EDGE, C_EDGE, INK
from snippets.roles import tape
from snippets.xray import xray
from tests.kit.drawings import arrows, words

pytestmark = pytest.mark.filterwarnings("error")


# X-rays and the cycle


def test_the_picture_holds_every_shape_and_every_step():
    draw_xray(xray(SimpleMnist(hidden=100), torch.zeros(32, 784)))
    shown = words()
    for label in ("A (32, 784)", "B (784, 100)", "C (32, 100)", "A (32, 100)", "B (100, 10)"):
        assert label in shown
    assert "B (100,)\n→ (32, 100)" in shown and "B ()\n→ (32, 100)" in shown
    assert "B (10,)\n→ (32, 10)" in shown
    assert {"784", "100"} <= set(shown)
    codes = ["① = x @ w1", "② = ① + b1", "③ = ② > 0", "④ = ② * ③", "⑤ = ④ @ w2", "⑥ = ⑤ + b2"]
    assert [text for text in shown if text in codes] == codes


def test_only_stretched_blocks_are_hatched_and_have_arrows():
    draw_xray(xray(SimpleMnist(), torch.zeros(64, 784)))
    hatched = [patch for patch in plt.gca().patches if patch.get_hatch()]
    arrows = [text for text in plt.gca().texts if getattr(text, "arrow_patch", None)]
    assert len(hatched) == 3, "b1, 0 and b2"
    assert len(arrows) == 4, "a row stretches down, a number down and across"


def test_no_block_leaves_the_picture():
    draw_xray(xray(SimpleMnist(), torch.zeros(64, 784)))
    axes = plt.gca()
    (right, low), boxes = (axes.get_xlim()[1], axes.get_ylim()[0]), axes.patches
    assert min(box.get_x() for box in boxes) > 0 and min(box.get_y() for box in boxes) > 0
    assert max(box.get_x() + box.get_width() for box in boxes) < right
    assert max(box.get_y() + box.get_height() for box in boxes) < low


def test_the_cycle_counts_parameters_and_batches():
    draw_cycle(203_530, batches=782)
    shown = words()
    lines = ["loss = …", "opt.zero_grad()", "loss.backward()", "opt.step()"]
    assert [text for text in shown if text in lines] == lines
    assert sum("203,530" in text for text in shown) == 3
    assert "782 batches\nan epoch" in shown


# Roles


def test_the_picture_of_both_roles():
    x = torch.arange(6.0).reshape(2, 3)
    w = torch.tensor([[1.0], [0], [-2]], requires_grad=True)
    draw_roles(x, w.detach(), tape((x @ w).relu().mean()))
    assert {"A x (2, 3)", "B w (3, 1)", "C x @ w (2, 1)", "3"} <= set(words())
    assert {"-4", "-7"} <= set(words()), "the product was not computed"
    chain = ["w", "@", "relu", "mean", "loss"]
    assert [word for word in words() if word in chain] == chain
    assert "backward: from the notes come the slopes, w.grad (3, 1)" in words()
    assert [word for word in words() if word in DEVICES] == list(DEVICES)
    assert len(arrows()) == len(DEVICES) + 2 * 4
    (left, right), (low, high) = plt.gca().get_xlim(), plt.gca().get_ylim()
    width, height = plt.gcf().get_size_inches()
    assert np.isclose((low - high) / (right - left), height / width), "cells would not be square"


def test_each_device_has_an_arrow_from_the_result():
    draw_roles(torch.ones(2, 3), torch.ones(3, 1), ["Mm"])
    ways = [(start, end) for start, end, line in arrows() if start[0] < end[0]]
    devices = ways[: len(DEVICES)]
    assert len({start for start, _ in devices}) == 1, "one point: the side of C"
    [c] = [text for text in plt.gca().texts if text.get_text().startswith("C x @ w")]
    ((x, y), _), (left, top) = devices[0], c.get_position()
    assert left + 1 < x < left + 2 and top < y < top + 2.2


def test_the_chain_leads_forward_and_back():
    draw_roles(torch.ones(2, 3), torch.ones(3, 1), ["Mul", "Exp"])
    ways = {"-": [], "--": []}
    for (start, _), (end, _), line in arrows()[len(DEVICES) :]:
        ways[line].append(end > start)
    assert ways == {"-": [True] * 3, "--": [False] * 3}
    boxes = plt.gca().patches[-4:]
    assert [to_hex(box.get_edgecolor()) for box in boxes] == [B_EDGE, INK, INK, C_EDGE]
    assert len({round(box.get_width(), 6) for box in boxes}) == 1, "they are equally wide"
