"""The net of the book, trained in a fraction of the time: waste nothing, step boldly.

`python -m snippets.fast` trains it from five seeds by each recipe, on one core, and
says how long that took and how much the nets read.
"""

import argparse
from time import process_time

import numpy as np
import torch
from torch.nn import functional as F

from snippets.data import load_mnist, normalise
from snippets.nets import sequential_net
from snippets.training import accuracy, train_epoch

# --8<-- [start:recipes]
RECIPES = {
    "two epochs": dict(epochs=2, batch_size=64, peak=3e-3, smoothing=0.05),
    "six epochs": dict(epochs=6, batch_size=256, peak=5e-3, smoothing=0.05, shift=1),
}
# --8<-- [end:recipes]


# --8<-- [start:one-tensor]
def one_tensor(x, y, batch_size=64):
    """Batches (xb, yb) of x, (n, features), and y, (n,), in random order.

    One gather a batch, instead of one digit after the other.
    """
    for batch in torch.randperm(len(x)).split(batch_size):
        yield x[batch], y[batch]


# --8<-- [end:one-tensor]


def costs(loops, count=100, runs=5):
    """Milliseconds of work for a batch of each loop: {name: the least of `runs`}.

    loops: {name: (batches, step)}; batches() gives an iterable of (xb, yb), of which a
    run hands the first `count` to step. The loops run in turns, so that a slow moment
    of the machine falls on all alike.
    """
    took = {name: [] for name in loops}
    for _ in range(runs):
        for name, (batches, step) in loops.items():
            start = process_time()  # what this process works, without waiting
            for _, (xb, yb) in zip(range(count), batches()):
                step(xb, yb)
            took[name].append(process_time() - start)
    return {name: 1000 * min(each) / count for name, each in took.items()}


def usual_step(net, opt):
    """The four lines of the loop, as step(xb, yb)."""

    def step(xb, yb):
        loss = F.cross_entropy(net(xb), yb)
        opt.zero_grad()
        loss.backward()
        opt.step()

    return step


def bare_step(net, opt, batch_size=64):
    """What no loop can leave out, as step(xb, yb): five products, and the optimizer.

    Its slopes are wrong: it is a yardstick of time.
    """
    w1, w2, (dy, dh) = net[0].weight, net[2].weight, torch.ones(2, batch_size, 1)
    dy, dh = dy.expand(-1, 10).clone(), dh.expand(-1, 256).clone()

    @torch.no_grad()
    def step(xb, yb):
        h = xb @ w1.T
        h @ w2.T
        dy @ w2
        w2.grad, w1.grad = dy.T @ h, dh.T @ xb
        opt.step()

    return step


# --8<-- [start:by-hand]
@torch.no_grad()
def slopes_by_hand(net, x, targets):
    """Fill in the gradients of a `sequential_net`, as backward does, without autograd.

    x: (n, 784); targets: (n, 10), the shares that each digit should get: rows of
    `target_rows`. The steps are those of the chapter `backward`.
    """
    (w1, b1), (w2, b2) = net[0].parameters(), net[2].parameters()
    h = torch.addmm(b1, x, w1.T).relu_()
    scores = torch.addmm(b2, h, w2.T)
    dy = (scores.softmax(dim=1) - targets) / len(x)
    dh = (dy @ w2).mul_(h > 0)
    slopes = dh.T @ x, dh.sum(dim=0), dy.T @ h, dy.sum(dim=0)
    for p, slope in zip(net.parameters(), slopes, strict=True):
        p.grad = slope


# --8<-- [end:by-hand]


# --8<-- [start:target-rows]
def target_rows(smoothing=0.0, classes=10):
    """The shares to aim at, (classes, classes): row k is for the label k.

    A part `smoothing` of each row is spread over all classes alike (Szegedy and others,
    2015, arXiv:1512.00567).
    """
    return (1 - smoothing) * torch.eye(classes) + smoothing / classes


# --8<-- [end:target-rows]


def hand_step(net, opt, smoothing=0.0):
    """The loop without autograd, as step(xb, yb)."""
    targets = target_rows(smoothing)

    def step(xb, yb):
        slopes_by_hand(net, xb, targets[yb])
        opt.step()

    return step


# --8<-- [start:one-cycle]
def one_cycle(steps, peak, start=1 / 25, end=1 / 250_000, warm=0.3):
    """The learning rate of each step, (steps,): up to the peak, then down, by cosines.

    start, end: shares of the peak; warm: the share of the steps that go up. The idea is
    Smith's (2018, arXiv:1803.09820), form and usual numbers are PyTorch's OneCycleLR.
    """
    top, last = warm * steps - 1, steps - 1
    t = np.arange(steps)
    up = (1 - np.cos(np.pi * t / top)) / 2  # 0 to 1
    down = (1 + np.cos(np.pi * (t - top) / (last - top))) / 2  # 1 to 0
    return peak * np.where(t < top, start + (1 - start) * up, end + (1 - end) * down)


# --8<-- [end:one-cycle]


# --8<-- [start:moved]
def moved(x, down, right, paper):
    """Digits x, (n, 784), moved by 1 pixel at most; what comes in is `paper`."""
    framed = F.pad(x.view(-1, 28, 28), (1, 1, 1, 1), value=paper)  # (n, 30, 30)
    return framed[:, 1 - down : 29 - down, 1 - right : 29 - right].reshape(-1, 784)


# --8<-- [end:moved]


# --8<-- [start:train]
def train(net, x, y, *, epochs, batch_size, peak, smoothing=0.0, shift=0):
    """Train a `sequential_net` by a recipe; yields the number of each epoch after it.

    x: (n, 784), float32, normalised; y: (n,), int64; peak: of the learning rate; shift:
    0 or 1, the pixels by which a batch may be moved. AdamW is from arXiv:1711.05101.
    """
    rates = iter(one_cycle(epochs * -(-len(x) // batch_size), peak))
    opt = torch.optim.AdamW(net.parameters(), betas=(0.9, 0.98), fused=True)
    step, paper = hand_step(net, opt, smoothing), x.min().item()
    for epoch in range(1, epochs + 1):
        for xb, yb in one_tensor(x, y, batch_size):
            if shift:
                xb = moved(xb, *torch.randint(-shift, shift + 1, (2,)), paper)
            opt.param_groups[0]["lr"] = next(rates)
            step(xb, yb)
        yield epoch


# --8<-- [end:train]


def plain(net, x, y, epochs=5):
    """Train a net as `fit` does, at one rate; yields the number of each epoch."""
    opt = torch.optim.Adam(net.parameters(), lr=1e-3, fused=True)
    for epoch in range(1, epochs + 1):
        train_epoch(net, opt, x, y)
        yield epoch


def race(data, seed):
    """How nets fare that start from one seed: {way: {seconds, valid, test}}.

    seconds of work so far and the accuracy on the validation set, one of each an epoch;
    the accuracy on the test set, at the very end.
    """
    ways = {"five plain": plain} | dict.fromkeys(RECIPES, train)
    found = {}
    for way, trained in ways.items():
        torch.manual_seed(seed)
        net, seconds, valid = sequential_net(), [0.0], []
        start = process_time()
        for _ in trained(net, data.x_train, data.y_train, **RECIPES.get(way, {})):
            seconds.append(seconds[-1] + process_time() - start)
            valid.append(accuracy(net, data.x_valid, data.y_valid))
            start = process_time()
        test = accuracy(net, data.x_test, data.y_test)
        seconds = [round(each, 3) for each in seconds[1:]]
        found[way] = dict(seconds=seconds, valid=valid, test=test)
    return found


def print_race(arguments=None):
    """Print what comes of the race from some seeds, on one core."""
    parser = argparse.ArgumentParser("python -m snippets.fast", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    data = normalise(load_mnist())
    print("seed  way         seconds   valid    test")
    for seed in range(options.seeds):
        for way, run in race(data, seed).items():
            took, valid, test = run["seconds"][-1], run["valid"][-1], run["test"]
            print(f"{seed:4}  {way:10} {took:8.2f}  {valid:.2%}  {test:.2%}")


if __name__ == "__main__":
    print_race()
