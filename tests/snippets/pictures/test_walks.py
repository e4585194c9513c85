"""What the pictures of learning show: walks, their losses, and curves that overdo it."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from book.running.figures import read_palette, save, style_of
from snippets.fitting import bowl, fit_polynomials, line, loss, sgd
from snippets.pictures.walks import both_losses, line_and_bowl, nudges, rates, three_degrees, two_valleys

pytestmark = pytest.mark.filterwarnings("error")


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


def test_line_and_bowl_number_the_same_steps(points, page):
    track = sgd(line, (0, 0), *points, lr=0.2, epochs=2, batch_size=5)
    line_and_bowl(*points, track, bowl(*points), steps=(0, 1, 3), numbered=(0, 3))
    left, right = drawn(page)
    numbers = [[t.get_text() for t in axis.texts if t.get_text().isdigit()] for axis in (left, right)]
    assert numbers == [["0", "3", "12"]] * 2
    cross = [each for each in right.lines if each.get_marker() == "X"]
    assert cross[0].get_xydata()[0] == pytest.approx(np.polyfit(*points, 1))


def test_line_and_bowl_is_a_film(points, page):
    track = sgd(line, (0, 0), *points, lr=0.2, epochs=2, batch_size=5)
    line_and_bowl(*points, track, bowl(*points), steps=(0, 1, 3))
    both = [[each.get_gid() for each in axis.lines if each.get_gid()] for axis in drawn(page)]
    told = [f"step {step}, loss {loss(line, track[step], *points):.2f}" for step in (0, 1, 3, 12)]
    names = [f"frame-{number} {words}" for number, words in enumerate(told)]
    assert both == [names, [name for name in names for _ in range(2)]]
    moves = [each.get_xydata() for each in plt.gcf().axes[1].lines if each.get_linestyle() == "-"]
    assert np.concatenate([moves[0], *(move[1:] for move in moves[1:])]) == pytest.approx(track)


def test_the_bowl_is_lowest_at_its_cross(points, page):
    line_and_bowl(*points, np.zeros((1, 2)), bowl(*points), steps=())
    curves = drawn(page)[1].collections[0]
    heights = [loss(line, p, *points) for path in curves.get_paths() for p in path.vertices]
    assert min(heights) > loss(line, np.polyfit(*points, 1), *points)


def test_nudges_show_both_ways_and_the_walk(points, page):
    nudges(*points, 2, [0.5, 1.5, 2.25])
    left, right = drawn(page)
    places = [[t.xy for t in axis.texts if not t.get_text()] for axis in (left, right)]
    ends = [(a, pytest.approx(loss(line, (a, 2), *points))) for a in (1.0, 0.0, 1.5, 2.25)]
    assert places[0][1::2] == ends[:2] and places[1] == ends[2:]
    said = [text.get_text() for text in left.texts if text.get_text()]
    assert said == ["up: the loss falls", "down: it rises"]


@pytest.fixture
def walks(points):
    """Three walks of 30 steps, {title: (rate, track)}, and their last losses."""
    rates = dict(creeps=0.05, bounces=0.75, explodes=0.85)
    how = dict(epochs=30, batch_size=30)
    found = {title: (lr, sgd(line, (0, 0), *points, lr=lr, **how)) for title, lr in rates.items()}
    return found, {lr: loss(line, track[-1], *points) for lr, track in found.values()}


def test_rates_number_the_steps(points, walks, page):
    rates(bowl(*points, edges=(-2.5, 8)), *walks)
    *maps, low = drawn(page)
    assert [axis.get_title() for axis in maps] == ["0.05 creeps", "0.75 bounces", "0.85 explodes"]
    numbers = [[text.get_text() for text in axis.texts] for axis in maps]
    assert numbers == [["0", "3"], [*"012345"], [*"012345"]], "none lies on the last one"
    for axis, (_, track) in zip(maps, walks[0].values(), strict=True):
        assert {tuple(text.xy) for text in axis.texts} <= {tuple(place) for place in track.tolist()}
    assert low.get_yscale() == "log" and low.get_title() == "loss after 30 steps"


def test_a_walk_that_explodes_looks_unlike_one_that_bounces(points, walks, page):
    rates(bowl(*points, edges=(-2.5, 8)), *walks)
    _, bounces, explodes, _ = drawn(page)
    bottom = np.polyfit(*points, 1)
    away = [[np.hypot(*(np.array(text.xy) - bottom)) for text in axis.texts] for axis in (bounces, explodes)]
    assert (np.diff(away[0]) < 0).all() and (np.diff(away[1]) > 0).all()
    for axis in bounces, explodes:
        inside = [axis.get_xlim()[0] < each < axis.get_xlim()[1] for text in axis.texts for each in text.xy]
        assert all(inside), "no numbered step leaves the map"


def test_two_valleys_name_their_starts(points, page):
    tracks = [np.array([(0, 0, 0, d), (0.5, -0.5, 1, d + 1)]) for d in (2, 6)]
    two_valleys(*points, tracks, np.arange(9), np.ones(9))
    legend = drawn(page)[0].get_legend()
    assert [text.get_text() for text in legend.texts] == ["from d = 2", "from d = 6"]


def test_degrees_tell_both_losses(halves, page):
    fits = fit_polynomials(*halves, degrees=(1, 2, 9))
    three_degrees(*halves, fits)
    middle = drawn(page)[1]
    assert middle.get_title() == "degree 2"
    losses = f"training {fits[2].seen:.3f}\nvalidation {fits[2].unseen:.3f}"
    assert [text.get_text() for text in middle.texts] == [losses]


def test_a_loss_of_zero_stands_at_the_foot(halves, page):
    both_losses(fit_polynomials(*halves, degrees=range(12)))
    [axis] = drawn(page)
    assert min(curve.get_ydata().min() for curve in axis.lines) == 1e-4
    assert {text.get_text() for text in axis.texts} == {"training", "validation"}


def test_walks_in_valleys_begin_and_end_at_their_floors(points, page):
    tracks = [np.array([(0, 0, 0, d), (0.5, -0.5, 1, d + 0.5)]) for d in (2, 6)]
    two_valleys(*points, tracks, np.arange(9), np.arange(9) ** 2)
    moves = [text for text in drawn(page)[1].texts if not text.get_text()]
    assert [move.xyann for move in moves] == [(2, 4), (6, 36)]
    assert [move.xy for move in moves] == [(2.5, 6.5), (6.5, 42.5)]
