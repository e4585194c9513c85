"""What the page's Python has: the packages of its lock file, and what stands in for other code.

A module that stands in says with its own code what it has: its names, its classes' attributes, the
keywords of its functions. `**look: LINE` takes the keywords that stand in the set LINE.
"""

import ast
import json
import sys
from functools import lru_cache
from pathlib import Path

from book.copying.modules import PACKAGE, Package, package_of

HOME = Path(__file__).resolve().parents[2]
LOCK = "docs/assets/pyodide/pyodide-lock.json"
NO_PACKAGES = '{"packages": {}}'
STANDINS = "docs/assets/js/cells/standins"
# Of Python's own library, what a page has not
NOT_THERE = {"subprocess", "multiprocessing", "threading"}
PYTHON = sys.stdlib_module_names - NOT_THERE
# What arrays of axes are asked for, too
OF_ARRAYS = {
    "T",
    "flat",
    "flatten",
    "max",
    "mean",
    "min",
    "ravel",
    "reshape",
    "shape",
    "size",
    "sum",
    "tolist",
}


def sources_of(root):
    """The files that say what the page of the book at `root` has: its own, or those of this book."""
    home = _home(root)
    return [*filter(Path.is_file, [home / LOCK]), *sorted((home / STANDINS).rglob("*.py"))]


def _home(root):
    return root if (root / LOCK).is_file() else HOME


def at_hand(root):
    """The AtHand of the book at `root` as its files are now; the same one while they stay so.

    A book without a lock file has no packages there.
    """
    home = _home(root)
    standins = sorted((home / STANDINS).rglob("*.py"))
    names = (file.relative_to(home / STANDINS).with_suffix("").parts for file in standins)
    modules = tuple(
        (".".join(parts).removesuffix(".__init__"), file.read_text("utf-8"))
        for parts, file in zip(names, standins, strict=True)
    )
    lock = (home / LOCK).read_text("utf-8") if (home / LOCK).is_file() else NO_PACKAGES
    return _at_hand(lock, modules)


@lru_cache(4)
def _at_hand(lock, modules):
    return AtHand(json.loads(lock), dict(modules))


@lru_cache(4)
def _with_standins(package, hand):
    ours = {name.removeprefix(f"{PACKAGE}."): text.encode() for name, text in hand.ours.items()}
    return Package(package.contents | {name: ours[name] for name in package.contents.keys() & ours})


class AtHand:
    """`packages` that can be imported; `ours`, {dotted name: text} of what stands in for our own."""

    def __init__(self, lock, standins):
        self.packages = {name for package in lock["packages"].values() for name in package["imports"]}
        self.ours = {name: text for name, text in standins.items() if name.startswith(f"{PACKAGE}.")}
        self.standins = Standins({name: standins[name] for name in standins.keys() - self.ours.keys()})

    def package(self, root):
        """Our package as it is in the page."""
        return _with_standins(package_of(root), self)

    def misses(self, entry):
        """The package that an Import misses in the page, in a set; an empty set where it misses none."""
        root = entry.module.partition(".")[0]
        if root in self.standins.roots:
            return set() if self.standins.kind_of(entry) else {root}
        return {root} - PYTHON - self.packages


class Standins:
    """Modules that stand in for others, {dotted name: text}.

    What a name of some code means is its kind: the dotted name of a module or of what it holds, or
    THING, whatever comes out of those.
    """

    THING = "a thing"

    def __init__(self, texts):
        self.modules, self.attributes, self.keywords, sets = {}, set(OF_ARRAYS), {}, {}
        self.roots = {name.partition(".")[0] for name in texts}
        trees = {name: ast.parse(text).body for name, text in texts.items()}
        for body in trees.values():
            for node in body:
                _take_set(node, sets)
        for name, body in trees.items():
            self.modules[name] = names = set()
            for node in body:
                names |= self._take(node, sets)
        for name in texts:
            parent, _, child = name.rpartition(".")
            self.modules.setdefault(parent, set()).add(child)

    def _take(self, node, sets):
        """Learn what a statement of a module defines; the names that it binds."""
        if isinstance(node, ast.FunctionDef):
            self._take_keywords(node.name, node, sets)
            return {node.name}
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    self.attributes.add(inner.name)
                    self._take_keywords(node.name if inner.name == "__init__" else inner.name, inner, sets)
            found = (inner for inner in ast.walk(node) if isinstance(inner, ast.Attribute))
            self.attributes |= {
                a.attr for a in found if isinstance(a.ctx, ast.Store) and _is(a.value, "self")
            }
            return {node.name}
        if isinstance(node, ast.ImportFrom):
            return {alias.asname or alias.name for alias in node.names}
        targets = getattr(node, "targets", ())
        # What a module passes on: {its name: the name of the method behind it}
        if any(_is(target, "ON_AXES") for target in targets):
            passed = ast.literal_eval(node.value)
            self.keywords |= {name: method for name, method in passed.items() if name != method}
            return set(passed)
        return {target.id for target in targets if isinstance(target, ast.Name)}

    def _take_keywords(self, name, node, sets):
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        known, rest = {argument.arg for argument in given}, node.args.kwarg
        if rest:
            known = known | _set_of(rest.annotation, sets) if rest.annotation else None
        before = self.keywords.get(name, set())
        self.keywords[name] = None if None in (known, before) else known | before

    def kind_of(self, entry):
        """The kind of the name that an Import binds; None where there is nothing to import."""
        if entry.module not in self.modules:
            return None
        if entry.name:
            return self._inner(entry.module, entry.name)
        return entry.module if entry.alias else entry.module.partition(".")[0]

    def _inner(self, module, name):
        if f"{module}.{name}" in self.modules or name in self.modules[module]:
            return f"{module}.{name}"
        return None

    def kinds(self, node, known):
        """{name: kind} of the names that a statement makes of the `known` ones."""
        found, size = {}, -1
        while known and size != len(found):
            size = len(found)
            for target, value in _bindings(node):
                self._bind(target, value, known | found, found)
        return found

    def _bind(self, target, value, known, found):
        if isinstance(target, (ast.Tuple, ast.List)):
            parts = _parts(value, len(target.elts))
            for number, inner in enumerate(target.elts):
                self._bind(inner, parts[number] if parts else value, known, found)
        elif isinstance(target, ast.Starred):
            self._bind(target.value, value, known, found)
        elif isinstance(target, ast.Name) and (kind := self._kind(value, known)):
            found[target.id] = kind

    def _kind(self, node, known):
        if isinstance(node, ast.Name):
            return known.get(node.id)
        if isinstance(node, (ast.Subscript, ast.Starred)):
            return self._kind(node.value, known)
        if isinstance(node, ast.Call):
            return self._kind(node.func, known) and self.THING
        if isinstance(node, ast.Attribute):
            owner = self._kind(node.value, known)
            return self._inner(owner, node.attr) if owner in self.modules else owner and self.THING
        return None

    def lack(self, node, known):
        """Whether some code asks the names that are `known`, {name: kind}, for what is not there."""
        known = known | self.kinds(node, known)
        return bool(known) and any(self._lacks(inner, known) for inner in ast.walk(node))

    def _lacks(self, node, known):
        if isinstance(node, ast.Attribute):
            owner = self._kind(node.value, known)
            if owner in self.modules:
                return not self._inner(owner, node.attr)
            return bool(owner) and node.attr not in self.attributes
        if isinstance(node, ast.Call) and self._kind(node.func, known):
            name = getattr(node.func, "attr", None) or self._kind(node.func, known).rpartition(".")[2]
            words = self.keywords.get(name)
            words = self.keywords.get(words) if isinstance(words, str) else words
            return words is not None and any(word.arg and word.arg not in words for word in node.keywords)
        return False


def _is(node, name):
    return isinstance(node, ast.Name) and node.id == name


def _take_set(node, sets):
    """Learn a set of words, as in `A = {"b"}`, `C = A | {"d"}` or `A |= C`."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        if (found := _set_of(node.value, sets)) is not None:
            sets[node.targets[0].id] = found
    elif isinstance(node, ast.AugAssign) and node.target.id in sets:
        sets[node.target.id] |= _set_of(node.value, sets) or set()


def _set_of(node, sets):
    if isinstance(node, ast.Name):
        return sets.get(node.id)
    if isinstance(node, ast.BinOp):
        sides = [_set_of(side, sets) for side in (node.left, node.right)]
        return None if None in sides else set().union(*sides)
    if isinstance(node, ast.Set):
        return {word.value for word in node.elts}
    return set() if isinstance(node, ast.Call) and _is(node.func, "set") else None


def _bindings(node):
    """[(target, value)] of what a statement binds to names; a loop binds what its values hold."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Assign):
            yield from ((target, inner.value) for target in inner.targets)
        elif isinstance(inner, (ast.For, ast.comprehension)):
            yield inner.target, inner.iter
        elif isinstance(inner, ast.NamedExpr):
            yield inner.target, inner.value


def _parts(value, count):
    """What each of so many targets takes of a value, where that can be told; else None."""
    if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == count:
        return value.elts
    if isinstance(value, ast.Call) and _is(value.func, "zip") and len(value.args) == count:
        return value.args
    if isinstance(value, ast.Call) and _is(value.func, "enumerate") and count == 2:
        return [None, value.args[0]]
    return None
