"""The session of a page in the reader's browser: runs cells as they ran when they were recorded.

A request names a path, the cells that lead to the one that is asked for. What ran before is kept
where the path goes on from it. Otherwise all of it runs anew, so that what comes out never
depends on the order of the clicks.
"""

import ast
import importlib
import io
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
import types
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path

import drawn
import execute
from compare import compare_text
from terminal import as_shown

LARGEST = 20_000  # characters that a cell may print
OURS = ("snippets", "matplotlib")  # what begins anew with each run: our package, and what draws
CANNOT_ASK = "A page cannot ask: write the answer into the code, in the place of input()."


class Session:
    """One namespace for the cells of a page; `done` are the (name, source) pairs that ran in it.

    `began` hears the name of each cell that begins; `packages` are those that the page has.
    """

    def __init__(self, home, began=lambda name: None, packages=()):
        self.home, self.began, self.packages = Path(home), began, packages
        self.settings = self.folder = None
        sys.path.insert(0, str(self.home))
        self.clear()

    @property
    def here(self):
        """What there is, for those who asked for more."""
        there = ", ".join([*sorted(self.packages), "a small Matplotlib"])
        return f"In the page there are {there} and Python's own library, nothing else."

    def open(self, modules):
        """Begin a chapter: `modules` is {path: text} of what its cells may import from the book."""
        shutil.rmtree(self.home / "snippets", ignore_errors=True)
        for path, text in {"snippets/__init__.py": "", **modules}.items():
            file = self.home / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        importlib.invalidate_caches()
        self.clear()

    def clear(self):
        """Begin anew, as if Python had just started."""
        self.done = []
        self.main = types.ModuleType("__main__")
        for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
            del sys.modules[name]
        sys.modules["__main__"] = self.main
        random.seed()
        self._settle()
        self._empty_folder()

    def _empty_folder(self):
        """Go to a new folder. What an earlier run wrote goes: in a page it is memory."""
        old, self.folder = self.folder, tempfile.mkdtemp()
        os.chdir(self.folder)
        if old:
            shutil.rmtree(old, ignore_errors=True)

    def prepare(self):
        """Import NumPy, once it is there, which takes a while; remember its settings, watch its numbers."""
        with suppress(ImportError):
            import floating
            import numpy

            floating.install(execute)
            self.settings = self.settings or (numpy.get_printoptions(), numpy.geterr())

    def _settle(self):
        """Give NumPy the settings that it came with."""
        self.prepare()
        if self.settings:
            numpy = sys.modules["numpy"]
            numpy.set_printoptions(**self.settings[0])
            numpy.seterr(**self.settings[1])
            numpy.random.seed()

    def run(self, request):
        """Run the request's `path` of {"name", "source"}, then its `check`, if it has one.

        Gives what the last cell printed, what it told (warnings, the error), whether this is the
        `record`, and which cell failed at which line.
        """
        path = [(step["name"], step["source"]) for step in request["path"]]
        if self.done != path[: len(self.done)] or len(self.done) >= len(path):
            self.clear()
        for name, source in path[len(self.done) : -1]:
            result = self._run(name, source)
            if result["error"]:
                self.clear()
                return result | {"failed": name}
            self.done.append((name, source))
        result = self._run(*path[-1])
        self.done.append(path[-1])
        result["failed"] = path[-1][0] if result["error"] else None
        if not result["error"] and request.get("check"):
            check = request["check"]
            result["check"] = self._run(check["name"], check["source"])
        if result["error"] or request.get("check"):
            self.done = [None]  # no path goes on from here
        return result | {"difference": difference(result, request.get("record"))}

    def answer(self, text):
        """The answer to a request, both as JSON: what the page sends and gets."""
        request = json.loads(text)
        if "modules" in request:
            self.open(request["modules"])
        return json.dumps(self.run(request))

    def _run(self, name, source):
        """Run one cell; a dict of all that it said."""
        self.began(name)
        file, printed = f"<{name}>", Printed()
        execute.remember(file, source)
        began = time.perf_counter()
        error, caught = execute.run(
            source,
            self.main.__dict__,
            file,
            capture=into(printed),
            describe=lambda raised: described(raised, file, source, self.here),
        )
        pictures, undrawn = drawn.taken()
        told = [text for text, _, _ in execute.told(caught, "<")]
        told += [error["text"]] if error else []
        return {
            "output": unplaced(as_shown(printed.getvalue())),
            "told": unplaced(as_shown("\n".join(told))),
            "error": error,
            "pictures": pictures,
            "undrawn": undrawn,
            "seconds": time.perf_counter() - began,
        }


@contextmanager
def into(printed):
    """Send what is printed there, for a while."""
    with redirect_stdout(printed), redirect_stderr(printed):
        yield


class Printed(io.StringIO):
    """Keeps what is printed, up to a limit: an endless loop may not fill the memory."""

    full = False

    def write(self, text):
        left = LARGEST - self.tell()
        if not self.full:
            super().write(text if len(text) <= left else f"{text[:left]}\n… and more")
        self.full = self.full or len(text) > left
        return len(text)


def unplaced(text):
    """`text` with the lines of a cell named as the record names them, whichever cell it is."""
    return re.sub(r'File "<[^<>"]+ \d+>", line', 'File "<cell>", line', text)


def described(error, file, source, here):
    """An error in words: its whole text, its message, its line in the cell."""
    line = execute.line_of(error, file)
    lines = source.split("\n")
    return {
        "text": execute.only(error),
        "kind": type(error).__name__,
        "message": str(error),
        "line": line,
        "code": lines[line - 1].strip() if line and line <= len(lines) else None,
        "asserted": asserted(source, line) if isinstance(error, AssertionError) else None,
        "hint": hint(error, here),
    }


def hint(error, here):
    """What helps, where an error comes from running in a page; else None. `here` says what there is."""
    if isinstance(error, EOFError):
        return CANNOT_ASK
    return here if isinstance(error, ImportError) else None


def asserted(source, line):
    """What is asserted in this line, without the words for those whose answer it refuses."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert) and line and node.lineno <= line <= node.end_lineno:
            return f"assert {ast.get_source_segment(source, node.test)}"
    return None


def difference(result, record):
    """What differs from the record, in words; None where nothing does, or nothing is recorded."""
    if record is None:
        return None
    return (
        compare_text(record.get("output", ""), result["output"], record.get("mode"))
        or compare_text(record.get("pytb", ""), result["told"])
        or drawn.difference(result["pictures"], record.get("figures", []))
    )
