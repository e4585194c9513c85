"""The mark of the book is the same wherever a browser shows it."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.pictures import GRID, MARK, squares

LOGO = ".md-header .md-logo > img"
COLOURS = """() => Object.fromEntries([..."ABC"].map((role) =>
  [role, getComputedStyle(document.body).getPropertyValue(`--${role.toLowerCase()}-edge`)]))"""


@pytest.fixture(params=["light", "dark"])
def page(request, visit):
    return visit("broadcasting/", color_scheme=request.param)


def test_the_header_shows_it_in_the_colours_of_the_page(page, root):
    logo = page.locator(LOGO)
    expect(logo).to_be_visible()
    dots = Image.open(io.BytesIO(logo.screenshot(animations="disabled"))).convert("RGB")
    assert dots.width == dots.height == 24
    colours = page.evaluate(COLOURS)
    for role, x, y, side in squares((root / MARK).read_text()):
        middle = tuple(int(24 * (at + side / 2) / GRID) for at in (x, y))
        assert "#" + bytes(dots.getpixel(middle)).hex() == colours[role]


def test_tabs_and_phones_are_told_where_it_is(page, server):
    said = {
        (link.get_attribute("rel"), link.get_attribute("sizes")): link.evaluate("(link) => link.href")
        for link in page.locator("link[rel*=icon]").all()
    }
    assert said.keys() == {("icon", "48x48"), ("apple-touch-icon", None), ("icon", "any")}
    logo = page.locator(LOGO).evaluate("(image) => image.src")
    assert said["icon", "any"] == logo == f"{server.address}assets/images/mark.svg"
    sizes = page.evaluate(
        """(links) => Promise.all(links.map(async (link) => {
          const image = new Image();
          image.src = link;
          await image.decode();
          return [image.naturalWidth, image.naturalHeight];
        }))""",
        [said["icon", "48x48"], said["apple-touch-icon", None]],
    )
    assert sizes == [[48, 48], [180, 180]]
    assert page.wrongs == []
