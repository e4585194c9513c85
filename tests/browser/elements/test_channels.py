"""Three sliders on the painted bay: what the page shows is the chapter's picture times three numbers."""

import base64
import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from snippets.colour import painted
from tests.browser.elements.lab import SIZES, TOUCH, keeps_house, shift, shown, survives_navigation, touched

TAG = "channel-scale"
PIXELS = """(canvas) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
    copy.drawImage(canvas, 0, 0);
    return [...copy.getImageData(0, 0, canvas.width, canvas.height).data];
}"""


def bay(scale):
    """What the page should paint, (128, 128, 3), as bytes."""
    return (painted()[::2, ::2] * 255).round() * scale


class Scale:
    def __init__(self, page):
        self.element = shown(page, TAG)
        self.told = self.element.get_by_role("status")

    def slider(self, name):
        return self.element.get_by_role("slider", name=name)

    def button(self, name):
        return self.element.get_by_role("button", name=name)

    def shows(self, scale):
        found = np.array(self.element.locator("canvas").last.evaluate(PIXELS)).reshape(128, 128, 4)
        assert np.abs(found[..., :3] - bay(scale)).max() <= 1

    def cells(self):
        rows = self.element.locator(".scale-one .block").all()
        return [[float(text) for text in row.locator(".cell").all_inner_texts()] for row in rows]


def test_the_bay_is_the_chapters(root):
    exported = json.loads((root / "docs/assets/exports/broadcasting/bay.json").read_text())
    greys = np.frombuffer(base64.b64decode(exported["bytes"]), np.uint8).reshape(exported["shape"])
    assert np.array_equal(greys, bay(1))


def test_three_numbers_scale_all_dots(visit, size):
    page = visit("broadcasting/", viewport=SIZES[size])
    scale = Scale(page)
    scale.shows([1, 0.6, 0.4])
    expect(scale.told).to_have_text(
        re.compile("^Axis −1, the colours, is 3 in both. .*red × 1.00, green × 0.60, blue × 0.40. The dot ")
    )
    keeps_house(page, TAG)
    scale.slider("red").press("Home")
    scale.slider("blue").press("ArrowRight")
    scale.shows([0, 0.6, 0.45])
    a, b, c = scale.cells()
    assert b == [0, 0.6, 0.45] and np.multiply(a, b) == pytest.approx(c, abs=0.01)
    scale.button("Undo").click()
    scale.button("Undo").click()
    scale.shows([1, 0.6, 0.4])
    canvas = scale.element.locator("canvas").first
    canvas.focus()
    canvas.press("ArrowDown")
    expect(scale.element.locator(".scale-dot")).to_have_text("the dot [56, 92]")
    assert scale.cells()[0] == pytest.approx(painted()[56, 92], abs=0.01)
    assert shift(page) <= 0.02 and page.wrongs == []


def test_a_finger_points_at_a_dot_and_scrolls(visit):
    page = visit("broadcasting/", **TOUCH)
    scale = Scale(page)
    canvas = scale.element.locator("canvas").last
    canvas.evaluate("(canvas) => canvas.scrollIntoView({ block: 'center' })")
    canvas.tap(position={"x": 20, "y": 30})
    before, box = page.evaluate("scrollY"), canvas.bounding_box()
    row, column = (2 * int(128 * place / box["width"]) for place in (30, 20))
    expect(scale.element.locator(".scale-dot")).to_have_text(f"the dot [{row}, {column}]")
    x, y = box["x"] + 60, box["y"] + 100
    touched(page, (x, y), (x, y - 30), (x, y - 100))
    assert page.evaluate("scrollY") > before
    assert page.wrongs == []


@pytest.mark.heavy  # by day: away and back, of three pages
def test_the_light_is_still_there_after_a_visit_elsewhere(visit):
    page = visit("broadcasting/")
    scale = Scale(page)
    scale.button("Noon").press("Enter")
    scale.shows([1, 1, 1])
    survives_navigation(page, TAG, "matmul", "broadcasting")
    scale.shows([1, 1, 1])
    scale.button("Evening").click()
    scale.shows([1, 0.6, 0.4])
    assert page.wrongs == []
