"""MNIST, 70,000 handwritten digits: found or downloaded, checked, split, normalised."""

import gzip
from collections import namedtuple
from pathlib import Path

import torch
from pooch import file_hash, retrieve

MNIST_MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
MNIST_SHA256 = {
    "train-images": "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    "train-labels": "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    "t10k-images": "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    "t10k-labels": "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
}
Mnist = namedtuple("Mnist", "x_train y_train x_valid y_valid x_test y_test")


def load_mnist(folder=None, cache=None):
    """MNIST as an `Mnist`: images x, (n, 784), of 0 (paper) to 1 (ink), labels y, (n,).

    x is float32, y int64; n is 50,000, 10,000 and 10,000. The four official files are
    read in `folder`, which is never written into. Without one they are read in the
    book's repository; where that is not at hand, in the folder `cache`, which is filled
    by download: the system's place for caches if none is named.
    Raises OSError where a file is missing or is not the official one.
    """
    parts = []
    for name, sha256 in MNIST_SHA256.items():
        axes = 3 if "images" in name else 1
        path = fetch(f"{name}-idx{axes}-ubyte.gz", sha256, MNIST_MIRRORS, folder, cache)
        content = bytearray(gzip.decompress(path.read_bytes()))
        parts.append(torch.frombuffer(content, dtype=torch.uint8, offset=4 + 4 * axes))
    x, x_test = (images.reshape(-1, 784) / 255 for images in parts[::2])
    y, y_test = (labels.long() for labels in parts[1::2])
    return Mnist(x[:50_000], y[:50_000], x[50_000:], y[50_000:], x_test, y_test)


def fetch(name, sha256, mirrors, folder=None, cache=None, bar=False):
    """The path of a data file that has this sha256: in `folder`, else in the `cache`.

    Into the cache it is downloaded from the first of the mirrors that has it, where it
    is not there already; with a `bar` that shows how far it is.
    Raises OSError where there is no such file, naming it and the cause.
    """
    here = Path(globals().get("__file__", ".")).resolve().parent.parent / "data/mnist"
    path, cause = Path(folder or here, name), None
    if path.is_file() and file_hash(path) == sha256:
        return path
    for mirror in () if folder else mirrors:
        try:
            return Path(retrieve(mirror + name, sha256, name, cache, progressbar=bar))
        except (OSError, ValueError) as error:
            path, cause = name, error
    fault = cause or ("has another sha256" if path.exists() else "is not there")
    raise OSError(f"{path}: {fault}; name a folder with {mirrors[0]}{name}") from cause


# --8<-- [start:normalise]
def normalise(data):
    """The `Mnist` with every x shifted and scaled by the mean and std of x_train."""
    mean, std = data.x_train.mean(), data.x_train.std()
    x_train, x_valid, x_test = ((x - mean) / std for x in data[::2])
    return data._replace(x_train=x_train, x_valid=x_valid, x_test=x_test)


# --8<-- [end:normalise]
