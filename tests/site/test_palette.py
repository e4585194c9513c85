"""The palette: one file of colours, the same in the snippets, readable in both schemes."""

import io
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from book.running.colours import contrast
from snippets.pictures import curves, digits
from snippets.pictures import palette as palette_of_snippets
from snippets.pictures.broadcast import broadcast_picture
from snippets.pictures.cells import matrix
from snippets.pictures.product import product_picture
from tests.kit.drawings import draw as draw_marks

ROLES = {f"{letter}-{part}" for letter in "abc" for part in ("edge", "fill")} | {"ink", "paper"}
SCHEMES = {"light": ":root", "dark": '[data-md-color-scheme="slate"]'}


@pytest.fixture(scope="module")
def palette(root):
    """{"light": {"a-edge": "#0060a8", ...}, "dark": {...}}"""
    text = (root / "docs/assets/css/palette.css").read_text()
    blocks = dict(re.findall(r"^(\S+) \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL))
    assert blocks.keys() == set(SCHEMES.values())
    pattern = re.compile(r"^  --([a-z-]+): (#[0-9a-f]{6});$", re.MULTILINE)
    return {name: dict(pattern.findall(blocks[key])) for name, key in SCHEMES.items()}


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_role_has_a_colour_of_its_own(palette, scheme):
    assert palette[scheme].keys() == ROLES
    assert len(set(palette[scheme].values())) == len(ROLES)


def test_snippets_use_the_light_half(palette):
    constants = {
        name.lower().replace("_", "-"): value
        for name, value in vars(palette_of_snippets).items()
        if isinstance(value, str) and name.isupper()
    }
    assert constants == palette["light"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("letter", "abc")
def test_text_and_edges_stand_out(palette, scheme, letter):
    colours = palette[scheme]
    assert contrast(colours["ink"], colours[f"{letter}-fill"]) >= 9.4
    assert contrast(colours[f"{letter}-edge"], colours["paper"]) >= 5.3
    assert contrast(colours["ink"], colours["paper"]) >= 9.4


# Pictures


GREY = np.random.default_rng(0).random((12, 784))
COUNTS = np.arange(9).reshape(3, 3)
SHORT, LONG = np.array([10, 20, 30]), np.arange(6).reshape(2, 3)
INKED = ("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color")


def faded_matrix():
    """Draw a matrix, some of its cells faded."""
    draw_marks(6, 5, matrix(1, 1, np.zeros((3, 4)), fade=np.eye(3, 4) == 1))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "draw",
    [
        lambda: digits.plots(GREY[:8], titles="abcdefgh"),
        lambda: digits.digit_rows(GREY, np.arange(12) % 2, columns=6),
        lambda: digits.histograms(before=GREY, after=GREY - 1),
        lambda: curves.loss_curve(GREY[0]),
        lambda: digits.answer(GREY[0], [0.1, 0.9]),
        lambda: curves.confusion_picture(COUNTS),
        lambda: broadcast_picture(LONG, SHORT),
        lambda: broadcast_picture(LONG, [[1], [2]], "*"),
        lambda: broadcast_picture(LONG, [1, 2]),
        lambda: product_picture(LONG, LONG.T, active=(0, 1)),
        faded_matrix,
    ],
)
def test_pictures_use_the_palette_alone(palette, draw):
    usual = dict.fromkeys(INKED, palette["light"]["ink"])
    with plt.rc_context(usual | {"figure.constrained_layout.use": True, "svg.fonttype": "none"}):
        draw()
        width = plt.gcf().get_figwidth()
        # A picture may be saved twice, for a page and for a notebook
        svg = [saved(plt.gcf()) for _ in range(2)][1]
    plt.close("all")
    colours = {colour.lower() for colour in re.findall("#[0-9a-fA-F]+", svg)}
    assert colours <= set(palette["light"].values()) and "rgb(" not in svg
    assert width <= 7.2
    points = [float(size) for size in re.findall(r"font-size: ([0-9.]+)px", svg)]
    assert points and min(points) >= 9


def saved(figure):
    """The figure as SVG text, without its raster pictures and its links."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    return re.sub(r'"data:image[^"]*"|url\(#[^)]*\)|href="#[^"]*"', "", buffer.getvalue())
