"""The record that the chapter about hosting shows is whole, and of the files that the site has."""

import pytest

from book.site.heavy import DIGITS, PYTHON
from snippets.hosting_runs import GROWN_ON, GROWTH, SENT, SITE
from tests.bench_growth import SIZES
from tests.kit.packed import packed

STALE = "the record is of other files: `make bench` measures anew, then `make book`"


def sizes(root, *patterns):
    """The bytes that go out for all files of some patterns; the digits lie outside docs/."""
    files = [path for pattern in patterns for path in (root / "docs").glob(pattern)]
    files += (root / "data/mnist").glob("train-*.gz") if DIGITS in patterns else []
    return sum(len(packed(path)) for path in files)


def test_each_step_tells_what_is_heavy():
    assert {"open", "read", "next", "draw", "run", "edit", "train", "keep", "again", "bare"} == SENT.keys()
    assert all(0 <= sent["heavy"] <= sent["all"] > 0 for sent in SENT.values())
    assert SENT["open"]["all"] <= SENT["read"]["all"] and SENT["again"]["all"] < SENT["next"]["all"]
    assert SITE["files"] > 100 and SITE["bytes"] > 10e6


@pytest.mark.parametrize(("step", "patterns"), [("run", PYTHON), ("train", [DIGITS])])
def test_what_is_heavy_is_as_large_as_it_is_here(root, step, patterns):
    assert SENT[step]["heavy"] == pytest.approx(sizes(root, *patterns), rel=0.01), STALE


def test_growth_was_measured_at_both_sizes():
    assert tuple(GROWTH) == SIZES and GROWN_ON
    assert all(took.keys() == {"record", "build", "change", "test"} for took in GROWTH.values())
