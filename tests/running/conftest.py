"""What the tests of pictures share."""

import matplotlib
import matplotlib.pyplot as plt
import pytest

from book.running import figures

PALETTE = figures.read_palette(figures.HOME)


@pytest.fixture
def drawn():
    """Draw with the style of the book and give the SVG text."""

    def drawn(draw):
        with matplotlib.rc_context(figures.style_of(PALETTE)):
            _, axes = plt.subplots()
            draw(axes)
            try:
                return figures.save(plt.gcf(), PALETTE)
            finally:
                plt.close("all")

    return drawn
