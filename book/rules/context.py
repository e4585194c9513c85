"""What a rule may ask about the book around the chapter at hand."""

import ast
import os
from contextlib import suppress
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from book.ground.faults import shown_path
from book.ground.files import files_below
from book.reading.headings import anchors
from book.reading.includes import module_name, sources
from book.reading.parse import parse_chapter
from book.reading.units import units_of

GENERATED = "notebooks"
GUESSES = 100  # the nearest of some thousand names takes milliseconds to find


class Context:
    """The parsed `chapters` of `book`, and what is found out about them once for all rules."""

    def __init__(self, book, chapters):
        self.book, self.docs, self.root, self.chapters = book, book.docs, book.root, chapters
        self.directories = (book.config or {}).get("use_directory_urls", True)
        self._parsed = {chapter.path.resolve(): chapter for chapter in chapters}
        self._anchors, self._units, self._guesses = {}, {}, 0

    def shown(self, path):
        return shown_path(path, self.root)

    @cached_property
    def order(self):
        """The files that the nav names, in its order."""
        return [file for _, _, file in self.book.nav or ()]

    @cached_property
    def appendix(self):
        """The files of those groups in the nav that are no chapters to work through."""
        return self.book.part("appendix")

    def anchors(self, path):
        """The ids of the page that the chapter at `path` becomes."""
        path = path.resolve()
        if path not in self._anchors:
            self._anchors[path] = anchors(self._parsed.get(path) or parse_chapter(path, self.root))
        return self._anchors[path]

    def units(self, chapter):
        """The Units of a chapter of `chapters`."""
        if chapter.path not in self._units:
            self._units[chapter.path] = units_of(chapter)
        return self._units[chapter.path]

    @cached_property
    def generated(self):
        """The notebooks that the site will hold."""
        return {f"{GENERATED}/{path.stem}.ipynb" for path in self.book.chapters}

    @cached_property
    def modules(self):
        """{name: (path, tree)} of the sources in `snippets/` that are Python."""
        found = {}
        for path in sources(self.root):
            with suppress(SyntaxError, ValueError):
                tree = ast.parse(path.read_text(encoding="utf-8"))
                found[module_name(path, self.root)] = path, tree
        return found

    @cached_property
    def _files(self):
        files = (path for path in map(Path, files_below(self.docs)) if path.is_file())
        return {path.relative_to(self.docs).as_posix() for path in files}

    def close(self, name, names, cutoff):
        """What of `names` was perhaps meant by `name`; nothing once GUESSES were looked for."""
        self._guesses += 1
        if self._guesses > GUESSES:
            return []
        return get_close_matches(name, sorted(names), 1, cutoff)

    def guess(self, target):
        """A hint at the file that `target`, a path that does not exist, was meant to name."""
        path = os.path.normpath(target)
        stem = f"{Path(path).stem}.md"
        close = [stem] if stem in self._files else self.close(path, self._files, 0.75)
        return f"did you mean `{close[0]}`?" if close else "correct the path"

    def served(self, chapter, path):
        """The file of `docs/` that a browser on the chapter's page gets for the relative `path`.

        MkDocs mends paths in Markdown only; those in raw HTML start where the page is served.
        """
        moved = self.directories and chapter.stem not in ("index", "README")
        start = chapter.path.parent / chapter.stem if moved else chapter.path.parent
        target = Path(os.path.normpath(start / path))
        if target.is_file() and target.suffix != ".md":
            return target
        pages = (target / "index.md", target.parent / f"{target.stem}.md")
        served = target.suffix == ("" if self.directories else ".html")
        return next((page for page in pages if served and page.is_file()), None)
