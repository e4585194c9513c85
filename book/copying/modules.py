"""The package as code to copy: which definitions, in which order, and which imports a name needs.

Works on the source with `ast`, so that comments and layout of the definitions stay as they are.
What is read off code is remembered under its text, so that no memory is ever stale.
"""

import ast
import re
import symtable
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache

from book.ground.faults import BookError
from book.reading.includes import MARKER, sources

PACKAGE = "snippets"
WIDTH = 88
DOCUMENTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)  # what may begin with a docstring
# A book has some 2,000 statements; a preview that runs for days must not grow with every save
REMEMBERED = 8_192


@lru_cache(REMEMBERED)
def parsed(source):
    """The tree of `source`, for everybody: to read only."""
    return ast.parse(source)


def parses(source):
    """Whether `source` is Python; a cell that shows a syntax error is not."""
    try:
        return bool(parsed(source))
    except SyntaxError:
        return False


@dataclass(frozen=True, order=True)
class Import:
    """One name that an import binds; `name` is empty for `import module`."""

    module: str
    name: str = ""
    alias: str = ""

    @property
    def bound(self):
        return self.alias or self.name or self.module.partition(".")[0]

    @property
    def ours(self):
        return self.module == PACKAGE or self.module.startswith(f"{PACKAGE}.")


@dataclass(frozen=True)
class Definition:
    """One statement at the top of a module; `names` it binds, `mentions` it needs to run."""

    module: str
    line: int
    names: frozenset
    mentions: frozenset
    text: str

    @cached_property
    def node(self):
        return parsed(self.text).body[0]

    @cached_property
    def imports(self):
        """The Imports inside, of a function for example."""
        return [entry for node in ast.walk(self.node) for entry in entries_of(node)]


def joined(*parts):
    """The parts that are not empty, a blank line between them, two around functions and classes."""
    text = ""
    for part in (part.strip("\n") for part in parts if part.strip()):
        wide = text and (_ends_block(text) or _starts_block(part))
        text += ("\n\n\n" if wide else "\n\n" if text else "") + part
    return text


def definitions_text(definitions):
    """The definitions as a module holds them: lines of values together, functions apart."""
    parts = []
    for definition in definitions:
        if parts and not _ends_block(parts[-1]) and not _starts_block(definition.text):
            parts[-1] += f"\n{definition.text}"
        else:
            parts.append(definition.text)
    return joined(*parts)


def _starts_block(text):
    line = next((line for line in text.split("\n") if line and not line.startswith("#")), "")
    return line.startswith(("def ", "class ", "@", "async def "))


def _ends_block(text):
    line = next((line for line in reversed(text.split("\n")) if line and line[0] not in " )]}"), "")
    return line.startswith(("def ", "class ", "async def "))


def take_imports(source, which=lambda entry: True):
    """The imports at the top level of `source` that `which` accepts, and the source without them.

    Imports from our package must go; others stay where something else stands in their lines.
    """
    tree, lines = parsed(source), source.split("\n")
    found, gone = [], set()
    for number, node in enumerate(tree.body):
        entries = entries_of(node)
        if not entries or not all(map(which, entries)):
            continue
        span = range(node.lineno, node.end_lineno + 1)
        beside = tree.body[max(number - 1, 0) : number] + tree.body[number + 1 : number + 2]
        if any(other.lineno in span or other.end_lineno in span for other in beside):
            if any(entry.ours for entry in entries):
                raise BookError(f"line {node.lineno}: give the import from {PACKAGE} a line of its own")
            continue
        found += entries
        gone.update(span)
    _refuse_hidden_imports(tree)
    kept = []
    for number, line in enumerate(lines, start=1):
        doubled = not line and number - 1 in gone and not (kept and kept[-1])
        if number not in gone and not doubled:
            kept.append(line)
    return found, "\n".join(kept).strip("\n")


def entries_of(node):
    """The Imports of a statement; none where it is no import. Refuses what cannot be inlined."""
    if isinstance(node, ast.Import):
        entries = [Import(a.name, "", a.asname or "") for a in node.names]
        if any(entry.ours for entry in entries):
            raise BookError(
                f"line {node.lineno}: `import {PACKAGE}…` cannot be copied: "
                f"write `from {PACKAGE}.module import name`"
            )
        return entries
    if not isinstance(node, ast.ImportFrom):
        return []
    entries = [Import(node.module or "", a.name, a.asname or "") for a in node.names]
    unnamed = [entry for entry in entries if entry.name == "*" or entry.module == PACKAGE]
    if node.level or any(entry.ours for entry in unnamed):
        raise BookError(
            f"line {node.lineno}: import by name, "
            f"`from {PACKAGE}.module import name`, so that the code can be copied"
        )
    return entries


def _refuse_hidden_imports(tree):
    inner = (node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)))
    for node in inner:
        if node not in tree.body and any(entry.ours for entry in entries_of(node)):
            raise BookError(f"line {node.lineno}: import from {PACKAGE} at the top of the cell")


def import_block(imports):
    """Lines that import, each name once: the future, the standard library, then all else."""
    groups = {0: [], 1: [], 2: []}
    for entry in sorted(set(imports)):
        root = entry.module.partition(".")[0]
        rank = 0 if root == "__future__" else 1 if root in sys.stdlib_module_names else 2
        groups[rank].append(entry)
    return joined(*("\n".join(_import_lines(entries)) for entries in groups.values()))


def _import_lines(entries):
    plain = [f"import {e.module}" + (f" as {e.alias}" if e.alias else "") for e in entries if not e.name]
    froms = {}
    for entry in entries:
        if entry.name:
            text = entry.name + (f" as {entry.alias}" if entry.alias else "")
            froms.setdefault(entry.module, []).append(text)
    return plain + [_from_line(module, names) for module, names in froms.items()]


def _from_line(module, names):
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in names) + ")"


@lru_cache(REMEMBERED)
def names_in(node):
    """(mentioned, bound): names of the module's scope that a statement reads, and that it binds.

    A name that a nested function or class takes from outside counts as mentioned.
    """
    table = symtable.symtable(ast.unparse(node), "<code>", "exec")
    mentioned = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    bound = {
        s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()
    }
    waiting = list(table.get_children())
    while waiting:
        inner = waiting.pop()
        waiting += inner.get_children()
        mentioned |= {s.get_name() for s in inner.get_symbols() if s.is_global()}
        bound |= {s.get_name() for s in inner.get_symbols() if s.is_declared_global() and s.is_assigned()}
    # `x += 1` reads x, which the symbol table does not tell; a function's own x is nobody else's
    added = (n.target for n in ast.walk(node) if isinstance(n, ast.AugAssign))
    mentioned |= {target.id for target in added if isinstance(target, ast.Name)} & (mentioned | bound)
    return frozenset(mentioned), frozenset(bound)


class Module:
    """A file of `snippets/`: its imports by the name that they bind, its definitions by name."""

    def __init__(self, name, source):
        self.lines = source.split("\n")
        self.imports, self.definitions = {}, {}
        for node in ast.parse(source, f"{PACKAGE}/{name.replace('.', '/')}.py").body:
            entries = entries_of(node)
            if any(entry.ours and entry.alias for entry in entries):
                raise BookError(
                    f"{PACKAGE}/{name}.py:{node.lineno}: import from {PACKAGE} without "
                    "`as`, so that the code can be copied"
                )
            self.imports.update((entry.bound, entry) for entry in entries)
            if entries or isinstance(node, ast.Expr) or _is_main(node):
                continue
            mentioned, bound = names_in(node)
            definition = Definition(name, node.lineno, bound, mentioned, self._text(node))
            self.definitions.update(dict.fromkeys(bound, definition))

    def _text(self, node):
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        while first > 1 and re.match(r"#(?! -+8<-+)", self.lines[first - 2]):
            first -= 1
        lines = self.lines[first - 1 : node.end_lineno]
        return brief("\n".join(line for line in lines if not MARKER.search(line)))


def brief(source):
    """The source with the first paragraph of each docstring: a copy is the idea, not its manual."""
    lines = source.split("\n")
    for node in reversed([node for node in ast.walk(parsed(source)) if isinstance(node, DOCUMENTED)]):
        if "\n\n" in (ast.get_docstring(node) or ""):
            start, end = node.body[0].lineno - 1, node.body[0].end_lineno
            blank = next(at for at in range(start, end) if not lines[at].strip())
            lines[blank - 1 : end] = [f'{lines[blank - 1]}"""']
    return "\n".join(lines)


def _is_main(node):
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


@lru_cache(REMEMBERED)
def _module(name, content):
    return Module(name, re.sub(r"\r\n?", "\n", content.decode()))


def package_of(root):
    """The Package of the book at `root` as its files are now; the same one while they stay so."""
    home, contents = root / PACKAGE, []
    for path in sources(root):
        with suppress(OSError):  # a link to nowhere, which the rules blame
            contents.append((".".join(path.relative_to(home).with_suffix("").parts), path.read_bytes()))
    return _package(tuple(contents))


@lru_cache(4)
def _package(contents):
    return Package(dict(contents))


class Package:
    """The modules of `snippets/`, {name: content}, parsed when they are needed."""

    def __init__(self, contents):
        self.contents = contents
        self.closures = {}

    def module(self, dotted):
        name = dotted.removeprefix(f"{PACKAGE}.")
        if name not in self.contents:
            raise BookError(f"there is no module `{dotted}`: correct the import")
        return _module(name, self.contents[name])

    def find(self, dotted, name):
        """The Definition or the foreign Import behind `name` of a module, through re-exports."""
        module = self.module(dotted)
        if name in module.definitions:
            return module.definitions[name]
        entry = module.imports.get(name)
        if entry is None:
            raise BookError(f"`{dotted}` has no `{name}`: correct the import")
        return self.find(entry.module, entry.name) if entry.ours else entry

    def closure(self, wanted, have=frozenset()):
        """All Definitions, in an order that runs, and Imports behind `wanted` (module, name) pairs.

        Leaves out what binds a name in `have`, with all that only it needs.
        """
        key = tuple(wanted), frozenset(have)
        if key not in self.closures:
            self.closures[key] = self._closure(*key)
        return self.closures[key]

    def _closure(self, wanted, have):
        definitions, imports, waiting = set(), set(), list(wanted)
        while waiting:
            dotted, name = waiting.pop()
            found = self.find(dotted, name)
            if isinstance(found, Import):
                imports.add(found)
            elif found not in definitions and not found.names & have:
                definitions.add(found)
                home = self.module(found.module)
                imports |= {e for e in home.imports.values() if e.module == "__future__"}
                waiting += [
                    (found.module, other)
                    for other in found.mentions
                    if other in home.definitions or other in home.imports
                ]
        ranks = {}
        for definition in definitions:
            self._rank(definition.module, ranks)
        return tuple(sorted(definitions, key=lambda d: (ranks[d.module], d.line))), tuple(sorted(imports))

    def _rank(self, name, ranks):
        """How deep a module stands: above all that it imports."""
        if name not in ranks:
            ranks[name] = (0, name)
            below = {e.module for e in self.module(name).imports.values() if e.ours}
            depths = [self._rank(module.removeprefix(f"{PACKAGE}."), ranks)[0] for module in below]
            ranks[name] = (1 + max(depths, default=0), name)
        return ranks[name]
