"""Corners to drag: the net is NumPy's, hands move what they hold, and without the bend one line is left."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from snippets.backward import nudge
from tests.browser.elements.lab import SIZES, TOUCH, keeps_house, shift, shown, survives_navigation, touched

TAG = "bend-corners"
NET = {"units": [dict(w=1, b=2.65, v=1.2), dict(w=-0.7, b=0.9, v=-2), dict(w=1.3, b=0.3, v=0)], "c": 0.4}


def numbers(net):
    return np.array([each[name] for each in net["units"] for name in "wbv"] + [net["c"]])


def ours(numbers, x, bend):
    w, b, v = numbers[:-1].reshape(-1, 3).T
    z = x[:, None] * w + b  # (points, units)
    return (np.maximum(z, 0) if bend else z) @ v + numbers[-1]


@pytest.mark.parametrize("bend", [True, False])
def test_the_net_is_numpys_and_goes_downhill(logic, bend):
    with logic("corners") as ask:
        x, y = (np.array(each) for each in ask("return [it.POINTS.x, it.POINTS.y]"))
        here = numbers(NET)

        def loss():
            return ((ours(here, x, bend) - y) ** 2).mean()

        given = {"net": NET, "bend": bend}
        found = ask("return [it.lossOf(given.net, given.bend), it.slopesOf(given.net, given.bend)]", given)
        assert found[0] == pytest.approx(loss())
        assert numbers(found[1]) == pytest.approx(nudge(loss, here), abs=1e-4)
        losses = ask(
            """let { net, bend } = given, rate = 0.5;  // too much: it is to be halved
            return Array.from({ length: 300 }, () => {
                [net, rate] = it.learned(net, bend, rate);
                return it.lossOf(net, bend);
            })""",
            given,
        )
        assert (np.diff(losses) <= 0).all()
        line = ((np.polyval(np.polyfit(x, y, 1), x) - y) ** 2).mean()
        assert ask("return it.straightLoss()") == pytest.approx(line)
        assert losses[-1] < line / 2 if bend else losses[-1] == pytest.approx(line, rel=1e-3)


def test_a_hand_changes_one_unit(logic):
    with logic("corners") as ask:
        ask_of = "const { net } = given; const at = (net, x) => it.valueAt(net, x, true);"
        assert ask(f"{ask_of} return at(it.turned(net, 1, [-1, 0.7], true), -1)", {"net": NET}) == (
            pytest.approx(0.7)
        )
        assert ask(f"{ask_of} return it.wakes(it.moved(net, 1, -0.4).units[1])", {"net": NET}) == (
            pytest.approx(-0.4)
        )
        assert ask("return it.wakes(it.grown(it.FIRST).units[3])") == pytest.approx(1.7)
        same = f"{ask_of} return it.POINTS.x.map((x) => at(it.grown(net), x) - at(net, x))"
        assert not any(ask(same, {"net": NET}))


class Corners:
    def __init__(self, page):
        self.page, self.element = page, shown(page, TAG)
        self.told = self.element.get_by_role("status")

    def button(self, name):
        return self.element.get_by_role("button", name=name)

    def handle(self, name):
        return self.element.get_by_role("slider", name=name, exact=True)

    def says(self, pattern):
        expect(self.told).to_have_text(re.compile(pattern))

    def loss(self):
        return float(self.element.locator(".bend-loss").text_content().removeprefix("loss "))

    def hold(self, name, by, moves):
        """Drag a handle; its middle moves with the hand, as far as it can."""
        self.handle(name).evaluate("(part) => part.scrollIntoView({ block: 'center' })")
        x, y = self.middle(name)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + by[0], y + by[1], steps=3)
        self.page.mouse.up()
        after = self.middle(name)
        for now, before, move in zip(after, (x, y), moves, strict=True):
            assert move is None or now == pytest.approx(before + move, abs=2)

    def middle(self, name):
        box = self.handle(name).locator(".handle-hit").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_hands_fit_the_curve_and_the_bend_is_what_does_it(visit, size):
    page = visit("sequential/", viewport=SIZES[size], reduced_motion="reduce")
    corners = Corners(page)
    corners.says("^3 units, 3 corners: loss 0.257. It misses most near x = 2.0.$")
    keeps_house(page, TAG)
    corners.button("Add a unit").click()
    corners.hold("corner of unit 4", (20, 0), moves=(20, None))
    corners.hold("slope that unit 3 adds", (-30, -25), moves=(0, -25))
    corners.hold("slope that unit 4 adds", (0, 60), moves=(0, 60))
    corners.says("^4 units, 4 corners: ")
    by_hand = corners.loss()
    assert by_hand < 0.2
    corners.button("Let it learn").click()
    expect(corners.button("Let it learn")).to_be_visible()
    assert corners.loss() < by_hand / 2
    corners.button("Without the bend").click()
    corners.says("^4 units, one straight line: .*No straight line gets below 0.784")
    places = np.array(
        re.findall(r"([\d.-]+),([\d.-]+)", corners.element.locator(".fit-line").get_attribute("d")), float
    )
    assert len(places) == 6 and np.ptp(np.diff(places[:, 1]) / np.diff(places[:, 0])) < 1e-6
    corners.button("Without the bend").click()
    corners.button("Undo").click()
    assert corners.loss() == by_hand
    assert shift(page) <= 0.02 and page.wrongs == []


@pytest.mark.heavy  # by day: a mouse and a finger drag
def test_the_keyboard_drags_too(visit):
    page = visit("sequential/")
    corners = Corners(page)
    corner, slope = corners.handle("corner of unit 3"), corners.handle("slope that unit 3 adds")
    corner.press("ArrowLeft")
    expect(corner).to_have_attribute("aria-valuetext", "at 0.3")
    slope.press("Shift+ArrowDown")
    slope.press("ArrowUp")
    expect(slope).to_have_attribute("aria-valuetext", "1.7")
    corners.button("Undo").press("Enter")
    expect(slope).to_have_attribute("aria-valuetext", "2.1")
    corners.button("Undo").press("Enter")
    expect(corner).to_have_attribute("aria-valuetext", "at 0.4")
    for _ in range(4):
        corners.button("Remove one").press("Enter")
    expect(corners.button("Remove one")).to_be_focused()
    corners.says("^One unit, one corner: ")
    survives_navigation(page, TAG, "fitting", "sequential")
    corners.says("^One unit, one corner: ")
    corners.button("Start again").click()
    corners.says("^3 units, 3 corners: loss 0.257")
    assert page.wrongs == []


def test_a_finger_drags_a_handle_and_scrolls_beside_it(visit):
    page = visit("sequential/", **TOUCH)
    corners = Corners(page)
    corners.handle("corner of unit 2").evaluate("(part) => part.scrollIntoView({ block: 'center' })")
    before, (x, y) = page.evaluate("scrollY"), corners.middle("corner of unit 2")
    touched(page, (x, y), (x + 10, y - 10), (x + 25, y - 40))
    expect(corners.handle("corner of unit 2")).to_have_attribute("aria-valuetext", "at −0.9")
    assert page.evaluate("scrollY") == before
    touched(page, (300, y + 20), (300, y - 20), (300, y - 80))
    assert page.evaluate("scrollY") > before
    assert page.wrongs == []
