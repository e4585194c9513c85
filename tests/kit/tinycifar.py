"""Tiny archives laid out as CIFAR-10 is, byte for byte as Python 2 pickled the official ones."""

import io
import tarfile
from struct import pack

import numpy as np

from snippets.cifar import CIFAR_FOLDER


def text(word):
    """A byte string of Python 2."""
    data = word if isinstance(word, bytes) else word.encode()
    size = b"U" + pack("<B", len(data)) if len(data) < 256 else b"T" + pack("<i", len(data))
    return size + data


def number(value):
    """A whole number, as short as it gets."""
    if 0 <= value < 256:
        return b"K" + pack("<B", value)
    return b"M" + pack("<H", value) if 0 <= value < 65536 else b"J" + pack("<i", value)


def entries(each):
    """The inside of a list, a thousand at a time, as cPickle has it."""
    return b"".join(b"(" + b"".join(each[start : start + 1000]) + b"e" for start in range(0, len(each), 1000))


def array(pixels, shape=None, dtype="u1", order=b"\x89"):
    """A NumPy array of bytes; its class and its dtype are named, called and given a state."""
    rows, columns = shape or pixels.shape
    return (
        b"cnumpy.core.multiarray\n_reconstruct\nq\x07cnumpy\nndarray\nq\x08"
        + b"K\x00\x85U\x01b\x87Rq\x09(K\x01"
        + number(rows)
        + number(columns)
        + b"\x86"
        + b"cnumpy\ndtype\nq\x0a"
        + text(dtype)
        + b"K\x00K\x01\x87Rq\x0b"
        + b"(K\x03U\x01|NNN"
        + b"J\xff\xff\xff\xff" * 2
        + b"K\x00tb"
        + order
        + text(pixels.tobytes())
        + b"tb"
    )


def batch(pixels, labels, **about):
    """A batch as in the official archive; pixels (n, 3072), uint8."""
    names = [text(f"picture_{i}.png") + b"r" + pack("<i", 1000 + i) for i in range(len(labels))]
    return (
        b"\x80\x02}q\x01("
        + text("batch_label")
        + b"q\x02"
        + text("testing batch 1 of 1")
        + b"q\x03"
        + text("labels")
        + b"q\x04]q\x05"
        + entries([number(label) for label in labels])
        + text("data")
        + b"q\x06"
        + array(pixels, **about)
        + text("filenames")
        + b"q\x0c]q\x0d"
        + entries(names)
        + b"u."
    )


def made_pictures():
    """A tiny set of noise, in the layout of the files: (x, y) for each batch, x (n, 3072)."""
    numbers = np.random.default_rng(0)
    return [
        (numbers.integers(0, 256, (count, 3072), np.uint8), numbers.integers(0, 10, count).tolist())
        for count in (3, 2, 4, 2, 3, 5)
    ]


def tarred(batches, folder=CIFAR_FOLDER):
    """The bytes of a gzipped archive with these files."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, data in batches.items():
            member = tarfile.TarInfo(f"{folder}/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()
