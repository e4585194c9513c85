"""What the tests of the elements share: the modules of the page that need no page, in Node."""

from contextlib import contextmanager
from functools import partial

import pytest


@pytest.fixture(scope="session")
def logic(in_logic):
    """logic(name): a context that gives a function (body, argument), as `in_logic` does of this module."""

    @contextmanager
    def opened(name):
        yield partial(in_logic, name)

    return opened
