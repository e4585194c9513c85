"""What the tests of the elements share: the sizes of a screen, and the modules of the page that need no page, in Node."""

from contextlib import contextmanager
from functools import partial

import pytest

from tests.browser.elements.lab import SIZES
from tests.kit.night import by_day


@pytest.fixture(scope="session")
def logic(in_logic):
    """logic(name): a context that gives a function (body, argument), as `in_logic` does of this module."""

    @contextmanager
    def opened(name):
        yield partial(in_logic, name)

    return opened


@pytest.fixture(params=by_day(SIZES, {"wide"}))
def size(request):
    """A name in SIZES: by day that where room is short."""
    return request.param
