"""What the page's pen is made of: its ticks, colours and numbers are Matplotlib's and the book's own."""

import re

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.figure import Figure

from book.running.colours import twin
from book.running.figures import MORE, grey_of, read_palette
from snippets.pictures.cells import number

MAPS = ("gray", "binary", "viridis", "cividis", "magma", "coolwarm", "Blues", "Greens", "Oranges", "Reds")
POWERS = dict(zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
ROOM = 3 * 10  # points that a label of a tick needs


def ranges(count=300):
    """Ranges of numbers of many sizes, many of them far from 0."""
    rng = np.random.default_rng(3)
    sizes, starts = 10 ** rng.uniform(-7, 7, (2, count))
    shifts = rng.choice([0, 0, -0.5, 1, -1], count) * starts
    return np.stack([shifts, shifts + sizes], axis=1).tolist() + [[0, 1], [-1, 1], [1e5, 1.0001e5], [2, 2.5]]


def ticks_of_matplotlib(axis, low, high):
    """[(place, label)] within the limits, and what is written at the end of the axis."""
    axis.axes.set_xlim(low, high)
    places = axis.get_majorticklocs()
    labels = axis.major.formatter.format_ticks(places)
    slack = 1e-10 * (high - low)
    inside = [(p, t) for p, t in zip(places, labels) if low - slack <= p <= high + slack]
    return inside, axis.major.formatter.get_offset()


def axis_with(room):
    """The x axis of a chart in which so many ticks have room."""
    figure = Figure(figsize=(room * ROOM / 72 + 0.01, 2))
    return figure.add_axes((0, 0, 1, 1)).xaxis


def test_ticks_are_where_matplotlib_has_them_and_say_the_same(in_logic):
    asked = [(room, *limits) for room in (2, 5, 9) for limits in ranges()]
    told = in_logic(
        "pen/chart/ticks", "return given.map(([room, ...view]) => it.linearTicks(view, room))", asked
    )
    axes = {room: axis_with(room) for room in (2, 5, 9)}
    for (room, low, high), answer in zip(asked, told, strict=True):
        slack = 1e-10 * (high - low)
        inside = [each for each in answer["ticks"] if low - slack <= each["at"] <= high + slack]
        expected, offset = ticks_of_matplotlib(axes[room], low, high)
        where = f"{room} ticks from {low} to {high}"
        assert [each["text"] for each in inside] == [text for _, text in expected], where
        assert [each["at"] for each in inside] == pytest.approx([at for at, _ in expected], rel=1e-9), where
        assert answer["offset"] == offset, where


def test_powers_of_ten_are_where_matplotlib_has_them(in_logic):
    rng = np.random.default_rng(4)
    exponents = rng.uniform(-12, 12, 200)
    asked = [[room, 10.0**low, 10.0 ** (low + size)]
             for low, size in zip(exponents, rng.uniform(0.3, 20, 200)) for room in (3, 7)]  # fmt: skip
    told = in_logic(
        "pen/chart/ticks", "return given.map(([room, ...view]) => it.logTicks(view, room))", asked
    )
    axes = {room: axis_with(room) for room in (3, 7)}
    for axis in axes.values():
        axis.axes.set_xscale("log")
    for (room, low, high), answer in zip(asked, told, strict=True):
        axes[room].axes.set_xlim(low, high)
        places = [at for at in axes[room].get_majorticklocs() if low <= at <= high]
        inside = [each for each in answer["ticks"] if low <= each["at"] <= high]
        assert [each["at"] for each in inside] == pytest.approx(places), (room, low, high)
        texts = ["10" + "".join(POWERS[sign] for sign in f"{round(np.log10(at))}") for at in places]
        assert [each["text"] for each in inside] == texts


@pytest.mark.parametrize("limits", [(2, 8), (0.3, 0.9), (15, 80), (3, 4.2), (0.04, 0.3)])
def test_where_hardly_a_power_is_in_sight_its_multiples_are_told(in_logic, limits):
    axis = axis_with(9)
    axis.axes.set(xscale="log", xlim=limits)
    axis.axes.figure.draw_without_rendering()
    ticks = [*axis.get_minor_ticks(), *axis.get_major_ticks()]
    told = [tick for tick in ticks if limits[0] <= tick.get_loc() <= limits[1] and tick.label1.get_text()]
    parts = [re.findall(r"(?:(\d)\\times)?10\^\{(-?\d+)\}", tick.label1.get_text())[0] for tick in told]
    texts = [f"{digit}×" * bool(digit) + "10" + "".join(map(POWERS.get, power)) for digit, power in parts]
    answer = in_logic("pen/chart/ticks", "return it.logBetween(given, 9)", limits)
    inside = [each["text"] for each in answer["ticks"] if limits[0] <= each["at"] <= limits[1]]
    assert sorted(inside) == sorted(texts)


def test_colours_are_those_of_the_book(root, in_logic):
    palette = read_palette(root)
    found = in_logic("pen/colours", "return { roles: it.ROLES, cycle: it.CYCLE }")
    roles = {light: f"--{role}" for role, (light, _) in palette.items()}
    roles |= {"#000000": "--ink", grey_of(palette)[0]: "--rule"}
    assert found["roles"] == roles
    assert found["cycle"] == [palette[role][0] for role in ("a-edge", "b-edge", "c-edge", "ink")] + [*MORE]
    rng = np.random.default_rng(5)
    colours = [f"#{value:06x}" for value in rng.integers(0, 2**24, 60).tolist()] + [*MORE]
    for least in (1, 4.5):
        twins = in_logic("pen/colours", f"return given.map((hex) => it.twin(hex, {least}))", colours)
        assert twins == [twin(colour, *palette["paper"], least) for colour in colours]


@pytest.mark.parametrize("steps", [256, 8])
def test_colour_maps_are_matplotlibs(in_logic, steps):
    names = [name for each in MAPS for name in (each, f"{each}_r")] + ["RdBu", "RdBu_r"]
    body = f"""return given.map((name) => {{
        const map = it.colourMap(name, {steps});
        return Array.from({{ length: 1001 }}, (_, k) => map(k / 1000));
    }})"""
    for name, colours in zip(names, in_logic("pen/marks/maps", body, names), strict=True):
        expected = colormaps[name].resampled(steps)(np.arange(1001) / 1000, bytes=True)
        far = np.abs(np.array(colours) - expected.astype(int)).max()
        assert far <= (0 if name in ("gray", "cividis") else 1), name


def test_numbers_stand_in_cells_as_python_writes_them(in_logic):
    rng = np.random.default_rng(6)
    floats = (rng.normal(size=200) * 10 ** rng.uniform(-8, 8, 200)).tolist() + [
        0.5,
        1e-5,
        99995.5,
        -0.00012345,
    ]
    values = [*floats, 7, -3, True, False, "?", ""]
    written = in_logic("pen/numbers", "return given.map(it.written)", values)
    assert written == [number(value) for value in values]


CHART = {"kind": "panels", "charts": [{"kind": "chart"}], "size": [3, 2]}


def chart(*marks, **words):
    return CHART | {"charts": [{"kind": "chart", "marks": list(marks), **words}]}


CURVE = {"kind": "curve", "x": [1, 2], "y": [1, 2]}


WORDS = {"kind": "words", "x": 1.5, "y": 1.5, "text": "here", "ha": "center"}
BOX = {"kind": "box", "x": 1, "y": 1, "width": 1, "height": 1}
IMAGE = {"kind": "image", "pixels": [[0, 1, 0], [1, 0, 1], [0, 1, 0]]}
DOTS = {"kind": "dots", "x": [1, 2], "y": [1, 2], "shades": [0, 1]}


def found(shapes, tag):
    """The attributes of all shapes of a tag, in order."""
    for shape in shapes:
        if shape["tag"] == tag:
            yield shape["attributes"]
        yield from found(shape["children"], tag)


@pytest.mark.parametrize(
    ("marks", "words", "areas"),
    [
        ([BOX | {"fc": "#cfe3f5"}, WORDS], "var(--ink)", ["var(--a-fill)"]),
        ([BOX | {"fc": "#0060a8"}, WORDS], "var(--paper)", ["var(--a-edge)"]),  # ink could not be read
        ([BOX | {"fc": "#0060a8"}, WORDS | {"color": "#a85400"}], "var(--b-edge)", ["var(--a-edge)"]),
        ([IMAGE, BOX | {"fc": "none", "ec": "#a85400"}, WORDS], "#1b1b1f", ["none"]),
        ([IMAGE, BOX | {"fc": "#ffffff"}, WORDS | {"color": "#ffffff"}], "#ffffff", ["#ffffff"]),
        ([DOTS, BOX | {"fc": "#cfe3f5"}, WORDS], "#1b1b1f", ["#ffffff", "#cfe3f5"]),  # on a ground that stays
    ],
)
def test_what_lies_on_paper_follows_the_scheme_and_what_lies_on_a_picture_stays(
    in_logic, marks, words, areas
):
    drawn = in_logic("pen/picture", "return it.shapesOf(given).shapes", chart(*marks))
    texts = [each["fill"] for each in found(drawn, "text")]
    assert words in texts[-1:]
    assert [each["fill"] for each in found(drawn[1:], "rect")] == areas


def test_a_legend_shows_the_hatch_of_what_it_names(in_logic):
    box, legend = BOX | {"fc": "#cfe3f5", "hatch": "//", "label": "a"}, {"kind": "legend"}
    drawn = in_logic("pen/picture", "return it.shapesOf(given).shapes", chart(box, legend))
    hatches = [each for each in found(drawn, "path") if each.get("class") == "pen-hatch"]
    piece = [*found(drawn, "rect")][-1]
    left, top, wide, high = (float(piece[name]) for name in ("x", "y", "width", "height"))
    ends = re.findall(r"([\d.]+) ([\d.]+)", hatches[-1]["d"])
    assert len(hatches) == 2 and ends
    assert all(left <= float(x) <= left + wide and top <= float(y) <= top + high for x, y in ends)


@pytest.mark.parametrize(
    ("picture", "named"),
    [
        ({"kind": "globe"}, 'no pen for a mark of kind "globe"'),
        (chart({"kind": "pie"}), 'no pen for a mark of kind "pie"'),
        ({"kind": "cells", "width": 1, "height": 1, "digits": 1, "marks": [{"kind": "ball"}]}, '"ball"'),
        (chart(CURVE | {"glow": 1}), 'cannot draw "glow" of a curve'),
        (chart(CURVE | {"marker": "8"}), 'no marker "8"'),
        (chart(CURVE | {"ls": "~"}), 'no line style "~"'),
        (chart(CURVE | {"color": "bluish"}), 'no colour "bluish"'),
        (chart(CURVE, {"kind": "legend", "loc": "north"}, zlim=[0, 1]), 'cannot draw "zlim" of a chart'),
        (chart(CURVE | {"label": "a"}, {"kind": "legend", "loc": "north"}), 'no place "north"'),
        (chart(CURVE, xscale="symlog"), 'no scale "symlog"'),
        (chart({"kind": "image", "pixels": [[1]], "cmap": ["jet"]}), 'no colour map "jet"'),
        (chart({"kind": "box", "x": 0, "y": 0, "width": 1, "height": 1, "hatch": "o"}), 'no hatch "o"'),
    ],
)
def test_what_the_pen_does_not_know_is_named(in_logic, picture, named):
    body = "try { it.shapesOf(given); } catch (error) { return error.message; }"
    assert named in in_logic("pen/picture", body, picture)
