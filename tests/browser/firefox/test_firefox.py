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
# The element once it is built: then there is something in it to press, or that takes the focus
READY = """(() => {
    const element = document.querySelector("TAG");
    element.scrollIntoView({ block: "start", behavior: "instant" });
    if (!customElements.get("TAG") || element.querySelector(".away")) return false;
    window.seen = (all) => [...element.querySelectorAll(all)].find((each) => each.checkVisibility());
    return seen("button:not(:disabled), input, select, textarea, [tabindex='0']");
})()"""
# Where its first button is; without one, what comes first takes the focus
FIRST = """(() => {
    const button = seen("button:not(:disabled)");
    if (!button) return seen("input, select, textarea, [tabindex='0']").focus();
    button.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = button.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
})()"""


def elements(site):
    """{the address of a page in the site: the tags of elements that are first met there}"""
    met, found = set(), {}
    for page in sorted(site.rglob("index.html"), reverse=True):  # the home page last
        tags = set(ELEMENT.findall(page.read_text(encoding="utf-8"))) - met
        met |= tags
        if tags:
            found[page.relative_to(site).as_posix().removesuffix("index.html")] = sorted(tags)
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
    walk(firefox, site, server)


def walk(browser, site, server):
    """Use every element of the book where it is first met, and run a cell."""
    browser.size(**WIDE)
    met = elements(site)
    used = {path.name for path in (site / "assets/js/elements").iterdir()}
    assert used == {tag for tags in met.values() for tag in tags}
    for page, tags in met.items():
        browser.open(f"{server.address}{page}")
        browser.ask("(window.print = () => {}, null)")  # nobody would close its dialog
        for tag in tags:
            use(browser, tag)
            assert browser.wrongs == [], f"{page}: <{tag}>"
        assert browser.ask("document.documentElement.scrollWidth") <= WIDE["width"], page
    browser.open(f"{server.address}shops/")
    browser.wait("document.querySelector('[data-run=\"5\"] .cell-run')")
    browser.ask("document.querySelector('[data-run=\"5\"] .cell-run').click()")
    browser.wait("document.querySelector('.cell-result[data-kind=same]')")
    assert browser.wrongs == []


def use(firefox, tag):
    """Scroll to an element, wait until it is built, and press the first thing in it."""
    firefox.wait(READY.replace("TAG", tag))
    if place := firefox.ask(FIRST):
        firefox.click(**place)
    else:
        firefox.press(RIGHT)
    firefox.ask("new Promise((done) => setTimeout(done, 300))")
