"""The pictures of code, read back: each of the twelve lines, and what ran out of order."""

import matplotlib.pyplot as plt
import numpy as np

from snippets.pictures.listing import BRACKETS, draw_listing, draw_out_of_order
from snippets.twelve_lines import folded_lines, twelve_lines


def test_the_map_shows_every_line_once_and_in_order():
    draw_listing(folded_lines(twelve_lines), repeats=782)
    texts = [text.get_text() for text in plt.gca().texts]
    lines = [line.strip() for line in folded_lines(twelve_lines)]
    assert [text for text in texts if text in lines] == lines
    assert [text for text in texts if text.isdigit()] == [f"{n}" for n in range(1, 13)]
    assert "guess, compare, improve, 782 times" in texts
    assert {name for *_, name, _ in BRACKETS} < set(texts)


def test_the_lines_of_the_loop_are_indented_in_the_map():
    draw_listing(folded_lines(twelve_lines), repeats=1)
    starts = {text.get_text(): text.get_position()[0] for text in plt.gca().texts}
    assert starts["opt.step()"] > starts["opt = optim.Adam(…)"]


def test_the_brackets_leave_nothing_out():
    assert sum(count for count, *_ in BRACKETS) == 12


def test_columns_that_are_no_longer_true_are_marked():
    m, n, edited = np.eye(2, dtype=int), np.array([[1, 2, 3], [4, 5, 6]]), np.array([[1, 2, 0], [4, 5, 6]])
    marks = draw_out_of_order.data(m, n, edited)["marks"]
    stale, true = (mark for mark in marks if mark["kind"] == "block")
    assert stale["values"] == n.tolist() and true["values"] == edited.tolist()
    (clash,) = (mark for mark in marks if mark.get("ls") == "--")
    assert (clash["x"], clash["y"], clash["height"]) == (stale["x"] + 2, stale["y"], 2)
    assert [mark["text"] for mark in marks if mark["kind"] == "words"].count("✗") == 1
