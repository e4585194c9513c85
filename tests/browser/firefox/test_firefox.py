"""One path through every element of the book and one Run of a cell, in Firefox."""

import warnings

import pytest

from tests.browser.engine import walk
from tests.browser.firefox.bidi import Firefox
from tests.browser.firefox.find_firefox import find


@pytest.fixture
def firefox(server, tmp_path):
    program = find()
    browser = program and Firefox(program, tmp_path, server.origin)
    yield browser
    if browser:
        browser.close()


@pytest.mark.long
@pytest.mark.heavy  # by day: Chromium, as of WebKit
def test_every_element_and_a_cell_work_in_firefox(site, server, firefox):
    if not firefox:
        warnings.warn("No Firefox to test with: install one, or name it with FIREFOX=PATH", stacklevel=1)
        return
    walk(firefox, site, server)
