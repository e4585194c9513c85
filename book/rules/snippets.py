"""The rules of `snippets/`: who may import whom, what a module may hold, what a section may be."""

import ast
import re

from book.ground.faults import Fault, shown_path
from book.reading.includes import BOUND, module_name, sections_of, sources, unread_fault

LINES, COLUMNS = 25, 88
LONG = re.compile(r"^ long: \S")
DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def lint_snippets(book):
    """The faults of the package `snippets/` of `book`, and of what `book/` imports from it."""
    modules, faults = {}, []
    for path in sources(book.root):
        shown = shown_path(path, book.root)
        unread = unread_fault(path, book.root)
        if unread:
            faults.append(unread)
            continue
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        modules[module_name(path, book.root)] = shown, tree
        found = [*_sections(path, text), *import_faults(tree, modules_of(book)), *_module_level(tree)]
        faults += [Fault(shown, line, message) for line, message in found]
    return sorted([*faults, *_twice_defined(modules), *_cycles(modules), *_machinery(book)])


def modules_of(book):
    """The names of the modules in `snippets/`, with dots below it: "nets", "pictures.pen"."""
    return {module_name(path, book.root) for path in sources(book.root)}


def _sections(path, text):
    lines = text.splitlines()
    sections, found = sections_of(path)
    yield from found
    for number, line in enumerate(lines, start=1):
        if len(line) > COLUMNS:
            yield number, f"the line has {len(line)} columns, a page shows {COLUMNS}: break it"
        match = BOUND.match(line)
        rest = match["rest"].rstrip() if match else ""
        if rest and not (match["kind"] == "start" and LONG.match(rest)):
            yield number, "only `long: the reason` may stand behind a start marker: remove the rest"
    for section in sections.values():
        start = section.first - 1
        count = len(section.source.splitlines())
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", section.name):
            yield (
                start,
                (f"section `{section.name}` is not kebab-case: write small letters with `-` between words"),
            )
        if not section.source.strip():
            yield start, f"section `{section.name}` is empty: move its markers around the code"
        elif count > LINES and not LONG.match(BOUND.match(lines[start - 1])["rest"]):
            yield (
                start,
                (
                    f"section `{section.name}` has {count} lines, a screen has {LINES}: "
                    "split it, or say `long: why` behind its start marker"
                ),
            )


def import_faults(tree, modules=None):
    """(line, message) for the imports of a snippet or a cell that break the layers.

    `modules` holds the names that exist in `snippets/`; None leaves that to the run.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in (alias.name for alias in node.names):
                top, _, rest = name.partition(".")
                if top == "snippets":
                    module = name if rest else "snippets.x"
                    yield node.lineno, f"`import {name}`: write `from {module} import name`"
                yield from _forbidden(node, top)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                module = f"snippets.{module or 'x'}"
                yield node.lineno, f"a relative import: write `from {module} import name`"
            elif module == "snippets":
                yield node.lineno, "a whole module is imported: write `from snippets.x import name`"
            elif module.startswith("snippets.") and node.names[0].name == "*":
                yield (
                    node.lineno,
                    (f"`import *` hides where a name comes from: write `from {module} import name`"),
                )
            elif modules is not None and module[:9] == "snippets." and module[9:] not in modules:
                yield node.lineno, f"there is no module `{module}`: correct its name"
            yield from _forbidden(node, "" if node.level else module.partition(".")[0])


def _forbidden(node, top):
    if top == "book":
        yield node.lineno, "`book/` is the machinery, which no reader copies: do without it"
    elif top == "tests":
        yield node.lineno, "nothing imports `tests/`: do without it"


def _module_level(tree):
    """Statements that make an import do more than define names."""
    # A class may be made on import (an empty one, a NamedTuple); a function of ours would compute.
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    own |= {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("snippets.")
        for alias in node.names
    }
    for number, node in enumerate(tree.body):
        if isinstance(node, DEFINITIONS) or _is_docstring(node, number) or _is_main(node):
            continue
        if not isinstance(node, (ast.Assign, ast.AnnAssign)):
            yield (
                node.lineno,
                ("importing a snippet does nothing but define names: move this into a function"),
            )
            continue
        for call in ast.walk(node.value) if node.value else ():
            name = getattr(getattr(call, "func", None), "id", None)
            if name in own or name in ("open", "print", "input", "exec", "eval"):
                yield node.lineno, (f"`{name}(…)` runs when the module is imported: call it in a function")


def _is_docstring(node, number):
    return number == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_main(node):
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"


def _defined(tree):
    """(name, line) of what a module defines itself, at its top level."""
    for node in tree.body:
        if isinstance(node, DEFINITIONS[2:]):
            yield node.name, node.lineno
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                        yield name.id, node.lineno


def _twice_defined(modules):
    """Names of two modules: a copy inlines both into one script."""
    first = {}
    for shown, tree in modules.values():
        for name, line in _defined(tree):
            home = first.setdefault(name, shown)
            if home != shown and not (name.startswith("__") and name.endswith("__")):
                yield Fault(shown, line, f"`{name}` is defined in {home} as well: give it another name")


def _uses(tree):
    """{module of `snippets/`: line of its first import}."""
    used = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("snippets."):
            used.setdefault(node.module.removeprefix("snippets."), node.lineno)
    return used


def _cycles(modules):
    """One fault for each ring of imports, at the import that closes it."""
    graph = {name: _uses(tree) for name, (_, tree) in modules.items()}
    done, faults = set(), []

    def visit(name, trail):
        for other, line in sorted(graph[name].items()):
            if other in trail:
                ring = " → ".join([*trail[trail.index(other) :], other])
                faults.append(
                    Fault(
                        modules[name][0],
                        line,
                        f"the imports run in a ring ({ring}): move what both need into a third module",
                    )
                )
            elif other in graph and other not in done:
                visit(other, [*trail, other])
        done.add(name)

    for name in sorted(graph):
        if name not in done:
            visit(name, [name])
    return faults


def _machinery(book):
    """Imports of `book/` that reach for a chapter's topic, or for the tests."""
    topics = {path.stem.replace("-", "_") for path in book.chapters} & modules_of(book)
    for path in sorted((book.root / "book").rglob("*.py")):
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError):
            continue  # Python itself says so as soon as the module is needed
        for name, line in _uses(tree).items():
            if name in topics:
                yield Fault(
                    shown_path(path, book.root),
                    line,
                    f"`book/` imports no chapter's topic: do without `snippets.{name}`",
                )
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.partition(".")[0] == "tests" for name in names):
                yield Fault(
                    shown_path(path, book.root), node.lineno, "nothing imports `tests/`: do without it"
                )
