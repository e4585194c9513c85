"""Nothing twice, for what is made without running a chapter: copies, notebooks, the site."""

import hashlib
import os
from functools import cache
from pathlib import Path


def files_below(path):
    """The files at or below `path`, sorted, without what Python keeps for itself."""
    if path.is_file():
        return [str(path)]
    return sorted(os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names
                  if "__pycache__" not in folder)


def digest(home, sources, salt=""):
    """A digest of the name and of every byte of the files at or below `sources`, in `home`."""
    state = hashlib.sha256(salt.encode())
    for source in sources:
        for path in files_below(home / source):
            with open(path, "rb") as file:
                state.update(f"{os.path.relpath(path, home)}\0".encode())
                state.update(hashlib.file_digest(file, "sha256").digest())
    return state.hexdigest()


class Stamp:
    """Remembers in `.cache/stamps/` of a book that something was made from `sources`, and that
    these, the results among them, have not changed since."""

    def __init__(self, book, name, sources):
        self.file = book.root / ".cache" / "stamps" / name
        self.root, self.sources = book.root, sources

    def holds(self):
        try:
            return self.file.read_text(encoding="utf-8") == self._now()
        except OSError:
            return False

    def set(self):
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self._now(), encoding="utf-8")

    def _now(self):
        return digest(self.root, self.sources, salt=_machinery())


@cache
def _machinery():
    return digest(Path(__file__).parents[1], ["book"])
