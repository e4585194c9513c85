"""Three sliders make grey of colour: the page shows the chapter's product, and says what became of the digit."""

import base64
import json

import numpy as np
from playwright.sync_api import expect

from tests.browser.elements.lab import SIZES, keeps_house, shift, shown

TAG = "grey-mix"
PIXELS = """(canvas) => [...canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data]"""


def test_three_numbers_hide_the_digit_and_bring_it_back(visit, root):
    exported = json.loads((root / "docs/assets/exports/colour/orange.json").read_text())
    digit = np.frombuffer(base64.b64decode(exported["bytes"]), np.uint8).reshape(exported["shape"])
    page = visit("colour/", viewport=SIZES["narrow"])
    element = shown(page, TAG)
    told, sums = element.get_by_role("status"), element.locator("dd")

    def shows(mix):
        found = np.reshape(element.locator("canvas").last.evaluate(PIXELS), (*digit.shape[:2], 4))
        assert np.abs(found[..., 0] - np.minimum(digit @ mix, 255)).max() <= 1
        apart = abs(
            float(sums.nth(0).inner_text().split("= ")[1]) - float(sums.nth(1).inner_text().split("= ")[1])
        )
        words = told.inner_text().split()
        assert abs(apart - float(words[words.index("apart:") - 1])) < 0.011

    expect(told).to_contain_text("0.00 apart: the digit has vanished")
    shows([0.299, 0.587, 0.114])
    for colour, key in {"red": "End", "green": "Home", "blue": "Home"}.items():
        element.get_by_role("slider", name=colour).press(key)
    expect(told).to_contain_text("the ink is brighter")
    shows([1, 0, 0])
    for _ in range(3):
        element.get_by_role("button", name="Undo").click()
    expect(told).to_contain_text("has vanished")
    shows([0.299, 0.587, 0.114])
    keeps_house(page, TAG)
    assert shift(page) < 0.01
