"""Cells that run in the page: what comes out is what is recorded, whoever clicks what and when."""

import gzip
import json
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATH, PATIENCE, Laboratory, Server, _Handler, eventually, watch

ASSETS = "assets/"
LAZY = (
    "pyodide/",
    "codemirror/",
    "js/kit/pen/",
    "js/logic/pen/",
    *(
        f"js/cells/{name}"
        for name in (
            "cell.js",
            "path.js",
            "python",
            "pictures.js",
            "editor.js",
            "drawn.py",
            "standins/",
            "session.py",
            "execute.py",
            "compare.py",
            "terminal.py",
        )
    ),
)
SHIFTS = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 300);
})"""
# Which cells Python begins to run, from now on
BEGUN = """async () => {
    const address = new URL("../assets/js/cells/python.js", location);
    const { python } = await import(address);
    window.begun = [];
    python.worker.addEventListener("message", ({ data }) => data.began && begun.push(data.began));
}"""
# Every cell of a chapter in turn, by the modules of the page itself
EVERY = """async ([base, stem]) => {
    const [{ Session }, { python }] = await Promise.all(
        ["path", "python"].map((name) => import(`${base}assets/js/cells/${name}.js`)));
    const session = new Session(new URL(`assets/cells/${stem}.json`, base));
    await session.load();
    const seen = [];
    const ask = async (request) => {
        const answer = await python.run(request, () => {});
        session.note(request, answer);
        return answer;
    };
    const find = (role, exercise) => session.cells.findIndex(
        (cell) => cell.role === role && cell.exercise === exercise && cell.source);
    for (const [index, cell] of session.cells.entries()) {
        if (!cell.source || (cell.role && cell.role !== "solution")) continue;
        const { difference } = await ask(session.request([index]));
        if (difference) seen.push(`cell ${index}: ${difference}`);
    }
    for (const [index, cell] of session.cells.entries()) {
        const check = find("check", cell.exercise);
        if (cell.role !== "solution" || check < 0) continue;
        const question = find("question", cell.exercise);
        const open = await ask(session.request([question], check));
        if (!open.check?.error) seen.push(`question ${question} passes as it stands`);
        session.edited.set(question, cell.source ?? cell.setup);
        const solved = await ask(session.request([question], check));
        const error = solved.error ?? solved.check.error;
        if (error) seen.push(`solution ${index}: ${error.text}`);
        session.edited.clear();
    }
    return seen;
}"""


def chapters(site):
    """{stem: entries of its cells} for the chapters in which something runs."""
    records = {
        path.stem: json.loads(path.read_text()) for path in sorted((site / "assets/cells").glob("*.json"))
    }
    return {
        stem: page["cells"]
        for stem, page in records.items()
        if any("source" in cell for cell in page["cells"])
    }


def code(laboratory, number):
    return laboratory.cell(number).locator("pre > code")


# Before the first run


def test_nothing_of_python_is_loaded_before_the_first_run(visit):
    page = visit("broadcasting/")
    names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert [name for name in names if name.partition(ASSETS)[2].startswith(LAZY)] == []
    assert page.locator("[data-run]").count() == page.locator(".cell-run").count() > 10


def test_our_scripts_are_light_before_the_first_click(site, visit):
    page = visit()
    home = page.url
    for stem in ("", "broadcasting/", "fitting/", "matmul/", "sequential/"):
        page.goto(home + stem)
        page.wait_for_load_state("networkidle")
        names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
        ours = {urlsplit(name).path.removeprefix(PATH) for name in names if "/assets/js/" in name}
        weight = sum(len(gzip.compress((site / name).read_bytes(), 9)) for name in ours)
        assert weight <= 15_000, f"{stem}: {weight} bytes, of {sorted(ours)}"


def test_a_cell_that_cannot_run_says_what_it_needs(site, visit):
    page = visit("broadcasting/")
    cells = chapters(site)["broadcasting"]
    asked = [cell["why"] for cell in cells if "why" in cell and cell.get("role") != "check"]
    needs = page.locator("[data-needs]")
    assert needs.evaluate_all("(blocks) => blocks.map(({ dataset }) => dataset.needs)") == asked
    assert "PyTorch" in asked and "64 bits" in asked
    shown = "getComputedStyle(document.querySelector('[data-needs]'), '::after').content"
    assert page.evaluate(shown) == '"needs PyTorch"'
    assert page.locator("[data-needs] .cell-tools").count() == 0


def test_without_scripts_there_is_no_button_and_no_room_for_one(visit):
    page = visit("shops/", java_script_enabled=False)
    assert page.locator("[data-run]").count() > 5 and page.locator(".cell-tools").count() == 0
    assert page.evaluate("matchMedia('(scripting: none)').matches")
    padding = "getComputedStyle(document.querySelector('[data-run] code')).paddingBottom"
    assert float(page.evaluate(padding).removesuffix("px")) < 15
    shown = "getComputedStyle(document.querySelector('[data-needs]'), '::after').content"
    assert page.evaluate(shown) == "none"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_buttons_push_nothing(visit, width):
    page = visit("broadcasting/", viewport={"width": width, "height": 740})
    page.locator(".cell-run").first.wait_for()
    assert page.evaluate(SHIFTS) <= 0.02


# What comes out


def test_every_cell_gives_what_is_recorded_and_every_solution_solves(site, laboratory):
    found = chapters(site)
    assert len(found) >= 5
    laboratory.open("shops")
    home = laboratory.page.url.removesuffix("shops/")
    for stem in found:
        assert laboratory.page.evaluate(EVERY, [home, stem]) == [], stem


def test_a_run_shows_what_came_out_and_that_it_is_the_same(laboratory):
    laboratory.open("shops")
    panel = laboratory.run(5)
    expect(panel.locator("p")).to_contain_text("The same as recorded.")
    recorded = laboratory.page.locator("[data-run='5'] + .language-output code").inner_text()
    assert panel.locator("pre").inner_text().strip() == recorded.strip()
    assert laboratory.page.locator("[data-run='5'] + .language-output + .cell-result").count() == 1
    spoken = laboratory.page.locator("[role=status].spoken")
    expect(spoken).to_contain_text("The same as recorded.")


def test_a_run_moves_nothing_where_the_same_comes_out(laboratory):
    laboratory.open("shops")
    laboratory.cell(13).scroll_into_view_if_needed()
    laboratory.run(13)
    below = "document.querySelector('.cell-result').nextElementSibling.getBoundingClientRect().top"
    before = laboratory.page.evaluate(f"(() => {{ const top = {below}; return top; }})()")
    laboratory.run(13)
    assert abs(laboratory.page.evaluate(below) - before) < 1


def test_a_later_cell_runs_what_is_missing_and_fetches_nothing(laboratory):
    laboratory.open("shops")
    laboratory.run(5)
    page, news = laboratory.page, []

    def note(thing):
        news.append(thing)

    page.evaluate(BEGUN)
    for kind in ("request", "worker"):
        page.on(kind, note)
    for number in (8, 10, 11, 12, 13):
        laboratory.run(number)
    # 7 binds what 8 needs and 9 what 10 needs; after the error of 11 the session begins anew
    assert page.evaluate("begun") == [f"cell {number}" for number in (7, 8, 9, 10, 11, 0, 12, 13)]
    assert news == []
    for kind in ("request", "worker"):
        page.remove_listener(kind, note)


def test_an_error_is_numpys_own_with_its_line(laboratory):
    laboratory.open("shops")
    laboratory.write(5, "print('before')\n\nQ @ Q")
    panel = laboratory.run(5)
    expect(panel.locator("p")).to_contain_text("Stopped in line 3: Q @ Q")
    expect(panel.locator("pre")).to_contain_text("before")
    expect(panel.locator("pre")).to_contain_text("ValueError: matmul: Input operand 1 has a")
    expect(laboratory.cell(5).locator(".cm-stopped")).to_have_text("Q @ Q")


def test_what_is_not_in_the_page_is_said(laboratory):
    laboratory.open("shops")
    laboratory.write(5, "import torch")
    expect(laboratory.run(5).locator("p")).to_contain_text("In the page there are numpy, a small")


# Editing


def test_a_changed_cell_says_so_and_changes_the_cells_below(laboratory):
    laboratory.open("shops")
    laboratory.write(4, "def bills(quantities, prices):\n    return quantities @ prices + 1")
    panel = laboratory.run(5)
    expect(panel.locator("p")).to_contain_text("With your change above it gives something else")
    expect(panel.locator("pre")).to_contain_text("[[51.  50. ]")
    laboratory.write(5, "bills(Q, P).shape")
    expect(laboratory.run(5).locator("p")).to_contain_text("Your code gives something else")
    laboratory.cell(4).locator(".cell-edit").click()
    laboratory.cell(5).locator(".cell-edit").click()
    expect(laboratory.run(5).locator("p")).to_contain_text("The same as recorded.")


def test_an_edited_cell_finds_every_name_of_the_page(laboratory):
    laboratory.open("shops")
    laboratory.write(13, "cheapest_shops(costs)  # neither is used here in the book")
    expect(laboratory.run(13).locator("pre")).to_contain_text("array(")


def test_a_mistake_above_is_shown_where_it_is(laboratory):
    laboratory.open("shops")
    laboratory.write(4, "def bills(q, p)\n    pass")
    panel = laboratory.run(5)
    words = "A cell above, which this one needs, stopped in line 1"
    expect(panel.locator("p")).to_contain_text(words)
    panel.get_by_role("button", name="Show it").click()
    expect(laboratory.cell(4).locator(".cell-run")).to_be_focused()
    expect(laboratory.run(8).locator("p")).to_contain_text("The same as recorded.")


def test_the_editor_is_one(laboratory):
    laboratory.open("shops")
    laboratory.cell(8).locator(".cell-edit").click()
    editor = laboratory.cell(8).locator(".cm-content")
    expect(editor).to_be_focused()
    expect(editor).to_have_attribute("aria-label", re.compile("Escape, then Tab leaves"))
    editor.press("ControlOrMeta+a")
    laboratory.page.keyboard.type("def f(x):\nreturn (x")
    assert editor.inner_text().rstrip() == "def f(x):\n    return (x)"  # indented, closed
    assert laboratory.cell(8).locator(".cm-matchingBracket").count() == 2
    colours = "(spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size"
    assert laboratory.cell(8).locator(".cm-line span").evaluate_all(colours) >= 2
    for _ in range(9):
        laboratory.page.keyboard.press("ControlOrMeta+z")
    assert editor.inner_text().strip() == "costs.argmin(axis=1)"
    panel = laboratory.run(8, press="ControlOrMeta+Enter")
    expect(panel.locator("p")).to_contain_text("The same as recorded.")
    assert editor.inner_text().strip() == "costs.argmin(axis=1)"


def test_reset_brings_back_the_code_of_the_book(laboratory):
    laboratory.open("shops")
    before = code(laboratory, 8).inner_html()
    laboratory.write(8, "1")
    laboratory.run(8)
    laboratory.cell(8).get_by_role("button", name="Reset").click()
    expect(laboratory.page.locator(".cell-result[data-of='8'], .cell-editor")).to_have_count(0)
    assert code(laboratory, 8).inner_html() == before and code(laboratory, 8).is_visible()
    expect(laboratory.cell(8).get_by_role("button", name="Edit")).to_be_focused()


def test_copy_takes_what_the_reader_wrote(laboratory):
    laboratory.open("shops")
    laboratory.write(8, "mine = 1")
    assert code(laboratory, 8).text_content() == "mine = 1"


def test_the_keyboard_is_enough(laboratory):
    laboratory.open("shops")
    laboratory.cell(8).locator(".cell-run").focus()
    laboratory.run(8, press="Enter")
    laboratory.page.keyboard.press("Tab")
    expect(laboratory.cell(8).locator(".cell-edit")).to_be_focused()
    laboratory.page.keyboard.press("Enter")
    editor = laboratory.cell(8).locator(".cm-content")
    expect(editor).to_be_focused()
    laboratory.page.keyboard.press("Tab")  # indents
    expect(editor).to_be_focused()
    laboratory.page.keyboard.press("Escape")
    laboratory.page.keyboard.press("Tab")
    expect(laboratory.cell(8).locator(".cell-run")).to_be_focused()


def test_the_editor_follows_the_colours_of_the_page(laboratory):
    laboratory.open("shops")
    laboratory.write(8, "while True: pass")
    word = laboratory.cell(8).locator(".cm-line span").first
    seen = []
    for scheme in ("default", "slate"):
        laboratory.page.evaluate(f"document.body.dataset.mdColorScheme = '{scheme}'")
        seen.append(word.evaluate("(span) => getComputedStyle(span).color"))
    laboratory.page.evaluate("document.body.dataset.mdColorScheme = 'default'")
    assert seen == ["rgb(0, 96, 168)", "rgb(108, 182, 255)"]


# Python comes and goes


def test_stop_ends_an_endless_loop_and_the_next_run_starts_anew(laboratory):
    laboratory.open("shops")
    laboratory.write(5, "while True:\n    pass")
    laboratory.cell(5).locator(".cell-run").click()
    laboratory.page.locator(".cell-result[data-kind=wait]").get_by_text("Running").wait_for()
    laboratory.cell(5).get_by_role("button", name="Stop").click()
    words = re.compile(r"Stopped after \d+\.\d s")
    expect(laboratory.result(5).locator("p")).to_contain_text(words)
    expect(laboratory.run(8).locator("p")).to_contain_text("The same as recorded.")


def test_leaving_a_page_ends_what_runs_there(laboratory):
    laboratory.open("shops")
    laboratory.write(5, "while True:\n    pass")
    laboratory.cell(5).locator(".cell-run").click()
    laboratory.page.locator(".cell-result[data-kind=wait]").get_by_text("Running").wait_for()
    laboratory.open("markov")
    assert laboratory.page.locator(".cell-result").count() == 0
    expect(laboratory.run(5).locator("p")).to_contain_text("The same as recorded.")


def test_a_phone_is_enough(visit):
    page = visit(
        "shops/",
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        color_scheme="dark",
        reduced_motion="reduce",
    )
    laboratory = Laboratory(page)
    for name in ("run", "edit"):
        box = laboratory.cell(5).locator(f".cell-{name}").bounding_box()
        assert box["width"] >= 44 and box["height"] >= 44
    laboratory.cell(5).locator(".cell-run").tap()
    expect(page.locator(".cell-result")).to_contain_text("Loading Python, once: 9 MB")
    expect(laboratory.result(5).locator("p")).to_contain_text("The same as recorded.")
    laboratory.cell(5).locator(".cell-edit").tap()
    laboratory.cell(5).locator(".cm-content").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.wrongs == []


def said(page):
    return page.locator(".spoken[role=status]").last


def test_what_cannot_be_fetched_needs_the_network_once(visit):
    page = visit("shops/")
    laboratory = Laboratory(page)
    page.route("**/cells/cell.js", lambda route: route.abort())
    laboratory.cell(5).locator(".cell-run").click()
    expect(said(page)).to_have_text("This needs the network once")
    page.unroute("**/cells/cell.js")
    for missing in ("python-worker.js", "pyodide.mjs", "pyodide.asm.wasm", "numpy-*.whl", "session.py"):
        page.reload()
        page.route(f"**/{missing}", lambda route: route.abort())
        expect(laboratory.run(5).locator("p")).to_have_text(
            "Python is not here yet: it needs the network once."
        )
        page.unroute(f"**/{missing}")
    page.wrongs.clear()  # Pyodide leaves a promise without an answer
    page.reload()
    page.route("**/codemirror.js", lambda route: route.abort())
    laboratory.cell(5).locator(".cell-edit").click()
    expect(said(page)).to_have_text("This needs the network once")
    assert not [wrong for wrong in page.wrongs if wrong.startswith("exception")]


@pytest.mark.parametrize("offline", [False, True])
def test_any_other_error_is_said_as_what_it_is(visit, offline):
    page = visit("shops/")
    laboratory = Laboratory(page)
    expect(laboratory.run(5).locator("p")).to_contain_text("The same as recorded.")
    laboratory.write(8, "import os; os._exit(1)")
    page.context.set_offline(offline)
    assert page.evaluate("navigator.onLine") != offline
    expect(laboratory.run(8).locator("p")).to_contain_text("Python ended: ")
    page.context.set_offline(False)
    module = "export const cellOf = () => { throw new Error('a fault of ours'); };"
    page.route("**/cells/cell.js", lambda route: route.fulfill(body=module, content_type="text/javascript"))
    page.reload()
    laboratory.cell(5).locator(".cell-run").click()
    expect(said(page)).to_have_text("a fault of ours")
    # It is told beside what the page shows, in no order
    assert eventually(lambda: page.evaluate("true") and "exception: a fault of ours" in page.wrongs)


class _Plain(_Handler):
    """A server that does not know the type of .wasm and .whl."""

    extensions_map = {**_Handler.extensions_map, ".wasm": "application/octet-stream"}


def test_python_runs_without_a_network_once_it_has_run(site, chromium):
    own = Server(site, _Plain)
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrongs, _ = watch(context, page, own.origin)
    laboratory = Laboratory(page)
    page.goto(f"{own.address}shops/")
    laboratory.run(5)
    laboratory.write(8, "1 + 1")
    page.wait_for_function("""async () => {
        const cache = await caches.open("shapes-that-fit");
        const names = (await cache.keys()).map(({ url }) => url);
        return [".whl", "pyodide.asm.wasm", "codemirror.js"].every(
            (end) => names.some((name) => name.split("?")[0].endsWith(end)));
    }""")
    assert wrongs == []
    own.stop()
    page.reload()
    expect(laboratory.run(5).locator("p")).to_contain_text("The same as recorded.")
    laboratory.write(8, "1 + 1")
    expect(laboratory.run(8).locator("pre")).to_have_text("2")
    context.close()
