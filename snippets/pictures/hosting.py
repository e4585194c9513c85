"""A picture of what a site sends: a bar for each thing that a reader does."""

from snippets.pictures.drawn import drawn
from snippets.pictures.palette import A_EDGE, A_FILL, B_EDGE, B_FILL
from snippets.pictures.pen.charts import (
    draw_box,
    draw_edges,
    draw_legend_below,
    draw_words,
)
from snippets.pictures.pen.figures import draw_here

PARTS = (
    dict(fc=A_FILL, ec=A_EDGE, label="from the site"),
    dict(fc=B_FILL, ec=B_EDGE, label="a heavy file"),
)


@drawn(
    draw_here,
    box=draw_box,
    words=draw_words,
    edges=draw_edges,
    legend_below=draw_legend_below,
)
def draw_sent(sent):
    """Draw {what: {"all": bytes, "heavy": bytes}} as bars in MB, heavy files apart."""
    marks = [dict(kind="edges", sides=["left", "right", "top", "bottom"])]
    most = max(each["all"] for each in sent.values()) / 1e6
    looks = [dict(look) for look in PARTS]
    for row, each in enumerate(sent.values()):
        whole, heavy = each["all"] / 1e6, each["heavy"] / 1e6
        parts = (0, whole - heavy), (whole - heavy, heavy)
        for look, (x, width) in zip(looks, parts, strict=True):
            if width:
                bar = dict(x=x, y=row - 0.35, width=width, height=0.7)
                marks.append(dict(kind="box", lw=1, **bar, **look))
                look.pop("label", None)  # each is told once
        end = dict(x=whole + 0.02 * most, y=row, text=f"{whole:.2f} MB")
        marks.append(dict(kind="words", va="center", **end))
    marks.append(dict(kind="legend_below"))
    ticks = dict(yticks=list(range(len(sent))), yticklabels=list(sent), xticks=[])
    plane = dict(xlim=(0, 1.2 * most), ylim=(len(sent) - 0.5, -0.5))
    size = (6, 0.42 * len(sent) + 0.7)
    return dict(kind="chart", marks=marks, size=size, **plane, **ticks)
