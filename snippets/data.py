"""MNIST, 70,000 handwritten digits: found or downloaded, checked, split, normalised."""

import gzip
import hashlib
import os
import sys
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pooch
import requests
import torch

MNIST_MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
MNIST_SHA256 = {
    "train-images-idx3-ubyte.gz": (
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"
    ),
    "train-labels-idx1-ubyte.gz": (
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"
    ),
    "t10k-images-idx3-ubyte.gz": (
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
    ),
    "t10k-labels-idx1-ubyte.gz": (
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
    ),
}


class DataError(Exception):
    """A data file is missing or not what it should be: which, why, and what to do."""


class Mnist(NamedTuple):
    """MNIST in its three parts: images (n, 784), float32, and labels (n,), int64."""

    x_train: torch.Tensor  # (50000, 784)
    y_train: torch.Tensor  # (50000,)
    x_valid: torch.Tensor  # (10000, 784)
    y_valid: torch.Tensor  # (10000,)
    x_test: torch.Tensor  # (10000, 784)
    y_test: torch.Tensor  # (10000,)


def load_mnist(folder=None):
    """MNIST as an `Mnist`, its pixels between 0 (paper) and 1 (ink).

    Reads the four official files from `folder`; without one, from the book's repository
    or, where that is not at hand, from a cache that is filled by download.
    Raises DataError where a file is missing or differs from the official one.
    """
    train, test = read_part("train", folder), read_part("t10k", folder)
    x, y = train
    return Mnist(x[:50_000], y[:50_000], x[50_000:], y[50_000:], *test)


def read_part(part, folder):
    """Images (n, 784), float32, and labels (n,), int64; `part` is "train" or "t10k"."""
    pixels = read_mnist_file(f"{part}-images-idx3-ubyte.gz", folder)[16:]
    labels = read_mnist_file(f"{part}-labels-idx1-ubyte.gz", folder)[8:]
    x = np.divide(pixels.reshape(-1, 784), 255, dtype=np.float32)
    return torch.from_numpy(x), torch.from_numpy(labels.astype(np.int64))


def read_mnist_file(name, folder):
    """The unpacked bytes of the file `name`: (n,), uint8.

    Raises DataError where it is missing or is not the official file.
    """
    path = find_mnist_file(name) if folder is None else Path(folder, name)
    mend = f"get it from {MNIST_MIRRORS[0]}{name}"
    try:
        packed = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}; {mend}") from None
    if hashlib.sha256(packed).hexdigest() != MNIST_SHA256[name]:
        raise DataError(f"{path}: {what_is_wrong(packed)}; {mend}")
    return np.frombuffer(gzip.decompress(packed), np.uint8)


def find_mnist_file(name):
    """The path of the file `name`: in the repository, else in the cache."""
    # A notebook has no __file__, and beside a copied script there is no data/
    if "__file__" in globals():
        path = Path(__file__).resolve().parent.parent / "data" / "mnist" / name
        if path.exists():
            return path
    return download(name, MNIST_SHA256[name], MNIST_MIRRORS)


def what_is_wrong(packed):
    """Why the bytes of a file are not those of the official file, in a few words."""
    digest = hashlib.sha256(packed).hexdigest()
    for name, official in MNIST_SHA256.items():
        if digest == official:
            return f"holds what belongs into {name}"
    if not packed.startswith(b"\x1f\x8b"):
        kind = "a web page" if packed.lstrip()[:1] == b"<" else f"{len(packed):,} bytes"
        return f"is not a gzip file but {kind}"
    try:
        gzip.decompress(packed)
    except EOFError:
        return f"is cut short, at {len(packed):,} bytes"
    except (gzip.BadGzipFile, zlib.error):
        return "is damaged"
    return "is a gzip file with other content (sha256 differs)"


def download(name, sha256, mirrors, loader="load_mnist"):
    """The path of the file `name` in the cache, downloaded if it is not there intact.

    The cache is the folder $SHAPES_THAT_FIT_CACHE, else the system's place for caches.
    Raises DataError where no mirror has the file or the cache cannot hold it;
    `loader` is what then reads the files that were got by hand.
    """
    cache = os.environ.get("SHAPES_THAT_FIT_CACHE") or pooch.os_cache("shapes-that-fit")
    fetch = pooch.HTTPDownloader(
        progressbar=sys.stderr.isatty(), chunk_size=2**16, timeout=20
    )
    causes = []
    for mirror in mirrors:
        try:
            # Writes beside the cached file and renames: never a half-written one
            path = pooch.retrieve(mirror + name, sha256, name, cache, downloader=fetch)
            return Path(path)
        except requests.RequestException as error:
            cause = type(error).__name__
            if error.response is not None:
                cause = f"HTTP {error.response.status_code}"
        except ValueError:
            cause = "sent another file (sha256 differs)"
        except OSError as error:
            reason = getattr(error.__cause__, "strerror", None) or error.strerror
            raise DataError(
                f"{Path(cache, name)}: cannot be kept there, {reason}; "
                "set SHAPES_THAT_FIT_CACHE to a folder that can be written"
            ) from None
        causes.append(f"{mirror} {cause}")
    raise DataError(
        f"{name}: not downloaded, {'; '.join(causes)}; "
        f"try again later, or get the files by hand and call {loader}(folder)"
    )


# --8<-- [start:normalise]
def normalise(data):
    """The `Mnist` with x_train at mean 0 and standard deviation 1.

    The other two sets are shifted and scaled by the same two numbers.
    """
    mean, std = data.x_train.mean(), data.x_train.std()
    return data._replace(
        x_train=(data.x_train - mean) / std,
        x_valid=(data.x_valid - mean) / std,
        x_test=(data.x_test - mean) / std,
    )


# --8<-- [end:normalise]
