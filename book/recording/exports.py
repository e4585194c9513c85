"""Holds what a chapter exports against its files."""

import base64

from book.ground.faults import Fault, headline, shown_path
from book.running.exports import form


def hold(record, chapter, outcome, refresh=False):
    """Hold what a run exported against the files: adds to the faults, differences and exports
    ({path: bytes}) of `record`. Weights of the same form are written anew by a `refresh` only."""
    for number, result in sorted(outcome.exports.items()):
        export = chapter.exports[number]
        if result.error is not None and record.faults:
            continue  # what follows from a cell that failed
        if result.error is not None:
            message = f"{headline(result.error)}: mend the expression of `{export.file}`"
            record.faults.append(Fault(chapter.shown, export.line, message))
            continue
        path, new = export.path(chapter), base64.b64decode(result.content)
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
