"""How a mark may look: the words that are known for each kind, and one short word for each look."""

from matplotlib.colors import INK, LETTERS, to_hex

SHORT = {
    "c": "color",
    "linewidth": "lw",
    "linestyle": "ls",
    "markersize": "ms",
    "markerfacecolor": "mfc",
    "markeredgecolor": "mec",
    "markeredgewidth": "mew",
    "facecolor": "fc",
    "edgecolor": "ec",
    "fontsize": "size",
    "fontweight": "weight",
    "fontfamily": "family",
    "fontstyle": "style",
    "horizontalalignment": "ha",
    "verticalalignment": "va",
    "ncol": "ncols",
    "colors": "color",
    "linewidths": "lw",
    "linestyles": "ls",
}
EVERY = {"color", "c", "alpha", "label", "zorder", "clip_on", "gid"}
LINE = EVERY | {"lw", "linewidth", "ls", "linestyle"}
LINES = LINE | {"colors", "linewidths", "linestyles"}
MARKED = LINE | {"marker", "ms", "markersize", "mfc", "markerfacecolor"}
MARKED |= {"mec", "markeredgecolor", "mew", "markeredgewidth"}
AREA = LINE | {"fc", "facecolor", "ec", "edgecolor", "hatch"}
DOTS = AREA | {"marker"}
WORDS = EVERY | {"size", "fontsize", "weight", "fontweight", "family", "fontfamily", "style", "fontstyle"}
WORDS |= {"ha", "horizontalalignment", "va", "verticalalignment", "rotation", "linespacing", "bbox"}
ARROW = {"arrowstyle", "color", "lw", "linewidth", "ls", "linestyle", "alpha", "shrinkA", "shrinkB"}
IMAGE = {"alpha", "interpolation", "zorder"}
FIGURE = {"dpi", "layout", "constrained_layout", "tight_layout"}  # each is laid out anyway
TABLE = FIGURE | {"sharex", "sharey", "squeeze", "width_ratios", "height_ratios"}
NONE = set()
LEGEND = {"loc", "labelcolor", "ncols", "ncol", "title", "fontsize", "frameon"}
STYLES = {"solid": "-", "dashed": "--", "dotted": ":", "dashdot": "-.", "none": "", "None": "", " ": ""}
MARKERS = ".osxX+^v<>D*|_"
COLOURS = {"color", "fc", "ec", "mfc", "mec"}


def short(look, known, who):
    """The look in short words, with its colours as `#rrggbb`; TypeError names what is not known."""
    for name in look.keys() - known:
        words = f", only {', '.join(sorted(known))}" if known else " here"
        raise TypeError(f"{who}: the page's own Matplotlib has no {name}={words}")
    look = {SHORT.get(name, name): value for name, value in look.items()}
    look |= {name: to_hex(look[name]) for name in COLOURS & look.keys()}
    if look.get("marker", "") not in MARKERS:
        raise ValueError(f"{who}: the page's own Matplotlib has no marker {look['marker']!r}, only {MARKERS}")
    if "ls" in look:
        look["ls"] = STYLES.get(look["ls"], look["ls"])
    if look.get("bbox"):
        look["bbox"] = short(look["bbox"], AREA | {"pad", "boxstyle"}, "bbox")
    return {name: value for name, value in look.items() if value is not None}


def filled(look, colour, fill=True, edged=True):
    """The look of an area, which takes `colour` where it says no other; `edged`: so does its edge."""
    own = look.pop("color", None)
    face, edge = own or colour, own if edged else None
    return {"fc": face if fill else "none", "ec": edge or ("none" if fill else INK)} | look


def format_of(text):
    """The look behind "o--" and its like: a colour, a marker and a line, in any order."""
    look, rest = {}, text
    for line in ("--", "-.", "-", ":"):
        if line in rest:
            look["ls"], rest = line, rest.replace(line, "", 1)
            break
    for sign in rest:
        if sign in MARKERS:
            look["marker"] = sign
        elif sign in LETTERS:
            look["color"] = LETTERS[sign]
        else:
            raise ValueError(f"plot: the page's own Matplotlib knows no format {text!r}")
    if "marker" in look:
        look.setdefault("ls", "")
    return look
