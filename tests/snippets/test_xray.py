"""X-rays show what a net does, whatever its sizes, and nothing that it does not."""

import pytest
import torch
from torch import nn

from snippets.nets import SimpleMnist, sequential_net
from snippets.xray import Step, xray


def test_forward_is_six_operations_with_their_shapes():
    assert xray(SimpleMnist(), torch.zeros(64, 784)) == [
        Step("@", (64, 784), (784, 256), (64, 256), ("x", "w1", "①")),
        Step("+", (64, 256), (256,), (64, 256), ("①", "b1", "②")),
        Step(">", (64, 256), (), (64, 256), ("②", "0", "③")),
        Step("*", (64, 256), (64, 256), (64, 256), ("②", "③", "④")),
        Step("@", (64, 256), (256, 10), (64, 10), ("④", "w2", "⑤")),
        Step("+", (64, 10), (10,), (64, 10), ("⑤", "b2", "⑥")),
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
    assert product.symbol == "@" and difference.names == ("x", "①", "②")
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
