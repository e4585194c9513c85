"""The page's pen draws what Matplotlib's draws: words, lines, areas and pixels, each at its place."""

import io

import matplotlib.pyplot as plt
import pytest

from book.running.figures import read_palette, style_of
from book.running.narrow import narrow
from snippets.pictures import broadcast, channels, curves, mirror, nets, walks
from tests.kit.night import by_day
from tests.kit.plain import PLOTS
from tests.kit.primitives import Shapes, differences, of_svg
from tests.snippets.pictures.test_every_picture import LATER, PICTURES, given

DRAW = """return given.map((picture) => {
    try { return it.shapesOf(picture, %s); } catch (error) { return `${error.stack}`; }
});"""
# Pictures that a phone shows in another form, and one that it does not
NARROW = [
    *((broadcast.broadcast_picture, 0), (mirror.draw_mirror, 0), (curves.draw_batch_costs, 0)),
    *((channels.before_after, 0), (nets.filter_pictures, 0), (walks.rates, 0)),
]
CASES = [(picture, k) for picture, arguments in PICTURES.items() for k in range(len(arguments))]


def page_pen(in_logic, pictures, how="{}"):
    """What the page's pen draws of each picture: shapes, or what it says of its error."""
    return in_logic("pen/picture", DRAW % how, pictures)


@pytest.fixture(scope="module")
def ours(in_logic):
    """{(picture, number): what the page's pen draws of it}."""
    data = [given(picture.data, PICTURES[picture][k]) for picture, k in CASES]
    return dict(zip(CASES, page_pen(in_logic, data), strict=True))


def matplotlibs(root, draw):
    """What Matplotlib's pen draws, in the book's style, and what `draw` gives."""
    style = style_of(read_palette(root)) | {"svg.fonttype": "none", "path.simplify": False}
    with plt.rc_context(style):
        given = draw()
        buffer = io.StringIO()
        plt.savefig(buffer, format="svg")
    plt.close("all")
    return of_svg(buffer.getvalue()), given


def compared(root, ours, theirs):
    """What one pen draws and the other does not, in words."""
    assert not isinstance(ours, str), ours
    return differences(Shapes(root).of(ours["shapes"]), theirs, (ours["width"], ours["height"]))


@pytest.mark.parametrize(
    "case",
    by_day(CASES, {(picture, k) for picture, k in CASES if picture not in LATER or k}),
    ids=lambda case: f"{case[0].__name__}-{case[1]}",
)
def test_both_pens_draw_the_same(root, ours, case):
    picture, k = case
    theirs, _ = matplotlibs(root, lambda: given(picture, PICTURES[picture][k]))
    assert not (said := compared(root, ours[case], theirs)), "\n".join(said)


@pytest.fixture(scope="module")
def plain(root, in_logic):
    """{plot: (what the page's pen draws of its picture, what Matplotlib draws)}."""
    drawn = [matplotlibs(root, plot) for plot in PLOTS]
    ours = page_pen(in_logic, [picture for _, picture in drawn])
    return {plot: (own, theirs) for plot, own, (theirs, _) in zip(PLOTS, ours, drawn, strict=True)}


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.__name__)
def test_plain_plots_are_drawn_as_matplotlib_draws_them(root, plain, plot):
    assert not (said := compared(root, *plain[plot])), "\n".join(said)


@pytest.fixture(scope="module")
def on_a_phone(in_logic):
    """As `ours`, of pictures as a phone shows them."""
    data = [given(picture.data, PICTURES[picture][k]) for picture, k in NARROW]
    return dict(zip(NARROW, page_pen(in_logic, data, "{ isNarrow: true }"), strict=True))


@pytest.mark.parametrize("case", NARROW, ids=lambda case: case[0].__name__)
def test_a_phone_is_shown_the_same_form_by_both_pens(root, on_a_phone, case):
    picture, k = case

    def draw():
        given(picture, PICTURES[picture][k])
        wide = plt.gcf().get_size_inches().tolist()
        if not narrow(plt.gcf()):
            plt.gcf().set_size_inches(wide)

    theirs, _ = matplotlibs(root, draw)
    assert not (said := compared(root, on_a_phone[case], theirs)), "\n".join(said)
