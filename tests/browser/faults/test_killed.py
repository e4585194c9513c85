"""A worker is ended half-way: that is said, nothing is half kept, and the next try comes to its end."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import eventually
from tests.browser.faults.conftest import comes_to_be_asked, comes_to_be_kept, kept, panel

KILLED = "The browser stopped the training. Press again to take it up."
KEEP = "navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ keep: 'assets/pyodide/' }))"
STDLIB = "assets/pyodide/python_stdlib.zip"


def end(page, name):
    """End the worker of this name as a browser does that wants its memory: without a word to the page."""
    assert eventually(lambda: [each for each in page.workers if name in each.url], page)
    [worker] = [each for each in page.workers if name in each.url]
    worker.evaluate("close()")


@pytest.mark.heavy  # by day: a crash, in cells/test_python.py
def test_python_that_is_ended_while_it_loads_is_said_and_the_next_run_starts_it_anew(plain, faulty):
    plain.goto(f"{faulty.address}shops/")
    run = plain.locator("[data-run='5'] .cell-run")
    faulty.faults["pyodide.asm.wasm"] = "half"
    run.click()
    comes_to_be_asked(plain, faulty, ".wasm")
    end(plain, "python-worker")
    expect(panel(plain)).to_have_text("Python ended: the browser stopped it. Run it again to start anew.")
    faulty.faults.clear()
    run.click()
    expect(panel(plain)).to_contain_text("The same as recorded.")
    end(plain, "python-worker")  # nobody waits for it
    assert eventually(lambda: not any("python-w" in each.url for each in plain.workers), plain)
    run.click()
    expect(plain.locator(".cell-result[data-kind=wait]")).to_be_visible()
    expect(panel(plain)).to_contain_text("The same as recorded.")


@pytest.mark.heavy  # by day: a crash of Python, in cells/
def test_a_training_that_is_ended_is_said_and_taken_up_again(plain, faulty):
    plain.goto(f"{faulty.address}twelve-lines/")
    element = plain.locator("train-here")
    element.scroll_into_view_if_needed()
    element.get_by_role("button", name="Train", exact=True).click()
    now = element.locator(".train-now")
    expect(now).to_contain_text(re.compile("batch [1-9]"))
    end(plain, "trainer/worker")
    expect(element.get_by_role("status")).to_have_text(KILLED)
    before = int(re.search(r"batch (\d+)", now.inner_text())[1])
    element.get_by_role("button", name="Try again").click()
    element.get_by_role("button", name="Pause").wait_for()
    assert eventually(lambda: int(re.search(r"batch (\d+)", now.inner_text())[1]) > before)


@pytest.mark.heavy  # by day: a crash of Python, in cells/
def test_a_try_that_is_ended_is_said_and_begins_again(plain, faulty):
    plain.goto(f"{faulty.address}sequential/")
    element = plain.locator("train-try").first
    element.scroll_into_view_if_needed()
    start = element.get_by_role("button").first
    start.click()
    told = element.locator(".try-told")
    expect(told).to_contain_text("as in the book …")
    end(plain, "trainer/worker")
    expect(told).to_have_text(KILLED)
    start.click()
    expect(told).to_contain_text("as in the book …")
    expect(element.locator(".try-runs")).to_contain_text(re.compile("[1-9] batches|% right"))


class Workers:
    """The service workers of a page, as the browser tells of them."""

    def __init__(self, page):
        self.session, self.versions = page.context.new_cdp_session(page), {}
        self.session.on("ServiceWorker.workerVersionUpdated", self.hear)
        self.session.send("ServiceWorker.enable")

    def hear(self, told):
        self.versions.update({each["versionId"]: each for each in told["versions"]})

    def stop(self):
        running = [each for each in self.versions.values() if each["runningStatus"] == "running"]
        assert running
        for each in running:
            self.session.send("ServiceWorker.stopWorker", {"versionId": each["versionId"]})


@pytest.mark.heavy  # by day: one with a wrong answer, in test_answers.py
def test_an_offline_copy_that_was_stopped_half_way_is_completed_by_the_next_visit(page, faulty):
    last = "twelve-lines/index.html"
    faulty.faults[last] = "half"
    workers = Workers(page)
    page.goto(f"{faulty.address}resources/")
    comes_to_be_asked(page, faulty, last)
    half = kept(page)
    assert len(half) > 100 and last not in half
    workers.stop()
    assert eventually(
        lambda: page.evaluate("navigator.serviceWorker.getRegistration().then((it) => !it?.installing)")
    )
    assert kept(page) == half
    faulty.faults.clear()
    asked = len(faulty.asked)
    page.reload()
    comes_to_be_kept(page, last, *half)
    again = [name for name in faulty.asked[asked:] if name.endswith("backward/index.html")]
    assert not again, "what was kept is not fetched again"


@pytest.mark.heavy
def test_python_that_was_kept_half_way_is_completed_by_the_next_run(page, faulty):
    page.goto(f"{faulty.address}resources/")
    comes_to_be_kept(page, "index.html", "twelve-lines/index.html")
    workers = Workers(page)
    faulty.faults[STDLIB] = "half"
    page.evaluate(KEEP)
    comes_to_be_asked(page, faulty, STDLIB)
    workers.stop()
    assert STDLIB not in kept(page)
    faulty.faults.clear()
    page.evaluate(KEEP)
    comes_to_be_kept(page, STDLIB, "assets/pyodide/pyodide.asm.wasm", "assets/pyodide/pyodide.mjs")
