"""Figures: one SVG that follows light and dark, the same bytes on every run.

Vector ink is drawn in the light palette of `docs/assets/css/palette.css`; here each of its
colours becomes a CSS class with a dark twin, so that one file serves both schemes.
"""

import io
import re
from pathlib import Path

from lxml import etree

from book.ground.faults import BookError
from book.running.film import SVG, mark_frames, rules_of

XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
PALETTE = "docs/assets/css/palette.css"
HOME = Path(__file__).resolve().parents[2]
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
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
    "image.cmap": "gray",
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
    colours = [palette[role][0] for role in ("a-edge", "b-edge", "c-edge", "ink")]
    return {
        **STYLE,
        **dict.fromkeys(INKED, ink),
        **dict.fromkeys(PAPERED, paper),
        "axes.prop_cycle": f"cycler('color', {colours!r})",
    }


def save(figure, palette):
    """The text of `figure` as a themed SVG; BookError names a colour without a dark twin."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return themed(buffer.getvalue(), palette)


def themed(svg, palette):
    """The SVG bytes of matplotlib as text whose palette colours are classes with a dark rule."""
    root = etree.fromstring(svg, etree.XMLParser(remove_comments=True, resolve_entities=False))
    for metadata in root.findall(f"{SVG}metadata"):
        root.remove(metadata)
    roles = {light: role for role, (light, _) in palette.items()}
    used = set()
    for element in root.iter(f"{SVG}*"):
        _move_colours(element, roles, used)
        if element.tag == f"{SVG}image":
            element.set("href", element.attrib.pop(XLINK_HREF))
    frames = mark_frames(root)
    for style in root.iter(f"{SVG}style"):
        style.text = _rules(style.text, palette, used) + rules_of(frames)
        break
    etree.indent(root, space=" ")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def _move_colours(element, roles, used):
    kept, classes = [], []
    for part in filter(None, (p.strip() for p in element.get("style", "").split(";"))):
        name, _, value = (p.strip() for p in part.partition(":"))
        if name == "font" or name == "font-family":
            value = _generic_font(value)
        if not COLOUR.fullmatch(value):
            kept.append(f"{name}: {value}")
            continue
        classes.append(_class_for(name, value, roles, used))
    for name in ("fill", "stroke"):
        if COLOUR.fullmatch(element.get(name, "")):
            classes.append(_class_for(name, element.attrib.pop(name), roles, used))
    if kept:
        element.set("style", "; ".join(kept))
    else:
        element.attrib.pop("style", None)
    if element.tag == f"{SVG}text" and not any(name.startswith("fill") for name in classes):
        classes.append(_class_for("fill", next(c for c, r in roles.items() if r == "ink"), roles, used))
    if classes:
        element.set("class", " ".join(classes))


def _class_for(name, colour, roles, used):
    role = roles.get(colour.lower())
    if role is None:
        choices = ", ".join(f"{colour} {role}" for colour, role in roles.items())
        raise BookError(f"colour {colour} has no dark twin: draw with the palette ({choices})")
    used.add((name, role))
    return f"{name}-{role}"


def _generic_font(value):
    kind = "monospace" if "Mono" in value.split(",")[0] else "sans-serif"
    stack = {"monospace": "ui-monospace, monospace", "sans-serif": "system-ui, sans-serif"}[kind]
    return re.sub(r"('[^']*'|[A-Za-z][\w-]*)(\s*,\s*('[^']*'|[\w-]+))+$", stack, value)


def _rules(base, palette, used):
    light = [f".{name}-{role}{{{name}:{palette[role][0]}}}" for name, role in sorted(used)]
    dark = [f".{name}-{role}{{{name}:{palette[role][1]}}}" for name, role in sorted(used)]
    return f"{base}{''.join(light)}@media (prefers-color-scheme:dark){{{''.join(dark)}}}"
