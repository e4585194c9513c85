"""Copies that run: for each cell a script that gives, in an empty folder, what the cell gives.

The scripts are read off the code; `book.recording.proof` runs them.
"""

import ast
import builtins
import re
from contextlib import contextmanager
from dataclasses import dataclass, field

from book.copying.head import Head
from book.copying.modules import (
    Import,
    brief,
    definitions_text,
    entries_of,
    import_block,
    joined,
    names_in,
    package_of,
    parsed,
    parses,
    take_imports,
)
from book.copying.needs import Story
from book.copying.statements import is_picture
from book.ground.faults import BookError, Fault, FaultError
from book.ground.outputs import rich

PYPLOT = Import("matplotlib.pyplot", "", "plt")


@dataclass
class Piece:
    """What one cell puts into a script: its code with the definitions that it is the first to
    need; `mentioned` are the names that this reads."""

    code: str
    mentioned: set


@dataclass
class Copy:
    """The script for one cell: `imports`, then `pieces`, the last of which is the cell itself.

    `names` are the chapter's names that the cell binds or reads: what a proof compares. `head` is
    the comment above it all.
    """

    cell: object
    imports: list
    pieces: list
    names: list = field(default_factory=list)
    head: str = ""

    @property
    def code(self):
        """The script without its head."""
        return joined(import_block(self.imports), *(piece.code for piece in self.pieces)) + "\n"

    @property
    def text(self):
        """The script as a reader gets it."""
        return f"{self.head}\n{self.code}" if self.head else self.code

    @property
    def lines(self):
        return self.text.count("\n")

    def as_json(self):
        return {"code": self.text, "lines": self.lines}


def copies_of(chapter, site=""):
    """A Copy or None for each cell of a chapter, which `site` publishes, if it has an address.

    Checks and shell cells have none: they show no result of their own.
    """
    story, copies = Story(package_of(chapter.root)), []
    for cell in chapter.cells:
        with located(chapter, cell):
            if cell.serves:
                story.read(cell)
    head = Head(chapter, site)
    for cell in chapter.cells:
        with located(chapter, cell):
            copies.append(copy := _copy(chapter, cell, story))
            if copy:
                copy.head = head.above(cell, copy.code)
    return copies


@contextmanager
def located(chapter, cell):
    """A BookError inside gets the line of the chapter that it is about."""
    try:
        yield
    except BookError as error:
        raise FaultError(Fault(chapter.shown, cell.fence.line, str(error))) from None


def _copy(chapter, cell, story):
    if cell.language != "python" or cell.role == "check":
        return None
    if not parses(cell.source):
        return Copy(cell, [], [Piece(cell.source, set())])
    if not take_imports(cell.source)[1].strip():
        return None
    before = [
        other
        for other in chapter.cells[: cell.index]
        if other.role == cell.role == "question" and other.exercise == cell.exercise
    ]
    needs = story.needs(cell, before)
    script = _Script(
        story.package,
        [(home, entry) for home, entry in needs.imports if home is not cell or entry.ours or not cell.raises],
    )
    parts = {part.cell.index: part for part in needs.parts}
    for index in sorted(parts.keys() | needs.settings.keys()):
        if index in parts:
            script.add_part(parts[index])
        else:
            source, nodes = chapter.cells[index].source, needs.settings[index]
            script.add("\n".join(ast.get_source_segment(source, node) for node in nodes), index)
    script.add(_ending(cell, story.known.sources), cell.index)
    if cell.figures:
        script.imports.add(PYPLOT)
    mentioned, bound = names_in(parsed(take_imports(cell.source)[1]))
    imported = {entry.bound for part in story.parts for entry in part.imports}
    names = sorted((mentioned | bound) - imported - vars(builtins).keys())
    return Copy(cell, sorted(script.imports), script.pieces, names)


class _Script:
    """Puts a script together from front to end."""

    def __init__(self, package, imports):
        self.package = package
        self.waiting = list(imports)
        self.imports, self.pieces, self.have = set(), [], set()

    def add_part(self, part):
        """Add the code of a cell that another one needs; what it only shows is left out."""
        cell = part.cell
        bound = part.flow.bound
        if cell.include and bound <= self.have:
            return  # defined already, where a definition before needed it
        body = take_imports(brief(cell.source) if cell.include else cell.source)[1]
        nodes = [node for node in parsed(body).body if not entries_of(node)]
        shows = [statement.only_shows for statement in part.statements]
        kept = [s for s, show in zip(part.statements, shows, strict=True) if not show]
        for node in reversed([n for n, show in zip(nodes, shows, strict=True) if show]):
            body = _without(body, node)
        body = body.strip("\n").removesuffix(";")
        if cell.figures and any(statement.draws for statement in kept):
            body += '\nplt.close("all")'
            self.imports.add(PYPLOT)
        self.add(body, cell.index)
        if cell.include:
            self.have |= bound

    def add(self, body, index):
        """Add code that stood in cell `index`, after the definitions that it needs first."""
        mentioned = names_in(parsed(body))[0]
        ours, renamed, later = [], [], []
        for cell, entry in self.waiting:
            if cell.index > index or (entry.ours and body and entry.bound not in mentioned):
                later.append((cell, entry))
            elif not entry.ours:
                self.imports.add(entry)
            else:
                ours.append((entry.module, entry.name))
                if entry.alias not in ("", entry.name):
                    renamed.append(f"{entry.alias} = {entry.name}")
        self.waiting = later
        definitions, imports = self.package.closure(ours, self.have)
        self.have.update(*(definition.names for definition in definitions))
        self.imports.update(imports)
        mentioned = mentioned.union(*(definition.mentions for definition in definitions))
        code = joined(definitions_text(definitions), "\n".join(renamed), body)
        self.pieces.append(Piece(code, mentioned))


def _ending(cell, sources):
    """The code of a script's own cell: what the cell shows is printed and drawn."""
    if cell.raises:
        return take_imports(cell.source, lambda entry: entry.ours)[1]
    body = take_imports(cell.source)[1]
    tree = parsed(body)
    last = tree.body[-1] if tree.body else None
    if cell.source.rstrip().endswith(";"):
        body = body.rstrip().removesuffix(";")
    elif kinds := rich(cell.records):
        body = rewrite_last(body, f"print(({{}}).{kinds[0].method}())")
    elif cell.output and isinstance(last, ast.Expr):
        body = _printed(body, tree, sources)
    if cell.figures:
        body += "\nplt.show()"
    return body


def _printed(body, tree, sources):
    """The code whose last expression is printed as the page shows it: not where it is None."""
    value = tree.body[-1].value
    call = value if isinstance(value, ast.Call) else None
    name = call.func.id if call and isinstance(call.func, ast.Name) else None
    if call and is_picture(call, sources):
        return body
    known = _called(sources.get(name), sources)
    if name == "print" or isinstance(known, ast.FunctionDef) and not _gives_value(known):
        return body
    prints = any(isinstance(n, ast.Name) and n.id == "print" for n in ast.walk(tree))
    if call and prints and not known:
        return rewrite_last(body, "if (shown := {}) is not None:\n    print(repr(shown))")
    return rewrite_last(body, "print(repr({}))")


def rewrite_last(source, form):
    """The source with `form` around its last expression; as it is where it ends otherwise."""
    tree = parsed(source)
    if not tree.body or not isinstance(tree.body[-1], ast.Expr):
        return source
    before, shown, after = _cut(source, tree.body[-1])
    if len(parsed(f"f({shown})").body[0].value.args) != 1:  # a tuple without brackets
        shown = f"({shown})"
    return before + form.format(shown) + after


def _called(known, sources):
    """The function that a call of a known one runs: a decorator may put another in its place."""
    for decorator in getattr(known, "decorator_list", [])[:1]:
        made_by = decorator.func if isinstance(decorator, ast.Call) else decorator
        made = _made(sources.get(getattr(made_by, "id", None)))
        return (made if made_by is decorator else _made(made)) or known
    return known


def _made(function):
    """The inner function that a function gives back; None where it gives back anything else."""
    if not isinstance(function, ast.FunctionDef):
        return None
    name = getattr(getattr(function.body[-1], "value", None), "id", None)
    inner = [node for node in function.body if isinstance(node, ast.FunctionDef)]
    return next((node for node in inner if node.name == name), None)


def _gives_value(function):
    waiting, inner = list(function.body), (ast.FunctionDef, ast.ClassDef, ast.Lambda)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom, ast.Return)) and node.value:
            return True
        waiting += [child for child in ast.iter_child_nodes(node) if not isinstance(child, inner)]
    return False


def _without(source, node):
    """The source without a statement, and without its lines where nothing else stands there."""
    before, _, after = _cut(source, node)
    head, newline, line = before.rpartition("\n")
    rest, _, tail = after.partition("\n")
    if not line.strip() and re.fullmatch(r"\s*;?\s*(#.*)?", rest):
        return head + newline + tail
    return before.rstrip(" ").removesuffix(";") + after.lstrip(" ").removeprefix(";")


def _cut(source, node):
    """The source before, of and after a statement; `ast` counts columns in bytes."""
    lines = source.encode().splitlines(keepends=True)
    start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: node.end_lineno - 1])) + node.end_col_offset
    data = source.encode()
    return data[:start].decode(), data[start:end].decode(), data[end:].decode()
