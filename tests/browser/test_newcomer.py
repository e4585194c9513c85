"""A newcomer with nothing installed: trains a net to 96 %, breaks it, draws for it, changes a picture in every chapter."""

import re

import pytest
from playwright.sync_api import expect

from book.reading.book import Book
from tests.browser.elements.lab import shown

TRAINED = 120_000  # milliseconds: a busy machine is no fault
BROKEN = {
    "batch-1024": r"49 steps instead of 782",
    "wrong-labels": "still reads",
    "shuffled-pixels": "no neighbours",
}
TAG = re.compile(r"<([a-z]+(?:-[a-z]+)+)[ >]")
TRAINING = {"train-here", "train-try"}  # they fetch the digits first: see above
PAPER = {"print-sheet"}  # it prints what is there
LINK = re.compile(r"\]\([\w-]+\.md#[a-z]+-[a-z]+=")  # opens an interactive in a state
MEASURED = {"speed.md"}  # its pictures show the machine that made them
# What an element draws: not its buttons, which look different once they are pressed
DRAWN = """(element) => [...element.querySelectorAll("svg, canvas, .cells, table")]
    .filter((each) => !each.closest("button"))
    .map((each) => (each.localName === "canvas" ? each.toDataURL() : each.innerHTML + each.textContent))
    .join()"""
CONTROLS = "button, input, select, [role=slider], [role=application], canvas[tabindex]"


@pytest.mark.heavy  # by day: each step, in elements/
def test_a_newcomer_trains_breaks_and_draws(visit):
    page = visit()
    page.get_by_role("link", name="Train it in twelve lines").first.click()
    page.wait_for_url("**/twelve-lines/")
    lab = shown(page, "train-here")
    lab.get_by_role("button", name="Full speed").click()
    told = lab.get_by_role("status")
    expect(told).to_contain_text("Your net reads", timeout=TRAINED)
    right = float(re.search(r"([\d.]+) %", told.inner_text())[1])
    assert right >= 96, told.inner_text()
    for name, words in BROKEN.items():
        experiment = shown(page, f"train-try[name={name}]")
        experiment.get_by_role("button").click()
        expect(experiment.get_by_role("status")).to_contain_text(re.compile(words), timeout=TRAINED)
    pad = shown(page, "digit-pad")
    before = pad.locator(".pad-bars").inner_text()
    board = pad.locator(".pad-board").bounding_box()
    page.mouse.move(board["x"] + board["width"] / 2, board["y"] + 0.15 * board["height"])
    page.mouse.down()
    page.mouse.move(board["x"] + board["width"] / 2, board["y"] + 0.85 * board["height"], steps=8)
    page.mouse.up()
    expect(pad.locator(".pad-bars")).not_to_have_text(before)
    expect(pad.get_by_role("status").first).to_contain_text("yours")
    assert page.wrongs == []


def test_there_is_something_to_change_in_every_chapter(root):
    book = Book(root)
    for file in book.chapters:
        text = file.read_text(encoding="utf-8")
        none = file.name in MEASURED | {*book.part("appendix")}
        assert none or {*TAG.findall(text)} - PAPER or LINK.search(text), f"{file.stem} has no element"


@pytest.mark.heavy
def test_the_picture_of_every_element_can_be_changed(visit, root):
    for file in Book(root).chapters:
        tags = {*TAG.findall(file.read_text(encoding="utf-8"))} - TRAINING - PAPER
        page = visit("" if file.stem == "index" else f"{file.stem}/") if tags else None
        for tag in sorted(tags):
            element = shown(page, tag)
            assert changes(page, element), f"{file.stem}: no control of <{tag}> changes what it draws"
        assert not page or page.wrongs == [], file.stem


def changes(page, element):
    """Whether some control changes what an element draws."""
    page.mouse.move(5, 5)  # some wait for a hand
    page.mouse.move(6, 6)
    expect(element.locator(CONTROLS).first).to_be_visible()
    drawn = element.evaluate(DRAWN)
    for control in element.locator(CONTROLS).all():
        if not control.is_visible() or not control.is_enabled():
            continue
        control.focus()
        for key in ("ArrowRight", "Enter"):
            page.keyboard.press(key)
            page.wait_for_timeout(100)
            if element.evaluate(DRAWN) != drawn:
                return True
    return False
