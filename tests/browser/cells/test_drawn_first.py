"""A chapter that draws runs in the page, also if no line of it imports NumPy."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, Laboratory


@pytest.mark.heavy  # by day: cells that draw, in test_pictures.py
def test_what_draws_brings_numpy_along(chromium, server):
    context = chromium.new_context(service_workers="block")
    context.set_default_timeout(PATIENCE)
    laboratory = Laboratory(context.new_page())
    laboratory.page.goto(f"{server.address}hosting/")
    expect(laboratory.run(0).locator("p")).to_contain_text(
        "Drawn anew: its words and numbers are as recorded."
    )
    expect(laboratory.run(1).locator("p")).to_contain_text("The same as recorded.")
    context.close()
