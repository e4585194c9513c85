"""Nothing twice: what a chapter gave is kept under a key of all that it depends on, and so is that
its page agrees with it: such a page is not even parsed until something changes."""

import hashlib
import json
import os
import platform
import re
import sys
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from book.copying.code import code_of
from book.ground.faults import FaultError
from book.ground.files import digest, machinery, remember
from book.ground.outputs import LANGUAGES
from book.reading.exports import FOLDER
from book.reading.figures import figures_of
from book.reading.reached import reached_snippets
from book.recording.committed import Committed, same
from book.recording.jobs import steps_of
from book.running.figures import PALETTE
from book.running.job import CellStep, ExerciseStep, Outcome
from book.running.limits import Limits
from book.running.opened import state

LOCKS = ("requirements.txt", "requirements-torch.txt", "data/mnist/SHA256SUMS", PALETTE)
# Not the number of threads: a chapter gets its own (see Job.threads), whatever is set outside
PROCESSOR = ("ATEN_CPU_CAPABILITY", "MKL_CBWR", "CUDA_VISIBLE_DEVICES")
RECORD = re.compile(rf"^(`{{3,}})(?:{'|'.join(LANGUAGES)})\b.*?^\1$|<!--=.*?<!--/-->", re.M | re.S)
DAMAGED = (OSError, ValueError, TypeError, KeyError, AttributeError)


class Kept:
    """Outcomes of runs and verdicts on pages, in `.cache/` of the book; a damaged entry counts as none.

    Both keys are taken before a chapter runs: what is edited meanwhile is looked at again.
    """

    def __init__(self, book):
        self.book, self.surroundings = book, _surroundings(book)
        self.salt = f"{machinery()}{self.surroundings}{book.has_site}"
        self.keys, self.reached, self.codes = {}, {}, {}
        self.committed = Committed(book)
        self.state = cache(lambda name: state(book.root, name))

    def find_run(self, chapter):
        """The Outcome of a run under the key of `chapter`, else None."""
        now = self.keys[chapter.path] = self._key_of_run(chapter)
        try:
            key, _, text = self._file("runs", chapter.path).read_text(encoding="utf-8").partition("\n")
            outcome = Outcome.from_json(text) if key == now else None
            return outcome if outcome and self._unchanged(outcome.opened) else None
        except DAMAGED:
            return None

    def keep_run(self, chapter, outcome):
        key = self._key_of_run(chapter)
        if key == self.keys[chapter.path]:
            remember(self._file("runs", chapter.path), f"{key}\n{outcome.to_json()}")

    def find_page(self, path):
        """(cells, figures) of the chapter at `path` where it is known to be true, else None."""
        try:
            text = path.read_text(encoding="utf-8")
            self.reached[path] = self._reached(text)
            kept = self._page(path)
            known = kept["proved"] and kept["key"] == self._key_of_page(path, text)
            if known and self._unchanged(kept["opened"]):
                return kept["cells"], kept["figures"]
        except DAMAGED:
            pass
        return None

    def keep_page(self, chapter, outcome, text):
        """Remember that `chapter` is true with the page `text`, unless it was edited meanwhile."""
        path, reached = chapter.path, self.reached.get(chapter.path)
        if path.read_text(encoding="utf-8") != text or reached is None or reached != self._reached(text):
            return
        kept = {"key": self._key_of_page(path, text), "opened": outcome.opened}
        kept |= {"cells": len(chapter.cells), "figures": chapter.shows}
        kept |= {"code": self._code(chapter), "record": _record(text), "proved": outcome.proved}
        remember(self._file("pages", path), json.dumps(kept))

    def code_changed(self, chapter):
        """Whether the record of `chapter` was made by other code; None where nothing tells, as it was
        neither run here nor committed. Raises FaultError where its cells cannot be copied.
        """
        now, known = self._code(chapter), False
        with suppress(*DAMAGED):
            kept = self._page(chapter.path)
            known = bool(kept["code"])
            if kept["code"] == now:
                return False
            if kept["record"] == _record(chapter.text):
                return True
        # What is not remembered came with a commit, such as a pull of code and record together
        then = self.committed.chapter(chapter.path)
        if then and (same(then, chapter) or self._digest(then) == now):
            return False
        return known or bool(then) and _record(then.text) == _record(chapter.text) or None

    def is_unproved(self, path):
        """Whether the page at `path` was written after one run alone."""
        with suppress(*DAMAGED):
            return not self._page(path)["proved"]
        return False

    def is_news(self, chapter):
        """Whether what `chapter` will give is surely written: its code changed, or it has no record."""
        with suppress(FaultError):
            changed = self.code_changed(chapter)
            return changed or changed is None and not RECORD.search(chapter.text)
        return False

    def _code(self, chapter):
        if chapter.path not in self.codes:
            self.codes[chapter.path] = self._digest(chapter)
        return self.codes[chapter.path]

    def _digest(self, chapter):
        try:
            return code_of(chapter)
        except FaultError:
            if self.book.has_site and chapter.root == self.book.root:
                raise
        except (SyntaxError, ValueError):  # a snippet that Python cannot read: its import says so
            pass
        cells = repr([cell.source for cell in chapter.cells])  # of which nobody takes a copy
        return digest(chapter.root, reached_snippets(chapter.text, chapter.root), cells)

    def opened(self, path):
        """What the chapter at `path` read when it ran last, as `book.running.opened` names it."""
        with suppress(*DAMAGED):
            return list(self._page(path)["opened"])
        return []

    def _page(self, path):
        return json.loads(self._file("pages", path).read_text(encoding="utf-8"))

    def _file(self, kind, path):
        """Another folder of chapters has a folder of its own, or equal stems would drive each other out."""
        folder = self.book.root / ".cache" / kind
        if self.book.docs.parent != self.book.root:
            folder /= hashlib.sha256(os.fsencode(self.book.docs)).hexdigest()[:12]
        return folder / f"{path.stem}.json"

    def _unchanged(self, opened):
        return all(self.state(name) == then for name, then in opened.items())

    def _key_of_run(self, chapter):
        steps = repr([_unplaced(step) for step in steps_of(chapter)])
        salt = f"{chapter.timed}{steps}{self.surroundings}"
        return digest(self.book.root, reached_snippets(steps, self.book.root), salt)

    def _key_of_page(self, path, text):
        files = [*figures_of(path, text), path.parent / FOLDER / path.stem]
        return digest(self.book.root, files, salt=f"{self.salt}{self.reached[path]}{text}")

    def _reached(self, text):
        return digest(self.book.root, reached_snippets(text, self.book.root))


def _record(text):
    """A digest of what runs wrote into a page."""
    return hashlib.sha256(repr([match[0] for match in RECORD.finditer(text)]).encode()).hexdigest()


def _unplaced(step):
    """A step, wherever it stands: what it gives does not depend on that."""
    match step:
        case CellStep():
            return replace(step, line=0, first_line=0, file="")
        case ExerciseStep():
            question = [_unplaced(cell) for cell in step.question]
            check, solution = _unplaced(step.check), _unplaced(step.solution)
            return replace(step, line=0, question=question, check=check, solution=solution)
    return replace(step, line=0)


def _surroundings(book):
    """What the outcome of any chapter depends on, beside itself."""
    return {
        "machinery": digest(Path(__file__).parents[1], ["running", "ground"]),
        "locks": digest(book.root, LOCKS),
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
