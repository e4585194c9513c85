"""One cell: compiled, run, its last value shown. The page runs this file, too, so that it imports
Python's own library alone."""

import ast
import linecache
import traceback
import warnings
from contextlib import contextmanager

# What Matplotlib says only because figures become SVG with text as text, laid out by the book
OURS = (
    "FigureCanvasSVG is non-interactive",
    r"Glyph \d+ .*missing from",
    "The figure layout has changed to tight",
    "This figure was using a layout engine that is incompatible",
    "There are no gridspecs with layoutgrids",
    "Animation was deleted without rendering",
)
QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


def show(value):
    """Print a last value as the console does."""
    print(repr(value))


def run(source, names, file, *, capture, describe, first_line=1, show=show):
    """Run a cell in the namespace `names` while the context `capture` catches what it prints.

    Gives what `describe` says of the error that ended it, None without, and its warnings. The
    cell stands in `file` from `first_line` on; `show` gets its last value, if it is not None.
    """
    error = None
    with capture, warnings_of_cells() as caught:
        try:
            _execute(source, names, file, first_line, show)
        except BaseException as raised:
            error = describe(raised)
    return error, caught


@contextmanager
def warnings_of_cells():
    """Give the list of warnings that are raised inside, but for those that the book itself causes."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for words in OURS:
            warnings.filterwarnings("ignore", words)
        yield caught


def _execute(source, names, file, first_line, show):
    # Padding makes the line numbers of the code those of the file it stands in
    tree, last = ast.parse("\n" * (first_line - 1) + source, file), None
    if show and tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, file, "exec", dont_inherit=True), names)
    if last is not None:
        value = eval(compile(last, file, "eval", dont_inherit=True), names)
        if value is not None:
            show(value)


def remember(file, text):
    """Let tracebacks and `inspect` find the source `text` of the file that is none."""
    linecache.cache[file] = len(text), None, text.splitlines(True), file


def only(error):
    """What `traceback.format_exception_only` says, as one text."""
    return "".join(traceback.format_exception_only(error)).rstrip("\n")


def line_of(error, file, lines=None):
    """The line of `file` at which `error` was raised, the innermost, of `lines` if some are given;
    None where it was elsewhere."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno
    found = [line for line, _ in trail(error, file) if lines is None or line in lines]
    return found[-1] if found else None


def statement_at(line, source, first_line):
    """The line on which the statement begins that goes on in `line`, of a `source` from `first_line` on."""
    found = [first_line]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt):
            begin, end = node.lineno + first_line - 1, node.end_lineno + first_line - 1
            found += [begin] if begin <= line <= end else []
    return max(found)


def trail(error, ours):
    """[(line, code)] of the way to where `error` was raised, in files that begin with `ours`."""
    walked = ((line, frame.f_code) for frame, line in traceback.walk_tb(error.__traceback__))
    return [(line, code) for line, code in walked if code.co_filename.startswith(ours)]


def told(caught, ours):
    """The `caught` warnings that a cell is blamed for, as [(text, file, line)].

    Deprecations inside of libraries are theirs to mend: they count in files that begin with `ours`.
    """
    return [
        (f"{warning.category.__name__}: {warning.message}", warning.filename, warning.lineno)
        for warning in caught
        if not issubclass(warning.category, QUIET) or warning.filename.startswith(ours)
    ]
