"""Pages that are unlike the others: home, the page for unknown addresses, the talk as a notebook."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import layout_shift
from tests.kit.night import by_day
from tests.kit.served import PATH


def test_an_unknown_address_gives_the_page_for_it(visit):
    page = visit("no/such/page/")
    assert page.locator("h1").inner_text() == "This page does not fit"
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--paper')")
    page.locator("article a").first.click()
    page.wait_for_url(f"**{PATH}")
    assert [wrong for wrong in page.wrongs if "404" not in wrong] == []


def test_the_policy_stops_a_script_that_is_not_the_themes(visit):
    page = visit("digits/")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
    }""")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in wrong for wrong in page.wrongs)


def test_the_talk_as_one_notebook_is_a_page_like_the_others(site, visit):
    text = (site / "talk/index.html").read_text()
    for foreign in ("cdnjs", "mathjax", "MathJax", "require.js", "jupyter-wrapper", "base64,PD"):
        assert foreign not in text
    page = visit("talk/")
    assert page.locator("article .language-python[data-cell] pre > code").count() > 20
    assert page.locator("article img[src*='figures/']").count() >= 40
    assert page.evaluate("document.documentElement.scrollHeight") < 30_000
    assert page.wrongs == []


@pytest.mark.parametrize("width", by_day([1280, 360], {1280}))
def test_the_row_to_take_along_is_on_the_first_screen_and_its_line_is_copied(visit, width):
    page = visit("matmul/", viewport={"width": width, "height": 740})
    row = page.locator("article .take")
    box, title = row.bounding_box(), page.locator("article h1").bounding_box()
    assert title["y"] + title["height"] < box["y"] < title["y"] + title["height"] + 40
    assert box["height"] < 60 and box["x"] + box["width"] <= width
    button = row.get_by_role("button")
    button.click()
    expect(page.locator(".md-dialog--active")).to_be_visible()
    assert button.get_attribute("data-clipboard-text") == button.inner_text()
    assert page.wrongs == []


def test_a_formula_is_drawn_without_a_script(visit):
    page = visit("sequential/")
    box = page.locator("math mfrac").first.bounding_box()
    assert box["height"] > 20
    fonts = "document.fonts.ready.then((all) => [...all].map(({ family, status }) => [family, status]))"
    assert page.evaluate(fonts) == [["Book Math", "loaded"]]
    assert page.wrongs == []


FIRST = ["h1", "h1 + p", "p:has(digit-pad)", "p > strong:first-child > a", "p:has(> strong:first-child > a)"]
SCREENS = [(1280, 800), (360, 740)]


def boxes(page):
    """Where what a reader of the first page should see first stands, from above."""
    return [page.locator(f"article.home > {each}").first.bounding_box() for each in FIRST]


@pytest.mark.parametrize("scheme", by_day(["light", "dark"], {"dark"}))
@pytest.mark.parametrize("screen", by_day(SCREENS, SCREENS[:1]))
def test_home_shows_title_sentence_pad_and_both_actions_first(visit, server, screen, scheme):
    size = dict(zip(("width", "height"), screen, strict=True))
    page = visit("", viewport=size, color_scheme=scheme)
    page.locator("digit-pad > .lab-told", has_text="The net reads a").wait_for()
    after = boxes(page)
    for box in after:
        assert box["y"] >= 0 and box["y"] + box["height"] <= screen[1]
        assert box["x"] >= 0 and box["x"] + box["width"] <= screen[0]
    tops = [box["y"] for box in after[:4]]
    assert (
        tops == sorted(tops)
        and page.locator("article.home > p:has(> strong:first-child > a) > a").count() == 1
    )
    assert layout_shift(page) <= 0.001
    # As long as no script of ours has come, all stands there already
    page.route("**/assets/js/**", lambda route: route.abort())
    page.goto(server.address)
    assert page.locator("digit-pad canvas").count() == 0
    for box, before in zip(after, boxes(page), strict=True):
        assert before == pytest.approx(box, abs=1)
    page.wrongs.clear()


@pytest.mark.parametrize("width", by_day([1280, 360], {1280}))
def test_home_says_how_to_run_its_code_before_it_shows_it(visit, width):
    page = visit("", viewport={"width": width, "height": 740})
    take, code = (page.locator(f"article.home > {each}").first for each in (".take", ".highlight"))
    assert take.bounding_box()["y"] < code.bounding_box()["y"] < take.bounding_box()["y"] + 60
    assert take.get_by_role("link", name="Download the notebook").is_visible()
    page.get_by_role("link", name="watch the net train").click()
    page.wait_for_url("**/twelve-lines/#watch-it-happen")
    expect(page.locator("#watch-it-happen, train-here")).to_have_count(2)


def test_home_leads_into_the_book(visit):
    page = visit()
    page.get_by_role("link", name="Train it in twelve lines").click()
    page.wait_for_url("**/twelve-lines/")
    expect(page).to_have_title(re.compile("twelve lines"))
    assert page.wrongs == []
