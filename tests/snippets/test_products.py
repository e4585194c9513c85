"""The picture of two features, read back: each class stands at its means."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from snippets.products import feature_map

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("library", [np.asarray, torch.from_numpy])
def test_feature_map_puts_each_class_at_its_means(library):
    rng = np.random.default_rng(0)
    x, y = rng.random((30, 784)), np.arange(30) % 3 + 4
    weights = np.zeros((784, 2))
    weights[:392, 0], weights[400, 1] = 1, 3
    feature_map(library(weights), library(x), library(y), ["top", "dot"])
    first, second, plane = plt.gcf().axes
    assert [first.get_title(), second.get_title()] == ["top", "dot"]
    assert np.array_equal(first.images[0].get_array().ravel(), weights[:, 0])
    assert first.images[0].get_clim() == (0, 1) and second.images[0].get_clim() == (0, 3)
    assert (plane.get_xlabel(), plane.get_ylabel()) == ("top", "dot")
    places = {text.get_text(): text.get_position() for text in plane.texts}
    assert list(places) == ["4", "5", "6"]
    for kind, place in places.items():
        pictures = x[y == int(kind)]
        expected = pictures[:, :392].sum(1).mean(), 3 * pictures[:, 400].mean()
        assert place == pytest.approx(expected)
        assert plane.viewLim.contains(*place)


def test_feature_map_shows_weights_that_are_all_alike_as_bright():
    feature_map(np.full((784, 2), 0.5), np.ones((2, 784)), np.arange(2), ["a", "b"])
    assert plt.gcf().axes[0].images[0].get_clim() == (0, 0.5)
