"""The twelve lines: they are twelve, and they train a net."""

import re

import pytest
import torch

from book.reading.includes import sections_of
from snippets.twelve_lines import folded_lines, twelve_lines


@pytest.fixture
def listing(root):
    """The section that the home page and the chapter embed."""
    sections, faults = sections_of(root / "snippets/twelve_lines.py")
    assert not faults
    return sections["twelve-lines"].source


def test_the_listing_has_twelve_lines_and_stands_alone(listing, capsys):
    assert len([line for line in listing.splitlines() if line.strip()]) == 12
    torch.manual_seed(0)
    space = {}
    exec(listing, space)
    right = re.fullmatch(r"(\d\d\.\d)% right\n", capsys.readouterr().out)
    assert float(right[1]) > 95
    assert space["guesses"].shape == (10_000,) and space["guesses"].dtype == torch.int64


def test_the_function_holds_the_listing(listing):
    unfolded = [line for line in listing.splitlines() if line.strip()]
    for whole, folded in zip(unfolded, folded_lines(twelve_lines), strict=True):
        assert re.fullmatch(re.escape(folded).replace("…", ".+"), whole)


@pytest.mark.heavy  # the chapter calls it, too
def test_the_function_trains_as_the_listing_does(capsys):
    torch.manual_seed(0)
    twelve_lines()
    assert capsys.readouterr().out.endswith("% right\n")
