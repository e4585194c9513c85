"""The line and the curve to fit: NumPy's numbers, and controls for everybody."""

import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from snippets.fitting import fit_polynomials, gradient, line, loss
from tests.browser.elements.lab import (
    SIZES,
    TOUCH,
    colour,
    keeps_house,
    looks,
    shift,
    shown,
    survives_navigation,
    touched,
)

LOSS = re.compile(r"loss (\d+\.\d+)")


@pytest.fixture(scope="module")
def exported(root):
    """The numbers that the chapter gave to its page, by the name of the file."""
    folder = root / "docs/assets/exports/fitting"
    return {
        path.stem: [np.array(column) for column in json.loads(path.read_text())]
        for path in folder.glob("*.json")
    }


@pytest.fixture(scope="module")
def logic(logic):
    """logic(code, given): what a function body gives that knows the module `fit`."""
    with logic("fit") as called:
        yield lambda code, given=None: called(f"const fit = it; {code}", given)


# The logic


def test_the_points_are_those_of_the_chapter(exported):
    x, y = exported["line"]
    assert (len(x), len(exported["degrees"])) == (30, 4)
    assert [f"{loss(line, p, x, y):.3f}" for p in ((0, 0), (1, 3), (3, 2))] == ["12.938", "0.384", "0.089"]


def test_loss_and_gradient_are_numpys(logic, exported):
    x, y = exported["line"]
    for p in (0, 0), (0.5, 2), (-1, 4.25):
        given = logic(
            """const { p, x, y } = given;
            return [fit.loss(p, x, y), fit.gradient(p, x, y)];""",
            {"p": p, "x": x.tolist(), "y": y.tolist()},
        )
        assert given[0] == pytest.approx(loss(line, p, x, y), rel=1e-12)
        assert given[1] == pytest.approx(gradient(line, p, x, y), abs=1e-6)


def test_a_step_goes_against_the_slope_of_its_batch(logic, exported):
    x, y = exported["line"]
    batch = [3, 14, 15, 9, 26]
    given = logic(
        "return fit.step([1, 1], given.x, given.y, given.batch, 0.2)",
        {"x": x.tolist(), "y": y.tolist(), "batch": batch},
    )
    expected = np.array([1, 1]) - 0.2 * gradient(line, (1, 1), x[batch], y[batch])
    assert given == pytest.approx(expected, abs=1e-6)


def test_shuffling_keeps_each_once_and_the_wall_is_where_it_is(logic, exported):
    x, _ = exported["line"]
    order = logic("return fit.shuffled(30)")
    assert sorted(order) == list(range(30)) and order != sorted(order)
    columns = np.stack([x, np.ones_like(x)], axis=1)
    wall = 2 / np.linalg.eigvalsh(2 * columns.T @ columns / len(x)).max()
    assert logic("return fit.safeRate(given)", x.tolist()) == pytest.approx(wall, rel=1e-12)


def test_polynomials_are_numpys(logic, exported):
    u, v, u2, v2 = exported["degrees"]
    given = logic(
        """const [u, v, u2, v2] = given;
        return Array.from({ length: 12 }, (_, degree) => {
            const f = fit.polynomial(u, v, degree);
            return [fit.missOf(f, u, v), fit.missOf(f, u2, v2)];
        })""",
        [each.tolist() for each in exported["degrees"]],
    )
    expected = [fit[1:] for fit in fit_polynomials(u, v, u2, v2, range(12)).values()]
    assert np.allclose(given, expected, rtol=1e-7, atol=1e-14)


def test_least_squares_are_numpys_on_any_columns(logic):
    rng = np.random.default_rng(3)
    for rows, count in (5, 1), (9, 4), (12, 12):
        columns, y = rng.normal(size=(rows, count)), rng.normal(size=rows)
        given = logic("return fit.leastSquares(...given)", [columns.tolist(), y.tolist()])
        assert given == pytest.approx(np.linalg.lstsq(columns, y, rcond=None)[0], rel=1e-8)


# The line


class Line:
    def __init__(self, page):
        self.element = shown(page, "line-fit")
        self.told = self.element.locator(".lab-told")

    def slider(self, name):
        return self.element.get_by_label(name)

    def button(self, name):
        return self.element.get_by_role("button", name=name)

    def says(self, pattern):
        expect(self.told).to_have_text(re.compile(pattern))
        return float((LOSS.search(self.told.inner_text()) or [0, "nan"])[1])


def middle(box):
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_keyboard_turns_the_line(visit, exported):
    page = visit("fitting/")
    fit = Line(page)
    assert fit.says("^Slope 0.00, height 0.00: ") == pytest.approx(12.938, abs=0.01)
    fit.slider("height b").press("End")
    fit.slider("slope a").press("ArrowRight")
    expected = loss(line, (0.01, 4.5), *exported["line"])
    assert fit.says("^Slope 0.01, height 4.50: ") == pytest.approx(expected, abs=0.01)
    assert "turn a" in fit.told.inner_text()
    assert fit.slider("slope a").get_attribute("aria-valuetext") == "0.01"
    assert page.wrongs == []


@pytest.mark.heavy  # by day: a finger
def test_the_mouse_drags_the_ends_and_the_place_on_the_map(visit, size):
    page = visit("fitting/", viewport=SIZES[size])
    fit = Line(page)
    grips = fit.element.locator(".fit-grip")
    assert grips.count() == 3
    for number, (right, down) in enumerate([(0, -60), (0, -60), (40, 10)]):
        before = fit.told.inner_text()
        grips.nth(number).scroll_into_view_if_needed()
        x, y = middle(grips.nth(number).bounding_box())
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + right, y + down, steps=3)
        page.mouse.up()
        expect(fit.told).not_to_have_text(before)
        moved = middle(grips.nth(number).bounding_box())
        assert moved == pytest.approx((x + right, y + down), abs=2)
    assert page.wrongs == []


def test_a_finger_drags_and_the_page_stays(visit):
    page = visit("fitting/", **TOUCH)
    keeps_house(page, "line-fit")
    fit = Line(page)
    grip = fit.element.locator("g:has(> .fit-grip)").first
    grip.evaluate("(grip) => grip.scrollIntoView({ block: 'center' })")
    before, (x, y) = page.evaluate("scrollY"), middle(grip.bounding_box())
    touched(page, (x, y), (x, y - 20), (x, y - 50))
    fit.says("^Slope .+, height [1-9]")
    assert page.evaluate("scrollY") == before
    held, (x, y) = grip.get_attribute("transform"), middle(grip.bounding_box())
    first, second = {"x": x, "y": y, "id": 1}, {"x": x + 4, "y": y, "id": 2}
    session = page.context.new_cdp_session(page)
    for kind, points in (
        ("touchStart", [first]),
        ("touchStart", [first, second]),
        ("touchMove", [first, {**second, "y": y - 60}]),
        ("touchEnd", []),
    ):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_timeout(100)
    assert grip.get_attribute("transform") == held, "a second finger drags nothing"


def test_steps_arrive(visit):
    page = visit("fitting/", reduced_motion="reduce")
    fit = Line(page)
    fit.button("One step").click()
    first = fit.says("^1 step: ")
    assert first < 12.9 and fit.element.locator(".fit-point.batch").count() == 5
    for _ in range(20):
        fit.button("One epoch").press("Enter")
    last = fit.says("^121 steps: ")
    assert last < 0.1
    fit.button("Start again").click()
    fit.says("^Slope 0.00, height 0.00: loss 12.94")
    assert page.wrongs == []


def test_a_long_step_explodes_and_words_say_so(visit):
    page = visit("fitting/")
    fit = Line(page)
    fit.slider("learning rate").press("End")
    for _ in range(40):
        if fit.button("One epoch").is_disabled():
            break
        fit.button("One epoch").press("Enter")
    fit.says("It exploded: at the rate 1 each step leaps across the valley.* less than 0.8")
    assert fit.element.get_by_text("off the map").is_visible()
    for name in ("slope a", "height b"):
        expect(fit.slider(name)).to_have_attribute("aria-valuetext", "off the scale")
    expect(fit.button("One epoch")).to_be_focused()
    assert fit.element.locator("svg svg .fit-miss").count() == 1, "misses run over controls and prose"
    fit.button("Start again").click()
    expect(fit.button("One step")).to_be_enabled()
    assert page.wrongs == []


# The curve


def test_the_degree_tells_both_losses(visit, exported):
    page = visit("fitting/")
    curve = shown(page, "degree-fit")
    told, degree = curve.locator(".lab-told"), curve.get_by_role("slider", name="degree")
    losses = [fit[1:] for fit in fit_polynomials(*exported["degrees"], range(12)).values()]
    expect(told).to_have_text(
        re.compile("^Degree 2: training loss {:.3f}, validation loss {:.3f}. The lowest".format(*losses[2]))
    )
    degree.press("Home")
    expect(told).to_have_text(re.compile("^Degree 0: .* Too stiff: it misses both halves.$"))
    degree.press("End")
    expect(told).to_have_text(re.compile("^Degree 11: training loss 0, .* Over-fitted: "))
    assert curve.locator("svg").first.locator(".fit-point, .fit-unseen").count() == 26  # + legend
    beyond = [loss for pair in losses for loss in pair if not 1e-3 <= loss <= 1e3]
    assert curve.locator(".fit-beyond").count() == len(beyond) > 0
    assert page.wrongs == []


def test_points_are_dealt_anew_and_come_back(visit):
    page = visit("fitting/", **TOUCH)
    keeps_house(page, "degree-fit")
    curve = shown(page, "degree-fit")
    told = curve.locator(".lab-told")
    expect(told).to_have_text(re.compile("^Degree 2"))
    first = told.inner_text()
    curve.get_by_role("button", name="Deal the points anew").tap()
    expect(told).not_to_have_text(first)
    assert curve.locator("svg").first.locator(".fit-point").count() == 13
    curve.get_by_role("button", name="As in the chapter").tap()
    expect(told).to_have_text(first)


# Both


@looks
def test_the_fits_keep_house(visit, size, scheme):
    page = visit("fitting/", viewport=SIZES[size], color_scheme=scheme)
    for tag in ("line-fit", "degree-fit"):
        keeps_house(page, tag)
        path = page.locator(f"{tag} .fit-line").first
        expect(path).to_have_css("stroke", colour("a-edge", scheme))
    assert shift(page) <= 0.02
    assert page.wrongs == []


TAGS = ("line-fit", "degree-fit")


@pytest.mark.heavy  # by day: pages without JavaScript, and the inspector
def test_without_scripts_or_numbers_words_stand_there(visit):
    words = re.compile("^With JavaScript you can ")
    bare = visit("fitting/", java_script_enabled=False)
    page = visit("404.html")
    page.route("**/exports/fitting/*", lambda route: route.abort())
    page.goto(page.url.replace("404.html", "fitting/"))
    for tag in TAGS:
        expect(bare.locator(tag)).to_have_text(words)
        page.locator(tag).scroll_into_view_if_needed()
        expect(page.locator(tag)).to_have_class("failed")
        expect(page.locator(tag)).to_have_text(words)


@pytest.mark.heavy  # by day: away and back, of three pages
def test_the_fits_are_there_again_after_a_visit_elsewhere(visit):
    page = visit("fitting/")
    for tag in TAGS:
        survives_navigation(page, tag, "digits", "fitting")
        assert page.locator(f"{tag} .lab-told").count() == 1
    assert page.wrongs == []
