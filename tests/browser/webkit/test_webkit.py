"""The path of tests/browser/firefox, in the engine of Safari: every element of the book and one Run of a cell."""

import warnings

import pytest

from tests.browser.engine import walk
from tests.browser.webkit.driver import WebKit
from tests.browser.webkit.find_webkit import find


@pytest.fixture
def webkit():
    programs = find()
    browser = programs and WebKit(programs)
    yield browser
    if browser:
        browser.close()


@pytest.mark.heavy
@pytest.mark.long
def test_every_element_and_a_cell_work_in_webkit(site, server, webkit):
    if not webkit:
        warnings.warn("No WebKitGTK to test with: install webkit2gtk-driver and xvfb", stacklevel=1)
        return
    walk(webkit, site, server)


@pytest.mark.heavy  # by day: Chromium
def test_what_is_wrong_in_webkit_is_heard(server, webkit):
    if not webkit:
        return
    webkit.open(server.address)
    assert webkit.wrongs == []
    webkit.ask("(setTimeout(() => nothing.at.all), null)")
    webkit.wait("failed.length")
    assert "nothing" in webkit.wrongs[0]
