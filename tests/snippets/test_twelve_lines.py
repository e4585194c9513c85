"""The twelve lines: they are twelve, they train a net, and their map shows each of them."""

import re

import matplotlib.pyplot as plt
import pytest
import torch

from book.reading.includes import sections_of
from snippets.twelve_lines import BRACKETS, draw_listing, folded_lines, twelve_lines


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


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


def test_the_function_holds_the_listing(listing, capsys):
    torch.manual_seed(0)
    twelve_lines()
    assert capsys.readouterr().out.endswith("% right\n")
    unfolded = [line for line in listing.splitlines() if line.strip()]
    for whole, folded in zip(unfolded, folded_lines(twelve_lines), strict=True):
        assert re.fullmatch(re.escape(folded).replace("…", ".+"), whole)


def test_the_map_shows_every_line_once_and_in_order():
    draw_listing(twelve_lines, repeats=782)
    texts = [text.get_text() for text in plt.gca().texts]
    lines = [line.strip() for line in folded_lines(twelve_lines)]
    assert [text for text in texts if text in lines] == lines
    assert [text for text in texts if text.isdigit()] == [f"{n}" for n in range(1, 13)]
    assert "guess, compare, improve,\n782 times" in texts
    assert {name for *_, name, _ in BRACKETS} < set(texts)


def test_the_lines_of_the_loop_are_indented_in_the_map():
    draw_listing(twelve_lines, repeats=1)
    starts = {text.get_text(): text.get_position()[0] for text in plt.gca().texts}
    assert starts["opt.step()"] > starts["opt = optim.Adam(…)"]


def test_the_brackets_leave_nothing_out():
    assert sum(count for count, *_ in BRACKETS) == 12
