"""Pictures of nets: shapes on their way, a bend, a loss, what units look for."""

import numpy as np

from snippets.pictures.digits import folded
from snippets.pictures.drawn import drawn
from snippets.pictures.palette import B_EDGE, C_EDGE, INK
from snippets.pictures.parts import Bars, Chart, Curve, Image, Note, Panels, Rule
from snippets.pictures.pen.charts import (
    chart,
    draw_bars,
    draw_curve,
    draw_note,
    draw_rule,
)
from snippets.pictures.pen.figures import panels
from snippets.pictures.pen.images import draw_image

BARE = dict(x_ticks=(), y_ticks=())


@drawn(panels(Image=draw_image))
def walk(stages):
    """Draw what each layer made of images x, (n, 784): a block for each (name, (n, m)).

    The first block, x itself, is grey.
    """
    half, parts = stages[0][1].shape[1] / 2, []
    for name, values in stages:
        width = max(values.shape[1], half / 10) / 2
        words = dict(title=f"{name}  {tuple(values.shape)}", mono=True)
        place = dict(extent=(-width, width, len(values), 0), x_limits=(-half, half))
        bands = 8 if parts else 0
        parts.append(Image(np.asarray(values), bands=bands, **words, **place, **BARE))
    return Panels(parts, (7, 1.25 * len(parts)), np.arange(len(parts))[:, None])


@drawn(panels(Chart=chart(Curve=draw_curve)))
def bends(x, straight, bent):
    """Draw what two layers make of numbers x, (m,), without and with a ReLU between."""
    x, straight, bent = map(np.asarray, (x, straight, bent))
    look = dict(colour=B_EDGE, dash="", marker="o", label="bend")
    marks = Curve(x, bent), Curve(x[1:-1], bent[1:-1], **look)
    words = dict(x_label="x", mono=True)
    left = Chart([Curve(x, straight)], "second(first(x))", **words)
    right = Chart(marks, "second(relu(first(x)))", legend="best", **words)
    return Panels([left, right], (7, 2.8), shared="y")


@drawn(
    panels(
        Image=draw_image,
        Chart=chart(Bars=draw_bars, Curve=draw_curve, Note=draw_note, Rule=draw_rule),
    )
)
def scores_to_loss(image, label, logits, shares, loss):
    """Draw an image, (784,), its raw scores, (10,), their shares, (10,), and the loss.

    The loss is -log of the share of `label`, the right class.
    """
    right, percents = int(label), 100 * np.asarray(shares)
    texts = [(place, p) for place, p in enumerate(percents.tolist()) if p > 1]
    look = dict(across="center", up="bottom")
    notes = [Note(f"{p:.0f} %", (place, p), (0, 0), **look) for place, p in texts]
    digits = dict(x_ticks=range(10), x_label="digit")
    bars = dict(highlight=right, hatched=True)
    scores = [Bars(np.asarray(logits), **bars), Rule(0, "y")]
    parts = [Bars(percents, **bars), Rule(0, "y"), *notes]
    x, at = np.linspace(0.01, 1, 100), (percents[right], float(loss))
    price = [
        Curve(100 * x, -np.log(x), colour=C_EDGE),
        Curve(*([each] for each in at), B_EDGE, dash="", marker="o", size=9),
        Note(f"loss {loss:.2f}", at, (0, 10), **look),
    ]
    words = dict(x_label="right share in %", y_label="loss", y_limits=(-0.15, None))
    panels_of_four = [
        Image(folded(image), f"label {right}"),
        Chart(scores, "logits: raw scores", **digits),
        Chart(parts, "softmax: shares of 100 %", y_limits=(0, 109), **digits),
        Chart(price, "cross-entropy: −log(right share)", **words),
    ]
    return Panels(panels_of_four, (7, 5.4), [[0, 1], [2, 3]])


def weights_image(weights, **words):
    """Weights, (rows, columns), around 0: what speaks for a unit is bright."""
    edge = np.abs(weights).max()
    return Image(weights, scale=(-edge, edge), bands=16, **words, **BARE)


@drawn(panels(Image=draw_image))
def weight_pictures(**weights):
    """Draw the first 8 rows of each of `weights`, (n, 784), as a row of pictures."""
    parts = []
    for name, rows in weights.items():
        for row in np.asarray(rows)[:8]:
            name_of_row = "" if len(parts) % 8 else name
            parts.append(weights_image(folded(row), y_label=name_of_row))
    return Panels(parts, (7, 1.05 * len(weights)), np.arange(len(parts)).reshape(-1, 8))


@drawn(panels(Image=draw_image))
def filter_pictures(image, filters, answers):
    """Draw an image, (784,), filters, (n, side, side), and below each its answer.

    answers: (n, rows, columns), where the filters fit the image.
    """
    parts = [Image(folded(image), "picture")]
    words = dict(title="filters"), dict(title="answers")
    for weights, answer in zip(np.asarray(filters), np.asarray(answers), strict=True):
        above, below = (dict(title_at="left", **each) for each in words)
        parts.append(weights_image(weights, **above))
        parts.append(Image(answer, scale=(0, None), **below))
        words = {}, {}
    places = np.arange(1, len(parts)).reshape(-1, 2).T  # (2, n)
    layout = np.hstack([np.zeros((2, 2), int), places])
    return Panels(parts, (7, 2.1), layout)


@drawn(panels(Image=draw_image))
def favourite_patches(layers):
    """Draw what units answer most strongly to: a row for each (units, 4, side, side).

    A block is a unit: four patches, each of another image.
    """
    parts = []
    for depth, patches in enumerate(map(np.asarray, layers), 1):
        side = patches.shape[-1]
        title = f"layer {depth}: patches of {side} x {side} pixels"
        parts.append(Image(board(patches), title))
    return Panels(parts, (7, 1.6 * len(parts)), np.arange(len(parts))[:, None])


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


@drawn(panels(Image=draw_image, Chart=chart(Note=draw_note)))
def feature_map(weights, features, labels, names):
    """Draw two columns of weights, (784, 2), and the mean features of each class.

    features: (n, 2), of n pictures; labels: (n,); each class stands as its digit at the
    means of its two features.
    """
    features, labels = np.asarray(features), np.asarray(labels)
    columns = zip(np.asarray(weights).T, names, strict=True)
    look = dict(scale=(0, None), framed=True)  # or all pixels alike would be black
    parts = [Image(folded(image), name, **look, **BARE) for image, name in columns]
    look = dict(colour=INK, font=13, bold=True, across="center", up="center")
    notes = []
    for kind in np.unique(labels):
        place = features[labels == kind].mean(axis=0)
        notes.append(Note(f"{kind}", tuple(place), counts=True, **look))
    words = dict(x_label=names[0], y_label=names[1])
    parts.append(Chart(notes, margins={"x": 0.1, "y": 0.1}, **words))
    return Panels(parts, (5.4, 4.2), [[0, 2], [1, 2]], widths=[1, 3])
