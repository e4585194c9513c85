"""Figures: one SVG that follows light and dark, the same bytes on every run.

Figures are drawn for light paper; here each colour becomes a CSS class with a dark twin, so that one
file serves both schemes. The palette of `docs/assets/css/palette.css` has a dark half, black is ink
and white is paper; `colours` finds the twin of any other, and `grounds` what stays as it is.
"""

import re
import warnings
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

from lxml import etree

from book.ground.faults import BookError
from book.running.colours import TEXT_CONTRAST, Group, mix, twin
from book.running.film import SVG, mark_frames, rules_of

XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
PALETTE = "docs/assets/css/palette.css"
HOME = Path(__file__).resolve().parents[2]
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
FAMILY = re.compile(r"font-family:\s*([^;]*)")
STROKE = re.compile(r"(?<![-\w])stroke:[^;]*;?\s*")
MORE = ("#8a4fbf", "#b8336a", "#75751c", "#6b6b73")  # for the fifth line of a plot, and on
PAINTS = ("fill", "stroke")
SHAPES = {f"{SVG}{name}" for name in ("path", "rect", "text", "use")}
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "shapes-that-fit",
    "path.simplify": False,
    "figure.figsize": (7, 3.2),
    "figure.constrained_layout.use": True,
    "figure.dpi": 100,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.monospace": ["DejaVu Sans Mono"],
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "image.interpolation": "none",
    "legend.frameon": False,
    "lines.linewidth": 2,
}
INKED = (
    "text.color",
    "axes.edgecolor",
    "axes.labelcolor",
    "axes.titlecolor",
    "xtick.color",
    "ytick.color",
    "xtick.labelcolor",
    "ytick.labelcolor",
    "hatch.color",
    "patch.edgecolor",
    "lines.color",
    "boxplot.flierprops.color",
    "legend.labelcolor",
)
PAPERED = ("figure.facecolor", "axes.facecolor", "savefig.facecolor", "legend.facecolor")


def read_palette(root):
    """{role: (light, dark)}, "#rrggbb" in lower case, from the one file that holds the colours."""
    text = (root / PALETTE).read_text(encoding="utf-8")
    schemes = []
    for selector in (r":root", r'\[data-md-color-scheme="slate"\]'):
        block = re.search(selector + r"[^{}]*\{([^}]*)\}", text)
        if not block:
            raise BookError(f"{PALETTE}: there is no `{selector}` block of colours")
        schemes.append(dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-fA-F]{6})", block[1])))
    light, dark = schemes
    if light.keys() != dark.keys():
        raise BookError(f"{PALETTE}: light and dark do not name the same colours")
    return {role: (light[role].lower(), dark[role].lower()) for role in light}


def style_of(palette):
    """matplotlib's rcParams for the book: marker colours, text as text, no simplification."""
    ink, paper = palette["ink"][0], palette["paper"][0]
    colours = [*(palette[role][0] for role in ("a-edge", "b-edge", "c-edge", "ink")), *MORE]
    return {
        **STYLE,
        **dict.fromkeys(INKED, ink),
        **dict.fromkeys(PAPERED, paper),
        "grid.color": grey_of(palette)[0],
        "axes.prop_cycle": f"cycler('color', {colours!r})",
    }


def grey_of(palette):
    """The grey of fine lines, (light, dark): the --rule of docs/assets/css/book.css."""
    return tuple(mix(ink, paper, 0.16) for ink, paper in zip(palette["ink"], palette["paper"]))


def save(figure, palette):
    """The text of `figure` as a themed SVG; BookError says which part of it cannot be drawn."""
    from book.running import grounds  # and with it Matplotlib, which reading a palette does not need

    try:
        svg, groups = grounds.save(figure, palette["paper"][0])
    except Exception as error:
        raise BookError(grounds.blame(error)) from error
    return themed(svg, groups, palette)


def save_narrow(figure, palette):
    """The same of `figure` as a phone shows it, which it is from then on; None where both are one."""
    from book.running.narrow import narrow

    with warnings.catch_warnings(), suppress(Exception):  # what finds no other form keeps the one it has
        warnings.simplefilter("ignore")
        if narrow(figure):
            return save(figure, palette)
    return None


def themed(svg, groups, palette):
    """The SVG bytes of matplotlib as text whose colours are classes with a dark rule.

    groups: what is drawn in each <g> with an id, in order; what stays on a light ground keeps its colours.
    """
    root = etree.fromstring(svg, etree.XMLParser(remove_comments=True, resolve_entities=False))
    for metadata in root.findall(f"{SVG}metadata"):
        root.remove(metadata)
    drawn = _drawn(root, groups)
    classes = Classes(palette)
    for element in root.iter(f"{SVG}*"):
        _name_fonts(element)
        _move_colours(element, classes, drawn.get(element, Group()))
        if element.tag == f"{SVG}image":
            element.set("href", element.attrib.pop(XLINK_HREF))
    frames = mark_frames(root)
    for style in root.iter(f"{SVG}style"):
        style.text = f"{style.text}{classes.rules()}{rules_of(frames)}"
        break
    etree.indent(root, space=" ")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def _drawn(root, groups):
    """{element: its Group}, once nothing is shared between what stays and what follows the scheme."""
    drawn = {}
    named = (element for element in root.iter(f"{SVG}g") if element.get("id"))
    for element, group in zip(named, groups, strict=True):
        drawn.update(dict.fromkeys(element.iter(), group))
        if element.get("id").startswith("QuadMesh"):
            element.set("shape-rendering", "crispEdges")  # no seams between its cells
    staying = [element for element, group in drawn.items() if group.ground != "paper"]
    if staying:
        for marker in root.iterfind(f".//{SVG}defs/{SVG}path[@style]"):
            marker.set("style", STROKE.sub("", marker.get("style")))  # each <use> says it again
    for pattern in root.findall(f".//{SVG}pattern"):
        link = f"url(#{pattern.get('id')})"
        users = [element for element in staying if link in element.get("style", "")]
        if users:
            copy = deepcopy(pattern)
            copy.set("id", f"stays-{pattern.get('id')}")
            pattern.addnext(copy)
            drawn.update(dict.fromkeys(copy.iter(), drawn[users[0]]))
        for element in users:
            element.set("style", element.get("style").replace(link, f"url(#{copy.get('id')})"))
    return drawn


class Classes:
    """The classes that the colours of a figure become, each with its light and its dark colour."""

    def __init__(self, palette):
        self.papers, grey = palette["paper"], grey_of(palette)
        self.roles = {pair[0]: (role, pair) for role, pair in palette.items()}
        self.own = self.roles.keys() - {self.papers[0]}
        self.roles = {grey[0]: ("rule", grey), "#000000": ("ink", palette["ink"])} | self.roles
        self.used = {}

    def of(self, name, colour, group):
        """The class for `fill` or `stroke` in a colour; None where it is the same in both schemes.

        Over pictures, too, the palette's own colours follow the scheme. Letters do not.
        """
        colour = colour.lower()
        if group.ground == "light" or group.ground == "picture" and (group.is_text or colour not in self.own):
            return None
        if colour in self.roles:
            role, pair = self.roles[colour]
        elif group.is_text and name == "fill":
            role, pair = f"text-{colour[1:]}", (colour, twin(colour, *self.papers, TEXT_CONTRAST))
        else:
            role, pair = colour[1:], (colour, twin(colour, *self.papers))
        self.used[name, role] = pair
        return f"{name}-{role}"

    def rules(self):
        light, dark = (
            "".join(f".{name}-{role}{{{name}:{pair[k]}}}" for (name, role), pair in sorted(self.used.items()))
            for k in (0, 1)
        )
        return f"{light}@media (prefers-color-scheme:dark){{{dark}}}"


def _move_colours(element, classes, group):
    kept, moved = [], []
    for name, value in _style(element):
        if name in PAINTS and COLOUR.fullmatch(value) and (found := classes.of(name, value, group)):
            moved.append(found)
        else:
            kept.append(f"{name}: {value}")
    for name in PAINTS:
        if COLOUR.fullmatch(element.get(name, "")) and (found := classes.of(name, element.get(name), group)):
            moved.append(found)
            del element.attrib[name]
    if element.tag in SHAPES and not _is_filled(element):  # SVG's own fill is black
        moved += filter(None, [classes.of("fill", "#000000", group)])
    if kept:
        element.set("style", "; ".join(kept))
    else:
        element.attrib.pop("style", None)
    if moved:
        element.set("class", " ".join(moved))


def _is_filled(element):
    """Whether an element, or one around it, says how it is filled, or it is there to be used only."""
    for each in (element, *element.iterancestors()):
        if each.tag == f"{SVG}defs" or "fill" in each.attrib or "fill-" in each.get("class", ""):
            return True
        if any(name == "fill" for name, _ in _style(each)):
            return True
    return False


def _style(element):
    """The [(property, value)] of an element's style."""
    parts = (part.partition(":") for part in element.get("style", "").split(";") if part.strip())
    return [(name.strip(), value.strip()) for name, _, value in parts]


def _name_fonts(element):
    """Readers have other fonts than the one that writes: name its kind."""
    style = element.get("style", "")
    if "font-family" in style:
        element.set("style", FAMILY.sub(_generic_font, style))


def _generic_font(family):
    kind = "monospace" if "Mono" in family[1].split(",")[0] else "sans-serif"
    stack = {"monospace": "ui-monospace, monospace", "sans-serif": "system-ui, sans-serif"}[kind]
    return f"font-family: {stack}"
