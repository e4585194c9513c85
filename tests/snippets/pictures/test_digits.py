"""Pictures of digits: the numbers behind them, in the right place."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from snippets.pictures.digits import (
    answer,
    digit_rows,
    half_in_numbers,
    histograms,
    plots,
    show,
    side_by_side,
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


def places(axis):
    """{(column, row): text} of the texts on an axis."""
    return {tuple(map(float, text.get_position())): text.get_text() for text in axis.texts}


def test_half_of_a_picture_bears_its_numbers():
    image = torch.arange(784) / 783
    half_in_numbers(image, rows=range(10, 12), columns=range(20, 26))
    axis = plt.gca()
    pixels, numbers = np.asarray(axis.images[0].get_array()), places(axis)
    assert pixels.shape == (2, 6), "the strokes run on below the numbers"
    assert pixels[1, 2] == pytest.approx(image[11 * 28 + 22].item())
    assert sorted(numbers) == [(column, row) for column in (3, 4, 5) for row in (0, 1)]
    assert numbers[3, 0] == f"{image[10 * 28 + 23] * 255:.0f}"
    assert numbers[5, 1] == f"{image[11 * 28 + 25] * 255:.0f}"


def test_numbers_stand_out_from_their_pixels():
    half_in_numbers(torch.arange(784) / 783, rows=range(28), columns=range(26, 28))
    colours = [text.get_color() for text in plt.gca().texts]
    assert colours == ["#ffffff"] * 14 + ["#000000"] * 14


def test_side_by_side_names_each_matrix_and_its_shape():
    a = torch.arange(6).reshape(2, 3)
    side_by_side(**{"a": a, "a.T": a.T})
    titles = [axis.get_title() for axis in plt.gcf().axes]
    assert titles == ["a\n(2, 3)", "a.T\n(3, 2)"]
    assert np.array_equal(plt.gcf().axes[1].images[0].get_array(), a.T)


def test_an_answer_shows_all_shares_and_the_largest_stands_out(digits):
    answer(digits[0], torch.tensor([0.18, 0.8, 0.02]))
    whole, bars = plt.gcf().axes
    assert (whole.images[0].get_array() == digits[0].numpy().reshape(28, 28)).all()
    assert [bar.get_width() for bar in bars.patches] == pytest.approx([0.18, 0.8, 0.02])
    assert [text.get_text() for text in bars.texts] == ["18%", "80%", "2%"]
    assert [text.get_weight() == "bold" for text in bars.texts] == [False, True, False]
    assert bars.get_ylim()[0] > bars.get_ylim()[1], "the first class is on top"
    # The largest one differs in more than its colour
    assert bars.patches[1].get_linewidth() > bars.patches[0].get_linewidth()
