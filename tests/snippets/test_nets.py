"""The nets: shapes, values, gradients; they learn to read digits in one epoch or less."""

import pytest
import torch
from torch import nn

from snippets.data import load_mnist, normalise
from snippets.nets import SimpleMnist, conv_net, initial_values, sequential_net
from snippets.training import accuracy, fit

NETS = pytest.mark.parametrize("make", [sequential_net, SimpleMnist])


@pytest.mark.parametrize("make", [sequential_net, SimpleMnist, conv_net])
@pytest.mark.parametrize("n", [1, 64])
def test_logits(make, n):
    logits = make()(torch.zeros(n, 784))
    assert logits.shape == (n, 10) and logits.dtype == torch.float32


@NETS
@pytest.mark.parametrize("hidden, parameters", [(256, 203_530), (50, 39_760)])
def test_parameters(make, hidden, parameters):
    assert sum(p.numel() for p in make(hidden).parameters()) == parameters


def test_layers_of_the_sequential_net():
    first, bend, last = sequential_net(32)
    assert isinstance(bend, nn.ReLU)
    assert (first.in_features, first.out_features) == (784, 32)
    assert (last.in_features, last.out_features) == (32, 10)
    assert sequential_net(inputs=3072)(torch.zeros(5, 3072)).shape == (5, 10)


def test_the_conv_net_has_the_shapes_that_its_comments_say():
    torch.manual_seed(4)
    net, x = conv_net(), torch.randn(3, 784)
    shapes = []
    for layer in net:
        x = layer(x)
        shapes.append(tuple(x.shape))
    assert shapes[0] == (3, 1, 28, 28)
    assert shapes[1::2] == [(3, 8, 12, 12), (3, 16, 5, 5), (3, 32, 2, 2), (3, 128)]


def test_a_filter_is_a_product_with_each_patch():
    torch.manual_seed(5)
    unflatten, slide = conv_net()[:2]
    x = torch.randn(2, 784)
    patches = nn.functional.unfold(unflatten(x), 5, stride=2)  # (2, 25, 144)
    by_hand = slide.weight.flatten(1) @ patches + slide.bias[:, None]  # (2, 8, 144)
    torch.testing.assert_close(slide(unflatten(x)).flatten(2), by_hand)


def test_the_conv_net_learns_from_few_digits():
    data = normalise(load_mnist())
    torch.manual_seed(0)
    net = conv_net()
    fit(net, data.x_train[:10_000], data.y_train[:10_000], *data[2:4], lr=3e-3, device="cpu")
    assert accuracy(net, data.x_valid, data.y_valid) >= 0.9


@pytest.mark.parametrize("shape", [(784, 256), (256,)])
def test_initial_values_are_normal_over_the_first_size(shape):
    torch.manual_seed(1)
    values = initial_values(*shape)
    torch.manual_seed(1)
    assert torch.equal(values, torch.randn(shape) / shape[0])
    assert isinstance(values, nn.Parameter) and values.dtype == torch.float32


def test_both_nets_compute_the_same_from_the_same_weights():
    torch.manual_seed(2)
    boxes, by_hand, x = sequential_net(), SimpleMnist(), torch.randn(64, 784)
    with torch.no_grad():
        by_hand.w1.copy_(boxes[0].weight.T)
        by_hand.b1.copy_(boxes[0].bias)
        by_hand.w2.copy_(boxes[2].weight.T)
        by_hand.b2.copy_(boxes[2].bias)
    torch.testing.assert_close(by_hand(x), boxes(x))
    for net in (boxes, by_hand):
        net(x).square().mean().backward()
    torch.testing.assert_close(by_hand.w1.grad, boxes[0].weight.grad.T)
    torch.testing.assert_close(by_hand.b2.grad, boxes[2].bias.grad)


@NETS
def test_every_parameter_gets_a_gradient(make):
    torch.manual_seed(3)
    net = make()
    net(torch.randn(8, 784)).logsumexp(1).sum().backward()
    assert all(p.grad.abs().sum() > 0 for p in net.parameters())


@pytest.mark.heavy  # the chapters by-hand and sequential train them, too
@NETS
def test_learns_to_read_digits_in_one_epoch(make, capsys):
    data = normalise(load_mnist())
    torch.manual_seed(0)
    net = make()
    losses = fit(net, *data[:4], device="cpu")
    assert accuracy(net, data.x_valid, data.y_valid) >= 0.95
    assert len(losses) == 782 and losses[-50:].mean() < 0.25
    assert len(capsys.readouterr().out.splitlines()) == 2
