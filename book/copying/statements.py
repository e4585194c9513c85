"""What one statement of a cell does to the names of its chapter, read off its code.

What the code says by itself is remembered; what it means hangs on the statements before it.
"""

import ast
import copy
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from book.copying.modules import REMEMBERED, names_in

RANDOM = re.compile(
    r"rand(?!om$)\w*|normal_?|shuffle|permutation|choice|uniform_?|"
    r"multinomial|bernoulli\w*|"
    r"Linear|Conv\w+|Embedding|Dropout\w*|DataLoader|kaiming\w+|xavier\w+"
)
SETTINGS = {"set_printoptions", "rcParams", "set_default_dtype", "filterwarnings"}
LISTS = {"append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse"}
DICTS_AND_SETS = {"update", "popitem", "setdefault", "add", "discard"}
MUTATORS = {*LISTS, *DICTS_AND_SETS, "fill", "resize", "put", "partition"}
TRAINERS = {"step", "zero_grad", "backward", "load_state_dict"}
TRAINABLE = {"nn", "Parameter", "requires_grad", "requires_grad_"}
STATEFUL = {"default_rng", "Generator", "RandomState", "Random", "iter", "open"}


@dataclass(frozen=True)
class Statement:
    """What one statement of a cell does to the names of the chapter.

    `exposed` names must have a value before it; `words` are its identifiers and those of all known
    code that it reaches, `called` the methods among them; `above` are the exposed names and those
    they were made from, `changed` the names whose values it changes in place and those they may be
    views of, `shared` those that what it binds may be a view of; `known_call`: it calls known code;
    `draws`: it shows one of our pictures, or uses Matplotlib.
    """

    node: ast.stmt
    mentioned: frozenset
    exposed: frozenset
    bound: frozenset
    words: frozenset
    called: frozenset
    above: frozenset
    changed: frozenset
    shared: frozenset
    is_random: bool
    known_call: bool
    draws: bool

    @property
    def defines(self):
        return isinstance(self.node, (ast.FunctionDef, ast.ClassDef))

    @property
    def certain(self):
        """True where `bound` is bound whatever happens."""
        return not isinstance(self.node, (ast.If, ast.Try, ast.While, ast.Delete))

    @cached_property
    def seeds(self):
        calls = [n.func for n in ast.walk(self.node) if isinstance(n, ast.Call)]
        return "manual_seed" in self.words or any(
            isinstance(f, ast.Attribute) and f.attr == "seed" for f in calls
        )

    @cached_property
    def trains(self):
        return bool(self.called & TRAINERS) or any(map(_in_place, self.called))

    @cached_property
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


@dataclass
class Known:
    """What is known of the names of a chapter after the statements so far."""

    sources: dict = field(default_factory=dict)  # the code behind them
    trainable: set = field(default_factory=set)
    stateful: set = field(default_factory=set)
    imported: set = field(default_factory=set)  # no cell changes a module, such as np in f(np.add)
    ancestors: dict = field(default_factory=dict)  # what a value was made from
    owners: dict = field(default_factory=dict)  # what it may be a view of

    def copy(self):
        return Known(*(copy.copy(value) for value in vars(self).values()))

    def take_import(self, entry, package):
        """Learn what an import binds, and where it is ours, the code that comes with it."""
        self.imported.add(entry.bound)
        if entry.ours:
            for definition in package.closure([(entry.module, entry.name)])[0]:
                self.sources.update(dict.fromkeys(definition.names, definition.node))
            if entry.name in self.sources:
                self.sources[entry.bound] = self.sources[entry.name]

    def take(self, node):
        """Learn what the next statement does; gives its Statement."""
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            self.sources[node.name] = node
        s = analyse(node, self)
        for name in s.bound:
            old = set() if s.certain else self.ancestors.get(name, set())
            self.ancestors[name] = old | s.above - {name}
            shared = s.shared - {name}
            self.owners[name] = shared if s.certain else self.owners.get(name, set()) | shared
        if not s.defines:
            self.trainable |= s.bound if s.words & TRAINABLE or s.mentioned & self.trainable else set()
            self.stateful |= s.bound if s.words & STATEFUL else set()
        return s

    def may_change(self, s, live):
        """May the statement change the value behind a live name that it does not bind?"""
        if s.defines:
            return False
        changed = (live - self.imported) & s.changed
        return bool(changed or s.trains and live & self.trainable & s.above)


def analyse(node, known):
    """The Statement that `node` is, after all that is `known`."""
    mentioned, bound = names_in(node)
    shown = _shown_by_picture(node, known.sources)
    words, called = _deep_words(shown or node, known.sources)
    exposed, shared = _exposed(node), _shared(node)
    drawn_from = frozenset() if shown else mentioned & known.stateful
    changed = _outside(node, mutated(shown or node, known.sources) | drawn_from, bound - exposed)
    defines = isinstance(node, (ast.FunctionDef, ast.ClassDef))
    own = (mentioned & known.stateful or "default_rng" in words) and not words & {"torch", "nn"}
    call = getattr(node, "value", None)
    return Statement(
        node=node,
        mentioned=mentioned,
        exposed=exposed,
        bound=bound,
        words=words,
        called=called,
        above=_above(exposed, known.ancestors),
        changed=_above(changed, known.owners),
        shared=_above(shared, known.owners),
        is_random=not defines and not own and any(map(RANDOM.fullmatch, words)),
        known_call=isinstance(call, ast.Call) and getattr(call.func, "id", None) in known.sources,
        draws=shown is not None or "plt" in words,
    )


def is_picture(call, sources):
    """Whether a call makes one of our pictures: it gives plain data, and a pen draws that."""
    made_by = getattr(sources.get(getattr(call.func, "id", None)), "decorator_list", [])
    return any(getattr(getattr(made, "func", None), "id", None) == "drawn" for made in made_by)


def _shown_by_picture(node, sources):
    """What a statement shows that does nothing but draw one of our pictures: the arguments; else None.

    The code behind a picture counts for nothing: it changes nothing of what it is given.
    """
    call = getattr(node, "value", None)
    if not isinstance(node, ast.Expr) or not isinstance(call, ast.Call) or not is_picture(call, sources):
        return None
    return ast.Expr(ast.Tuple([*call.args, *(keyword.value for keyword in call.keywords)], ast.Load()))


def _above(names, graph):
    return names.union(*(graph.get(name, ()) for name in names))


def _deep_words(node, sources):
    """All identifiers, and the called methods, of a node and of known code that it reaches."""
    words, called, seen, waiting = set(), set(), set(), [node]
    while waiting:
        own, methods, names = _words(waiting.pop())
        words |= own
        called |= methods
        waiting += [sources[name] for name in names - seen if name in sources]
        seen |= names
    return frozenset(words), frozenset(called)


@lru_cache(REMEMBERED)
def _words(node):
    """The identifiers of a node, the methods that it calls, its names."""
    words, called, names = set(), set(), set()
    for inner in ast.walk(node):
        words.update(filter(None, (getattr(inner, key, None) for key in ("id", "attr", "arg"))))
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
            called.add(inner.func.attr)
        if isinstance(inner, ast.Name):
            names.add(inner.id)
    return words, called, names


@lru_cache(REMEMBERED)
def _exposed(node, known=frozenset()):
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
    found = frozenset().union(*(names_in(ast.Expr(head))[0] for head in filter(None, heads))) - known
    for block in (node.body, getattr(node, "orelse", ())):
        bound = inside
        for inner in block:
            found |= _exposed(inner, bound)
            bound |= names_in(inner)[1]
    return found


def _outside(node, names, fresh):
    """The names; for those that a statement makes itself, the ones whose memory they may share."""
    local = {}
    for bound, shared in _assignments(node):
        for name in bound & fresh:
            local.setdefault(name, set()).update(shared)
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += local.get(name, ())
    return frozenset(found - fresh)


@lru_cache(REMEMBERED)
def _assignments(node):
    """[(names, those whose memory they may share)] of the loops and assignments in a statement."""
    inside = [inner for inner in ast.walk(node) if isinstance(inner, (ast.For, ast.Assign))]
    return [(names_in(inner)[1], _shared(inner)) for inner in inside]


@lru_cache(REMEMBERED)
def _shared(node):
    """The names whose memory the values that a statement binds may share, such as m in v = m[0]."""
    found, waiting = frozenset(), [getattr(node, "iter" if isinstance(node, ast.For) else "value", None)]
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
    changed, calls = _changes(node)
    given = [names for name, names in calls if name not in seen and _changes_given(name, sources, seen)]
    return changed.union(*given)


def _changes_given(name, sources, seen):
    """Whether known code called `name` changes in place what it is given."""
    known = sources.get(name)
    if not isinstance(known, ast.FunctionDef):
        return False
    given = {a.arg for a in [*known.args.posonlyargs, *known.args.args, *known.args.kwonlyargs]}
    return any(mutated(statement, sources, seen | {name}) & given for statement in known.body)


@lru_cache(REMEMBERED)
def _changes(node):
    """The names whose values a node changes itself; [(function that it calls, names it gives it)]."""
    changed, calls = [], []
    for inner in ast.walk(node):
        if isinstance(inner, (ast.Subscript, ast.Attribute)) and not isinstance(inner.ctx, ast.Load):
            changed.append(inner)
        elif isinstance(inner, ast.AugAssign):
            changed.append(inner.target)
        elif isinstance(inner, ast.keyword) and inner.arg == "out":
            changed.append(inner.value)
        elif isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
            if inner.func.attr in MUTATORS or _in_place(inner.func.attr):
                changed.append(inner.func.value)
        elif isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name):
            if inner.func.id == "next":
                changed += inner.args
            else:
                given = [*inner.args, *(keyword.value for keyword in inner.keywords)]
                calls.append((inner.func.id, _all_roots(given)))
    return _all_roots(changed), calls


def _all_roots(nodes):
    return frozenset().union(*map(_roots, nodes))


def _roots(node):
    """The names at the bottom of `a.b[c].d`, of a tuple, of a starred argument."""
    while isinstance(node, (ast.Subscript, ast.Attribute, ast.Starred)):
        node = node.value
    if isinstance(node, (ast.Tuple, ast.List)):
        return set().union(*map(_roots, node.elts))
    return {node.id} if isinstance(node, ast.Name) else set()
