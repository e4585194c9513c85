"""Which files a chapter reads: where one of them changes, what it gave is no longer true.

What is opened in Python is noted, by forks as well. What other C++ code, a shell or any other child
process reads stays unseen.
"""

import hashlib
import os
import site
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from book.ground.faults import shown_path

MACHINERY = Path(__file__).parents[1]
SYSTEM = ("/bin", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sbin", "/sys", "/usr", "/System")


def digest(path):
    """The digest of the content of a file; None where it cannot be read."""
    with suppress(OSError, ValueError), open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return None


class Opened:
    """Notes from now on which files this process and its forks open."""

    def __init__(self, scratch):
        self.seen, self.began = set(), time.time()
        self.log, name = tempfile.mkstemp()
        os.unlink(name)
        python = (sys.prefix, sys.base_prefix, *site.getsitepackages(), site.getusersitepackages())
        self.others = tuple(
            os.path.realpath(home) + os.sep for home in (scratch, MACHINERY, *python, *SYSTEM)
        )
        sys.addaudithook(self._hook)

    def _hook(self, event, arguments):
        if event != "open" or isinstance(arguments[0], int):
            return
        with suppress(OSError, TypeError):  # what cannot be noted is opened all the same
            path = os.path.abspath(os.fsencode(arguments[0]))
            if path not in self.seen:
                self.seen.add(path)
                os.write(self.log, path + b"\0")

    def files(self, root):
        """{path: digest}, without Python, the system and the scratch folder; "" stands for the
        digest of what was changed meanwhile. Paths below `root` are relative to it."""
        os.lseek(self.log, 0, os.SEEK_SET)
        with open(self.log, "rb", closefd=False) as log:
            names = {os.fsdecode(name) for name in log.read().split(b"\0") if name}
        paths = sorted({os.path.realpath(name) for name in names})
        root, found = os.path.realpath(root), {}
        for path in paths:
            if not f"{path}{os.sep}".startswith(self.others) and ".pyc" not in path:
                found[shown_path(path, root)] = "" if self._is_new(path) else digest(path)
        return found

    def _is_new(self, path):
        with suppress(OSError):
            return os.stat(path).st_mtime > self.began
        return False
