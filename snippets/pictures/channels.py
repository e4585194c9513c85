"""Pictures of colour pictures: side by side, their channels, their statistics."""

import numpy as np

from snippets.pictures.drawn import drawn
from snippets.pictures.palette import INK
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

CHANNELS = ("red", "green", "blue")
GREY = 0, 1  # black and white, however bright the picture


@drawn(panels(Image=draw_image))
def colour_pairs(**pictures):
    """Draw named pictures, (h, w, 3) or (h, w) in [0, 1], two in a row."""
    parts = [
        Image(np.asarray(picture), name.replace("_", " "), GREY)
        for name, picture in pictures.items()
    ]
    rows = -(-len(pictures) // 2)
    return Panels(parts, (4.8, 2.6 * rows), np.arange(2 * rows).reshape(rows, 2))


@drawn(panels(Image=draw_image))
def before_after(**pictures):
    """Draw colour pictures, (rows, columns, 3) from 0 to 1, named, in one row."""
    look = dict(mono=True, title_size=11)
    parts = [
        Image(picture, f"{name} {picture.shape}", **look)
        for name, picture in pictures.items()
    ]
    return Panels(parts, (7, 3.6))


@drawn(panels(Image=draw_image))
def draw_channels(picture):
    """Draw a colour picture, (h, w, 3), and each of its channels as a grey picture."""
    picture = np.asarray(picture)
    parts = [Image(picture, f"picture\n{picture.shape}", GREY)]
    for channel, name in enumerate(CHANNELS):
        plane = picture[..., channel]
        title = f"{name}, [..., {channel}]\n{plane.shape}"
        parts.append(Image(plane, title, GREY))
    return Panels(parts, (4.6, 5), [[0, 1], [2, 3]])


@drawn(
    panels(
        Chart=chart(Bars=draw_bars, Curve=draw_curve, Rule=draw_rule, Note=draw_note)
    )
)
def channel_statistics(**pictures):
    """Draw mean and deviation of each channel, a panel for each (n, 3, h, w)."""
    parts = []
    for number, (name, x) in enumerate(pictures.items(), 1):
        x = np.asarray(x)
        means, widths = x.mean((0, 2, 3)), x.std((0, 2, 3))
        look = dict(font=10, up="center")
        notes = [
            Note(f"{mean:z.2f}", (mean, place), (6, 0), **look)
            for place, mean in enumerate(means)
        ]
        reach = Bars(2 * widths, means - widths, breadth=0.5, lying=True)
        dots = Curve(means, range(3), colour=INK, dash="", marker="o")
        under = "mean, and one standard deviation to either side"
        panel = Chart(
            [reach, dots, Rule(0, dash="--"), *notes],
            title=name,
            title_at="left",
            x_label=under if number == len(pictures) else "",
            y_ticks=dict(enumerate(CHANNELS)),
            most_ticks=5,
            downward=True,
            margins={"x": 0.06},
            no_tick="y",
        )
        parts.append(panel)
    return Panels(parts, (5.4, 1.9 * len(parts)), np.arange(len(parts))[:, None])
