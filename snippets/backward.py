"""The net of the book in NumPy alone, with the way back: loss, slopes, steps.

Parameters are a list of four arrays: w1, (k, hidden), b1, (hidden,), w2, (hidden, m),
and b2, (m,). What holds slopes has the shape of what they are slopes of.
"""

from itertools import permutations, product

import numpy as np


def nudge(loss, p, size=1e-5):
    """The slope of loss() along each number of the float array p, by nudging: p.shape.

    `loss` reads p, which is nudged in place, and left as it was.
    """
    slopes = np.zeros(p.shape)
    for place in np.ndindex(p.shape):
        before, heights = p[place], []
        for step in size, -size:
            p[place] = before + step
            heights.append(loss())
        p[place] = before
        slopes[place] = (heights[0] - heights[1]) / (2 * size)
    return slopes


# --8<-- [start:softmax-loss]
def softmax_loss(scores, y):
    """The mean cross-entropy of scores, (n, k), and its slope along each, (n, k).

    y: (n,), the right places, whole numbers from 0 to k - 1.
    """
    logs = scores - scores.max(axis=1, keepdims=True)  # (n, k) - (n, 1)
    logs = logs - np.log(np.exp(logs).sum(axis=1, keepdims=True))
    onehot = y[:, None] == np.arange(scores.shape[1])  # (n, 1) == (k,) -> (n, k)
    return -logs[onehot].mean(), (np.exp(logs) - onehot) / len(y)


# --8<-- [end:softmax-loss]


def products_of(**two):
    """The products of two matrices, turned or not, that run: {code: shape}."""
    turned = [{name: a, f"{name}.T": a.T} for name, a in two.items()]
    found = {}
    for left, right in permutations(turned):
        for (m, a), (n, b) in product(left.items(), right.items()):
            if a.shape[1] == b.shape[0]:
                found[f"{m} @ {n}"] = a.shape[0], b.shape[1]
    return found


# --8<-- [start:there-and-back]
def forward(params, x):
    """The scores, (n, m), of images x, (n, k), and the notes that `backward` needs."""
    w1, b1, w2, b2 = params
    z = x @ w1 + b1
    mask = z > 0
    h = z * mask
    return h @ w2 + b2, (x, mask, h)


def backward(params, notes, dy):
    """The slopes of the parameters, in order, from those of the scores, (n, m)."""
    w1, b1, w2, b2 = params
    x, mask, h = notes
    db2 = dy.sum(axis=0)
    dw2 = h.T @ dy
    dz = dy @ w2.T * mask
    db1 = dz.sum(axis=0)
    dw1 = x.T @ dz
    return [dw1, db1, dw2, db2]


# --8<-- [end:there-and-back]


def first_values(*sizes, seed=0):
    """Random w1, b1, w2, b2 for layers of these three sizes, as `SimpleMnist` has."""
    rng, (k, hidden, m) = np.random.default_rng(seed), sizes
    shapes = (k, hidden), (hidden,), (hidden, m), (m,)
    return [rng.normal(size=shape) / shape[0] for shape in shapes]


# --8<-- [start:adam]
def adam_step(params, slopes, means, squares, t, lr=1e-3):
    """Step number t, from 1, of Adam (Kingma and Ba, 2015): all arrays in place."""
    for p, g, m, v in zip(params, slopes, means, squares, strict=True):
        m += 0.1 * (g - m)  # the running mean of the slopes
        v += 0.001 * (g**2 - v)  # the running mean of their squares
        m_full = m / (1 - 0.9**t)  # both began at 0, and are too small at first
        v_full = v / (1 - 0.999**t)
        p -= lr * m_full / (np.sqrt(v_full) + 1e-8)


# --8<-- [end:adam]
