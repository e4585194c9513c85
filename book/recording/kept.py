"""Nothing twice: what a chapter gave is kept under a key of everything that it depends on."""

import hashlib
import json
import os
import platform
import re
import sys
from dataclasses import asdict
from pathlib import Path

from book.ground.files import digest, write_atomically
from book.recording.jobs import steps_of
from book.running.job import Outcome
from book.running.limits import Limits

LOCKS = ("requirements.txt", "requirements-torch.txt", "data/mnist/SHA256SUMS", "docs/assets/css/palette.css")
PROCESSOR = ("ATEN_CPU_CAPABILITY", "MKL_CBWR", "CUDA_VISIBLE_DEVICES", "OMP_NUM_THREADS")
SNIPPET = re.compile(r"\bsnippets((?:[./]\w+)+)")


class Cache:
    """Outcomes of runs in `.cache/` of the book; a damaged entry counts as none."""

    def __init__(self, book):
        self.book, self.folder = book, folder_of(book, "outcomes")
        self.surroundings = _surroundings(book)

    def key(self, chapter):
        """The key of a chapter: its steps, the snippets it reaches, and the surroundings."""
        steps = [
            {k: v for k, v in asdict(step).items() if k not in ("line", "first_line", "file")}
            for step in steps_of(chapter)
        ]
        facts = [chapter.timed, steps, _snippets(steps, self.book.root), self.surroundings]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def get(self, chapter):
        try:
            text = (self.folder / f"{chapter.stem}-{self.key(chapter)}.json").read_text("utf-8")
            return Outcome.from_json(text)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def put(self, chapter, outcome):
        """Keep `outcome`; only the newest of a chapter stays."""
        for old in self.folder.glob(f"{chapter.stem}-*.json"):
            if re.fullmatch(rf"{re.escape(chapter.stem)}-[0-9a-f]{{64}}\.json", old.name):
                old.unlink(missing_ok=True)
        write_atomically(self.folder / f"{chapter.stem}-{self.key(chapter)}.json", outcome.to_json())


def folder_of(book, name):
    """The folder `name` in `.cache/` of a book; one of its own for another folder of chapters,
    or chapters of one stem would drive each other out."""
    folder = book.root / ".cache" / name
    if book.docs.parent == book.root:
        return folder
    return folder / hashlib.sha256(os.fsencode(book.docs)).hexdigest()[:12]


def reached_snippets(text, root):
    """The files of `snippets/` that code names, and those that these name, sorted."""
    found, waiting = set(), [text]
    while waiting:
        for name in SNIPPET.findall(waiting.pop()):
            file = _module(root / "snippets", re.split("[./]", name)[1:])
            if file and file not in found:
                found.add(file)
                waiting.append(file.read_text(encoding="utf-8"))
    return sorted(found)


def _module(home, names):
    """The file of the module that `names` begin with, None where there is none."""
    for depth in range(1, len(names) + 1):
        file = home.joinpath(*names[:depth]).with_suffix(".py")
        if file.is_file():
            return file
    return None


def _snippets(steps, root):
    text = json.dumps(steps)
    return [(file.name, _digest(file)) for file in reached_snippets(text, root)]


def _surroundings(book):
    home, root = Path(__file__).parents[1], book.root
    return {
        "machinery": digest(home, ["running", "ground/compare.py"]),
        "locks": [_digest(root / name) for name in LOCKS],
        "data": [
            (f.name, f.stat().st_size, f.stat().st_mtime_ns) for f in sorted((root / "data").glob("*/*.gz"))
        ],
        "limits": repr(Limits.read(book.settings)),
        "python": sys.version,
        "machine": [platform.platform(), os.cpu_count(), _processor()],
        "device": [os.path.exists("/dev/nvidiactl"), sys.platform],
        "environment": {name: os.environ.get(name) for name in PROCESSOR},
    }


def _processor():
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    return next((line for line in text.splitlines() if line.startswith("model name")), "")


def _digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
