"""Pictures are plain data: numbers, words and lists, which any pen could draw."""

import ast
import json
from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from snippets.fitting import bowl, fit_polynomials, one_slope, try_rates
from snippets.pictures import channels, curves, digits, nets, walks

GREY = np.random.default_rng(0).random((20, 784))
COLOUR = np.random.default_rng(1).random((2, 3, 3))
LABELS = np.arange(20) % 2
SHARES = np.array([[0.85, 0.1, 0.05], [0.7, 0.2, 0.1]])
X, Y = GREY[2:4, :9]
BOWL, FITS, TRACK = bowl(X, Y), fit_polynomials(X, Y, X, Y, range(4)), GREY[:3, :2]
RATES = try_rates(X, Y, steps=2, crawls=0.05, bounces=0.77, explodes=0.85)
PICTURES = {
    channels.before_after: dict(noon=COLOUR, evening=COLOUR / 2),
    channels.channel_statistics: dict(before=COLOUR.reshape(1, 3, 2, 3)),
    channels.colour_pairs: dict(a=COLOUR, b=COLOUR[..., 0]),
    channels.draw_channels: dict(picture=COLOUR),
    curves.confusion_picture: dict(counts=np.arange(9).reshape(3, 3)),
    curves.draw_batch_costs: dict(costs={4: 0.9, 16: 1.1}),
    curves.draw_race: dict(runs={"a": [0.9, 0.8], "b": [0.7]}, before=[[0.9], [0.8, 0.7]]),
    curves.first_losses: dict(losses={"slow": GREY[0], "fast": GREY[1]}, guessing=2.3),
    curves.loss_curve: dict(losses=GREY[0]),
    curves.share_chart: dict(shares=SHARES, states=["a", "b", "c"]),
    digits.answer: dict(image=GREY[0], shares=[0.2, 0.8]),
    digits.digit_rows: dict(images=GREY, labels=LABELS),
    digits.half_in_numbers: dict(image=GREY[0]),
    digits.histograms: dict(before=GREY, after=GREY - 1),
    digits.plots: dict(images=GREY[:8], titles=range(8)),
    digits.show: dict(image=GREY[0], title=3),
    digits.side_by_side: dict(a=COLOUR[0], b=COLOUR[0].T),
    nets.bends: dict(x=np.arange(4), straight=np.arange(4), bent=[0, 0, 1, 2]),
    nets.favourite_patches: dict(layers=[GREY[:12, :25].reshape(3, 4, 5, 5)]),
    nets.feature_map: dict(weights=GREY[:2].T, features=GREY[:, :2], labels=LABELS, names=["a", "b"]),
    nets.filter_pictures: dict(image=GREY[0], filters=COLOUR, answers=COLOUR),
    nets.scores_to_loss: dict(image=GREY[0], label=1, logits=[-1, 2], shares=[0.05, 0.95], loss=0.05),
    nets.walk: dict(stages=[("x", GREY[:3]), ("↓ ReLU()", GREY[:3, :9])]),
    nets.weight_pictures: dict(before=GREY[:9], after=GREY[9:]),
    walks.both_losses: dict(fits=FITS),
    walks.frames: dict(x=X, y=Y, track=TRACK, best=BOWL.bottom, steps=[0, 1, 2] * 2),
    walks.line_and_bowl: dict(x=X, y=Y, track=TRACK, bowl=BOWL, steps=[0, 1]),
    walks.nudges: dict(zip(("curve", "pushed", "walk"), one_slope(X, Y, b=2))),
    walks.rates: dict(bowl=BOWL, tried=RATES),
    walks.three_degrees: dict(x=X, y=Y, x_valid=X, y_valid=Y, fits=FITS),
    walks.two_valleys: dict(x=X, y=Y, tracks=GREY[:2, :8].reshape(2, 2, 4), turns=[0, 1], floors=[0, 1]),
    digits.zoom: dict(image=GREY[0].reshape(28, 28), rows=range(3, 6), columns=range(4, 9)),
}


def plain(part):
    """A picture as JSON has it: what it is called, and its fields."""
    if is_dataclass(part):
        named = {field.name: plain(getattr(part, field.name)) for field in fields(part)}
        return {"kind": type(part).__name__, **named}
    if isinstance(part, (np.ndarray, np.generic)):
        return part.tolist()
    if isinstance(part, dict):
        return {key: plain(value) for key, value in part.items()}
    return [plain(each) for each in part] if isinstance(part, (list, tuple, range)) else part


@pytest.mark.parametrize("draw", PICTURES, ids=lambda draw: draw.__name__)
def test_pictures_turn_into_json(draw):
    told = json.loads(json.dumps(plain(draw.data(**PICTURES[draw])), allow_nan=False))
    assert told["kind"] in ("Image", "Numbers", "Chart", "Confusion", "Panels")


@pytest.mark.parametrize(
    "module", [channels, curves, digits, nets, walks], ids=lambda module: module.__name__
)
def test_every_picture_is_asked(module):
    drawn = {value for value in vars(module).values() if callable(value) and hasattr(value, "data")}
    assert drawn and drawn <= PICTURES.keys()


def test_only_the_pen_knows_matplotlib(root):
    room = root / "snippets/pictures"
    files = [path for path in room.rglob("*.py") if room / "pen" not in path.parents]
    assert len(files) > 3
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            roots = {name.partition(".")[0] for name in names}
            assert not roots & {"matplotlib", "torch"}, path
