"""An experiment of one click: it trains beside the book's own net, stops, says what it did and where to read on."""

import re

from playwright.sync_api import expect

from tests.browser.elements.lab import SIZES, keeps_house, shown

TAG = "train-try[name=one-over-n]"
RUNS = "dd"


def test_one_click_breaks_the_training_and_says_what_that_did(visit):
    page = visit("by-hand/", viewport=SIZES["narrow"])
    element = shown(page, TAG)
    button, told = element.get_by_role("button"), element.get_by_role("status")
    expect(button).to_have_text("Start it at 1/n")
    button.focus()
    page.keyboard.press("Enter")
    expect(element.locator(RUNS).first).to_contain_text("batches")
    page.keyboard.press("Enter")
    expect(told).to_have_text("Stopped.")
    expect(button).to_have_text("Start it at 1/n")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(told).to_contain_text("a slow start", timeout=120_000)
    for run in element.locator(RUNS).all():
        assert float(re.match(r"([\d.]+) % right", run.inner_text())[1]) > 95
    expect(button).to_have_text("Again, with another seed")
    keeps_house(page, TAG)
    assert page.evaluate("document.activeElement.textContent") == "Again, with another seed"
    link = element.get_by_role("link")
    assert link.get_attribute("href").endswith("/by-hand/#start-small-but-not-too-small")
