"""Train a net that reads digits, and ask it what it reads.

`python -m snippets.training --net by-hand --epochs 1` does it from a terminal.
"""

import argparse
import sys

# --8<-- [start:training-imports]
import torch
from torch.nn import functional as F
from tqdm import tqdm
# --8<-- [end:training-imports]

from snippets.data import load_mnist, normalise
from snippets.nets import SimpleMnist, sequential_net

NETS = {"sequential": sequential_net, "by-hand": SimpleMnist}


# --8<-- [start:pick-device]
def pick_device(name=None):
    """The `torch.device` called `name`; without a name, the fastest one here.

    Raises ValueError where this machine has no device of that name.
    """
    if name is None:
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError, TypeError) as error:
        raise ValueError(f"device: this machine has no device {name!r}") from error
    return device
# --8<-- [end:pick-device]


def check_examples(images, labels, x, y):
    """Raise ValueError, naming the arguments `images` and `labels`, where x, y cannot train a net.

    x: (n, features), float; y: (n,), int64; n is at least 1 and x holds neither NaN nor infinity.
    """
    if x.ndim != 2 or len(x) == 0:
        raise ValueError(
            f"{images}: expected shape (n, features) with n at least 1, got {tuple(x.shape)}"
        )
    if y.shape != x.shape[:1]:
        raise ValueError(
            f"{labels}: expected shape ({len(x)},) to go with {images} of shape "
            f"{tuple(x.shape)}, got {tuple(y.shape)}"
        )
    if y.dtype != torch.int64:
        raise ValueError(f"{labels}: expected dtype torch.int64, got {y.dtype}")
    if not x.dtype.is_floating_point:
        raise ValueError(f"{images}: expected a float dtype, got {x.dtype}")
    bad = int((~x.isfinite()).sum())
    if bad:
        raise ValueError(f"{images}: {bad} values of shape {tuple(x.shape)} are NaN or infinite")


def check_counts(**counts):
    """Raise ValueError where one of the named counts is not a whole number of at least 1."""
    for name, value in counts.items():
        if not isinstance(value, int) or value < 1:
            raise ValueError(f"{name}: expected a whole number of at least 1, got {value!r}")


# --8<-- [start:train-epoch]
def train_epoch(net, opt, x, y, batch_size, bar=None):
    """Show every image of x to the net once, in random order, one update a batch.

    x: (n, features) and y: (n,), both on the net's device.
    Gives the loss of each batch, (n / batch_size rounded up,), float32, on that device.
    """
    losses = []
    for batch in torch.randperm(len(x), device=x.device).split(batch_size):
        loss = F.cross_entropy(net(x[batch]), y[batch])
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.detach())
        if bar is not None:
            bar.update()
    return torch.stack(losses)
# --8<-- [end:train-epoch]


# --8<-- [start:fit]
def fit(net, x, y, x_valid, y_valid, *, epochs=1, batch_size=64, lr=1e-3, device=None):
    """Train `net` in place with Adam and cross-entropy; print one line an epoch.

    x: (n, features), float; y: (n,), int64; x_valid, y_valid likewise; `device` as in
    `pick_device`. Gives the loss of every batch, in order, float32, on the CPU.
    Raises ValueError, naming the argument, where the input cannot train a net.
    """
    check_examples("x", "y", x, y)
    check_examples("x_valid", "y_valid", x_valid, y_valid)
    check_counts(epochs=epochs, batch_size=batch_size)
    device = pick_device(device)
    net.to(device)
    x, y, x_valid, y_valid = (t.to(device) for t in (x, y, x_valid, y_valid))
    opt = torch.optim.Adam(net.parameters(), lr=lr, fused=device.type in FUSED)
    losses = []
    print("epoch  train loss  valid loss  accuracy")
    steps = -(-len(x) // batch_size)
    for epoch in range(1, epochs + 1):
        with tqdm(total=steps, desc=f"epoch {epoch}", leave=False, disable=None) as bar:
            losses.append(train_epoch(net, opt, x, y, batch_size, bar))
        train_loss, valid_loss = losses[-1].mean(), mean_loss(net, x_valid, y_valid)
        hits = accuracy(net, x_valid, y_valid)
        print(f"{epoch:5}  {train_loss:10.4f}  {valid_loss:10.4f}  {hits:8.2%}")
    return torch.cat(losses).cpu()
# --8<-- [end:fit]


# Devices on which torch 2.13 has Adam as one fused kernel
FUSED = ("cpu", "cuda", "mps")


# --8<-- [start:predict]
@torch.no_grad()
def logits_of(net, x, batch_size=10_000):
    """Raw scores, (n, classes), for images x, (n, features), on the device of the net."""
    device = next(net.parameters()).device
    return torch.cat([net(xb.to(device)) for xb in x.split(batch_size)])


def predict(net, x):
    """The class with the highest score for each image of x: (n,), int64, on the CPU."""
    return logits_of(net, x).argmax(dim=1).cpu()


def accuracy(net, x, y):
    """The share of images x, (n, features), that the net reads as their labels y, (n,)."""
    return (predict(net, x) == y.cpu()).float().mean().item()


def mean_loss(net, x, y):
    """The mean cross-entropy over images x, (n, features), with labels y, (n,): a float."""
    logits = logits_of(net, x)
    return F.cross_entropy(logits, y.to(logits.device)).item()
# --8<-- [end:predict]


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m snippets.training", description=__doc__)
    parser.add_argument("--net", choices=NETS, default="sequential")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--lr", type=float, default=1e-3, help="learning rate")
    parser.add_argument("--device", help="cpu, cuda, mps; the fastest one here by default")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    torch.manual_seed(options.seed)
    data = normalise(load_mnist())
    try:
        fit(
            NETS[options.net](),
            *data[:4],
            epochs=options.epochs,
            batch_size=options.batch_size,
            lr=options.lr,
            device=options.device,
        )
    except ValueError as error:
        sys.exit(f"snippets.training: {error}")


if __name__ == "__main__":
    main()
