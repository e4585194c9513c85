"""The figures that a page shows, found without reading it as a chapter."""

import re

SHOWN = re.compile(r"\((figures/[^\s)]+)")


def figures_of(path, text):
    """The files of the figures that the page `text` at `path` shows, narrow ones as well."""
    shown = {path.parent / target for target in SHOWN.findall(text)}
    return sorted(shown | {narrow for figure in shown if (narrow := narrow_of(figure)).is_file()})


def narrow_of(figure):
    """The file of a figure as a phone shows it, which there need not be."""
    return figure.with_name(f"{figure.stem}-narrow.svg")
