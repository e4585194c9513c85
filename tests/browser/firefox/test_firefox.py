"""One path through every element of the book and one Run of a cell, in Firefox.

The elements are found in the pages: one that is new is on the path by itself.
"""

import warnings

import pytest

from book.site.finish import ELEMENT
from tests.browser.conftest import WIDE
from tests.browser.firefox.bidi import Firefox
from tests.browser.firefox.find_firefox import find

RIGHT = "\ue014"  # the arrow
# The first thing in an element that one can press, and else the first that takes the focus
FIRST = """(() => {
    const element = document.querySelector("TAG");
    const seen = (all) => [...element.querySelectorAll(all)].find((each) => each.checkVisibility());
    const place = (each) => {
        each.scrollIntoView({ block: "center", behavior: "instant" });
        const { left, top, width, height } = each.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
    };
    const button = seen("button:not(:disabled)");
    if (button) return place(button);
    seen("input, select, textarea, [tabindex='0']").focus();
    return undefined;
})()"""
BUILT = """(() => {
    const element = document.querySelector("TAG");
    element.scrollIntoView({ block: "start", behavior: "instant" });
    return customElements.get("TAG") && element.firstElementChild && !element.querySelector(".away");
})()"""


def elements(site):
    """{page: the tags of elements that are first met there}"""
    met, found = set(), {}
    for page in sorted(site.glob("*/index.html"), key=lambda page: page.parent.name):
        tags = set(ELEMENT.findall(page.read_text(encoding="utf-8"))) - met
        met |= tags
        if tags:
            found[page.parent.name] = sorted(tags)
    return found


@pytest.fixture
def firefox(server, tmp_path):
    program = find()
    browser = program and Firefox(program, tmp_path, server.origin)
    yield browser
    if browser:
        browser.close()


@pytest.mark.long
def test_every_element_and_a_cell_work_in_firefox(site, server, firefox):
    if not firefox:
        warnings.warn("No Firefox to test with: install one, or name it with FIREFOX=PATH", stacklevel=1)
        return
    firefox.size(**WIDE)
    met = elements(site)
    used = {path.name for path in (site / "assets/js/elements").iterdir()}
    assert used == {tag for tags in met.values() for tag in tags}
    for page, tags in met.items():
        firefox.open(f"{server.address}{page}/")
        for tag in tags:
            use(firefox, tag)
            assert firefox.wrongs == [], f"{page}: <{tag}>"
        assert firefox.ask("document.documentElement.scrollWidth") <= WIDE["width"], page
    firefox.open(f"{server.address}shops/")
    firefox.wait("document.querySelector('[data-run=\"5\"] .cell-run')")
    firefox.ask("document.querySelector('[data-run=\"5\"] .cell-run').click()")
    firefox.wait("document.querySelector('.cell-result[data-kind=same]')")
    assert firefox.wrongs == []


def use(firefox, tag):
    """Scroll to an element, wait until it is built, and press the first thing in it."""
    firefox.wait(BUILT.replace("TAG", tag))
    place = firefox.ask(FIRST.replace("TAG", tag))
    if place:
        firefox.click(**place)
    else:
        firefox.press(RIGHT)
    firefox.ask("new Promise((done) => setTimeout(done, 300))")
