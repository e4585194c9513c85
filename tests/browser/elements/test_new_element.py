"""A new element is one folder: its module and its styles are found by its name, nothing else is edited."""

import re

import pytest
from playwright.sync_api import expect

from book.site.build import build_site
from book.site.notebooks import write_notebooks
from tests.browser.conftest import PATIENCE
from tests.kit.pages import Server
from tests.kit.tinybook import looks_of, tiny_book

HOME = "docs/assets/js/elements/tiny-demo/tiny-demo"
MODULE = """
import { button } from "../../kit/buttons.js";

class TinyDemo extends HTMLElement {
  connectedCallback() {
    const count = () => {
      made.textContent = Number(made.textContent) + 1;
    };
    const made = button("0", count, { class: "count" });
    this.replaceChildren(made);
  }
}

customElements.define("tiny-demo", TinyDemo);
"""
STYLES = """
tiny-demo { display: block; height: 123px; }
tiny-demo .count { outline: 2px solid rgb(1, 2, 3); }
"""
LINK = "link[rel=stylesheet][href*='elements/tiny-demo/tiny-demo.css']"


@pytest.fixture(scope="module")
def tiny(root, tmp_path_factory):
    """A site of three pages, the second of which holds the element far down."""
    files = {f"{HOME}.js": MODULE, f"{HOME}.css": STYLES}
    pages = ("index", "one", "two")
    book = tiny_book(
        tmp_path_factory.mktemp("tiny"),
        **looks_of(root, *(f"{page}.md" for page in pages)),
        **files,
        index="# Home\n",
        one="# One\n\n" + "A line.\n\n" * 80 + "<tiny-demo>Here you could count.</tiny-demo>\n\nThe end.\n",
        two="# Two\n",
    )
    write_notebooks(book)
    assert build_site(book) == 0
    server = Server(book.docs.parent / "site")
    yield server
    server.stop()


@pytest.fixture
def page(tiny, chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.wrongs = []
    page.on("pageerror", lambda error: page.wrongs.append(f"{error}"))
    yield page
    context.close()
    assert page.wrongs == []


def counts(page):
    """The element is scrolled to, and does what its module says under the styles beside it."""
    element = page.locator("tiny-demo")
    element.scroll_into_view_if_needed()
    element.get_by_role("button").click()
    expect(element).to_have_text("1")
    expect(element.get_by_role("button")).to_have_css("outline-color", "rgb(1, 2, 3)")


def test_an_element_comes_with_its_styles_when_it_comes_near(tiny, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0].rpartition("/")[2]))
    page.goto(f"{tiny.address}one/")
    page.wait_for_load_state("networkidle")
    assert not [name for name in asked if name.startswith("tiny-demo")]
    expect(page.locator("tiny-demo")).to_have_text("Here you could count.")
    expect(page.locator("tiny-demo")).to_have_css("height", "123px")  # its place is there
    assert "outline" not in page.locator("head style").last.inner_text()  # and nothing of its inside
    counts(page)
    assert asked.count("tiny-demo.css") == asked.count("tiny-demo.js") == 1


def test_its_styles_rest_on_other_pages(tiny, page):
    page.goto(tiny.address)
    page.evaluate("window.loadedOnce = true")
    for name, height in (("One", "123px"), ("Two", None), ("One", "123px")):
        page.locator(".md-nav--primary").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        if height:
            expect(page.locator("tiny-demo")).to_have_css("height", height)
            counts(page)
        else:
            expect(page.locator(LINK)).to_have_attribute("media", "not all")
    expect(page.locator(LINK)).to_have_count(1)
    assert page.evaluate("window.loadedOnce")


def test_an_element_that_cannot_be_had_says_so(tiny, page):
    page.route("**/tiny-demo.js*", lambda route: route.abort())
    page.goto(f"{tiny.address}one/")
    element = page.locator("tiny-demo")
    element.scroll_into_view_if_needed()
    words = "This part needs the network once: connect, then try again."
    expect(element).to_have_text(f"Here you could count.{words} Try again")
    expect(element.get_by_role("status")).to_have_text(words)


@pytest.mark.heavy  # by day: an element comes with its styles
def test_the_live_preview_which_nobody_finishes_has_its_styles_too(tiny, page):
    def unfinished(route):
        answer = route.fetch()
        text = re.sub(r"<style>tiny-demo.*?</style>", "", answer.text())
        rows = text.splitlines()
        kept = [row for row in rows if "service-worker" not in row]
        assert len(text) < len(answer.text()) and len(kept) == len(rows) - 1
        route.fulfill(response=answer, body="\n".join(kept))

    page.route("**/one/", unfinished)
    page.goto(f"{tiny.address}one/")
    counts(page)
    expect(page.locator("tiny-demo")).to_have_css("height", "123px")
    expect(page.locator(LINK)).to_have_count(1)
