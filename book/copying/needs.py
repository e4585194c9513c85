"""Which earlier cells does a cell need? Read off the code, so a guess: `book.recording.proof` runs it.

A cell is needed where it binds a needed name, or where it may change the value behind one: in
place, by training, or by drawing from a generator. Imports are no cells: they are kept by name.
"""

import copy
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from book.copying.modules import entries_of, parsed
from book.copying.statements import SETTINGS, Known

RNG = "the random state"  # no identifier, so no cell can bind it


class Flow(NamedTuple):
    """The names that code needs, that it surely binds, and all that it binds."""

    exposed: set
    killed: set
    bound: set


@dataclass(frozen=True)
class Part:
    """The imports of a cell, or its other statements: the steps of the walk back."""

    cell: object
    is_code: bool
    imports: tuple = ()
    statements: tuple = ()

    @cached_property
    def flow(self):
        return _flow(self.statements)

    @cached_property
    def without_shows(self):
        """The Flow of what another cell takes over: it leaves out what only shows something."""
        return _flow(s for s in self.statements if not s.only_shows)


def _flow(statements):
    exposed, killed, bound = set(), set(), set()
    for s in statements:
        exposed |= s.exposed - killed
        if s.seeds and not s.defines:
            killed.add(RNG)
        elif s.is_random:
            exposed |= {RNG} - killed
            bound.add(RNG)
        bound |= s.bound
        if s.certain:
            killed |= s.bound
    return Flow(exposed, killed, bound | killed)


@dataclass(frozen=True)
class Needs:
    """What a cell needs: the `parts` (of code) to run before it, in order; `settings`: {index of
    another cell: its statements that set how things print or draw}; `imports`: [(cell, Import)],
    in order."""

    parts: list
    settings: dict
    imports: list


class Story:
    """The Python cells of a chapter, read in order, with what their code does."""

    def __init__(self, package):
        self.package, self.known, self.parts = package, Known(), []

    def read(self, cell):
        """Take in the next cell; gives its Parts."""
        imports, statements = [], []
        for node in parsed(cell.source).body:
            entries = entries_of(node)
            imports += entries
            for entry in entries:
                self.known.take_import(entry, self.package)
            if not entries:
                statements.append(self.known.take(node))
        parts = [Part(cell, False, imports=tuple(imports)), Part(cell, True, statements=tuple(statements))]
        self.parts = [*self.parts, *parts]
        return parts

    def fork(self):
        """A story that can read on without changing this one."""
        other = copy.copy(self)
        other.known = self.known.copy()
        return other

    def needs(self, target, before=()):
        """The Needs of the cell `target`; `before`: cells of its exercise that go before it."""
        story = self.fork()
        parts = [part for part in self.parts if part.cell.index < target.index]
        parts += [part for cell in (*before, target) for part in story.read(cell)]
        live, before_it, settings, imports = set(), [], {}, []
        for part in reversed(parts):
            chosen = part.cell in (target, *before)
            if not part.is_code:
                imports += _provide(part, live)
                continue
            flow, changes = part.flow, (story.known.may_change(s, live) for s in part.statements)
            if chosen or live & flow.bound or any(changes):
                before_it.append(part)
                flow = flow if chosen else part.without_shows
                live = live - flow.killed | flow.exposed
                continue
            apart = [s for s in part.statements if s.words & SETTINGS and not s.bound]
            if apart:
                settings[part.cell.index] = [s.node for s in apart]
                live = live.union(*(s.exposed for s in apart))
        return Needs(before_it[:0:-1], settings, imports[::-1])


def _provide(part, live):
    """The imports of a part that bind live names, last first; takes the names out of `live`."""
    found = []
    for entry in reversed(part.imports):
        if entry.bound in live:
            found.append((part.cell, entry))
            if entry.name or entry.alias:  # `import a.b` and `import a` both bind a
                live.discard(entry.bound)
    return found
