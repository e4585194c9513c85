"""Code that is meant to raise, in a form after which "run all" goes on.

nbclient and Jupyter go on after a cell with the tag `raises-exception`. Not every hosted notebook heeds
the tag, so the error is caught and said in a line.
"""

import ast
import io
import tokenize
from itertools import chain

from book.copying.modules import names_in, parsed, parses

CAUGHT = 'except Exception as error:\n    print(f"{type(error).__name__}: {error}")'


def goes_on(source):
    """`source`, which parses, with its error caught and printed."""
    kept = set(chain.from_iterable(range(first + 1, last + 1) for first, last in _strings(source)))
    rows = source.split("\n")
    body = [row if not row or n in kept else f"    {row}" for n, row in enumerate(rows, start=1)]
    return "\n".join(["try:", *body, CAUGHT])


def goes_on_unanswered(question):
    """The code of a question: what uses an answer that is still `...` catches its error."""
    if not parses(question):
        return question
    waiting, open_names = None, set()
    for node in parsed(question).body:
        if names_in(node)[0] & open_names or _given(node):
            waiting = node.lineno
            break
        if isinstance(node, ast.Assign) and _holds_dots(node.value):
            open_names |= names_in(node)[1]
    if waiting is None:
        return question
    rows = question.split("\n")
    return "\n".join([*rows[: waiting - 1], goes_on("\n".join(rows[waiting - 1 :]))])


def _holds_dots(node):
    return any(isinstance(inner, ast.Constant) and inner.value is ... for inner in ast.walk(node))


def _given(node):
    """Whether `...` is given to a call that runs at once."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return False
    calls = (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))
    return any(_holds_dots(argument) for call in calls for argument in call.args)


def _strings(source):
    """[(first line, last line)] of the strings that are longer than a line: blanks count in them."""
    starts, found = [], []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = tokenize.tok_name[token.type]
        if kind == "STRING":
            found.append((token.start[0], token.end[0]))
        elif kind.endswith("_START"):  # an f-string, in pieces since Python 3.12
            starts.append(token.start[0])
        elif kind.endswith("_END"):
            found.append((starts.pop(), token.end[0]))
    return [(first, last) for first, last in found if last > first]
