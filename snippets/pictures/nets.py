"""Pictures of nets: shapes on their way, a bend, a loss, what units look for."""

import numpy as np

from snippets.pictures.drawn import drawn
from snippets.pictures.palette import A_EDGE, A_FILL, B_EDGE, B_FILL, C_EDGE, INK
from snippets.pictures.parts import curve, panels, pixels
from snippets.pictures.pen.charts import (
    draw_box,
    draw_curve,
    draw_edges,
    draw_image,
    draw_legend,
    draw_level,
    draw_name,
    draw_tag,
    draw_title,
)
from snippets.pictures.pen.figures import draw_panels

BARE = dict(xticks=(), yticks=())


@drawn(draw_panels, image=draw_image, edges=draw_edges, title=draw_title)
def walk(stages):
    """Draw what each layer made of images x, (n, 784): a block for each (name, (n, m)).

    The first block, x itself, is grey.
    """
    half, charts = stages[0][1].shape[1] / 2, []
    for name, values in stages:
        width = max(values.shape[1], half / 10) / 2
        look = dict(cmap=("cividis", 8)) if charts else {}
        look |= dict(extent=(-width, width, len(values), 0), aspect="auto")
        title = dict(text=f"{name}  {tuple(values.shape)}", family="monospace")
        marks = [pixels(values, **look), dict(kind="edges")]
        marks.append(dict(kind="title", **title))
        charts.append(dict(kind="chart", marks=marks, xlim=(-half, half), **BARE))
    return panels(charts, (4.8, 1.1 * len(charts)), columns=1)


@drawn(draw_panels, curve=draw_curve, legend=draw_legend, title=draw_title)
def bends(x, straight, bent):
    """Draw what two layers make of numbers, without and with a ReLU between.

    All are (m, 1) and in the order of x; between the first and the last one are bends.
    """
    x, straight, bent = (np.ravel(each) for each in (x, straight, bent))
    look = dict(ls="", marker="o", label="bend")
    bent_curve = curve(x, bent), curve(x[1:-1], bent[1:-1], B_EDGE, **look)
    left, right = [curve(x, straight)], [*bent_curve, dict(kind="legend")]
    texts, mono = ("second(first(x))", "second(relu(first(x)))"), "monospace"
    for marks, text in zip((left, right), texts):
        marks.append(dict(kind="title", text=text, family=mono, size=9.5))
    charts = [dict(kind="chart", marks=marks, xlabel="x") for marks in (left, right)]
    return panels(charts, (4.8, 2.4), shared="y")


@drawn(
    draw_panels,
    image=draw_image,
    box=draw_box,
    curve=draw_curve,
    tag=draw_tag,
    level=draw_level,
)
def scores_to_loss(image, label, logits, shares, loss):
    """Draw an image, (784,), its raw scores, (10,), their shares, (10,), and the loss.

    The loss is -log of the share of `label`, the right class.
    """
    right, percents = int(label), (100 * np.asarray(shares)).tolist()
    tag = dict(kind="tag", ha="center", va="bottom", shift=(0, 0))
    shown = [(place, percent) for place, percent in enumerate(percents) if percent > 1]
    tags = [dict(tag, x=x, y=y, text=f"{y:.0f} %") for x, y in shown]
    x, loss = np.linspace(0.01, 1, 100), float(loss)
    price = [
        curve(100 * x, -np.log(x), C_EDGE),
        curve(percents[right], loss, B_EDGE, ls="", marker="o", ms=9),
        dict(tag, x=percents[right], y=loss, text=f"loss {loss:.2f}", shift=(0, 10)),
    ]
    scores = dict(title="logits: raw scores", marks=upright_bars(logits, right))
    marks = [*upright_bars(percents, right), *tags]
    parts = dict(title="softmax: shares", ylim=(0, 109), marks=marks)
    losses = dict(title="−log(right share)", marks=price)
    losses |= dict(xlabel="right share in %", ylabel="loss", ylim=(-0.15, None))
    digits = dict(xticks=list(range(10)), xlabel="digit")
    picture = dict(title=f"label {right}", marks=[pixels(image)])
    charts = picture, scores | digits, parts | digits, losses
    charts = [dict(kind="chart", **each) for each in charts]
    return panels(charts, (4.8, 4.6), columns=2)


def upright_bars(heights, right):
    """A bar for each height, (n,), in places 0 to n - 1; the right one stands out."""
    marks = []
    for place, height in enumerate(np.asarray(heights).tolist()):
        look = dict(fc=A_FILL, ec=A_EDGE)
        if place == right:
            look = dict(fc=B_FILL, ec=B_EDGE, lw=2, hatch="//")
        bar = dict(x=place - 0.4, y=0, width=0.8, height=height)
        marks.append(dict(kind="box", **bar, **look))
    return [*marks, dict(kind="level", y=0)]


def weights_marks(weights):
    """Weights, (784,) or (rows, columns), around 0: those for a unit are bright."""
    edge = float(np.abs(weights).max())
    image = pixels(weights, cmap=("cividis", 16), vmin=-edge, vmax=edge)
    return [image, dict(kind="edges")]


@drawn(draw_panels, image=draw_image, edges=draw_edges)
def weight_pictures(**weights):
    """Draw the first 6 rows of each of `weights`, (n, 784), as a row of pictures."""
    charts = []
    for name, rows in weights.items():
        for place, row in enumerate(np.asarray(rows)[:6]):
            look = dict(ylabel="" if place else name, **BARE)
            charts.append(dict(kind="chart", marks=weights_marks(row), **look))
    return panels(charts, (4.8, 0.85 * len(weights)), columns=6)


@drawn(draw_panels, image=draw_image, edges=draw_edges, title=draw_title)
def filter_pictures(image, filters, answers):
    """Draw an image, (784,), filters, (n, side, side), and below each its answer.

    answers: (n, rows, columns), where the filters fit the image.
    """
    size = dict(size=14)
    picture = [pixels(image), dict(kind="title", text="picture", **size)]
    charts = [dict(kind="chart", marks=picture)]
    for weights, answer in zip(np.asarray(filters), np.asarray(answers), strict=True):
        above, below = weights_marks(weights), [pixels(answer, vmin=0)]
        if len(charts) == 1:
            above.append(dict(kind="title", text="filters", loc="left", **size))
            below.append(dict(kind="title", text="answers", loc="left", **size))
        charts.append(dict(kind="chart", marks=above, **BARE))
        charts.append(dict(kind="chart", marks=below))
    places = np.arange(1, len(charts)).reshape(-1, 2).T  # (2, n)
    layout = np.hstack([np.zeros((2, 2), int), places]).tolist()
    return panels(charts, (7, 2.1), layout=layout)


@drawn(draw_panels, image=draw_image)
def favourite_patches(layers):
    """Draw what units answer most strongly to: a row for each (units, 4, side, side).

    A block is a unit: four patches, each of another image.
    """
    charts = []
    for depth, patches in enumerate(map(np.asarray, layers), 1):
        side = patches.shape[-1]
        title = f"layer {depth}: patches of {side} x {side} pixels"
        charts.append(dict(kind="chart", marks=[pixels(board(patches))], title=title))
    return panels(charts, (5.2, 1.25 * len(charts)), columns=1)


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


@drawn(draw_panels, image=draw_image, edges=draw_edges, name=draw_name)
def feature_map(weights, features, labels, names):
    """Draw two columns of weights, (784, 2), and the mean features of each class.

    features: (n, 2), of n pictures; labels: (n,); each class stands as its digit at the
    means of its two features.
    """
    features, labels, charts = np.asarray(features), np.asarray(labels), []
    for image, name in zip(np.asarray(weights).T, names, strict=True):
        # From 0 on, or all pixels alike would be black
        marks = [pixels(image, vmin=0), dict(kind="edges", visible=True)]
        charts.append(dict(kind="chart", marks=marks, title=name, **BARE))
    look = dict(color=INK, size=13, weight="bold", ha="center", va="center")
    marks = []
    for kind in np.unique(labels).tolist():
        x, y = features[labels == kind].mean(axis=0).tolist()
        marks.append(dict(kind="name", x=x, y=y, text=f"{kind}", **look))
    plane = dict(xlabel=names[0], ylabel=names[1], xmargin=0.1, ymargin=0.1)
    charts.append(dict(kind="chart", marks=marks, **plane))
    layout = dict(layout=[[0, 2], [1, 2]], width_ratios=[1, 3])
    return panels(charts, (5.4, 4.2), **layout)
