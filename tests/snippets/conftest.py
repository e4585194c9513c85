"""Points to fit, for the experiments and for their pictures; sockets of downloads go with their test."""

import gc

import numpy as np
import pytest

from snippets.fitting import line


@pytest.fixture
def no_socket_stays():
    """An error keeps its socket, which must not warn in somebody else's test."""
    gc.freeze()  # what was here before is not looked through
    yield
    gc.collect()


@pytest.fixture
def points():
    """Thirty points near y = 3x + 2: x (30,), y (30,)."""
    rng = np.random.default_rng(2)
    x = rng.uniform(0, 1, 30)
    return x, line(x, 3, 2) + rng.normal(0, 0.3, 30)


@pytest.fixture
def halves():
    """Training and validation points near a parabola: x, y, x_valid, y_valid, each (12,)."""
    rng = np.random.default_rng(0)
    x = np.linspace(-1, 1, 24)
    y = 2 * x**2 - x + rng.normal(0, 0.3, 24)
    return x[::2], y[::2], x[1::2], y[1::2]
