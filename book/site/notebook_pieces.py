"""Converts the notebook of the whole talk a chapter at a time, and no chapter twice.

mkdocs-jupyter hands a notebook to nbconvert as a whole, which takes longer than all other pages
together. What is not taken from `.cache/` goes there in one go and comes back in pieces.
"""

import hashlib
import json
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

from lxml.html import fragment_fromstring, tostring

from book.ground.files import remember
from book.site.notebook_page import END, WRAPPER

BETWEEN = "between-two-chapters"
CELLS = "div[@class='jp-Notebook']/*"


def by_chapter(convert, folder=Path(".cache/notebook")):
    """`convert` of mkdocs-jupyter, with a memory in `folder`."""

    def html_of(path, **options):
        notebook = json.loads(Path(path).read_text(encoding="utf-8"))
        pieces = _pieces(notebook["cells"])
        names = [_name(piece, options) for piece in pieces]
        kept = {name: _read(folder / name) for name in names}
        stale = {name: piece for name, piece in zip(names, pieces, strict=True) if not kept[name]}
        if stale:
            texts = _converted(convert, notebook, list(stale.values()), options)
            for name, text in zip(stale, texts, strict=True):
                remember(folder / name, text)
                kept[name] = text
        for left in folder.glob("*"):
            if left.name not in kept and not left.name.startswith("."):
                left.unlink()
        return f"{WRAPPER}{''.join(kept[name] for name in names)}</div>{END}"

    return html_of


def prose_of(path):
    """The Markdown between the cells of a notebook: its contents are made of this alone."""
    cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def _pieces(cells):
    """The cells of a notebook, chapter by chapter, with ids that count in each anew."""
    pieces = []
    for cell in cells:
        heading = cell["cell_type"] == "markdown" and "".join(cell["source"]).startswith("# ")
        if heading or not pieces:
            pieces.append([])
        pieces[-1].append({**cell, "id": f"cell-{len(pieces[-1])}"})
    return pieces


def _converted(convert, notebook, pieces, options):
    """The HTML of each piece, from one conversion: most of its time goes into its start."""
    cells = []
    for piece in pieces:
        cells += [{"cell_type": "markdown", "metadata": {}, "source": BETWEEN}, *piece]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    with tempfile.NamedTemporaryFile("w", suffix=".ipynb", encoding="utf-8") as file:
        json.dump({**notebook, "cells": cells}, file)
        file.flush()
        text = convert(file.name, **options)
    wrapper = text[text.index(WRAPPER) :]
    texts = []
    for element in fragment_fromstring(wrapper[: wrapper.index(END)]).xpath(CELLS):
        if element.text_content().strip() == BETWEEN:
            texts.append("")
        else:
            texts[-1] += tostring(element, encoding="unicode")
    return texts


def _name(piece, options):
    facts = json.dumps([piece, options, _versions()], sort_keys=True)
    return hashlib.sha256(facts.encode()).hexdigest()


@cache
def _versions():
    return [version(name) for name in ("mkdocs-jupyter", "nbconvert", "pygments", "mistune")]


def _read(path):
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
