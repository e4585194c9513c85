"""What a word means, shown where a page uses it: by mouse, by keyboard, by finger."""

import numpy as np
from playwright.sync_api import expect

from tests.browser.elements.lab import TOUCH

PAGE = "by-hand/"


def test_a_note_stays_within_the_view_and_off_its_word(logic):
    rng = np.random.default_rng(0)
    cases = []
    for _ in range(2000):
        width, height = (int(rng.integers(320, 1400)) for _ in "wh")
        left, top = float(rng.uniform(0, width - 40)), float(rng.uniform(60, height - 20))
        word = {"left": left, "top": top, "bottom": top + 20}
        note = {"width": float(rng.uniform(40, 304)), "height": float(rng.uniform(30, 120))}
        cases.append([word, note, {"width": width, "height": height, "top": 50}])
    with logic("placed") as rule:
        told = rule("return given.map((each) => it.placed(...each));", cases)
    above = 0
    for (word, note, view), place in zip(cases, told, strict=True):
        assert place["left"] >= 8 and place["left"] + note["width"] <= view["width"] - 8
        low = place["top"] + note["height"]
        assert low < word["top"] or place["top"] > word["bottom"]
        above += low < word["top"]
        if low > view["height"] - 8:
            assert word["top"] - note["height"] < view["top"] + 14, "there was room above"
    assert 50 < above < 1000


def test_a_mouse_a_key_and_escape(instant):
    page = instant(PAGE)
    note, words = page.locator(".definition"), page.locator("a.glossed")
    expect(note).to_be_hidden()
    words.nth(0).hover()
    expect(note).to_be_visible()
    assert note.get_attribute("role") == "tooltip"
    assert words.nth(0).get_attribute("aria-describedby") == note.get_attribute("id")
    text = words.nth(0).get_attribute("data-definition")
    expect(note).to_have_text(text.replace("`", ""))
    note.hover()
    page.wait_for_timeout(400)  # it can be read with the mouse on it
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    page.mouse.move(1, 300)
    words.nth(1).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(words.nth(1)).to_be_focused()
    expect(note).to_be_visible()
    page.keyboard.press("Tab")
    expect(words.nth(1)).not_to_have_attribute("aria-describedby", "definition")
    words.nth(1).focus()
    page.keyboard.press("Enter")  # it is a link, and leads to the word
    page.wait_for_url("**/glossary/#*")
    expect(note).to_be_hidden()
    assert page.evaluate("window.loadedOnce") and page.wrongs == []


def test_a_finger_reads_first_and_goes_then(visit):
    page = visit(PAGE, **TOUCH, color_scheme="dark")
    note, word = page.locator(".definition"), page.locator("a.glossed").nth(2)
    word.tap()
    expect(note).to_be_visible()
    assert page.url.endswith(PAGE)
    box = note.bounding_box()
    assert box["x"] >= 8 and box["x"] + box["width"] <= 352
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    expect(note).to_have_css("background-color", paper)
    page.locator("h1").tap()
    expect(note).to_be_hidden()
    word.tap()
    word.tap()
    page.wait_for_url("**/glossary/#*")
    assert page.wrongs == []
