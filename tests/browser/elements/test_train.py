"""The net that a reader trains in the page: it learns, it obeys, and it reads the reader's own hand."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import arrives
from tests.browser.elements.lab import SIZES, keeps_house, shift, shown
from tests.recording.test_exports import tensors_of

TAG = "train-here"


class Training:
    def __init__(self, page):
        self.page, self.element = page, shown(page, TAG)
        self.told = self.element.get_by_role("status")
        self.now = self.element.locator(".train-now")
        self.main = self.element.locator("button").first

    def press(self, name):
        self.element.get_by_role("button", name=name).click()

    def comes_to(self, words):
        expect(self.main).to_have_text(words)

    def batch(self):
        return int(re.match(r"batch (\d+) of", self.now.inner_text())[1])


@pytest.fixture(scope="module")
def record(root):
    content = (root / "docs/assets/exports/twelve-lines/record.safetensors").read_bytes()
    return f"{float(tensors_of(content)[1]['accuracy']):.1%}".replace("%", " %")


@pytest.mark.long
@pytest.mark.heavy  # by day: trainer/ and the steps below
def test_a_reader_trains_a_net_to_95_percent_and_draws_for_it(visit, record):
    page = visit("twelve-lines/")
    training = Training(page)
    expect(training.told).to_contain_text(f"The book's net reads {record} of 10,000 digits")
    expect(training.told).to_contain_text("once, 9.9 MB,")
    expect(training.element.get_by_role("listitem")).to_have_count(8)
    assert shift(page) <= 0.02
    training.press("Full speed")
    training.comes_to("Another epoch")
    words = rf"^Your net reads (\d\d\.\d) % of 10,000 .*, the book's net {record}\. .* An epoch took .* PyTorch took"
    expect(training.told).to_have_text(re.compile(words))
    first = training.told.inner_text()
    assert 95 <= float(re.match(words, first)[1]) < 98

    pad = page.locator("digit-pad")
    pad.scroll_into_view_if_needed()
    expect(pad.locator(".pad-key")).to_contain_text(re.compile(r"yours, 9\d\.\d %"))
    board = pad.locator(".pad-board")
    board.press("Delete")
    board.press("Space")
    for _ in range(9):
        board.press("Shift+ArrowDown")
    expect(pad.locator("> .lab-told")).to_have_text(re.compile("^Both read a 1:"))

    training.press("Again with another seed")  # at full speed again, as it was wanted last
    training.comes_to("Another epoch")
    expect(training.told).not_to_have_text(first)
    training.press("Back to the net of seed 0")
    expect(training.told).to_have_text(first)
    training.press("Step one batch")  # it is taken up again where it was
    expect(training.now).to_have_text(re.compile(r"^batch 783 of 1564, .* 9[5-8]\.\d % right$"))
    training.comes_to("Go on")
    page.locator(".md-nav--primary a[href*=sequential]").first.click()
    arrives(page, "sequential")
    pad.scroll_into_view_if_needed()
    expect(pad.locator(".pad-key")).to_contain_text("yours, 9")
    page.go_back()
    arrives(page, "twelve-lines")
    assert Training(page).batch() == 783
    assert page.wrongs == []


def test_it_plays_pauses_and_steps(visit):
    page = visit("twelve-lines/", viewport=SIZES["narrow"], color_scheme="dark")
    training = Training(page)
    keeps_house(page, TAG)
    weights = training.element.locator("canvas").first
    book = weights.evaluate("(canvas) => canvas.toDataURL()")
    training.main.press("Enter")
    expect(training.main).to_be_focused()
    expect(training.now).to_have_text(re.compile(r"^batch [1-9]\d+ of 782, loss \d"))
    training.main.press("Enter")
    training.comes_to("Go on")
    expect(training.told).to_contain_text("batches your net reads")
    paused = training.batch()
    assert 0 < paused < 782
    assert weights.evaluate("(canvas) => canvas.toDataURL()") != book
    training.press("Step one batch")
    expect(training.now).to_contain_text(f"batch {paused + 1} of")
    expect(training.told).to_contain_text(f"After {paused + 1} batches")
    keeps_house(page, TAG)
    assert shift(page) <= 0.02 and page.wrongs == []


@pytest.mark.heavy  # by day: a film, in test_film.py
def test_where_nothing_is_to_move_it_goes_from_state_to_state(visit):
    page = visit("twelve-lines/", reduced_motion="reduce")
    training = Training(page)
    page.evaluate("""() => {
        window.seen = new Set();
        const now = document.querySelector(".train-now");
        new MutationObserver(() => seen.add(now.textContent.split(" of")[0]))
            .observe(now, { childList: true, characterData: true, subtree: true });
    }""")
    training.main.click()
    expect(training.now).to_contain_text("batch 20 of")
    training.main.click()
    training.comes_to("Go on")
    batches = {each for each in page.evaluate("[...seen]") if each.startswith("batch")}
    assert {"batch 10", "batch 20"} <= batches <= {"batch 0", "batch 10", "batch 20", "batch 50"}
    assert page.wrongs == []


@pytest.mark.heavy  # by day: digits that are not whole, in trainer/
def test_without_the_digits_it_says_so_and_tries_again(visit):
    page = visit("twelve-lines/")
    training = Training(page)
    page.route("**/assets/mnist/*", lambda route: route.abort())
    training.press("Step one batch")
    expect(training.told).to_have_text(
        "The digits could not be fetched: training here needs the network once."
    )
    training.comes_to("Try again")
    page.unroute("**/assets/mnist/*")
    page.route("**/assets/mnist/*", lambda route: None)  # it waits, and can be stopped
    training.main.click()
    training.comes_to("Stop")
    training.main.click()
    training.comes_to("Train")
    expect(training.told).to_contain_text("Train fetches 60,000 digits")
    page.unroute("**/assets/mnist/*")
    training.press("Step one batch")
    expect(training.told).to_have_text(re.compile(r"^After 1 batch your net reads \d+\.\d % right\.$"))
