"""Files: written so that whoever reads them, or ends us meanwhile, finds the old or the new; their
digests; and stamps, by which nothing is made twice.

Text goes to a temporary file beside its place and is renamed. A process that is killed leaves
the temporary file behind; its name says whose it was, and `sweep` removes it later.
"""

import hashlib
import os
import re
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path

LEFT = re.compile(r"\..+\.(?P<owner>\d+)\.tmp")
LONGEST = 40  # characters of a name that stand in the name of its temporary file
# What editors and systems leave beside a file: locks, backups, half of a save, thumbnails
LITTER = re.compile(
    r"\.#.*|\._.*|.*~|#.*#|.*\.(?:bak|orig|part|rej|sw[a-p]|tmp)|\.DS_Store|Thumbs\.db|desktop\.ini|Icon\r|4913",
    re.IGNORECASE,
)
_numbers = count()


def write_atomically(path, text):
    """Write `text`, or bytes, so that `path` is at any moment either old or new."""
    write_together({path: text})


def remember(path, text):
    """Write what would only save time: where it cannot be written, nothing is lost."""
    with suppress(OSError):
        write_atomically(path, text)


def write_together(texts):
    """Write {path: text or bytes}: all that takes time comes before the first file changes.

    The renames follow each other in the order of `texts`: where the last file is new, all are. An
    OSError names the file that cannot be written, not the temporary one.
    """
    waiting, path = {}, None
    try:
        for path, text in texts.items():
            path = Path(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name[:LONGEST]}-{next(_numbers)}.{os.getpid()}.tmp")
            waiting[temporary] = path
            temporary.write_bytes(text.encode() if isinstance(text, str) else text)
            temporary.chmod(0o644)
        for temporary, path in waiting.items():
            os.replace(temporary, path)
    except BaseException as error:
        for temporary in waiting:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno:
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


def write_changed(texts):
    """`write_together` those of {path: text or bytes} that differ from their files, and remove the file
    where there is None; gives the paths."""
    changed = {path: text for path, text in texts.items() if not _holds(Path(path), text)}
    write_together({path: text for path, text in changed.items() if text is not None})
    for path in (path for path, text in changed.items() if text is None):
        Path(path).unlink()
    return list(changed)


def _holds(path, text):
    if text is None:
        return not path.is_file()
    return path.is_file() and path.read_bytes() == (text.encode() if isinstance(text, str) else text)


def sweep(*folders):
    """Remove what killed processes left in the `folders` and below."""
    for home in folders:
        for folder, _, names in os.walk(home):
            for name in names:
                match = LEFT.fullmatch(name)
                if match and not lives(int(match["owner"])):
                    with suppress(OSError):
                        Path(folder, name).unlink()


def lives(process):
    """Whether the process of this number has not ended yet."""
    try:
        os.kill(process, 0)
    except PermissionError:
        return True  # somebody else's
    except (OSError, OverflowError):
        return False
    return True


def is_litter(name):
    """Whether an editor or a system left a file of this name, which is nobody's work."""
    return bool(LITTER.fullmatch(name))


def is_ours(name):
    """Whether a file or folder of this name may be a part of the book."""
    if name == ".meta.yml":  # settings for a folder of pages, which MkDocs reads
        return True
    return not (name.startswith(".") or name == "__pycache__" or is_litter(name))


def walk(home):
    """`os.walk` without what is hidden, what editors and systems leave, and what Python keeps for itself."""
    for folder, folders, names in os.walk(home):
        folders[:] = filter(is_ours, folders)
        yield folder, folders, list(filter(is_ours, names))


def files_below(path):
    """The files at or below `path`, sorted, as far as they are ours; links to folders count as files."""
    if path.is_file():
        return [str(path)]
    found = []
    for folder, folders, names in walk(path):
        links = (name for name in folders if os.path.islink(os.path.join(folder, name)))
        found += [os.path.join(folder, name) for name in (*names, *links)]
    return sorted(found)


def digest(home, sources, salt=""):
    """A digest of the name and of every byte of the files at or below `sources`, in `home`."""
    state = hashlib.sha256(salt.encode(errors="surrogateescape"))
    for source in sources:
        for path in files_below(home / source):
            state.update(f"{os.path.relpath(path, home)}\0".encode(errors="surrogateescape"))
            with suppress(OSError), open(path, "rb") as file:  # some links have a name only
                state.update(hashlib.sha256(file.read()).digest())
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
        remember(self.file, f"{now or self.now()}\n{note}")

    def now(self):
        return digest(self.root, self.sources, salt=f"{machinery()}{self.salt}")


@cache
def machinery():
    """A digest of all of `book/`."""
    return digest(Path(__file__).parents[2], ["book"])
