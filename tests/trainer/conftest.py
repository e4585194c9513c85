"""The page's trainer, asked without a page; and the same training by PyTorch."""

import pytest

from snippets.data import load_mnist, normalise
from tests.kit.node import Node


@pytest.fixture(scope="session")
def node(root):
    node = Node(root / "tests/trainer/asked.mjs")
    yield node
    node.close()


@pytest.fixture(params=["simd", "plain"])
def trained(node, request):
    """trained(options, *calls): what the calls of a trainer give, by each of the two engines."""
    return lambda options, *calls: ask(node, request.param, options, *calls)


def ask(node, engine, options, *calls):
    return node.ask({"trained": {"engine": engine, "options": options, "calls": calls}})


@pytest.fixture(scope="session")
def mnist():
    return normalise(load_mnist())
