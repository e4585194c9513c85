"""Pictures of digits and of training: what they show."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from snippets.plots import (
    confusion,
    confusion_picture,
    digit_rows,
    draw_race,
    first_losses,
    histograms,
    loss_curve,
    plots,
    shares,
    show,
    verdicts,
)

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def digits():
    """Twelve pictures, (12, 784), float32."""
    return torch.rand(12, 784, generator=torch.Generator().manual_seed(0))


def test_show_draws_on_the_current_axes():
    image = torch.arange(784.0)
    _, (left, right) = plt.subplots(1, 2)
    plt.sca(left)
    show(image, torch.tensor(3))
    assert (left.images[0].get_array() == image.numpy().reshape(28, 28)).all()
    assert left.get_title() == "3" and not left.axison
    assert left.images[0].get_cmap().name == "gray"
    assert left.images[0].get_interpolation() == "none"
    assert not right.images


@pytest.mark.parametrize("shape, drawn", [((784,), (28, 28)), ((28, 28),) * 2, ((5, 7),) * 2])
def test_show_takes_pictures_of_several_shapes(shape, drawn):
    show(torch.zeros(shape))
    assert plt.gca().images[0].get_array().shape == drawn
    assert plt.gca().get_title() == ""


@pytest.mark.parametrize("count, rows, places", [(8, 2, (2, 4)), (7, 2, (2, 4)), (3, 1, (1, 3))])
def test_plots(digits, count, rows, places):
    plots(digits[:count], titles=range(count), rows=rows)
    axes = plt.gcf().axes
    assert [a.get_title() for a in axes] == [str(i) for i in range(count)]
    assert axes[0].get_gridspec().get_geometry() == places
    assert plt.gcf().get_figwidth() <= 7.2


def test_plots_opens_a_figure_of_its_own(digits):
    plots(digits[:2])
    plots(digits[:2].reshape(2, 28, 28))
    assert len(plt.get_fignums()) == 2 and plt.gcf().axes[1].get_title() == ""


def test_verdicts_mark_mistakes_in_words():
    assert verdicts(torch.tensor([3, 5]), torch.tensor([3, 8])) == ["3", "✗ 5, is 8"]
    with pytest.raises(ValueError):
        verdicts([1, 2], [1])


def test_digit_rows(digits):
    labels = torch.arange(12) % 3
    digit_rows(digits, labels, columns=4)
    axes = plt.gca()
    mosaic = axes.images[0].get_array()
    assert mosaic.shape == (3 * 28, 4 * 28)
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["0", "1", "2"]
    # Row 2 holds pictures 2, 5, 8 and 11
    third = digits[8].numpy().reshape(28, 28)
    assert (mosaic[2 * 28 : 3 * 28, 2 * 28 : 3 * 28] == third).all()


def test_digit_rows_in_colour():
    shades = np.arange(6) / 10
    pictures = np.ones((6, 2, 4, 3)) * shades[:, None, None, None]
    digit_rows(pictures, [1, 0, 1, 0, 1, 0], columns=2)
    mosaic = plt.gca().images[0].get_array()
    assert mosaic.shape == (4, 8, 3)
    assert mosaic[::2, ::4, 0].tolist() == [[0.1, 0.3], [0, 0.2]]
    assert [tick.get_text() for tick in plt.gca().get_yticklabels()] == ["0", "1"]
    assert list(plt.gca().get_yticks()) == [0.5, 2.5]


def test_histograms():
    before = np.array([0.0, 0.0, 0.0, 1.0])
    histograms(before=before, after_it=torch.tensor([[-1.0, 1.0]]))
    left, right = plt.gcf().axes
    assert left.get_title() == "before\nmean 0.25, std 0.43"
    assert right.get_title() == "after it\nmean 0.00, std 1.00"
    heights = left.patches[0].get_data().values
    assert (heights[0], heights[-1], heights.sum()) == (0.75, 0.25, 1)
    assert left.get_yscale() == "log"


def test_no_minus_before_a_mean_of_zero():
    histograms(a=[-1.0, 0.9999])
    assert plt.gcf().axes[0].get_title() == "a\nmean 0.00, std 1.00"


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


def test_shares():
    shares(torch.tensor([0.18, 0.8, 0.02]), title="a 4?")
    bars = plt.gca().patches
    assert [bar.get_height() for bar in bars] == pytest.approx([0.18, 0.8, 0.02])
    assert [text.get_text() for text in plt.gca().texts] == ["18%", "80%", "2%"]
    assert plt.gca().get_title() == "a 4?"
    # The largest one differs in more than its colour
    assert bars[1].get_linewidth() > bars[0].get_linewidth()


def test_confusion_counts_labels_in_rows():
    labels, predictions = torch.tensor([0, 0, 2, 2, 2]), torch.tensor([0, 1, 2, 2, 0])
    counts = confusion(labels, predictions, classes=3)
    assert counts.tolist() == [[1, 1, 0], [0, 0, 0], [1, 0, 2]]
    assert confusion(labels, predictions).shape == (10, 10)


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
