"""The notebook of a chapter: its cells as their record shows them, with what they import from us.

It runs from top to bottom wherever it is opened, and an error that is meant stops nothing.
"""

import ast
import re
from functools import cached_property
from urllib.parse import urljoin

import nbformat

from book.copying.goes_on import goes_on, goes_on_unanswered
from book.copying.head import packages_of
from book.copying.modules import (
    Definition,
    definitions_text,
    entries_of,
    import_block,
    joined,
    names_in,
    parses,
    take_imports,
)
from book.ground.compare import tidy
from book.ground.faults import BookError, Fault, FaultError
from book.ground.outputs import fence_around, rich
from book.site.prose import Prose

RAISING = "raises-exception"  # the tag at which nbclient and Jupyter go on after an error
PRELUDE = "defined-by-the-book"
OURS = "# What the cells below use of the book's own code"
INSTALL = "%pip install --quiet"
ELSEWHERE = "not-on-the-site"  # the tag of what only a notebook that was taken along has to say


class Notebook:
    """The notebook of `chapter`; `site` is the address of the book, or empty."""

    def __init__(self, chapter, site, package):
        self.chapter, self.site, self.package = chapter, site, package
        self.cells, self.have = [], {}

    @cached_property
    def text(self):
        self._add_chapter()
        cells = [*self._head(), *self.cells]
        for number, cell in enumerate(cells):
            cell["id"] = f"{self.chapter.stem[:50]}-{number}"
        kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
        metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
        whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        notebook = nbformat.from_dict(whole)
        # Once: the functions of nbformat.v4 would hold each cell against the whole schema
        nbformat.validate(notebook)
        return nbformat.writes(notebook) + "\n"

    def _head(self):
        """Where it comes from; and the cell that a hosted notebook begins with, if it must install."""
        home = f"[Shapes That Fit]({self.site})" if self.site else "Shapes That Fit"
        note = (
            f"*From {home}: “{self.chapter.title}”.* It runs from top to bottom by itself, here or on any "
            "machine with Python 3.11 or newer: what it uses of the book's own code is defined in it."
        )
        code = [cell["source"] for cell in self.cells if cell["cell_type"] == "code"]
        needed = " ".join(packages_of(code))
        install = [_code(f"{INSTALL} {needed}", [], [ELSEWHERE])] if needed else []
        return [{**_markdown(note), "metadata": {"tags": [ELSEWHERE]}}, *install]

    def _add_chapter(self):
        chapter = self.chapter
        prose = Prose(chapter, self._address)
        at = chapter.front_lines + 1
        for cell in chapter.cells:
            self._add_markdown(prose.between(at, cell.fence.line))
            try:
                self._add_cell(chapter, cell)
            except BookError as error:
                raise FaultError(Fault(chapter.shown, cell.fence.line, str(error))) from None
            at = cell.fence.end + 1
        self._add_markdown(prose.between(at, len(chapter.lines) + 1))

    def _add_markdown(self, text):
        if text:
            self.cells.append(_markdown(text))

    def _add_cell(self, chapter, cell):
        tolerance = cell.output.title if cell.output else None
        if cell.language == "sh":
            # Commands of the repository show something, but do not run outside of it
            ours = re.search(r"\b(snippets|book|make)\b", cell.source)
            if ours:
                self._add_markdown("\n\n".join(_fenced(f) for f in (cell.fence, cell.output) if f))
            else:
                source = f"%%bash\n{cell.source}"
                self.cells.append(_code(source, _outputs(chapter, cell), tolerance=tolerance))
            return
        source, runs = self._with_definitions(cell), parses(cell.source)
        if cell.role == "question":
            source = goes_on_unanswered(source)
        elif runs and (cell.role == "check" or cell.raises):
            source = goes_on(source)
        tags = [RAISING] if cell.role in ("question", "check") or not runs else []
        if source or cell.records or cell.figures:
            self.cells.append(_code(source, _outputs(chapter, cell), tags, tolerance=tolerance))

    def _with_definitions(self, cell):
        """The source of a cell without imports of ours: a cell of definitions goes before it."""
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:  # a cell that shows one
            return cell.source
        entries = [entry for node in tree.body for entry in entries_of(node)]
        ours = [entry for entry in entries if entry.ours]
        wanted = [(entry.module, entry.name) for entry in ours]
        definitions, needed = self.package.closure(wanted, self.have.keys())
        self.have |= {name: definition for definition in definitions for name in definition.names}
        tree.body = [node for node in tree.body if not entries_of(node)]
        mentioned, bound = names_in(tree)
        if cell.include:
            self.have |= dict.fromkeys(bound, Definition("", 0, bound, mentioned, cell.source))
        else:
            self._forget(bound)
        renamed = [f"{e.alias} = {e.name}" for e in ours if e.alias not in ("", e.name)]
        if definitions or renamed:
            source = joined(import_block(needed), definitions_text(definitions), "\n".join(renamed))
            self.cells.append(_code(f"{OURS}\n{source}", [], [PRELUDE]))
        return take_imports(cell.source, lambda entry: entry.ours)[1]

    def _address(self, target):
        """Where a link to a page of ours leads from a notebook, which may be anywhere."""
        page, _, anchor = target.partition("#")
        if not self.site:
            return target.replace(".md", ".ipynb")
        if page.endswith(".md"):
            page = page.removesuffix(".md") + "/"
            page = re.sub(r"(^|/)index/$", r"\1", page)
        return urljoin(self.site, page) + (f"#{anchor}" if anchor else "")

    def _forget(self, names):
        """Define anew, where a later cell imports it, what a cell gave another meaning, and all that
        relies on it."""
        while names := names & self.have.keys():
            for name in names:
                del self.have[name]
            names = {name for name, definition in self.have.items() if names & definition.mentions}


def _markdown(text):
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(source, outputs, tags=(), tolerance=None):
    metadata = {"tags": list(tags)} if tags else {}
    if tolerance:
        metadata["tolerance"] = tolerance
    cell = {"cell_type": "code", "source": source, "outputs": outputs, "execution_count": None}
    return {**cell, "metadata": metadata}


def _outputs(chapter, cell):
    """What a cell printed, drew and raised, as the notebook format has it."""
    found = []
    printed = [cell.output.body] if cell.output else []
    if cell.raises and parses(cell.source):
        printed.append(_caught(cell.pytb.body))
    if printed:
        found.append(_stream("stdout", "\n".join(printed)))
    for kind in rich(cell.records):
        data = {kind.mime: cell.records[kind.language].body}
        found.append(_shown("execute_result", data, execution_count=None))
    for figure in cell.figures:
        path = chapter.path.parent / figure.target
        if path.is_file():
            svg = path.read_text(encoding="utf-8")
            data = {"image/svg+xml": svg, "text/plain": figure.alt}
            found.append({**_shown("display_data", data), "metadata": {"figure": figure.target}})
    if cell.raises and not parses(cell.source):
        rows = tidy(cell.pytb.body).split("\n")  # a syntax error shows its place first
        name, _, value = rows[-1].partition(": ")
        found.append({"output_type": "error", "ename": name, "evalue": value, "traceback": rows})
    elif cell.warns:
        found.append(_stream("stderr", cell.pytb.body))
    return found


def _caught(record):
    """The last words of a traceback as a cell that goes on prints them: the name without its module."""
    name, colon, value = record.partition(":")
    return f"{name.rpartition('.')[2]}{colon or ': '}{value}"


def _shown(kind, data, **more):
    return {"output_type": kind, "data": data, "metadata": {}, **more}


def _stream(name, text):
    return {"output_type": "stream", "name": name, "text": tidy(text) + "\n"}


def _fenced(fence):
    language = "text" if fence.language == "output" else fence.language
    ticks = fence_around(fence.body)
    return f"{ticks}{language}\n{fence.body}\n{ticks}"
