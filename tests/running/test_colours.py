"""Colours: what one becomes on dark paper."""

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import CSS4_COLORS, TABLEAU_COLORS

from book.running import figures
from book.running.colours import contrast, mix, oklab, twin

PAPERS = figures.read_palette(figures.HOME)["paper"]
MOST = contrast("#ffffff", PAPERS[1])
COLOURS = st.binary(min_size=3, max_size=3).map(lambda channels: f"#{channels.hex()}")


@pytest.mark.parametrize(
    ("colour", "lab"),
    [
        ("#ffffff", (1, 0, 0)),
        ("#000000", (0, 0, 0)),
        ("#ff0000", (0.628, 0.225, 0.126)),
        ("#0000ff", (0.452, -0.032, -0.312)),
    ],
)
def test_lightness_is_that_of_oklab(colour, lab):
    assert oklab(colour) == pytest.approx(lab, abs=1e-3)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_colours_mix_as_in_css():
    assert mix("#000000", "#ffffff", 0.25) == "#bfbfbf"


@settings(deadline=None)
@given(COLOURS)
def test_a_twin_stands_out_as_much_in_the_same_hue(colour):
    other = twin(colour, *PAPERS)
    assert contrast(other, PAPERS[1]) >= min(contrast(colour, PAPERS[0]), MOST)
    lightness, a, b = oklab(colour)
    dark, x, y = oklab(other)
    assert dark >= min(1 - lightness, 1) - 0.01  # as far from black as the colour is from white
    assert hypot(x, y) <= hypot(a, b) + 0.01
    assert abs(a * y - b * x) <= 0.012  # parallel, but for the rounding to hex digits


@settings(deadline=None)
@given(COLOURS)
def test_letters_can_be_read(colour):
    assert contrast(twin(colour, *PAPERS, 4.5), PAPERS[1]) >= 4.5


@pytest.mark.parametrize("names", [CSS4_COLORS, TABLEAU_COLORS])
def test_named_colours_have_twins_of_their_own(names):
    colours = {colour.lower() for colour in names.values()} - {"#000000", "#ffffff"}
    twins = {colour: twin(colour, *PAPERS) for colour in colours}
    assert all(contrast(dark, PAPERS[1]) >= contrast(light, PAPERS[0]) for light, dark in twins.items())
    assert len(set(twins.values())) > 0.95 * len(colours)
