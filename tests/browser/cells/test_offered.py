"""What a page offers of its cells before one of them runs: buttons, by name, and nothing of Python."""

import gzip
import json
import re
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import arrives, eventually
from tests.kit.night import by_day
from tests.kit.served import PATH

AT_ONCE = {"offer", "answers", "away", "panel", "tools"}  # what of docs/assets/js/cells a page loads
SHIFTS = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 300);
})"""


def asked(page):
    """The names in the site of what a page has fetched."""
    names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    return {urlsplit(name).path.removeprefix(PATH) for name in names}


def test_nothing_of_python_is_loaded_before_the_first_run(visit):
    page = visit("broadcasting/")
    lazy = [name for name in asked(page) if re.match("assets/(pyodide|codemirror|cells)/", name)]
    ours = {name for name in asked(page) if name.startswith("assets/js/cells/")}
    assert lazy == [] and ours == {f"assets/js/cells/{name}.js" for name in AT_ONCE}
    assert page.locator("[data-run]").count() == page.locator(".cell-run").count() > 10


def test_each_button_of_a_cell_says_which_cell_it_is(visit):
    page = visit("shops/")
    page.locator('h2:has-text("bills") ~ [data-run]').first.scroll_into_view_if_needed()
    page.locator('h2:has-text("bills") ~ [data-run] .md-code__button[aria-label]').first.wait_for()
    buttons = page.locator("article .highlight:is([data-cell]) button")
    labels = buttons.evaluate_all("(all) => all.map((each) => each.ariaLabel)")
    assert len(labels) > 30 and len(set(labels)) == len(labels)
    first = page.locator('h2:has-text("bills") ~ [data-run]').first
    heading = page.locator("article h2").filter(has_text="bills").first
    name = f"cell {int(first.get_attribute('data-cell')) + 1}: {heading.inner_text().strip('¶')}"
    for words in (f"Run {name}", f"Edit {name}", f"Copy {name}"):
        assert words in labels
    assert page.locator(f".copy-all[aria-label$=' lines: {name}']").count() == 1
    for word in ("Check", "Write"):
        assert any(re.match(rf"{word} cell \d+: Exercise: ", label) for label in labels)


def test_with_the_colours_of_a_system_a_cell_and_its_buttons_keep_their_edges(visit):
    page = visit("shops/")
    page.emulate_media(forced_colors="active")
    for part in ("[data-run] > pre > code", "[data-run] .cell-run", "[data-run] .copy-all"):
        style = page.locator(part).first.evaluate(
            "(e) => (({ borderTopStyle, borderTopWidth }) => [borderTopStyle, borderTopWidth])(getComputedStyle(e))"
        )
        assert style == ["solid", "1px"], part
    page.emulate_media(forced_colors="none")


@pytest.mark.heavy  # by day: each page, in test_every_page.py
def test_our_scripts_are_light_before_the_first_click(site, visit):
    page = visit()
    home = page.url
    for stem in ("", "broadcasting/", "fitting/", "matmul/", "sequential/"):
        page.goto(home + stem)
        page.wait_for_load_state("networkidle")
        ours = {name for name in asked(page) if "assets/js/" in name}
        weight = sum(len(gzip.compress((site / name).read_bytes(), 9)) for name in ours)
        assert weight <= 15_000, f"{stem}: {weight} bytes, of {sorted(ours)}"


def test_a_cell_that_cannot_run_says_what_it_needs(site, visit):
    page = visit("broadcasting/")
    cells = json.loads((site / "assets/cells/broadcasting.json").read_text())["cells"]
    whys = [cell["why"] for cell in cells if "why" in cell and cell.get("role") != "check"]
    needs = page.locator("[data-needs]")
    assert needs.evaluate_all("(blocks) => blocks.map(({ dataset }) => dataset.needs)") == whys
    assert "PyTorch" in whys and "64 bits" in whys
    shown = "getComputedStyle(document.querySelector('[data-needs]'), '::after').content"
    assert page.evaluate(shown) == '"needs PyTorch"'
    assert page.locator("[data-needs] .cell-tools").count() == 0


def test_without_scripts_there_is_no_button_and_no_room_for_one(visit):
    page = visit("broadcasting/", java_script_enabled=False)
    assert page.locator("[data-run]").count() > 5 and page.locator(".cell-tools").count() == 0
    assert page.evaluate("matchMedia('(scripting: none)').matches")
    padding = "getComputedStyle(document.querySelector('[data-run] code')).paddingBottom"
    assert float(page.evaluate(padding).removesuffix("px")) < 15
    shown = "getComputedStyle(document.querySelector('[data-needs]'), '::after').content"
    assert page.evaluate(shown) == "none"


@pytest.mark.parametrize("width", by_day([1280, 360], {1280}))
def test_the_buttons_push_nothing(visit, width):
    page = visit("broadcasting/", viewport={"width": width, "height": 740})
    page.locator(".cell-run").first.wait_for()
    assert page.evaluate(SHIFTS) <= 0.02


def test_who_goes_on_before_the_buttons_have_come_goes_in_peace(instant):
    page, held = instant("resources/"), []
    page.route("**/cells/offer.js*", lambda route: held.append(route))
    for name in ("shops", "resources"):
        page.locator(f".md-nav--primary a[href*='{name}']").first.click()
        arrives(page, name)
        page.evaluate("scrollTo(0, 400)")
        assert eventually(lambda: held, page)
    held[0].continue_()
    page.evaluate("(address) => import(address).then(() => 0)", held[0].request.url)
    assert page.evaluate("window.loadedOnce") and page.wrongs == []
