"""The product stage: its steps are those of A @ B, in every view, and a reader can take them."""

import re
from decimal import Decimal

import numpy as np
import pytest
import torch
from playwright.sync_api import expect

from tests.browser.conftest import SETTLED, freeze, layout_shift
from tests.kit.night import by_day

PAGE = "matmul/"
SPACE = "\u00a0"
VIEWS = {
    "entries": "row · column",
    "columns": "weighted columns",
    "rows": "weighted rows",
    "layers": "outer products",
}
A = np.array([[1, 2, 3], [4, 5, 6]])
B = np.array([[1, 0, 1, 2], [0, 0, 1, -1], [0, 1, 1, 0]])


@pytest.fixture(scope="module")
def steps(logic):
    with logic("product") as called:
        yield called


def partial(view, a, b, step):
    """C after some steps of a view, nan where no sum has begun."""
    (m, k), n = a.shape, b.shape[1]
    terms = np.zeros((m, n), dtype=int)  # of each entry
    for done in range(step):
        if view == "entries":
            terms[divmod(done, n)] = k
        elif view == "columns":
            terms[:, done // k] += 1
        elif view == "rows":
            terms[done // k] += 1
        else:
            terms += 1
    products = a[:, :, None] * b  # (m, k, n)
    c = np.where(np.arange(k)[None, :, None] < terms[:, None], products, 0).sum(axis=1)
    return np.where(terms, c, np.nan)


@pytest.mark.parametrize("view", VIEWS)
def test_every_step_of_every_view_adds_up(steps, view):
    rng = np.random.default_rng(0)
    sizes = [rng.integers(1, 6, 3) for _ in range(40)]
    cases = [(rng.integers(-9, 10, (m, k)) / 4, rng.integers(-9, 10, (k, n))) for m, k, n in sizes]
    told = steps(
        f"""return given.map(([a, b]) => Array.from(
        {{ length: it.stepCount("{view}", a, b) + 1 }}, (_, step) =>
        it.stateAt("{view}", a, b, step).c));""",
        [[a.tolist(), b.tolist()] for a, b in cases],
    )
    for (a, b), states in zip(cases, told, strict=True):
        for step, c in enumerate(states):
            np.testing.assert_array_equal(read(c), partial(view, a, b, step))
        np.testing.assert_array_equal(read(states[-1]), a @ b)


def read(texts):
    """The numbers of a matrix as it is written, nan where nothing is."""
    return np.array([[float(each.replace("−", "-") or "nan") for each in row] for row in texts])


LINES = {
    ("entries", 4): "1·2 + 2·(−1) + 3·0 = 0",
    ("columns", 11): "2·[1 4] + (−1)·[2 5] = [0 3]",
    ("rows", 6): "4·[1 0 1 2] + 5·[0 0 1 −1] + 6·[0 1 1 0] = [4 6 15 3]",
    ("layers", 2): "C = layer 0 + layer 1: column [2 5] times row [0 0 1 −1]",
}


def test_the_line_says_what_was_added(steps):
    told = steps(
        """const [a, b, places] = given;
        return places.map(([view, step]) => it.stateAt(view, a, b, step).line);""",
        [A.tolist(), B.tolist(), list(LINES)],
    )
    assert [line.replace("\u00a0", " ") for line in told] == list(LINES.values())


def test_numbers_are_read_and_written_as_a_reader_expects(steps):
    typed = {
        "3": 3,
        " -2 ": -2,
        "−2": -2,
        "0.5": 0.5,
        "1,5": 1.5,
        ".5": 0.5,
        "": None,
        "-": None,
        "1e5": None,
        "two": None,
    }
    told = steps("return given.map((text) => it.parseNumber(text) ?? null)", list(typed))
    assert dict(zip(typed, told, strict=True)) == typed
    assert steps("return [-2, 0.3, -0].map(it.number)") == ["−2", "0.3", "0"]


def test_sums_have_every_digit_and_cells_say_what_they_round(steps):
    rng = np.random.default_rng(1)
    typed = ["99999", "-9999", ".1234", "-.001", "1001", "9.999", "0"]
    rows = [[rng.choice(typed, count).tolist() for _ in range(2)] for count in range(1, 6) for _ in range(20)]
    told = steps("return given.map((pair) => it.sumOfProducts(...pair.map((row) => row.map(Number))))", rows)
    for (xs, ys), text in zip(rows, told, strict=True):
        exact = sum(Decimal(x) * Decimal(y) for x, y in zip(xs, ys, strict=True))
        assert Decimal(text.replace("−", "-")) == exact, (xs, ys)
    told = steps("return given.map(it.brief)", [*told, "1002001", "−1002001", "0.015625"])
    assert told[-3:] == ["1002001", "≈−1.0e6", "≈0.0156"]
    assert max(map(len, told)) <= 8


def test_a_mismatch_is_told_as_the_libraries_tell_it(steps):
    rng = np.random.default_rng(3)
    cases = [[rng.integers(1, 6, 2).tolist(), rng.integers(1, 6, 2).tolist()] for _ in range(60)]
    told = steps(
        """const zeros = ([rows, columns]) => it.resized([[0]], rows, columns);
        return given.map(([a, b]) => it.mismatch(zeros(a), zeros(b)) ?? null);""",
        cases,
    )
    for (a, b), answer in zip(cases, told, strict=True):
        if a[1] == b[0]:
            assert answer is None
            continue
        said = [message["error"] for message in answer["messages"]]
        for library, message in zip((np, torch), said, strict=True):
            with pytest.raises((ValueError, RuntimeError)) as raised:
                library.ones(a) @ library.ones(b)
            assert message == f"{raised.type.__name__}: {raised.value}"


# In the page


class Stage:
    """The element on a page, and what a reader does with it."""

    def __init__(self, page):
        self.page = page
        self.element = page.locator("product-stage")
        page.wait_for_function("""() => {
            const element = document.querySelector("product-stage");
            element?.scrollIntoView();
            return element?.querySelector(".line");
        }""")
        self.line = self.element.locator(".line")
        self.told = self.element.locator(".told")

    def button(self, name):
        return self.element.get_by_role("button", name=name, exact=True)

    def cell(self, letter, row, column):
        return self.element.get_by_label(re.compile(f"^{letter}, row {row}, column {column}"))

    def view(self, name):
        return self.element.get_by_role("radio", name=name)

    def matrix(self):
        """C as it is shown, with None where a cell is empty."""
        texts = self.element.locator("button.cell").evaluate_all(
            "(cells) => cells.map((cell) => cell.firstChild?.data ?? '')"
        )
        return [text.replace("−", "-") or None for text in texts]


def opened(visit, **options):
    return Stage(visit(PAGE, **options))


def texts(matrix):
    return [f"{each:g}" for each in np.ravel(matrix)]


def test_steps_of_a_row_and_a_column(visit):
    stage = opened(visit)
    expect(stage.told).to_have_text("step 1 of 8")
    expect(stage.line).to_have_text("1·1 + 2·0 + 3·0 = 1")
    stage.button("Next step").click()
    assert stage.matrix() == ["1", "3"] + [None] * 6
    rings = stage.element.locator(".ring").evaluate_all("""(rings) => rings.map(
        ({ style }) => [..."yxhw"].map((name) => style.getPropertyValue(`--${name}`)))""")
    assert rings == [
        ["0", "1", "var(--rows)", "1"],
        ["0", "0", "1", "var(--columns)"],
        ["0", "1", "1", "1"],
    ]  # of B, A and C
    stage.button("To the end").click()
    assert stage.matrix() == texts(A @ B)
    expect(stage.button("Next step")).to_be_disabled()
    stage.button("From the start").click()
    assert stage.matrix() == [None] * 8
    expect(stage.line).to_contain_text("press Next")
    stage.cell("C", 2, 3).click()
    expect(stage.line).to_have_text("4·1 + 5·1 + 6·1 = 15")
    stage.button("Previous step").click()
    expect(stage.told).to_have_text("step 6 of 8")
    assert stage.page.wrongs == []


def test_rings_stand_on_their_rows_and_columns(visit):
    stage = opened(visit)
    stage.cell("C", 2, 4).click()
    stage.page.evaluate(SETTLED)
    rings = stage.element.locator(".ring")
    for ring, first, last in (
        (0, ("B", 1, 4), ("B", 3, 4)),
        (1, ("A", 2, 1), ("A", 2, 3)),
        (2, ("C", 2, 4), ("C", 2, 4)),
    ):
        box = rings.nth(ring).bounding_box()
        start, end = stage.cell(*first).bounding_box(), stage.cell(*last).bounding_box()
        assert (box["x"], box["y"]) == pytest.approx((start["x"], start["y"]), abs=1)
        assert box["x"] + box["width"] == pytest.approx(end["x"] + end["width"], abs=1)
        assert box["y"] + box["height"] == pytest.approx(end["y"] + end["height"], abs=1)


def test_every_view_ends_in_the_product(visit):
    stage = opened(visit)
    first = {"weighted columns": ["1", "0", "0"], "weighted rows": ["1", "2", "3"]}
    counts = {"row · column": 8, "weighted columns": 12, "weighted rows": 6, "outer products": 3}
    for name, count in counts.items():
        stage.view(name).check(force=True)
        expect(stage.told).to_have_text(f"step 1 of {count}")
        assert stage.button("Play").is_visible()
        weights = stage.element.locator(".weights > span").all_text_contents()
        assert weights == first.get(name, [])
        stage.button("To the end").click()
        assert stage.matrix() == texts(A @ B)
    assert stage.element.locator("button.cell small").first.text_content() == "+0"
    assert stage.page.wrongs == []


@pytest.mark.heavy  # by day: every view ends in the product
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_weighted_columns_play_with_and_without_motion(visit, motion):
    stage = opened(visit, reduced_motion=motion)
    freeze(stage.page)
    stage.view("weighted columns").check(force=True)
    name = stage.element.locator(".weights > span").first.evaluate(
        "(weight) => getComputedStyle(weight).animationName"
    )
    assert name == ("weigh" if motion == "no-preference" else "none")
    stage.button("Play").click()
    for step in (2, 3, 4):
        expect(stage.told).to_have_text(f"step {step} of 12")
        stage.page.clock.run_for(1110)
    stage.button("Pause").click()
    stage.page.clock.run_for(5000)
    expect(stage.told).to_have_text("step 5 of 12")
    stage.button("Play").press("Enter")
    stage.page.clock.run_for(20000)
    expect(stage.told).to_have_text("step 12 of 12")
    expect(stage.button("Play")).to_be_visible()
    assert stage.matrix() == texts(A @ B)


@pytest.mark.heavy  # by day: a finger does it all
def test_the_keyboard_edits_and_steps(visit):
    stage = opened(visit)
    stage.cell("A", 1, 1).focus()
    for key in ("ArrowRight", "ArrowDown"):
        stage.page.keyboard.press(key)
    expect(stage.cell("A", 2, 2)).to_be_focused()
    stage.page.keyboard.type("-1.5")
    stage.page.keyboard.press("ArrowLeft")  # within the number
    expect(stage.cell("A", 2, 2)).to_be_focused()
    stage.page.keyboard.press("Enter")
    expect(stage.cell("A", 2, 3)).to_be_focused()
    stage.page.keyboard.type("x")
    expect(stage.cell("A", 2, 3)).to_have_attribute("aria-invalid", "")
    stage.page.keyboard.press("ArrowUp")
    expect(stage.cell("A", 2, 3)).to_have_value("6")
    stage.button("To the end").press("Enter")
    expect(stage.button("To the end")).to_be_focused()  # it can do no more, and the focus stays
    assert stage.matrix() == texts(np.array([[1, 2, 3], [4, -1.5, 6]]) @ B)
    stage.cell("C", 1, 1).focus()
    for key, step in ("End", 4), ("ArrowDown", 8):
        stage.page.keyboard.press(key)
        stage.page.keyboard.press("Enter")
        expect(stage.told).to_have_text(f"step {step} of 8")
    stage.view("row · column").focus()
    stage.page.keyboard.press("ArrowRight")
    expect(stage.view("weighted columns")).to_be_checked()
    expect(stage.told).to_have_text("step 1 of 12")
    assert stage.page.wrongs == []


def test_sizes_change_and_a_wrong_inner_size_says_why(visit):
    stage = opened(visit)
    grow = stage.button("More rows of B")
    grow.scroll_into_view_if_needed()
    before = grow.bounding_box()["y"]
    grow.click()
    assert grow.bounding_box()["y"] == pytest.approx(before, abs=1)  # stays under the finger
    why = stage.element.locator(".why")
    expect(why).to_contain_text("A has 3 columns, B has 4 rows.")
    expect(why).to_contain_text("(size 4 is different from 3)")
    expect(why).to_contain_text("mat1 and mat2 shapes cannot be multiplied (2x3 and 4x4)")
    expect(stage.element.locator(".knee")).to_have_text("3 ✗ 4")
    expect(stage.button("Next step")).to_be_disabled()
    assert stage.element.locator("button.cell").count() == 0
    stage.button("More columns of A").click()
    expect(why).to_have_text("")
    stage.button("Fewer columns of B").click()
    expect(stage.element.locator(".block.c .name")).to_have_text("C (2, 3)")
    for _ in range(5):
        if stage.button("More rows of A").is_enabled():
            stage.button("More rows of A").click()
    assert stage.element.locator("button.cell").count() == 15
    stage.button("To the end").click()
    a = [[1, 2, 3, 1], [4, 5, 6, 2], [3, 1, 2, 3], [1, 2, 3, 1], [2, 3, 1, 2]]
    b = [[1, 0, 1], [0, 0, 1], [0, 1, 1], [1, 2, 3]]
    assert stage.matrix() == texts(np.array(a) @ np.array(b))
    assert stage.page.wrongs == []


@pytest.mark.parametrize("scheme", by_day(["light", "dark"], {"light"}))
def test_a_finger_on_a_phone_does_it_all(visit, scheme):
    stage = opened(
        visit, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, color_scheme=scheme
    )
    stage.cell("B", 1, 1).tap()
    stage.page.keyboard.type("7")
    expect(stage.line).to_have_text("1·7 + 2·0 + 3·0 = 7")
    stage.view("outer products").tap()
    expect(stage.told).to_have_text("step 1 of 3")
    stage.view("row · column").tap()
    stage.cell("C", 2, 1).tap()
    expect(stage.line).to_have_text("4·7 + 5·0 + 6·0 = 28")
    for name in ("columns of A", "rows of B", "columns of B", "rows of A"):
        while stage.button(f"More {name}").is_enabled():
            stage.button(f"More {name}").tap()
    assert stage.page.evaluate("document.documentElement.scrollWidth") == 360
    assert stage.cell("C", 5, 5).bounding_box()["width"] >= 28
    controls = ".controls button:visible, .sizes button, .choices input"
    for control in stage.element.locator(controls).all():
        assert min(control.bounding_box()[side] for side in ("width", "height")) >= 44
    assert stage.page.wrongs == []


@pytest.mark.heavy  # by day: the stage is no wider than a phone
def test_long_numbers_stay_in_their_cells(visit):
    stage = opened(visit, viewport={"width": 360, "height": 740})
    for letter, shape in (("A", A.shape), ("B", B.shape)):
        for row, column in np.ndindex(shape):
            stage.cell(letter, row + 1, column + 1).fill("99999")
    expect(stage.line).to_have_text(" + ".join(["99999·99999"] * 3) + " = 29999400003")
    for view in ("weighted columns", "weighted rows", "outer products"):
        stage.view(view).check(force=True)
        stage.button("To the end").click()
        expect(stage.cell("C", 2, 4)).to_contain_text("≈3.0e10")
        stage.page.evaluate(SETTLED)
        wide = stage.element.locator(".cell, .weights > span").evaluate_all("""(all) => all.filter((each) =>
            each.scrollWidth > each.clientWidth || each.getBoundingClientRect().width >
            each.closest(".cells").querySelector(".cell").getBoundingClientRect().width)""")
        assert wide == []


def test_in_forced_colours_borders_say_it(visit):
    stage = opened(visit)
    stage.page.emulate_media(forced_colors="active")
    border = "(part) => [getComputedStyle(part).borderBottomStyle, getComputedStyle(part).borderBottomColor]"
    field, empty = stage.cell("A", 1, 1), stage.cell("C", 2, 4)
    assert [field.evaluate(border)[0], empty.evaluate(border)[0]] == ["solid", "dotted"]
    chosen, other = (stage.element.locator(".choices span").nth(at).evaluate(border) for at in (0, 1))
    assert chosen[1] != other[1]


@pytest.mark.heavy  # by day: its page, in test_every_page.py
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_when_it_comes(visit, width):
    page = visit(PAGE, viewport={"width": width, "height": 740})
    waiting = page.locator("product-stage").bounding_box()["height"]
    assert page.locator("product-stage .line").count() == 0  # nobody has come near
    stage = Stage(page)
    page.wait_for_timeout(400)
    assert stage.element.bounding_box()["height"] == pytest.approx(waiting, abs=1)
    assert layout_shift(page) <= 0.02
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_scripts_there_is_a_sentence(visit):
    page = visit(PAGE, java_script_enabled=False)
    element = page.locator("product-stage")
    expect(element).to_contain_text("On the book's site")
    assert element.bounding_box()["height"] < 160


@pytest.mark.heavy  # by day: away and back, of three pages
def test_it_is_as_it_was_after_a_visit_elsewhere(instant):
    page = instant(PAGE)
    stage = Stage(page)
    stage.cell("A", 1, 1).fill("5")
    stage.view("weighted rows").check(force=True)
    page.locator(".md-nav--primary a[href*=broadcasting]").first.click()
    expect(page.locator("shape-explorer")).to_have_count(1)
    assert page.locator("product-stage").count() == 0
    page.go_back()
    again = Stage(page)
    expect(again.line).to_have_text("5·[1\u00a00\u00a01\u00a02] = [5\u00a00\u00a05\u00a010]")
    expect(again.view("weighted rows")).to_be_checked()
    assert page.evaluate("window.loadedOnce") and page.wrongs == []
