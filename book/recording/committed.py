"""What the last commit says of the code of a chapter, where no memory does: a fresh clone has none."""

import io
import subprocess
import tempfile
import zipfile
from functools import cached_property
from pathlib import Path

from book.ground.files import digest
from book.reading.parse import parse_chapter
from book.reading.reached import reached_snippets

TEXTS = "*.[mp][dy]"  # .md and .py in one pattern: git refuses a pattern that no file matches


class Committed:
    """The chapters of `book` and its snippets as the last commit has them, read when first asked for."""

    def __init__(self, book):
        self.book = book

    def chapter(self, path):
        """The chapter at `path` in the last commit; None where it is in none."""
        if not self._tree or not path.is_relative_to(self.book.root):
            return None
        file = Path(self._tree.name, path.relative_to(self.book.root))
        return parse_chapter(file, self._tree.name) if file.is_file() else None

    @cached_property
    def _tree(self):
        """A temporary folder with the texts of the last commit; None where there is none."""
        command = ["git", "archive", "--format=zip", "-0", "HEAD", "--", TEXTS]
        try:
            said = subprocess.run(command, cwd=self.book.root, capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        folder = tempfile.TemporaryDirectory(prefix="shapes-that-fit-")
        with zipfile.ZipFile(io.BytesIO(said.stdout)) as archive:
            homes = ("snippets/", f"{self.book.docs.name}/")
            archive.extractall(folder.name, [name for name in archive.namelist() if name.startswith(homes)])
        return folder


def same(one, other):
    """Whether two chapters, each in its own tree, are the same to the letter, with all they reach."""
    reached = [digest(each.root, reached_snippets(each.text, each.root)) for each in (one, other)]
    return one.text == other.text and reached[0] == reached[1]
