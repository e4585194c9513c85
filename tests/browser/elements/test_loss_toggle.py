"""The bug, toggled: the numbers are NumPy's, the stuck loss is the variance, perfect predictions cost twice."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from snippets.backward import nudge
from tests.browser.elements.lab import (
    SIZES,
    TOUCH,
    keeps_house,
    keeps_its_place,
    looks,
    shown,
    survives_navigation,
)

TAG = "loss-toggle"
ASKED = "return [it.POINTS.x, it.POINTS.y, it.TRUTH, it.errors(given, false), it.errors(given, true)]"


def test_the_numbers_are_numpys(in_logic):
    def ask(body, given=None):
        return in_logic("misfit/pairs", body, given)

    line = np.array([0.7, -0.4])
    x, y, truth, table, column = map(np.array, ask(ASKED, line.tolist()))
    for paired, told, labels in ((False, table, y), (True, column, y[:, None])):

        def errors(line=line, labels=labels):
            return x[:, None] * line[0] + line[1] - labels

        assert told == pytest.approx(errors())
        given = {"line": line.tolist(), "paired": paired}
        found = ask(
            "return [it.lossOf(given.line, given.paired), it.slopes(given.line, given.paired)]", given
        )
        assert found[0] == pytest.approx((errors() ** 2).mean())
        here = line.copy()
        slopes = nudge(lambda here=here, errors=errors: (errors(here) ** 2).mean(), here)
        assert found[1] == pytest.approx(slopes, abs=1e-6)
        end = np.array(ask("return it.trained(given).at(-1)", paired))
        assert end == pytest.approx(truth if paired else [0, y.mean()], abs=1e-3)
        perfect = ask("return it.lossOf(it.TRUTH, given)", paired)
        assert perfect == pytest.approx(0 if paired else 2 * y.var())
    assert ask("return it.variance(it.POINTS.y)") == pytest.approx(y.var())


class Toggle:
    def __init__(self, page):
        self.page, self.element = page, shown(page, TAG)
        self.told = self.element.get_by_role("status")

    def says(self, pattern):
        expect(self.told).to_have_text(re.compile(pattern))

    def cells(self):
        texts = self.element.locator(".errors .cell").all_text_contents()
        return np.array([float(each.replace("−", "-")) for each in texts])


def test_the_bug_is_there_and_is_mended_by_keyboard(visit):
    page = visit("silent-bugs/")
    toggle = Toggle(page)
    toggle.says(
        "^Each prediction meets every label: 36 errors, loss 4.200. That is the variance of y. .* at 2.0"
    )
    table = toggle.cells().reshape(6, 6)
    assert (table == table[0]).all() and table[0, 0] == 3.0, "a level line: each row is the same"
    perfect = toggle.element.get_by_role("button", name="Perfect predictions")
    perfect.press("Enter")
    toggle.says("36 errors, loss 8.400. The predictions are perfect, and that is twice the variance of y.")
    table = toggle.cells().reshape(6, 6)
    assert (np.diag(table) == 0).all() and (table == -table.T).all()
    assert toggle.element.locator(".cell.own").count() == 6
    toggle.element.get_by_role("radio", name="y is (6,)").press("ArrowRight")
    toggle.says("^Each prediction meets its own label: 6 errors, loss 0.000. The predictions are perfect.$")
    assert toggle.cells().tolist() == [0] * 6
    steps = toggle.element.get_by_role("slider", name="step")
    steps.press("Home")
    toggle.says("^Each prediction meets its own label: 6 errors, loss 8.200. Step 0.$")
    expect(perfect).to_have_attribute("aria-pressed", "false")
    survives_navigation(page, TAG, "broadcasting", "silent-bugs")
    toggle.says("loss 8.200. Step 0.$")
    steps.press("End")
    toggle.says("loss 0.000. The line goes through all points.$")
    assert page.wrongs == []


@looks
def test_it_keeps_its_place(visit, size, scheme):
    page = visit("silent-bugs/", viewport=SIZES[size], color_scheme=scheme)
    keeps_its_place(page, TAG)
    assert page.wrongs == []


def test_a_finger_toggles_it(visit):
    page = visit("silent-bugs/", **TOUCH)
    toggle = Toggle(page)
    keeps_house(page, TAG)
    toggle.element.get_by_role("radio", name="y is (6, 1)").tap()
    toggle.says(
        "^Each prediction meets its own label: 6 errors, loss 0.000. The line goes through all points.$"
    )
    assert page.wrongs == []
