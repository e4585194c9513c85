"""The pictures that a cell of the page has drawn, and the words and numbers that stand on them."""

import json
import sys
from collections import Counter

LARGEST = 6_000_000  # characters of all pictures of a cell, as JSON
TEXTS = ("words", "tag", "name", "note", "title")
AROUND = ("title", "xlabel", "ylabel")


def taken():
    """(pictures, why they are not shown): what is drawn by now, as plain data; nothing stays open."""
    plots = sys.modules.get("matplotlib._open")
    pictures = plots.pictures() if plots else []
    size = len(json.dumps(pictures))
    if size <= LARGEST:
        return pictures, None
    told = f"the pictures have {size / 1e6:.0f} MB of numbers, and a page draws {LARGEST / 1e6:.0f}"
    return [], f"{told}: draw fewer points"


def difference(pictures, records):
    """How the words of pictures differ from those of the recorded figures; None where they do not.

    A record is {"words": all that stands on it, "varies": whether that may differ}.
    """
    if len(pictures) != len(records):
        return f"it draws {counted(len(pictures))}, and recorded is {counted(len(records))}"
    for number, (picture, record) in enumerate(zip(pictures, records), start=1):
        own, recorded = Counter(words(picture)), Counter(record["words"])
        # Ticks find their numbers when they are drawn
        fails = own - recorded or picture["kind"] == "cells" and recorded - own
        if fails and not record["varies"]:
            told, there = next(iter(fails)), bool(own - recorded)
            which = f"picture {number}" if len(pictures) > 1 else "the picture"
            return f"{which} {'says' if there else 'does not say'} {told!r}"
    return None


def counted(count):
    """So many pictures, in words."""
    return f"{count or 'no'} picture{'s' * (count > 1)}"


def words(picture):
    """All that is written on a picture, a text for each line; of ticks, the words alone."""
    texts = [picture.get("title") or "", *_of_marks(picture.get("marks", ()))]
    for chart in picture.get("charts", ()):
        texts += [chart.get(name) or "" for name in AROUND] + _of_marks(chart["marks"])
        for axis in "xy":
            texts += _ticks(chart, axis)
    return [line.strip() for text in texts for line in text.split("\n") if line.strip()]


def _of_marks(marks):
    texts, labels = [], []
    for mark in marks:
        if mark["kind"] in TEXTS:
            texts.append(mark["text"])
        elif mark["kind"] == "block":
            texts += [mark["text"], *(number(value) for row in mark["values"] for value in row)]
        elif mark["kind"] in ("legend", "legend_below"):
            texts += labels + [mark.get("title", "")]
        elif label := mark.get("label"):
            labels.append(label)
    return texts


def _ticks(chart, axis):
    """The words at the ticks of an axis that stand within its limits."""
    names = chart.get(f"{axis}ticklabels", ())
    low, high = sorted_limits(chart.get(f"{axis}lim", ()))
    return [name for name, at in zip(names, chart[f"{axis}ticks"]) if low <= at <= high] if names else []


def sorted_limits(limits):
    """The lower and the upper one, as far as they are given."""
    low, high = limits or (None, None)
    if None not in (low, high):
        return sorted((low, high))
    return (float("-inf") if low is None else low), (float("inf") if high is None else high)


def number(value):
    """A number as it stands in a cell of a picture."""
    return f"{value:.4g}" if isinstance(value, float) else f"{value}"
