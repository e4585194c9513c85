"""Which earlier cells does a cell need? Read off the code, so a guess: `book.recording.proof` runs it.

A cell is needed where it binds a needed name, or where it may change the value behind one: in
place, by training, or by drawing from a generator. Imports are no cells: they are kept by name.
"""

import ast
import copy
import re
from dataclasses import dataclass, field
from functools import cached_property

from book.copying.modules import entries_of, names_in

RNG = "the random state"  # no identifier, so no cell can bind it
RANDOM = re.compile(
    r"rand(?!om$)\w*|normal_?|shuffle|permutation|choice|uniform_?|"
    r"multinomial|bernoulli\w*|"
    r"Linear|Conv\w+|Embedding|Dropout\w*|DataLoader|kaiming\w+|xavier\w+"
)
SETTINGS = {"set_printoptions", "rcParams", "set_default_dtype", "filterwarnings"}
MUTATORS = {
    "append",
    "extend",
    "insert",
    "update",
    "pop",
    "popitem",
    "clear",
    "remove",
    "setdefault",
    "add",
    "discard",
    "sort",
    "reverse",
    "fill",
    "resize",
    "put",
    "partition",
}
TRAINERS = {"step", "zero_grad", "backward", "load_state_dict"}
TRAINABLE = {"nn", "Parameter", "requires_grad", "requires_grad_"}
STATEFUL = {"default_rng", "Generator", "RandomState", "Random", "iter", "open"}


@dataclass
class Statement:
    """What one statement of a cell does to the names of the chapter.

    `exposed` names must have a value before it; `words` are its identifiers and those of all known
    code that it reaches, `called` the methods among them; `above` are the exposed names and those
    they were made from, `changed` the names whose values it changes in place
    and those they were made from.
    """

    node: ast.stmt
    mentioned: set
    exposed: set
    bound: set
    words: set
    called: set
    above: set
    changed: set
    is_random: bool

    @property
    def defines(self):
        return isinstance(self.node, (ast.FunctionDef, ast.ClassDef))

    @property
    def certain(self):
        """True where `bound` is bound whatever happens."""
        return not isinstance(self.node, (ast.If, ast.Try, ast.While, ast.Delete))

    @property
    def seeds(self):
        calls = [n.func for n in ast.walk(self.node) if isinstance(n, ast.Call)]
        return "manual_seed" in self.words or any(
            isinstance(f, ast.Attribute) and f.attr == "seed" for f in calls
        )

    @property
    def trains(self):
        return bool(self.called & TRAINERS) or any(map(_in_place, self.called))

    @property
    def only_shows(self):
        """True for an expression that changes nothing, such as a value, a print or a drawing."""
        if not isinstance(self.node, ast.Expr):
            return False
        if self.changed or self.is_random or self.seeds or self.trains or self.words & SETTINGS:
            return False
        call = self.node.value
        if not isinstance(call, ast.Call):
            return not any(isinstance(n, (ast.Call, ast.NamedExpr)) for n in ast.walk(call))
        return bool(_roots(call.func) & {"print", "plt"}) or self.known_call

    known_call: bool = False


@dataclass
class Part:
    """The imports of a cell, or its other statements: the steps of the walk back."""

    cell: object
    is_code: bool
    imports: list = field(default_factory=list)
    statements: list = field(default_factory=list)

    @cached_property
    def flow(self):
        """(exposed, killed, bound): what it needs, what it surely binds, all that it binds."""
        exposed, killed, bound = set(), set(), set()
        for s in self.statements:
            exposed |= s.exposed - killed
            if s.seeds and not s.defines:
                killed.add(RNG)
            elif s.is_random:
                exposed |= {RNG} - killed
                bound.add(RNG)
            bound |= s.bound
            if s.certain:
                killed |= s.bound
        return exposed, killed, bound | killed


@dataclass
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
        self.package = package
        self.sources = {}
        self.trainable, self.stateful = set(), set()
        self.imported = set()  # no cell changes a module that it hands on, such as np in f(np.add)
        self.ancestors, self.owners = {}, {}  # what a value was made from; what it may be a view of
        self.parts = []

    def read(self, cell):
        """Take in the next cell; gives its Parts."""
        imports, code = Part(cell, False), Part(cell, True)
        for node in ast.parse(cell.source).body:
            entries = entries_of(node)
            imports.imports += entries
            for entry in entries:
                self.imported.add(entry.bound)
                if entry.ours:
                    self._learn(entry)
            if entries:
                continue
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                self.sources[node.name] = node
            code.statements.append(self._statement(node))
        self.parts = [*self.parts, imports, code]
        return [imports, code]

    def _statement(self, node):
        mentioned, bound = names_in(node)
        words, called = self._deep_words(node)
        exposed = _exposed(node, set())
        changed = mutated(node, self.sources) | (mentioned & self.stateful)
        changed = _outside(node, changed, bound - exposed)
        above, changed = _above(exposed, self.ancestors), _above(changed, self.owners)
        s = Statement(node, mentioned, exposed, bound, words, called, above, changed, False)
        own = mentioned & self.stateful and not words & {"torch", "nn"}
        s.is_random = not s.defines and not own and any(map(RANDOM.fullmatch, words))
        call = getattr(node, "value", None)
        s.known_call = isinstance(call, ast.Call) and getattr(call.func, "id", None) in self.sources
        for name in bound:
            old = set() if s.certain else self.ancestors.get(name, set())
            self.ancestors[name] = old | s.above - {name}
            shared = _above(_shared(node), self.owners) - {name}
            self.owners[name] = shared if s.certain else self.owners.get(name, set()) | shared
        if not s.defines:
            self.trainable |= bound if words & TRAINABLE or mentioned & self.trainable else set()
            self.stateful |= bound if words & STATEFUL else set()
        return s

    def _learn(self, entry):
        for definition in self.package.closure([(entry.module, entry.name)])[0]:
            node = ast.parse(definition.text).body[0]
            self.sources.update(dict.fromkeys(definition.names, node))
        if entry.name in self.sources:
            self.sources[entry.bound] = self.sources[entry.name]

    def _deep_words(self, node):
        """All identifiers, and the called methods, of a node and of known code that it reaches."""
        words, called, seen, waiting = set(), set(), set(), [node]
        while waiting:
            for inner in ast.walk(waiting.pop()):
                names = (getattr(inner, key, None) for key in ("id", "attr", "arg"))
                words.update(filter(None, names))
                if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
                    called.add(inner.func.attr)
                if isinstance(inner, ast.Name) and inner.id not in seen:
                    seen.add(inner.id)
                    waiting += [self.sources[inner.id]] if inner.id in self.sources else []
        return words, called

    def _changes(self, s, live):
        """May the statement change the value behind a live name that it does not bind?"""
        if s.defines:
            return False
        changed = (live - self.imported) & s.changed
        return bool(changed or s.trains and live & self.trainable & s.above)

    def _fork(self):
        """A story that can read on without changing this one."""
        other = copy.copy(self)
        for name in ("sources", "trainable", "stateful", "imported", "ancestors", "owners"):
            setattr(other, name, getattr(self, name).copy())
        return other

    def needs(self, target, before=(), everything=False):
        """The Needs of the cell `target`; `before`: cells of its exercise that go before it."""
        story = self._fork()
        parts = [part for part in self.parts if part.cell.index < target.index]
        parts += [part for cell in (*before, target) for part in story.read(cell)]
        live, before_it, settings, imports = set(), [], {}, []
        for part in reversed(parts):
            chosen = everything or part.cell in (target, *before)
            if not part.is_code:
                # A cell of nothing but imports is copied for these
                imports += _provide(part, live, part.cell is target and not parts[-1].statements)
                continue
            exposed, killed, bound = part.flow
            if chosen or live & bound or any(story._changes(s, live) for s in part.statements):
                before_it.append(part)
                live = live - killed | exposed
                continue
            apart = [s for s in part.statements if s.words & SETTINGS and not s.bound]
            if apart:
                settings[part.cell.index] = [s.node for s in apart]
                live = live.union(*(s.exposed for s in apart))
        return Needs(before_it[:0:-1], settings, imports[::-1])


def _provide(part, live, everything):
    """The imports of a part that bind live names, last first; takes the names out of `live`."""
    found = []
    for entry in reversed(part.imports):
        if everything or entry.bound in live:
            found.append((part.cell, entry))
            if entry.name or entry.alias:  # `import a.b` and `import a` both bind a
                live.discard(entry.bound)
    return found


def _exposed(node, known):
    """Names that a statement reads, other than `known` ones and those it binds itself before."""
    if not isinstance(node, (ast.For, ast.While, ast.If, ast.With)):
        return names_in(node)[0] - known
    heads = [getattr(node, "iter", None), getattr(node, "test", None)]
    items = getattr(node, "items", ())
    heads += [item.context_expr for item in items]
    targets = [getattr(node, "target", None), *(item.optional_vars for item in items)]
    inside = known | {
        n.id
        for target in filter(None, targets)
        for n in ast.walk(target)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    found = set().union(*(names_in(ast.Expr(head))[0] for head in filter(None, heads))) - known
    for block in (node.body, getattr(node, "orelse", ())):
        bound = set(inside)
        for inner in block:
            found |= _exposed(inner, bound)
            bound |= names_in(inner)[1]
    return found


def _outside(node, names, fresh):
    """The names; for those that a statement makes itself, the ones whose memory they may share."""
    local = {}
    for inner in ast.walk(node):
        if isinstance(inner, (ast.For, ast.Assign)):
            for name in names_in(inner)[1] & fresh:
                local.setdefault(name, set()).update(_shared(inner))
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += local.get(name, ())
    return found - fresh


def _above(names, graph):
    return names.union(*(graph.get(name, ()) for name in names))


def _shared(node):
    """The names whose memory the values that a statement binds may share, such as m in v = m[0]."""
    found, waiting = set(), [getattr(node, "iter" if isinstance(node, ast.For) else "value", None)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, ast.Call):
            method = isinstance(value.func, ast.Attribute)  # or a function such as np.asarray
            waiting += [value.func.value, *value.args] if method else []
        elif isinstance(value, (ast.Tuple, ast.List)):
            waiting += value.elts
        elif value is not None:
            found |= _roots(value)
    return found


def _in_place(word):
    return len(word) > 1 and word.endswith("_") and not word.endswith("__")


def mutated(node, sources, seen=frozenset()):
    """Names whose values a statement changes in place, as far as its text tells."""
    found = set()
    for inner in ast.walk(node):
        targets = []
        if isinstance(inner, (ast.Subscript, ast.Attribute)):
            targets = [] if isinstance(inner.ctx, ast.Load) else [inner]
        elif isinstance(inner, ast.AugAssign):
            targets = [inner.target]
        elif isinstance(inner, ast.keyword) and inner.arg == "out":
            targets = [inner.value]
        elif isinstance(inner, ast.Call):
            targets = _changed_by_call(inner, sources, seen)
        found |= {name for target in targets for name in _roots(target)}
    return found


def _changed_by_call(call, sources, seen):
    function = call.func
    if isinstance(function, ast.Attribute):
        if function.attr in MUTATORS or _in_place(function.attr):
            return [function.value]
        return []
    if not isinstance(function, ast.Name):
        return []
    if function.id == "next":
        return call.args
    known = sources.get(function.id)
    if not isinstance(known, ast.FunctionDef) or function.id in seen:
        return []
    arguments = {a.arg for a in [*known.args.posonlyargs, *known.args.args, *known.args.kwonlyargs]}
    inside = set().union(*(mutated(s, sources, seen | {function.id}) for s in known.body))
    return [*call.args, *(k.value for k in call.keywords)] if inside & arguments else []


def _roots(node):
    """The names at the bottom of `a.b[c].d`, of a tuple, of a starred argument."""
    while isinstance(node, (ast.Subscript, ast.Attribute, ast.Starred)):
        node = node.value
    if isinstance(node, (ast.Tuple, ast.List)):
        return set().union(*map(_roots, node.elts))
    return {node.id} if isinstance(node, ast.Name) else set()
