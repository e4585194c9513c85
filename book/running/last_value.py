"""What a cell's last value is that no text can record: a drawing, or what only a notebook shows."""

import re
import sys

from book.ground.outputs import RICH

NAMELESS = re.compile(r"<[^\n]*>")  # a text that Python or a library wrote for want of a better one
DRAWN = ("matplotlib.artist.Artist", "matplotlib.container.Container")
WIDGETS = "ipywidgets"
DEEPEST, MOST = 3, 1000  # levels and values that are looked at


def refusal(value):
    """Why the text of a last `value` would be no record, and what to write; None where it is one."""
    for inside in _all_in(value, DEEPEST):
        kind = type(inside)
        drawn = isinstance(inside, _kinds(DRAWN))
        if not drawn and _only_in_notebooks(inside):
            return (
                f"its last line shows a `{kind.__module__}.{kind.__qualname__}`, which is seen in a "
                "notebook alone: print what it holds, or end the line with `;`"
            )
        if drawn or str(kind.__module__).startswith("matplotlib.") and _is_nameless(inside):
            return (
                f"its last line shows what a plotting call gives (`{_short(value)}`): end the line with `;`"
            )
    return None


def _kinds(names):
    """The classes of these names, as far as their modules are imported."""
    parts = (name.rpartition(".") for name in names)
    return tuple(getattr(sys.modules[module], name) for module, _, name in parts if module in sys.modules)


def _all_in(value, depth, left=None):
    left = left if left is not None else [MOST]
    left[0] -= 1
    if left[0] < 0:
        return
    yield value
    inside = value.values() if isinstance(value, dict) else value
    if depth and (isinstance(value, (list, tuple, set, frozenset, dict)) or _holds_objects(value)):
        for each in inside.flat if _holds_objects(value) else inside:
            yield from _all_in(each, depth - 1, left)


def _holds_objects(value):
    return type(value).__module__ == "numpy" and getattr(getattr(value, "dtype", None), "kind", "") == "O"


def _only_in_notebooks(value):
    kind = type(value)
    if any(str(base.__module__).partition(".")[0] == WIDGETS for base in kind.__mro__):
        return True
    return any(hasattr(kind, method) for method in RICH) and _is_nameless(value)


def _is_nameless(value):
    return bool(NAMELESS.fullmatch(repr(value)))


def _short(value, width=60):
    text = " ".join(repr(value).split())
    return text if len(text) <= width else f"{text[: width - 1]}…"
