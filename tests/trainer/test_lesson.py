"""What readers see of a training: its pace, its curves, its words, and the net that the pad gets."""

import numpy as np
import pytest

BATCHES = 782
RNG = np.random.default_rng(0)
LOSSES = RNG.uniform(0.05, 3, BATCHES).tolist()


@pytest.fixture(scope="module")
def lesson(in_logic):
    """lesson(name, *given): what the function gives."""
    return lambda name, *given, module="trainer/lesson": in_logic(
        module, f"return it.{name}(...given)", given
    )


def test_an_epoch_is_shown_at_a_pace_for_eyes_and_its_start_slowly(lesson):
    paces = [lesson("pace", seen) for seen in range(0, BATCHES)]
    assert 10 < sum(1 / pace for pace in paces) < 15
    assert sum(1 / pace for pace in paces[:20]) > 1


def test_it_is_measured_early_and_then_each_hundred_batches(lesson):
    marks, seen = [], 0
    while seen < 400:
        marks.append(seen := lesson("nextMark", seen))
    assert marks == [10, 20, 50, 100, 200, 300, 400]


def test_the_mean_is_of_a_hundred_batches_and_at_first_of_the_last_half(lesson):
    means = lesson("means", LOSSES)
    for at in (0, 1, 2, 9, 150, 199, 500, BATCHES - 1):
        count = min(100, (at + 2) // 2)
        assert means[at] == pytest.approx(np.mean(LOSSES[at + 1 - count : at + 1]))


@pytest.mark.parametrize("most", [50, 400, 1000])
def test_many_losses_keep_their_place_and_their_extremes(lesson, most):
    points = lesson("thinned", LOSSES, most)
    batches, losses = zip(*points)
    assert len(points) <= most and list(batches) == sorted(batches)
    assert min(losses) == min(LOSSES) and max(losses) == max(LOSSES)
    assert most < BATCHES or [*losses] == LOSSES


def test_scores_become_shares(lesson):
    scores = [1000.0, 1001, 999]
    expected = np.exp([0, 1, -1]) / np.exp([0, 1, -1]).sum()
    assert lesson("shares", scores, module="digit") == pytest.approx(expected.tolist())


def test_the_pad_reads_with_weights_as_the_trainer_gives_them(lesson):
    w1, b1, w2, b2 = (RNG.normal(size=shape) for shape in ((784, 5), 5, (5, 10), 10))
    x = RNG.normal(size=784)
    weights = {name: each.ravel().tolist() for name, each in dict(w1=w1, b1=b1, w2=w2, b2=b2).items()}
    tensors = lesson("asTensors", weights)
    logits = np.maximum(x @ w1 + b1, 0) @ w2 + b2
    expected = np.exp(logits - logits.max())
    shares = lesson("predict", tensors, x.tolist(), module="digit")
    assert shares == pytest.approx((expected / expected.sum()).tolist(), abs=1e-6)
    assert lesson("unitOf", weights, 3) == pytest.approx(w1[:, 3].tolist(), abs=1e-6)


@pytest.mark.parametrize(
    ("accuracy", "epochs", "judged"),
    [
        (0.9642, 1, "As good: another seed moves it by as much."),
        (0.9401, 1, "It has more to learn."),
        (0.9812, 4, "Better: it has seen each digit 4 times."),
        (0.9812, 1, "Better."),
    ],
)
def test_a_net_is_held_against_the_recorded_one(lesson, accuracy, epochs, judged):
    words = lesson("compared", accuracy, 0.9653, epochs)
    both = f"Your net reads {accuracy:.1%} of 10,000 digits that it never saw, the book's net 96.5%. "
    assert words == both.replace("%", " %") + judged


@pytest.mark.parametrize(
    ("batches", "words"),
    [
        (400, "400 batches took 0.9 s here."),
        (
            782,
            "An epoch took 0.9 s here. PyTorch took 1.8 s on one core (AVX512) when this book was recorded.",
        ),
        (3128, "4 epochs took 0.9 s here."),
    ],
)
def test_full_speed_says_what_it_took(lesson, batches, words):
    raced = {"seconds": 0.91, "batches": batches}
    assert lesson("took", raced, BATCHES, "1.76 s, AVX512") == words
