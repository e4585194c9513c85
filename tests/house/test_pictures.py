"""The pictures of the book as others see it are those that `make pictures` makes, and light."""

import io

import numpy as np
from PIL import Image

from tests.pictures import CARD, HEIGHT, PHOTOGRAPH, WIDTH, WINDOW, card

SIDE = 10  # pixels of a patch, in which a number that differs shows
MOST = 24  # of 255: letters drawn by another version of Matplotlib move by less than a pixel


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=int)


def farthest(one, other):
    """How far two pictures are apart in the patch in which they differ most, from 0 to 255."""
    apart = np.abs(pixels(one) - pixels(other)).mean(axis=2)
    patches = apart.reshape(HEIGHT // SIDE, SIDE, WIDTH // SIDE, SIDE)
    return patches.mean(axis=(1, 3)).max()


def test_the_card_is_what_is_drawn(root):
    committed = (root / CARD).read_bytes()
    assert pixels(committed).shape == (HEIGHT, WIDTH, 3)
    assert farthest(card(), committed) < MOST, "run `make pictures`"
    assert farthest(card(row=(10, 20, 30, 41)), committed) > 2 * MOST  # one number of eight


def test_pictures_are_light(root):
    assert (root / CARD).stat().st_size < 50_000
    assert (root / PHOTOGRAPH).stat().st_size < 150_000


def test_the_photograph_is_that_of_a_window(root):
    assert Image.open(root / PHOTOGRAPH).size == (WINDOW["width"], WINDOW["height"])
    assert PHOTOGRAPH in (root / "README.md").read_text()
