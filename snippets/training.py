"""Train a net that reads digits, and ask it what it reads.

`python -m snippets.training --net by-hand --epochs 1` does it from a terminal, and
`torchrun --nproc-per-node 2 -m snippets.training` in two processes that share batches.
"""

import argparse
import os
import sys
import time
from contextlib import redirect_stdout

import torch
from torch.nn import functional as F
from tqdm import tqdm

from snippets.data import load_mnist, normalise
from snippets.devices import are_replicas, replicate
from snippets.nets import SimpleMnist, sequential_net
from snippets.team import team

NETS = {"sequential": sequential_net, "by-hand": SimpleMnist}


def pick_device(name=None):
    """The `torch.device` called `name`; without a name, the fastest one here.

    Raises RuntimeError where torch knows no device of that name.
    """
    return torch.device(name or torch.accelerator.current_accelerator(True) or "cpu")


def train_epoch(net, opt, x, y, batch_size=64):
    """Show every image of x to the net once, in random order, one update a batch.

    x: (n, features) and y: (n,), both on the net's device.
    Gives the loss of each batch, (n / batch_size rounded up,), float32, on that device.
    """
    net.train()
    losses = []
    batches = torch.randperm(len(x), device=x.device).split(batch_size)
    for batch in tqdm(batches, leave=False, disable=None):  # a bar in terminals only
        loss = F.cross_entropy(net(x[batch]), y[batch])
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.detach())
    return torch.stack(losses)


def fit(net, x, y, x_valid, y_valid, *, epochs=1, batch_size=64, lr=1e-3, device=None):
    """Train `net` in place with Adam and cross-entropy; print one line an epoch.

    x: (n, features), float; y: (n,), int64; x_valid, y_valid likewise; `device` as in
    `pick_device`, and `net` comes home from it. Gives the loss of every batch, in
    order, float32, on the CPU. Raises ValueError, naming the argument, on bad input.
    """
    check(**locals())
    device, home = pick_device(device), next(net.parameters()).device
    net.to(device)
    x, y, x_valid, y_valid = (t.to(device) for t in (x, y, x_valid, y_valid))
    fused = device.type in ("cpu", "cuda", "mps")  # where Adam is one kernel
    opt = torch.optim.Adam(net.parameters(), lr=lr, fused=fused)
    losses = []
    print("epoch  train loss  valid loss  accuracy")
    for epoch in range(1, epochs + 1):
        losses.append(train_epoch(net, opt, x, y, batch_size))
        valid_loss, right = evaluate(net, x_valid, y_valid)
        print(f"{epoch:5}  {losses[-1].mean():10.4f}  {valid_loss:10.4f}  {right:8.2%}")
    net.to(home)
    return torch.cat(losses).cpu()


@torch.no_grad()
def logits_of(net, x, batch_size=10_000):
    """Raw scores, (n, classes), for images x, (n, features), on the net's device."""
    net.eval()
    device = next(net.parameters()).device
    return torch.cat([net(xb.to(device)) for xb in x.split(batch_size)])


def predict(net, x):
    """The class with the highest score for each image of x: (n,), int64, on the CPU."""
    return logits_of(net, x).argmax(dim=1).cpu()


def evaluate(net, x, y):
    """The mean cross-entropy and the share of right answers for images x, labels y."""
    logits, y = logits_of(net, x).cpu(), y.cpu()
    right = (logits.argmax(dim=1) == y).sum().item()
    return F.cross_entropy(logits, y).item(), right / len(y)


def accuracy(net, x, y):
    """The share of images x, (n, features), that the net reads as their labels, (n,).

    Raises ValueError, naming the argument, where x and y do not fit the net.
    """
    check(**locals())
    return evaluate(net, x, y)[1]


def mean_loss(net, x, y):
    """The mean cross-entropy over images x, (n, features), labels y, (n,): a float.

    Raises ValueError, naming the argument, where x and y do not fit the net.
    """
    check(**locals())
    return evaluate(net, x, y)[0]


def check(net, device=None, **given):
    """Raise ValueError, naming the argument, where one fits neither net nor loop.

    given: by name, images x…, (n, features), finite, n > 0, each followed by its labels
    y…, (n,), int64; and numbers above 0, all but lr whole.
    """
    for name, value in given.items():
        if name.startswith("x"):
            shape = tuple(value.shape)
            if len(shape) != 2 or 0 in shape or not value.isfinite().all():
                raise ValueError(f"{name}: expected finite (n, features), got {shape}")
            try:
                classes = logits_of(net, value[:1]).shape[1]
            except RuntimeError as error:
                raise ValueError(f"{name}: does not fit the net: {error}") from None
        elif name.startswith("y"):
            wanted, got = f"{shape[:1]} int64", f"{tuple(value.shape)} {value.dtype}"
            if got.replace("torch.", "") != wanted:
                raise ValueError(f"{name}: expected {wanted}, got {got}")
            if value.min() < 0 or value.max() >= classes:
                raise ValueError(f"{name}: has labels other than 0 to {classes - 1}")
        elif not (isinstance(value, int) or name == "lr") or not value > 0:
            raise ValueError(f"{name}: expected a number above 0, got {value!r}")


# --8<-- [start:fit-together]
def fit_together(net, x, y, *valid, batch_size=64, device=None, **options):
    """`fit` in all processes of a team: each batch is cut into a part for each of them.

    Process 0 speaks for all. Raises ValueError where the parts would not be equal.
    """
    with team(device) as us, open(os.devnull, "w") as nowhere:
        if batch_size % us.size:
            raise ValueError(f"batch_size: {batch_size} is no multiple of {us.size}")
        part, options["batch_size"] = len(x) // us.size, batch_size // us.size
        options["device"], own = us.device, slice(us.rank * part, us.rank * part + part)
        if us.size == 1:
            return fit(net, x, y, *valid, **options)
        replicate(net.to(us.device))
        start = time.perf_counter()
        with redirect_stdout(nowhere if us.rank else sys.stdout):
            fit(net, x[own], y[own], *valid, **options)
        took, same = time.perf_counter() - start, are_replicas(net)
        if us.rank == 0:
            print(f"{us.size} processes, {took:.1f} s, bit-identical replicas: {same}")


# --8<-- [end:fit-together]
def main(arguments=None):
    """Train one of the two nets on MNIST from the command line."""
    parser = argparse.ArgumentParser("python -m snippets.training", description=__doc__)
    parser.add_argument("--net", choices=NETS, default="sequential")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--lr", type=float, default=1e-3, help="learning rate")
    parser.add_argument("--device", help="cpu, cuda or mps; default: the fastest")
    parser.add_argument("--seed", type=int, default=0)
    options = vars(parser.parse_args(arguments))
    try:
        if abs(seed := options.pop("seed")) >= 2**63:
            raise ValueError(f"seed: expected a number below 2**63, got {seed}")
        torch.manual_seed(seed)
        net = NETS[options.pop("net")]()
        fit_together(net, *normalise(load_mnist())[:4], **options)
    except (ValueError, OSError, RuntimeError, AssertionError) as error:
        sys.exit(f"snippets.training: {error}")


if __name__ == "__main__":
    main()
