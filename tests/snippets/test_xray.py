"""X-rays show what a net does, whatever its sizes, and nothing that it does not."""

import numpy as np
import pytest
import torch
from torch import nn

from snippets.backward import backward, first_values, forward
from snippets.nets import SimpleMnist, sequential_net
from snippets.xray import Step, xray, xray_both_ways


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


def both_ways(n=64, sizes=(784, 256, 10)):
    params = dict(zip(("w1", "b1", "w2", "b2"), first_values(*sizes), strict=True))
    return xray_both_ways(forward, backward, np.zeros((n, sizes[0])), params)


def test_forward_in_numpy_is_the_forward_of_the_net():
    assert both_ways()[0] == xray(SimpleMnist(), torch.zeros(64, 784))


def test_the_way_back_is_six_operations_with_their_shapes():
    assert both_ways(5, (4, 3, 2))[1] == [
        Step("Σ", (5, 2), (), (2,), ("dy", "", "db2")),
        Step("@", (3, 5), (5, 2), (3, 2), ("④.T", "dy", "dw2")),
        Step("@", (5, 2), (2, 3), (5, 3), ("dy", "w2.T", "⑨")),
        Step("*", (5, 3), (5, 3), (5, 3), ("⑨", "③", "⑩")),
        Step("Σ", (5, 3), (), (3,), ("⑩", "", "db1")),
        Step("@", (4, 5), (5, 3), (4, 3), ("x.T", "⑩", "dw1")),
    ]


def test_the_way_back_is_three_products_two_sums_and_a_mask():
    kinds = sorted(step.kind for step in both_ways()[1])
    assert kinds == ["element-wise product", *["product"] * 3, *["sum of rows"] * 2]
