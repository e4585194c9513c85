"""Years of the Markov chain: shares are NumPy's, people follow them, and each row of T sums to 1."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import freeze
from tests.browser.elements.lab import (
    SIZES,
    TOUCH,
    keeps_house,
    keeps_its_place,
    shown,
    survives_navigation,
    touched,
)

PAGE, TAG = "markov/", "year-flow"
S = np.array([0.85, 0.10, 0.05, 0.00])
T = np.array([[0.9, 0.07, 0.02, 0.01], [0, 0.93, 0.05, 0.02], [0, 0, 0.85, 0.15], [0, 0, 0, 1]])
FIRST = "Year 1: 765 asymptomatic, 153 symptomatic, 64 with AIDS, 18 dead."


@pytest.fixture(scope="module")
def chain(logic):
    with logic("use/markov") as called:
        yield called


def test_shares_are_numpys_and_people_follow_them(chain):
    rng = np.random.default_rng(0)
    tables = [T, *(rng.dirichlet(np.ones(4) / 2, 4).round(2) for _ in range(8))]
    for table in tables:
        table[:, 0] += 1 - table.sum(axis=1)
        years = chain("return it.lived(given, 60)", np.round(table, 4).tolist())
        before = None
        for year, at in enumerate(years):
            shares = S @ np.linalg.matrix_power(np.round(table, 4), year)
            np.testing.assert_allclose(at["shares"], shares, atol=1e-12)
            counts = np.array([len(people) for people in at["places"]])
            assert np.abs(counts - 1000 * shares).max() <= 3
            assert sorted(sum(at["places"], [])) == list(range(1000))
            if before is not None:
                moved = np.array(at["moved"])
                assert (moved.sum(axis=0) == counts).all() and (moved.sum(axis=1) == before).all()
                assert (moved >= 0).all()
            before = counts
    assert chain("return [it.START, it.SHARES]") == [T.tolist(), S.tolist()]


def test_a_row_sums_to_one_whatever_is_pulled(chain):
    rng = np.random.default_rng(1)
    pulls = [
        [*map(int, rng.integers(0, 4, 2)), float(rng.choice([0, 0.333, 1, rng.random()]))] for _ in range(300)
    ]
    pulls = [pull for pull in pulls if pull[0] <= pull[1]]
    tables = chain(
        """let t = it.START;
        return given.map(([from, to, chance]) => (t = it.withChance(t, from, to, chance)));""",
        pulls,
    )
    before = T
    for (start, end, chance), table in zip(pulls, map(np.array, tables), strict=True):
        assert (table >= 0).all() and (table <= 1).all()
        assert (np.round(table * 1e4).sum(axis=1) == 1e4).all()
        others = np.arange(4) != start
        assert (table[others] == before[others]).all()
        if start == 3:
            assert table[3].tolist() == [0, 0, 0, 1]
        elif start == end:
            assert table[start, end] == pytest.approx(chance, abs=5e-5)
        else:
            most = before[start, start] + before[start, end]
            assert table[start, end] == pytest.approx(min(chance, most), abs=1.5e-4)
        before = table
    told = chain("return [it.withChance(it.START, 0, 0, 0.5), it.sumOf(it.SHARES, it.START, 1)]")
    assert told == [[[0.5, 0.35, 0.1, 0.05], *T[1:].tolist()], ".85·.07 + .1·.93 + .05·0 + 0·0 = .1525"]


class Years:
    def __init__(self, page):
        self.page = page
        self.element = shown(page, TAG)
        self.told = self.element.get_by_role("status")
        self.line = self.element.locator(".line")

    def button(self, name):
        return self.element.get_by_role("button", name=name, exact=True)

    def chance(self, way):
        return self.element.get_by_label(f"Chance: {way}", exact=True)

    def cells(self, role):
        return [
            float(each or "nan") for each in self.element.locator(f".block.{role} .cell").all_text_contents()
        ]

    def dots(self):
        return self.element.locator(".who").evaluate_all("(all) => all.map((each) => each.getAttribute('d'))")


def test_a_year_is_a_product(visit):
    page = visit(PAGE, reduced_motion="reduce")
    years = Years(page)
    expect(years.told).to_have_text(FIRST)
    assert years.cells("a") == S.tolist() and years.cells("b") == T.ravel().tolist()
    assert years.cells("c") == (S @ T).round(4).tolist()
    expect(years.line).to_have_text(".85·.07 + .1·.93 + .05·0 + 0·0 = .1525")
    years.button("Back to year 0").press("Enter")
    expect(years.line).to_have_text("No year has passed: press Next year.")
    expect(years.button("Back to year 0")).to_be_focused()
    following = years.button("Next year")
    for _ in range(2):
        following.press("Enter")
    assert years.cells("c") == (S @ T @ T).round(4).tolist()
    assert sum(each.count("M") for each in years.dots()) == 1000
    expect(years.line).to_have_text(".765·.07 + .1525·.93 + .0645·0 + .018·0 ≈ .1954")
    years.button("AIDS: 78").click()
    expect(years.line).to_have_text(".765·.02 + .1525·.05 + .0645·.85 + .018·0 ≈ .0778")
    assert page.wrongs == []


def test_chances_are_pulled_typed_and_taken_back(visit):
    page = visit(PAGE, **TOUCH)
    years = Years(page)
    keeps_house(page, TAG)
    ill, stay = years.chance("asymptomatic to symptomatic"), years.chance("asymptomatic stays")
    ill.evaluate("(field) => field.scrollIntoView({ block: 'center' })")
    box, before = ill.bounding_box(), page.evaluate("scrollY")
    x, y = box["x"] + 22, box["y"] + 22
    touched(page, (x, y), (x + 30, y), (x + 52, y))  # 13 steps
    expect(ill).to_have_value(".2")
    expect(stay).to_have_value(".77")
    assert page.evaluate("scrollY") == before
    table = T.copy()
    table[0, :2] = 0.77, 0.2
    assert years.cells("c") == (S @ table).round(4).tolist()
    stay.fill("0,5")
    table[0] = 0.5, *(0.5 * np.array([0.2, 0.02, 0.01]) / 0.23)
    assert years.cells("b")[:4] == pytest.approx(table[0].tolist(), abs=2e-4)
    stay.press("ArrowDown")
    expect(stay).to_have_value(".49")
    stay.fill("2")
    expect(stay).to_have_attribute("aria-invalid", "")
    undo = years.button("Undo")
    for wanted in (".5", ".77", ".9"):
        undo.tap()
        expect(stay).to_have_value(wanted)
    expect(undo).to_be_disabled()
    expect(years.told).to_have_text(FIRST)
    assert page.wrongs == []


@pytest.mark.heavy  # by day: a year is a product
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_people_walk_where_motion_is_wanted(visit, motion):
    page = visit(PAGE, reduced_motion=motion)
    years = Years(page)
    freeze(page)
    years.button("Play").click()
    expect(years.told).to_have_text(FIRST)  # said at rest
    page.clock.run_for(500)
    on_the_way = years.dots()
    page.clock.run_for(900)
    assert (years.dots() == on_the_way) == (motion == "reduce")
    assert sum(each.count("M") for each in on_the_way) == 1000
    page.clock.run_for(1800)
    expect(years.told).to_have_text("Year 3: 620 asymptomatic, 230 symptomatic, 89 with AIDS, 61 dead.")
    years.button("Pause").click()
    page.clock.run_for(5000)
    expect(years.told).to_contain_text("Year 3")
    assert page.wrongs == []


@pytest.mark.heavy  # by day: with a finger
def test_it_keeps_house(visit, size):
    page = visit(PAGE, viewport=SIZES[size], color_scheme="dark" if size == "narrow" else "light")
    keeps_its_place(page, TAG)
    expect(Years(page).told).to_have_text(FIRST)
    if size == "wide":  # where the list of chapters is in view
        Years(page).button("Next year").click()
        survives_navigation(page, TAG, "shops", "markov")
        expect(Years(page).told).to_contain_text("Year 2")
    assert page.wrongs == []
