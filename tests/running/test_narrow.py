"""A figure as a phone shows it: chosen by its own words and panels."""

import matplotlib.pyplot as plt
import pytest

from book.running import figures
from book.running.narrow import PHONE, SMALLEST, narrow

PALETTE = figures.read_palette(figures.HOME)


@pytest.fixture(autouse=True)
def style():
    with plt.rc_context(figures.style_of(PALETTE)):
        yield
    plt.close("all")


def chart(axes, title="a title"):
    axes.plot([0, 1, 2], [3, 1, 2])
    axes.set(title=title, xlabel="slope", ylabel="loss")


def picture(axes, title):
    axes.imshow([[0, 1], [1, 0]])
    axes.set(title=title, xticks=[], yticks=[])


def panels(draw, count, size=(7, 2.4), title="{}", **shared):
    figure, axes = plt.subplots(1, count, figsize=size, **shared)
    for number, each in enumerate(axes):
        draw(each, title.format(number))
    return figure


def rows_of(figure):
    """How many panels stand in each row, from the top down."""
    figure.draw_without_rendering()
    tops = [round(axes.get_position().y1, 2) for axes in figure.axes]
    return [tops.count(top) for top in sorted(set(tops), reverse=True)]


def test_words_are_as_large_as_before_and_large_enough_on_a_phone():
    figure = plt.figure()
    chart(figure.gca())
    wide, svg = figures.save(figure, PALETTE), figures.save_narrow(figure, PALETTE)
    assert 'width="504pt"' in wide and 'width="324pt"' in svg
    assert svg.count("font-size: 10px") == wide.count("font-size: 10px") > 3
    assert 10 * PHONE / 504 < SMALLEST < 10 * PHONE / 324


@pytest.mark.parametrize(
    ("draw", "count", "rows"),
    [
        (chart, 2, [1, 1]),
        (chart, 3, [1, 1, 1]),
        (picture, 2, [2]),
        (picture, 8, [4, 4]),
        (picture, 10, [4, 4, 2]),
    ],
)
def test_panels_get_more_rows_and_keep_their_size(draw, count, rows):
    figure = panels(draw, count)
    before = figure.get_size_inches()
    assert narrow(figure) and rows_of(figure) == rows
    width, height = figure.get_size_inches()
    assert width == 4.5 and height / len(rows) == pytest.approx(
        before[1] * (4.5 / max(rows) / (7 / count) if draw is picture else 1)
    )


def test_a_table_of_pictures_keeps_its_rows():
    for columns, rows in ((6, [6, 6]), (8, [4, 4, 4, 4])):
        figure, axes = plt.subplots(2, columns)
        for each in axes.flat:
            picture(each, "a")
        assert narrow(figure) and rows_of(figure) == rows


def test_what_stood_beside_shared_axes_gets_numbers_of_its_own():
    figure = panels(chart, 2, sharey=True)
    assert narrow(figure)
    figure.draw_without_rendering()
    assert all(axes.yaxis.get_ticklabels()[0].get_visible() for axes in figure.axes)


def test_it_is_only_as_narrow_as_its_words_allow():
    figure = plt.figure(figsize=(7, 2))
    words = figure.text(0.1, 0.5, "x" * 50)
    figure.draw_without_rendering()
    words.set_text("x" * int(50 * 4.6 * figure.dpi / words.get_window_extent().width))  # 4.6 inches long
    assert narrow(figure) and figure.get_size_inches()[0] == 5.3
    figure = plt.figure(figsize=(7, 2))
    figure.text(0, 0.5, words.get_text() * 2, size=7)  # 6.4 inches
    assert not narrow(figure)


def test_what_holds_on_a_phone_stays_as_it_is():
    small, silent, large = plt.figure(figsize=(4.8, 3)), plt.figure(), plt.figure()
    chart(small.gca())
    silent.add_axes((0, 0, 1, 1)).axis("off")
    large.text(0.5, 0.5, "words", size=16)
    for figure in (small, silent, large, plt.figure()):
        assert figures.save_narrow(figure, PALETTE) is None


def test_what_cannot_be_arranged_is_shown_as_it_is(monkeypatch):
    def refuse(figure):
        raise ValueError("no room")

    monkeypatch.setattr("book.running.narrow.narrow", refuse)
    figure = plt.figure()
    chart(figure.gca())
    assert figures.save_narrow(figure, PALETTE) is None
