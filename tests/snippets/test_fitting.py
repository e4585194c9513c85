"""Fitting by walking downhill: slopes are slopes, walks end at the bottom, pictures show it."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from book.running.figures import read_palette, save, style_of
from snippets.downhill import both_losses, frames, line_and_bowl, nudges, rates, three_degrees, two_valleys
from snippets.fitting import gradient, line, loss, polynomial_losses, sgd, wave, wave_floor

pytestmark = pytest.mark.filterwarnings("error")


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


@pytest.fixture
def page(root):
    """The recorder's style; no figure outlives its test."""
    palette = read_palette(root)
    with plt.rc_context(style_of(palette)):
        yield palette
        plt.close("all")


def drawn(palette):
    """The axes of the one open figure, which fits a page and has a dark twin."""
    [number] = plt.get_fignums()
    figure = plt.figure(number)
    assert figure.get_figwidth() <= 7.2
    assert "prefers-color-scheme:dark" in save(figure, palette)
    return figure.axes


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
    seen, unseen = polynomial_losses(*halves, range(12)).T
    assert (np.diff(seen) <= 1e-12).all() and seen[11] < 1e-12
    assert unseen.argmin() in (2, 3) and unseen[11] > unseen[2]


# Pictures


def test_line_and_bowl_number_the_same_steps(points, page):
    track = sgd(line, (0, 0), *points, lr=0.2, epochs=2, batch_size=5)
    line_and_bowl(*points, track, steps=(0, 1, 3), numbered=(0, 3))
    left, right = drawn(page)
    numbers = [[t.get_text() for t in axis.texts if t.get_text().isdigit()] for axis in (left, right)]
    assert numbers == [["0", "3", "12"]] * 2
    cross = [each for each in right.lines if each.get_marker() == "X"]
    assert cross[0].get_xydata()[0] == pytest.approx(np.polyfit(*points, 1))


def test_line_and_bowl_is_a_film(points, page):
    track = sgd(line, (0, 0), *points, lr=0.2, epochs=2, batch_size=5)
    line_and_bowl(*points, track, steps=(0, 1, 3))
    both = [[each.get_gid() for each in axis.lines if each.get_gid()] for axis in drawn(page)]
    told = [f"step {step}, loss {loss(line, track[step], *points):.2f}" for step in (0, 1, 3, 12)]
    names = [f"frame-{number} {words}" for number, words in enumerate(told)]
    assert both == [names, [name for name in names for _ in range(2)]]
    moves = [each.get_xydata() for each in plt.gcf().axes[1].lines if each.get_linestyle() == "-"]
    assert np.concatenate([moves[0], *(move[1:] for move in moves[1:])]) == pytest.approx(track)


def test_the_bowl_is_lowest_at_its_cross(points, page):
    line_and_bowl(*points, np.zeros((1, 2)), steps=())
    curves = drawn(page)[1].collections[0]
    heights = [loss(line, p, *points) for path in curves.get_paths() for p in path.vertices]
    assert min(heights) > loss(line, np.polyfit(*points, 1), *points)


def test_frames_tell_step_and_loss(points, page):
    track = np.array([(0, 0), (3, 2)])
    frames(*points, track, steps=(0, 1, 0, 1, 0, 1))
    titles = [axis.get_title() for axis in drawn(page)]
    assert titles[1] == f"step 1, loss {loss(line, (3, 2), *points):.2f}" and len(titles) == 6
    with pytest.raises(ValueError, match="shorter"):
        frames(*points, track, steps=(0, 1))


def test_nudges_show_both_ways(points, page):
    nudges(*points, b=2)
    left, right = drawn(page)
    assert sum("nudge" in text.get_text() for text in left.texts) == 2
    places = [text.xy[0] for text in right.texts if hasattr(text, "xy")]
    assert len(places) == 5 and (np.diff(places) > 0).all()


def test_rates_mark_three(points, page):
    rates(*points, steps=30, crawls=0.05, bounces=0.77, explodes=0.85)
    *maps, low = drawn(page)
    titles = ["0.05: it crawls", "0.77: it bounces", "0.85: it explodes"]
    assert [axis.get_title() for axis in maps] == titles
    assert low.get_yscale() == "log"
    heights = [dot.get_ydata()[0] for dot in low.lines if len(dot.get_ydata()) == 1]
    assert len(heights) == 3 and heights[2] > 10 * heights[0]


def test_two_valleys_name_their_starts(points, page):
    tracks = [np.array([(0, 0, 0, d), (0.5, -0.5, 1, d + 1)]) for d in (2, 6)]
    two_valleys(*points, tracks)
    legend = drawn(page)[0].get_legend()
    assert [text.get_text() for text in legend.texts] == ["from d = 2", "from d = 6"]


def test_degrees_tell_both_losses(halves, page):
    three_degrees(*halves, degrees=(1, 2, 9))
    seen, unseen = polynomial_losses(*halves, [2])[0]
    title = f"degree 2\ntraining {seen:.3f}\nvalidation {unseen:.3f}"
    assert drawn(page)[1].get_title() == title


def test_a_loss_of_zero_stands_at_the_foot(halves, page):
    both_losses(*halves, degrees=range(12))
    [axis] = drawn(page)
    assert min(curve.get_ydata().min() for curve in axis.lines) == 1e-4
    assert {text.get_text() for text in axis.texts} == {"training", "validation"}
