"""The pictures of the book as others see it are those that `make pictures` makes, and light."""

import io
import re

import numpy as np
from PIL import Image, ImageColor

from book.running.colours import contrast
from snippets.pictures import card as card_picture
from snippets.pictures.palette import EDGES
from tests.pictures import CARD, DOTS, GRID, HEIGHT, MARK, PHOTOGRAPH, WIDTH, WINDOW, card, dots, squares

SIDE = 10  # pixels of a patch, in which a number that differs shows
GROUNDS = (("#ffffff", "#dee1e6"), ("#1e2129", "#35363a"))  # paper, and a tab of a browser, in both schemes
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


def test_the_mark_is_one_drawing_in_dots_and_on_the_card(root):
    for name, look in DOTS.items():
        committed = Image.open(root / name).convert("RGBA")
        assert committed.tobytes() == dots(*look).tobytes(), "run `make pictures`"
        assert (root / name).stat().st_size < 1000
    drawn = squares((root / MARK).read_text())
    card = Image.open(root / CARD).convert("RGB")
    left, top, unit = (WIDTH / card_picture.BOARD[0] * number for number in card_picture.MARK)
    for role, x, y, side in drawn:
        middle = (left + unit * (x + side / 2), top + unit * (y + side / 2))
        assert card.getpixel(tuple(map(round, middle))) == ImageColor.getrgb(EDGES[role])


def test_the_mark_is_shapes_that_fit(root):
    places = {role: set() for role in "ABC"}
    for role, x, y, side in squares((root / MARK).read_text()):
        assert 0 <= x <= GRID - side and 0 <= y <= GRID - side
        places[role].add((x, y))
    (column, rows), (columns, row) = ([{at[axis] for at in places[role]} for axis in (0, 1)] for role in "AB")
    assert len(column) == len(row) == 1 and len(rows) != len(columns)
    assert places["C"] == {(x, y) for x in columns for y in rows}


def test_the_colours_of_the_mark_are_those_of_the_palette_and_stand_out(root):
    light, dark = re.findall(r"\.a\{.*", (root / MARK).read_text())
    text = (root / "docs/assets/css/palette.css").read_text()
    for said, block, grounds in zip((light, dark), text.split("}")[:2], GROUNDS, strict=True):
        for role in "abc":
            colour = re.search(rf"\.{role}\{{fill:(#\w+)\}}", said)[1]
            assert re.search(rf"--{role}-edge: (#\w+)", block)[1] == colour
            assert min(contrast(colour, ground) for ground in grounds) >= 3


def test_pictures_are_light(root):
    assert (root / CARD).stat().st_size < 50_000
    assert (root / PHOTOGRAPH).stat().st_size < 150_000


def test_the_photograph_is_that_of_a_window(root):
    assert Image.open(root / PHOTOGRAPH).size == (WINDOW["width"], WINDOW["height"])
    assert PHOTOGRAPH in (root / "README.md").read_text()
