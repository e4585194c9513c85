"""Pictures of how something went: every number stands where it belongs."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from snippets.pictures.curves import (
    confusion_picture,
    draw_batch_costs,
    draw_race,
    first_losses,
    loss_curve,
    share_chart,
)

pytestmark = pytest.mark.filterwarnings("error")
STATES = ["asymptomatic", "symptomatic", "AIDS", "death"]
T = np.array([[0.90, 0.07, 0.02, 0.01], [0, 0.93, 0.05, 0.02], [0, 0, 0.85, 0.15], [0, 0, 0, 1]])
S = np.array([0.85, 0.10, 0.05, 0])


@pytest.mark.parametrize("n, window", [(200, 50), (3, 50), (1, 50)])
def test_loss_curve(n, window):
    losses = torch.linspace(2, 1, n)
    loss_curve(losses, window)
    each, mean = plt.gca().lines
    assert (each.get_ydata() == losses.numpy()).all()
    used = min(n, window)
    assert mean.get_ydata()[-1] == pytest.approx(losses[-used:].mean().item())
    assert mean.get_xdata().tolist() == list(range(used - 1, n))
    assert plt.gca().get_ylim()[0] == 0
    words = [text.get_text() for text in plt.gca().get_legend().get_texts()]
    assert words == ["each batch", f"mean of the last {used}"]


def test_first_losses():
    losses = {"slow": torch.linspace(2.3, 2.2, 50), "fast": torch.linspace(2.6, 0.7, 50)}
    first_losses(losses, guessing=2.3)
    *starts, dotted = plt.gca().lines
    for line, values in zip(starts, losses.values(), strict=True):
        assert (line.get_ydata() == values.numpy()).all()
        assert list(line.get_xdata()) == list(range(1, 51))
    assert [line.get_linestyle() for line in plt.gca().lines] == ["--", "-", ":"]
    assert list(dotted.get_ydata()) == [2.3, 2.3]
    written = {text.get_text(): text.xy for text in plt.gca().texts}
    assert set(written) == {"slow", "fast", "pure guessing"}
    assert written["fast"] == (50, pytest.approx(0.7))
    low, high = plt.gca().get_ylim()
    assert low == 0 and high > 2.6, "no loss is cut off"


@pytest.mark.parametrize("hits", [[0.95, 0.97, 0.96], [0.96]])
def test_race(hits):
    draw_race({"boxes": hits, "by_hand": [0.9, 0.8]}, before=[[0.94], [0.85, 0.86]])
    axes = plt.gca()
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["boxes", "by_hand"]
    band = axes.patches[0]
    assert band.get_x() == pytest.approx(100 * min(hits))
    assert band.get_width() == pytest.approx(100 * (max(hits) - min(hits)))
    mean, *dots = axes.lines[: len(hits) + 1]
    assert mean.get_xdata() == pytest.approx([96, 96])
    assert [dot.get_xdata()[0] for dot in dots] == pytest.approx([100 * hit for hit in hits])
    heights = {dot.get_ydata()[0] for dot in dots}
    assert len(heights) == len(hits), "equal runs do not hide each other"
    assert [text.get_text() for text in axes.texts] == [*map(str, range(len(hits))), "0", "1"]
    assert axes.collections[1].get_offsets().tolist() == [[85, 1], [86, 1]]
    legend = [text.get_text() for text in plt.gcf().legends[0].get_texts()]
    assert legend == ["mean", "a run, with its seed", "the talk's runs"]


def test_confusion_picture():
    counts = [[5, 4, 0], [0, 9, 1], [0, 0, 7]]
    confusion_picture(counts)
    axes = plt.gca()
    written = {text.get_position(): text.get_text() for text in axes.texts}
    assert written == {(c, r): str(counts[r][c]) for r in range(3) for c in range(3)}
    cells = {(p.get_y() + 0.5, p.get_x() + 0.5): p for p in axes.patches}
    alpha = {place: cell.get_alpha() for place, cell in cells.items()}
    assert (alpha[0, 1], alpha[1, 2], alpha[1, 0]) == pytest.approx((0.99, 0.5, 0.01))
    assert cells[1, 1].get_linewidth() == 1.5 and cells[0, 1].get_edgecolor()[3] == 0
    assert axes.get_ylim()[0] > axes.get_ylim()[1]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("read as", "label")


def test_confusion_picture_without_mistakes():
    confusion_picture(np.eye(4, dtype=int))
    assert {p.get_alpha() for p in plt.gca().patches} == {0.01, None}


def test_the_picture_of_costs_fits_every_machine():
    cpu = {4: (0.9, 4.1), 16: (1.1, 15.0), 4096: (4000.0, 4090.0)}
    draw_batch_costs({"CPU": cpu, "a card": {64: (1, 60)}})
    lines = {line.get_label(): line for line in plt.gca().lines}
    assert list(lines) == [
        f"{name}: one product for {rows}" for name in ("CPU", "a card") for rows in ("all rows", "each row")
    ]
    together, apart, *others = lines.values()
    assert together.get_xydata().tolist() == [[n, pair[0]] for n, pair in cpu.items()]
    assert apart.get_xydata().tolist() == [[n, pair[1]] for n, pair in cpu.items()]
    assert [line.get_xydata().tolist() for line in others] == [[[64, 1]], [[64, 60]]]
    assert together.get_linestyle() != apart.get_linestyle()
    assert together.get_color() == apart.get_color() != others[0].get_color()
    assert [text.get_text() for text in plt.gca().get_xticklabels()] == ["4", "16", "64", "4096"]
    assert [text.get_text() for text in plt.gca().get_yticklabels()] == ["1", "10", "100", "1000"]
    assert plt.gca().get_ylim() == (0.1, 8192)


def test_share_chart_names_each_line_at_its_end():
    shares = np.array([S @ np.linalg.matrix_power(T, year) for year in range(11)])
    share_chart(shares, STATES)
    axes = plt.gca()
    assert len({(line.get_linestyle(), line.get_marker()) for line in axes.lines}) == 4
    for line, column in zip(axes.lines, shares.T, strict=True):
        assert np.array_equal(line.get_ydata(), column)
    colours = {text.get_text(): text.get_color() for text in axes.texts}
    assert colours == {n: line.get_color() for n, line in zip(STATES, axes.lines, strict=True)}
    assert axes.get_xlim() == (0, 10) and axes.get_ylim()[0] == 0
    plt.gcf().canvas.draw()
    boxes = [text.get_window_extent() for text in axes.texts]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_share_chart_of_one_year():
    share_chart(np.array([S, S @ T]), STATES)
    assert plt.gca().get_xlim() == (0, 1) and list(plt.gca().get_xticks()) == [0, 1]
