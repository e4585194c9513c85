"""What a chapter fetches before anybody touches it, as hosts send it: every page is weighed by
test_every_page.py, without the wire."""

from urllib.parse import urlsplit

import pytest

from book.site.light import UNCOLOURED
from tests.browser.conftest import settled
from tests.kit.night import by_day
from tests.kit.packed import Packed
from tests.kit.pages import Server

MOST = 100 * 1024
SCREENS = {"phone": {"width": 412, "height": 823}, "desk": {"width": 1350, "height": 940}}


@pytest.fixture(scope="module")
def wire(site):
    server = Server(site, Packed)
    yield server
    server.stop()


def fetched(page, address):
    """{path: bytes on the wire, heads included} of all that a page asks for until it rests."""
    session, names, sizes = page.context.new_cdp_session(page), {}, {}
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]}))
    session.on(
        "Network.loadingFinished", lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])})
    )
    with settled(page):
        page.goto(address)
    session.detach()
    paths = {key: urlsplit(url).path for key, url in names.items() if url.startswith("http")}
    return {path: sizes.get(key, 0) for key, path in paths.items()}


@pytest.mark.parametrize("screen", by_day(["phone", "desk"], {"desk"}))
def test_a_chapter_weighs_no_more_with_its_pictures(chromium, wire, screen):
    context = chromium.new_context(viewport=SCREENS[screen], service_workers="block")
    files = fetched(context.new_page(), f"{wire.address}broadcasting/")
    context.close()
    assert sum(files.values()) <= MOST, files


@pytest.mark.parametrize("scheme", by_day(["light", "dark"], {"dark"}))
def test_a_word_of_code_without_an_element_has_the_colour_that_it_would_have_with_one(visit, scheme):
    page = visit("broadcasting/", color_scheme=scheme)
    colours = page.locator(".highlight pre code").first.evaluate(
        """(code, kinds) => [getComputedStyle(code).color, ...kinds.map((kind) => {
            const word = document.createElement("span");
            word.className = kind;
            code.append(word);
            return getComputedStyle(word).color;
        })]""",
        list(UNCOLOURED),
    )
    assert len(set(colours)) == 1, colours


def test_the_search_is_fetched_when_it_is_touched(visit):
    page, asked = visit("broadcasting/"), []
    page.context.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("/")
    page.keyboard.type("shape")
    page.locator(".md-search-result__link").first.wait_for()
    assert any("search/sections.json" in url for url in asked)
