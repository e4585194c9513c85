"""Pictures of digits, and of the numbers that they are made of."""

import numpy as np

from snippets.pictures.drawn import drawn
from snippets.pictures.palette import A_EDGE, A_FILL, B_EDGE, B_FILL, INK
from snippets.pictures.parts import panels, pixels
from snippets.pictures.pen.charts import (
    draw_box,
    draw_edges,
    draw_image,
    draw_steps,
    draw_title,
    draw_upright,
    draw_words,
)
from snippets.pictures.pen.figures import draw_here, draw_panels


@drawn(draw_here, image=draw_image)
def show(image, title=None):
    """Draw a grey picture, (rows, columns) or (784,), on the current axes."""
    return digit_chart(image, "" if title is None else title)


def digit_chart(image, title=""):
    """A chart with nothing but a grey picture, (rows, columns) or (784,)."""
    return dict(kind="chart", marks=[pixels(image)], title=f"{title}")


@drawn(draw_panels, image=draw_image)
def plots(images, titles=None, rows=2):
    """Draw n grey pictures, (n, 28, 28) or (n, 784), in `rows` rows of a new figure.

    `titles`, where given, holds a title for each picture.
    """
    columns = -(-len(images) // rows)
    side = min(1.7, 5.2 / columns)  # titles hold on a phone
    titles = [""] * len(images) if titles is None else titles
    charts = [digit_chart(*each) for each in zip(images, titles)]
    places = np.arange(rows * columns).reshape(rows, columns).tolist()
    return panels(charts, (side * columns, (side + 0.2) * rows), layout=places)


def verdicts(predictions, labels):
    """A title for each prediction: "3" where it is right, else like "✗ 5, is 3"."""
    pairs = zip(predictions, labels, strict=True)
    return [f"{p}" if p == y else f"✗ {p}, is {y}" for p, y in pairs]


@drawn(draw_here, image=draw_image, edges=draw_edges)
def digit_rows(images, labels, columns=10):
    """Draw the first `columns` images of each label, (n,): a row a label.

    images: (n, 784), grey, or (n, h, w, 3), in colour.
    """
    images, labels = np.asarray(images), np.asarray(labels)
    if images.ndim == 2:
        images = images.reshape(-1, 28, 28)
    kinds, height = np.unique(labels).tolist(), images.shape[1]
    rows = [np.hstack(images[labels == kind][:columns]) for kind in kinds]
    middles = [(row + 0.5) * height - 0.5 for row in range(len(rows))]
    ticks = dict(xticks=(), yticks=middles, yticklabels=[f"{kind}" for kind in kinds])
    marks, size = [pixels(np.vstack(rows)), dict(kind="edges")], 0.46 * columns + 0.4
    return dict(kind="chart", marks=marks, size=(size, 0.46 * len(rows)), **ticks)


@drawn(draw_panels, steps=draw_steps, upright=draw_upright)
def histograms(**values):
    """Draw how often each value occurs, a panel a name, with its mean and its spread.

    Each of `values` is an array of any shape; `_` in a name is written as a blank.
    """
    charts = []
    for name, array in values.items():
        array = np.asarray(array).ravel()
        counts, edges = np.histogram(array, 40)
        heights, edges = (counts / array.size).tolist(), edges.tolist()
        marks = [
            dict(kind="steps", heights=heights, edges=edges),
            dict(kind="upright", x=float(array.mean())),
        ]
        title = f"{name}\nmean {array.mean():z.2f}, std {array.std():.2f}"
        words = dict(title=title.replace("_", " "), xlabel="value")
        words |= dict(ylabel="" if charts else "share of all pixels")
        ticks = dict(yticks=[0.001, 0.01, 0.1, 1])
        ticks |= dict(yticklabels=["0.1%", "1%", "10%", "100%"])
        charts.append(dict(kind="chart", marks=marks, yscale="log", **ticks, **words))
    return panels(charts, (5.2, 3.2), shared="y")


@drawn(draw_here, image=draw_image, words=draw_words)
def half_in_numbers(image, rows=range(4, 24), columns=range(6, 22)):
    """Draw a part of a picture, (784,) in [0, 1]; on its right half, 0 to 255."""
    part = np.asarray(image).reshape(28, 28)[np.ix_(rows, columns)]
    height, width = part.shape
    marks = [pixels(part, vmin=0, vmax=1)]
    look = dict(ha="center", va="center", family="monospace", size=10)
    for (row, column), value in np.ndenumerate(part):
        if column < width // 2:
            continue
        color = "#000000" if value > 0.5 else "#ffffff"
        text = dict(x=column, y=row, text=f"{value * 255:.0f}", color=color)
        marks.append(dict(kind="words", alpha=1 if value > 0 else 0.6, **text, **look))
    size = 5.2, 5.2 * height / width
    return dict(kind="chart", marks=marks, size=size)


@drawn(draw_panels, image=draw_image, title=draw_title)
def side_by_side(**pictures):
    """Draw matrices of any shapes in one row; the title is a name and a shape."""
    charts, widths = [], [picture.shape[1] for picture in pictures.values()]
    for name, picture in pictures.items():
        text = f"{name}\n{tuple(picture.shape)}"
        title = dict(kind="title", text=text, family="monospace")
        charts.append(dict(kind="chart", marks=[pixels(picture), title]))
    return panels(charts, (5, 2.6), width_ratios=widths)


@drawn(draw_panels, image=draw_image, box=draw_box, words=draw_words, edges=draw_edges)
def answer(image, shares):
    """Draw a digit, (784,), and beside it the share of each class, (n,), 0 to 1."""
    shares, marks = np.asarray(shares).tolist(), [dict(kind="edges")]
    best = shares.index(max(shares))
    for place, share in enumerate(shares):
        look, text = dict(fc=A_FILL, ec=A_EDGE), dict(color=INK)
        if place == best:
            look = dict(fc=B_FILL, ec=B_EDGE, lw=2)
            text = dict(color=B_EDGE, weight="bold")
        bar = dict(x=0, y=place - 0.36, width=share, height=0.72)
        marks.append(dict(kind="box", **bar, **look))
        text |= dict(x=share + 0.03, y=place, text=f"{share:.0%}", va="center")
        marks.append(dict(kind="words", **text))
    room = 0.36 + 0.05 * (len(shares) - 0.28)
    plane = dict(xlim=(0, 1.25), ylim=(len(shares) - 1 + room, -room))
    plane |= dict(xticks=(), yticks=list(range(len(shares))))
    bars = dict(kind="chart", marks=marks, **plane)
    return panels([digit_chart(image), bars], (4.8, 2.5))
