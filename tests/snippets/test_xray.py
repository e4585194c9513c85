"""X-rays show what a net does, whatever its sizes, and nothing that it does not."""

import matplotlib.pyplot as plt
import pytest
import torch
from torch import nn

from snippets.nets import SimpleMnist, sequential_net
from snippets.xray import Step, draw_cycle, draw_xray, xray


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def texts():
    return [text.get_text() for text in plt.gca().texts]


def test_forward_is_six_operations_with_their_shapes():
    assert xray(SimpleMnist(), torch.zeros(64, 784)) == [
        Step("@", (64, 784), (784, 256), (64, 256), ("x", "w1")),
        Step("+", (64, 256), (256,), (64, 256), ("①", "b1")),
        Step(">", (64, 256), (), (64, 256), ("②", "0")),
        Step("*", (64, 256), (64, 256), (64, 256), ("②", "③")),
        Step("@", (64, 256), (256, 10), (64, 10), ("④", "w2")),
        Step("+", (64, 10), (10,), (64, 10), ("⑤", "b2")),
    ]


def test_each_operation_has_its_kind():
    kinds = [step.kind for step in xray(SimpleMnist(hidden=3), torch.zeros(2, 784))]
    first_layer = ["product", "vector broadcast"]
    assert kinds == [*first_layer, "scalar broadcast", "element-wise product", *first_layer]


class Residual(nn.Module):
    """A net that ends in what no net of the book ends in: a sum without any broadcast."""

    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(3, 3))

    def forward(self, x):
        return x - x @ self.w


def test_other_nets_may_be_x_rayed():
    product, difference = xray(Residual(), torch.zeros(2, 3))
    assert product.symbol == "@" and difference.names == ("x", "①")
    assert difference.symbol == "-" and difference.kind == "element-wise"


def test_taking_an_x_ray_changes_nothing():
    net, x = SimpleMnist(hidden=3), torch.rand(2, 784)
    before = net(x)
    xray(net, x)
    assert torch.equal(net(x), before)
    assert all(p.grad is None for p in net.parameters())


def test_what_an_x_ray_cannot_show_is_named():
    with pytest.raises(ValueError, match="net: linear is not a step"):
        xray(sequential_net(), torch.zeros(2, 784))


def test_the_picture_holds_every_shape_and_every_step():
    draw_xray(SimpleMnist(hidden=100), torch.zeros(32, 784))
    shown = texts()
    for label in ("A (32, 784)", "B (784, 100)", "C (32, 100)", "A (32, 100)", "B (100, 10)"):
        assert label in shown
    assert "B (100,)\n→ (32, 100)" in shown and "B ()\n→ (32, 100)" in shown
    assert "B (10,)\n→ (32, 10)" in shown
    assert {"784", "100"} <= set(shown)
    codes = ["① = x @ w1", "② = ① + b1", "③ = ② > 0", "④ = ② * ③", "⑤ = ④ @ w2", "⑥ = ⑤ + b2"]
    assert [text for text in shown if text in codes] == codes


def test_only_stretched_blocks_are_hatched_and_have_arrows():
    draw_xray(SimpleMnist(), torch.zeros(64, 784))
    hatched = [patch for patch in plt.gca().patches if patch.get_hatch()]
    arrows = [text for text in plt.gca().texts if getattr(text, "arrow_patch", None)]
    assert len(hatched) == 3, "b1, 0 and b2"
    assert len(arrows) == 4, "a row stretches down, a number down and across"


def test_no_block_leaves_the_picture():
    draw_xray(SimpleMnist(), torch.zeros(64, 784))
    axes = plt.gca()
    (right, low), boxes = (axes.get_xlim()[1], axes.get_ylim()[0]), axes.patches
    assert min(box.get_x() for box in boxes) > 0 and min(box.get_y() for box in boxes) > 0
    assert max(box.get_x() + box.get_width() for box in boxes) < right
    assert max(box.get_y() + box.get_height() for box in boxes) < low


def test_the_cycle_counts_parameters_and_batches():
    draw_cycle(SimpleMnist(), batches=782)
    shown = texts()
    lines = ["loss = …", "opt.zero_grad()", "loss.backward()", "opt.step()"]
    assert [text for text in shown if text in lines] == lines
    assert sum("203,530" in text for text in shown) == 3
    assert "782 batches\nan epoch" in shown
