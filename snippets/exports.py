"""What the pages compute with: the trained net, the ruler, digits, points."""

import base64

import numpy as np
import torch
from safetensors.torch import save

from snippets.training import predict

LOST = 0.001  # of accuracy, at most, by rounding weights
SHOWN = 8  # hard digits, and hidden units, that a reader watches
MISREAD = 5  # the digit whose example is not read right


def int8_columns(w):
    """Round w, (n, m), float, to whole numbers, each column on a scale of its own.

    Gives (n, m), int8, from -127 to 127, and (m,), float32: their product is near w.
    """
    scale = w.abs().amax(dim=0).clamp(min=1e-12) / 127
    return (w / scale).round().to(torch.int8), scale


def int8_logits(tensors, x):
    """The logits, (n, 10), float64, that the net of `int8_net` gives x, (n, 784)."""
    t = {name: tensor.double() for name, tensor in tensors.items()}
    hidden = (x.double() @ t["w1"] * t["w1_scale"] + t["b1"]).relu()
    return hidden @ t["w2"] * t["w2_scale"] + t["b2"]


def int8_net(net, data):
    """A net of `sequential_net`, trained on `data`, as the bytes of a safetensors file.

    It holds w1, (784, hidden), and w2, (hidden, 10), int8 with a scale a column, the
    biases, and ten validation digits, 0 to 9: the first of each that it reads right, of
    MISREAD the first that it does not. Raises ValueError where the rounded net reads
    more than 0.1 % fewer of the validation digits than the net itself.
    """
    tensors = {}
    for number, layer in enumerate((net[0], net[2]), start=1):
        w, scale = int8_columns(layer.weight.detach().cpu().T)
        tensors |= {f"w{number}": w, f"w{number}_scale": scale}
        tensors[f"b{number}"] = layer.bias.detach().cpu()
    x, y = data.x_valid, data.y_valid
    rounded = int8_logits(tensors, x).argmax(dim=1) == y
    before = (predict(net, x) == y).sum().item() / len(y)
    after = rounded.sum().item() / len(y)
    if before - after > LOST:
        raise ValueError(f"net: {before:.2%} right, {after:.2%} once rounded to int8")
    wanted = rounded ^ (y == MISREAD)
    shown = [(wanted & (y == digit)).nonzero()[0].item() for digit in range(10)]
    chalk = x[shown] - x.min()  # (10, 784)
    tensors["examples"] = (chalk / chalk.max() * 255).round().to(torch.uint8)
    # One word: of two, the order is chance
    told = {"accuracy": f"{before:.4f}, by int8 {after:.4f}"}
    return save({name: each.contiguous() for name, each in tensors.items()}, told)


def lesson(net, x, y):
    """What readers hold a net against that they train themselves: bytes of safetensors.

    x: (n, 784), float, and y: (n,), int64, are the validation digits. It holds SHOWN of
    them that stay hard, of as many classes: their pictures, their places in x, their
    labels, and the ten shares that `net` gives each. And it holds the weights of the
    first SHOWN hidden units, (SHOWN, 784), int8, each unit on a scale of its own.
    """
    with torch.no_grad():
        shares = net(x).softmax(dim=1)
    guesses = shares.argmax(dim=1)
    doubt = (shares[range(len(y)), y] - 0.5).abs()  # 0: as likely read right as not
    of_class = [torch.where(y == digit, doubt, torch.inf) for digit in range(10)]
    hardest = sorted((each.min().item(), each.argmin().item()) for each in of_class)
    places = torch.tensor(sorted(place for _, place in hardest[:SHOWN]))
    chalk = x[places] - x.min()  # (SHOWN, 784)
    units, _ = int8_columns(net[0].weight.detach()[:SHOWN].T)
    tensors = dict(
        places=places.float(),
        labels=y[places].to(torch.uint8),
        digits=(chalk / chalk.max() * 255).round().to(torch.uint8),
        shares=shares[places],
        units=units.T.contiguous(),
    )
    return save(tensors, {"accuracy": f"{(guesses == y).float().mean().item():.4f}"})


def epoch(losses, seconds):
    """The loss of each batch, (n,), of an epoch, what it took: bytes of safetensors."""
    on = torch.backends.cpu.get_cpu_capability()
    return save({"losses": losses}, {"took": f"{seconds:.2f} s, {on}"})


def ruler(raw):
    """The mean and the standard deviation of the training pixels, for JavaScript."""
    mean, std = raw.x_train.mean().item(), raw.x_train.std().item()
    return f"export const mean = {mean:.6f}, std = {std:.6f};"


def pictures(x, y):
    """Pictures x, (n, 784), from 0 to 1, and labels y, (n,): a list for JSON.

    The pixels of each are 784 bytes in base64.
    """
    packed = (x * 255).round().to(torch.uint8).numpy()
    rows = [base64.b64encode(row.tobytes()).decode() for row in packed]
    return [dict(label=label, pixels=row) for label, row in zip(y.tolist(), rows)]


def four_greys(x, y, each):
    """The first pictures of each class, `each` of them, as JSON takes them.

    x is (n, 784), from 0 to 1, and y, (n,), their labels, 0 to 9. They come in the
    order of the labels, in four greys: four pixels a byte, the first one highest,
    in base64.
    """
    rows = torch.cat([(y == digit).nonzero()[:each, 0] for digit in range(10)])
    greys = (x[rows] * 3).round().to(torch.uint8).numpy().reshape(-1, 4)
    packed = (greys << np.array([6, 4, 2, 0], np.uint8)).sum(axis=1, dtype=np.uint8)
    return dict(each=each, pixels=base64.b64encode(packed.tobytes()).decode())


def in_bytes(array):
    """An array of numbers, 0 to 1, for JSON: its shape, and a byte each, in base64."""
    greys = (np.asarray(array) * 255).round().astype(np.uint8)
    return dict(shape=greys.shape, bytes=base64.b64encode(greys.tobytes()).decode())


def points(*columns):
    """Columns of numbers, (n,) each, as lists for JSON, to six places."""
    return [np.round(column, 6).tolist() for column in columns]
