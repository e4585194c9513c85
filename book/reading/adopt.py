"""Adopts a page from elsewhere: labels its plain fences, takes prompts out, and loses no text.

A tutorial holds code and what it printed in fences without a label. `book run` reads off the text
which is which, as a person would: an assignment is code, `[1 2 3]` below a cell is what it printed.
What stays unlabelled here is the output of the cell above: the run compares and labels it.
"""

import ast
import builtins
import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from markdown_it import MarkdownIt

from book.ground.outputs import LANGUAGES

PYTHON = ("py", "py3", "python3", "ipython", "ipython3", "pycon", "doctest")
TEXT = ("txt", "plain", "plaintext", "none", "console", "bash", "shell", "shell-session")
CELLS = ("python", "sh")
MEANT = {
    **dict.fromkeys(PYTHON, "python"),
    **dict.fromkeys(TEXT, "text"),
    **{label: label for label in (*CELLS, *LANGUAGES, "text", "toml", "markdown")},
}
TITLED = re.compile(r'([a-z0-9]+)( title="[^"]*")?')
PROMPT = re.compile(r"\s*(>>>|In \[\d*\]:)")
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


@dataclass
class Adoption:
    """The page as `run` reads it; `guessed` are the (first, last) lines of fences that had no
    label and read as code."""

    text: str
    guessed: list = field(default_factory=list)

    def explain(self, fault):
        """`fault`, with one more way to mend it where it stands in a fence that was a guess."""
        if any(first <= fault.line <= last for first, last in self.guessed):
            more = "; this fence had no label: if it is no code, label it ```text"
            return replace(fault, message=fault.message + more)
        return fault


@dataclass
class _Fence:
    first: int
    last: int
    ticks: str
    language: str
    title: str
    body: str

    @property
    def meant(self):
        """The language of ours that the fence's own stands for."""
        return MEANT.get(self.language.strip(" {.}").lower(), self.language)


def adopt(text):
    """The Adoption of a page; its text is unchanged where every fence is labelled as ours are."""
    text = _without_prompts(text)
    lines, names, found = text.split("\n"), _Names(), Adoption(text)
    fences, above, end, record = _fences(text), None, 0, ""
    for fence, below in zip_longest(fences, fences[1:]):
        if any(line.strip() for line in lines[end : fence.first - 1]):
            above = None
        label = _label(fence, names, above, record, below)
        if label in CELLS:
            above, record = _Cell(fence.body, names), ""
            names.learn(above.tree)
        else:
            record = label or "output"
        end = fence.last
        if label == fence.language:
            continue
        lines[fence.first - 1] = f"{fence.ticks}{label}{fence.title}"
        if label == "python" and not fence.language:
            found.guessed.append((fence.first, fence.last))
    found.text = "\n".join(lines)
    return found


def _fences(text):
    """The closed fences of backticks at column 0, outside of lists and quotes.

    Where the first line is not of our form, all of it counts as the language.
    """
    lines, found = text.split("\n"), []
    front = lines.index("---", 1) + 1 if lines[0] == "---" and "---" in lines[1:] else 0
    body = "\n" * front + "\n".join(lines[front:])
    for token in MarkdownIt("commonmark").parse(body):
        if token.type != "fence" or token.level or not token.markup.startswith("`"):
            continue
        first, last = token.map[0] + 1, token.map[1]
        opening, closing = lines[first - 1].rstrip(), lines[last - 1].strip()
        if opening.startswith("`") and closing == token.markup and last > first:
            language = opening.removeprefix(token.markup)
            ours = TITLED.fullmatch(language)
            language, title = ours.groups("") if ours else (language, "")
            body = token.content.rstrip("\n")
            found.append(_Fence(first, last, token.markup, language, title, body))
    return found


def _label(fence, names, above, record, below):
    """The label that a fence should have; none where it holds the output of the cell `above`,
    whose last record so far is `record`."""
    if fence.language or not fence.body.strip():
        return fence.meant
    if PROMPT.match(fence.body):
        return "python"  # a session that cannot be taken apart: the run blames its first prompt
    tree = _parsed(fence.body)
    if above and record in ("", "output") and above.raises(fence.body):
        return "pytb"
    if above and not record and above.printed(fence.body, tree, names):
        return ""
    error = ERROR.search(below.body) if below else None
    fails = error and (tree or error["name"] in ("SyntaxError", "IndentationError", "TabError"))
    return "python" if fails or names.read_as_code(tree) else "text"


class _Names:
    """The names that the cells of a page have bound so far."""

    def __init__(self):
        self.bound, self.talkers, self.star = set(), set(TALKERS), False

    def learn(self, tree):
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


class _Cell:
    """A cell, and what may stand below it."""

    def __init__(self, source, names):
        self.tree = _parsed(source)
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

    def printed(self, text, tree, names):
        """Whether `text`, parsed as `tree` if it can be, is what this cell printed."""
        if not self.speaks:
            return False
        words = set(_words(text))
        if words and words <= self.words:
            return True
        return not names.read_as_code(tree) and not SHELL.match(text)


def resembles(old, new):
    """Whether `new` may stand for `old`, an output of another version or of another random number.

    Most of what `old` is made of must be in `new`; a number is like any other.
    """
    old, rest = _pieces(old), _pieces(new)
    shared = 0
    for piece in old:
        if piece in rest:
            rest.remove(piece)
            shared += 1
    return shared >= len(old) / 2


def _pieces(text):
    pieces = re.findall(r"[^\W\d_]+|\d+(?:\.\d*)?(?:e[-+]?\d+)?|[^\w\s]", text[:20_000])
    return ["#" if piece[0].isdigit() else piece for piece in pieces]


def _parsed(source):
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


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


def _without_prompts(text):
    """`text` with each interactive session taken apart into cells and what they printed."""
    lines = text.split("\n")
    for fence in reversed(_fences(text)):
        if PROMPT.match(fence.body) and fence.meant in ("", "python"):
            rows = [
                row
                for label, body in _session(fence.body)
                for row in (f"{fence.ticks}{label}", body, fence.ticks, "")
            ]
            if rows:
                lines[fence.first - 1 : fence.last] = rows[:-1]
    return "\n".join(lines)


def _session(body):
    """[(label, text)] of a session at a prompt; nothing where it holds more than a session."""
    import doctest  # takes longer to import than all else of a run that finds nothing new

    body = re.sub(r"^In \[\d*\]: ?", ">>> ", body, flags=re.M)
    body = re.sub(r"^ +\.{3,}: ?", "... ", body, flags=re.M)
    body = re.sub(r"^Out\[\d*\]: ?\n?", "", body, flags=re.M)
    try:
        pieces = doctest.DocTestParser().parse(body + "\n")
    except ValueError:
        return []
    if any(isinstance(piece, str) and piece.strip() for piece in pieces):
        return []
    parts, source = [], ""
    for example in (piece for piece in pieces if not isinstance(piece, str)):
        source += example.source
        if example.want:
            label = "pytb" if example.exc_msg else ""
            parts += [("python", source.strip("\n")), (label, example.want.rstrip("\n"))]
            source = ""
    return parts + [("python", source.strip("\n"))] * bool(source.strip())
