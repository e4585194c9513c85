"""The kinds of text that a page records, each in a fence of its own below the cell.

What a cell prints and what it raises or warns are two. Any other is what a method of the cell's
last value gives in place of its repr. A new kind is one entry of OUTPUTS and nothing else: it is
recorded, compared, proved in copies and held by notebooks. What a last value is that no text can hold
is known here, too.
"""

import re
import sys
from typing import NamedTuple

from book.ground.compare import short


class Output(NamedTuple):
    """`language` is that of the fence; `method` is asked of the last value, if it has it; `mime` is
    how a notebook calls the text. Where it is `tolerant`, the title of the fence may say by how
    much it differs; `differs` stands before a difference."""

    language: str
    method: str = ""
    mime: str = ""
    tolerant: bool = True
    differs: str = ""

    def mode(self, fence):
        """How the text is compared with the one in `fence`, which may be None."""
        return (fence.title or None) if fence and self.tolerant else None


OUTPUTS = (Output("output"), Output("pytb", tolerant=False, differs="raises something else: "))
LANGUAGES = tuple(kind.language for kind in OUTPUTS)
# What a notebook asks a value for, before its repr
RICH = (
    "_ipython_display_",
    "_repr_mimebundle_",
    *(f"_repr_{kind}_" for kind in ("html", "svg", "png", "jpeg", "markdown", "latex", "javascript", "json")),
)
NAMELESS = re.compile(r"<[^\n]*>")  # a text that Python or a library wrote for want of a better one
DRAWN = ("matplotlib.artist.Artist", "matplotlib.container.Container")
WIDGETS = "ipywidgets"
DEEPEST, MOST = 3, 1000  # levels and values that are looked at


def fence_around(text):
    """The backticks that open and close a fence around any `text`."""
    return "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)


def rich(languages=LANGUAGES):
    """The kinds that a method gives, among those of the `languages`."""
    return [kind for kind in OUTPUTS if kind.method and kind.language in languages]


def shown(value):
    """{language: text} of what a last value gives by a method of its class; empty where none does."""
    kind = next((kind for kind in rich() if callable(getattr(type(value), kind.method, None))), None)
    return {kind.language: f"{getattr(value, kind.method)()}"} if kind else {}


def unshown(value):
    """Why the text of a last value would be no record, as it is a drawing, or what only a notebook
    shows, and what to write; None where it is one."""
    for inside in _all_in(value, DEEPEST):
        kind = type(inside)
        drawn = isinstance(inside, _kinds(DRAWN))
        if not drawn and _only_in_notebooks(inside):
            return (
                f"its last line shows a `{kind.__module__}.{kind.__qualname__}`, which is seen in a "
                "notebook alone: print what it holds, or end the line with `;`"
            )
        if drawn or str(kind.__module__).startswith("matplotlib.") and _is_nameless(inside):
            said = short(" ".join(repr(value).split()))
            return f"its last line shows what a plotting call gives (`{said}`): end the line with `;`"
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
