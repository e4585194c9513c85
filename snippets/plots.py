"""Pictures of digits, of what a net makes of them and of how its training went."""

import matplotlib.pyplot as plt
import numpy as np

from snippets.pictures.palette import (
    A_EDGE,
    A_FILL,
    B_EDGE,
    B_FILL,
    C_EDGE,
    C_FILL,
    INK,
    PAPER,
)


def show(image, title=None):
    """Draw a grey picture, (rows, columns) or (784,), on the current axes."""
    image = np.asarray(image)
    image = image.reshape(28, 28) if image.size == 784 else image
    draw_picture(plt.gca(), image, title)


def draw_picture(axis, picture, title=None, scale=(None, None), **look):
    """Draw a picture on an axis: (h, w) in grey, (h, w, 3) in colour, from 0 to 1.

    scale: what is black and what is white in a grey picture, by default its own lowest
    and highest value; look: how the title looks.
    """
    low, high = scale
    options = dict(cmap="gray", vmin=low, vmax=high, interpolation="none")
    axis.imshow(np.asarray(picture), **options)
    axis.axis("off")
    axis.set_title("" if title is None else f"{title}", **look)


def plots(images, titles=None, rows=2):
    """Draw n grey pictures, (n, 28, 28) or (n, 784), in `rows` rows of a new figure.

    `titles`, where given, holds a title for each picture.
    """
    columns = -(-len(images) // rows)
    side = min(1.7, 7.0 / columns)
    plt.figure(figsize=(side * columns, (side + 0.2) * rows))
    for i, image in enumerate(images):
        plt.subplot(rows, columns, i + 1)
        show(image, None if titles is None else titles[i])


def verdicts(predictions, labels):
    """A title for each prediction: "3" where it is right, else like "✗ 5, is 3"."""
    pairs = zip(predictions, labels, strict=True)
    return [f"{p}" if p == y else f"✗ {p}, is {y}" for p, y in pairs]


def digit_rows(images, labels, columns=10):
    """Draw the first `columns` images of each label, (n,): a row a label.

    images: (n, 784), grey, or (n, h, w, 3), in colour.
    """
    images, labels = np.asarray(images), np.asarray(labels)
    if images.ndim == 2:
        images = images.reshape(-1, 28, 28)
    kinds, height = np.unique(labels), images.shape[1]
    rows = [np.hstack(images[labels == kind][:columns]) for kind in kinds]
    plt.figure(figsize=(0.46 * columns + 0.4, 0.46 * len(rows)))
    plt.imshow(np.vstack(rows), cmap="gray", interpolation="none")
    plt.yticks((np.arange(len(rows)) + 0.5) * height - 0.5, kinds)
    plt.xticks([])
    plt.gca().tick_params(length=0)
    plt.gca().spines[:].set_visible(False)


def histograms(**values):
    """Draw how often each value occurs, a panel a name, with its mean and its spread.

    Each of `values` is an array of any shape; `_` in a name is written as a blank.
    """
    _, axes = plt.subplots(1, len(values), sharey=True, squeeze=False)
    for axis, (name, array) in zip(axes[0], values.items(), strict=True):
        array = np.asarray(array).ravel()
        counts, edges = np.histogram(array, 40)
        axis.stairs(counts / array.size, edges, fill=True, fc=A_FILL, ec=A_EDGE, lw=1)
        axis.axvline(array.mean(), color=INK, ls="--")
        title = f"{name}\nmean {array.mean():z.2f}, std {array.std():.2f}"
        axis.set(title=title.replace("_", " "), xlabel="value", yscale="log")
        axis.set_yticks([0.001, 0.01, 0.1, 1], ["0.1%", "1%", "10%", "100%"])
        axis.minorticks_off()
    axes[0, 0].set_ylabel("share of all pixels")


def loss_curve(losses, window=50):
    """Draw the loss of each batch, (n,), and the mean of every `window` in a row."""
    losses = np.asarray(losses)
    window = min(window, len(losses))
    means = np.convolve(losses, np.ones(window) / window, "valid")
    plt.plot(losses, color=A_EDGE, lw=0.7, alpha=0.6, label="each batch")
    steps = np.arange(window - 1, len(losses))
    plt.plot(steps, means, color=INK, lw=2, label=f"mean of the last {window}")
    plt.xlabel("batch")
    plt.ylabel("loss")
    plt.ylim(bottom=0)
    plt.legend(frameon=False)


def first_losses(losses, guessing):
    """Draw the loss of each batch from two starts, {name: (n,)}: dashed and solid.

    `guessing`, the loss of a net that has learned nothing, is a dotted line.
    """
    looks = dict(color=B_EDGE, ls="--"), dict(color=A_EDGE, ls="-")
    beside = dict(textcoords="offset points", va="center")
    for (name, values), look in zip(losses.items(), looks, strict=True):
        steps = range(1, len(values) + 1)
        plt.plot(steps, values, lw=2, **look)
        plt.annotate(name, (steps[-1], values[-1]), (6, -3), size=12, **beside)
    plt.plot([1, steps[-1]], [guessing] * 2, color=INK, ls=":", lw=1.5)
    plt.annotate("pure guessing", (0.6 * steps[-1], guessing), (0, 12), **beside)
    plt.xlabel("batch")
    plt.ylabel("loss")
    plt.ylim(bottom=0)


def draw_race(runs, before):
    """Draw accuracies, 0 to 1, a row a net: a dot a run, with its number; their mean.

    runs: {name: [share, ...]}; before: a list of earlier shares for each name.
    """
    plt.figure(figsize=(7, 3.2))
    for row, (hits, old) in enumerate(zip(runs.values(), before, strict=True)):
        hits = 100 * np.asarray(hits)
        band = plt.Rectangle((hits.min(), row - 0.4), np.ptp(hits), 0.8, fc=A_FILL)
        plt.gca().add_patch(band)
        label = "mean" if row == 0 else None
        ends = row - 0.4, row + 0.4
        plt.plot([hits.mean()] * 2, ends, color=INK, lw=2, label=label)
        for seed, hit in enumerate(hits):
            height = row + 0.27 * (2 * seed / max(1, len(hits) - 1) - 1)
            label = "a run, with its seed" if row == seed == 0 else None
            plt.plot(hit, height, "o", ms=14, color=A_EDGE, label=label)
            look = dict(ha="center", va="center", color=PAPER, weight="bold")
            plt.text(hit, height, seed, **look)
        label = "the talk's runs" if row == 0 else None
        heights = [row] * len(old)
        look = dict(fc=PAPER, ec=B_EDGE, marker="D", s=60, lw=2, zorder=3, label=label)
        plt.scatter(100 * np.asarray(old), heights, **look)
    plt.yticks(range(len(runs)), runs, family="monospace")
    plt.ylim(len(runs) - 0.45, -0.55)
    plt.xlabel("accuracy in %")
    plt.gca().spines["left"].set_visible(False)
    plt.gca().tick_params(axis="y", length=0)
    plt.figlegend(loc="outside lower center", ncols=3, frameon=False)


def shares(probabilities, title=None):
    """Draw the share of each class, (n,), 0 to 1, as a bar; the largest stands out."""
    probabilities = np.asarray(probabilities)
    best = probabilities.argmax()
    bars = plt.bar(range(len(probabilities)), probabilities, fc=A_FILL, ec=A_EDGE)
    bars[best].set(facecolor=B_FILL, edgecolor=B_EDGE, linewidth=2)
    plt.bar_label(bars, [f"{share:.0%}" for share in probabilities], padding=2)
    plt.xticks(range(len(probabilities)))
    plt.yticks([])
    plt.gca().spines["left"].set_visible(False)
    plt.title("" if title is None else f"{title}")


def confusion(labels, predictions, classes=10):
    """How often each label, (n,), got each prediction, (n,): (classes, classes)."""
    pairs = np.asarray(labels) * classes + np.asarray(predictions)
    return np.bincount(pairs, minlength=classes**2).reshape(classes, classes)


def confusion_picture(counts):
    """Draw counts, (n, n): a row a label, a column a prediction.

    Right answers stand on the diagonal, framed; of the mistakes, the frequent ones are
    the dark ones.
    """
    counts = np.asarray(counts)
    right = np.eye(len(counts), dtype=bool)
    worst = max(1, counts[~right].max())
    plt.figure(figsize=(6, 5))
    for (row, column), count in np.ndenumerate(counts):
        corner = column - 0.5, row - 0.5
        strength = 0.01 + 0.98 * (count / worst) ** 0.5  # SVG writes 0 and 1 otherwise
        look = dict(fc=B_FILL, ec="none", alpha=strength)
        if row == column:
            look = dict(fc=C_FILL, ec=C_EDGE, lw=1.5)
        plt.gca().add_patch(plt.Rectangle(corner, 1, 1, **look))
        plt.text(column, row, count, ha="center", va="center", family="monospace")
    plt.xlim(-0.55, len(counts) - 0.45)
    plt.ylim(len(counts) - 0.45, -0.55)
    plt.gca().set_aspect("equal")
    plt.xticks(range(len(counts)))
    plt.yticks(range(len(counts)))
    plt.xlabel("read as")
    plt.ylabel("label")
    plt.gca().tick_params(length=0)
    plt.gca().spines[:].set_visible(False)
