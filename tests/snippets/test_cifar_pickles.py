"""The pickles of CIFAR-10: what they hold is read, what they ask for is never done."""

import os
import pickle
from contextlib import suppress
from pickletools import genops

import numpy as np
import pytest

from snippets.cifar import decode, read_batch
from tests.kit.tinycifar import batch, entries, made_pictures, number, text

PAGE = b"<!DOCTYPE html><title>Please log in</title>"
X, Y = made_pictures()[0]


class Attack:
    """Pickled, it asks whoever opens the pickle to run a command."""

    def __init__(self, place):
        self.place = place

    def __reduce__(self):
        return os.system, (f"touch {self.place}",)


def attacks(place):
    """Pickles that leave a file at `place` when they are opened as usual."""
    command = text(f"touch {place}") + b"\x85R"
    good = batch(X, Y)
    forged = [pickle.dumps(Attack(place), protocol) for protocol in range(6)]
    # Within a batch that is fine otherwise: before it, in its state, in place of its dtype
    hidden = [
        good.replace(b"}q\x01(", b"cos\nsystem\n" + command + b"0}q\x01("),
        good.replace(b"NNNJ", b"cposix\nsystem\n" + command + b"NNJ", 1),
        good.replace(b"cnumpy\ndtype\n", b"cos\nsystem\n" + command + b"0cnumpy\ndtype\n"),
        good.replace(b"cnumpy\nndarray\n", b"cbuiltins\nexec\n" + text("import os") + b"\x85R"),
    ]
    # Under names that a batch needs: one that reaches further with a dot, one called with a shell
    dotted = [
        b"\x80\x04\x8c\x05numpy\x8c\x11ndarray.__class__\x93.",
        b"\x80\x02cnumpy\nndarray.__subclasses__\n)R.",
        b"\x80\x02cnumpy\nf2py.os.system\n" + command + b".",
        b"\x80\x02(" + text(f"touch {place}") + b"ios\nsystem\n.",
    ]
    return [*forged, *hidden, *dotted]


def test_the_attacks_are_real(tmp_path):
    place = tmp_path / "struck"
    for attack in attacks(place)[:9]:
        with suppress(Exception):  # after the command, the rest may well make no sense
            pickle.loads(attack, encoding="bytes")
        place.unlink()


@pytest.mark.parametrize("number", range(14))
def test_no_pickle_runs_anything(tmp_path, number):
    place = tmp_path / "struck"
    with pytest.raises(ValueError, match="asks for|holds the order|is not a pickle of"):
        read_batch(attacks(place)[number])
    assert not place.exists()


def test_allowed_names_are_noted_and_never_called():
    pickled = b"\x80\x02cnumpy\ndtype\n" + text("no dtype at all") + b"\x85R}q\x01b."
    note = decode(genops(pickled))
    assert (note.name, note.arguments, note.state) == ("numpy dtype", ("no dtype at all",), {})


def test_pickle_cannot_change_what_a_later_one_means(tmp_path):
    x, y = made_pictures()[0]
    with pytest.raises(ValueError):
        read_batch(b"\x80\x02cnumpy\ndtype\n}(" + text("arguments") + text("hm") + b"ub.")
    assert np.array_equal(read_batch(batch(x, y))[0].reshape(-1, 3072), x)


def test_lists_that_are_written_in_several_parts():
    labels = [i % 10 for i in range(2500)]
    _, found = read_batch(batch(np.zeros((2500, 3072), np.uint8), labels))
    assert found.tolist() == labels


def test_names_that_come_again_are_remembered():
    pickled = b"\x80\x02U\x04oncer\x00\x00\x01\x00q\x05h\x05j\x00\x00\x01\x00\x87."
    assert decode(genops(pickled)) == ("once",) * 3


# Bad batches


@pytest.mark.parametrize(
    "damaged, words",
    [
        (b"", "is not a pickle of CIFAR-10 but 0 bytes"),
        (PAGE, "is not a pickle of CIFAR-10 but a web page"),
        (batch(X, Y)[:5000], "is cut short or damaged"),
        (batch(X, Y)[:-1], "is cut short or damaged"),
        (b"\x80\x02\xff.", "is cut short or damaged"),
        (b"\x80\x02}.", "is not built like a batch"),
        (b"\x80\x02.", "is not built like a batch"),
        (b"\x80\x02t.", "is not built like a batch"),
        (b"\x80\x02h\x07.", "is not built like a batch"),
        (b"\x80\x02K\x05Nb.", "is not built like a batch"),
        (batch(X, Y).replace(text("labels"), text("labelz")), "is not built like a batch"),
        (batch(X, Y).replace(text("data"), text("dada")), "is not built like a batch"),
        (b"\x80\x02}(" + text("labels") + b"]" + text("data") + b"Nu.", "is not built like a batch"),
        (batch(X, Y).replace(b"K\x00tb\x89", b"K\x00tb"), "is not built like a batch"),
        (batch(X, Y[:2]), "has no pixels of shape (2, 3072), uint8"),
        (batch(X, Y, shape=(1, 9216)), "has no pixels of shape (3, 3072), uint8"),
        (batch(X, Y, dtype="f4"), "has no pixels of shape (3, 3072), uint8"),
        (batch(X, Y, order=b"K\x01"), "has no pixels of shape (3, 3072), uint8"),
        (batch(X[:2], Y, shape=(3, 3072)), "has 6,144 pixels for 3 labels"),
        (batch(X[:0], []), "has no pixels of shape (0, 3072), uint8"),
        (batch(X, [1, 2, 10]), "has labels other than 0 to 9"),
        (batch(X, [1, 2, -1]), "has labels other than 0 to 9"),
        (
            batch(X, Y).replace(entries([number(label) for label in Y]), b"(U\x01aNNe"),
            "has labels other than 0 to 9",
        ),
    ],
)
def test_bad_batch(damaged, words):
    with pytest.raises(ValueError) as caught:
        read_batch(damaged)
    assert str(caught.value) == words
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
