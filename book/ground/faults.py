"""What can be wrong, and how it is said: one line that names the place, the fault and the mend."""

from dataclasses import dataclass
from pathlib import Path


class BookError(Exception):
    """Something the book cannot go on with; its text is one line for the contributor."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault at `path:line` (1-based); `path` is relative to the root of the book."""

    path: str
    line: int
    message: str

    def __str__(self):
        return _in_one_line(f"{self.path}:{self.line}: {self.message}")


def _in_one_line(text):
    """`text` with what no terminal shows, line breaks among it, as Python would write it."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


class FaultError(BookError):
    """A BookError about one place: `fault` names it."""

    def __init__(self, fault):
        super().__init__(str(fault))
        self.fault = fault


def shown_path(path, root):
    """`path` as a fault names it: relative to `root` where it lies below."""
    path, root = Path(path), Path(root)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def number(count, what):
    """`count` things in words: "1 chapter", "2 chapters"."""
    return f"{count} {what}{'s' * (count != 1)}"


def headline(error):
    """The line of an error's text, as `traceback` gives it, that says what happened."""
    rows = (error or "nothing").rstrip().split("\n")
    return rows[-1] if rows[0].startswith(" ") else rows[0]
