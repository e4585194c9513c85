"""The disk is full: that is said, the page goes on, and what was kept before stays whole."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import eventually
from tests.browser.faults.conftest import comes_to_be_kept, kept
from tests.kit.editions import another

FULL = "Your browser has no room to keep the book for reading without a network."
USED = "navigator.storage.estimate().then(({ usage }) => usage)"
TRIED = """navigator.serviceWorker.register("../sw.js").then(({ installing }) => installing && new Promise(
    (done) => installing.addEventListener("statechange", () => done(installing.state))))"""


@pytest.fixture
def room(page, faulty):
    """room(size): leave the site so many bytes of the disk; room(): all that there is."""
    session = page.context.new_cdp_session(page)  # the room is as told as long as this lives

    def room(size=None):
        quota = {} if size is None else {"quotaSize": size}
        session.send("Storage.overrideQuotaForOrigin", {"origin": faulty.origin, **quota})

    return room


@pytest.fixture
def reading(page, faulty):
    """A page whose service worker has kept the book."""
    page.goto(f"{faulty.address}resources/")
    comes_to_be_kept(page, "index.html", "twelve-lines/index.html")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    return page


@pytest.mark.parametrize("size", [100_000, 1_000_000])
@pytest.mark.heavy  # by day: the next one, whose disk fills
def test_a_book_for_which_there_is_no_room_is_not_kept_in_part(page, faulty, room, size):
    room(size)
    page.goto(f"{faulty.address}resources/")
    expect(page.locator(".md-dialog")).to_contain_text(FULL)
    assert kept(page) == set()
    before = len(faulty.asked)
    assert page.evaluate(TRIED) in ("redundant", None)
    assert not [name for name in faulty.asked[before:] if not name.endswith("sw.js")], "in vain"
    room()
    page.goto(f"{faulty.address}shops/")
    comes_to_be_kept(page, "index.html", "twelve-lines/index.html")


def test_where_the_disk_fills_meanwhile_what_was_fetched_is_given_back(page, faulty, room, site):
    """There was room when it began."""
    room(3_000_000)
    lying = (site / "sw.js").read_text().replace("await askForRoom", "false && askForRoom")
    page.context.route("**/sw.js", lambda route: route.fulfill(body=lying, content_type="text/javascript"))
    page.goto(f"{faulty.address}resources/")
    expect(page.locator(".md-dialog")).to_contain_text(FULL)
    assert kept(page) == set()


@pytest.mark.heavy
def test_a_newer_book_for_which_there_is_no_room_leaves_the_older_one_whole(
    reading, faulty, room, site, tmp_path
):
    before = kept(reading)
    marked = {"resources/index.html": lambda text: text.replace("</h1>", " today</h1>")}
    faulty.deploy(another(site, tmp_path / "site", marked, "01234567"))
    room(reading.evaluate(USED) + 200_000)
    reading.goto(f"{faulty.address}shops/")
    expect(reading.locator(".md-dialog")).to_contain_text(FULL)
    assert kept(reading) == before
    reading.context.set_offline(True)
    reading.goto(f"{faulty.address}resources/")
    assert "today" not in reading.locator("h1").inner_text()
    reading.context.set_offline(False)
    room()
    reading.goto(f"{faulty.address}shops/")
    kept_now = (
        "caches.keys().then(async ([name]) => (await (await caches.open(name)).keys()).map(({ url }) => url))"
    )
    digest = re.search(r'"resources/index.html": "(\w+)"', (tmp_path / "site/sw.js").read_text())[1]
    assert eventually(lambda: any(url.endswith(digest) for url in reading.evaluate(kept_now)))
    assert eventually(lambda: kept(reading) == before)


@pytest.mark.heavy  # by day: a book, where the disk fills meanwhile
def test_python_and_the_digits_run_though_they_cannot_be_kept(reading, faulty, room):
    before = kept(reading)
    room(reading.evaluate(USED) + 200_000)
    reading.goto(f"{faulty.address}shops/")
    reading.locator("[data-run='5'] .cell-run").click()
    panel = reading.locator(".cell-result[data-of='5']:not([data-kind=wait]) p")
    expect(panel).to_contain_text("The same as recorded.")
    expect(reading.locator(".md-dialog")).to_contain_text(FULL)
    reading.goto(f"{faulty.address}twelve-lines/")
    element = reading.locator("train-here")
    element.scroll_into_view_if_needed()
    element.get_by_role("button", name="Step one batch").click()
    expect(element.locator(".train-now")).to_contain_text("batch 1 of")
    assert {name for name in kept(reading) if not name.endswith((".json", ".whl", ".mjs"))} >= {
        name for name in before if not name.endswith((".json", ".whl", ".mjs"))
    }
    assert before <= kept(reading)


FILL = """() => {
    let size = 2 ** 22;
    for (let n = 0; size > 8; n += 1) {
        try { localStorage.setItem(`other ${n}`, "x".repeat(size)); } catch { size /= 2; }
    }
}"""
STORED = "JSON.stringify(Object.entries(localStorage).filter(([name]) => name.includes('Exercise')))"


@pytest.mark.heavy  # by day: answers come back, in cells/
def test_an_answer_for_which_there_is_no_room_is_said_and_the_one_before_stays(plain, faulty):
    plain.goto(f"{faulty.address}shops/")
    summary = plain.get_by_text("Exercise: the cheapest shop for each person")
    summary.click()
    cell = plain.locator("details[open] [data-exercise]").first
    cell.locator(".cell-edit").click()
    cell.locator(".cm-content").focus()
    plain.keyboard.insert_text("first = 1  ")
    assert eventually(lambda: "first = 1" in plain.evaluate(STORED))
    before = plain.evaluate(STORED)
    plain.evaluate(FILL)
    plain.keyboard.insert_text("second = 2" * 10)
    told = plain.locator("details[open] .cell-result p").first
    expect(told).to_have_text("Your browser has no room to keep what you write: copy it before you leave.")
    assert plain.evaluate(STORED) == before
    expect(cell.locator(".cm-content")).to_contain_text("second = 2")
    cell.locator(".cell-run").click()
    expect(told).to_contain_text("Your code stopped")
    plain.evaluate("localStorage.removeItem('other 0')")
    cell.locator(".cm-content").focus()
    plain.keyboard.insert_text("third")
    assert eventually(lambda: "third" in plain.evaluate(STORED))
