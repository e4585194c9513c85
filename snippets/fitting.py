"""Learning without calculus: a loss, a nudge to feel its slope, a step against it."""

from typing import NamedTuple

import numpy as np


# --8<-- [start:line-and-loss]
def line(x, a, b):
    """The line of slope a through the height b, at each x: (n,) -> (n,)."""
    return a * x + b


def loss(f, p, x, y):
    """How badly f with the parameters p misses y, (n,): the mean squared miss."""
    return ((f(x, *p) - y) ** 2).mean()


# --8<-- [end:line-and-loss]


# --8<-- [start:gradient]
def gradient(f, p, x, y, nudge=1e-4):
    """The slope of the loss along each of the k parameters, by nudging: (k,)."""
    pushes = nudge * np.eye(len(p))  # (k, k): each row nudges one parameter
    rises = [loss(f, p + push, x, y) - loss(f, p - push, x, y) for push in pushes]
    return np.array(rises) / (2 * nudge)


# --8<-- [end:gradient]


# --8<-- [start:sgd]
def sgd(f, p, x, y, *, lr, epochs, batch_size, seed=0):
    """Every place on the way downhill from the parameters p: (steps + 1, k)."""
    rng, track = np.random.default_rng(seed), [np.array(p, float)]
    batches = -(-len(x) // batch_size)  # rounded up
    for _ in range(epochs):
        for batch in np.array_split(rng.permutation(len(x)), batches):
            slopes = gradient(f, track[-1], x[batch], y[batch])
            track.append(track[-1] - lr * slopes)
    return np.array(track)


# --8<-- [end:sgd]


def wave(x, a, b, c, d):
    """A parabola with a wave on it, at each x: (n,) -> (n,)."""
    return a * x**2 + b * x + c + np.sin(d * x)


def wave_floor(d, x, y):
    """The loss of the wave with the best a, b and c for a given d: a float."""
    columns = np.stack([x**2, x, np.ones_like(x)], axis=1)  # (n, 3)
    rest = y - np.sin(d * x)
    p = np.linalg.lstsq(columns, rest, rcond=None)[0]
    return ((columns @ p - rest) ** 2).mean()


class Bowl(NamedTuple):
    """The losses of lines as a map, and where it is lowest."""

    ticks: np.ndarray  # (m,): slopes, and heights as well
    heights: np.ndarray  # (m, m): the loss of each line, a row a height b
    bottom: np.ndarray  # (2,): slope and height of the best line


def bowl(x, y, edges=(-0.5, 4.5)):
    """The `Bowl` of the points x, y, (n,): all lines within the edges, and the best."""
    ticks = np.linspace(*edges, 81)
    misses = ticks * x[:, None, None] + ticks[:, None] - y[:, None, None]
    heights = (misses**2).mean(axis=0)  # (n, 81, 81) -> (81, 81)
    return Bowl(ticks, heights, np.polyfit(x, y, 1))


class Fit(NamedTuple):
    """The best polynomial of one degree."""

    curve: np.ndarray  # (2, 201): places from -1 to 1, and its heights
    seen: float  # the training loss
    unseen: float  # the validation loss


def fit_polynomials(x, y, x_valid, y_valid, degrees):
    """The best polynomial for x, y, (n,), of each of the degrees: {degree: `Fit`}."""
    fits, grid = {}, np.linspace(-1, 1, 201)
    for degree in degrees:
        f = np.polynomial.Polynomial.fit(x, y, degree)
        losses = [((f(u) - v) ** 2).mean() for u, v in ((x, y), (x_valid, y_valid))]
        fits[degree] = Fit(np.stack([grid, f(grid)]), *losses)
    return fits
