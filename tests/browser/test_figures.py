"""Figures on a phone: the narrow one is shown, as wide as the screen."""

from tests.browser.conftest import WIDE
from tests.house.test_figures import PHONE

PHONES = {"width": PHONE, "height": 740}


def shows(page, file):
    """Wait until the figure of ten years is there as this file: it is fetched once it comes near."""
    page.wait_for_function(
        "file => document.querySelector('article img[src*=ten-years]').currentSrc.endsWith(file)", arg=file
    )


def test_a_phone_shows_the_narrow_figure_from_edge_to_edge(visit):
    page = visit("markov/", viewport=PHONES)
    figure = page.locator("article img[src*=ten-years]")
    figure.scroll_into_view_if_needed()
    shows(page, "/ten-years-narrow.svg")
    assert abs(figure.evaluate("image => image.getBoundingClientRect().width") - PHONE) < 2
    page.set_viewport_size(WIDE)
    shows(page, "/ten-years.svg")
    assert page.wrongs == []
