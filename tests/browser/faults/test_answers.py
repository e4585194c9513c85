"""Faults on the way to the reader: each is said, tried again, and nothing is half kept."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import eventually
from tests.browser.faults.conftest import COPY, KEPT, comes_to_be_asked, comes_to_be_kept, kept, panel
from tests.kit.night import by_day
from tests.kit.served import PATH

KINDS = ("dead", "truncated", "redirected", "html", "500", "damaged")
# What readers see of each fault of a part that is fetched later, and how they try again
FETCHED = KINDS[:-1]
OF_CELLS = {"cells/offer.js": ".cell-run", "page/copy-all.js": ".copy-all"}


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


@pytest.mark.parametrize(
    ("part", "kinds"),
    [
        ("pyodide.asm.wasm", ["html"]),
        *(pytest.param(part, [*SAID], marks=pytest.mark.heavy) for part in PARTS),
    ],
)
def test_each_fault_of_python_is_said_and_the_next_press_runs(plain, faulty, part, kinds):
    plain.goto(f"{faulty.address}shops/")
    run = plain.locator("[data-run='5'] .cell-run")
    for kind in kinds:
        faulty.faults[part] = kind
        run.click()
        # A worker that does not start tells no more than that, nor a package other than its checksum
        silent = part in ("python-worker.js", ".whl")
        expect(panel(plain)).to_have_text(AWAY if silent else SAID[kind])
        faulty.faults.clear()
        plain.evaluate("document.querySelector('.cell-result').remove()")
    run.click()
    expect(panel(plain)).to_contain_text("The same as recorded.")


@pytest.mark.parametrize("kind", by_day(FETCHED, {*FETCHED} - {"html"}))
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


@pytest.mark.heavy  # by day: a part of a newer book, in test_editions.py
def test_modules_of_a_newer_book_are_not_mixed_with_an_older_page(plain, faulty):
    plain.goto(f"{faulty.address}digits/")
    newer = 'import { unheardOf } from "../../kit/dom.js"; unheardOf();'
    newer = {"body": newer, "content_type": "text/javascript"}
    plain.route("**/pixel-inspector.js?*", lambda route: route.fulfill(**newer))
    element = plain.locator("pixel-inspector").first
    element.scroll_into_view_if_needed()
    words = "The book has changed since you opened this page: reload it."
    expect(element.get_by_role("status")).to_have_text(words)
    plain.unroute("**/pixel-inspector.js?*")
    element.get_by_role("button").click()
    expect(plain.locator("pixel-inspector.lab").first).to_be_visible()


@pytest.mark.heavy  # by day: nothing wrong is kept
def test_what_a_worker_of_before_kept_wrong_goes_at_the_first_visit(page, faulty):
    page.goto(f"{faulty.address}assets/images/mark.svg")
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


@pytest.mark.parametrize("kind", FETCHED)
@pytest.mark.parametrize("part", ["search/sections.json", "logic/search.mjs"])
@pytest.mark.heavy  # by day: the first search, in test_uses.py
def test_the_search_asks_again_with_the_next_letter(plain, faulty, part, kind):
    plain.goto(f"{faulty.address}shops/")
    faulty.faults[part] = kind
    field = plain.locator(".md-search__input")
    field.press_sequentially("softma")
    results = plain.locator(".md-search-result__list")
    expect(results).to_contain_text("The search needs the network once: connect, then type on.")
    faulty.faults.clear()
    field.press("x")
    expect(results).to_contain_text("softmax")
    expect(results).not_to_contain_text("The search needs the network")


@pytest.mark.parametrize("kind", FETCHED)
@pytest.mark.parametrize("part", ["assets/copies/shops.json", "coming/fitting.js"])
@pytest.mark.heavy  # by day: the editor
def test_the_copies_are_asked_for_again_with_the_next_click(plain, faulty, part, kind):
    plain.goto(f"{faulty.address}shops/")
    plain.context.grant_permissions(["clipboard-read", "clipboard-write"])
    faulty.faults[part] = kind
    button, dialog = plain.locator(".copy-all").first, plain.locator(".md-dialog")
    button.click()
    expect(dialog).to_contain_text("The script could not be fetched: it needs the network once.")
    faulty.faults.clear()
    button.click()
    expect(dialog).to_contain_text("Copied")


@pytest.mark.parametrize("kind", by_day(FETCHED, {*FETCHED} - {"html"}))
@pytest.mark.parametrize(
    "part", by_day(["cell-of.js", "editor.js", "codemirror.js"], {"cell-of.js", "editor.js"})
)
def test_the_editor_is_asked_for_again_with_the_next_click(plain, faulty, part, kind):
    plain.goto(f"{faulty.address}shops/")
    faulty.faults[part] = kind
    edit = plain.locator("[data-run='5'] .cell-edit")
    edit.click()
    words = "The editor needs the network once: connect, then press again, or reload the page."
    expect(panel(plain)).to_have_text(words)
    faulty.faults.clear()
    edit.click()
    expect(plain.locator("[data-run='5'] .cm-content")).to_be_visible()


@pytest.mark.parametrize("kind", by_day(FETCHED, {*FETCHED} - {"html"}))
@pytest.mark.parametrize("part", by_day(OF_CELLS, {"page/copy-all.js"}))
def test_the_buttons_of_the_cells_are_tried_again(plain, faulty, part, kind):
    made = OF_CELLS[part]
    faulty.faults[part] = kind
    plain.goto(f"{faulty.address}shops/")
    told = plain.locator("article .away")
    expect(told).to_contain_text("This part needs the network once: connect, then try again.")
    assert plain.locator(made).count() == 0
    faulty.faults.clear()
    told.get_by_role("button").click()
    expect(plain.locator(made).first).to_be_attached()
    expect(told).to_have_count(0)


def test_without_the_notes_a_word_leads_on_and_the_next_page_has_them(plain, faulty):
    wrong = []
    plain.on("pageerror", lambda error: wrong.append(error))
    faulty.faults["page/terms.js"] = "html"
    plain.goto(f"{faulty.address}shops/")
    comes_to_be_asked(plain, faulty, "terms.js")
    assert plain.locator("article a[data-definition]").count() and not plain.locator("#definition").count()
    faulty.faults.clear()
    plain.locator(".md-nav--primary a[href*=markov]").first.click()
    expect(plain.locator("#definition")).to_have_count(1)
    assert wrong == []


@pytest.mark.heavy  # by day: weights that were changed
@pytest.mark.parametrize("kind", FETCHED)
def test_the_weights_of_a_net_are_asked_for_again(plain, faulty, kind):
    faulty.faults["sequential/net.safetensors"] = kind
    plain.goto(f"{faulty.address}sequential/")
    plain.locator("digit-pad").scroll_into_view_if_needed()
    told = plain.locator("digit-pad > .lab-told").first
    expect(told).to_have_text("The net could not be fetched. Draw on to try again.")
    faulty.faults.clear()
    plain.locator(".pad-board").click()
    expect(told).to_contain_text("The net reads")


@pytest.mark.parametrize("kind", FETCHED)
@pytest.mark.parametrize("part", ["why", "pair"])
@pytest.mark.heavy  # by day: the editor, by the same way
def test_what_a_pad_needs_later_is_tried_again(plain, faulty, part, kind):
    plain.goto(f"{faulty.address}sequential/")
    pad = plain.locator("digit-pad")
    pad.scroll_into_view_if_needed()
    expect(pad.locator("> .lab-told").first).to_contain_text("The net reads a 3")
    faulty.faults[f"{part}.js"] = kind
    shown = {"why": ".why-sum", "pair": ".pad-key"}[part]
    if part == "why":
        pad.get_by_role("button", name="Why?").click()
    else:
        pad.evaluate("(pad) => pad.handleEvent()")
    told = pad.locator(":scope > .away")
    expect(told).to_contain_text("This part needs the network once: connect, then try again.")
    faulty.faults.clear()
    told.get_by_role("button").click()
    expect(pad.locator(shown)).to_be_visible()
    expect(told).to_have_count(0)


@pytest.mark.parametrize("kind", FETCHED)
@pytest.mark.heavy  # by day: an element that cannot be had, in test_new_element.py
def test_a_film_that_cannot_be_had_stays_a_picture(plain, faulty, site, kind):
    wrong = []
    plain.on("pageerror", lambda error: wrong.append(error))
    page, figure = next(
        (page, match[1])
        for page in sorted(site.rglob("index.html"))
        if (match := re.search(r'<book-film><img[^>]* src="([^"]+)"', page.read_text()))
    )
    name = figure.split("/")[-1]

    def asked(route):
        if route.request.resource_type != "image":  # by the player: the picture is there before it
            faulty.faults[name] = kind
        route.continue_()

    plain.route(f"**/{name}", asked)
    plain.goto(f"{faulty.address}{page.parent.relative_to(site).as_posix()}/")
    image = plain.locator("book-film img").first
    image.scroll_into_view_if_needed()
    assert eventually(lambda: faulty.faults, plain)
    plain.evaluate("customElements.whenDefined('book-film').then(() => 0)")
    expect(image).to_be_visible()
    assert wrong == []
