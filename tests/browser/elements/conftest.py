"""What the tests of the elements share: the modules of the page, asked without a page."""

import json
from contextlib import contextmanager

import pytest

from tests.browser.conftest import PATIENCE


@pytest.fixture(scope="session")
def logic(chromium, server):
    """logic(name): a context that gives a function (body, argument): what a function body gives that
    sees the exports of logic/name.mjs as `it`, and the argument as `given`."""

    @contextmanager
    def opened(name):
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(server.address + "404.html")
        module = f"`${{location.origin}}/shapes-that-fit/assets/js/logic/{name}.mjs`"
        run = f"async (text) => {{ const it = await import({module}); const given = JSON.parse(text); "

        # As JSON: thousands of lists take seconds otherwise
        def called(body, argument=None):
            wrapped = f"{run} return JSON.stringify((() => {{ {body} }})() ?? null); }}"
            return json.loads(page.evaluate(wrapped, json.dumps(argument)))

        yield called
        page.close()

    return opened
