"""The box for an error: answered before anyone pastes, in words and in a ladder; its links lead to where it is explained."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.elements.lab import SIZES, TOUCH, keeps_its_place, looks, shown, survives_navigation
from tests.errors.test_read import raised

PAGE, TAG = "read-the-error/", "paste-error"
PILE = np.zeros((1,) * 20 + (2, 3))


class Box:
    def __init__(self, page):
        self.page, self.element = page, shown(page, TAG)
        page.mouse.move(5, 5)
        page.mouse.move(6, 6)  # the first sign of a reader
        self.text = self.element.get_by_label("An error message")
        self.answer = self.element.get_by_role("status")
        expect(self.answer.locator(".on")).to_be_visible()

    def paste(self, text):
        self.text.fill(text)
        return self.answer

    def axes(self):
        """The ladder row by row, as it is read."""
        return [
            row.all_inner_texts()
            for row in (each.locator("th, td") for each in self.element.locator("tr").all())
        ]


def test_an_error_is_pasted_and_read(visit):
    box = Box(visit(PAGE))
    expect(box.answer).to_contain_text("28, the last axis of a, and 784")
    answer = box.paste(raised(lambda: np.zeros((2, 3)).dot(np.zeros((2, 4)))))
    expect(answer).to_contain_text("This was a product, np.dot. The inner sizes differ: 3")
    assert box.axes() == [
        ["", "a's 0", "inner", "b's 1"],
        ["a", "2", "3", ""],
        ["b", "", "2", "4"],
        ["", "", "✗", ""],
    ]
    expect(answer.locator("li")).to_have_text(["a.T @ b gives (3, 4)"])
    # It is one undo away
    box.element.get_by_label("Or look at an example").select_option("a reshape")
    expect(answer).to_contain_text("There are 6 numbers, and (4, 2) holds 8.")
    box.text.press("Control+z")
    expect(answer).to_contain_text("This was a product, np.dot.")
    expect(box.paste("good morning")).to_contain_text("no error in this text")
    expect(box.paste("KeyError: '(2,3)'")).to_contain_text("none about shapes")
    expect(box.answer.locator("table")).to_have_count(0)
    # Of very many axes the first, the last and what clashes
    box.paste(raised(lambda: PILE + np.zeros((4, 4))))
    expect(box.element.locator("thead th")).to_have_text(
        ["axis 0", "axis 1", "", "axis 18", "axis 19", "axis 20", "axis 21"]
    )
    assert box.page.wrongs == []


@pytest.mark.heavy  # by day: an icon of the gallery
def test_its_links_lead_to_the_explorer_and_the_stage(visit):
    box = Box(visit(PAGE))
    box.paste(raised(lambda: np.zeros((2, 3)).dot(np.zeros((2, 4)))))
    box.answer.get_by_role("link", name="product stage").click()
    box.page.wait_for_url("**/matmul/#product-stage=2,3;2,4")
    stage = box.page.locator("product-stage")
    expect(stage.locator(".knee")).to_have_text("3 ✗ 2")
    expect(stage).to_be_in_viewport()
    box = Box(visit(PAGE))
    box.paste(raised(lambda: np.zeros((4, 3)) + np.zeros(4)))
    box.answer.get_by_role("link", name="shape explorer").click()
    expect(box.page.locator("shape-explorer .verdict")).to_contain_text("✗ (4, 3) + (4,)")
    box = Box(visit(PAGE))
    box.answer.get_by_role("link", name=re.compile("number by number")).click()
    box.page.wait_for_url("**/read-the-error/#mat1-and-mat2-after-conv-and-flatten")


def test_without_a_network_it_says_so_and_reads_once_there_is_one(visit):
    page = visit("silent-bugs/")
    page.route("**/paste-error/answer.js*", lambda route: route.abort())
    page.goto(page.url.replace("silent-bugs", "read-the-error"))
    element = shown(page, TAG)
    element.get_by_label("An error message").fill("ValueError: shapes (2,3) and (2,4) not aligned")
    expect(element.locator(".away")).to_contain_text("needs the network once")
    page.unroute("**/paste-error/answer.js*")
    element.get_by_role("button", name="Try again").click()
    expect(element.locator(".answer")).to_contain_text("np.dot")
    expect(element.locator(".away")).to_have_count(0)


@looks
def test_it_fits_and_nothing_moves(visit, size, scheme):
    page = visit(PAGE, viewport=SIZES[size], color_scheme=scheme)
    keeps_its_place(page, TAG)
    box = Box(page)
    free = box.element.bounding_box()["height"]
    for option in range(7):
        box.element.locator("select").select_option(index=option + 1)
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
        assert box.element.bounding_box()["height"] == pytest.approx(free, abs=1), option
    assert page.wrongs == []


def test_a_finger_picks_and_what_was_pasted_survives(instant):
    page = instant(PAGE, **TOUCH)
    box = Box(page)
    for part in ("select", "textarea"):
        assert box.element.locator(part).bounding_box()["height"] >= 44
    box.paste("ValueError: shapes (3,) and (1,3) not aligned: 3 (dim 0) != 1 (dim 0)")
    expect(box.answer).to_contain_text("np.dot")
    page.set_viewport_size(SIZES["wide"])
    survives_navigation(page, TAG, "silent-bugs", "read-the-error")
    page.mouse.move(7, 7)
    page.mouse.move(8, 8)
    expect(page.locator(TAG).locator("textarea")).to_have_value(re.compile(r"shapes \(3,\)"))
    assert page.wrongs == []
