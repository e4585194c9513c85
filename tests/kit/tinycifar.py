"""Tiny archives laid out as the binary version of CIFAR-10 is."""

import io
import tarfile

import numpy as np

from snippets.cifar import CIFAR_FOLDER


def batch(pixels, labels):
    """A batch as in the official archive; pixels (n, 3072), uint8."""
    return np.column_stack([labels, pixels]).astype(np.uint8).tobytes()


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
