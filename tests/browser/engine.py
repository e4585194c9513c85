"""What the tests ask of a browser that Playwright does not drive: one path through every element of the book,
which are found in its pages, so that one that is new is on the path by itself, and one Run of a cell.
"""

import time

from book.site.finish import ELEMENT
from tests.browser.conftest import WIDE

PATIENCE = 120  # seconds, for what is there in a moment
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


class Engine:
    """One page of a browser, whichever it is: `open`, `size`, `ask`, `perform` and `wrongs` are its own."""

    def wait(self, expression):
        """Wait until an expression holds in the page."""
        for _ in range(10 * PATIENCE):
            if self.ask(f"Boolean({expression})"):
                return
            time.sleep(0.1)
        raise AssertionError(f"never so: {expression}")

    def click(self, x, y):
        """Press the mouse at a place of the window."""
        move = {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0}
        actions = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self.perform({"type": "pointer", "id": "mouse", "actions": actions})

    def press(self, key):
        """Press a key where the focus is, by its name in WebDriver: "\\ue014" is the arrow right."""
        actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.perform({"type": "key", "id": "keys", "actions": actions})


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


def use(browser, tag):
    """Scroll to an element, wait until it is built, and press the first thing in it."""
    browser.wait(READY.replace("TAG", tag))
    if place := browser.ask(FIRST):
        browser.click(**place)
    else:
        browser.press(RIGHT)
    browser.ask("new Promise((done) => setTimeout(done, 300))")
