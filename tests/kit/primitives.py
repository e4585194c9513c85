"""What a drawing is made of, read from Matplotlib's SVG and from the shapes of the page's pen alike: words,
lines and areas, images, each with its look and its place, in points."""

import base64
import io
import re
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from lxml import etree
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from PIL import Image

from book.running.figures import grey_of, read_palette

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
NUMBER = r"-?\d+\.?\d*(?:e-?\d+)?"
POWER = re.compile(r"(\d×)?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
POWERS = dict(zip("−0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
EDGE = 2  # points along the edge of a drawing in which things are cut off
CIRCLE = 8  # points that stand for a circle


@dataclass
class Primitive:
    """`look` is compared letter by letter, `points`, (n, 2), up to a tolerance."""

    kind: str
    look: tuple
    points: np.ndarray
    pixels: np.ndarray = field(default=None, repr=False)

    def __str__(self):
        return f"{self.kind} {self.look} at {np.round(self.points.min(axis=0), 1)}"


def differences(ours, theirs, size, near=1.0):
    """What one drawing has and the other lacks, in words; `near`: points that places may differ by.

    Of what leaves a drawing of that size the part inside is compared: Matplotlib cuts off the rest.
    """
    groups = defaultdict(lambda: ([], []))
    for side, primitives in enumerate((ours, theirs)):
        for each in primitives:
            groups[each.kind, each.look][side].append(each)
    said = []
    for left, right in groups.values():
        for one in left:
            gaps = [gap(one, other, size) for other in right]
            if gaps and min(gaps) <= near:
                del right[int(np.argmin(gaps))]
            else:
                said.append(f"only ours: {one}" + (f", off by {min(gaps):.2f}" if gaps else ""))
        said += [f"only Matplotlib's: {one}" for one in right]
    return said


def gap(one, other, size):
    """How far the farthest point of one is from the nearest of the other, inf where pixels differ."""
    if one.pixels is not None and not np.array_equal(one.pixels, other.pixels):
        return np.inf
    here, there = (_inside(each.points, size) for each in (one, other))
    if np.abs(here.min(axis=0) - there.min(axis=0)).max() > 10:
        return np.inf
    between = np.abs(here[:, None] - there[None]).max(axis=2)
    return max(between.min(axis=0).max(), between.min(axis=1).max())


def _inside(points, size):
    kept = points[((points > EDGE) & (points < np.array(size) - EDGE)).all(axis=1)]
    return kept if len(kept) else points.clip((0, 0), size)


# Of an SVG of Matplotlib's


def of_svg(text):
    root = etree.fromstring(text.encode())
    markers = {each.get("id"): each for each in root.iter(f"{SVG}path") if each.get("id")}
    grounds = {each.get("id"): each[0].get("fill") for each in root.iter(f"{SVG}pattern")}
    found = []
    for element in root.iter(f"{SVG}*"):
        above = [each.tag for each in element.iterancestors()]
        if f"{SVG}defs" in above or _is_ground(element):
            continue
        if element.tag == f"{SVG}path" and not element.get("id"):
            found += _hatched(element.get("d"), _styles(element), grounds)
        elif element.tag == f"{SVG}use" and (marker := markers.get(element.get(LINK)[1:])) is not None:
            shift = [float(element.get(axis, 0)) for axis in "xy"]
            styles = _styles(marker) | _styles(element)
            found += _path(marker.get("d"), styles, shift)
        elif element.tag == f"{SVG}text":
            found.append(_svg_words(element))
        elif element.tag == f"{SVG}image":
            found.append(_svg_image(element))
    return [each for each in found if each]


def _is_ground(element):
    """Whether this is the paper below a figure or below its axes."""
    groups = [*element.iterancestors(f"{SVG}g")]
    is_first = len(groups) > 1 and groups[0].getprevious() is None
    holder = groups[1].get("id", "") if is_first else ""
    is_paper = element.get("style") == "fill: #ffffff"
    return is_first and is_paper and holder.startswith(("figure_", "axes_"))


def _styles(element):
    pairs = (part.split(":", 1) for part in element.get("style", "").split(";") if part.strip())
    return {name.strip(): value.strip() for name, value in pairs}


def _svg_words(element):
    style = _styles(element)
    if len(element):  # of mathematics
        parts = [(_styles(part), "".join(part.itertext())) for part in element]
        large = max(float(s["font-size"][:-2]) for s, _ in parts)
        text = "".join(
            t if float(s["font-size"][:-2]) == large else "".join(POWERS.get(sign, sign) for sign in t)
            for s, t in parts
        )
        return _words((text, *[None] * 3), None, 0, (0, 0), ())
    if not (element.text or "").strip():
        return None
    mono = "Mono" in style["font-family"]
    look = (element.text, round(float(style["font-size"][:-2]), 2), style.get("font-weight", "400"), mono)
    transform = element.get("transform", "")
    numbers = re.findall(NUMBER, transform)
    if transform.startswith("translate"):
        numbers = [*(numbers[2:] or [0]), *numbers[:2]]
    turn, *at = numbers
    colour = style.get("fill", "#000000"), _alpha(style.get("opacity"))
    return _words(look, style.get("text-anchor", "start"), float(turn), at, colour)


def _words(look, anchor, turn, at, colour):
    """Words from where they begin, however they were placed; turned ones from where they were."""
    if POWER.fullmatch(look[0]):  # of mathematics, where Matplotlib places each sign by itself
        return Primitive("words", (look[0],), np.zeros((1, 2)))
    x, y = map(float, at)
    text, size, weight, mono = look
    family = "DejaVu Sans Mono" if mono else "DejaVu Sans"
    font = FontProperties(family=family, size=size, weight=int(weight))
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    if not turn:
        x -= width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    return Primitive("words", (*look, turn + 0.0, *colour), np.array([[x, y]]))


def _svg_image(element):
    a, _, _, d, e, f = map(float, re.findall(NUMBER, element.get("transform")))
    width, height = (float(element.get(side)) for side in ("width", "height"))
    pixels = _png(element.get(LINK))
    corners = np.array([[e, f], [e + a * width, f + d * height]])
    return Primitive("image", (), corners, pixels if d > 0 else pixels[::-1])


def _png(address):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(address.split(",")[1]))).convert("RGBA"))


def _hatched(d, style, grounds):
    """What a path gives, whose fill may be a hatch on a ground."""
    fill = style.get("fill", "")
    if not fill.startswith("url"):
        return _path(d, style)
    hatch = [Primitive("hatched", (), _bounds(points)) for points in _lines(d, (0, 0))]
    return hatch + _path(d, style | {"fill": grounds[fill[5:-1]]})


def _path(d, style, shift=(0, 0)):
    """A primitive for each line or area of a path."""
    fill, stroke = style.get("fill", "#000000"), style.get("stroke", "none")
    alphas = [
        _alpha(style.get(f"{name}-opacity")) * _alpha(style.get("opacity")) for name in ("fill", "stroke")
    ]
    dashes = tuple(round(float(each), 1) for each in re.findall(NUMBER, style.get("stroke-dasharray", "")))
    width = round(float(style.get("stroke-width", 1)), 2)
    line = (stroke, round(alphas[1], 2), width, dashes) if stroke != "none" else ()
    found = []
    for points in _lines(d, shift):
        own = fill if len(points) > 2 and fill != "none" else None
        if (own or line) and len(points) > 1:
            found.append(Primitive("path", ((own, round(alphas[0], 2)) if own else (), line), points))
    return found


def _alpha(text):
    return float(text or 1)


def _bounds(points):
    return np.array([points.min(axis=0), points.max(axis=0)])


def _lines(d, shift):
    """The corners of each line of a path, a curve's middle ones left out; of a circle, its box."""
    for part in re.findall(r"M[^M]*", d):
        commands = re.findall(rf"([MLQCz])((?:\s*{NUMBER})*)", part)
        ends = [re.findall(NUMBER, numbers)[-2:] for name, numbers in commands if name != "z"]
        points = np.array(ends, float) + shift
        if sum(name == "C" for name, _ in commands) >= CIRCLE:
            (left, top), (right, bottom) = _bounds(points)
            points = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        yield _plain(points)


def _plain(points):
    """Points without what a straight line of three has in its middle, and what is there twice."""
    if len(points) == 3:
        (a, b), (c, d) = points[1] - points[0], points[2] - points[0]
        if abs(a * d - b * c) < 0.02 * max(1, np.hypot(c, d)):
            points = points[[0, 2]]
    return np.unique(points.round(3), axis=0)


# Of the shapes of the page's pen


class Shapes:
    """Reads shapes; the colours are those of the palette's light half."""

    def __init__(self, root):
        palette = read_palette(root)
        self.colours = {f"var(--{role})": light for role, (light, _) in palette.items()}
        self.colours["var(--rule)"] = grey_of(palette)[0]

    def of(self, shapes):
        return [found for shape in shapes[1:] for found in self._read(shape)]

    def _read(self, shape):
        tag, attributes = shape["tag"], shape["attributes"]
        if tag == "text":
            yield self._words(shape["text"], attributes)
        elif tag == "image":
            x, y, width, height = (float(attributes[name]) for name in ("x", "y", "width", "height"))
            corners = np.array([[x, y], [x + width, y + height]])
            yield Primitive("image", (), corners, _png(attributes["href"]))
        elif tag in ("rect", "circle", "path"):
            look = {name: self.colours.get(value, value) for name, value in attributes.items()}
            if attributes.get("class") == "pen-hatch":
                points = np.concatenate(list(_lines(attributes["d"], (0, 0))))
                yield Primitive("hatched", (), _bounds(points))
            else:
                yield from _path(_d(tag, attributes), look)
        for child in shape["children"]:
            yield from self._read(child)

    def _words(self, text, attributes):
        turn = re.search(NUMBER, attributes.get("transform", "0"))[0]
        look = (text, round(float(attributes["font-size"]), 2), attributes.get("font-weight", "400"))
        fill = self.colours.get(attributes["fill"], attributes["fill"])
        colour, at = (fill, _alpha(attributes.get("opacity"))), (attributes["x"], attributes["y"])
        return _words(
            (*look, "font-family" in attributes), attributes["text-anchor"], float(turn), at, colour
        )


def _d(tag, attributes):
    if tag == "path":
        return attributes["d"]
    if tag == "rect":
        x, y, width, height = (float(attributes[name]) for name in ("x", "y", "width", "height"))
    else:
        radius = float(attributes["r"])
        x, y = (float(attributes[f"c{axis}"]) - radius for axis in "xy")
        width = height = 2 * radius
    return f"M{x} {y}L{x + width} {y}L{x + width} {y + height}L{x} {y + height}z"
