"""Pictures of what layers do: shapes on their way, a bend, scores made into a loss."""

import matplotlib.pyplot as plt
import numpy as np
import torch

from snippets.plots import A_EDGE, A_FILL, B_EDGE, B_FILL, C_EDGE, INK


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
        f"loss {loss:.2f}", (100 * share, loss), (0, 10),
        textcoords="offset points", ha="center", va="bottom",
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
            edge = row.abs().max()
            look = dict(cmap=plt.get_cmap("cividis", 16), vmin=-edge, vmax=edge)
            axis.imshow(np.asarray(row).reshape(28, 28), **look)
            axis.set(xticks=[], yticks=[])
            axis.spines[:].set_visible(False)


def most_confused(counts, n=5):
    """Print the n most frequent mistakes in counts, (m, m), a row a label."""
    mistakes = np.array(counts)
    np.fill_diagonal(mistakes, 0)
    for place in mistakes.ravel().argsort()[::-1][:n]:
        label, read = divmod(int(place), len(mistakes))
        print(f"{label} read as {read}: {mistakes[label, read]:2} times")
