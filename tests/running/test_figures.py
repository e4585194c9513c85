"""Figures: one SVG for light and dark, with the same bytes on every run."""

import pytest
from lxml import etree

from book.ground.faults import BookError
from book.running import figures

PALETTE = figures.read_palette(figures.HOME)


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
