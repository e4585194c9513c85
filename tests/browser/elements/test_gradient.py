"""Paths forward and back: what the page says of each number is what NumPy gives, and a reader can go there."""

import numpy as np
from playwright.sync_api import expect

from tests.browser.elements.lab import SIZES, shift, shown

TAG = "gradient-path"
X = np.array([[1, 2, 3], [4, 5, 6]])
W = np.array([[1, 0, 1, 2], [0, 0, 1, -1], [0, 1, 1, 0]])
DY = np.array([[1, 0, -1, 2], [0, 3, 1, -1]])
LAYER = dict(x=X, w=W, b=np.array([10, 20, 30, 40]), dy=DY)
SLOPES = dict(x=DY @ W.T, w=X.T @ DY, b=DY.sum(axis=0))


def test_paths_add_up_to_the_slopes(logic):
    layer = {name: array.tolist() for name, array in LAYER.items()}
    with logic("slopes") as ask:
        for name, wanted in SLOPES.items():
            found = ask(f"return it.slopesOf('{name}', given)", layer)
            assert np.array_equal(np.reshape(found, wanted.shape), wanted), name
        assert ask("return it.written(['w', 1, 2], given)", layer) == [
            "dw[1,2] = x[0,1]·dy[0,2] + x[1,1]·dy[1,2]",
            "= 2·−1 + 5·1 = 3",
        ]
        assert ask("return it.written(['b', 0, 2], given)", layer) == [
            "db[2] = dy[0,2] + dy[1,2]",
            "= −1 + 1 = 0",
        ]
        assert np.array_equal(ask("return it.rowsOf('y', given)", layer), X @ W + LAYER["b"])
        assert ask("return it.made(['y', 0, 3], given)", layer) == [
            "y[0,3] = x[0,0]·w[0,3] + x[0,1]·w[1,3] + x[0,2]·w[2,3] + b[3]",
            "= 1·2 + 2·−1 + 3·0 + 40 = 40",
        ]
        ends = ask("return it.pathsFrom(['dy', 1, 3], given).map(({ to }) => `${to}`)", layer)
        assert ends == ["x,1,0", "x,1,1", "x,1,2", "w,0,3", "w,1,3", "w,2,3", "b,0,3"]


def test_a_reader_goes_from_number_to_number(visit):
    page = visit("backward/", viewport=SIZES["narrow"])
    element = shown(page, TAG)
    for name, slopes in SLOPES.items():
        for place, slope in np.ndenumerate(slopes):
            index, value = ",".join(map(str, place)), LAYER[name][place]
            words = f"{name}[{index}] is {value}, its slope {slope}".replace("-", "−")
            expect(element.get_by_role("button", name=words, exact=True)).to_have_count(1)
    told = element.get_by_role("status")
    expect(told).to_contain_text("dw[1,2] = x[0,1]·dy[0,2]")
    expect(element.locator(".paths path")).to_have_count(2)
    element.get_by_role("button", name="x[0,0]").focus()
    page.keyboard.press("ArrowDown")
    expect(told).to_contain_text("= 1·0 + 0·3 + 1·1 + 2·−1 = −1")
    expect(element.locator(".paths path")).to_have_count(4)
    element.locator("[data-of=dy] .cell").first.hover()
    expect(told).to_contain_text("7 numbers")
    y = element.get_by_role("button", name="y[0,0] is 11", exact=True)
    y.focus()
    page.keyboard.press("ArrowRight")
    expect(told).to_have_text(
        "y[0,1] = x[0,0]·w[0,1] + x[0,1]·w[1,1] + x[0,2]·w[2,1] + b[1]= 1·0 + 2·0 + 3·1 + 20 = 23"
    )
    expect(element.locator(".paths .from-x, .paths .from-w")).to_have_count(6)
    expect(element.locator("[data-of=x] .cell:not(.rest)")).to_have_text(["14", "2−3", "3−1"])
    assert shift(page) < 0.01
    assert page.evaluate("document.documentElement.scrollWidth") <= 360 and page.wrongs == []
