"""CIFAR-10, 60,000 small colour photographs: found or downloaded, checked, learned.

`python -m snippets.cifar FOLDER --epochs 5` does it from a terminal.
"""

import argparse
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from snippets.colour import normalise_channels
from snippets.data import fetch
from snippets.nets import sequential_net
from snippets.training import accuracy, fit

CIFAR_MIRRORS = ("https://www.cs.toronto.edu/~kriz/",)
CIFAR_ARCHIVE = "cifar-10-binary.tar.gz"
CIFAR_SHA256 = "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"
CIFAR_FOLDER = "cifar-10-batches-bin"
CIFAR_BATCHES = (
    *(f"data_batch_{number}.bin" for number in range(1, 6)),
    "test_batch.bin",
)
CIFAR_NAMES = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)
LUMA = (0.299, 0.587, 0.114)  # of red, green and blue: Recommendation ITU-R BT.601
RECORD = 1 + 3 * 32 * 32
MOST_BYTES = 2**25  # a batch of 10,000 pictures has 31 million
MEND_CIFAR = f"get {CIFAR_ARCHIVE} from {CIFAR_MIRRORS[0]}{CIFAR_ARCHIVE}"


class Cifar10(NamedTuple):
    """CIFAR-10: pictures (n, 3, 32, 32), uint8, and labels (n,), int64, 0 to 9."""

    x_train: torch.Tensor  # (50000, 3, 32, 32)
    y_train: torch.Tensor  # (50000,)
    x_test: torch.Tensor  # (10000, 3, 32, 32)
    y_test: torch.Tensor  # (10000,)


def load_cifar10(folder=None):
    """CIFAR-10 as a `Cifar10`; CIFAR_NAMES says what the labels mean.

    Downloads the official archive, 162 MiB, once. Or reads a `folder`, which holds the
    archive; or what it unpacks to; or a part of it as one .npz file, with arrays called
    as the fields of `Cifar10`, pictures (n, 32, 32, 3), uint8.
    Nothing is unpacked to the disk.
    Raises OSError where a file is missing or not what it should be.
    """
    if folder is None or Path(folder, CIFAR_ARCHIVE).exists():
        path = fetch(CIFAR_ARCHIVE, CIFAR_SHA256, CIFAR_MIRRORS, folder, bar=True)
        return join_batches(*read_archive(path))
    folder = Path(folder)
    for place in (folder / CIFAR_FOLDER, folder):
        if any((place / name).exists() for name in CIFAR_BATCHES):
            return join_batches(*read_folder(place))
    for path in sorted(folder.glob("*.npz")):
        return read_arrays(path)
    fault = "holds no CIFAR-10" if folder.is_dir() else "is no folder"
    raise OSError(f"{folder}: {fault}; {MEND_CIFAR}")


def read_archive(path):
    """The path and {name: bytes} of the batches in the official archive."""
    batches = {}
    with tarfile.open(path) as archive:
        for member in archive:
            name = member.name.removeprefix(f"{CIFAR_FOLDER}/")
            # A link, a device or a giant is passed over, and then found missing
            if name in CIFAR_BATCHES and member.isfile() and member.size <= MOST_BYTES:
                batches[name] = archive.extractfile(member).read()
    return path, batches


def read_folder(folder):
    """The path and {name: bytes} of the batches in an unpacked archive."""
    paths = [folder / name for name in CIFAR_BATCHES if (folder / name).is_file()]
    return folder, {path.name: path.read_bytes() for path in paths}


def join_batches(place, batches):
    """A `Cifar10` of the batches, {name: bytes}, which lay at `place`."""
    parts = []
    for name in CIFAR_BATCHES:
        try:
            if name not in batches:
                raise ValueError("is missing")
            parts.append(read_batch(batches[name]))
        except ValueError as error:
            raise OSError(f"{place}: {name} {error}; {MEND_CIFAR}") from None
    *train, test = parts
    x, y = (np.concatenate(arrays) for arrays in zip(*train, strict=True))
    arrays = x, y, *test
    return Cifar10(*(torch.from_numpy(array) for array in arrays))


def read_batch(packed):
    """Pictures, (n, 3, 32, 32), uint8, and labels, (n,), int64, of a batch's bytes.

    A picture is a record: a byte for its label, then its red, green and blue pixels.
    Raises ValueError, saying in a few words what is wrong with it.
    """
    if not packed or len(packed) % RECORD:
        is_page = packed.lstrip()[:1] == b"<"
        kind = "a web page" if is_page else f"{len(packed):,} bytes"
        raise ValueError(f"is not records of {RECORD:,} bytes each but {kind}")
    records = np.frombuffer(packed, np.uint8).reshape(-1, RECORD)
    labels, pixels = records[:, 0], records[:, 1:]
    if labels.max() > 9:
        raise ValueError("has labels other than 0 to 9")
    return pixels.reshape(-1, 3, 32, 32).copy(), labels.astype(np.int64)


def read_arrays(path):
    """A `Cifar10` of the arrays in an .npz file, whose pictures are (n, 32, 32, 3)."""
    try:
        with np.load(path, allow_pickle=False) as file:
            x, y, x_test, y_test = (file[name] for name in Cifar10._fields)
    except KeyError as error:
        raise OSError(f"{path}: {error.args[0]}; {MEND_CIFAR}") from None
    except (OSError, ValueError, EOFError, AttributeError, zipfile.BadZipFile):
        raise OSError(f"{path}: is no intact .npz file; {MEND_CIFAR}") from None
    for name, images, labels in (("train", x, y), ("test", x_test, y_test)):
        shape, known = (*labels.shape, 32, 32, 3), np.isin(labels, range(10)).all()
        if images.shape != shape or images.dtype != np.uint8 or not labels.size:
            fault = f"x_{name} is {images.dtype}, {images.shape}, not uint8, {shape}"
            raise OSError(f"{path}: {fault}; {MEND_CIFAR}")
        if labels.ndim != 1 or labels.dtype.kind not in "iu" or not known:
            fault = f"y_{name} has labels other than 0 to 9"
            raise OSError(f"{path}: {fault}; {MEND_CIFAR}")
    x, x_test = (torch.from_numpy(part).permute(0, 3, 1, 2) for part in (x, x_test))
    y, y_test = (torch.from_numpy(part.astype(np.int64)) for part in (y, y_test))
    return Cifar10(x.contiguous(), y, x_test.contiguous(), y_test)


# --8<-- [start:train-on-colour]
def train_on_colour(data, epochs=1):
    """Train a net on colour pictures, `data` as in `Cifar10`; test it once, at the end.

    Prints a line an epoch, measured on the last tenth of the training pictures. Gives
    the share of test pictures that the net reads as their labels.
    """
    cut = len(data.x_train) * 9 // 10
    train, valid = data.x_train[:cut].float(), data.x_train[cut:].float()
    parts = normalise_channels(train, valid, data.x_test.float())
    x, x_valid, x_test = (part.flatten(1) for part in parts)  # (n, 3072)
    net = sequential_net(inputs=x.shape[1])
    fit(net, x, data.y_train[:cut], x_valid, data.y_train[cut:], epochs=epochs)
    return accuracy(net, x_test, data.y_test)


# --8<-- [end:train-on-colour]


def in_grey(data):
    """`data` with grey pictures, (n, 1, 32, 32), float32, as in `Cifar10` otherwise."""
    luma = torch.tensor(LUMA)
    x, x_test = (luma @ part.float().flatten(2) for part in (data.x_train, data.x_test))
    x, x_test = (part.reshape(-1, 1, 32, 32) for part in (x, x_test))
    return data._replace(x_train=x, x_test=x_test)


def main_cifar(arguments=None):
    """Train a net on CIFAR-10 from the command line."""
    parser = argparse.ArgumentParser("python -m snippets.cifar", description=__doc__)
    parser.add_argument("folder", nargs="?", help="default: download CIFAR-10")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--grey", action="store_true", help="take the colour away")
    options = parser.parse_args(arguments)
    try:
        data = load_cifar10(options.folder)
        torch.manual_seed(options.seed)
        data = in_grey(data) if options.grey else data
        share = train_on_colour(data, options.epochs)
    except (ValueError, OSError) as error:
        sys.exit(f"snippets.cifar: {error}")
    print(f"{share:.1%} of the test pictures are read right")


if __name__ == "__main__":
    main_cifar()
