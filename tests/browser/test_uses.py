"""What a reader does: search, copy, switch colours, download, read without a network."""

import json
import re

import nbformat
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import SETTLED, Laboratory, arrives, eventually
from tests.kit.night import by_day

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def spoken(page, part):
    """Wait until the page has announced something to screen readers; what it was."""
    status = page.locator("[role=status].spoken")
    status.filter(has_text=part).wait_for(state="attached")
    return status.inner_text()


def test_search_finds_a_word_of_the_book_once_it_is_here(visit):
    page = visit()
    field, result = page.get_by_role("textbox", name="Search"), page.locator(".md-search-result__link").first
    page.route("**/sections.json", lambda route: route.abort())
    field.press_sequentially("broad")
    expect(result).to_contain_text("The search needs the network once: connect, then type on.")
    page.unroute("**/sections.json")
    page.wrongs.clear()
    field.press_sequentially("cast")
    expect(result).to_contain_text(re.compile("broadcast", re.IGNORECASE))
    result.click()
    page.wait_for_url("**h=broadcast**")
    assert page.wrongs == []


def cell_with_output(page):
    """A cell of the page that has an output, and its code as the page shows it."""
    cell = page.locator(".language-python:has(+ .language-output)").first
    return cell, cell.locator("code").inner_text()


@pytest.mark.parametrize("keyboard", [False, True])
def test_copy_takes_the_code_without_the_output(visit, keyboard):
    page = visit("digits/", **CLIPBOARD)
    cell, code = cell_with_output(page)
    cell.scroll_into_view_if_needed()
    button = cell.locator(".md-code__button")
    button.press("Enter") if keyboard else button.click()
    assert spoken(page, "Copied")
    assert clipboard(page).strip() == code.strip()
    output = page.locator(".language-output code").first.inner_text()
    assert output not in clipboard(page)


def test_the_copy_button_says_where_a_cell_imports_from_the_book(visit):
    page = visit()
    page.locator(".md-nav--primary a[href*=digits]").first.click()
    arrives(page, "digits")
    page.locator("article .copy-all").first.wait_for()
    for cell in page.locator(".language-python:has(.copy-all):visible").all():
        cell.scroll_into_view_if_needed()  # the theme's button comes when its block is first seen
        imports = "from snippets." in cell.locator("code").text_content()
        button = cell.locator(".md-code__button[aria-label]")
        title = "Copy to clipboard"
        if imports:
            title += " (imports from this book's snippets: take “Copy all it needs”)"
        assert button.get_attribute("title") == title
        assert button.get_attribute("aria-label").startswith(
            f"Copy cell {int(cell.get_attribute('data-cell')) + 1}: "
        )


def test_an_output_has_no_copy_button(visit):
    page = visit("digits/")
    assert page.locator(".language-output .md-code__button").locator("visible=true").count() == 0
    assert page.locator(".language-output .copy-all").count() == 0


@pytest.mark.parametrize("keyboard", [False, True])
def test_copy_all_it_needs_gives_the_recorded_script(site, visit, keyboard):
    page = visit("digits/", **CLIPBOARD)
    recorded = json.loads((site / "assets/copies/digits.json").read_text())
    blocks = page.locator(".language-python, .language-sh")
    assert blocks.count() == len(recorded)
    seen = [n for n, cell in enumerate(recorded) if cell and blocks.nth(n).is_visible()]
    number = max(seen, key=lambda n: recorded[n]["lines"])
    button = blocks.nth(number).locator("button.copy-all")
    button.scroll_into_view_if_needed()
    button.press("Enter") if keyboard else button.click()
    lines = recorded[number]["lines"]
    assert f"{lines} lines" in spoken(page, "Copied")
    script = clipboard(page)
    assert script == recorded[number]["code"]
    compile(script, "copied", "exec")
    assert button.get_attribute("title") == f"Copy all it needs, {lines} lines"
    assert page.wrongs == []


def test_a_copy_says_that_it_is_without_what_the_reader_changed(visit):
    page = visit("shops/", **CLIPBOARD)
    laboratory = Laboratory(page)
    laboratory.write(4, "bills = 7")
    page.locator("[data-cell='5'] .copy-all").click()
    words = "lines, as in the book: without your change in cell 5 (Write many bills at once)"
    assert spoken(page, words) and "bills = 7" not in clipboard(page)
    above = page.locator("[data-cell='1']")
    above.locator(".copy-all").click()
    lines = above.get_attribute("data-script")
    assert "all it needs to run" in spoken(page, f"Copied {lines} lines")
    page.locator("[data-cell='4']").scroll_into_view_if_needed()
    page.locator("[data-cell='4'] .md-code__button").click()
    spoken(page, "Copied to clipboard")
    assert clipboard(page) == "bills = 7"


def test_buttons_are_there_after_instant_navigation(visit):
    page = visit()
    page.locator(".md-nav--primary a[href*=digits]").first.click()
    arrives(page, "digits")
    page.locator("article .language-python .copy-all").first.wait_for()
    buttons, others = page.locator("[data-script] .copy-all"), page.locator("[data-cell]:not([data-script])")
    assert buttons.count() == page.locator("[data-script]").count() > 10
    assert others.count() > 1 and others.locator(".copy-all").count() == 0, "a check shows nothing"


def test_a_script_that_cannot_be_had_is_said(visit):
    page = visit("digits/", **CLIPBOARD)
    page.route("**/digits.json?*", lambda route: route.abort())
    page.locator(".copy-all").first.click()
    assert spoken(page, "could not be fetched: it needs the network once. Connect, then press again")


def test_without_scripts_a_page_is_whole_and_has_no_button(visit):
    page = visit("digits/", java_script_enabled=False)
    assert page.locator(".language-python").count() > 5
    assert page.locator(".copy-all, .md-code__button").count() == 0


def colours(page, locator, tmp_path):
    """The colour in the corner of the page and that in the corner of a figure, as (r, g, b)."""
    locator.scroll_into_view_if_needed()
    page.evaluate(SETTLED)
    corners = []
    for name, part in (("page", page), ("figure", locator)):
        part.screenshot(path=tmp_path / f"{name}.png")
        with Image.open(tmp_path / f"{name}.png") as image:
            place = (2, image.height - 2) if name == "page" else (3, 3)
            corners.append(image.convert("RGB").getpixel(place))
    return corners


@pytest.mark.parametrize("system", by_day(["light", "dark"], {"dark"}))
def test_the_switch_turns_page_and_figures(visit, system, tmp_path):
    page = visit("digits/", color_scheme=system)
    figure = page.locator("article img[src*=ranks]")
    light, dark = [(255, 255, 255)] * 2, [(30, 33, 41)] * 2
    first = light if system == "light" else dark
    assert colours(page, figure, tmp_path) == first
    for wanted in (light, dark, first):
        page.locator("[data-md-component=palette] label:visible").click()
        assert eventually(lambda wanted=wanted: colours(page, figure, tmp_path) == wanted)


def test_the_choice_of_colours_outlives_the_page(visit, tmp_path):
    page = visit("digits/", color_scheme="light")
    for _ in range(2):
        page.locator("[data-md-component=palette] label:visible").click()
    page.reload()
    figure = page.locator("article img[src*=ranks]")
    assert eventually(lambda: colours(page, figure, tmp_path) == [(30, 33, 41)] * 2)


@pytest.mark.parametrize("stem", by_day(["digits", "sequential", "talk"], {"sequential", "talk"}))
def test_the_notebook_of_a_page_downloads(visit, stem, tmp_path):
    page = visit(f"{stem}/")
    with page.expect_download() as download:
        page.locator("a[download]").first.click()
    assert download.value.suggested_filename == f"{stem.split('/')[-1]}.ipynb"
    download.value.save_as(tmp_path / "notebook.ipynb")
    nbformat.validate(nbformat.read(tmp_path / "notebook.ipynb", as_version=4))


def test_edit_this_page_leads_to_the_chapters_source(visit):
    page = visit("digits/")
    link = page.get_by_role("link", name="Edit this page").last
    assert link.get_attribute("href").endswith("/edit/main/docs/digits.md")
