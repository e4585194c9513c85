"""What every test shares: one torch thread a process, no window, no test database on disk."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports torch: tests run on every core at once, one thread each
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["MPLBACKEND"] = "Agg"

# Nothing fails for being slow: the machine may be busy
slow = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("house", database=None, **slow)
settings.load_profile("house")


def pytest_xdist_auto_num_workers(config):
    """One more than there are cores: a test in a browser waits half of its time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def no_figure_outlives_its_test():
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):  # most tests draw nothing
        pyplot.close("all")


@pytest.fixture(scope="session")
def root():
    """The folder of the book."""
    return Path(__file__).resolve().parents[1]
