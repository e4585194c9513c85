"""Every picture is plain data, worked out without a pen, and a pen can draw it from JSON."""

import ast
import io
import json
from importlib import import_module
from inspect import getclosurevars

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from snippets.backward import backward, first_values, forward
from snippets.fitting import bowl, fit_polynomials
from snippets.nets import SimpleMnist
from snippets.pictures import (
    broadcast,
    card,
    chain,
    channels,
    cube,
    curves,
    digits,
    hosting,
    icons,
    letters,
    listing,
    message,
    mirror,
    misfit,
    nets,
    operations,
    product,
    racing,
    shopping,
    speed,
    splits,
    states,
    walks,
)
from snippets.xray import xray, xray_both_ways
from tests.kit.night import by_day

A, B, V = np.arange(6).reshape(2, 3), np.arange(12).reshape(3, 4), np.float32([0.5, 1, 2])
PRICES = np.arange(8).reshape(4, 2)
TABLE = np.array([[0.9, 0.1], [0, 1]])
GREY = np.random.default_rng(0).random((20, 784))
COLOUR = np.random.default_rng(1).random((2, 3, 3))
LABELS = np.arange(20) % 2
SHARES = np.array([[0.85, 0.1, 0.05], [0.7, 0.2, 0.1]])
X, Y = GREY[2:4, :9]
BOWL, FITS, TRACK = bowl(X, Y), fit_polynomials(X, Y, X, Y, range(4)), GREY[:3, :2]
PATCHES = GREY[:12, :25].reshape(3, 4, 5, 5)
WAYS = xray_both_ways(forward, backward, A, dict(zip(["w1", "b1", "w2", "b2"], first_values(3, 2, 4))))
SAID = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)"
PICTURES = {
    broadcast.broadcast_picture: [(A, V), (A, [1, 2]), (V, 0, ">"), (A, [[1], [2]], "==")],
    broadcast.columns_picture: [(V, V, "+<")],
    broadcast.draw_ladders: [([[("nc", (5, 1), (3,))]],)],
    broadcast.draw_ranks: [(torch.zeros(2, 3, 4, 5),)],
    broadcast.ladder_grid: [(((2, 3), (3,)), ((3,), (2,)))],
    broadcast.memory_picture: [(V, 2)],
    card.card_picture: [("Shapes", ["One line.", "Another."], A, V)],
    chain.chain_picture: [(A, [[0, -1], [1, 0]], [[2, 0], [0, 1]])],
    channels.before_after: [dict(noon=COLOUR, evening=COLOUR / 2)],
    channels.channel_statistics: [dict(before=COLOUR.reshape(1, 3, 2, 3))],
    channels.colour_pairs: [dict(a=COLOUR, b=COLOUR[..., 0])],
    channels.draw_channels: [(COLOUR,)],
    cube.cube_picture: [(A, B), (V[:, None], V[None, :2])],
    cube.slices_picture: [(np.shape(A) + (4,),), ((1, 2, 3), {"all": (None, None, None)})],
    curves.confusion_picture: [(np.arange(9).reshape(3, 3),)],
    curves.draw_batch_costs: [({"CPU": {4: (0.9, 4.1), 16: (1.1, 15)}},)],
    curves.draw_race: [({"a": [0.9, 0.8], "b": [0.7]}, [[0.9], [0.8, 0.7]])],
    curves.first_losses: [({"slow": GREY[0], "fast": torch.ones(20)}, 2.3)],
    curves.loss_curve: [(torch.ones(60),), (GREY[0],)],
    curves.share_chart: [(SHARES, ["a", "b", "c"])],
    digits.answer: [(GREY[0], [0.2, 0.8])],
    digits.digit_rows: [(GREY, LABELS)],
    digits.half_in_numbers: [(GREY[0],)],
    digits.histograms: [dict(before=GREY, after=torch.ones(3))],
    digits.plots: [(GREY[:8], range(8)), (torch.zeros(3, 28, 28),)],
    digits.show: [(GREY[0], 3), (torch.zeros(784), torch.tensor(3))],
    digits.side_by_side: [dict(a=COLOUR[0], b=COLOUR[0].T)],
    hosting.draw_sent: [
        ({"open": dict(all=2e6, heavy=0), "draw": dict(all=3e6, heavy=1e6), "run": dict(all=9e6, heavy=8e6)},)
    ],
    icons.draw_icons: [()],
    icons.meeting_picture: [(V[:, None], V[:2], "+"), (np.arange(4)[:, None], np.arange(3), ">=")],
    letters.letters_picture: [("ik,kj->ij", (2, 3), (3, 4)), ("ij->", (2, 3))],
    letters.partners_picture: [(3,)],
    letters.stairs_picture: [({"loop": (3, 20.0), "@": (1, 4)},)],
    letters.walk_picture: [(A,)],
    listing.draw_listing: [(["line"] * 12, 782)],
    listing.draw_out_of_order: [(A, B, B + 1)],
    message.message_picture: [
        dict(message=SAID, numbers=["A0", "A1", "B0", "B1"], A=("a", (2, 3)), B=("b", (4, 5)))
    ],
    mirror.draw_mirror: [WAYS],
    mirror.product_back: [(A, B, "abc", (1, 2))],
    mirror.stretch_and_sum: [dict(slopes=A, b=V, c=[[1], [2]], s=5)],
    misfit.two_trainings: [(V, V, dict(a=([3, 1], (0, 1)), b=(V, V[:2])))],
    nets.bends: [(np.arange(4), np.arange(4), [0, 0, 1, 2])],
    nets.favourite_patches: [([PATCHES],)],
    nets.feature_map: [(GREY[:2].T, GREY[:, :2], LABELS, ["a", "b"])],
    nets.filter_pictures: [(GREY[0], COLOUR, COLOUR)],
    nets.scores_to_loss: [(GREY[0], 1, [-1, 2], torch.tensor([0.05, 0.95]), torch.tensor(0.05))],
    nets.walk: [([("x", GREY[:3]), ("↓ ReLU()", GREY[:3, :9])],)],
    nets.weight_pictures: [dict(before=GREY[:9], after=GREY[9:])],
    operations.draw_cycle: [(203_530, 782)],
    operations.draw_roles: [(torch.ones(2, 3), torch.ones(3, 1), ["Mm", "Relu"])],
    operations.draw_xray: [(xray(SimpleMnist(hidden=3), torch.zeros(2, 784)),)],
    product.columns_view: [(A, B, np.int64(1))],
    product.product_picture: [(A, B), (A, V), (V, B, (0, 2))],
    product.summed_rows: [(A, V)],
    racing.draw_costs: [({"slow": 3.0, "floor": 1.5},)],
    racing.draw_seeds: [({"five": [0.95, 0.97], "two": [0.98, 0.981]},)],
    racing.draw_way_up: [({"five": dict(seconds=GREY[:2, :5].cumsum(1), valid=0.95 + GREY[:2, :5] / 30)},)],
    shopping.cost_map: [(A,)],
    shopping.shopping_picture: [(np.ones((2, 4)), PRICES), (np.ones((2, 4)), PRICES, (1, 0))],
    speed.draw_chunks: [({2**20: 0.03, 2**22: 0.02, 2**29: 0.3}, "a CPU")],
    speed.draw_speeds: [
        (
            {"loop, lists": {8: 0.02, 16: 0.03, 32: 0}, "einsum": {8: 1, 16: 2, 32: 9}, "@": {32: 10}},
            12.5,
            "a CPU",
        )
    ],
    speed.draw_times: [
        (
            {"loop, lists": 0.3, "a card of two lines": 2e-6},
            "a CPU",
            {"loop, lists": "a", "a card of two lines": "b"},
        )
    ],
    splits.draw_payoff: [([64, 512, 4096], [0.3, 0.9, 1.5])],
    splits.draw_splits: [((7, 8), (8, 6), 3), ((2, 3), (3, 1), 2, ["inner axis: add"], ["x.T", "dy", "dw"])],
    states.state_diagram: [("ab", TABLE)],
    states.year_picture: [(V[:2], TABLE, "ab", 1)],
    walks.both_losses: [(FITS,)],
    walks.line_and_bowl: [(X, Y, TRACK, BOWL, [0, 1])],
    walks.nudges: [(X, Y, 2, [0.5, 1])],
    walks.rates: [(BOWL, {name: (1, TRACK) for name in "abc"}, {1: 9})],
    walks.three_degrees: [(X, Y, X, Y, FITS)],
    walks.two_valleys: [(X, Y, GREY[:2, :8].reshape(2, 2, 4), [0, 1], [0, 1])],
}


def given(function, arguments):
    """What the function gives for the arguments, named ones or not."""
    return function(**arguments) if isinstance(arguments, dict) else function(*arguments)


def test_no_picture_is_left_out(root):
    found = set()
    for path in (root / "snippets/pictures").glob("*.py"):
        values = vars(import_module(f"snippets.pictures.{path.stem}")).values()
        found |= {value for value in values if callable(value) and hasattr(value, "data")}
    assert found == PICTURES.keys()


def listed(data):
    """Plain data with lists for tuples, as JSON has them."""
    if isinstance(data, dict):
        return {name: listed(value) for name, value in data.items()}
    return [listed(value) for value in data] if isinstance(data, (list, tuple)) else data


# By day both pens draw these: see test_both_pens.py
LATER = {*[*PICTURES][::2]}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("picture", by_day(PICTURES, LATER), ids=lambda each: each.__name__)
def test_a_picture_is_plain_data_and_can_be_drawn_from_it(picture):
    for arguments in PICTURES[picture]:
        data = given(picture.data, arguments)
        assert not plt.get_fignums(), "working out a picture draws nothing"
        loaded = json.loads(json.dumps(data, allow_nan=False))
        assert loaded == listed(data)
        assert given(picture, arguments) is None, "a cell would show it"
        direct = saved()
        decorated = getclosurevars(picture).nonlocals
        decorated["pen"](decorated["pens"], **loaded)
        assert saved() == direct


def saved():
    """The current figure as SVG, of which nothing then stays open."""
    buffer = io.StringIO()
    with plt.rc_context({"svg.hashsalt": "one", "svg.fonttype": "none"}):
        plt.savefig(buffer, format="svg", metadata={"Date": None}, dpi=20)
    plt.close("all")
    return buffer.getvalue()


def test_only_a_pen_knows_matplotlib_and_no_picture_torch(root):
    paths = sorted((root / "snippets/pictures").glob("*.py"))
    assert len(paths) > 8
    for path in paths:
        tree = ast.parse(path.read_text())
        names = {
            a.name.partition(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names
        }
        names |= {n.module.partition(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        assert names <= {"numpy", "snippets", "functools", "itertools", "re", "textwrap"}, path.name
