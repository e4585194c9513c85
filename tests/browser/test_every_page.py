"""Every page in a browser: wide and narrow, light and dark, with and without JavaScript."""

import gzip
import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from book.reading.book import Book
from book.running.figures import HOME
from book.site.styles import SHEET
from tests.browser.conftest import SETTLED
from tests.kit.night import by_day
from tests.kit.served import PATH

PAGES = ["404.html", "no/such/page/"]
for _, _, file in Book(HOME).nav:
    PAGES.append(re.sub(r"^index/$", "", re.sub(r"\.\w+$", "/", file)))

LIGHT, DARK, REST = (1280, "light"), (360, "dark"), ((1280, "dark"), (360, "light"))
# Each visit sees both widths. What depends on the scheme or on the width of the window in which a page
# is loaded depends on styles that all pages share: by day every other page is read in one of the two
LOOKS = [pytest.param(path, (LIGHT, DARK)[number % 2], False, id=path) for number, path in enumerate(PAGES)]
LOOKS += [
    pytest.param(path, look, True, marks=pytest.mark.heavy, id=f"{path}-{look}")
    for path in PAGES
    for look in (LIGHT, DARK, *REST)
]
FRAMED = PAGES[:4]  # by day what frames all pages is looked at on these

OURS = re.compile(r"assets/(?!javascripts/).*\.m?js$")
# Beside these a page weighs at most 100 KiB: pictures are seen at once or not at all, and the net and the
# font of formulas are kept for all pages
SHOWN = ("figures/", "assets/exports/", "assets/fonts/")

# A token's colours come from its class alone, and its contrast takes long to find: one stays
# of each class in blocks of one kind, the others become plain words
ONE_TOKEN_OF_EACH_CLASS = """() => {
  const seen = new Set();
  for (const token of document.querySelectorAll(".highlight span[class]")) {
    const kind = `${token.className} ${token.closest(".highlight").className}`;
    if (!seen.has(kind)) seen.add(kind);
    else if (!token.firstElementChild) token.replaceWith(...token.childNodes);
  }
}"""
# By day the contrast of what has the same colours, on the same grounds, is looked at once, on whichever page.
# What axe passes by, hidden or disabled, has not been looked at
ONE_OF_EACH_LOOK = """([part, elsewhere]) => {
  const grounds = new Map(), seen = new Set(elsewhere);
  const groundOf = (node) => {
    if (!node || node === document) return "";
    if (node instanceof ShadowRoot) return groundOf(node.host);
    if (!grounds.has(node)) {
      const { backgroundColor: colour, backgroundImage: image, opacity } = getComputedStyle(node);
      const bare = colour === "rgba(0, 0, 0, 0)" && image === "none" && opacity === "1";
      grounds.set(node, groundOf(node.parentNode) + (bare ? "" : `>${colour} ${image} ${opacity}`));
    }
    return grounds.get(node);
  };
  const go = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) go(node.shadowRoot);
      if (![...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim())) continue;
      if (!node.checkVisibility({ visibilityProperty: true }) || node.closest(":disabled, .spoken")) continue;
      const { color, fontSize, fontWeight } = getComputedStyle(node);
      const look = `${color} ${fontSize} ${fontWeight} ${groundOf(node)}`;
      node.toggleAttribute("data-look-seen", seen.has(look));
      seen.add(look);
    }
  };
  go(document.querySelector(part));
  axe.configure({ rules: [{ id: "color-contrast", selector: ":not([data-look-seen])" }] });
  return [...seen];
}"""
AXE = """async (part) => {
  // As large as a finger needs; what is scrolled half out of a sidebar would count as smaller than it is
  axe.configure({ rules: [{ id: "target-size", enabled: true, selector: ":not(.md-sidebar *)" }] });
  const { violations } = await axe.run(part, { resultTypes: ["violations"] });
  const said = ({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`;
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${said(node)}`));
}"""
LAYOUT_SHIFT = """() => new Promise((answer) => {
  let shift = 0;
  const add = (list) => { for (const each of list.getEntries()) shift += each.value; };
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => answer(shift), 100);
})"""
SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 2 * innerHeight) {
    scrollTo(0, y);
    await new Promise(requestAnimationFrame);
  }
  scrollTo(0, 0);
}"""
DECODE = """async () => {
  for (const image of document.images) image.loading = "eager";
  await Promise.allSettled([...document.images].map((image) => image.decode()));
}"""
# The controls of each custom element, wherever it keeps them
ELEMENTS = """() => [...document.querySelectorAll("*")]
  .filter((each) => each.localName.includes("-"))
  .map((each) => [each.localName, each.matches(":defined"),
    [each, each.shadowRoot ?? each].map((root) =>
      root.querySelectorAll("button, input, select, textarea, [tabindex]").length)])"""
# How much taller an element is than what it holds
HOLES = """() => [...document.querySelectorAll("*")]
  .filter((each) => each.localName.includes("-"))
  .map((each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    const inside = range.getBoundingClientRect().height;
    return [each.localName, inside, each.getBoundingClientRect().height - inside];
  })"""


def test_the_pages_are_all_pages(site):
    names = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    addresses = {re.sub(r"(^|/)index\.html$", r"\1", name) for name in names}
    assert addresses == {*PAGES} - {"no/such/page/"}


@pytest.fixture(scope="session")
def looks():
    """What ONE_OF_EACH_LOOK has seen on the pages so far."""
    return []


@pytest.mark.parametrize(("path", "read", "whole"), LOOKS)
def test_nothing_is_wrong_with_the_page(visit, site, server, looks, path, read, whole):
    width, scheme = read
    page = visit(path, viewport={"width": width, "height": 740})
    assert page.locator("h1").count() == 1
    assert page.evaluate("__md_scope.href") == server.address, "the theme's own script did not run"
    files = fetched(page, site)
    assert sum(size for name, size in files.items() if OURS.match(name)) <= 15_000
    assert sum(size for name, size in files.items() if not name.startswith(SHOWN)) <= 100 * 1024, files
    assert [name for name in files if name.endswith(".css") and "/elements/" not in name] == [SHEET]
    assert "search/sections.json" not in files, "before anybody searches"
    page.evaluate(SCROLL)  # so that each element is built
    assert fits(page)
    assert page.evaluate(LAYOUT_SHIFT) <= 0.02
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.evaluate(ONE_TOKEN_OF_EACH_CLASS)
    page.evaluate(AXE_SCRIPT)
    page.emulate_media(color_scheme=scheme)
    page.evaluate(SETTLED)
    part = "html" if whole or path in FRAMED else "article"
    if not whole:
        looks[:] = page.evaluate(ONE_OF_EACH_LOOK, [part, looks])
    assert page.evaluate(AXE, part) == []
    page.set_viewport_size({"width": LIGHT[0] + DARK[0] - width, "height": 740})
    assert fits(page)
    assert faults(page, path) == []


def fits(page):
    """Whether nothing on the page is wider than it, once all pictures have come."""
    page.evaluate(DECODE)
    assert all(page.evaluate("[...document.images].map((image) => image.naturalWidth)"))
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def fetched(page, site):
    """{name in the site: its bytes, gzipped} of all that the page has fetched, and of itself."""
    addresses = page.evaluate("""["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
        .map(({ name }) => new URL(name).pathname)""")
    names = {re.sub(r"(^|/)$", r"\1index.html", address.removeprefix(PATH)) for address in addresses}
    assert "assets/js/book.js" in names
    files = {name: site / name if (site / name).is_file() else site / "404.html" for name in names}
    return {name: len(gzip.compress(file.read_bytes())) for name, file in files.items()}


def faults(page, path):
    """What went wrong, but for the answer 404 that an unknown address should get."""
    return [wrong for wrong in page.wrongs if path != "no/such/page/" or "404" not in wrong]


@pytest.mark.parametrize("path", by_day(PAGES, {*PAGES[3:]} - {*PAGES[4::6]}))
def test_without_javascript_nothing_is_missing(visit, path):
    page = visit(path, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    expect(page.locator("article h1, article > h1")).to_be_visible()
    assert page.locator("article").inner_text().count(" ") > 15
    assert all(page.evaluate("[...document.images].map((image) => image.naturalWidth)"))
    assert page.locator("article button:visible").count() == 0, "a button without JavaScript"
    for element, height, hole in page.evaluate(HOLES):
        assert height > 15 and hole < 40, f"<{element}> is a hole"
    assert faults(page, path) == []


def elements(page):
    """The elements of the page and how many controls each has, once all came near and were built."""
    for name in {name for name, _, _ in page.evaluate(ELEMENTS)}:
        for element in page.locator(name).all():
            element.scroll_into_view_if_needed()
            element.locator("button, input, textarea").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    return page.evaluate(ELEMENTS)


# By day a pad, shapes and light, a film and points to fit: the others are built as these
LIVELY = {"", "broadcasting/", "fitting/"}


@pytest.mark.parametrize("path", by_day(PAGES[2:], {*PAGES} - LIVELY))
def test_away_and_back_without_a_load(visit, path):
    page = visit(path)
    page.evaluate("window.loads = 'one'")
    before = elements(page)
    there = "resources/" if path != "resources/" else "glossary/"
    here, title = page.url, page.title()
    page.locator(f".md-nav--primary a[href$='{there}']").evaluate("(link) => link.click()")
    page.wait_for_url(f"**/{there}")
    expect(page).not_to_have_title(title)  # the address changes before the page does
    page.go_back()
    page.wait_for_url(here)
    expect(page).to_have_title(title)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("window.loads") == "one"
    assert elements(page) == before
    assert page.wrongs == []
