"""The book is published anew while somebody reads it: no page is mixed of two editions."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import arrives, eventually
from tests.browser.faults.conftest import COPY, comes_to_be_kept, kept, panel
from tests.kit.editions import OF_BEFORE, another, edition_of

NEWER = "The book has changed since you opened this page: reload it."
MARK = "document.documentElement.dataset.second = 'yes';\n"
INSPECTOR = "assets/js/elements/pixel-inspector/pixel-inspector.js"
SECOND = "01234567"
PARTS = ("cell-of.js", "python-worker.js", "assets/cells/shops.json")
LOADED = "document.documentElement.dataset.second"


@pytest.fixture(scope="module")
def second(site, tmp_path_factory):
    """The same site, a day later: two scripts do something else, and lack nothing."""
    marked = {name: MARK.__add__ for name in ("assets/js/book.js", INSPECTOR)}
    return another(site, tmp_path_factory.mktemp("second") / "site", marked, SECOND)


def test_every_script_and_every_page_names_one_edition(site):
    edition = edition_of(site)
    asks = re.compile(rf'import "[./]+/edition\.js\?{edition}";\n')
    scripts = [path for path in (site / "assets/js").rglob("*js") if path.suffix in (".js", ".mjs")]
    assert len(scripts) > 100
    for path in scripts:
        text = path.read_text()
        is_alone = path.name in ("search-worker.js", "edition.js")  # one is no module
        assert is_alone or asks.match(text), path
        ours = re.findall(r'"(\.{1,2}/[^"]+\.(?:m?js|css))"', text)
        assert [each for each in ours if "codemirror" not in each] == [], path
    for page in site.rglob("*.html"):
        text = page.read_text()
        assert f'<meta name="edition" content="?{edition}">' in text
        assert f'assets/js/book.js?{edition}" type="module"' in text


@pytest.mark.heavy  # by day: a part of a newer book is not mixed into an older page
def test_the_next_page_of_a_newer_book_is_loaded_whole(plain, faulty, second):
    plain.goto(f"{faulty.address}digits/")
    plain.evaluate("window.loadedOnce = true")
    plain.locator(".md-nav--primary a[href*=shops]").first.click()
    arrives(plain, "shops")
    assert plain.evaluate("window.loadedOnce"), "the same edition: nothing to load anew"
    faulty.deploy(second)
    plain.locator(".md-nav--primary a[href*=markov]").first.click()
    arrives(plain, "markov")
    expect(plain.locator(f"meta[name=edition][content='?{SECOND}']")).to_have_count(1)
    assert eventually(lambda: plain.evaluate(f"{LOADED} === 'yes' && !window.loadedOnce"))
    expect(plain.locator("article .cell-run").first).to_be_visible()


def test_a_part_of_a_newer_book_is_not_mixed_into_an_older_page(plain, faulty, second):
    plain.goto(f"{faulty.address}shops/")
    plain.goto(f"{faulty.address}digits/")
    faulty.deploy(second)
    element = plain.locator("pixel-inspector").first
    element.scroll_into_view_if_needed()
    expect(element.get_by_role("status")).to_have_text(NEWER)
    assert plain.evaluate(LOADED) is None
    element.get_by_role("button").click()
    expect(plain.locator("pixel-inspector.lab").first).to_be_visible()
    assert plain.evaluate(LOADED) == "yes"


@pytest.mark.heavy  # by day: a part of a newer book is not mixed into an older page
def test_a_page_that_was_kept_for_longer_than_its_scripts_says_so(plain, faulty, site, second):
    faulty.deploy(second)
    old = {"body": (site / "shops/index.html").read_text(), "content_type": "text/html"}
    plain.route("**/shops/", lambda route: route.fulfill(**old))
    plain.goto(f"{faulty.address}shops/")
    told = plain.locator("article > .away")
    expect(told).to_contain_text(NEWER)
    expect(told).to_be_in_viewport()
    assert plain.locator("article .cell-run").count() == 0
    plain.unroute("**/shops/")
    told.get_by_role("button").click()
    expect(plain.locator("article .cell-run").first).to_be_visible()
    expect(told).to_have_count(0)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.heavy  # by day: a part of a newer book
def test_a_cell_of_an_older_page_runs_nothing_of_a_newer_book(plain, faulty, site, tmp_path, second, part):
    plain.goto(f"{faulty.address}shops/")
    plain.locator("[data-run='5'] .cell-run").wait_for()
    if part.endswith(".json"):
        other = {part: lambda text: text.replace("import numpy", "import  numpy")}
        second = another(site, tmp_path / "site", other)
        faulty.deploy(second)
    else:
        newer = next(second.glob(f"assets/js/cells/{part}")).read_text()
        body = {"body": newer, "content_type": "text/javascript"}
        plain.route(f"**/{part}?*", lambda route: route.fulfill(**body))
    plain.locator("[data-run='5'] .cell-run").click()
    expect(panel(plain)).to_have_text(NEWER)
    plain.unroute_all()
    plain.reload()
    plain.locator("[data-run='5'] .cell-run").click()
    expect(panel(plain)).to_contain_text("The same as recorded.")


@pytest.mark.heavy  # by day: a part of a newer book
def test_copies_of_a_newer_book_are_not_taken_for_those_of_an_older_page(plain, faulty, site, tmp_path):
    plain.goto(f"{faulty.address}shops/")
    plain.context.grant_permissions(["clipboard-read", "clipboard-write"])
    other = {"assets/copies/shops.json": lambda text: text.replace("import", "import ", 1)}
    faulty.deploy(another(site, tmp_path / "site", other))
    plain.locator(".copy-all").first.click()
    expect(plain.locator(".md-dialog")).to_contain_text(NEWER)


@pytest.mark.heavy  # by day: a part of a newer book
def test_a_training_of_an_older_page_is_not_of_a_newer_book(plain, faulty, second):
    plain.goto(f"{faulty.address}twelve-lines/")
    element = plain.locator("train-here")
    element.scroll_into_view_if_needed()
    element.get_by_role("button", name="Train", exact=True).wait_for()
    faulty.deploy(second)
    element.get_by_role("button", name="Train", exact=True).click()
    expect(element.get_by_role("status")).to_have_text(NEWER)


@pytest.mark.heavy
def test_the_offline_copy_is_of_one_edition_and_the_newer_one_follows(page, faulty, site, second):
    page.goto(f"{faulty.address}resources/")
    comes_to_be_kept(page, "index.html", "shops/index.html", "assets/js/book.js")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    faulty.deploy(second)
    page.goto(f"{faulty.address}shops/")
    names = (
        """async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url.split("/").pop())"""
    )
    digest = re.search(r'"assets/js/book.js": "(\w+)"', (second / "sw.js").read_text())[1]
    copy = page.evaluate("caches.keys().then(([name]) => name)")
    assert eventually(lambda: page.evaluate(names, copy).count(f"book.js?{digest}") == 1)
    assert eventually(lambda: sum("book.js" in each for each in page.evaluate(names, copy)) == 1)
    assert len(kept(page)) > 200
    page.context.set_offline(True)
    page.goto(f"{faulty.address}digits/")
    expect(page.locator(f"meta[name=edition][content='?{SECOND}']")).to_have_count(1)
    assert eventually(lambda: page.evaluate(LOADED) == "yes")
    page.locator("pixel-inspector").first.scroll_into_view_if_needed()
    expect(page.locator("pixel-inspector.lab").first).to_be_visible()


SOLVED = """localStorage.setItem("shapes-that-fit/shops/Exercise: the cheapest shop for each person",
    JSON.stringify({ code: "mine = 1", solved: true }))"""
OLD = """async () => (await (await caches.open("shapes-that-fit")).keys()).map(({ url }) => url.split("/").pop())"""
LARGE = ("pyodide.asm.wasm", "python_stdlib.zip", "pyodide.mjs")


@pytest.mark.heavy  # by day: a part of a newer book
def test_the_worker_of_last_months_site_hands_over_what_it_has(page, faulty, site, tmp_path):
    marked = {"resources/index.html": lambda text: text.replace("</h1>", " of last month</h1>")}
    faulty.deploy(another(site, tmp_path / "site", marked, SECOND, OF_BEFORE))
    page.goto(f"{faulty.address}shops/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.evaluate(SOLVED)
    page.locator("[data-run='5'] .cell-run").click()
    expect(panel(page)).to_contain_text("The same as recorded.")

    def has(name):
        return any(each.startswith(name) for each in page.evaluate(OLD))

    assert eventually(lambda: all(map(has, LARGE)))
    faulty.deploy(site)
    before = len(faulty.asked)
    page.goto(f"{faulty.address}shops/")
    assert eventually(lambda: page.evaluate("caches.keys()") == [COPY])
    comes_to_be_kept(page, "index.html", *(f"assets/pyodide/{name}" for name in LARGE))
    assert not [name for name in faulty.asked[before:] if name.endswith(LARGE)], "it is handed over"
    page.context.set_offline(True)
    page.goto(f"{faulty.address}resources/")
    assert "last month" not in page.locator("h1").inner_text()
    expect(page.locator(f"meta[name=edition][content='?{edition_of(site)}']")).to_have_count(1)
    page.goto(f"{faulty.address}shops/")
    expect(page.locator("summary .solved")).to_have_count(1)
    page.locator("[data-run='5'] .cell-run").click()
    expect(panel(page)).to_contain_text("The same as recorded.")
