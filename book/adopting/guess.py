"""What a fence without a label holds: code, what the cell above gave, or neither.

A tutorial may hold code and what it printed in fences alike. Which is which is read off the text,
as a person would: an assignment is code, `[1 2 3]` below a cell is what it printed. Whoever asks is
told whether anything else is likely, too, and says so to the author.
"""

import ast
import builtins
import re
from typing import NamedTuple

from book.adopting.cells import bare
from book.reading.ipython import parsed

ERROR = re.compile(
    r"^(?:.*:\d+: )?(?:\w+\.)*(?P<name>[A-Z]\w*(?:Error|Exception|Warning|Interrupt)"
    r"|StopIteration)(?::|$)",
    re.M,
)
SHELL = re.compile(r"(\$|%|!|pip3?|conda|python3?|jupyter|git|cd)\s")
# What libraries print of their values with a module in front, such as np.float64(0.5)
SCALAR = re.compile(
    r"(bool|str|bytes|void|u?int\d*|float\d+|longdouble|complex\d+|datetime64"
    r"|timedelta64|True|False|Size)_?$"
)
REPRS = {"array", "matrix", "masked_array", "dtype", "rec.array", "tensor", "device"}
TALKERS = {"print", "pprint", "pp", "help", "info", "display", "show"}


class Guess(NamedTuple):
    """What a fence without a label holds, and whether nothing else is likely."""

    label: str
    sure: bool = True


def guess(text, above, record, below, names, labelled):
    """The Guess for `text`: it stands right below the Cell `above`, if there is one, whose records
    so far are `record`; `below` is the text of the next fence. `labelled` says that the code of
    its page has labels, so that what has none is no code."""
    code, magic = bare(text)
    tree = parsed(code)
    reads = names.read_as_code(tree) if code.strip() else magic
    if above and not {"pytb"} & set(record) and above.raises(text):
        return Guess("pytb")
    if above and not record and not SHELL.match(text):
        if above.says(text):
            return Guess("output")
        if above.speaks and not reads:
            return Guess("output", labelled or tree is not None)
        if above.speaks and names.has_shown(text):
            return Guess("output")
    error = ERROR.search(below)
    fails = error and (tree or error["name"] in ("SyntaxError", "IndentationError", "TabError"))
    if not reads and not fails:
        return Guess("text", above is None and tree is None)
    if labelled:
        return Guess("text", False)
    return Guess("python", not (above and above.speaks and not record))


class Names:
    """The names that the cells of a page have bound so far."""

    def __init__(self):
        self.bound, self.talkers, self.star, self.sources = set(), set(TALKERS), False, ""

    def learn(self, tree, source):
        self.sources += f"{source}\n"
        for node in _walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self.bound.add(node.name)
                if _calls(node) & self.talkers:
                    self.talkers.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self.bound.add(node.id)
            elif isinstance(node, ast.alias):
                self.star = self.star or node.name == "*"
                self.bound.add((node.asname or node.name).split(".")[0])

    def reads(self, text):
        """Whether `text` reads as code, which it is then taken for."""
        code, _ = bare(text)
        tree = parsed(code)
        if not code.strip() or not self.read_as_code(tree):
            return False
        self.learn(tree, text)
        return True

    def has_shown(self, text):
        """Whether cells above hold these lines, as what `inspect.getsource` prints."""
        return text.strip().count("\n") > 0 and text.strip() in self.sources

    def read_as_code(self, tree):
        """Whether parsed text does or computes something, and is no value as Python prints one."""
        if tree is None:
            return False
        return not tree.body or not all(self._prints(statement) for statement in tree.body)

    def _prints(self, statement):
        if isinstance(statement, ast.AnnAssign):  # `mean: 4.5`
            return statement.value is None and not self._known(statement.target)
        return isinstance(statement, ast.Expr) and self._is_value(statement.value)

    def _known(self, node):
        """Whether a name means something here; `sum` does, `float` stands in what is printed."""
        name = getattr(node, "id", "")
        built_in = getattr(builtins, name, None)
        function = callable(built_in) and not isinstance(built_in, type)
        return name in self.bound or function or self.star and name not in ("nan", "inf")

    def _is_value(self, node):
        match node:
            case ast.Constant():
                return True
            case ast.Name():
                return not self._known(node)
            case ast.Attribute(attr=name):
                return bool(SCALAR.match(name))
            case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner):
                return self._is_value(inner)
            case ast.BinOp(op=ast.Add() | ast.Sub(), right=ast.Constant(value=complex())):
                return self._is_value(node.left)
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                return all(map(self._is_value, parts))
            case ast.Dict(keys=keys, values=values):
                return all(map(self._is_value, [*keys, *values]))
            case ast.Call(func=function, args=parts, keywords=options):
                named = ast.unparse(function) in REPRS or self._is_value(function)
                inside = [*parts, *(option.value for option in options)]
                return named and all(map(self._is_value, inside))
        return False


class Cell:
    """A cell, and what may stand below it."""

    def __init__(self, source, names):
        self.tree = parsed(bare(source)[0])
        self.words = {word for text in _strings(self.tree) for word in _words(text)}
        self.catches = any(isinstance(node, ast.Try) for node in _walk(self.tree))
        body = self.tree.body if self.tree else []
        now = [node for node in body if not isinstance(node, (ast.FunctionDef, ast.ClassDef))]
        # What does not parse is an include or a shell command: either may print
        shows = bool(body) and isinstance(body[-1], ast.Expr)
        calls = any(_calls(node) & names.talkers for node in now)
        self.speaks = self.tree is None or shows or calls

    def raises(self, text):
        """Whether `text` is the error or warning of this cell, not one that it prints itself."""
        error = ERROR.search(text)
        own = error and error["name"] in self.words
        traced = "Traceback (most recent call last)" in text
        return bool(traced or error and not own) and not self.catches

    def says(self, text):
        """Whether it prints these very words."""
        words = set(_words(text))
        return bool(self.speaks and words and words <= self.words)


def _walk(tree):
    return ast.walk(tree) if tree else ()


def _calls(node):
    """The names of the functions and methods that are called in it."""
    functions = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
    return {getattr(it, "id", getattr(it, "attr", "")) for it in functions}


def _strings(tree):
    return [
        node.value for node in _walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def _words(text):
    return re.findall(r"[^\W\d]\w*", text)
