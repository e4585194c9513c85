"""The net in NumPy: each slope equals autograd's and a nudge's, its steps are those of torch's Adam."""

import inspect

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from snippets import backward as page
from snippets.backward import adam_step, backward, first_values, forward, nudge, products_of, softmax_loss
from snippets.data import load_mnist, normalise
from snippets.few_digits import few_digits
from snippets.nets import SimpleMnist
from snippets.training import accuracy


def slopes_of(params, x, y):
    scores, notes = forward(params, x)
    return backward(params, notes, softmax_loss(scores, y)[1])


@pytest.mark.parametrize("sizes", [(784, 256, 10), (784, 5, 10), (784, 1, 10)])
def test_every_slope_is_autograds(sizes):
    x, y = few_digits()
    params = first_values(*sizes, seed=3)
    w1, b1, w2, b2 = tensors = [torch.tensor(p, requires_grad=True) for p in params]
    F.cross_entropy(F.relu(torch.tensor(x) @ w1 + b1) @ w2 + b2, torch.tensor(y)).backward()
    for slope, tensor in zip(slopes_of(params, x, y), tensors, strict=True):
        assert slope.shape == tensor.shape
        np.testing.assert_allclose(slope, tensor.grad.numpy(), rtol=1e-5, atol=1e-12)


def test_every_slope_is_a_nudges():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(5, 4)), rng.integers(3, size=5)
    params = first_values(4, 6, 3, seed=1)
    slopes = slopes_of(params, x, y)
    for p, slope in zip(params, slopes, strict=True):
        before = p.copy()
        nudged = nudge(lambda: softmax_loss(forward(params, x)[0], y)[0], p)
        np.testing.assert_allclose(slope, nudged, atol=1e-8)
        assert np.abs(nudged).max() > 1e-4 and np.array_equal(p, before)


def test_a_nudge_reaches_scalars_and_views():
    whole = np.array([[1.0, 2, 3], [4, 5, 6]])
    np.testing.assert_allclose(nudge(lambda: (whole**2).sum(), whole[1:, :2]), [[8, 10]])
    s = np.array(3.0)
    assert nudge(lambda: s**2, s).shape == () and nudge(lambda: s**2, s) == pytest.approx(6)


def test_the_loss_is_pytorchs_and_holds_for_large_scores():
    scores, y = np.array([[1.0, 3, 0], [1000, -1000, 0]]), np.array([0, 1])
    loss, slopes = softmax_loss(scores, y)
    assert loss == pytest.approx(F.cross_entropy(torch.tensor(scores), torch.tensor(y)).item())
    np.testing.assert_allclose(slopes.sum(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(slopes[1], [0.5, -0.5, 0])


def test_of_eight_products_two_run_and_one_has_the_shape():
    x, w, dy = np.ones((2, 3)), np.ones((3, 4)), np.ones((2, 4))
    assert products_of(x=x, dy=dy) == {"x.T @ dy": (3, 4), "dy.T @ x": (4, 3)}
    assert products_of(w=w, dy=dy) == {"w @ dy.T": (3, 2), "dy @ w.T": (2, 3)}
    assert len(products_of(a=np.ones((2, 2)), b=np.ones((2, 2)))) == 8


def test_steps_are_those_of_torch():
    rng = np.random.default_rng(2)
    params = [rng.normal(size=shape) for shape in ((3, 2), (2,))]
    tensors = [torch.tensor(p, requires_grad=True) for p in params]
    opt = torch.optim.Adam(tensors, lr=1e-3)
    means, squares = ([np.zeros_like(p) for p in params] for _ in range(2))
    for t in range(1, 30):
        slopes = [rng.normal(size=p.shape) * 10.0 ** -(t % 4) for p in params]
        for tensor, slope in zip(tensors, slopes, strict=True):
            tensor.grad = torch.tensor(slope)
        opt.step()
        adam_step(params, slopes, means, squares, t)
    for p, tensor in zip(params, tensors, strict=True):
        np.testing.assert_allclose(p, tensor.detach().numpy(), rtol=1e-6)


def test_it_learns_what_pytorch_learns():
    data = normalise(load_mnist())
    torch.manual_seed(0)
    net = SimpleMnist()
    ours = [p.detach().numpy().copy() for p in net.parameters()]
    means, squares = ([np.zeros_like(p) for p in ours] for _ in range(2))
    opt = torch.optim.Adam(net.parameters(), fused=True)
    for t, (x, y) in enumerate(zip(data.x_train[:9600].split(64), data.y_train[:9600].split(64)), start=1):
        opt.zero_grad()
        F.cross_entropy(net(x), y).backward()
        opt.step()
        adam_step(ours, slopes_of(ours, x.numpy(), y.numpy()), means, squares, t)
    right = (forward(ours, data.x_valid.numpy())[0].argmax(axis=1) == data.y_valid.numpy()).mean()
    assert right > 0.9 and abs(right - accuracy(net, data.x_valid, data.y_valid)) < 0.005


def test_the_net_is_about_forty_lines():
    """Without blank lines and docstrings; five more, the loop, stand in the chapter."""
    functions = softmax_loss, forward, backward, first_values, adam_step
    lines = [line for each in functions for line in inspect.getsource(each).splitlines() if line.strip()]
    told = [line for each in functions for line in inspect.getdoc(each).splitlines() if line.strip()]
    assert all(each.__module__ == page.__name__ for each in functions)
    assert len(lines) - len(told) + 5 <= 44


def test_the_digits_are_those_of_mnist():
    raw = load_mnist()
    x, y = few_digits()
    assert x.dtype == np.float64 and y.dtype == np.int64
    np.testing.assert_array_equal(x, raw.x_train[:64].numpy() >= 0.5)
    np.testing.assert_array_equal(y, raw.y_train[:64].numpy())
    assert set(y) == set(range(10))
