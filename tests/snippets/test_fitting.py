"""Fitting by walking downhill: slopes are slopes, walks end at the bottom."""

import numpy as np
import pytest
import torch

from snippets.fitting import bowl, fit_polynomials, gradient, line, loss, sgd, wave, wave_floor

pytestmark = pytest.mark.filterwarnings("error")


def largest_safe_rate(x):
    """The wall of the bowl of the points above x, from the formula of its curvature."""
    columns = np.stack([x, np.ones_like(x)], axis=1)
    return 2 / np.linalg.eigvalsh(2 * columns.T @ columns / len(x)).max()


# What the walk is made of


def test_functions():
    assert line(2, 3, 5) == 11 and line(-1, 3, 5) == 2
    assert line(np.array([0, 1, 2]), 3, 2).tolist() == [2, 5, 8]
    assert wave(2.0, 1, 3, 5, 7) == pytest.approx(4 + 6 + 5 + np.sin(14))


def test_loss_is_the_mean_of_the_squared_misses():
    x, y = np.array([0, 1, 2]), np.array([2, 6, 5])
    assert loss(line, (3, 2), x, y) == pytest.approx((0 + 1 + 9) / 3)
    assert loss(line, (3, 2), x, line(x, 3, 2)) == 0


@pytest.mark.parametrize("p", [(0, 0), [1, 3], np.array([5.0, -2.0])])
def test_nudged_gradient_is_the_formula(points, p):
    x, y = points
    miss = line(x, *p) - y
    formula = [(2 * miss * x).mean(), (2 * miss).mean()]
    assert gradient(line, p, x, y) == pytest.approx(formula, abs=1e-4)


def test_nudged_gradient_is_what_autograd_finds(points):
    x, y = map(torch.from_numpy, points)
    p = torch.tensor([0.5, -0.5, 1, 3], dtype=torch.float64, requires_grad=True)
    a, b, c, d = p
    ((a * x**2 + b * x + c + torch.sin(d * x) - y) ** 2).mean().backward()
    nudged = gradient(wave, p.detach().numpy(), *points)
    assert nudged == pytest.approx(p.grad.numpy(), abs=1e-6)


# The walk


def test_walk_starts_at_the_start_and_leaves_it_alone(points):
    start = np.array([1.0, 1.0])
    track = sgd(line, start, *points, lr=0.1, epochs=2, batch_size=5)
    assert track.shape == (13, 2) and track[0].tolist() == start.tolist() == [1, 1]


@pytest.mark.parametrize("batch_size, steps", [(1, 7), (3, 3), (7, 1), (20, 1)])
def test_every_epoch_sees_all_points(points, batch_size, steps):
    x, y = points[0][:7], points[1][:7]
    assert len(sgd(line, (0, 0), x, y, lr=0.1, epochs=1, batch_size=batch_size)) == 1 + steps


def test_a_step_is_the_gradient_of_its_batch(points):
    track = sgd(line, (0, 0), *points, lr=0.1, epochs=1, batch_size=30)
    assert track[1] == pytest.approx(-0.1 * gradient(line, (0, 0), *points))


def test_chance_comes_from_the_seed_alone(points):
    walks = [sgd(line, (0, 0), *points, lr=0.2, epochs=2, batch_size=5, seed=s) for s in (1, 1, 2)]
    assert (walks[0] == walks[1]).all() and (walks[0] != walks[2]).any()


def test_all_points_at_once_reach_the_best_fit(points):
    track = sgd(line, (0, 0), *points, lr=0.7, epochs=300, batch_size=30)
    assert track[-1] == pytest.approx(np.polyfit(*points, 1), abs=1e-4)


def test_batches_come_close_to_the_best_fit_but_not_to_it(points):
    best = np.polyfit(*points, 1)
    end = sgd(line, (0, 0), *points, lr=0.2, epochs=20, batch_size=5)[-1]
    lowest = loss(line, best, *points)
    assert lowest < loss(line, end, *points) < 1.1 * lowest
    assert loss(line, (3, 2), *points) > lowest


@pytest.mark.parametrize("share, arrives", [(0.95, True), (1.05, False)])
def test_one_rate_separates_learning_from_explosion(points, share, arrives):
    lr = share * largest_safe_rate(points[0])
    end = sgd(line, (0, 0), *points, lr=lr, epochs=200, batch_size=30)[-1]
    assert (loss(line, end, *points) < 0.1) == arrives


def test_floor_of_the_wave(points):
    x, y = points
    assert wave_floor(3, x, wave(x, 0.5, -0.5, 1, 3)) == pytest.approx(0, abs=1e-12)
    assert wave_floor(2, x, y) <= loss(wave, (0.1, 3, 2, 2), x, y)


def test_more_parameters_lower_the_training_loss_only(halves):
    fits = fit_polynomials(*halves, range(12)).values()
    seen, unseen = np.array([(fit.seen, fit.unseen) for fit in fits]).T
    assert (np.diff(seen) <= 1e-12).all() and seen[11] < 1e-12
    assert unseen.argmin() in (2, 3) and unseen[11] > unseen[2]


# Experiments


def test_the_bowl_holds_the_loss_of_each_line(points):
    found = bowl(*points)
    for row, column in (0, 0), (3, 80), (40, 7):
        p = found.ticks[column], found.ticks[row]
        assert found.heights[row, column] == pytest.approx(loss(line, p, *points))
    assert found.bottom == pytest.approx(np.polyfit(*points, 1))
    assert loss(line, found.bottom, *points) <= found.heights.min()


def test_the_edges_of_a_bowl_are_its_corners(points):
    assert bowl(*points, edges=(-2.5, 8)).ticks[[0, -1]].tolist() == [-2.5, 8]


def test_curves_are_those_of_the_best_polynomials(halves):
    places, heights = fit_polynomials(*halves, [2])[2].curve
    assert heights == pytest.approx(np.polyval(np.polyfit(*halves[:2], 2), places))
    assert places[[0, -1]].tolist() == [-1, 1]
