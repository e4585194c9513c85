"""Train a net that reads digits, and ask it what it reads.

`python -m snippets.training --net by-hand --epochs 1` does it from a terminal.
"""

import argparse
import sys

import torch
from torch.nn import functional as F
from tqdm import tqdm

from snippets.data import DataError, load_mnist, normalise
from snippets.nets import SimpleMnist, sequential_net

NETS = {"sequential": sequential_net, "by-hand": SimpleMnist}
FUSED = ("cpu", "cuda", "mps")  # where torch 2.13 has Adam as one kernel


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
        torch.zeros(1, device=device).item()
    except (RuntimeError, AssertionError, TypeError):
        raise ValueError(f"device: this machine has no {name!r}") from None
    return device


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
    check_settings(epochs=epochs, batch_size=batch_size, lr=lr)
    device, home = pick_device(device), next(net.parameters()).device
    net.to(device)
    check_examples(net, x=x, y=y)
    check_examples(net, x_valid=x_valid, y_valid=y_valid)
    x, y, x_valid, y_valid = (t.to(device) for t in (x, y, x_valid, y_valid))
    opt = torch.optim.Adam(net.parameters(), lr=lr, fused=device.type in FUSED)
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
    logits = logits_of(net, x)
    y = y.to(logits.device)
    right = (logits.argmax(dim=1) == y).sum().item()
    return F.cross_entropy(logits, y).item(), right / len(y)


def accuracy(net, x, y):
    """The share of images x, (n, features), that the net reads as their labels, (n,).

    Raises ValueError, naming the argument, where x and y do not fit the net.
    """
    check_examples(net, x=x, y=y)
    return evaluate(net, x, y)[1]


def mean_loss(net, x, y):
    """The mean cross-entropy over images x, (n, features), labels y, (n,): a float.

    Raises ValueError, naming the argument, where x and y do not fit the net.
    """
    check_examples(net, x=x, y=y)
    return evaluate(net, x, y)[0]


def check_examples(net, **examples):
    """Raise ValueError, naming the argument, where examples do not fit the net.

    examples: two named tensors, images (n, features), float, and labels (n,), int64; n
    is at least 1, and no image holds NaN or infinity.
    """
    for name, value in examples.items():
        if not isinstance(value, torch.Tensor):
            raise ValueError(f"{name}: expected a tensor, got {type(value).__name__}")
    (images, x), (labels, y) = examples.items()
    shape = tuple(x.shape)
    if x.ndim != 2 or 0 in shape:
        raise ValueError(f"{images}: expected shape (n, features), n > 0, got {shape}")
    if y.shape != x.shape[:1]:
        raise ValueError(
            f"{labels}: expected shape ({len(x)},), a label for each of {images}, "
            f"{shape}, got {tuple(y.shape)}"
        )
    if y.dtype != torch.int64:
        raise ValueError(f"{labels}: expected dtype torch.int64, got {y.dtype}")
    if bad := x.numel() - x.isfinite().sum().item():
        raise ValueError(f"{images}: {bad} of the values, {shape}, are NaN or infinite")
    try:
        classes = logits_of(net, x[:1]).shape[1]
    except RuntimeError as error:
        raise ValueError(
            f"{images}: the net does not take shape {shape}, {x.dtype}: {error}"
        ) from None
    low, high = y.min().item(), y.max().item()
    if low < 0 or high >= classes:
        raise ValueError(
            f"{labels}: expected labels from 0 to {classes - 1}, one for each score of "
            f"the net, got {low} to {high}"
        )


def check_settings(lr, **counts):
    """Raise ValueError for a count that is no whole number above 0, or a bad lr."""
    for name, value in counts.items():
        if not isinstance(value, int) or value < 1:
            raise ValueError(f"{name}: expected a whole number above 0, got {value!r}")
    if not isinstance(lr, (int, float)) or not 0 < lr < float("inf"):
        raise ValueError(f"lr: expected a number above 0, got {lr!r}")


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
        fit(net, *normalise(load_mnist())[:4], **options)
    except (ValueError, DataError) as error:
        sys.exit(f"snippets.training: {error}")


if __name__ == "__main__":
    main()
