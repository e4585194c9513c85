"""The built site in a real Chromium, served below a path as GitHub Pages does."""

import contextlib
import os
import shutil
import time

import pytest
from filelock import FileLock
from playwright.sync_api import expect, sync_playwright

from book.reading.book import Book
from book.site.build import build_site
from book.site.copies import write_copies
from book.site.notebooks import write_notebooks
from tests.browser.find_chrome import find
from tests.kit.pages import Server

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
NO_WORKER = "Service Worker registration blocked by Playwright"
# How long a busy machine may take for what is there in a moment: nothing waits in vain but a failing test
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)
SETTLED = """async () => {
  const fading = document.getAnimations().filter((each) => each instanceof CSSTransition);
  await Promise.allSettled(fading.map((each) => each.finished));
}"""
WIDE = {"width": 1280, "height": 900}
PARTS = ("docs", "snippets", "data", "book", "mkdocs.yml", "requirements.txt")


@pytest.fixture(scope="session")
def site(root, tmp_path_factory, worker_id):
    """The folder of a site, built once for all test processes; or the one that SITE names, as it is."""
    if ready := os.environ.get("SITE"):
        assert (root / ready / "sw.js").is_file(), f"SITE={ready}: no built site: `make book` makes site/"
        return root / ready
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "book-of-the-browser-tests"
    with lock_of(folder):
        if not (folder / "site").is_dir():
            build_copy(root, folder)
    return folder / "site"


def build_copy(root, folder):
    """Copy the book, and build its site there, whose folder this gives."""
    copy_book(root, folder)
    with contextlib.suppress(FileNotFoundError):  # pages that were rendered already are not rendered anew
        shutil.copytree(root / ".cache/rendered", folder / ".cache/rendered")
    book = Book(folder)
    write_notebooks(book)
    write_copies(book)
    assert build_site(book) == 0, "the site has faults"
    return folder / "site"


def lock_of(folder):
    return FileLock(folder.with_suffix(".lock"))


def copy_book(root, folder):
    """Copy what the site is made of, without what earlier builds left."""
    ignored = shutil.ignore_patterns("__pycache__", "notebooks")
    for part in PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, folder / part, ignore=ignored)
        else:
            folder.mkdir(exist_ok=True)
            shutil.copy(root / part, folder / part)


@pytest.fixture(scope="session")
def server(site):
    server = Server(site)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS, timeout=PATIENCE)
        yield browser
        browser.close()


class Readers:
    """Pages of the browser by what sets them apart, each used by one test at a time.

    A page that stays has its process, and its context what it has fetched and compiled: in a new
    one the same visit costs twice as much. What was stored is cleared, and a page whose clock was
    stopped, or that opened others, is not used again.
    """

    def __init__(self, browser, origin):
        self.browser, self.origin, self.free = browser, origin, {}

    def take(self, permissions=(), **options):
        kind = repr(sorted(options.items()))
        page = self._page(kind, options)
        if permissions:
            page.context.grant_permissions(permissions, origin=self.origin)
        return kind, page

    def _page(self, kind, options):
        if free := self.free.get(kind):
            return free.pop()
        # The service worker, which fetches the whole book, starts only where a test allows it
        context = self.browser.new_context(**{"service_workers": "block"} | options)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    def give_back(self, kind, page):
        context = page.context
        if page.is_closed() or len(context.pages) > 1 or getattr(context, "spoiled", False):
            context.close()
            return
        page.unroute_all(behavior="ignoreErrors")
        context.set_offline(False)
        context.clear_permissions()
        page.mouse.move(-10, -10)
        if page.url.startswith(self.origin):
            page.evaluate("sessionStorage.clear()")
        page.goto("about:blank")
        data = {"origin": self.origin, "storageTypes": "cookies,local_storage,indexeddb,cache_storage"}
        session = context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", data)
        session.detach()
        self.free.setdefault(kind, []).append(page)


@pytest.fixture(scope="session")
def readers(chromium, server):
    return Readers(chromium, server.origin)


@pytest.fixture
def visit(readers, server):
    """visit(path, **how): a page that was opened, with what went wrong on it.

    `page.wrongs` lists console errors and warnings, exceptions, and requests that left the site.
    """
    taken = []

    def visit(path="", viewport=WIDE, color_scheme="light", reduced_motion="no-preference", **options):
        kind, page = readers.take(**options)
        page.set_viewport_size(viewport)
        page.emulate_media(media="screen", color_scheme=color_scheme, reduced_motion=reduced_motion)
        page.wrongs, forget = watch(page, page, server.origin)
        taken.append((kind, page, forget))
        with settled(page):
            page.goto(server.address + path)
        return page

    yield visit
    for kind, page, forget in taken:
        forget()
        readers.give_back(kind, page)


@contextlib.contextmanager
def settled(page):
    """Wait, once the block has loaded something, until nothing more is asked for."""
    asked = set()

    def begun(request):
        asked.add(request)

    def ended(request):
        asked.discard(request)

    heard = {"request": begun, "requestfinished": ended, "requestfailed": ended}
    for event, hear in heard.items():
        page.on(event, hear)
    yield
    quiet = 0
    while quiet < 3:  # times in a row: a module asks for the next once it has come
        page.wait_for_timeout(50)
        quiet = 0 if asked else quiet + 1
    for event, hear in heard.items():
        page.remove_listener(event, hear)


@pytest.fixture
def instant(visit):
    """instant(path): a page that remembers, until the next load, that it was loaded."""

    def instant(path, **options):
        page = visit(path, **options)
        page.evaluate("window.loadedOnce = true")
        return page

    return instant


def eventually(look, page=None):
    """Whether `look()` comes to be true. What a browser tells is heard only while a `page` of it waits."""
    for _ in range(PATIENCE // 100):
        if look():
            return True
        if page:
            page.wait_for_timeout(100)
        else:
            time.sleep(0.1)
    return False


def freeze(page):
    """Stop the clock of a page: timers go on with page.clock.run_for(milliseconds) alone."""
    page.context.spoiled = True
    page.clock.install(time=0)
    page.clock.pause_at(10)


def layout_shift(page):
    """How much of the page has moved unasked since it was opened, as the browser counts it."""
    return page.evaluate("""() => new Promise((resolve) => {
        const sum = (list) => list.filter((shift) => !shift.hadRecentInput)
            .reduce((total, shift) => total + shift.value, 0);
        new PerformanceObserver((list) => resolve(sum(list.getEntries())))
            .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(0), 300);
    })""")


def arrives(page, name):
    """Wait until a page that was asked for by a link is there: its address changes before it does."""
    page.wait_for_url(f"**/{name}/")
    page.locator(f"link[rel=canonical][href$='/{name}/']").wait_for(state="attached")


class Laboratory:
    """A page on which cells run. Chapters are opened by instant navigation, which keeps Python."""

    def __init__(self, page):
        self.page = page

    def open(self, stem):
        """Open a chapter, with its cells as in the book."""
        for name in ("resources", stem):
            self.page.locator(f".md-nav--primary a[href*='{name}']").first.click()
            arrives(self.page, name)
        self.page.locator("article .cell-tools").first.wait_for(state="attached")

    def cell(self, number):
        return self.page.locator(f"[data-run='{number}']")

    def result(self, number):
        """The panel of a cell once something has come out."""
        panel = self.page.locator(f".cell-result[data-of='{number}']:not([data-kind=wait])")
        panel.wait_for()
        return panel

    def run(self, number, press=None):
        """Run a cell by its button, or by pressing keys where the focus is; its panel."""
        old = f"document.querySelector('.cell-result[data-of=\"{number}\"]')?.remove()"
        self.page.evaluate(old)
        if press:
            self.page.keyboard.press(press)
        else:
            self.cell(number).locator(".cell-run").click()
        return self.result(number)

    def write(self, number, code):
        """Put code into the editor of a cell, as typed by its reader."""
        if not self.cell(number).locator(".cm-content").count():
            self.cell(number).locator(".cell-edit").click()
        self.cell(number).locator(".cm-content").press("ControlOrMeta+a")
        self.page.keyboard.insert_text(code)


@pytest.fixture(scope="session")
def started(chromium, server):
    context = chromium.new_context(viewport=WIDE, service_workers="block")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.wrongs, _ = watch(context, page, server.origin)
    page.goto(f"{server.address}shops/")
    yield Laboratory(page)
    context.close()


@pytest.fixture
def laboratory(started):
    """The one page on which Python stays; `open` a chapter first. Nothing may go wrong on it."""
    started.page.evaluate("localStorage.clear()")
    yield started
    assert started.page.wrongs == []


def watch(context, page, origin):
    """The list to which everything is added that should not happen on a page of the book, and a
    function that ends that."""
    wrongs = []

    def console(message):
        if message.type in ("error", "warning") and message.text != NO_WORKER:
            wrongs.append(f"{message.type}: {message.text}")

    def request(request):
        if not request.url.startswith((f"{origin}/", "data:", "blob:")):
            wrongs.append(f"request: {request.url}")

    def exception(error):
        wrongs.append(f"exception: {error}")

    heard = [(page, "console", console), (page, "pageerror", exception), (context, "request", request)]
    for speaker, event, hear in heard:
        speaker.on(event, hear)

    def forget():
        for speaker, event, hear in heard:
            speaker.remove_listener(event, hear)

    return wrongs, forget
