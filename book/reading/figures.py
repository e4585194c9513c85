"""The figures that a page shows, found without reading it as a chapter."""

import re

SHOWN = re.compile(r"\((figures/[^\s)]+)")


def figures_of(path, text):
    """The files of the figures that the page `text` at `path` shows."""
    return sorted({path.parent / target for target in SHOWN.findall(text)})
