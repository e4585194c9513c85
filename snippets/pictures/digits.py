"""Pictures of digits, and of the numbers that they are made of."""

import numpy as np

from snippets.pictures.drawn import drawn
from snippets.pictures.palette import B_EDGE, INK
from snippets.pictures.parts import (
    Bars,
    Chart,
    Image,
    Note,
    Numbers,
    Panels,
    Rule,
    Steps,
)
from snippets.pictures.pen.charts import (
    chart,
    draw_bars,
    draw_note,
    draw_rule,
    draw_steps,
)
from snippets.pictures.pen.figures import here, panels
from snippets.pictures.pen.images import draw_image, draw_numbers


@drawn(here(draw_image))
def show(image, title=None):
    """Draw a grey picture, (rows, columns) or (784,), on the current axes."""
    return Image(folded(image), "" if title is None else f"{title}")


def folded(image):
    """A picture as rows and columns: (784,) becomes (28, 28)."""
    image = np.asarray(image)
    return image.reshape(28, 28) if image.size == 784 else image


@drawn(panels(Image=draw_image))
def plots(images, titles=None, rows=2):
    """Draw n grey pictures, (n, 28, 28) or (n, 784), in `rows` rows of a new figure.

    `titles`, where given, holds a title for each picture.
    """
    columns = -(-len(images) // rows)
    side = min(1.7, 7.0 / columns)
    titles = [""] * len(images) if titles is None else titles
    parts = [show.data(image, title) for image, title in zip(images, titles)]
    layout = np.arange(rows * columns).reshape(rows, columns)
    return Panels(parts, (side * columns, (side + 0.2) * rows), layout)


def verdicts(predictions, labels):
    """A title for each prediction: "3" where it is right, else like "✗ 5, is 3"."""
    pairs = zip(predictions, labels, strict=True)
    return [f"{p}" if p == y else f"✗ {p}, is {y}" for p, y in pairs]


@drawn(here(draw_image))
def digit_rows(images, labels, columns=10):
    """Draw the first `columns` images of each label, (n,): a row a label.

    images: (n, 784), grey, or (n, h, w, 3), in colour.
    """
    images, labels = np.asarray(images), np.asarray(labels)
    if images.ndim == 2:
        images = images.reshape(-1, 28, 28)
    kinds, height = np.unique(labels), images.shape[1]
    rows = [np.hstack(images[labels == kind][:columns]) for kind in kinds]
    names = {(row + 0.5) * height - 0.5: f"{kind}" for row, kind in enumerate(kinds)}
    size = 0.46 * columns + 0.4, 0.46 * len(rows)
    return Image(np.vstack(rows), x_ticks=(), y_ticks=names, size=size)


@drawn(panels(Chart=chart(Steps=draw_steps, Rule=draw_rule)))
def histograms(**values):
    """Draw how often each value occurs, a panel a name, with its mean and its spread.

    Each of `values` is an array of any shape; `_` in a name is written as a blank.
    """
    parts = []
    for name, array in values.items():
        array = np.asarray(array).ravel()
        counts, edges = np.histogram(array, 40)
        rule = Rule(array.mean(), dash="--", width=None)
        title = f"{name}\nmean {array.mean():z.2f}, std {array.std():.2f}"
        words = dict(title=title.replace("_", " "), x_label="value")
        words |= dict(y_label="" if parts else "share of all pixels")
        ticks = {0.001: "0.1%", 0.01: "1%", 0.1: "10%", 1: "100%"}
        marks = Steps(counts / array.size, edges), rule
        parts.append(Chart(marks, log="y", y_ticks=ticks, **words))
    return Panels(parts, shared="y")


@drawn(here(draw_numbers))
def half_in_numbers(image, rows=range(4, 24), columns=range(6, 22)):
    """Draw a part of a picture, (784,) in [0, 1], its right half as 0 to 255."""
    part = folded(image)[np.ix_(rows, columns)]
    height, width = part.shape
    half = width // 2
    return Numbers(
        part[:, half:],
        [[f"{value:.0f}" for value in row] for row in part[:, half:] * 255],
        corner=(half, 0),
        frame=(-0.5, -0.5, width, height),
        image=Image(part[:, :half], scale=(0, 1)),
        x_limits=(-0.6, width - 0.4),
        y_limits=(height - 0.4, -0.6),
        size=(5.2, 5.2 * height / width),
    )


@drawn(panels(Numbers=draw_numbers))
def zoom(image, rows, columns):
    """Draw a picture, (28, 28), with a frame; beside it, the numbers within the frame.

    `rows` and `columns` are ranges: the pixels that the frame holds.
    """
    image = np.asarray(image)
    patch = image[np.ix_(rows, columns)]
    strength = (patch - image.min()) / (image.max() - image.min())
    corner, sizes = (columns.start, rows.start), (len(columns), len(rows))
    frame = (corner[0] - 0.5, corner[1] - 0.5, *sizes)
    line = dict(corner=corner, frame=frame, colour=B_EDGE, width=3)
    ends = dict(x_ticks=[columns[0], columns[-1]], y_ticks=[rows[0], rows[-1]])
    whole = Numbers(np.zeros((0, 0)), [], image=Image(image, **ends), **line, **ends)
    inside = Numbers(
        strength,
        [[f"{value:.2f}" for value in row] for row in patch],
        font=12,
        x_limits=(columns.start - 0.55, columns.stop - 0.45),
        y_limits=(rows.stop - 0.45, rows.start - 0.55),
        x_ticks=list(columns),
        y_ticks=list(rows),
        **line,
    )
    return Panels([whole, inside], (7, 3.4))


@drawn(panels(Image=draw_image))
def side_by_side(**pictures):
    """Draw matrices of any shapes in one row; the title is a name and a shape."""
    parts = [
        Image(np.asarray(picture), f"{name}\n{tuple(picture.shape)}", mono=True)
        for name, picture in pictures.items()
    ]
    widths = [picture.shape[1] for picture in pictures.values()]
    return Panels(parts, (7, 3), widths=widths)


@drawn(panels(Image=draw_image, Chart=chart(Bars=draw_bars, Note=draw_note)))
def answer(image, shares):
    """Draw a digit, (784,), and beside it the share of each class, (n,), 0 to 1."""
    shares = np.asarray(shares).tolist()
    best, notes = shares.index(max(shares)), []
    for place, share in enumerate(shares):
        look = dict(colour=B_EDGE, bold=True) if place == best else dict(colour=INK)
        at = share + 0.03, place
        notes.append(Note(f"{share:.0%}", at, up="center", **look))
    bars = Chart(
        [Bars(shares, breadth=0.72, lying=True, highlight=best), *notes],
        x_ticks=(),
        y_ticks=range(len(shares)),
        x_limits=(0, 1.25),
        downward=True,
        no_spine=("left", "bottom"),
        no_tick="both",
    )
    return Panels([show.data(image), bars], (4.8, 2.5))
