"""The cheat sheet on paper: one page, whole, and light."""

import re

import pytest
from playwright.sync_api import expect

PAPERS = {"A4": (210, 297), "Letter": (215.9, 279.4)}  # mm
MARGIN = 10  # mm, on the left and on the right
PAGES = re.compile(rb"/Type\s*/Page\b")
# What stands beyond the paper, or beyond its column
CUT = """() => [...document.querySelectorAll(".md-content article *")].filter((each) => {
  const { right, width } = each.getBoundingClientRect();
  const column = each.closest(".md-typeset__scrollwrap")?.getBoundingClientRect().right ?? innerWidth;
  return width && right > Math.min(column, innerWidth) + 1;
}).map((each) => each.outerHTML)"""
SEEN = """() => [...document.querySelectorAll(
  ".md-header, .md-sidebar, .md-footer, .take, .chapter-links, .highlight, article button, .headerlink",
)].filter((each) => each.checkVisibility()).map((each) => each.className)"""
COLOURS = """() => addEventListener("beforeprint", () => {
  const { color, backgroundColor } = getComputedStyle(document.body);
  globalThis.printed = [color, backgroundColor, getComputedStyle(document.body).colorScheme];
})"""


@pytest.fixture
def sheet(visit):
    page = visit("cheat-sheet/", color_scheme="dark")
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    yield page
    assert page.wrongs == []


@pytest.mark.parametrize("paper", PAPERS)
def test_the_sheet_is_one_page_and_nothing_is_cut(sheet, paper):
    sheet.emulate_media(media="print")
    assert len(PAGES.findall(sheet.pdf(format=paper))) == 1
    width, height = (size * 96 / 25.4 for size in PAPERS[paper])
    sheet.set_viewport_size({"width": int(width - 2 * MARGIN * 96 / 25.4), "height": int(height)})
    assert sheet.evaluate(CUT) == []
    assert sheet.evaluate(SEEN) == []
    for heading in sheet.locator("article h2").all():
        assert heading.is_visible()


def test_who_reads_in_the_dark_prints_in_light_and_reads_on(sheet):
    body = sheet.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    sheet.evaluate(COLOURS)
    sheet.pdf()
    assert sheet.evaluate("printed") == ["rgb(27, 27, 31)", "rgb(255, 255, 255)", "light"]
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    sheet.evaluate("globalThis.print = () => { document.title = 'printed'; }")
    sheet.get_by_role("button", name="Print this page").click()
    assert sheet.title() == "printed"
