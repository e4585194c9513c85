"""Colours by all the names that Matplotlib has for the usual ones."""

from numbers import Real

# The book's own, in the order in which lines take them (see style_of in book/running/figures.py)
CYCLE = ("#0060a8", "#a85400", "#00705a", "#1b1b1f", "#8a4fbf", "#b8336a", "#75751c", "#6b6b73")
INK = CYCLE[3]
LETTERS = {
    "b": "#0000ff",
    "g": "#008000",
    "r": "#ff0000",
    "c": "#00bfbf",
    "m": "#bf00bf",
    "y": "#bfbf00",
    "k": "#000000",
    "w": "#ffffff",
}
NAMES = {
    "black": "#000000",
    "white": "#ffffff",
    "gray": "#808080",
    "grey": "#808080",
    "silver": "#c0c0c0",
    "lightgray": "#d3d3d3",
    "lightgrey": "#d3d3d3",
    "darkgray": "#a9a9a9",
    "darkgrey": "#a9a9a9",
    "red": "#ff0000",
    "darkred": "#8b0000",
    "crimson": "#dc143c",
    "salmon": "#fa8072",
    "pink": "#ffc0cb",
    "orange": "#ffa500",
    "darkorange": "#ff8c00",
    "gold": "#ffd700",
    "yellow": "#ffff00",
    "brown": "#a52a2a",
    "olive": "#808000",
    "green": "#008000",
    "darkgreen": "#006400",
    "lightgreen": "#90ee90",
    "lime": "#00ff00",
    "teal": "#008080",
    "cyan": "#00ffff",
    "blue": "#0000ff",
    "darkblue": "#00008b",
    "navy": "#000080",
    "lightblue": "#add8e6",
    "skyblue": "#87ceeb",
    "steelblue": "#4682b4",
    "royalblue": "#4169e1",
    "purple": "#800080",
    "violet": "#ee82ee",
    "indigo": "#4b0082",
    "magenta": "#ff00ff",
    "tab:blue": "#1f77b4",
    "tab:orange": "#ff7f0e",
    "tab:green": "#2ca02c",
    "tab:red": "#d62728",
    "tab:purple": "#9467bd",
    "tab:brown": "#8c564b",
    "tab:pink": "#e377c2",
    "tab:gray": "#7f7f7f",
    "tab:olive": "#bcbd22",
    "tab:cyan": "#17becf",
}


def to_hex(colour):
    """The colour as "#rrggbb"; one for each where many are given; "none" and None stay."""
    if colour is None or isinstance(colour, str):
        return colour if colour in (None, "none") else _named(colour.strip())
    colour = colour.tolist() if hasattr(colour, "tolist") else list(colour)
    if len(colour) in (3, 4) and all(isinstance(part, Real) and 0 <= part <= 1 for part in colour):
        return "#" + bytes(round(255 * part) for part in colour[:3]).hex()
    return [to_hex(each) for each in colour]


def _named(name):
    if name.startswith("#") and len(name) in (4, 7, 9):
        digits = name[1:7] if len(name) > 4 else "".join(2 * digit for digit in name[1:])
        return f"#{int(digits, 16):06x}"
    if name[:1] == "C" and name[1:].isdecimal():
        return CYCLE[int(name[1:]) % len(CYCLE)]
    if name.replace(".", "", 1).isdecimal() and 0 <= float(name) <= 1:
        return "#" + 3 * f"{round(255 * float(name)):02x}"
    found = LETTERS.get(name) or NAMES.get(name.lower())
    if not found:
        raise ValueError(f"the page's own Matplotlib knows no colour {name!r}: write it as #rrggbb")
    return found
