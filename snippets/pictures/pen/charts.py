"""How the marks on a chart are drawn: a pen a kind, its look in Matplotlib's words."""

import matplotlib.pyplot as plt

from snippets.pictures.palette import A_EDGE, A_FILL, INK, PAPER


def draw_curve(axes, x, y, **look):
    """Draw a line through places, or what marks them."""
    axes.plot(x, y, **look)


def draw_words(axes, x, y, text, **look):
    """Draw words at a place."""
    axes.text(x, y, text, **look)


def draw_tag(axes, x, y, text, shift, **look):
    """Draw words so many points beside a place: `shift`, (right, up)."""
    axes.annotate(text, (x, y), shift, textcoords="offset points", **look)


def draw_name(axes, x, y, text, **look):
    """Draw words at a place, which the axes must then reach."""
    axes.update_datalim([(x, y)])
    axes.text(x, y, text, **look)


def draw_arrow(axes, start, end, color):
    """Draw an arrow from one place to another."""
    look = dict(arrowstyle="->", color=color, lw=1.8, shrinkA=0, shrinkB=0)
    axes.annotate("", end, start, arrowprops=look)


def draw_box(axes, x, y, width, height, **look):
    """Draw a rectangle from its corner (x, y) on."""
    axes.add_patch(plt.Rectangle((x, y), width, height, **look))
    axes.autoscale_view()


def draw_diamonds(axes, x, y, **look):
    """Draw large open diamonds at places."""
    axes.scatter(x, y, fc=PAPER, marker="D", s=60, lw=2, zorder=3, **look)


def draw_upright(axes, x, **look):
    """Draw a line through the whole chart, upright at x."""
    axes.axvline(x, color=INK, ls="--", **look)


def draw_level(axes, y):
    """Draw a line through the whole chart, level at y."""
    axes.axhline(y, color=INK, lw=1)


def draw_steps(axes, heights, edges):
    """Draw heights, (n,), each from one of the edges, (n + 1,), to the next."""
    axes.stairs(heights, edges, fill=True, fc=A_FILL, ec=A_EDGE, lw=1)


def draw_contours(axes, x, y, heights, levels):
    """Draw lines that join equal heights, (rows, columns), one for each level."""
    axes.contour(x, y, heights, levels, colors=INK, alpha=0.35, linewidths=1)


def draw_image(axes, pixels, cmap=("gray",), **look):
    """Draw an image alone, without axes."""
    axes.imshow(pixels, plt.get_cmap(*cmap), interpolation="none", **look)
    axes.set_axis_off()


def draw_edges(axes, sides=slice(None), visible=False, **ticks):
    """Draw axes whose ticks are words alone, without the edges at some sides."""
    axes.set_axis_on()
    axes.tick_params(length=0, **ticks)
    axes.spines[sides].set_visible(visible)


def draw_title(axes, text, **look):
    """Draw a title that does not look as usual."""
    axes.set_title(text, **look)


def draw_legend(axes, **look):
    """Draw what the labels of the marks so far say."""
    axes.legend(frameon=False, **look)


def draw_legend_below(axes):
    """Draw what the labels of the marks so far say below all axes."""
    axes.figure.legend(loc="outside lower center", ncols=3, frameon=False)


def draw_percent(axes):
    """Write the ticks on the y axis in percent: 1 is 100 %."""
    axes.yaxis.set_major_formatter("{x:.0%}")


def draw_few_ticks(axes, count):
    """Draw about so many ticks on the x axis."""
    axes.locator_params(axis="x", nbins=count)
