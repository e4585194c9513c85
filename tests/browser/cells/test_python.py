"""Python in the page comes and goes: it is stopped, awaited, out of reach, and kept for later."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, Laboratory, eventually, watch
from tests.browser.elements.lab import TOUCH
from tests.browser.faults.conftest import comes_to_be_kept
from tests.kit.pages import Handler, Server

ENDLESS = "while True:\n    pass"
CALLED = "cell 6 (Write many bills at once)"


def begin(laboratory, number, code=ENDLESS):
    """Write an endless loop and wait until it runs."""
    laboratory.write(number, code)
    laboratory.cell(number).locator(".cell-run").click()
    words(laboratory, number, "Running …")


def words(laboratory, number, expected):
    panel = laboratory.page.locator(f".cell-result[data-of='{number}']")
    expect(panel.locator("p")).to_contain_text(expected)


def test_stop_ends_the_cell_that_was_pressed_and_leaving_what_runs(laboratory):
    laboratory.open("shops")
    begin(laboratory, 5)
    for number in (8, 10):
        laboratory.cell(number).locator(".cell-run").click()
        words(laboratory, number, f"Waiting for {CALLED} to end …")
    laboratory.cell(8).get_by_role("button", name="Stop").click()
    words(laboratory, 8, "Stopped before it began.")
    words(laboratory, 5, "Running …")
    laboratory.cell(5).get_by_role("button", name="Stop").click()
    words(laboratory, 5, re.compile(r"Stopped after \d+\.\d s"))
    words(laboratory, 10, "The same as recorded.")
    begin(laboratory, 5)
    left, [*_, python] = [], laboratory.page.workers  # the last that was started
    python.on("close", lambda gone: left.append(gone))
    laboratory.open("markov")
    assert laboratory.page.locator(".cell-result").count() == 0
    assert eventually(lambda: left, laboratory.page), "it runs on though its page was left"


def test_leaving_a_page_ends_what_runs_there_and_a_crash_is_said(laboratory):
    laboratory.open("shops")
    begin(laboratory, 5)
    laboratory.cell(8).locator(".cell-run").click()
    laboratory.open("markov")
    assert laboratory.page.locator(".cell-result").count() == 0
    expect(laboratory.run(5).locator("p")).to_contain_text("The same as recorded.")
    laboratory.write(5, "import os; os._exit(1)")
    expect(laboratory.run(5).locator("p")).to_contain_text("Python ended: ")


def test_a_run_is_taken_back_while_the_network_is_slow(visit):
    page, held = visit("shops/"), []
    laboratory = Laboratory(page)
    button = laboratory.cell(5).locator(".cell-run")
    for slow in ("**/cells/cell-of.js?*", "**/cells/shops.json?*"):
        page.route(slow, lambda route: held.append(route))
        button.click()
        words(laboratory, 5, "Starting …")
        assert eventually(lambda: held, page)
        button.click()
        words(laboratory, 5, "Stopped before it began.")
        expect(button).to_have_text("Run")
        held.pop().continue_()
        page.unroute(slow)
        page.wait_for_load_state("networkidle")
    words(laboratory, 5, "Stopped before it began.")
    assert page.wrongs == []


@pytest.mark.heavy  # by day: a fault of Python, in faults/
def test_what_cannot_be_fetched_needs_the_network_once(visit):
    page = visit("shops/")
    laboratory = Laboratory(page)
    ways = {
        "cells/cell-of.js": ("Running a cell", "press again, or reload the page"),
        "cells/shops.json": ("Running a cell", "press again"),
        "python-worker.js": ("Python", "press again"),
        "pyodide.mjs": ("Python", "press again"),
        "pyodide.asm.wasm": ("Python", "press again"),
        "numpy-*.whl": ("Python", "press again"),
        "session.py": ("Python", "press again"),
    }
    for missing, (what, then) in ways.items():
        page.route(f"**/{missing}*", lambda route: route.abort())
        said = f"{what} needs the network once: connect, then {then}."
        expect(laboratory.run(5).locator("p")).to_have_text(said)
        expect(page.locator(".spoken[role=status]").last).to_have_text(said)
        page.unroute(f"**/{missing}*")
    page.wrongs.clear()  # Pyodide leaves a promise without an answer
    page.route("**/codemirror.js", lambda route: route.abort())
    laboratory.cell(8).locator(".cell-edit").click()
    words(laboratory, 8, "The editor needs the network once: connect, then press again, or reload the page.")
    assert not [wrong for wrong in page.wrongs if wrong.startswith("exception")]


def test_a_fault_of_the_page_is_said_as_what_it_is(visit):
    page = visit("shops/")
    laboratory = Laboratory(page)
    page.route("**/cells/shops.json?*", lambda route: route.fulfill(status=500))
    words_of = "What this page says of its cells could not be read (500): press again."
    expect(laboratory.run(5).locator("p")).to_have_text(words_of)
    module = "export const cellOf = () => { throw new Error('a fault of ours'); };"
    page.route("**/cell-of.js?*", lambda route: route.fulfill(body=module, content_type="text/javascript"))
    page.reload()
    laboratory.cell(5).locator(".cell-run").click()
    words(laboratory, 5, "The page itself failed: a fault of ours. Reload it and try again.")
    # It is told beside what the page shows, in no order
    assert eventually(lambda: "exception: a fault of ours" in page.wrongs, page)


class _Plain(Handler):
    """A server that does not know the type of .wasm and .whl."""

    extensions_map = {**Handler.extensions_map, ".wasm": "application/octet-stream"}


def folders_of(site):
    """What makes up Python in the page: the service worker keeps it as a whole once some of it was used."""
    files = (site / "assets/pyodide").glob("*.*")
    kept = [path.relative_to(site).as_posix() for path in files if path.suffix not in (".txt", "")]
    assert len(kept) >= 6
    return kept


def test_all_of_python_can_be_had_without_a_network_once_it_was_asked_to_be_kept(site, chromium):
    own, files = Server(site, _Plain), folders_of(site)
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(own.address)
    page.wait_for_function("() => Boolean(navigator.serviceWorker.controller)")
    size = """async (name) => {
        const answer = await fetch(new URL(name, location));
        return answer.ok && (await answer.arrayBuffer()).byteLength;
    }"""
    page.evaluate("navigator.serviceWorker.controller.postMessage({ keep: 'assets/pyodide/' })")
    comes_to_be_kept(page, *files)
    own.stop()
    for name in files:
        assert page.evaluate(size, name) == (site / name).stat().st_size, name
    context.close()


@pytest.mark.heavy  # by day: the test above
def test_on_a_phone_python_runs_without_a_network_once_it_has_run(site, chromium):
    own = Server(site, _Plain)
    context = chromium.new_context(**TOUCH, color_scheme="dark", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrongs, _ = watch(context, page, own.origin)
    laboratory = Laboratory(page)
    page.goto(f"{own.address}shops/")
    for name in ("run", "edit"):
        box = laboratory.cell(5).locator(f".cell-{name}").bounding_box()
        assert box["width"] >= 44 and box["height"] >= 44
    laboratory.cell(5).locator(".cell-run").tap()
    words(laboratory, 5, "Loading Python, once: 9 MB")
    words(laboratory, 5, "The same as recorded.")
    laboratory.write(8, "1 + 1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    comes_to_be_kept(page, *folders_of(site), "assets/codemirror/codemirror.js")
    page.wait_for_function("() => Boolean(navigator.serviceWorker.controller)")
    assert wrongs == []
    own.stop()
    page.reload()
    expect(laboratory.run(5).locator("p")).to_contain_text("The same as recorded.")
    laboratory.write(8, "1 + 1")
    expect(laboratory.run(8).locator("pre")).to_have_text("2")
    context.close()
