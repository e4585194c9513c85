"""The figures that are open, and which of them is the current one."""

import base64

import numpy as np

from matplotlib import rcParams
from matplotlib.figure import Figure

figures = {}
chosen = []  # the numbers of the figures, the current one last


def figure(number=None, size=None):
    """The figure of a number, or a new one: the current one from now on."""
    if isinstance(number, Figure):
        number = number.number
    if number is None:
        number = max(figures, default=0) + 1
    if number not in figures:
        figures[number] = Figure(number, size or rcParams["figure.figsize"])
    chosen[:] = [each for each in chosen if each != number] + [number]
    return figures[number]


def current():
    return figures[chosen[-1]] if chosen else figure()


def choose(axes):
    """Make axes the current ones."""
    figure(axes.figure)
    axes.figure.chosen = axes


def close(which=None):
    """Close a figure: by itself, by its number, "all", or the current one."""
    number = getattr(which, "number", which) if which is not None else chosen[-1] if chosen else None
    for gone in list(figures) if number == "all" else [number]:
        figures.pop(gone, None)
        chosen[:] = [each for each in chosen if each != gone]


def pictures():
    """The open figures as plain data, in the order of their numbers; they are closed."""
    found = [figures[number].picture() for number in sorted(figures)]
    close("all")
    return [plain(picture) for picture in found if picture]


def plain(value):
    """The value as JSON has it: numbers that are none become null, an image its bytes."""
    if isinstance(value, dict):
        value = packed(value) if value.get("kind") == "image" else value
        return {name: plain(inner) for name, inner in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple, range)):
        return [plain(inner) for inner in value]
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value


def packed(mark):
    """The mark of an image with a byte for each of its numbers, row after row: 0 is black, or `vmin`."""
    mark, pixels = dict(mark), np.asarray(mark["pixels"])
    low, high = mark.pop("vmin", None), mark.pop("vmax", None)
    if pixels.ndim == 2:
        pixels = pixels.astype(float)
        low = np.nanmin(pixels) if low is None else low
        high = np.nanmax(pixels) if high is None else high
        pixels = (pixels - low) / ((high - low) or 1)
    if pixels.dtype.kind in "fb":
        pixels = np.nan_to_num(pixels.astype(float)).clip(0, 1) * 255
    del mark["pixels"]
    data = np.rint(pixels).clip(0, 255).astype(np.uint8)
    return mark | {"shape": list(data.shape), "bytes": base64.b64encode(data.tobytes()).decode()}
