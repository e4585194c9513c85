"""Pictures that the page draws: words that can be read and marked, colours of the scheme, a film's player."""

import re

import pytest

from book.running.figures import read_palette
from snippets.pictures.broadcast import broadcast_picture
from snippets.pictures.digits import answer
from snippets.pictures.walks import line_and_bowl
from tests.browser.conftest import eventually
from tests.kit.served import PATH
from tests.snippets.pictures.test_every_picture import GREY, PICTURES

DRAW = """async ({ root, pictures, label }) => {
  const kit = new URL(`${root}assets/js/kit/`, location.origin);
  const { drawing } = await import(new URL("pen/pen.js", kit));
  const { player } = await import(new URL("film.js", kit));
  for (const picture of pictures) {
    const svg = drawing(picture, { label });
    document.querySelector("article").append(svg, player(svg) ?? "");
  }
}"""
WORDS = "(svg) => [...svg.querySelectorAll('text')].map((text) => text.textContent)"
COLOUR = "(element) => getComputedStyle(element).fill"


def channels(hex):
    return f"rgb({', '.join(str(value) for value in bytes.fromhex(hex[1:]))})"


@pytest.fixture
def drawn(visit):
    """drawn(*pictures, **how): a page with these pictures, and a locator of them."""

    def drawn(*pictures, **how):
        page = visit("404.html", **how)
        page.evaluate(DRAW, {"root": PATH, "pictures": pictures, "label": "a told picture"})
        return page, page.get_by_role("img", name="a told picture")

    return drawn


def test_a_picture_has_words_a_name_and_the_colours_of_the_page(root, drawn):
    picture = broadcast_picture.data([[1, 2, 3], [4, 5, 6]], [10, 20, 30])
    page, svgs = drawn(picture, answer.data(GREY[0], [0.2, 0.8]))
    assert svgs.count() == 2
    board, shares = svgs.all()
    assert {"A (2, 3)", "B (3,) → (2, 3)", "36", "1⇢2"} <= {*board.evaluate(WORDS)}
    assert {"20%", "80%"} <= {*shares.evaluate(WORDS)}
    name, image = board.get_by_text("A (2, 3)"), shares.locator("image")
    assert image.evaluate("(image) => getComputedStyle(image).imageRendering") == "pixelated"
    assert image.evaluate("(image) => createImageBitmap(image).then(({ width }) => width)") == 28
    light, dark = read_palette(root)["a-edge"]
    assert name.evaluate(COLOUR) == channels(light)
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    assert name.evaluate(COLOUR) == channels(dark)
    width = board.evaluate("(svg) => svg.getBoundingClientRect().width")
    assert width == pytest.approx(0.44 * 96 * picture["width"], rel=1e-3)  # a cell is 0.44 inches wide
    assert not page.wrongs


def test_on_a_phone_it_fits_and_its_words_are_as_large_as_the_recorded_ones(drawn):
    picture = broadcast_picture.data([[1, 2, 3], [4, 5, 6]], [10, 20, 30])
    page, svgs = drawn(picture, viewport={"width": 360, "height": 740})
    width = svgs.evaluate("(svg) => svg.getBoundingClientRect().width")
    assert width <= page.locator("article").evaluate("(article) => article.clientWidth")
    assert svgs.evaluate("(svg) => svg.viewBox.baseVal.width") == pytest.approx(324)  # 4.5 inches
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_film_is_played_frame_by_frame(drawn):
    film = line_and_bowl.data(*PICTURES[line_and_bowl][0])
    page, svg = drawn(film, reduced_motion="reduce")
    controls = page.get_by_role("group", name="Film")
    later = svg.locator(".later")
    assert later.count() == 0
    controls.get_by_role("button", name="Next frame").click()
    assert later.count() > 0
    assert later.first.evaluate("(part) => getComputedStyle(part).visibility") == "hidden"
    told = controls.locator("span").inner_text()
    assert re.fullmatch(r"step 0, loss \d+\.\d\d", told)
    slider = controls.get_by_role("slider", name="Frame")
    assert slider.get_attribute("aria-valuetext") == told
    slider.press("End")
    assert later.count() == 0 and svg.locator(".past").count() > 0
    controls.get_by_role("button", name="Play").click()
    assert eventually(lambda: later.count() > 0)
    svg.evaluate("(svg) => svg.remove()")  # it stops with its picture
    assert eventually(lambda: controls.get_by_role("button", name="Play").count() == 1)
