"""What a chapter reads of the checkout and elsewhere: where that changes, what it gave is no longer true.

Python tells which files it opens and which folders it lists, in forks as well. A path of pathlib is
noted as soon as it becomes text, and one that `os.path` looks for: C++ code that gets it opens it
unheard. A program is heard of when it starts: it may read all of `data/` and `snippets/`, and what
its words name.
"""

import functools
import hashlib
import os
import pathlib
import re
import site
import stat
import sys
import tempfile
import time
import tokenize
from contextlib import suppress
from importlib.util import source_from_cache
from multiprocessing import util
from pathlib import Path

from book.ground import files
from book.ground.faults import shown_path

MACHINERY = os.path.join(os.path.realpath(Path(__file__).parents[1]), "")
SYSTEM = ("/bin", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sbin", "/sys", "/usr", "/System")
NAMES, TREE = "/*", "/**"  # behind a folder: the names in it, and all that is below
BOOK, BUILT = "mkdocs.yml", ("site", "dist")  # beside it lies what is made of all chapters, and none reads
READING = ("open", "sqlite3.connect")
LISTING = ("os.listdir", "os.scandir")
STARTING = ("subprocess.Popen", "os.system", "os.exec", "os.spawn", "os.posix_spawn")
DATA = "data"
PROGRAMS_READ = (DATA, "snippets")


def state(root, name):
    """What is at `name` in the folder `root`: the digest of a file, "folder", or None for nothing.
    With NAMES or TREE behind it, the digest of that."""
    path = os.path.join(root, name)
    with suppress(OSError, ValueError):
        if path.endswith(TREE):
            return files.digest(Path(path.removesuffix(TREE)), [""])
        if path.endswith(NAMES):
            names = os.listdir(path.removesuffix(NAMES))
            made = {"__pycache__", *(BUILT if BOOK in names else ())}
            seen = [each for each in sorted(names) if each[0] != "." and each[-1] != "~" and each not in made]
            return hashlib.sha256(os.fsencode("\0".join(seen))).hexdigest()
        if os.path.isdir(path):
            return "folder"
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    return None


def stamp(path):
    """What tells, without reading it, whether the state of a path has changed."""
    if path.endswith(TREE):
        return [stamp(below) for below in files.files_below(Path(path.removesuffix(TREE)))]
    if path.endswith(NAMES):
        return state("", path)
    with suppress(OSError):
        status = os.stat(path)
        return stat.S_ISREG(status.st_mode) and (status.st_mtime_ns, status.st_size)
    return None


class Opened:
    """Notes from now on what this process and its forks read; of what is only looked for, and of
    folders, what lies in the checkout `root`."""

    def __init__(self, scratch, root):
        self.root, self.seen, self.began = os.path.realpath(root), set(), time.time()
        self.homes = tuple({os.path.join(home, "") for home in (os.path.abspath(root), self.root)})
        self.log, name = tempfile.mkstemp()
        os.unlink(name)
        python = (sys.prefix, sys.base_prefix, *site.getsitepackages(), site.getusersitepackages())
        self.others = tuple(os.path.realpath(home) + os.sep for home in (scratch, *python, *SYSTEM))
        sys.addaudithook(self._hook)
        self._listen_to_paths()
        util.spawnv_passfds = self._telling(util.spawnv_passfds)

    def _hook(self, event, arguments):
        with suppress(OSError, TypeError, ValueError):  # what cannot be noted happens all the same
            if event in READING:
                self._note(arguments[0])
            elif event in LISTING:
                self._note("." if arguments[0] is None else arguments[0], NAMES)
            elif event in STARTING:
                self._note_program(repr(arguments[:3]))

    def _note(self, path, what=""):
        if isinstance(path, int):
            return
        path = os.path.abspath(os.fsdecode(path)) + what
        # What it lists is no news to a chapter, and what it reads of `book/` is known by other means
        if path not in self.seen and not (_by_python() and (what or path.startswith(MACHINERY))):
            self.seen.add(path)
            os.write(self.log, os.fsencode(path) + b"\0")

    def _note_program(self, words):
        for home in (*PROGRAMS_READ, *re.findall(rf"{re.escape(self.root)}/([\w./+@%=-]+)", words)):
            path = os.path.join(self.root, home)
            self._note(path, TREE if home in PROGRAMS_READ or os.path.isdir(path) else "")

    def _listen_to_paths(self):
        """Note what `os.path` looks for, and paths of pathlib as they become text."""
        text_of = pathlib.PurePath.__str__

        def told(path):
            text = text_of(path)
            self._look(text)
            self._note_folder(text)
            return text

        pathlib.PurePath.__str__ = told
        for name in ("exists", "isfile", "isdir", "getsize", "getmtime"):
            setattr(os.path, name, self._looking(getattr(os.path, name)))

    def _note_folder(self, text):
        """What C++ opens below a folder that became text, such as in an f-string, is unheard as well."""
        if f"{text}/" in self.homes:
            self._note(os.path.join(text, DATA), TREE)
        elif text.startswith(tuple(f"{home}{DATA}" for home in self.homes)) and _is_folder(text):
            self._note(text, TREE)

    def _looking(self, function):
        @functools.wraps(function)
        def looking(path):
            with suppress(OSError, TypeError, ValueError):
                if not isinstance(path, int):
                    self._look(os.path.abspath(os.fsdecode(path)))
            return function(path)

        return looking

    def _look(self, text):
        if text.startswith(self.homes) and not text.startswith(MACHINERY):
            self._note(text)

    def _telling(self, spawn):
        """What starts other Pythons for multiprocessing, which tells nobody."""

        @functools.wraps(spawn)
        def spawned(path, args, *more):
            self._note_program("")
            return spawn(path, args, *more)

        return spawned

    def files(self, root):
        """{path: state}, without Python, the system and the scratch folder; "" stands for the state
        of a file that was changed meanwhile. Paths below `root` are relative to it."""
        os.lseek(self.log, 0, os.SEEK_SET)
        with open(self.log, "rb", closefd=False) as log:
            names = {os.fsdecode(name) for name in log.read().split(b"\0") if name}
        root, found = os.path.realpath(root), {}
        for name in sorted(names):
            path, star, rest = name.partition("/*")
            path = os.path.realpath(_source(path)) + star + rest
            if not f"{path}{os.sep}".startswith(self.others) and ".pyc" not in path:
                found[shown_path(path, root)] = "" if self._is_new(path) else state(root, path)
        return found

    def _is_new(self, path):
        with suppress(OSError):
            status = os.stat(path)
            return stat.S_ISREG(status.st_mode) and status.st_mtime > self.began
        return False


def _source(path):
    """The path of the source where `path` is that of its compiled form, which an import reads."""
    with suppress(ValueError):
        return source_from_cache(path)
    return path


def _is_folder(path):
    with suppress(OSError, ValueError):
        return stat.S_ISDIR(os.stat(path).st_mode)
    return False


def _by_python():
    """Whether Python reads for itself: it imports, or looks for the source of a frame."""
    reader = sys._getframe(3).f_code.co_filename
    return reader.startswith("<frozen importlib") or reader == tokenize.__file__
