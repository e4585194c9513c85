"""The one page that mkdocs-jupyter makes: the notebook of a chapter, in the form of the other pages.

What it gives is 600 kB and more: a style sheet of JupyterLab, scripts (some from a CDN), every cell
twice. What is left here are headings, prose, code and output, each as the other pages have them. As that
takes longer than the rest of the site, it is kept under all that it was made from.
"""

import copy
import hashlib
import html
import json
import re
import tempfile
from importlib.metadata import version
from pathlib import Path

from lxml.html import builder, fragment_fromstring, tostring
from markdown.extensions.toc import slugify, unique

from book.ground.files import machinery, remember
from book.reading.formulas import IN_LINE, mathml, tex_of
from book.site.notebook import ELSEWHERE

WRAPPER, END = '<div class="jupyter-wrapper">', "<!-- jupyter-wrapper -->"
CELLS = "div[@class='jp-Notebook']/*"
IMAGE = re.compile(r'<img alt="" src="\.\./([^"]+)">')
HEADINGS = "descendant-or-self::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]"
PACKAGES = ("mkdocs-jupyter", "nbconvert", "pygments", "mistune")


def as_page(convert, folder=Path(".cache/notebook")):
    """`convert` of mkdocs-jupyter for the chapter at a path, whose notebook lies in `notebooks/` beside it."""

    def html_of(path, **options):
        text = _notebook(path).read_text(encoding="utf-8")
        facts = [text, repr(options), machinery(), *map(version, PACKAGES)]
        kept = folder / hashlib.sha256("\n".join(facts).encode()).hexdigest()
        if kept.is_file():
            return kept.read_text(encoding="utf-8")
        page = _page(convert, json.loads(text), options)
        for left in folder.glob("*"):
            left.unlink()
        remember(kept, page)
        return page

    return html_of


def prose_of(path):
    """The Markdown between the cells of a chapter's notebook: its contents are made of this alone."""
    cells = _kept(json.loads(_notebook(path).read_text(encoding="utf-8")))
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def _notebook(path):
    path = Path(path)
    return path.parent / "notebooks" / f"{path.stem}.ipynb"


def _kept(notebook):
    return [cell for cell in notebook["cells"] if ELSEWHERE not in cell["metadata"].get("tags", ())]


def _page(convert, notebook, options):
    cells, alts = _kept(notebook), {}
    for output in (output for cell in cells for output in cell.get("outputs", ())):
        if figure := output.get("metadata", {}).get("figure"):
            alts[figure] = html.escape("".join(output["data"]["text/plain"]))
            output["data"] = {"text/html": f'<img alt="" src="../{figure}">'}
    with tempfile.NamedTemporaryFile("w", suffix=".ipynb", encoding="utf-8") as file:
        json.dump({**notebook, "cells": cells}, file)
        file.flush()
        text = convert(file.name, **options)
    wrapper = text[text.index(WRAPPER) :]
    made = fragment_fromstring(wrapper[: wrapper.index(END)]).xpath(CELLS)
    pairs = zip(cells, made, strict=True)
    parts = [part for cell, element in pairs for part in _parts(element, cell["metadata"])]
    _name_headings(parts)
    body = "\n".join(_with_math(tostring(part, encoding="unicode")) for part in parts)
    return IMAGE.sub(lambda match: f'<img alt="{alts[match[1]]}" src="../{match[1]}">', body)


def _parts(element, metadata):
    """The elements that a cell becomes: its prose, or its code and what that gave."""
    for prose in element.find_class("jp-RenderedMarkdown"):
        yield from prose
    for code in element.find_class("highlight-ipynb"):
        yield _block(code.find("pre"), "python")
    for output in element.find_class("jp-OutputArea-output"):
        classes = output.get("class").split()
        if "jp-RenderedText" in classes:
            stderr = "stderr" in output.get("data-mime-type", "")
            yield _block(output.find("pre"), "pytb" if stderr else "output", metadata.get("tolerance"))
        elif "jp-RenderedHTML" in classes:
            yield builder.P(*map(_without_tail, output))


def _block(pre, language, title=None):
    """A code block as the other pages have it, for the theme's copy button."""
    code = builder.CODE((pre.text or "").lstrip("\n"), *map(_without_tail, pre))
    for new, old in zip(code, pre, strict=True):
        new.tail = old.tail
    named = [builder.SPAN(title, {"class": "filename"})] if title else []
    return builder.DIV(*named, builder.PRE(code), {"class": f"language-{language} highlight"})


def _without_tail(element):
    element = copy.copy(element)
    element.tail = None
    return element


def _name_headings(parts):
    """Ids that differ, and the theme's links to them."""
    used = set()
    for heading in (heading for part in parts for heading in part.xpath(HEADINGS)):
        for link in heading.find_class("anchor-link"):
            link.drop_tree()
        heading.set("id", unique(slugify(heading.text_content(), "-"), used))
        link = {"class": "headerlink", "href": f"#{heading.get('id')}", "title": "Link to this section"}
        heading.append(builder.A("¶", link))


def _with_math(text):
    """`$…$` in the prose of a notebook as MathML."""
    pieces = re.split(r"(<pre\b.*?</pre>|<code\b.*?</code>|<[^>]+>)", text, flags=re.DOTALL)
    pieces[::2] = [IN_LINE.sub(_formula, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _formula(match):
    tex, displayed = tex_of(match)
    return mathml(html.unescape(tex), "block" if displayed else "inline")
