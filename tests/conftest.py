"""What every test shares: one torch thread a process, no window, nothing left on disk."""

import gc
import os
import shutil
import sys
import tempfile
from multiprocessing import util
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings

from book.site import build
from tests.kit.warm import SUBPROCESS

gc.disable()  # until all tests are collected
# Before anything imports torch: tests run on every core at once, one thread each
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["MPLBACKEND"] = "Agg"

# Nothing fails for being slow: the machine may be busy
slow = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("house", database=None, **slow)
settings.load_profile("house")


def pytest_configure(config):
    """What browsers, torch and processes that were killed leave in the folder for what is temporary goes
    with the last test. pytest keeps its own, of the last three runs, where it always does."""
    if hasattr(config, "workerinput"):
        return  # a worker, which has the folder of all
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
    os.environ["TMPDIR"] = folder = tempfile.mkdtemp(prefix="book-tests-")
    tempfile.tempdir = None
    # After the folder of multiprocessing in it, which goes at -100
    util.Finalize(None, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=-200)


def pytest_xdist_auto_num_workers(config):
    """One more than there are cores: a test in a browser waits half of its time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items):
    """What takes long begins first, some of it on each worker: else one would end after the others."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1))
    long = [item for item in items if item.get_closest_marker("long")]
    short = [item for item in items if not item.get_closest_marker("long")]
    cuts = [len(short) * number // workers for number in range(workers + 1)]
    parts = [(*long[number::workers], *short[cuts[number] : cuts[number + 1]]) for number in range(workers)]
    items[:] = [item for part in parts for item in part]


def pytest_collection_finish():
    """What is imported and collected by now stays: nothing of it is looked through again and again."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def warm():
    """Sites are built in processes that begin with MkDocs imported, but for those of `cold` tests."""
    with mock.patch.object(build, "subprocess", SUBPROCESS):
        yield


@pytest.fixture(autouse=True)
def no_figure_outlives_its_test():
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):  # most tests draw nothing
        pyplot.close("all")


@pytest.fixture(scope="session")
def root():
    """The folder of the book."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def in_logic(root):
    """in_logic(name, body, given=None): what a function body gives that sees the exports of the page's
    logic/name.mjs as `it`, and what is `given`. It runs in Node, without a page."""
    from tests.kit.node import Node  # most workers need none

    node = Node(root / "tests/kit/logic.mjs")

    def asked(name, body, given=None):
        answer = node.ask({"module": name, "body": body, "given": given})
        assert "error" not in answer, answer["error"]
        return answer["value"]

    yield asked
    node.close()
