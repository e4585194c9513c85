"""The made-up picture and pictures side by side, read back from what was drawn."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from snippets.stretching import before_after, painted

pytestmark = pytest.mark.filterwarnings("error")


def test_painted_picture_is_a_colour_picture():
    picture = painted(32)
    assert picture.shape == (32, 32, 3) and picture.dtype == np.float64
    assert picture.min() >= 0 and picture.max() <= 1
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 8
    assert painted().shape == (256, 256, 3)


def test_before_after_names_pictures_and_shapes():
    noon = painted(16)
    before_after(noon=noon, evening=noon * [1, 0.5, 0])
    left, right = plt.gcf().axes
    assert left.get_title() == "noon (16, 16, 3)" and right.get_title() == "evening (16, 16, 3)"
    drawn = np.asarray(right.images[0].get_array())
    assert np.array_equal(drawn[..., 0], noon[..., 0]) and (drawn[..., 2] == 0).all()
