"""The shops: bills are NumPy's, and a reader who pulls a price sends people elsewhere."""

import numpy as np
import pytest
from playwright.sync_api import expect

from snippets.shops import cheapest_shops
from tests.browser.elements.lab import (
    SIZES,
    TOUCH,
    keeps_house,
    keeps_its_place,
    shown,
    survives_navigation,
    touched,
)

PAGE, TAG = "shops/", "shop-prices"
Q = np.array([[6, 5, 3, 1], [3, 6, 2, 2], [3, 4, 3, 1]])
P = np.array([[1.5, 1], [2, 2.5], [5, 4.5], [16, 17]])
FIRST = (
    "Person 1 goes to shop 2 and saves 1.\nPerson 2 goes to shop 1 and saves 2.5.\n"
    "Person 3 may toss a coin: a tie. argmin says shop 1."
)


def test_bills_and_choices_are_numpys(logic):
    rng = np.random.default_rng(0)
    cases = [(Q, P)]
    cases += [(rng.integers(0, 9, (3, 4)), rng.integers(0, 5, (4, 2)) / 4) for _ in range(60)]
    with logic("use/shops") as shops:
        assert shops("return [it.START.q, it.START.p]") == [Q.tolist(), P.tolist()]
        told = shops(
            """return given.map(([q, p]) => {
                const bills = it.billsOf({ q, p });
                return [bills, it.choicesOf(bills)];
            });""",
            [[q.tolist(), p.tolist()] for q, p in cases],
        )
        # In floats 0.1 + 0.2 is not 0.3: a tie of such prices is seen
        close = shops("return it.choicesOf(it.billsOf({ q: [[1, 1]], p: [[0.1, 0.3], [0.2, 0]] }))")
    assert close == [{"shops": [0, 1], "saves": "0"}]
    ties = 0
    for (q, p), (bills, choices) in zip(cases, told, strict=True):
        costs = q @ p
        np.testing.assert_array_equal(np.array(bills, dtype=float), costs)
        for best, row, choice in zip(cheapest_shops(costs), costs, choices, strict=True):
            assert choice["shops"] == np.flatnonzero(best).tolist()
            assert float(choice["saves"]) == np.ptp(row)
            ties += best.sum() > 1
    assert ties > 1


class Shops:
    def __init__(self, page):
        self.page = page
        self.element = shown(page, TAG)
        self.who = self.element.get_by_role("status")

    def field(self, name):
        return self.element.get_by_label(name, exact=True)

    def button(self, name):
        return self.element.get_by_role("button", name=name, exact=True)

    def bills(self):
        texts = self.element.locator(".block.c .cell").evaluate_all(
            "(cells) => cells.map((cell) => cell.firstChild.data)"
        )
        return np.array(texts, dtype=float).reshape(3, 2)


def test_the_keyboard_sets_a_price_and_takes_it_back(visit):
    page = visit(PAGE)
    shops = Shops(page)
    assert (shops.bills() == Q @ P).all()
    expect(shops.who).to_have_text(FIRST)
    line = shops.element.locator(".line")
    expect(line).to_have_text("6·1 + 5·2.5 + 3·4.5 + 1·17 = 49")
    cake = shops.field("Price: cake, shop 2")
    cake.focus()
    page.keyboard.press("ArrowUp")
    expect(shops.who).to_contain_text("Person 3 goes to shop 1 and saves 0.75.")
    page.keyboard.press("ArrowUp")
    expect(cake).to_have_value("5")
    expect(shops.who).to_contain_text("Person 1 goes to shop 1 and saves 0.5.")
    expect(line).to_have_text("6·1 + 5·2.5 + 3·5 + 1·17 = 50.5")
    page.keyboard.press("ArrowLeft")
    expect(shops.field("Price: cake, shop 1")).to_be_focused()
    page.keyboard.type("-1")
    expect(shops.field("Price: cake, shop 1")).to_have_attribute("aria-invalid", "")
    rolls = shops.field("Quantity: person 3, roll")
    rolls.fill("7,5")
    rolls.blur()
    expect(rolls).to_have_value("7.5")
    expect(shops.field("Price: cake, shop 1")).to_have_value("5")
    q, p = Q.astype(float), P.copy()
    q[2, 0], p[2, 1] = 7.5, 5
    assert (shops.bills() == q @ p).all()
    expect(line).to_have_text("7.5·1 + 4·2.5 + 3·5 + 1·17 = 49.5")
    undo = shops.button("Undo")
    for wanted in ("5", "4.75", "4.5"):
        undo.press("Enter")
        expect(cake).to_have_value(wanted)
    expect(undo).to_be_focused()
    expect(undo).to_be_disabled()
    expect(shops.who).to_have_text(FIRST)
    shops.button("person 2 in shop 1: 58.5, least").click()
    expect(line).to_have_text("3·1.5 + 6·2 + 2·5 + 2·16 = 58.5")
    assert page.wrongs == []


def test_prices_are_pulled_by_mouse_and_finger(visit):
    page = visit(PAGE, **TOUCH)
    shops = Shops(page)
    keeps_house(page, TAG)
    bread = shops.field("Price: bread, shop 2")
    bread.evaluate("(field) => field.scrollIntoView({ block: 'center' })")
    box, before = bread.bounding_box(), page.evaluate("scrollY")
    x, y = box["x"] + 20, box["y"] + 20
    touched(page, (x, y), (x - 12, y), (x - 24, y))
    expect(bread).to_have_value("16")
    assert page.evaluate("scrollY") == before
    expect(bread).not_to_be_focused()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y + 3)
    page.mouse.move(x + 12, y + 3)
    page.mouse.up()
    expect(bread).to_have_value("16.5")
    shops.button("Undo").click()  # with the mouse that pulled
    expect(bread).to_have_value("16")
    shops.button("As in the chapter").tap()
    expect(shops.who).to_have_text(FIRST)
    shops.button("Undo").tap()
    expect(bread).to_have_value("16")
    bread.tap()
    expect(bread).to_be_focused()
    touched(page, (x, y), (x, y - 60), (x, y - 160))  # a swipe scrolls the page
    page.wait_for_function(f"scrollY > {before} + 50")
    expect(bread).to_have_value("16")
    assert page.wrongs == []


@pytest.mark.heavy  # by day: with a finger
def test_it_keeps_house(visit, size):
    page = visit(PAGE, viewport=SIZES[size], color_scheme="dark" if size == "narrow" else "light")
    keeps_its_place(page, TAG)
    expect(Shops(page).who).to_have_text(FIRST)
    if size == "wide":  # where the list of chapters is in view
        Shops(page).field("Price: roll, shop 1").fill("3")
        survives_navigation(page, TAG, "matmul", "shops")
        expect(Shops(page).field("Price: roll, shop 1")).to_have_value("3")
    assert page.wrongs == []
