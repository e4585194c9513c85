"""What can be wrong, and how it is said: one line that names the place, the fault and the mend."""

import errno
import os
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


# What a system says of a file, and what helps
TROUBLES = {
    errno.ENOSPC: ("no space left on the device", "make room"),
    errno.EDQUOT: ("the quota on this disk is used up", "make room"),
    errno.EACCES: ("permission denied", "let yourself read and write it, or work in a copy that is yours"),
    errno.EPERM: ("the system allows no change", "work in a copy that is yours"),
    errno.EROFS: ("the file system is read-only", "work in a copy on another"),
    errno.ENAMETOOLONG: ("the name is too long for the file system", "choose a shorter one"),
    errno.EISDIR: ("a folder stands where a file belongs", "move it away"),
    errno.ENOTDIR: ("a file stands where a folder belongs", "move it away"),
    errno.EEXIST: ("a file stands where a folder belongs", "move it away"),
    errno.ENOTEMPTY: ("a folder with something in it is in the way", "move it away"),
    errno.ENOENT: ("there is no such file", "put it there"),
}


def trouble(error, root="."):
    """What is wrong with the file that an OSError names, and the mend, in one line."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
    file = full and error.filename2 or error.filename  # of a copy, the second is written
    place = (
        shown_path(os.fsdecode(file), root) if isinstance(file, (str, bytes, os.PathLike)) else "this machine"
    )
    known = full or place != "this machine"
    what, mend = known and TROUBLES.get(error.errno) or (str(error.strerror or error).lower(), "see to that")
    return _in_one_line(f"{place}: {what}: {mend}, and run this again")


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
