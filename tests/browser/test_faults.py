"""Faults on the way to the reader: each is said, tried again, and nothing is half kept."""

import contextlib
import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, eventually
from tests.kit.night import by_day
from tests.kit.pages import Handler, Server
from tests.kit.served import PATH

LOGIN = b"<!doctype html><title>Please log in</title>"
KINDS = ("dead", "truncated", "redirected", "html", "500", "damaged")
COPY = f"shapes-that-fit {PATH}"
# How many files are kept, and which of them are other than their digest says
KEPT = """async (name) => {
    const cache = await caches.open(name), wrong = [];
    const keys = await cache.keys();
    for (const { url } of keys) {
        const answer = await cache.match(url);
        if (!answer) continue; // forgotten meanwhile
        const code = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()));
        const digits = Array.from(code, (byte) => byte.toString(16).padStart(2, "0")).join("");
        if (!digits.startsWith(url.split("?")[1])) wrong.push(url);
    }
    return { names: keys.map(({ url }) => new URL(url).pathname), wrong };
}"""


class Faulty(Handler):
    """Answers as `faults` say: {the end of an address: the kind of fault}."""

    def do_GET(self):
        path = self.path.partition("?")[0]
        self.server.asked.append(path)
        kind = next((kind for end, kind in self.server.faults.items() if path.endswith(end)), None)
        if kind is None or path == f"{PATH}sign-in/":
            return self.say(LOGIN) if path == f"{PATH}sign-in/" else super().do_GET()
        getattr(self, f"do_{kind}")()

    def say(self, body, kind="text/html", length=None):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def do_dead(self):
        self.close_connection = True

    def do_truncated(self):
        body, kind = self.body()
        self.say(body[: len(body) // 2], kind, len(body))
        self.close_connection = True

    def do_damaged(self):
        body, kind = self.body()
        self.say(body[:-1] + bytes([body[-1] ^ 1]), kind)

    def do_redirected(self):
        self.send_response(302)
        self.send_header("Location", f"{PATH}sign-in/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_html(self):
        self.say(LOGIN)

    def do_500(self):
        self.send_error(500)

    def do_slow(self):
        while self.server.faults:  # until the test has mended it
            time.sleep(0.05)
        super().do_GET()

    def body(self):
        path = self.translate_path(self.path)
        with open(path, "rb") as file:
            return file.read(), self.guess_type(path)

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")  # else a browser need not ask again
        super(Handler, self).end_headers()


@pytest.fixture
def faulty(site):
    """A server of the site, to which a test tells its `faults`."""
    server = Server(site, Faulty)
    server.faults, server.asked = {}, []
    server._server.faults, server._server.asked = server.faults, server.asked
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
    assert eventually(lambda: {*files} <= kept(page)), f"never kept: {files}"


@pytest.mark.parametrize("kind", by_day(KINDS, {*KINDS} - {"html"}))
def test_nothing_wrong_is_kept_for_reading_offline(page, faulty, kind):
    file = "assets/exports/sequential/net.safetensors"
    faulty.faults[file] = kind
    page.goto(f"{faulty.address}resources/")
    tried = "navigator.serviceWorker.register('../sw.js').then(({ installing }) => installing && " + (
        "new Promise((done) => installing.addEventListener('statechange', () => done(installing.state))))"
    )
    assert page.evaluate(tried) in ("redundant", None)
    assert f"{PATH}{file}" in faulty.asked
    assert len(kept(page)) > 10 and file not in kept(page)
    faulty.faults.clear()
    page.reload()
    comes_to_be_kept(page, file, "index.html", "twelve-lines/index.html")


def panel(page, number=5):
    return page.locator(f".cell-result[data-of='{number}']:not([data-kind=wait]) p")


AWAY = "Python needs the network once: connect, then press again."
PAGE = "Instead of Python the server sent a page: press again, or try from another network."
LOST = "Python is not to be had: the server answered 500. Press again later."
SAID = {"dead": AWAY, "truncated": AWAY, "html": PAGE, "redirected": PAGE, "500": LOST}
PARTS = (
    "python-worker.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
    ".whl",
    "session.py",
)


@pytest.mark.parametrize("part", by_day(PARTS, {*PARTS} - {"pyodide.asm.wasm"}))
def test_each_fault_of_python_is_said_and_the_next_press_runs(plain, faulty, part):
    plain.goto(f"{faulty.address}shops/")
    run = plain.locator("[data-run='5'] .cell-run")
    for kind, said in SAID.items():
        faulty.faults[part] = kind
        run.click()
        # A worker that does not start tells no more than that, nor a package other than its checksum
        silent = part in ("python-worker.js", ".whl")
        expect(panel(plain)).to_have_text(AWAY if silent else said)
        faulty.faults.clear()
        plain.evaluate("document.querySelector('.cell-result').remove()")
    run.click()
    expect(panel(plain)).to_contain_text("The same as recorded.")


@pytest.mark.parametrize("kind", ("dead", "truncated", "html", "redirected", "500"))
def test_an_element_tries_again_when_the_network_is_back(plain, faulty, kind):
    for part in ("pixel-inspector.js", "pixel-inspector.css", "kit/exported.js"):
        faulty.faults[part] = kind
    plain.goto(f"{faulty.address}digits/")
    element = plain.locator("pixel-inspector").first
    element.scroll_into_view_if_needed()
    words = "This part needs the network once: connect, then try again."
    expect(element.get_by_role("status")).to_have_text(words)
    expect(element.locator(".away")).to_have_count(1)
    faulty.faults.clear()
    element.get_by_role("button", name="Try again").click()
    expect(element.locator(".away")).to_have_count(0)
    expect(plain.locator("pixel-inspector.lab").first).to_be_visible()


def test_modules_of_a_newer_book_are_not_mixed_with_an_older_page(plain, faulty):
    plain.goto(f"{faulty.address}digits/")
    newer = 'import { unheardOf } from "../../kit/dom.js"; unheardOf();'
    newer = {"body": newer, "content_type": "text/javascript"}
    plain.route("**/pixel-inspector.js", lambda route: route.fulfill(**newer))
    element = plain.locator("pixel-inspector").first
    element.scroll_into_view_if_needed()
    words = "The book has changed since you opened this page: reload it."
    expect(element.get_by_role("status")).to_have_text(words)
    plain.unroute("**/pixel-inspector.js")
    element.get_by_role("button").click()
    expect(plain.locator("pixel-inspector.lab").first).to_be_visible()


def test_what_a_worker_of_before_kept_wrong_goes_at_the_first_visit(page, faulty):
    page.goto(f"{faulty.address}assets/images/favicon.svg")
    code = re.search(
        r'"assets/pyodide/pyodide.mjs": "(\w+)"', page.request.get(f"{faulty.address}sw.js").text()
    )
    wrong = f"{faulty.address}assets/pyodide/pyodide.mjs?{code[1]}"
    seed = "async ([name, url]) => (await caches.open(name)).put(url, new Response('<!doctype html>'))"
    page.evaluate(seed, [COPY, wrong])
    page.goto(f"{faulty.address}resources/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    assert eventually(lambda: page.evaluate(KEPT, COPY)["wrong"] == [])
    comes_to_be_kept(page, "index.html", "resources/index.html")
