"""The gallery in the browser: found by symptom, its icons open the explorer, its patterns run in the page."""

import re

from playwright.sync_api import expect

from tests.browser.test_search import unanswered

PAGE = "gallery/"
TYPED = {
    "": ["broadcasting patterns", "replace nested loops numpy"],
    "multiply-every-pair-outer": ["np.outer", "multiply every pair"],
    "measure-every-pair-distances": ["pairwise distances numpy", "distance matrix", "cdist"],
    "turn-labels-into-one-hot-rows": ["one-hot encoding numpy", "labels to one-hot"],
    "mask-what-is-padding": ["padding mask", "mask from lengths"],
    "scale-each-channel": ["per-channel scaling"],
    "turn-rows-into-shares-softmax": ["stable softmax", "softmax overflow nan"],
    "standardise-each-column": ["standardise columns", "subtract column mean"],
    "multiply-piles-of-matrices-and-vectors": ["every matrix times every vector"],
    "slide-a-window": ["sliding window numpy", "moving average"],
    "make-a-grid-without-meshgrid": ["meshgrid", "np.ogrid"],
    "hide-the-future-causal-mask": ["causal mask", "np.tri"],
    "count-into-bins-histogram": ["histogram numpy", "bincount"],
    "read-digits-by-their-nearest-neighbour": ["nearest neighbour", "knn"],
    "avoid-the-memory-bill": ["out of memory broadcasting", "avoid temporary array memory"],
    "mend-a-squared-distance-below-0": [
        "negative squared distance",
        "RuntimeWarning: invalid value encountered in sqrt",
    ],
}


def test_each_pattern_is_answered_among_the_first_three(visit, server):
    asked = [
        (typed, f"{PAGE}#{section}" if section else PAGE)
        for section, words in TYPED.items()
        for typed in words
    ]
    assert unanswered(visit, server, asked) == []


def test_an_icon_opens_the_explorer_with_its_shapes(visit):
    page = visit(PAGE)
    links = page.locator("article a[href*='#shape-explorer=']")
    names = links.all_text_contents()
    assert len(names) == 12 and page.locator("img[src*=icons]").count() >= 1
    verdicts = {"distances": "(4, 1, 2) + (3, 2) → (4, 3, 2)", "histogram": "(6, 1) + (4,) → (6, 4)"}
    for name, verdict in verdicts.items():
        page.locator("article").get_by_role("link", name=name, exact=True).click()
        explorer = page.locator("shape-explorer")
        expect(explorer.locator(".verdict")).to_have_text(verdict)
        expect(explorer).to_be_in_viewport()
        page.go_back()
        links.first.wait_for()
    assert page.wrongs == []


def test_all_but_mnist_can_be_run(visit):
    """What comes out is compared in cells/test_results.py, with that of every chapter."""
    page = visit(PAGE)
    cells = page.locator("[data-run]:not(details [data-run])")
    cells.locator(".cell-run").first.wait_for()
    without = [cell.inner_text() for cell in cells.all() if not cell.locator(".cell-run").count()]
    assert cells.count() >= 17 + len(without)
    assert all(re.search("mnist|digits", code) for code in without), without
