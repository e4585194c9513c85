"""Nothing twice, for what is made without running a chapter: copies, notebooks, the site."""

import hashlib
import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from book.writing import write_atomically


def files_below(path):
    """The files at or below `path`, sorted, without what Python keeps for itself."""
    if path.is_file():
        return [str(path)]
    found = []
    for folder, folders, names in os.walk(path):
        links = (name for name in folders if os.path.islink(os.path.join(folder, name)))
        if "__pycache__" not in folder:
            found += [os.path.join(folder, name) for name in (*names, *links)]
    return sorted(found)


def digest(home, sources, salt=""):
    """A digest of the name and of every byte of the files at or below `sources`, in `home`."""
    state = hashlib.sha256(salt.encode(errors="surrogateescape"))
    for source in sources:
        for path in files_below(home / source):
            state.update(f"{os.path.relpath(path, home)}\0".encode(errors="surrogateescape"))
            with suppress(OSError), open(path, "rb") as file:  # some links have a name only
                state.update(hashlib.file_digest(file, "sha256").digest())
    return state.hexdigest()


class Stamp:
    """Remembers in `.cache/stamps/` of a book that something was made from `sources`, and that
    these, the results among them, have not changed since."""

    def __init__(self, book, name, sources, salt=""):
        self.file = book.root / ".cache" / "stamps" / name
        self.root, self.sources, self.salt = book.root, sources, salt

    def holds(self):
        return self.note() is not None

    def note(self):
        """What was noted when the stamp was set; None where something has changed since."""
        try:
            then, _, note = self.file.read_text(encoding="utf-8").partition("\n")
        except (OSError, UnicodeDecodeError):
            return None
        return note if then == self.now() else None

    def set(self, note="", now=None):
        """Set the stamp; `now` is the digest from before the work, if sources may change by it."""
        write_atomically(self.file, f"{now or self.now()}\n{note}")

    def now(self):
        return digest(self.root, self.sources, salt=f"{machinery()}{self.salt}")


@cache
def machinery():
    """A digest of all of `book/`."""
    return digest(Path(__file__).parents[1], ["book"])
