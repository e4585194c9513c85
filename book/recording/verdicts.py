"""Nothing twice: a chapter that was found true is not even parsed until something changes."""

import json
import re

from book.copying.scripts import copies_path
from book.ground.files import digest, machinery, write_atomically
from book.reading.exports import FOLDER
from book.recording.kept import folder_of, reached_snippets

SHOWN = re.compile(r"\((figures/[^\s)]+)")


class Verdicts:
    """Remembers in `.cache/verdicts/` which chapters agree with what their cells gave.

    A verdict holds for the bytes of page, figures, copies, exports, reached snippets and all of `book/`,
    and for the surroundings that `cache` knows. A damaged entry counts as none.
    """

    def __init__(self, book, cache):
        self.book = book
        self.folder = folder_of(book, "verdicts")
        salt = [machinery(), cache.surroundings, book.has_site]
        self.salt = json.dumps(salt, sort_keys=True)
        self.code = {}

    def find(self, path):
        """(cells, figures) of the chapter at `path` where it is known to be true, else None.

        To be called before the chapter is parsed: what its code was then is remembered.
        """
        try:
            text = path.read_text(encoding="utf-8")
            self.code[path] = self._code(text)
            kept = json.loads(self._file(path).read_text(encoding="utf-8"))
            if kept["key"] == self._key(path, text):
                return kept["cells"], kept["figures"]
        except (OSError, ValueError, TypeError, KeyError):
            pass
        return None

    def keep(self, chapter, text):
        """Remember that `chapter` is true with the page `text`, unless it was edited meanwhile."""
        path, code = chapter.path, self.code.get(chapter.path)
        if path.read_text(encoding="utf-8") != text or code is None or code != self._code(text):
            return
        kept = {"key": self._key(path, text), "cells": len(chapter.cells), "figures": chapter.shows}
        write_atomically(self._file(path), json.dumps(kept))

    def _file(self, path):
        return self.folder / f"{path.stem}.json"

    def _code(self, text):
        return digest(self.book.root, reached_snippets(text, self.book.root))

    def _key(self, path, text):
        files = [*figures_of(path, text), copies_path(path), path.parent / FOLDER / path.stem]
        return digest(self.book.root, files, salt=f"{self.salt}{self.code[path]}{text}")


def figures_of(path, text):
    """The files of the figures that the page `text` at `path` shows."""
    return sorted({path.parent / target for target in SHOWN.findall(text)})
