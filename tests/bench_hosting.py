"""What the site sends for what a reader does, in Chromium; the bench writes it down for `docs/hosting.md`.

The server compresses and lets a browser keep things as GitHub Pages does, and counts all that it sends, heads
too: a page, its workers and the service worker fetch alike. `make bench` writes `snippets/hosting_runs.py`,
unless it is quick; `python -m tests.bench --only hosting` measures the bytes, `--only growth` the seconds.
"""

import hashlib
import io
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

from playwright.sync_api import sync_playwright

from book.reading.book import Book
from book.site.heavy import DIGITS, PYTHON, WEIGHTS
from snippets import hosting_runs
from tests.bench_fast import machine
from tests.bench_growth import growth_rows
from tests.bench_site import book, our_copy
from tests.browser.conftest import FLAGS, PATIENCE, WIDE
from tests.browser.find_chrome import find
from tests.browser.test_every_page import SCROLL
from tests.kit.packed import Packed, packed
from tests.kit.pages import Handler, Server
from tests.kit.served import PATH

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "snippets/hosting_runs.py"
HEAVY = (*PYTHON, DIGITS, WEIGHTS)
TRAIN, RUN, DRAW = "twelve-lines/", "shops/", "sequential/"  # pages on which a reader does that
WASM = "assets/pyodide/pyodide.asm.wasm"


class Counted:
    """What a handler writes to; tells the server how much that was."""

    def __init__(self, file, tell):
        self.file, self.tell = file, tell

    def write(self, data):
        self.tell(len(data))
        return self.file.write(data)

    def __getattr__(self, name):
        return getattr(self.file, name)


class Pages(Packed):
    """Answers as GitHub Pages does: packed, to be kept for ten minutes, and then asked for by a tag, or by the
    date of what is not packed."""

    def setup(self):
        super().setup()
        self.wfile = Counted(self.wfile, self.count)

    def count(self, size):
        sent, name = self.server.sent, self.path.partition("?")[0].removeprefix(PATH)
        sent["all"] += size
        sent["heavy"] += size * any(fnmatch(name, pattern) for pattern in HEAVY)

    def begin(self, kind, body, **headers):
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") != tag:
            return super().begin(kind, body, ETag=tag, **headers)
        self.send_response(304)
        self.send_header("ETag", tag)
        self.end_headers()
        return io.BytesIO()

    def end_headers(self):
        self.send_header("Cache-Control", f"max-age={self.server.age}")
        super(Handler, self).end_headers()


class Reader:
    """A reader who has never been here, and what each step sent: {step: {"all": bytes, "heavy": bytes}}."""

    def __init__(self, browser, server, keeps=False):
        workers, self.patience = ("allow", 12) if keeps else ("block", 4)
        self.context = browser.new_context(viewport=WIDE, service_workers=workers)
        self.context.set_default_timeout(PATIENCE)
        self.page, self.server, self.steps = self.context.new_page(), server, {}

    @contextmanager
    def step(self, name):
        sent = self.server._server.sent
        before = dict(sent)
        yield self.page
        size, still = None, 0
        while still < self.patience:
            still = still + 1 if size == sent["all"] else 0
            size = sent["all"]
            self.page.wait_for_timeout(250)
        self.steps[name] = {kind: sent[kind] - before[kind] for kind in sent}

    def read(self, path, name):
        """Open a page, and go down to its end; the first is `opened`."""
        with self.step(f"{name}, opened"):
            self.page.goto(self.server.address + path)
        with self.step(f"{name}, the rest"):
            self.page.evaluate(SCROLL)

    def all(self, name):
        """What reading a page sent."""
        parts = (self.steps[f"{name}, {part}"] for part in ("opened", "the rest"))
        return sum(part["all"] for part in parts)


@contextmanager
def served(site):
    """(a browser, a server of the site)"""
    server = Server(site, Pages)
    server._server.sent, server._server.age = {"all": 0, "heavy": 0}, 600
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS, timeout=PATIENCE)
        yield browser, server
        browser.close()
    server.stop()


def pages_read(browser, server, tell):
    """(opened, read to its end, read as one of many): the median bytes of the pages of the book."""
    opened, read, further = [], [], []
    many = Reader(browser, server)
    paths = [f"{Path(file).stem}/" for _, _, file in Book(ROOT).nav if file != "index.md"]
    for path in paths:
        fresh = Reader(browser, server)
        for reader in (fresh, many):
            reader.read(path, path)
        opened.append(fresh.steps[f"{path}, opened"]["all"])
        read.append(fresh.all(path))
        further.append(many.all(path))
        fresh.context.close()
        tell(
            f"hosting: {path} opened {opened[-1]:,}, read {read[-1]:,}, as one of many {further[-1]:,} bytes"
        )
    many.context.close()
    return [round(statistics.median(sizes)) for sizes in (opened, read, further[1:])]


def done(browser, server):
    """{what a reader does: {"all": bytes, "heavy": bytes}}, each for the first time."""
    reader, steps = Reader(browser, server), {}
    reader.read(DRAW, "page")
    with reader.step("pad") as page:
        page.locator("digit-pad canvas").first.press("3")
    steps["draw"] = summed(reader.steps)
    reader.read(RUN, "shops")
    with reader.step("run") as page:
        page.locator("[data-run='5'] .cell-run").click()
        page.locator(".cell-result[data-of='5']:not([data-kind=wait])").wait_for()
    with reader.step("edit") as page:
        page.locator("[data-run='5'] .cell-edit").click()
        page.locator(".cm-content").first.wait_for()
    reader.read(TRAIN, "twelve")
    with reader.step("train") as page:
        page.locator("train-here").get_by_role("button", name="Full speed").click()
        page.locator("train-here").get_by_text("Your net reads").first.wait_for()
    reader.context.close()
    return steps | {name: reader.steps[name] for name in ("run", "edit", "train")}


def summed(steps):
    return {kind: sum(step[kind] for step in steps.values()) for kind in ("all", "heavy")}


def kept(browser, server):
    """What the service worker adds to keep the book, and what is sent to a reader who comes again."""
    alone = Reader(browser, server)
    alone.read(RUN, "page")
    alone.context.close()
    server._server.age = 1  # what a browser has is soon old
    reader = Reader(browser, server, keeps=True)
    reader.read(RUN, "page")
    reader.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    with reader.step("keep"):
        pass
    whole, without = summed(reader.steps), summed(alone.steps)
    reader.read(RUN, "again")
    server._server.age = 600
    reader.context.close()
    again = {name: step for name, step in reader.steps.items() if name.startswith("again")}
    return {"keep": {kind: whole[kind] - without[kind] for kind in whole}, "again": summed(again)}


def measured(site, tell):
    """{what: {"all": bytes, "heavy": bytes}}"""
    with served(site) as (browser, server):
        sizes = pages_read(browser, server, tell)
        names = ("open", "read", "next")
        sent = {name: {"all": size, "heavy": 0} for name, size in zip(names, sizes, strict=True)}
        sent |= done(browser, server) | kept(browser, server)
    wasm = site / WASM
    sent["bare"] = dict.fromkeys(("all", "heavy"), wasm.stat().st_size - len(packed(wasm)))
    return sent


def hosting_rows(rounds, copy_of_book, tell):
    """The table's lines about what the site sends."""
    with tempfile.TemporaryDirectory() as parent:
        ours = our_copy(parent, copy_of_book)
        tell(f"book make, to be served: {book(ours, 'make')[0]:.1f} s")
        sent = measured(ours / "site", tell)
        files = [path.stat().st_size for path in (ours / "site").rglob("*") if path.is_file()]
    write(rounds, SENT=sent, SITE={"files": len(files), "bytes": sum(files)})
    told = {
        "open": "a chapter is opened",
        "read": "  and read to its end",
        "next": "  and another is read",
        "draw": "a chapter is read, and a digit drawn there",
        "run": "a cell runs for the first time",
        "edit": "a cell is edited for the first time",
        "train": "a net trains for the first time",
        "keep": "the book is kept for reading without a network",
        "again": "a reader comes again to a page",
    }
    return [(words, f"{sent[what]['all'] / 1e3:,.0f} kB", "-") for what, words in told.items()]


def grown_rows(rounds, copy_of_book, tell):
    """The table's lines about growth."""
    rows, found = growth_rows(copy_of_book, tell)
    write(rounds, GROWTH=found, GROWN_ON=machine())
    return rows


def write(rounds, **found):
    """Write what was `found` into the record; a quick look is none."""
    if rounds == 1:
        return
    record = {name: getattr(hosting_runs, name) for name in ("SENT", "SITE", "GROWN_ON", "GROWTH")} | found
    for name, value in found.items():
        setattr(hosting_runs, name, value)
    lines = [f'"""{hosting_runs.__doc__}"""', "", *(f"{name} = {value!r}" for name, value in record.items())]
    RECORD.write_text("\n".join(lines) + "\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", RECORD], check=True)
