"""Masks to paint: features are NumPy's, and mouse, finger and keyboard move the classes on the map."""

import base64
import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from snippets.data import load_mnist
from tests.browser.elements.lab import SIZES, TOUCH, keeps_house, shift, shown, survives_navigation, touched

TAG = "mask-brush"
PATH = "docs/assets/exports/digits/classes.json"


@pytest.fixture(scope="module")
def exported(root):
    return json.loads((root / PATH).read_text())


def test_the_digits_are_the_first_of_each_class_in_four_greys(logic, exported):
    raw = load_mnist()
    rows = np.concatenate([np.nonzero(raw.y_valid.numpy() == digit)[0][:30] for digit in range(10)])
    with logic("masks") as ask:
        packed = list(base64.b64decode(exported["pixels"]))
        digits = np.array(ask("return it.unpacked(given).map((each) => [...each])", packed))
    assert digits == pytest.approx((raw.x_valid.numpy()[rows] * 3).round() / 3)


def test_features_and_shares_are_numpys(logic):
    rng = np.random.default_rng(5)
    mask, digit = rng.integers(-1, 2, 784), rng.random(784)
    features, labels = rng.normal(size=(2, 200)), np.arange(200) // 20
    low, high = features.min(1, keepdims=True), features.max(1, keepdims=True)
    places = ((features - low) / (high - low) * 20 / 22 + 1 / 22).T  # with a twentieth of room
    means = np.stack([places[labels == each].mean(0) for each in range(10)])
    with logic("masks") as ask:
        pair = [mask.tolist(), digit.tolist()]
        assert ask("return it.featureOf(...given)", pair) == pytest.approx(mask @ digit)
        assert ask("return it.placesOf(given)", features.tolist()) == pytest.approx(places)
        assert ask("return it.meansOf(...given)", [places.tolist(), labels.tolist()]) == pytest.approx(means)
        for classes in (range(10), (3, 8)):
            some = np.isin(labels, classes)
            gaps = np.linalg.norm(places[some][:, None] - means[list(classes)], axis=2)
            right = (np.array(classes)[gaps.argmin(1)] == labels[some]).sum()
            given = [places.tolist(), labels.tolist(), list(classes)]
            assert ask("return it.toldApart(...given)", given) == [right, some.sum()]
        nothing = "return it.toldApart(it.placesOf([given, given].map((f) => f.map(() => 0))), given, [0, 1])"
        assert ask(nothing, labels.tolist()) == [0, 40], "where all lie on one place, none is told apart"


def test_a_stroke_paints_what_it_passes_and_leaves_the_mask_before_it(logic):
    with logic("masks") as ask:
        stroke = """const before = it.empty(), after = it.painted(before, [0, 5], [6, 5], -1);
            return [[...before], [...after], [...it.painted(after, [3, 5], [3, 5], 0)]];"""
        before, after, erased = (np.array(each).reshape(28, 28) for each in ask(stroke))
    assert not before.any() and after.sum() == -8 * 3 and (after[:8, 4:7] == -1).all()
    assert not erased[2:5].any() and erased.sum() == -5 * 3


class Masks:
    def __init__(self, page):
        self.page, self.element = page, shown(page, TAG)
        self.boards = self.element.locator(".mask-board")
        self.told = self.element.locator(".lab-told")

    def button(self, name):
        return self.element.get_by_role("button", name=name, exact=True)

    def tells(self, pair):
        """Whether the words say what the first masks tell apart: of 60 digits, and of all."""
        words = f"58 of 60 lie nearest to the mean of their own class, {pair}. Of all ten classes: 41 %."
        expect(self.told).to_have_text(words)

    def painted(self, board):
        """How many weights are for it, and how many against, once what was done is drawn."""
        self.page.evaluate("() => new Promise(requestAnimationFrame)")
        paths = self.boards.nth(board).locator("path")
        return [path.get_attribute("d").count("M") for path in paths.all()]

    def pixel(self, board, row, column):
        box = self.boards.nth(board).bounding_box()
        return [box["x"] + (column + 0.5) * box["width"] / 28, box["y"] + (row + 0.5) * box["height"] / 28]


def test_a_mouse_paints_and_the_classes_move(visit, size):
    page = visit("sequential/", viewport=SIZES[size])
    masks = Masks(page)
    masks.tells("0 or 1")
    keeps_house(page, TAG)
    masks.button("Clear mask 2").click()
    assert masks.painted(1) == [0, 0]
    masks.button("Against it −").click()
    masks.boards.nth(1).scroll_into_view_if_needed()
    page.mouse.move(*masks.pixel(1, 4, 5))
    page.mouse.down()
    page.mouse.move(*masks.pixel(1, 4, 20), steps=4)
    page.mouse.up()
    assert masks.painted(1) == [0, 3 * 18]
    before = masks.element.locator(".map-digit").nth(200).get_attribute("transform")
    masks.button("Undo").click()
    expect(masks.element.locator(".map-digit").nth(200)).not_to_have_attribute("transform", before)
    masks.button("Undo").click()
    masks.tells("0 or 1")
    masks.element.get_by_label("Tell apart: the other class").select_option("0")
    masks.tells("1 or 0")
    map_digit = masks.element.locator(".map-digit").nth(65)
    map_digit.evaluate("(digit) => digit.scrollIntoView({ block: 'center' })")
    box = map_digit.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(masks.element.locator(".mask-sum").first).not_to_contain_text("× this 0")
    assert shift(page) <= 0.02 and page.wrongs == []


@pytest.mark.heavy  # by day: a mouse and a finger paint
def test_the_keyboard_paints_too(visit):
    page = visit("sequential/")
    masks = Masks(page)
    board = masks.element.get_by_role("application", name="Mask 1")
    board.press("Shift+ArrowLeft")
    board.press("-")
    before = masks.painted(0)
    for key in ("Space", "ArrowDown", "Space", "ArrowDown", "Space"):
        board.press(key)
    assert masks.painted(0)[1] > before[1]
    expect(masks.button("Against it −")).to_have_attribute("aria-pressed", "true")
    for _ in range(3):
        board.press("Backspace")
    page.wait_for_function(
        "(count) => document.querySelector('.mask-against').getAttribute('d').split('M').length - 1 === count",
        arg=before[1],
    )
    masks.button("Another digit").press("Enter")
    expect(masks.element.locator(".mask-sum").first).to_contain_text("× this 1")
    masks.button("Clear mask 1").press("Enter")
    survives_navigation(page, TAG, "fitting", "sequential")
    assert Masks(page).painted(0) == [0, 0]
    masks.button("Start again").press("Enter")
    masks.tells("0 or 1")
    assert page.wrongs == []


def test_a_finger_paints_on_a_board_and_scrolls_on_the_map(visit):
    page = visit("sequential/", **TOUCH)
    masks = Masks(page)
    masks.boards.first.evaluate("(board) => board.scrollIntoView({ block: 'center' })")
    scrolled, before = page.evaluate("scrollY"), masks.painted(0)
    touched(page, masks.pixel(0, 3, 3), masks.pixel(0, 8, 3), masks.pixel(0, 24, 3))
    assert masks.painted(0)[0] > before[0] + 50
    assert page.evaluate("scrollY") == scrolled
    plane = masks.element.locator(".mask-map")
    plane.evaluate("(map) => map.scrollIntoView({ block: 'center' })")
    scrolled, box = page.evaluate("scrollY"), plane.bounding_box()
    x, y = box["x"] + 100, box["y"] + 200
    touched(page, (x, y), (x, y - 40), (x, y - 120))
    assert page.evaluate("scrollY") > scrolled
    assert page.wrongs == []


@pytest.mark.heavy  # by day: pages without JavaScript, and the inspector
def test_without_scripts_or_digits_words_stand_there(visit):
    words = re.compile("^With JavaScript you can ")
    page = visit("sequential/", java_script_enabled=False)
    expect(page.locator(TAG)).to_have_text(words)
    page = visit("fitting/")
    page.route("**/exports/digits/classes.json*", lambda route: route.abort())
    page.goto(page.url.replace("fitting", "sequential"))
    page.locator(TAG).scroll_into_view_if_needed()
    expect(page.locator(TAG)).to_have_class("failed")
    expect(page.locator(TAG)).to_have_text(words)
