"""The page's pen draws what Matplotlib's draws: words, lines, areas and pixels, each at its place."""

import io

import matplotlib.pyplot as plt
import pytest

from book.running.figures import read_palette, style_of
from tests.kit.in_node import in_node
from tests.kit.primitives import Shapes, differences, of_svg
from tests.snippets.pictures.test_every_picture import PICTURES, given

DRAW = """return given.map((picture) => {
    try { return it.shapesOf(picture); } catch (error) { return `${error.stack}`; }
});"""
CASES = [(picture, k) for picture, arguments in PICTURES.items() for k in range(len(arguments))]


def page_pen(root, pictures):
    """What the page's pen draws of each picture: shapes, or what it says of its error."""
    return in_node(root, "pen/picture.mjs", DRAW, pictures)


@pytest.fixture(scope="module")
def ours(root):
    """{(picture, number): what the page's pen draws of it}."""
    data = [given(picture.data, PICTURES[picture][k]) for picture, k in CASES]
    return dict(zip(CASES, page_pen(root, data), strict=True))


def matplotlibs(root, draw):
    """What Matplotlib's pen draws, in the book's style."""
    style = style_of(read_palette(root)) | {"svg.fonttype": "none", "path.simplify": False}
    with plt.rc_context(style):
        draw()
        buffer = io.StringIO()
        plt.savefig(buffer, format="svg")
    plt.close("all")
    return of_svg(buffer.getvalue())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0].__name__}-{case[1]}")
def test_both_pens_draw_the_same(root, ours, case):
    picture, k = case
    assert not isinstance(ours[case], str), ours[case]
    theirs = matplotlibs(root, lambda: given(picture, PICTURES[picture][k]))
    size = ours[case]["width"], ours[case]["height"]
    said = differences(Shapes(root).of(ours[case]["shapes"]), theirs, size)
    assert not said, "\n".join(said)
