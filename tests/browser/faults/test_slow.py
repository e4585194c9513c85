"""A server that sends the first half and then waits: the page says so, obeys, and goes on with the rest."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.faults.conftest import comes_to_be_asked, panel
from tests.kit.night import by_day

COMES = "This part is on its way …"
OF_A_CELL = ("assets/cells/shops.json", "cell-of.js", "pyodide.asm.wasm", "session.py")
OF_AN_ELEMENT = ("pixel-inspector.js", "pixel-inspector.css", "exports/digits/digits.json")


@pytest.mark.parametrize("part", OF_A_CELL)
@pytest.mark.heavy  # by day: a slow network, in cells/test_python.py
def test_a_cell_says_that_it_waits_can_be_stopped_and_goes_on(plain, faulty, part):
    plain.goto(f"{faulty.address}shops/")
    faulty.faults[part] = "half"
    run = plain.locator("[data-run='5'] .cell-run")
    run.click()
    comes_to_be_asked(plain, faulty, part)
    waits = plain.locator(".cell-result[data-of='5'][data-kind=wait]")
    expect(waits).to_have_text(re.compile(r"^(Starting|Loading Python, once: 9 MB) …$"))
    expect(run).to_have_text("Stop")
    run.click()
    expect(panel(plain)).to_contain_text("Stopped")
    expect(run).to_have_text("Run")
    run.click()
    expect(waits).to_be_visible()
    faulty.faults.clear()
    expect(panel(plain)).to_contain_text("The same as recorded.")


def test_the_digits_say_how_far_they_are_can_be_stopped_and_go_on(plain, faulty):
    plain.goto(f"{faulty.address}twelve-lines/")
    element = plain.locator("train-here")
    element.scroll_into_view_if_needed()
    faulty.faults["train-images-idx3-ubyte.gz"] = "half"
    element.get_by_role("button", name="Train", exact=True).click()
    expect(element.locator(".train-now")).to_contain_text(re.compile(r"^[45]\.\d of 9.9 MB$"))
    expect(element.get_by_role("status")).to_contain_text("The digits are on their way")
    element.get_by_role("button", name="Stop").click()
    element.get_by_role("button", name="Train", exact=True).click()
    expect(element.locator(".train-now")).to_contain_text(re.compile(r"^[45]\.\d of 9.9 MB$"))
    faulty.faults.clear()
    expect(element.locator(".train-now")).to_contain_text(re.compile("batch [1-9]"))


@pytest.mark.heavy  # by day: the digits, for the same fetch
def test_a_try_says_how_far_it_is_can_be_stopped_and_goes_on(plain, faulty):
    plain.goto(f"{faulty.address}sequential/")
    element = plain.locator("train-try").first
    element.scroll_into_view_if_needed()
    start, told = element.get_by_role("button").first, element.locator(".try-told")
    name = start.inner_text()
    faulty.faults["train-images-idx3-ubyte.gz"] = "half"
    start.click()
    expect(told).to_have_text(re.compile(r"Fetching the digits, once: [45]\.\d of 9.9 MB …"))
    start.click()
    expect(told).to_have_text("Stopped.")
    expect(start).to_have_text(name)
    start.click()
    expect(told).to_have_text(re.compile(r"Fetching the digits, once: [45]\.\d of 9.9 MB …"))
    faulty.faults.clear()
    expect(told).to_contain_text("as in the book …")


@pytest.mark.heavy  # by day: weights that were changed, in test_heavy.py
def test_the_weights_of_a_net_say_that_they_come(plain, faulty):
    faulty.faults["sequential/net.safetensors"] = "half"
    plain.goto(f"{faulty.address}sequential/")
    told = plain.locator("digit-pad > .lab-told").first
    plain.locator("digit-pad").scroll_into_view_if_needed()
    expect(told).to_have_text("The net is on its way …")
    faulty.faults.clear()
    expect(told).to_contain_text("The net reads a 3")


@pytest.mark.parametrize("part", by_day(OF_AN_ELEMENT, {*OF_AN_ELEMENT} - {"pixel-inspector.js"}))
def test_an_element_says_that_it_comes(plain, faulty, site, part):
    faulty.faults[part] = "half"
    plain.goto(f"{faulty.address}digits/")
    element = plain.locator("pixel-inspector").first
    element.scroll_into_view_if_needed()
    expect(element.locator(".away")).to_have_text(COMES)
    faulty.faults.clear()
    expect(plain.locator("pixel-inspector.lab").first).to_be_visible()
    expect(element.locator(".away")).to_have_count(0)


@pytest.mark.parametrize("part", ["cell-of.js", "codemirror.js"])
@pytest.mark.heavy  # by day: an element, by the same words
def test_the_editor_says_that_it_comes(plain, faulty, part):
    plain.goto(f"{faulty.address}shops/")
    faulty.faults[part] = "half"
    plain.locator("[data-run='5'] .cell-edit").click()
    expect(plain.locator("[data-run='5'] .away")).to_have_text(COMES)
    faulty.faults.clear()
    expect(plain.locator("[data-run='5'] .cm-content")).to_be_visible()
    expect(plain.locator("[data-run='5'] .away")).to_have_count(0)


@pytest.mark.heavy  # by day: an element, by the same words
def test_the_copies_say_that_they_come(plain, faulty):
    plain.goto(f"{faulty.address}shops/")
    plain.context.grant_permissions(["clipboard-read", "clipboard-write"])
    faulty.faults["assets/copies/shops.json"] = "half"
    plain.locator(".copy-all").first.click()
    dialog = plain.locator(".md-dialog")
    expect(dialog).to_contain_text("The script is on its way …")
    faulty.faults.clear()
    expect(dialog).to_contain_text("Copied")


@pytest.mark.parametrize("part", ["search/sections.json", "logic/search.mjs"])
@pytest.mark.heavy  # by day: the first search, in test_uses.py
def test_the_search_says_that_it_comes(plain, faulty, part):
    faulty.faults[part] = "half"
    plain.goto(f"{faulty.address}shops/")
    plain.locator(".md-search__input").press_sequentially("softmax")
    results = plain.locator(".md-search-result__list")
    expect(results).to_contain_text("The search is on its way …")
    faulty.faults.clear()
    expect(results).to_contain_text("softmax")
