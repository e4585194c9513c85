"""Pictures of layers: shapes on their way, a bend, a loss, what units look for."""

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn

from snippets.pictures.palette import A_EDGE, A_FILL, B_EDGE, B_FILL, C_EDGE, INK


@torch.no_grad()
def walk(net, x):
    """Draw images x, (n, 784), on their way through the layers of an nn.Sequential."""
    stages = [("x", x)]
    for layer in net:
        stages.append((f"↓ {layer_name(layer)}", layer(stages[-1][1])))
    _, axes = plt.subplots(len(stages), figsize=(7, 1.25 * len(stages)))
    half = x.shape[1] / 2
    for axis, (name, values) in zip(axes, stages, strict=True):
        colours = "gray" if values is x else plt.get_cmap("cividis", 8)
        width = max(values.shape[1], half / 10) / 2
        extent = (-width, width, len(values), 0)
        look = dict(cmap=colours, aspect="auto", extent=extent)
        axis.imshow(np.asarray(values.cpu()), **look)
        axis.set(xlim=(-half, half), xticks=[], yticks=[])
        axis.spines[:].set_visible(False)
        axis.set_title(f"{name}  {tuple(values.shape)}", family="monospace")


def layer_name(layer):
    """The layer as short code, such as Linear(784, 256) or ReLU()."""
    sizes = [layer.in_features, layer.out_features] if hasattr(layer, "weight") else []
    return f"{type(layer).__name__}({', '.join(map(str, sizes))})"


@torch.no_grad()
def bends(first, second, edge=3):
    """Draw what layers 1 -> n and n -> 1 make of a number, without and with a ReLU."""
    corners = -first.bias / first.weight[:, 0]  # (n,), where a hidden unit is 0
    corners = corners[corners.abs() < edge]
    x = torch.cat([corners, torch.tensor([-edge, edge])]).sort().values[:, None]
    hidden = first(x)  # (corners + 2, n)
    curves = {"second(first(x))": hidden, "second(relu(first(x)))": hidden.relu()}
    _, axes = plt.subplots(1, 2, figsize=(7, 2.8), sharey=True)
    for axis, (name, between) in zip(axes, curves.items(), strict=True):
        y = second(between)
        axis.plot(x, y, color=A_EDGE)
        axis.set_title(name, family="monospace")
        axis.set_xlabel("x")
    axis.plot(x[1:-1], y[1:-1], "o", color=B_EDGE, label="bend")
    axis.legend()


def scores_to_loss(image, logits, label):
    """Draw an image, (784,), its raw scores, (10,), their shares and the loss."""
    logits, right = np.asarray(logits.cpu(), float), int(label)
    shares = np.exp(logits) / np.exp(logits).sum()
    _, ((picture, scores), (parts, losses)) = plt.subplots(2, 2, figsize=(7, 5.4))
    picture.imshow(np.asarray(image).reshape(28, 28), cmap="gray")
    picture.set_title(f"label {right}")
    picture.axis("off")
    scores.set_title("logits: raw scores")
    parts.set(title="softmax: shares of 100 %", ylim=(0, 109))
    for axis, heights in (scores, logits), (parts, shares * 100):
        bars = axis.bar(range(10), heights, fc=A_FILL, ec=A_EDGE)
        bars[right].set(facecolor=B_FILL, edgecolor=B_EDGE, linewidth=2, hatch="//")
        axis.axhline(0, color=INK, lw=1)
        axis.set(xticks=range(10), xlabel="digit")
    axis.bar_label(bars, [f"{share:.0f} %" if share > 1 else "" for share in heights])
    draw_price(losses, shares[right])


def draw_price(axis, share):
    """Draw the loss, -log(share), over the share of the right class, and mark one."""
    x, loss = np.linspace(0.01, 1, 100), -np.log(share)
    axis.plot(100 * x, -np.log(x), color=C_EDGE)
    axis.plot(100 * share, loss, "o", color=B_EDGE, ms=9)
    axis.annotate(
        f"loss {loss:.2f}",
        (100 * share, loss),
        (0, 10),
        textcoords="offset points",
        ha="center",
        va="bottom",
    )
    axis.set(xlabel="right share in %", ylabel="loss")
    axis.set_title("cross-entropy: −log(right share)")
    axis.set_ylim(bottom=-0.15)


def weight_pictures(**weights):
    """Draw the first 8 rows of each of `weights`, (n, 784), as a row of pictures."""
    _, grid = plt.subplots(len(weights), 8, figsize=(7, 1.05 * len(weights)))
    for line, (name, weight) in zip(grid, weights.items(), strict=True):
        line[0].set_ylabel(name)
        for axis, row in zip(line, weight.detach().cpu(), strict=False):
            draw_weights(axis, row.reshape(28, 28))


def draw_weights(axis, weights):
    """Draw weights, (rows, columns), around 0: what speaks for a unit is bright."""
    edge = weights.abs().max()
    look = dict(cmap=plt.get_cmap("cividis", 16), vmin=-edge, vmax=edge)
    axis.imshow(np.asarray(weights), **look)
    axis.set(xticks=[], yticks=[])
    axis.spines[:].set_visible(False)


@torch.no_grad()
def filter_pictures(net, image):
    """Draw the filters of a conv net, and below each where it fits an image, (784,).

    net: an nn.Sequential that begins with Unflatten, Conv2d and ReLU.
    """
    filters, answers = net[1].weight[:, 0].cpu(), net[:3](image[None])[0].cpu()
    figure = plt.figure(figsize=(7, 2.1))
    grid = figure.add_gridspec(2, 2 + len(filters))
    whole = figure.add_subplot(grid[:, :2])
    whole.imshow(np.asarray(image).reshape(28, 28), cmap="gray")
    whole.set_title("picture")
    whole.axis("off")
    for column, (weights, answer) in enumerate(zip(filters, answers, strict=True), 2):
        above, below = (figure.add_subplot(grid[row, column]) for row in range(2))
        draw_weights(above, weights)
        below.imshow(np.asarray(answer), cmap="gray", vmin=0)
        below.axis("off")
        if column == 2:
            above.set_title("filters", loc="left")
            below.set_title("answers", loc="left")


@torch.no_grad()
def favourite_patches(net, x, units=6):
    """Draw what the first `units` units of each Conv2d answer most strongly to.

    net: an nn.Sequential whose convolutions are square and have no padding; x: images
    (n, 784). A row is a layer, a block a unit: four patches, each of another image.
    """
    x = x.cpu()
    places = [at for at, layer in enumerate(net) if isinstance(layer, nn.Conv2d)]
    side = step = 1  # of the patch that a unit sees; from one patch to the next
    _, axes = plt.subplots(len(places), figsize=(7, 1.6 * len(places)))
    for depth, (axis, at) in enumerate(zip(axes, places, strict=True), 1):
        side += (net[at].kernel_size[0] - 1) * step
        step *= net[at].stride[0]
        patches = strongest(net[: at + 1](x)[:, :units], x, side, step)
        axis.imshow(board(np.asarray(patches)), cmap="gray")
        axis.set_title(f"layer {depth}: patches of {side} x {side} pixels")
        axis.axis("off")


def strongest(answers, x, side, step, n=4):
    """The n patches of images x, (images, 784), with the largest answers of each unit.

    answers: (images, units, rows, columns), for patches of `side` pixels, `step` apart.
    Gives (units, n, side, side), each patch of a unit from another image.
    """
    peaks, places = answers.flatten(2).max(dim=2)  # (images, units)
    patches = x.reshape(-1, 28, 28).unfold(1, side, step).unfold(2, side, step)
    best = peaks.topk(n, dim=0).indices  # (n, units)
    return patches.flatten(1, 2)[best, places.gather(0, best)].transpose(0, 1)


def board(patches, size=36, gap=2):
    """Patches, (units, 4, side, side), as one picture: a block of 2 x 2 a unit."""
    scale = size // patches.shape[-1]
    large = patches.repeat(scale, axis=2).repeat(scale, axis=3)
    grey = (patches.min() + patches.max()) / 2

    def framed(picture, width):
        return np.pad(picture, width, constant_values=grey)

    blocks = []
    for block in large:
        a, b, c, d = (framed(patch, gap) for patch in block)
        blocks.append(framed(np.block([[a, b], [c, d]]), gap))
    return np.hstack(blocks)


def confusion(labels, predictions, classes=10):
    """How often each label, (n,), got each prediction, (n,): (classes, classes)."""
    pairs = np.asarray(labels) * classes + np.asarray(predictions)
    return np.bincount(pairs, minlength=classes**2).reshape(classes, classes)


def most_confused(counts, n=5):
    """Print the n most frequent mistakes in counts, (m, m), a row a label."""
    mistakes = np.array(counts)
    np.fill_diagonal(mistakes, 0)
    for place in mistakes.ravel().argsort()[::-1][:n]:
        label, read = divmod(int(place), len(mistakes))
        print(f"{label} read as {read}: {mistakes[label, read]:2} times")
