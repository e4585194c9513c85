"""What a chapter computes for its interactives: files in docs/assets/exports/, written by `run`.

The front matter names them, `exports:` with a line `file: expression` each. The expression is
evaluated after the chapter's last cell; it may call what is in `snippets/` by its full name,
such as `snippets.exports.ruler(raw)`. A .json file holds any value of JSON, a .mjs file text, and
a .safetensors file bytes: weights, which no two machines train alike, so these are compared by
their names, types and shapes alone.
"""

import base64
import importlib
import json
import re
import sys
from dataclasses import dataclass

from book.faults import Fault, headline, shown_path
from book.inline import PACKAGE

FOLDER = "assets/exports"
FILE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.(json|mjs|safetensors)")
MODULE = re.compile(rf"\b{PACKAGE}\.(\w+)")


@dataclass
class Export:
    line: int
    file: str
    expression: str

    def path(self, chapter):
        """The file of this export; the stem of its chapter names the folder."""
        return chapter.path.parent / FOLDER / chapter.stem / self.file


def read_exports(chapter):
    """Put the exports that the front matter of `chapter` names into it, or faults."""
    named = chapter.front.get("exports", {})
    rows = chapter.lines[: chapter.front_lines]
    line = 1 + next((n for n, row in enumerate(rows) if row.startswith("exports:")), 0)
    if not isinstance(named, dict):
        chapter.fault(line, "`exports:` has a line `file: expression` for each file: mend it")
        return
    for file, expression in named.items():
        starts = (n for n, row in enumerate(rows) if row.strip().startswith(f"{file}:"))
        at = 1 + next(starts, line - 1)
        if not FILE.fullmatch(str(file)):
            chapter.fault(
                at,
                f"`{file}` cannot be exported: write a kebab-case name that ends in "
                ".json, .mjs or .safetensors",
            )
            continue
        try:
            compile(str(expression), "<export>", "eval")
        except (SyntaxError, ValueError):
            chapter.fault(at, f"`{expression}` is no expression: write what the file shall hold")
            continue
        chapter.exports.append(Export(at, file, str(expression)))


def steps(chapter):
    """What the worker evaluates once the last cell has run."""
    return [
        {"kind": "export", "number": number, "file": each.file, "expression": each.expression}
        for number, each in enumerate(chapter.exports)
    ]


def evaluate(step, names):
    """The content of an export in base64, from the namespace of its chapter."""
    for module in MODULE.findall(step["expression"]):
        importlib.import_module(f"{PACKAGE}.{module}")
    names = {**names, PACKAGE: sys.modules.get(PACKAGE)}
    value = eval(compile(step["expression"], "<export>", "eval"), names)
    return base64.b64encode(_content(step["file"], value)).decode()


def _content(file, value):
    wanted = {"mjs": str, "safetensors": bytes}.get(file.rsplit(".", 1)[1])
    if wanted and not isinstance(value, wanted):
        raise TypeError(f"{file} takes {wanted.__name__}, not {type(value).__name__}")
    if wanted is bytes:
        form(value)
        return value
    text = value if wanted else json.dumps(value, separators=(",", ":"), allow_nan=False)
    return f"{text}\n".encode()


def hold(record, chapter, outcome, refresh=False):
    """Hold what a run exported against the files: adds to the faults, differences and exports
    ({path: bytes}) of `record`. Weights of the same form are written anew by a refresh only."""
    for number, result in sorted(outcome.exports.items()):
        export = chapter.exports[number]
        if "error" in result and record.faults:
            continue  # what follows from a cell that failed
        if "error" in result:
            message = f"{headline(result['error'])}: mend the expression of `{export.file}`"
            record.faults.append(Fault(chapter.shown, export.line, message))
            continue
        path, new = export.path(chapter), base64.b64decode(result["content"])
        if why := _difference(path, new):
            record.differences.append(
                Fault(
                    chapter.shown,
                    export.line,
                    f"{shown_path(path, chapter.root)} {why}: run `python -m book run {chapter.stem}`",
                )
            )
        if why or refresh and path.read_bytes() != new:
            record.exports[path] = new


def _difference(path, new):
    """Why the file at `path` is not what a run gives, in words; None where it is."""
    if not path.is_file():
        return "is missing"
    old = path.read_bytes()
    if path.suffix != ".safetensors":
        return None if old == new else "is not what the chapter gives"
    try:
        return None if form(old) == form(new) else "holds a net of another form"
    except ValueError:
        return "is no safetensors file"


def form(content):
    """The names, types and shapes of the tensors in a safetensors file, and the names of its words.

    Raises ValueError where `content` is no such file.
    """
    end = 8 + int.from_bytes(content[:8], "little")
    try:
        header = json.loads(content[8:end])
        words = sorted(header.pop("__metadata__", {}))
        last = max(entry["data_offsets"][1] for entry in header.values())
        shapes = {name: (entry["dtype"], entry["shape"]) for name, entry in header.items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a safetensors file: {error}") from error
    if len(content) != end + last:
        raise ValueError(f"not a safetensors file: {len(content)} bytes instead of {end + last}")
    return shapes, words


def orphans(book, chapters):
    """Faults for files that no chapter exports any more."""
    wanted = {export.path(chapter) for chapter in chapters for export in chapter.exports}
    found = sorted(
        path for path in (book.docs / FOLDER).rglob("*") if path.is_file() and not path.name.startswith(".")
    )
    return [
        Fault(shown_path(path, book.root), 1, "no chapter exports this file: remove it")
        for path in found
        if path not in wanted
    ]
