"""Two at once: two pages of one reader, and two editions of the book. Both end right."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import eventually
from tests.browser.faults.conftest import comes_to_be_asked, comes_to_be_kept, kept, panel
from tests.kit.editions import another

PYTHON = [f"assets/pyodide/{name}" for name in ("pyodide.mjs", "pyodide.asm.wasm", "python_stdlib.zip")]
KEEP = "navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ keep: 'assets/pyodide/' }))"
KEYS = "caches.keys().then(async ([name]) => (await (await caches.open(name)).keys()).map(({ url }) => url))"
DROP = "caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))"


@pytest.fixture
def other(page, faulty):
    """A second page of the same reader. On both the book is kept already."""
    page.goto(f"{faulty.address}shops/")
    comes_to_be_kept(page, "index.html", "twelve-lines/index.html")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    return page.context.new_page()


@pytest.mark.heavy
def test_two_pages_start_python_and_it_is_kept_once(page, other, faulty):
    other.goto(f"{faulty.address}shops/")
    before = len(faulty.asked)
    for each in (page, other):
        each.locator("[data-run='5'] .cell-run").click()
    for each in (page, other):
        expect(panel(each)).to_contain_text("The same as recorded.")
    comes_to_be_kept(page, *PYTHON)
    wasm = [name for name in faulty.asked[before:] if name.endswith("pyodide.asm.wasm")]
    assert len(wasm) <= 3, "once for each page, once to keep it"


@pytest.mark.heavy
def test_one_of_two_pages_stops_and_the_other_goes_on(page, other, faulty):
    other.goto(f"{faulty.address}shops/")
    faulty.faults["pyodide.asm.wasm"] = "half"
    for each in (page, other):
        each.locator("[data-run='5'] .cell-run").click()
        expect(each.locator(".cell-result[data-of='5']")).to_contain_text("Loading Python")
    other.locator("[data-run='5'] .cell-run").click()
    expect(panel(other)).to_contain_text("Stopped")
    faulty.faults.clear()
    expect(panel(page)).to_contain_text("The same as recorded.")
    comes_to_be_kept(page, *PYTHON)


@pytest.mark.heavy
def test_two_pages_train_at_once(page, other, faulty):
    for each in (page, other):
        each.goto(f"{faulty.address}twelve-lines/")
        each.locator("train-here").scroll_into_view_if_needed()
        each.locator("train-here").get_by_role("button", name="Step one batch").click()
    for each in (page, other):
        expect(each.locator("train-here .train-now")).to_contain_text(re.compile("batch 1 of"))
    comes_to_be_kept(page, "assets/mnist/train-images-idx3-ubyte.gz", "assets/trainer/engine.wasm")


@pytest.mark.heavy
def test_a_copy_that_is_removed_while_it_is_made_is_there_after_the_next_visit(page, faulty):
    last = "twelve-lines/index.html"
    faulty.faults[last] = "half"
    page.goto(f"{faulty.address}resources/")
    comes_to_be_asked(page, faulty, last)
    other = page.context.new_page()
    other.goto(f"{faulty.address}assets/images/mark.svg")
    other.evaluate(DROP)
    faulty.faults.clear()
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    other.goto(f"{faulty.address}shops/")
    comes_to_be_kept(other, last, "index.html", "backward/index.html")
    page.context.set_offline(True)
    other.goto(f"{faulty.address}backward/")
    expect(other.locator("article h1")).to_be_visible()


@pytest.mark.heavy  # by day: each alone
def test_a_newer_book_arrives_while_the_older_one_keeps_python(page, faulty, site, tmp_path):
    page.goto(f"{faulty.address}resources/")
    comes_to_be_kept(page, "index.html", "twelve-lines/index.html")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    faulty.faults["python_stdlib.zip"] = "half"
    page.evaluate(KEEP)
    comes_to_be_asked(page, faulty, "python_stdlib.zip")
    marked = {"assets/pyodide/pyodide-lock.json": lambda text: text + " "}
    second = another(site, tmp_path / "site", marked, "01234567")
    faulty.deploy(second)
    page.goto(f"{faulty.address}shops/")
    digests = dict(re.findall(r'"([^"]+)": "(\w{12})"', (second / "sw.js").read_text()))
    newest = f"index.html?{digests['index.html']}"
    assert eventually(lambda: any(url.endswith(f"/{newest}") for url in page.evaluate(KEYS)))
    faulty.faults.clear()
    page.evaluate(KEEP)
    comes_to_be_kept(page, *PYTHON, "assets/pyodide/pyodide-lock.json")
    page.goto(f"{faulty.address}resources/")  # which tidies up

    def is_one():
        urls = [url.split("/", 4)[4].split("?") for url in page.evaluate(KEYS)]
        return all(digests.get(name) == digest for name, digest in urls) and len(urls) > 200

    assert eventually(is_one)
    assert {*PYTHON} <= kept(page)
