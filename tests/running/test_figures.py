"""Figures: one SVG for light and dark, with the same bytes on every run."""

import matplotlib
import matplotlib.pyplot as plt
import pytest
from lxml import etree

from book.ground.faults import BookError
from book.running import figures, film

PALETTE = figures.read_palette(figures.HOME)


@pytest.fixture
def drawn():
    """Draw with the style of the book and give the SVG text."""

    def drawn(draw):
        with matplotlib.rc_context(figures.style_of(PALETTE)):
            figure, axes = plt.subplots()
            draw(axes)
            try:
                return figures.save(figure, PALETTE)
            finally:
                plt.close(figure)

    return drawn


def draw_all(axes):
    axes.plot([1, 2, 3], [3, 1, 2], label="loss")
    axes.bar([1, 2], [2, 2], hatch="//", color=PALETTE["a-fill"][0], edgecolor=PALETTE["a-edge"][0])
    axes.imshow([[0, 1, 2], [3, 4, 5]], extent=(1, 2, 1, 2))
    axes.text(1, 1, "words", family="monospace")
    axes.set_title("a title")
    axes.legend()


def test_every_colour_is_a_class_with_a_dark_twin(drawn):
    svg = drawn(draw_all)
    root = etree.fromstring(svg.encode())
    style = root.findtext(".//{*}style")
    light, dark = style.split("@media (prefers-color-scheme:dark)")
    classes = {name for node in root.iter() for name in node.get("class", "").split()}
    assert {"fill-a-fill", "stroke-a-edge", "fill-ink", "fill-paper"} <= classes
    for name in classes:
        kind, _, role = name.partition("-")
        assert f".{name}{{{kind}:{PALETTE[role][0]}}}" in light
        assert f".{name}{{{kind}:{PALETTE[role][1]}}}" in dark
    body = svg.replace(style, "")
    assert "#cfe3f5" not in body.lower() and "stroke: #" not in body


def test_hatches_follow_too(drawn):
    root = etree.fromstring(drawn(draw_all).encode())
    inks = [node.get("class") for node in root.iterfind(".//{*}pattern//{*}path")]
    assert inks and all("ink" in ink or "edge" in ink for ink in inks)


def test_paper_is_painted_and_text_stays_text(drawn):
    root = etree.fromstring(drawn(draw_all).encode())
    assert "fill-paper" in root.find(".//{*}path").get("class")
    texts = {node.text: node for node in root.iterfind(".//{*}text")}
    assert "ui-monospace" in texts["words"].get("style") and "DejaVu" not in drawn(draw_all)
    assert "fill-ink" in texts["a title"].get("class")


def test_the_same_drawing_gives_the_same_bytes(drawn):
    assert drawn(draw_all) == drawn(draw_all)


def test_a_colour_outside_the_palette_is_refused(drawn):
    with pytest.raises(BookError, match="colour #ff0000 has no dark twin: draw with the palette"):
        drawn(lambda axes: axes.plot([1, 2], color="red"))


def drawing(*names):
    """A drawing with a line for each of the names."""

    def draw(axes):
        for height, name in enumerate(names):
            axes.plot([0, 1], [0, height], gid=name)
            axes.text(1, height, "here", gid=name)

    return draw


def test_a_film_plays_frame_after_frame_where_motion_is_welcome(drawn):
    root = etree.fromstring(drawn(drawing("frame-0 step 0", "frame-1", "frame-2 step 9")).encode())
    parts = root.xpath("//*[starts-with(@class, 'frame-')]")
    assert [part.get("class") for part in parts] == ["frame-0", "frame-1", "frame-2"] * 2
    assert [part.get("data-told") for part in parts[:3]] == ["step 0", None, "step 9"]
    assert not root.xpath("//@id[contains(., 'frame')]")
    style = root.findtext(".//{*}style")
    still, moving = style.split("@media screen and (prefers-reduced-motion:no-preference)")
    assert "animation" not in still and ".later{visibility:hidden}" in still
    beats = 3 + film.REST
    assert f"animation:{film.HOLD * beats:g}s step-end infinite" in moving
    assert "@keyframes frame-0{0.00%{visibility:visible}12.50%{stroke-opacity" in moving
    assert "@keyframes frame-1{0%{visibility:hidden}12.50%{visibility:visible}25.00%{str" in moving
    assert "@keyframes frame-2{0%{visibility:hidden}25.00%{visibility:visible}}" in moving


def test_any_artist_can_be_a_part_of_a_frame(drawn):
    def draw(axes):
        axes.imshow([[0, 1]], gid="frame-0")
        axes.scatter([0], [0], gid="frame-1")
        axes.annotate("here", (0, 0), (1, 1), arrowprops={}, gid="frame-2")

    root = etree.fromstring(drawn(draw).encode())
    parts = root.xpath("//*[starts-with(@class, 'frame-')]")
    assert {part.get("class") for part in parts} == {"frame-0", "frame-1", "frame-2"}


def test_a_picture_without_frames_does_not_move(drawn):
    svg = drawn(drawing("frames", None))
    assert "animation" not in svg and "past" not in svg and 'id="frames"' in svg


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["frame-0", "frame-2", "frame-4"], "a film of 3 frames has no frame-1: number its frames 0, 1"),
        (["frame-1 step 4"], "a film of 1 frames has no frame-0"),
        (["frame-0", "frame-last"], "gid='frame-last' is no frame of a film: write \"frame-0\" or"),
    ],
)
def test_a_film_with_a_gap_or_a_wrong_name_is_refused(drawn, names, message):
    with pytest.raises(BookError, match=message):
        drawn(drawing(*names))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (":root { --ink: #000000; }", "no `.*slate.*` block"),
        (
            ':root { --ink: #000000; }\n[data-md-color-scheme="slate"] { --paper: #000000; }',
            "the same colours",
        ),
    ],
)
def test_a_palette_without_a_dark_half_is_refused(tmp_path, text, message):
    file = tmp_path / figures.PALETTE
    file.parent.mkdir(parents=True)
    file.write_text(text)
    with pytest.raises(BookError, match=message):
        figures.read_palette(tmp_path)
