"""The kinds of text that a page records, each in a fence of its own below the cell.

What a cell prints and what it raises or warns are two. Any other is what a method of the cell's
last value gives in place of its repr. A new kind is one entry of OUTPUTS and nothing else: it is
recorded, compared, proved in copies and held by notebooks.
"""

import re
from typing import NamedTuple


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
