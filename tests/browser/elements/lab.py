"""What the tests of the interactives share."""

import pytest
from playwright.sync_api import expect

from book.running.figures import HOME, read_palette
from tests.browser.conftest import arrives

SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 360, "height": 740}}
TOUCH = {"viewport": SIZES["narrow"], "has_touch": True, "is_mobile": True}
LOOKS = [(size, scheme) for size in SIZES for scheme in ("light", "dark")]
# By day: each page in one of its looks, in test_every_page.py, and `keeps_house` where a finger is tried
looks = pytest.mark.parametrize(
    ("size", "scheme"), [pytest.param(*look, marks=pytest.mark.heavy) for look in LOOKS]
)
SHIFTS = """new Promise((done) => {
    let sum = 0;
    const watch = new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
    });
    watch.observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 300);
})"""


def shown(page, tag):
    """The first element of a kind on the page, scrolled to and built."""
    element = page.locator(tag).first
    element.scroll_into_view_if_needed()
    element.locator("> *").first.wait_for()
    return element


def shift(page):
    """How much of the page has moved by itself so far."""
    return page.evaluate(SHIFTS)


def colour(name, scheme):
    """A colour of the palette as `getComputedStyle` writes it."""
    light, dark = read_palette(HOME)[name]
    numbers = tuple(bytes.fromhex((dark if scheme == "dark" else light)[1:]))
    return f"rgb{numbers}"


def touched(page, *points):
    """Put a finger on the first point, move it over the others, lift it."""
    session = page.context.new_cdp_session(page)
    for kind, point in [("touchStart", points[0]), *(("touchMove", each) for each in points[1:])]:
        where = [{"x": point[0], "y": point[1]}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def keeps_house(page, tag):
    """Assert that an element stays within the page, with targets that a finger hits."""
    width = page.viewport_size["width"]
    element = shown(page, tag)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for part in element.locator("button:visible, select:visible, input:visible").all():
        box = part.bounding_box()
        assert box["height"] >= 44 and box["width"] >= 44, part
        assert box["x"] >= 0 and box["x"] + box["width"] <= width, part


def keeps_its_place(page, tag):
    """Assert that an element takes the room that was free for it, and keeps house there."""
    waiting = page.locator(tag).bounding_box()["height"]
    keeps_house(page, tag)
    assert page.locator(tag).bounding_box()["height"] == pytest.approx(waiting, abs=1)
    assert shift(page) <= 0.02


def survives_navigation(page, tag, away, back):
    """Leave by instant navigation and come back: the element is there once more, and once."""
    shown(page, tag)
    page.locator(f".md-nav--primary a[href*={away}]").first.click()
    arrives(page, away)
    page.go_back()
    arrives(page, back)
    shown(page, tag)


def bordered(element, parts):
    """Assert that with a reader's own colours, which leave no fill, borders say what the fills said."""
    page = element.page
    page.emulate_media(forced_colors="active")
    for part, style in parts.items():
        expect(element.locator(part).first).to_have_css("border-top-style", style)
    page.emulate_media(forced_colors="none")
