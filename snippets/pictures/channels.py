"""Pictures of colour pictures: side by side, their channels, their statistics."""

import numpy as np

from snippets.pictures.drawn import drawn
from snippets.pictures.palette import A_EDGE, A_FILL, INK
from snippets.pictures.parts import curve, panels, pixels
from snippets.pictures.pen.charts import (
    draw_box,
    draw_curve,
    draw_edges,
    draw_few_ticks,
    draw_image,
    draw_tag,
    draw_title,
    draw_upright,
)
from snippets.pictures.pen.figures import draw_panels

CHANNELS = ("red", "green", "blue")


def lit_chart(picture, title):
    """A picture in [0, 1], where 0 is black and 1 white, however bright it is."""
    marks = [pixels(picture, vmin=0, vmax=1)]
    return dict(kind="chart", marks=marks, title=title)


@drawn(draw_panels, image=draw_image)
def colour_pairs(**pictures):
    """Draw named pictures, (h, w, 3) or (h, w) in [0, 1], two in a row."""
    charts = [lit_chart(p, name.replace("_", " ")) for name, p in pictures.items()]
    rows = -(-len(pictures) // 2)
    layout = np.arange(2 * rows).reshape(rows, 2).tolist()
    return panels(charts, (4.8, 2.6 * rows), layout=layout)


@drawn(draw_panels, image=draw_image, title=draw_title)
def before_after(**pictures):
    """Draw colour pictures, (rows, columns, 3) from 0 to 1, named, in one row."""
    charts, look = [], dict(family="monospace", size=11)
    for name, picture in pictures.items():
        title = dict(kind="title", text=f"{name} {picture.shape}", **look)
        charts.append(dict(kind="chart", marks=[pixels(picture), title]))
    return panels(charts, (7, 3.6))


@drawn(draw_panels, image=draw_image)
def draw_channels(picture):
    """Draw a colour picture, (h, w, 3), and each of its channels as a grey picture."""
    picture = np.asarray(picture)
    charts = [lit_chart(picture, f"picture\n{picture.shape}")]
    for channel, name in enumerate(CHANNELS):
        plane = picture[..., channel]
        charts.append(lit_chart(plane, f"{name}, [..., {channel}]\n{plane.shape}"))
    return panels(charts, (4.6, 5), columns=2)


@drawn(
    draw_panels,
    box=draw_box,
    curve=draw_curve,
    upright=draw_upright,
    tag=draw_tag,
    title=draw_title,
    edges=draw_edges,
    few_ticks=draw_few_ticks,
)
def channel_statistics(**pictures):
    """Draw mean and deviation of each channel, a panel for each (n, 3, h, w)."""
    charts = []
    for name, x in pictures.items():
        x = np.asarray(x)
        means, spreads = x.mean((0, 2, 3)).tolist(), x.std((0, 2, 3)).tolist()
        marks = [
            dict(kind="title", text=name, loc="left"),
            dict(kind="edges", sides=["top", "right"], axis="y"),
            dict(kind="few_ticks", count=5),
        ]
        for place, (mean, spread) in enumerate(zip(means, spreads)):
            reach = dict(x=mean - spread, y=place - 0.25, width=2 * spread, height=0.5)
            marks.append(dict(kind="box", fc=A_FILL, ec=A_EDGE, **reach))
            note = dict(x=mean, y=place, text=f"{mean:z.2f}", shift=(6, 0))
            marks.append(dict(kind="tag", va="center", size=10, **note))
        marks.append(curve(means, range(3), INK, ls="", marker="o"))
        marks.append(dict(kind="upright", x=0, lw=1))
        plane = dict(yticks=[0, 1, 2], yticklabels=CHANNELS, ylim=(2.375, -0.375))
        charts.append(dict(kind="chart", marks=marks, xmargin=0.06, **plane))
    charts[-1]["xlabel"] = "mean, and one standard deviation to either side"
    return panels(charts, (5.4, 1.9 * len(charts)), columns=1)
