"""The pixel inspector: every pixel tells its number, by mouse, keyboard and finger."""

import re

import pytest
from playwright.sync_api import expect

from snippets.data import load_mnist, normalise
from tests.browser.elements.lab import (
    SIZES,
    TOUCH,
    keeps_house,
    looks,
    shift,
    shown,
    survives_navigation,
    touched,
)


@pytest.fixture(scope="module")
def raw():
    return load_mnist()


class Inspector:
    def __init__(self, page):
        self.element = shown(page, "pixel-inspector")
        self.picture = self.element.locator(".pix-picture canvas")
        self.told = self.element.locator(".lab-told")

    def in_bytes(self):
        self.button("0 to 255").click()
        return self

    def button(self, name):
        return self.element.get_by_role("button", name=name, exact=True)

    def tells(self, picture, row, column, number):
        expect(self.told).to_have_text(
            f"images[{picture}, {row}, {column}]: row {row}, column {column} holds {number}."
        )
        expect(self.element.locator(".pix-numbers .here")).to_have_text(str(number))

    def pixel(self, row, column):
        box = self.picture.bounding_box()
        return [box["x"] + (column + 0.5) * box["width"] / 28, box["y"] + (row + 0.5) * box["height"] / 28]


def byte(raw, picture, row, column):
    return round(raw.x_valid[picture, row * 28 + column].item() * 255)


def test_it_opens_on_the_numbers_that_the_chapter_prints(visit, raw):
    page = visit("digits/")
    patch = normalise(raw).x_valid[0].reshape(28, 28)[10:15, 10:15]
    numbers = Inspector(page).element.locator(".pix-numbers span").all_inner_texts()
    assert numbers == [f"{value:.2f}".replace("-", "−") for value in patch.flatten().tolist()]


@pytest.mark.heavy  # by day: a finger
def test_a_mouse_hovers(visit, raw, size):
    page = visit("digits/", viewport=SIZES[size])
    inspector = Inspector(page).in_bytes()
    inspector.picture.scroll_into_view_if_needed()
    for row, column in (10, 14), (0, 0), (27, 27), (13, 12):
        page.mouse.move(*inspector.pixel(row, column))
        inspector.tells(0, row, column, byte(raw, 0, row, column))
    assert page.wrongs == []


@pytest.mark.heavy  # by day: a finger taps and drags
def test_the_keyboard_walks(visit, raw):
    page = visit("digits/", reduced_motion="reduce")
    inspector = Inspector(page).in_bytes()
    inspector.button("Picture 1, a 8").press("Enter")
    expect(inspector.button("Picture 1, a 8")).to_have_attribute("aria-pressed", "true")
    inspector.picture.press("ArrowUp")
    inspector.picture.press("ArrowRight")
    inspector.tells(1, 11, 13, byte(raw, 1, 11, 13))
    for _ in range(3):
        inspector.picture.press("Shift+ArrowLeft")
    inspector.tells(1, 11, 0, 0)
    assert inspector.element.locator(".pix-numbers .outside").count() == 10
    inspector.picture.press("Shift+ArrowDown")
    inspector.tells(1, 16, 0, 0)
    expect(inspector.picture).to_be_focused()
    assert page.wrongs == []


def test_a_finger_taps_and_drags_across_and_scrolls_up_and_down(visit, raw):
    page = visit("digits/", **TOUCH)
    keeps_house(page, "pixel-inspector")
    inspector = Inspector(page).in_bytes()
    inspector.picture.evaluate("(picture) => picture.scrollIntoView({ block: 'center' })")
    before = page.evaluate("scrollY")
    page.touchscreen.tap(*inspector.pixel(5, 5))
    inspector.tells(0, 5, 5, byte(raw, 0, 5, 5))
    touched(page, inspector.pixel(14, 5), inspector.pixel(14, 9), inspector.pixel(14, 15))
    inspector.tells(0, 14, 15, byte(raw, 0, 14, 15))
    assert page.evaluate("scrollY") == before
    touched(page, inspector.pixel(20, 15), inspector.pixel(14, 15), inspector.pixel(2, 15))
    assert page.evaluate("scrollY") > before
    expect(inspector.element.locator(".pix-numbers span")).to_have_count(25)


def test_three_scales_are_those_of_the_chapter(visit, raw):
    page = visit("digits/")
    inspector = Inspector(page)
    page.mouse.move(*inspector.pixel(12, 14))
    data = normalise(raw)
    at = 12 * 28 + 14
    inspector.button("0 to 1").click()
    inspector.tells(0, 12, 14, f"{raw.x_valid[0, at]:.2f}")
    inspector.button("normalised").click()
    inspector.tells(0, 12, 14, f"{data.x_valid[0, at]:.2f}".replace("-", "−"))
    inspector.button("0 to 255").click()
    inspector.tells(0, 12, 14, byte(raw, 0, 12, 14))


def test_the_pictures_are_the_first_eight(visit, raw):
    page = visit("digits/")
    names = (
        Inspector(page)
        .element.locator(".pix-pick button")
        .evaluate_all("(all) => all.map((each) => each.ariaLabel)")
    )
    assert names == [f"Picture {n}, a {label}" for n, label in enumerate(raw.y_valid[:8].tolist())]


@looks
def test_the_inspector_keeps_house(visit, size, scheme):
    page = visit("digits/", viewport=SIZES[size], color_scheme=scheme)
    keeps_house(page, "pixel-inspector")
    assert shift(page) <= 0.02
    assert page.wrongs == []


def test_without_scripts_or_numbers_words_stand_there(visit):
    words = re.compile("^With JavaScript you can ")
    page = visit("digits/", java_script_enabled=False)
    expect(page.locator("pixel-inspector")).to_have_text(words)
    page = visit("fitting/")
    page.route("**/exports/digits/*.json*", lambda route: route.abort())
    page.goto(page.url.replace("fitting", "digits"))
    page.locator("pixel-inspector").scroll_into_view_if_needed()
    expect(page.locator("pixel-inspector")).to_have_class("failed")
    expect(page.locator("pixel-inspector")).to_have_text(words)


@pytest.mark.heavy  # by day: away and back, of three pages
def test_the_inspector_is_there_again_after_a_visit_elsewhere(visit):
    page = visit("digits/")
    survives_navigation(page, "pixel-inspector", "fitting", "digits")
    assert page.locator("pixel-inspector .lab-told").count() == 1
    assert page.wrongs == []
