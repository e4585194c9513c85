"""What can be chosen about a training in the page does what it says."""

import base64
import hashlib

import numpy as np
import pytest

from tests.trainer.conftest import ask


@pytest.mark.parametrize("length", [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])
def test_digests_are_those_of_hashlib(node, length):
    text = bytes(range(256)) * 4
    given = base64.b64encode(text[:length]).decode()
    assert node.ask({"sha256": given}) == hashlib.sha256(text[:length]).hexdigest()


def start_of(node, **options):
    """The weights that a net starts from, as arrays."""
    [weights] = ask(node, "simd", options, ["weights"])
    return {name: np.array(values) for name, values in weights.items()}


def test_a_net_starts_as_a_linear_layer_of_pytorch_does(node):
    start = start_of(node, seed=4)
    for name, inputs in {"w1": 784, "b1": 784, "w2": 256, "b2": 256}.items():
        edge = inputs**-0.5
        assert np.abs(start[name]).max() <= edge
        if name != "b2":  # of ten
            assert start[name].std() == pytest.approx(edge / 3**0.5, rel=0.1)
    assert not np.array_equal(start["w1"], start_of(node, seed=5)["w1"])
    assert np.array_equal(start["w1"], start_of(node, seed=4, rate=1)["w1"])


def test_one_over_n_is_the_start_of_the_net_by_hand(node):
    start = start_of(node, start="one-over-n")
    for name, first in {"w1": 784, "b1": 256, "w2": 256}.items():
        assert start[name].std() == pytest.approx(1 / first, rel=0.15)
        assert abs(start[name].mean()) < 0.2 / first
    assert np.abs(start["w1"]).max() > 4 / 784  # normal, not even


def test_from_zero_only_the_last_biases_ever_learn(trained):
    losses, weights = trained({"start": "zero"}, ["step", 50], ["weights"])
    assert not any(map(np.any, (weights["w1"], weights["b1"], weights["w2"]))) and all(weights["b2"])
    assert losses[0] == pytest.approx(np.log(10)) and losses[-1] > 2.2


def test_exactly_the_asked_share_of_labels_is_wrong(trained):
    [labels], [wrong] = (trained({"wrongLabels": share}, ["targets"]) for share in (0, 0.2))
    differ = np.array(labels) != np.array(wrong)
    assert differ[:50_000].sum() == 10_000 and not differ[50_000:].any()
    assert set(wrong) == set(range(10))
    moved = (np.array(wrong) - np.array(labels))[differ] % 10
    assert np.bincount(moved, minlength=10)[1:].min() > 900  # each other digit alike


def test_shuffled_pixels_are_the_same_pixels_elsewhere(node, trained, tmp_path):
    seats = np.array(node.ask({"seats": 6}))
    assert sorted(seats) == list(range(784)) and (seats != np.arange(784)).mean() > 0.95
    weights = start_of(node, seed=6)
    elsewhere = np.empty((784, 256))
    elsewhere[seats] = weights["w1"].reshape(784, 256)
    files = {}
    for name, values in {**weights, "w1": elsewhere}.items():
        files[name] = str(tmp_path / name)
        values.astype(np.float32).tofile(files[name])
    [plain] = trained({"seed": 6}, ["step", 40])
    [shuffled] = trained({"seed": 6, "shuffledPixels": True, "weights": files}, ["step", 40])
    np.testing.assert_allclose(shuffled, plain, rtol=1e-4)


def test_a_shift_moves_the_whole_picture(node):
    places = np.array(node.ask({"places": [1, -2]})).reshape(28, 28)
    assert places[3, 5] == 4 * 28 + 3
    assert (places[27] == 784).all() and (places[:, :2] == 784).all()
    assert (places[:27, 2:] == np.arange(784).reshape(28, 28)[1:, :26]).all()


def test_shifts_change_the_batches_but_never_the_validation(trained):
    still, moved = (trained({"shift": shift}, ["validate", 500], ["step", 20]) for shift in (0, 1))
    assert still[0] == moved[0] and abs(moved[1][0] / still[1][0] - 1) < 0.1
    assert not np.allclose(still[1], moved[1], rtol=1e-3)


def test_an_epoch_shows_every_digit_once_in_an_order_of_its_own(trained):
    calls = [["order"], ["step", 1], ["order"], ["step", 781], ["done"], ["step", 1], ["order"], ["seen"]]
    plain, _, first, _, done, _, second, seen = trained({"epochs": 2, "hidden": 1}, *calls)
    assert plain == sorted(first) == sorted(second) == list(range(50_000))
    assert plain != first != second and done is False and seen == 783


def test_training_ends_after_its_epochs(trained):
    few = {"hidden": 1, "order": list(range(150)), "epochs": 2}
    batches, losses, more, done = trained(few, ["batchesAnEpoch"], ["step", 100], ["step", 1], ["done"])
    assert batches == 3 and len(losses) == 6 and more == [] and done is True


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"rat": 1}, 'There is no option "rat".'),
        ({"rate": -1}, "rate is a number from 0 to 1000000, not -1."),
        ({"batch": 1025}, "batch is a whole number from 1 to 1024, not 1025."),
        ({"schedule": "cosine"}, "schedule is constant or one-cycle, not cosine."),
        (
            {"cycle": [0.04, 0, 1]},
            "cycle is start and end in times of the rate, and the share of the steps between 0 and 1 that go up.",
        ),
        ({"order": []}, "order is a list of digits from 0 to 59999."),
        ({"order": [60_000]}, "order is a list of digits from 0 to 59999."),
    ],
)
def test_what_cannot_be_is_named(node, options, said):
    assert ask(node, "plain", options) == {"error": said}
