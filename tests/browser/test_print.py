"""The book on paper: chapters whole and light, without what wants a hand, and the cheat sheet on one page."""

import re
import unicodedata

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import PAGES
from tests.kit.night import by_day
from tests.kit.paper import Paper

PAPERS = {"A4": (210, 297), "Letter": (215.9, 279.4)}  # mm
PIXELS = 96 / 25.4  # to a millimetre
CHAPTER_MARGIN, SHEET_MARGIN = 16, 10  # mm, on the left and on the right
PRINTED = [("broadcasting/", "A4"), ("glossary/", "Letter")]
PRINTED += [
    pytest.param(path, paper, marks=pytest.mark.heavy)
    for path in PAGES[2:]
    for paper in (PAPERS if path in ("broadcasting/", "glossary/", "shops/") else ["A4"])
    if path != "cheat-sheet/" and (path, paper) not in PRINTED
]
EMPTY = 0.35  # of all paper: what a figure or a cell leaves free that goes to the next page whole
# What stands beyond the column of the page, or of its table
CUT = """() => [...document.querySelectorAll("article *")].filter((each) => {
  const column = each.closest(".md-typeset__scrollwrap") ?? each.closest("article");
  const { right, width } = each.getBoundingClientRect();
  return width && right > column.getBoundingClientRect().right + 1;
}).map((each) => each.outerHTML)"""
HANDS = """button, input, select, textarea, canvas, .md-sidebar, .md-search, .md-footer, .md-tabs, .md-source,
  .take, .chapter-links, .headerlink, .md-code__nav, .copy-all, .cell-tools, .film-controls, [data-live] *"""
SEEN = """(hands) => [...document.querySelectorAll(hands)]
  .filter((each) => each.checkVisibility()).map((each) => each.outerHTML)"""
LINES = """() => [...document.querySelectorAll("article pre > code")]
  .filter((each) => each.checkVisibility({ contentVisibilityAuto: false }))
  .flatMap((each) => each.textContent.split("\\n"))"""
# Code of which a line goes on in the next, though none has more than 88 signs
WRAPPED = """() => [...document.querySelectorAll("article .highlight > pre > code")].filter((each) => {
  const lines = each.textContent.trimEnd().split("\\n");
  const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(each);
  const height = each.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
  const fit = lines.every((line) => line.length <= 88);
  return fit && each.checkVisibility() && height > (lines.length + 0.5) * parseFloat(lineHeight);
}).map((each) => each.textContent)"""
HEADINGS = """() => [...document.querySelectorAll("article > :is(h2, h3)")]
  .filter((each) => each.nextElementSibling.matches("p:not(:has(img, [data-live])), ul, ol"))
  .map((each) => [each.firstChild.textContent, each.nextElementSibling.textContent])"""
FIGURES = """() => [...document.querySelectorAll("article img")]
  .map((each) => each.getBoundingClientRect().height)"""
COLOURS = """() => {
  const { color, backgroundColor, colorScheme } = getComputedStyle(document.body);
  return [color, backgroundColor, colorScheme];
}"""
ALL_BUILT = """async () => {
  for (const each of document.querySelectorAll("[data-live]")) {
    each.scrollIntoView();
    await new Promise((later) => setTimeout(later, 100));
  }
}"""


def plain(text):
    """A text without blanks and ligatures, as it can be looked for in a PDF."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def on_paper(page, paper="A4", margin=CHAPTER_MARGIN):
    """The page as it is laid out between the margins of a paper; gives the height of a sheet."""
    width, height = (int(size * PIXELS) for size in PAPERS[paper])
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": height})
    page.add_style_tag(content=f"@media print {{ html {{ padding-inline: {margin}mm }} }}")
    return height


def printed(page, paper="A4"):
    """The page as Chromium prints it."""
    page.emulate_media(media="print")
    return Paper(page.pdf(format=paper))


def all_text(paper):
    return "".join(map(plain, paper.texts))


@pytest.mark.parametrize(("path", "paper"), PRINTED)
def test_a_chapter_is_printed_whole(visit, path, paper):
    page = visit(path)
    page.evaluate(ALL_BUILT)
    pdf = printed(page, paper)
    height = on_paper(page, paper)
    assert page.evaluate(CUT) == []
    assert page.evaluate(WRAPPED) == []
    assert page.evaluate(SEEN, HANDS) == []
    assert max(page.evaluate(FIGURES), default=0) < height - 36 * PIXELS, "a figure is taller than a sheet"

    texts = [plain(text) for text in pdf.texts]
    assert {round(width / 72 * 25.4) for width, _ in pdf.sizes} == {round(PAPERS[paper][0])}
    for number, text in enumerate(texts, 1):
        assert f"{number}/{len(texts)}" in text
    missing = [line for line in page.evaluate(LINES) if plain(line) not in "".join(texts)]
    assert missing == []
    stranded = [
        heading
        for heading, below in page.evaluate(HEADINGS)
        if not any(plain(heading) in text and plain(below)[:20] in text for text in texts)
    ]
    assert stranded == []
    if path != "glossary/":  # whose two columns are one on a screen
        needed = page.evaluate("document.querySelector('article').scrollHeight") / (height - 36 * PIXELS)
        assert len(texts) * (1 - EMPTY) < needed < len(texts) + 1
    assert page.wrongs == []


def test_solutions_come_last_and_say_to_which_exercise_they_belong(visit):
    page = visit("broadcasting/")
    on_paper(page)
    top = "(each) => each.getBoundingClientRect().top"
    solutions = [each.evaluate(top) for each in page.locator("article > .success").all()]
    others = page.locator("article > :not(.success, footer)").all()
    assert solutions == sorted(solutions) and max(each.evaluate(top) for each in others) < solutions[0]
    texts = all_text(printed(page))
    assert texts.count("no.2") == 2 and "Howitischecked" not in texts


@pytest.mark.heavy  # by day: a chapter with tabs is printed whole
def test_tabs_are_printed_below_each_other_with_their_names(visit):
    page = visit("broadcasting/")
    on_paper(page)
    blocks = page.locator(".tabbed-set").first.locator(".tabbed-block")
    assert blocks.evaluate_all("(all) => all.map((each) => each.dataset.tab)") == ["NumPy", "PyTorch"]
    first, second = (blocks.nth(at).bounding_box() for at in (0, 1))
    assert first["height"] > 50 and second["y"] >= first["y"] + first["height"] > 0
    assert all_text(printed(visit("broadcasting/"))).count("PyTorch") > page.locator(".tabbed-set").count()


def test_paper_says_where_the_page_and_what_lives_on_it_are(visit):
    page = visit("broadcasting/")
    address = page.locator("link[rel=canonical]").get_attribute("href")
    texts = all_text(printed(page))
    assert texts.count(address) > 2 and f"Totryonthesite:{address}#shape-explorer" in texts
    links = page.locator("article > p > a[rel~=external]:not(.take a)").evaluate_all(
        "(all) => all.map((each) => each.href)"
    )
    assert links and all(f"({plain(link)})" in texts for link in links)
    assert page.evaluate("document.querySelector('.md-logo > *').getBoundingClientRect().height > 10")


def test_who_reads_in_the_dark_prints_in_light_and_reads_on(visit):
    page = visit("broadcasting/", color_scheme="dark")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    dark = page.evaluate(COLOURS)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(COLOURS) == ["rgb(27, 27, 31)", "rgb(255, 255, 255)", "light"] != dark
    page.emulate_media(media="screen", color_scheme="dark")
    assert page.evaluate(COLOURS) == dark


@pytest.fixture
def sheet(visit):
    page = visit("cheat-sheet/", color_scheme="dark")
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    yield page
    assert page.wrongs == []


@pytest.mark.parametrize("paper", by_day(PAPERS, {"Letter"}))
def test_the_sheet_is_one_page_and_nothing_is_cut(sheet, paper):
    pdf = printed(sheet, paper)
    assert len(pdf.texts) == 1
    on_paper(sheet, paper, SHEET_MARGIN)
    assert sheet.evaluate(CUT) == []
    assert sheet.evaluate(SEEN, f"{HANDS}, .highlight, print-sheet") == []
    for heading in sheet.locator("article h2").all():
        assert plain(heading.inner_text()) in all_text(pdf)


def test_the_button_prints_and_the_sheet_leaves_other_pages_their_margins(sheet):
    sheet.evaluate("globalThis.print = () => { document.title = 'printed'; }")
    sheet.get_by_role("button", name="Print this page").click()
    assert sheet.title() == "printed"
    sheet.locator(".md-nav--primary a[href$='glossary/']").evaluate("(link) => link.click()")
    sheet.locator("link[rel=canonical][href$='/glossary/']").wait_for(state="attached")
    assert plain(printed(sheet).texts[0]).startswith("1/")
