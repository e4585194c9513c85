"""What the tests of the elements share: the modules of the page that need no page, in Node."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.kit.node import Node


@pytest.fixture(scope="session")
def node():
    answering = Node(str(Path(__file__).with_name("logic.mjs")))
    yield answering
    answering.close()


@pytest.fixture(scope="session")
def logic(node):
    """logic(name): a context that gives a function (body, argument): what a function body gives that
    sees the exports of logic/name.mjs as `it`, and the argument as `given`."""

    @contextmanager
    def opened(name):
        def called(body, argument=None):
            answer = node.ask({"module": name, "body": body, "given": argument})
            assert "error" not in answer, answer["error"]
            return answer["value"]

        yield called

    return opened
