"""The shape explorer in its page: typed, picked, pasted, stepped, linked."""

import re

import numpy as np
import pytest
import torch
from playwright.sync_api import expect

from tests.browser.conftest import freeze, layout_shift
from tests.browser.elements.lab import bordered
from tests.browser.elements.test_shape_rule import libraries_say, raised
from tests.kit.night import by_day

PAGE = "broadcasting/"


class Explorer:
    """The element on a page, and what a reader does with it."""

    def __init__(self, page):
        self.page = page
        self.element = page.locator("shape-explorer")
        approach(page, "")
        self.verdict = self.element.locator(".verdict")
        self.note = self.element.locator(".note")
        self.ghosts = self.element.locator(".ghost")

    def field(self, letter):
        return self.element.get_by_label(f"Shape of {letter}")

    def button(self, name):
        return self.element.get_by_role("button", name=name, exact=True)

    def axes(self):
        """What a screen reader hears of the ladder."""
        return [each.get_attribute("aria-label") for each in self.element.get_by_role("listitem").all()]


def approach(page, verdict):
    """Go to the explorer, again if the theme draws the page anew, until it says its verdict."""
    page.wait_for_function(
        """(verdict) => {
        const element = document.querySelector("shape-explorer");
        element?.scrollIntoView();
        return element?.querySelector(".verdict")?.textContent.includes(verdict);
    }""",
        arg=verdict,
    )


def opened(visit, query="", **options):
    return Explorer(visit(PAGE + query, **options))


def test_typing_changes_ladder_picture_memory_and_messages(visit):
    seen = opened(visit)
    expect(seen.verdict).to_have_text("(2, 3) + (3,) → (2, 3)")
    assert seen.axes() == ["axis 0: A 2, B missing: stretched", "axis 1: A 3, B 3: equal"]
    assert seen.ghosts.count() == 3
    expect(seen.element.locator(".memory tr", has_text="B (3,)")).to_contain_text("(0, 1)12 B24 B")
    seen.field("B").fill("2")
    expect(seen.verdict).to_contain_text("axis 1 (-1 from the right) clashes: the lengths 3 and 2")
    assert seen.axes()[1] == "axis 1: A 3, B 2: clash"
    said = seen.element.locator(".said dd").all_text_contents()
    assert said == libraries_say([(2, 3), (2,)])
    seen.field("B").fill("2,a")
    expect(seen.note).to_have_text("B: “a” is no size: write them like 2, 3.")
    expect(seen.field("B")).to_have_attribute("aria-invalid", "true")
    expect(seen.element.locator(".rungs")).to_be_hidden()
    seen.field("A").fill("2, 4")
    expect(seen.note).to_have_text("B: “a” is no size: write them like 2, 3.")
    seen.button("Copy link").click()
    expect(seen.verdict).to_have_text("The shape of B cannot be read yet.")
    assert "2,4" not in seen.page.url
    seen.button("+ Add a shape").click()
    seen.button("Without D").click()
    assert [seen.field(letter).input_value() for letter in "AB"] == ["2, 4", "2,a"]
    expect(seen.note).to_contain_text("B: ")
    seen.field("A").fill("2, 3")
    seen.field("B").fill("2, 1")
    expect(seen.note).to_have_text("")
    expect(seen.verdict).to_have_text("(2, 3) + (2, 1) → (2, 3)")
    assert seen.ghosts.count() == 4
    bordered(seen.element, {".size.solid": "solid", ".cell": "solid", ".cell.ghost": "dashed"})
    assert seen.page.wrongs == []


def test_shapes_come_and_go(visit):
    seen = opened(visit)
    seen.button("+ Add a shape").click()
    expect(seen.field("D")).to_be_focused()
    seen.page.keyboard.type("4 1 1")
    expect(seen.verdict).to_have_text("(2, 3) + (3,) + (4, 1, 1) → (4, 2, 3)")
    assert seen.element.locator(".sum .cell").count() == 4 * 24
    seen.button("Without D").click()
    expect(seen.verdict).to_have_text("(2, 3) + (3,) → (2, 3)")
    expect(seen.field("B")).to_be_focused()
    seen.field("A").fill("(2,1); (3,); 4 1 1")
    seen.field("A").press("Enter")
    expect(seen.field("A")).to_be_focused()
    expect(seen.verdict).to_contain_text("(2, 1) + (3,) + (4, 1, 1) + (3,) → (4, 2, 3)")
    seen.field("A").fill("50000, 784")
    seen.element.locator("select").select_option("normalise all digits")
    expect(seen.element.locator(".memory tr", has_text="B ()")).to_contain_text("(0, 0)4 B150 MiB")
    expect(seen.element.locator(".sum .c button")).to_have_count(9)
    expect(seen.element.locator(".sum .c .gap")).to_have_count(7)
    seen.element.get_by_role("button", name="C: 1571 + 10 = 1581").focus()
    for _ in range(2):  # no key leads out of what is drawn
        seen.page.keyboard.press("ArrowDown")
        expect(seen.element.locator(".line")).to_have_text("1571 + 10 = 1581")
    seen.element.locator("select").select_option("an axis of size 0")
    expect(seen.verdict).to_have_text("(0, 3) + (3,) → (0, 3)")
    assert seen.page.wrongs == []


@pytest.mark.parametrize("wrong", [False, True])
def test_an_error_message_is_pasted(visit, wrong):
    seen = opened(visit, permissions=["clipboard-read", "clipboard-write"])
    text = raised(lambda: torch.zeros(64, 10) + torch.zeros(64))
    if wrong:
        text = "good morning"
    seen.element.get_by_label("error message").fill(text)
    # Two sizes are no shapes: those that are there stay
    expect(seen.note).to_contain_text("no shape" if wrong else "tells only these two sizes")
    expect(seen.verdict).to_have_text("(2, 3) + (3,) → (2, 3)")
    if not wrong:
        seen.page.evaluate(
            "(text) => navigator.clipboard.writeText(text)", raised(lambda: np.zeros((64, 10)) + np.zeros(64))
        )
        seen.field("A").press("Control+v")
        expect(seen.verdict).to_contain_text("✗ (64, 10) + (64,)")
        expect(seen.field("A")).to_be_focused()
        target = raised(lambda: np.zeros((5, 5)).__setitem__((slice(None), 3), np.ones((5, 1))))
        seen.element.get_by_label("error message").fill(target)
        expect(seen.verdict).to_contain_text("✗ (5,) ← (5, 1): what comes out is (5, 5), and (5,)")
        assert seen.axes()[0] == "axis 0: A missing, B 5: clash"
        seen.element.get_by_label("error message").fill(raised(lambda: np.zeros((4, 2)).reshape(3, 3)))
        expect(seen.note).to_contain_text("This is about a reshape. There are 8 numbers")
        expect(seen.note.locator("a")).to_have_attribute(
            "href", re.compile("/read-the-error/#cannot-reshape-array-of-size$")
        )
        seen.field("B").fill("5")
        expect(seen.verdict).to_have_text("(5,) + (5,) → (5,)")
    assert seen.page.wrongs == []


def test_the_address_holds_the_shapes(instant):
    seen = Explorer(instant(PAGE, permissions=["clipboard-read", "clipboard-write"]))
    assert "#" not in seen.page.url
    seen.field("A").fill("4,1")
    seen.field("B").fill("()")
    seen.page.wait_for_url("**/broadcasting/#shape-explorer=4,1;()")
    seen.button("Copy link").click()
    expect(seen.note).to_contain_text("copied")
    assert seen.page.evaluate("navigator.clipboard.readText()") == seen.page.url
    for name in ("Do it yourself", "Try next"):
        seen.page.locator(".md-sidebar--secondary").get_by_role("link", name=name).click()
        seen.page.wait_for_url(f"**/broadcasting/#{name.lower().replace(' ', '-')}")
        approach(seen.page, "(4, 1) + () → (4, 1)")
    seen.page.go_back()
    seen.page.go_back()
    seen.page.wait_for_url("**/broadcasting/#shape-explorer=4,1;()")
    seen.page.reload()
    approach(seen.page, "(4, 1) + () → (4, 1)")
    assert seen.page.wrongs == []


def test_a_link_leads_to_the_explorer(visit):
    page = visit(f"{PAGE}#shape-explorer=2,3;2")
    verdict = page.locator("shape-explorer .verdict")
    expect(verdict).to_contain_text("✗ (2, 3) + (2,)")
    header = page.locator(".md-header").bounding_box()["height"]
    assert header <= page.locator("shape-explorer").bounding_box()["y"] < header + 50
    page.evaluate("location.hash = '#shape-explorer=(5,);7,5'")
    expect(verdict).to_have_text("(5,) + (7, 5) → (7, 5)")
    page.evaluate("location.hash = '#shape-explorer=x;y'")
    expect(verdict).to_have_text("(5,) + (7, 5) → (7, 5)")
    assert page.wrongs == []


def motion_of(ghosts):
    return ghosts.last.evaluate("""(ghost) => {
        const { animationName, animationDuration } = getComputedStyle(ghost);
        return [animationName, animationDuration];
    }""")


def test_the_steps_of_a_stretch(visit):
    seen = opened(visit, "#shape-explorer=2,3;3")
    assert motion_of(seen.ghosts) == ["stretch", "0.3s"], "ghosts slide out of their source"
    told = seen.element.locator(".told")
    expect(told).to_have_text(re.compile("^5 of 5"))
    expect(seen.button("Next step")).to_be_disabled()
    visible = {5: "11", 4: "ghost", 3: "mark", 2: "missing"}
    parts = {"11": ".sum .c .cell", "ghost": ".ghost", "mark": ".mark", "missing": ".size.missing"}
    for step in (5, 4, 3, 2, 1):
        expect(told).to_have_text(re.compile(f"^{step} of 5"))
        for since, name in visible.items():
            part = seen.element.locator(parts[name]).last
            shown = part.evaluate(
                "(part) => getComputedStyle(part).visibility === 'visible' && "
                "getComputedStyle(part).color !== 'rgba(0, 0, 0, 0)'"
            )
            assert shown == (step >= since), (step, name)
        seen.button("Previous step").press("Enter")
    expect(seen.button("Previous step")).to_be_focused()
    freeze(seen.page)
    seen.button("Play").click()
    pairs = seen.element.locator(".sum .pair")
    for passed, step in (1100, 1), (1100, 2), (1350, 3), (1265, 4):
        expect(told).to_have_text(re.compile(f"^{step} of 5"))
        seen.page.clock.run_for(passed)
    expect(told).to_have_text(re.compile("^5 of 5"))
    assert pairs.count() == 3 and seen.element.locator(".sum .empty").count() == 4
    seen.page.clock.run_for(2000)
    expect(seen.button("Play")).to_be_visible()
    assert pairs.count() == seen.element.locator(".sum .empty").count() == 0
    assert seen.page.wrongs == []


@pytest.mark.heavy  # by day: messages of clashes, and the steps of a stretch
def test_a_clash_has_no_result_to_step_to(visit):
    seen = opened(visit, "#shape-explorer=2,3;2")
    expect(seen.element.locator(".told")).to_have_text(re.compile("^3 of 3"))
    clash = seen.element.locator(".axis.clash > .sizes")
    expect(clash).to_have_css("outline-style", "dashed")
    ink = seen.page.evaluate("getComputedStyle(document.body).color")
    expect(clash).to_have_css("outline-color", ink)
    expect(seen.element.locator(".axis.clash .mark")).to_have_text("✗")
    assert seen.element.locator(".sum button").count() == 0


def test_nothing_slides_or_fills_in_where_motion_is_unwelcome(visit):
    seen = opened(visit, "#shape-explorer=2,3;3", reduced_motion="reduce")
    assert motion_of(seen.ghosts) == ["none", "0s"]
    freeze(seen.page)
    seen.button("Play").click()
    seen.page.clock.run_for(4 * 1100 + 255)
    expect(seen.element.locator(".told")).to_have_text(re.compile("^5 of 5"))
    assert seen.element.locator(".sum .empty").count() == 0


@pytest.mark.heavy  # by day: a finger does it all
def test_the_keyboard_does_it_all(visit):
    seen = opened(visit, "#shape-explorer=2,3;3")
    seen.field("A").press("Tab")
    expect(seen.field("B")).to_be_focused()
    for name in ("+ Add a shape", "Copy link"):
        seen.page.keyboard.press("Tab")
        expect(seen.button(name)).to_be_focused()
    first = seen.element.get_by_role("button", name="C: 1 + 10 = 11")
    first.focus()
    line = seen.element.locator(".line")
    moves = {"ArrowRight": "2 + 20 = 22", "ArrowDown": "5 + 20 = 25", "End": "6 + 30 = 36"}
    for key, text in moves.items():
        seen.page.keyboard.press(key)
        expect(line).to_have_text(text)
        assert seen.element.locator(".pair").count() == 3
    seen.page.keyboard.press("Shift+Tab")
    expect(line).to_have_text("")
    assert seen.page.wrongs == []


@pytest.mark.parametrize("scheme", by_day(["light", "dark"], {"light"}))
def test_a_finger_on_a_phone_does_it_all(visit, scheme):
    seen = opened(
        visit, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, color_scheme=scheme
    )
    seen.button("+ Add a shape").tap()
    seen.field("D").fill("2,1")
    expect(seen.verdict).to_have_text("(2, 3) + (3,) + (2, 1) → (2, 3)")
    seen.element.get_by_role("button", name="C: 4 + 10 + 200 = 214").tap()
    expect(seen.element.locator(".line")).to_have_text("4 + 10 + 200 = 214")
    seen.button("Previous step").tap()
    expect(seen.element.locator(".told")).to_have_text(re.compile("^4 of 5"))
    seen.field("A").fill(" ".join("12" for _ in range(32)))
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 360
    for control in seen.element.locator("button:visible, input, select").all():
        if "cell" not in (control.get_attribute("class") or ""):
            assert control.bounding_box()["height"] >= 44
    assert seen.page.wrongs == []


@pytest.mark.heavy  # by day: its page, in test_every_page.py
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_when_it_comes(visit, width):
    viewport = {"width": width, "height": 740}
    bare = visit(PAGE, viewport=viewport)
    waiting = bare.locator("shape-explorer").bounding_box()["height"]
    assert bare.locator("shape-explorer .verdict").count() == 0  # nobody has come near
    seen = Explorer(bare)
    bare.wait_for_timeout(400)
    assert seen.element.bounding_box()["height"] == pytest.approx(waiting, abs=1)
    assert layout_shift(bare) <= 0.02
    assert bare.evaluate("document.documentElement.scrollWidth") == width


def test_without_scripts_there_is_a_sentence(visit):
    page = visit(PAGE, java_script_enabled=False)
    element = page.locator("shape-explorer")
    expect(element).to_contain_text("On the book's site")
    assert element.bounding_box()["height"] < 160


@pytest.mark.heavy  # by day: away and back, of three pages
def test_it_is_as_it_was_after_a_visit_elsewhere(instant):
    page = instant(PAGE)
    Explorer(page).field("A").fill("4,1")
    page.wait_for_url("**#shape-explorer=4,1;3")
    page.locator(".md-nav--primary a[href*=matmul]").first.click()
    expect(page.locator("product-stage")).to_have_count(1)
    assert page.locator("shape-explorer").count() == 0
    page.go_back()
    page.wait_for_url("**#shape-explorer=4,1;3")
    approach(page, "(4, 1) + (3,) → (4, 3)")
    page.locator(".md-nav--primary a[href*=matmul]").first.click()
    expect(page.locator("product-stage")).to_have_count(1)
    page.locator(".md-nav--primary a[href*=broadcasting]").first.click()
    page.wait_for_url("**/broadcasting/")
    approach(page, "(4, 1) + (3,) → (4, 3)")
    assert page.evaluate("window.loadedOnce") and page.wrongs == []
