"""What a page fetches before anybody touches it, packed as hosts send it: on a phone, over the wire."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import settled
from tests.browser.test_every_page import PAGES, SCROLL
from tests.kit.packed import Packed
from tests.kit.pages import Server

MOST = 100 * 1024
PHONE = {"width": 412, "height": 823}
# Beside these a page weighs what it says: pictures are seen at once or not at all, and the net and the font
# of formulas are kept for all pages
SHOWN = ("/figures/", "/assets/exports/", "/assets/fonts/")
SMALL = """async () => (await axe.run({ runOnly: ["target-size"] })).violations
  .flatMap(({ nodes }) => nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`))"""


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


@pytest.fixture
def phone(chromium):
    context = chromium.new_context(viewport=PHONE, service_workers="block")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES[2:])
def test_a_page_weighs_at_most_100_kib_before_it_is_touched(phone, wire, path):
    files = fetched(phone, wire.address + path)
    weight = {name: size for name, size in files.items() if not any(part in name for part in SHOWN)}
    assert sum(weight.values()) <= MOST, weight
    assert sum(name.endswith(".css") and "/elements/" not in name for name in files) == 1
    assert not any("search/sections" in name for name in files)


def test_a_chapter_weighs_no_more_with_its_pictures(phone, wire):
    assert sum(fetched(phone, f"{wire.address}broadcasting/").values()) <= MOST


def test_the_search_is_fetched_when_it_is_touched(visit):
    page, asked = visit("broadcasting/"), []
    page.context.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("/")
    page.keyboard.type("shape")
    page.locator(".md-search-result__link").first.wait_for()
    assert any("search/sections.json" in url for url in asked)


@pytest.mark.parametrize("path", PAGES[2:])
def test_what_is_pressed_is_as_large_as_a_finger_needs(phone, wire, path):
    with settled(phone):
        phone.goto(wire.address + path)
        phone.evaluate(SCROLL)  # a block has its buttons once it was seen
    phone.evaluate(AXE_SCRIPT)
    assert phone.evaluate(SMALL) == []
