"""Which cells run in the reader's browser, with what the page has, and what each needs before it.

Read off the code. A name that reaches PyTorch or a file is foreign there, and so is what is made
of it. Of a cell that holds both, the rest still serves the cells below.
"""

import ast
import html
import re

from book.copying.at_hand import at_hand
from book.copying.modules import PACKAGE, definitions_text, import_block, joined, package_of, parses
from book.copying.needs import Story
from book.copying.statements import mutated
from book.ground.faults import BookError
from book.ground.outputs import rich

# What the page has not, the weightiest first: a cell names one of them
WORDS = {
    "torch": "PyTorch",
    "pooch": "the data",
    "requests": "the data",
    "tqdm": "tqdm",
    "matplotlib": "Matplotlib",
    "PIL": "Pillow",
    "open": "files",
    "subprocess": "a shell",
    "multiprocessing": "processes",
    "threading": "threads",
    "64": "64 bits",
}
WRITTEN, TAG = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL), re.compile(r"<[^>]*>")
LARGEST = 2**31 - 1  # elements of an array: the page's Python has 32 bits


def in_page(chapter):
    """What the page must know: `cells`, an entry for each; `modules`, {path: text} of `snippets/`.

    An entry that runs has its `source`, its record and the indices of the cells that it `needs`.
    One that does not says `why`; what of it serves the cells below is its `setup`.
    """
    view = _View(chapter)
    entries = [view.entry(cell) for cell in chapter.cells]
    used = {index for entry in entries if "source" in entry for index in entry["needs"]}
    for cell, entry in zip(chapter.cells, entries, strict=True):
        idle = "source" in entry and cell.role == "cell" and cell.index not in used
        shows = cell.records or cell.figures
        if idle and not shows and (why := view.users_miss(cell)):
            del entry["source"]
            entry |= {"why": _word(why), "setup": view.setups[cell.index]}
    return {"cells": entries, "modules": view.modules()}


def _word(missing):
    first = min(missing, key=lambda name: [*WORDS, name].index(name))
    return WORDS.get(first, first)


def _largest(node):
    """The largest whole number that stands in the code, or is made there by a power."""
    found = [0]
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and type(inner.value) is int:
            found.append(inner.value)
        elif isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Pow):
            sides = [getattr(side, "value", None) for side in (inner.left, inner.right)]
            if all(type(side) is int and 0 <= side < 100 for side in sides):
                found.append(sides[0] ** sides[1])
    return max(found)


def words_of(figure):
    """All that is written on the SVG of a figure, a text for each line."""
    texts = WRITTEN.findall(figure.read_text("utf-8"))
    texts = (html.unescape(TAG.sub("", text)).strip() for text in texts)
    return [text for text in texts if text]


class _View:
    """A chapter as the page sees it: `foreign` maps names to the packages that they miss there, and
    `kinds` those that something else stands in for to what they are of it."""

    def __init__(self, chapter):
        self.chapter, self.hand = chapter, at_hand(chapter.root)
        self.package = self.hand.package(chapter.root)
        self.story = Story(package_of(chapter.root))
        self.foreign, self.kinds = {"open": {"open"}}, {}
        self.missing, self.setups, self.bound, self.wanted = {}, {}, {}, set()
        before = []
        for cell in chapter.cells:
            before.append((dict(self.foreign), dict(self.kinds)))
            if cell.serves:
                self._take(cell, self.story.read(cell))
        for cell in chapter.cells:
            if cell.language == "python" and cell.index not in self.missing:
                if cell.role != "check":  # a check goes on from what its question left
                    self.foreign, self.kinds = before[cell.index]
                self._take(cell, self.story.fork().read(cell) if parses(cell.source) else [])
        for exercise in chapter.exercises:
            self._join(exercise)

    def _take(self, cell, parts):
        """Note what a cell misses in the page, and what of it can be had there."""
        missing, imports, code, bound, draws = set(), [], [], set(), False
        standins = self.hand.standins
        for part in parts:
            for entry in part.imports:
                lacks = self._behind(entry)
                missing |= lacks
                self._bind({entry.bound}, lacks)
                if not entry.ours and (kind := standins.kind_of(entry)):
                    self.kinds[entry.bound] = kind
                if not lacks:
                    imports.append(entry)
                    bound.add(entry.bound)
            for statement in part.statements:
                lacks = set().union(*(self.foreign.get(name, ()) for name in statement.exposed))
                lacks |= {"64"} if _largest(statement.node) > LARGEST else set()
                kinds = standins.kinds(statement.node, self.kinds)
                lacks |= standins.roots if standins.lack(statement.node, self.kinds) else set()
                draws |= statement.draws
                missing |= lacks
                bound |= statement.bound
                spoils = lacks and not statement.only_shows
                self._bind(statement.bound | (self._spoiled(statement) if spoils else set()), lacks)
                self.kinds |= {name: kinds[name] for name in kinds.keys() & statement.bound}
                code += [] if lacks or statement.only_shows else [ast.unparse(statement.node)]
        if cell.figures and not draws:  # what draws them is no picture of ours and no plot
            missing |= {"matplotlib"}
        self.missing[cell.index], self.bound[cell.index] = missing, bound
        self.wanted |= {(entry.module, entry.name) for entry in imports if entry.ours}
        self.setups[cell.index] = joined(import_block(imports), "\n".join(code))

    def _bind(self, names, lacks):
        for name in names:
            self.foreign[name] = lacks
            self.kinds.pop(name, None)

    def _spoiled(self, statement):
        """Names that would have another value, had the statement run: changed, or drawn from."""
        return mutated(statement.node, {}) | (statement.mentioned & self.story.known.stateful)

    def _behind(self, entry):
        """The packages that an import misses in the page."""
        if not entry.ours:
            return self.hand.misses(entry)
        try:
            definitions, imports = self.package.closure([(entry.module, entry.name)])
        except BookError:  # a pen that the page has not
            return self.hand.standins.roots
        inner = [entry for definition in definitions for entry in definition.imports]
        lacks = set().union(*(self.hand.misses(e) for e in (*imports, *inner) if not e.ours))
        opens = any("open" in definition.mentions for definition in definitions)
        lacks |= set().union(*map(self._unspoken_in, definitions))
        return lacks | ({"open"} if opens else set())

    def _unspoken_in(self, definition):
        """The packages that a definition of ours misses because what stands in for them has less."""
        standins, home = self.hand.standins, self.package.module(definition.module)
        entries = [home.imports[name] for name in definition.mentions & home.imports.keys()]
        entries = [entry for entry in (*entries, *definition.imports) if not entry.ours]
        kinds = {entry.bound: kind for entry in entries if (kind := standins.kind_of(entry))}
        return standins.roots if kinds and standins.lack(definition.node, kinds) else set()

    def _join(self, exercise):
        """An exercise runs as a whole or not at all; that its solution draws is no hindrance."""
        cells = [*exercise.question, exercise.check, exercise.solution]
        cells = [cell for cell in cells if cell and cell.language == "python"]
        lacks = set().union(*(self.missing[cell.index] for cell in cells)) - {"matplotlib"}
        for cell in cells:
            self.missing[cell.index] |= lacks

    def users_miss(self, cell):
        """What all cells miss that use the names of a cell; empty where one of them runs."""
        names = self.bound[cell.index]
        users = [
            part.cell.index
            for part in self.story.parts
            if part.cell.index > cell.index and part.flow.exposed & names
        ]
        missing = [self.missing[index] for index in users]
        return set().union(*missing) if all(missing) else set()

    def entry(self, cell):
        """What the page must know of one cell."""
        if cell.language != "python":
            return {"why": "a shell"}
        entry = {"needs": self._needs(cell)}
        if cell.role != "cell":
            entry |= {"role": cell.role, "exercise": cell.exercise}
        elif not cell.raises:
            entry["binds"] = sorted(self.bound[cell.index])
        missing = self.missing[cell.index] | {kind.language for kind in rich(cell.records)}
        if missing:
            return entry | {"why": _word(missing), "setup": self.setups[cell.index]}
        entry["source"] = cell.source
        entry |= {language: fence.body for language, fence in cell.records.items()}
        if cell.figures:
            entry["figures"] = [self._figure(figure) for figure in cell.figures]
        title = cell.output and cell.output.title
        return entry | ({"mode": title} if title else {})

    def _figure(self, figure):
        """What is written on a recorded figure, and whether that may differ."""
        file = self.chapter.path.parent / figure.target
        return {"words": words_of(file) if file.is_file() else [], "varies": bool(figure.mode)}

    def _needs(self, cell):
        """The indices of the cells that go before a cell, in order."""
        if not parses(cell.source):
            return []
        question = [
            other
            for other in self.chapter.cells[: cell.index]
            if cell.role == "check" and other.role == "question" and other.exercise == cell.exercise
        ]
        needs = self.story.needs(cell, question)
        homes = {part.cell.index for part in needs.parts} | {c.index for c, _ in needs.imports}
        wanted = homes | needs.settings.keys() | {other.index for other in question}
        return sorted(index for index in wanted - {cell.index} if self.setups[index])

    def modules(self):
        """{path: text} of what the cells import from our package, without what misses there."""
        definitions = self.package.closure(sorted(self.wanted))[0]
        texts = {}
        for name in sorted({definition.module for definition in definitions}):
            here = [definition for definition in definitions if definition.module == name]
            mentions = set().union(*(definition.mentions for definition in here))
            imports = [
                entry
                for bound, entry in self.package.module(name).imports.items()
                if bound in mentions or entry.module == "__future__"
            ]
            text = joined(import_block(imports), definitions_text(here))
            texts[f"{PACKAGE}/{name.replace('.', '/')}.py"] = f"{text}\n"
        return texts
