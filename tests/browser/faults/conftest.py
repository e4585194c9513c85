"""What the tests of faults share: the site behind a server that fails as it is told, and what is kept."""

import pytest

from tests.browser.conftest import PATIENCE, eventually
from tests.kit.faulty import serve
from tests.kit.served import PATH

COPY = f"shapes-that-fit {PATH}"
NAMES = """async (name) => {
    const keys = await (await caches.open(name)).keys();
    return keys.map(({ url }) => new URL(url).pathname);
}"""
# Which files are kept, and which of them are other than their digest says
KEPT = """async (name) => {
    const cache = await caches.open(name), wrong = [];
    const keys = (await cache.keys()).filter(({ url }) => !url.endsWith("?room")); // it looks for room
    for (const { url } of keys) {
        const answer = await cache.match(url);
        if (!answer) continue; // forgotten meanwhile
        const code = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()));
        const digits = Array.from(code, (byte) => byte.toString(16).padStart(2, "0")).join("");
        if (!digits.startsWith(url.split("?")[1])) wrong.push(url);
    }
    return { names: keys.map(({ url }) => new URL(url).pathname), wrong };
}"""


@pytest.fixture
def faulty(site):
    """A server of the site, to which a test tells its `faults`."""
    server = serve(site)
    yield server
    server.faults.clear()
    server.stop()


@pytest.fixture
def page(faulty, chromium):
    """A page of its own, whose service worker is free to keep the site."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(faulty, chromium):
    """A page without a service worker."""
    context = chromium.new_context(service_workers="block")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def kept(page):
    found = page.evaluate(KEPT, COPY)
    assert found["wrong"] == [], "kept, and other than it was built"
    return {name.removeprefix(PATH) for name in found["names"]}


def comes_to_be_kept(page, *files):
    awaited = {PATH + file for file in files}
    assert eventually(lambda: awaited <= {*page.evaluate(NAMES, COPY)}), f"never kept: {files}"
    kept(page)


def comes_to_be_asked(page, faulty, end):
    """Wait until a file whose name ends so was asked for."""
    assert eventually(lambda: any(name.endswith(end) for name in faulty.asked), page), (
        f"never asked for: {end}"
    )


def panel(page, number=5):
    """The words of a cell once something has come out."""
    return page.locator(f".cell-result[data-of='{number}']:not([data-kind=wait]) p")
