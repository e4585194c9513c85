"""Figures: one SVG for light and dark, with the same bytes on every run."""

import re

import matplotlib.pyplot as plt
import pytest
from lxml import etree

from book.ground.faults import BookError
from book.running import figures
from book.running.colours import contrast, twin

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


def parts(svg, id, tag="path"):
    """The elements of one kind in the groups of which the id begins so: [(class, style)]."""
    groups = etree.fromstring(svg.encode()).iterfind(".//{*}g[@id]")
    nodes = [node for group in groups if group.get("id").startswith(id) for node in group.iter(f"{{*}}{tag}")]
    return [(node.get("class", ""), node.get("style", "")) for node in nodes]


def test_a_grid_is_of_the_books_grey_and_black_is_ink(drawn):
    def draw(axes):
        axes.grid()
        axes.axhline(1.5, color="k")
        axes.bar([1], [1], color="k")
        axes.plot([1, 2], "ko")

    svg = drawn(draw)
    assert "#000000" not in svg and "#b0b0b0" not in svg
    assert "stroke-rule" in parts(svg, "line2d_1")[0][0]
    assert ".stroke-rule{stroke:#dbdbdb}" in svg and ".stroke-rule{stroke:#404249}" in svg
    filled = [style for name, style in parts(svg, "patch") if "fill" not in f"{name}{style}"]
    assert filled == [], "what has no fill of its own is black in SVG"


def test_another_colour_has_a_twin_by_rule_and_keeps_its_alpha(drawn):
    svg = drawn(lambda axes: axes.bar([1], [1], color="tab:blue", alpha=0.25))
    assert ("fill-1f77b4", "opacity: 0.25") in parts(svg, "patch")
    dark = twin("#1f77b4", *PALETTE["paper"])
    assert f".fill-1f77b4{{fill:{dark}}}" in svg.partition("(prefers-color-scheme:dark)")[2]


def test_words_in_a_pale_colour_can_be_read_in_the_dark(drawn):
    svg = drawn(lambda axes: axes.set_title("pale $x^2$", color="yellow"))
    dark = svg.partition("(prefers-color-scheme:dark)")[2]
    found = re.search(r"\.fill-text-ffff00\{fill:(#\w{6})\}", dark)[1]
    assert contrast(found, PALETTE["paper"][1]) >= 4.5
    spans = parts(svg, "text", "tspan")
    assert spans and all(name == "fill-text-ffff00" for name, _ in spans)
    assert "DejaVu" not in svg


def test_colours_that_stand_for_numbers_stay_on_a_light_ground(drawn):
    def draw(axes):
        dots = axes.scatter([1, 2], [1, 2], c=[0, 1], cmap="viridis", label="dots")
        axes.plot([1, 2], [2, 1], "ko")
        axes.text(1.5, 1.5, "inside")
        axes.set_title("outside")
        axes.legend(*dots.legend_elements(), bbox_to_anchor=(1.1, 1), loc="upper left")

    svg = drawn(draw)
    assert ("", "fill: #ffffff") in parts(svg, "patch_2"), "the ground"
    assert all(not name and "#" in style for name, style in parts(svg, "PathCollection", "use"))
    words = {node.text: node for node in etree.fromstring(svg.encode()).iterfind(".//{*}text")}
    assert words["inside"].get("class") is None and words["outside"].get("class") == "fill-ink"
    legend = parts(svg, "legend")
    assert all(not name for name, _ in legend) and "fill: #ffffff" in legend[0][1], "it takes ground along"


def test_nothing_is_shared_between_a_light_ground_and_paper(drawn):
    def draw(axes):
        for k, values in enumerate([None, [0, 1]]):
            inset = axes.inset_axes([k / 2, 0, 0.4, 1])
            inset.bar([0, 1], [1, 1], hatch="/", color="tab:red", edgecolor="k")
            inset.plot([0, 1], "s", color="tab:green")
            if values:
                inset.scatter([0, 1], [0, 1], c=values)

    root = etree.fromstring(drawn(draw).encode())
    patterns = {node.get("id"): node for node in root.iterfind(".//{*}pattern")}
    twins = [(name, name.removeprefix("stays-")) for name in patterns if name.startswith("stays-")]
    assert len(twins) == 1
    staying, following = (patterns[name] for name in twins[0])
    assert staying.find("{*}rect").get("fill") == "#d62728" and following.find("{*}rect").get("class")
    markers = root.iterfind(".//{*}defs/{*}path")
    assert all("stroke:" not in node.get("style", "") and not node.get("class") for node in markers)


def test_over_a_picture_the_palette_follows_and_other_colours_stay(drawn):
    def draw(axes):
        axes.imshow([[0, 1], [2, 3]])
        axes.plot([0, 1], [0, 1], color="w")
        axes.plot([0, 1], [1, 0], color=PALETTE["b-edge"][0])
        axes.text(0.5, 0.5, "x", color="w")

    svg = drawn(draw)
    lines = parts(svg, "line2d")[-2:]
    assert "stroke: #ffffff" in lines[0][1] and lines[1][0] == "stroke-b-edge"
    assert "fill: #ffffff" in parts(svg, "text", "text")[-1][1]


def test_values_without_axes_get_a_ground(drawn):
    def draw(axes):
        axes.scatter([1, 2], [1, 2], c=[0, 1])
        axes.axis("off")

    svg = drawn(draw)
    assert ("", "fill: #ffffff") in parts(svg, "patch")


def test_what_follows_the_scheme_is_no_picture_of_itself(drawn):
    def draw(axes):
        axes.plot([1, 2], "k", rasterized=True)
        axes.set_rasterization_zorder(5)

    svg = drawn(draw)
    assert "<image" not in svg and "stroke-ink" in parts(svg, "line2d")[-1][0]


def test_a_picture_that_can_be_seen_through_has_a_light_ground(drawn):
    svg = drawn(lambda axes: axes.imshow([[0, 1]], alpha=0.5))
    assert ("", "fill: #ffffff") in parts(svg, "patch_2")


def test_a_smooth_mesh_is_a_picture_since_no_browser_draws_its_gradients(drawn):
    svg = drawn(lambda axes: axes.pcolormesh([[0, 1], [2, 3]], shading="gouraud"))
    assert "<image" in svg and "linearGradient" not in svg


def test_words_on_a_strong_colour_are_in_the_colour_of_paper(drawn):
    svg = drawn(lambda axes: axes.pie([1, 2, 3, 4], autopct="%d"))
    assert {name for name, _ in parts(svg, "text", "text")} == {"fill-paper"}
    svg = drawn(lambda axes: axes.bar_label(axes.bar(["a"], [2]), label_type="center"))
    assert [name for name, _ in parts(svg, "text", "text") if name != "fill-ink"] == ["fill-paper"]
    svg = drawn(lambda axes: axes.bar_label(axes.bar(["a"], [2])))
    assert {name for name, _ in parts(svg, "text", "text")} == {"fill-ink"}, "above the bar"


def test_no_style_of_a_cell_spoils_a_figure(drawn):
    def draw(axes):
        plt.style.use("default")
        plt.rcParams["mathtext.fontset"] = "cm"
        plt.plot([1, 2], "s")
        plt.title("words")
        plt.text(1, 1, r"$\alpha$")

    svg = drawn(draw)
    assert svg == drawn(draw) and ">words</text>" in svg and "α</tspan>" in svg


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda axes: axes.set_title(r"$\frac{1$"), r"the Text `$\frac{1$` of set_title cannot be drawn: "),
        (
            lambda axes: axes.set_xlabel("a\x01"),
            r"of set_xlabel cannot be drawn: no SVG holds the character '\x01'",
        ),
        (lambda axes: axes.plot([1, 2], label="$_$") and axes.legend(), "the Text `$_$` of legend cannot"),
        (lambda axes: axes.figure.suptitle("\ud800"), "of suptitle cannot be drawn: no SVG holds"),
        (lambda axes: axes.annotate("$^$", (0, 0)), "the Annotation `$^$` of annotate cannot be drawn: "),
        (lambda axes: axes.xaxis.set_major_formatter(lambda x, at: 1 / 0), "division by zero: correct it"),
    ],
)
def test_what_cannot_be_drawn_is_named_with_its_call(drawn, draw, message):
    with pytest.raises(BookError) as raised:
        drawn(draw)
    assert message in str(raised.value) and "\n" not in str(raised.value)


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
