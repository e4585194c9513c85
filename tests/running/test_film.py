"""Films: one SVG whose frames play where motion is welcome."""

import pytest
from lxml import etree

from book.ground.faults import BookError
from book.running import film


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
