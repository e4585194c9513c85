"""A cycle of the learning rate that hands bend: it is that of the snippet, and a net is trained with it."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from snippets.fast import RECIPES, one_cycle
from tests.browser.elements.lab import SIZES, TOUCH, keeps_house, shift, shown, survives_navigation, touched

TAG = "schedule-editor"
BENT = dict(start=0.002, peak=0.008, end=0.001, up=0.6)


@pytest.mark.parametrize("state", [None, BENT])
def test_the_cycle_is_that_of_the_snippet(logic, state):
    with logic("trainer/cycle") as ask:
        given = ask("return { state: given ?? it.FIRST, all: it.places(given ?? it.FIRST, it.STEPS) }", state)
        options = ask("return it.optionsOf(it.FIRST)")
    recipe = RECIPES["two epochs"]
    assert (options["epochs"], options["batch"]) == (recipe["epochs"], recipe["batch_size"])
    assert (options["rate"], options["smoothing"]) == (recipe["peak"], recipe["smoothing"])
    state, (steps, rates) = given["state"], np.transpose(given["all"])
    start, end = (state[name] / state["peak"] for name in ("start", "end"))
    assert steps.tolist() == list(range(2 * 782))
    np.testing.assert_allclose(
        rates, one_cycle(len(steps), state["peak"], start, end, state["up"]), rtol=1e-9
    )


def test_what_came_of_it_is_told_beside_the_one_before(logic):
    with logic("trainer/cycle") as ask:
        tell = "return it.outcome({ accuracy: given[0], seconds: 2 }, given[1] && { accuracy: given[1] })"
        assert ask(tell, [0.981, None]).startswith("It reads 98.10 % of 10,000 digits")
        assert "luck" in ask(tell, [0.981, 0.9805]) and "luck" not in ask(tell, [0.981, 0.97])
        assert "learned nothing" in ask(tell, [0.0991, 0.97])


class Editor:
    def __init__(self, page):
        self.page, self.element = page, shown(page, TAG)
        self.told, self.came = (self.element.get_by_role("status").nth(at) for at in (0, 1))

    def handle(self, name):
        return self.element.get_by_role("slider", name=name, exact=True)

    def button(self, name):
        return self.element.get_by_role("button", name=name)

    def middle(self, name):
        self.handle(name).evaluate("(part) => part.scrollIntoView({ block: 'center' })")
        box = self.handle(name).locator(".handle-hit").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag(self, name, across, up):
        x, y = self.middle(name)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + across, y + up, steps=3)
        self.page.mouse.up()


def test_hands_bend_the_cycle(visit, size):
    page = visit("training-fast/", viewport=SIZES[size])
    editor = Editor(page)
    keeps_house(page, TAG)
    first = "The recipe's own cycle: from 0.00012 up to 0.003 at step 469, then down to 1.2e-8 at step 1564."
    expect(editor.told).to_contain_text(first)
    expect(editor.told).to_contain_text("782 steps")
    before = editor.middle("highest rate")
    editor.drag("highest rate", 25, -40)
    after = editor.middle("highest rate")
    assert after[0] == pytest.approx(before[0], abs=1) and float(value(editor.handle("highest rate"))) > 0.004
    editor.drag("share of the steps that go up", 40, 9)
    assert editor.middle("highest rate")[0] == pytest.approx(before[0] + 40, abs=2)
    editor.drag("rate of the last step", 0, -500)
    expect(editor.handle("rate of the last step")).to_have_attribute("aria-valuetext", "0.012")
    expect(editor.told).to_contain_text("Your cycle: ")
    for _ in range(3):
        editor.button("Undo").click()
    expect(editor.told).to_contain_text(first)
    expect(editor.button("Undo")).to_have_attribute("aria-disabled", "true")
    assert shift(page) <= 0.02 and page.wrongs == []


def value(handle):
    return handle.get_attribute("aria-valuenow")


@pytest.mark.heavy  # by day: hands bend it, and a net trains in the page
def test_the_keyboard_bends_and_trains(visit):
    page = visit("training-fast/")
    editor = Editor(page)
    editor.handle("highest rate").press("Shift+ArrowUp")
    expect(editor.handle("highest rate")).to_have_attribute("aria-valuetext", "0.0035")
    editor.handle("share of the steps that go up").press("ArrowLeft")
    expect(editor.handle("share of the steps that go up")).to_have_attribute("aria-valuetext", "29 %")
    train = editor.button("Train with it")
    train.focus()
    page.keyboard.press("Enter")
    expect(editor.button("Stop")).to_be_focused()
    page.keyboard.press("Enter")
    expect(editor.came).to_have_text("Stopped.")
    page.keyboard.press("Enter")
    expect(editor.came).to_contain_text("of 10,000 digits", timeout=120_000)
    assert float(re.search(r"reads ([\d.]+) %", editor.came.inner_text())[1]) > 97
    survives_navigation(page, TAG, "fitting", "training-fast")
    expect(editor.told).to_contain_text("Your cycle: from 0.00012 up to 0.0035")
    editor.button("The recipe's own").click()
    expect(editor.told).to_contain_text("The recipe's own cycle")
    assert page.wrongs == []


def test_a_finger_bends_it_and_scrolls_beside_it(visit):
    page = visit("training-fast/", **TOUCH)
    editor = Editor(page)
    x, y = editor.middle("highest rate")
    before = page.evaluate("scrollY")
    touched(page, (x, y), (x, y - 10), (x, y - 40))
    assert float(value(editor.handle("highest rate"))) > 0.004
    assert page.evaluate("scrollY") == before and page.wrongs == []
