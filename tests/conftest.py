"""What every test shares: one torch thread a process, no window, no test database on disk."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# Before anything imports torch: tests run on every core at once, one thread each
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["MPLBACKEND"] = "Agg"

settings.register_profile("house", deadline=None, database=None)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def no_figure_outlives_its_test():
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):  # most tests draw nothing
        pyplot.close("all")


@pytest.fixture(scope="session")
def root():
    """The folder of the book."""
    return Path(__file__).resolve().parents[1]
