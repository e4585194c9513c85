"""Runs chapters: a warm forkserver, a supervised process each, as many at once as there are cores."""

import atexit
import json
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import tomllib
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import wait
from pathlib import Path

from book.ground.faults import BookError
from book.running import figures, guards, supervisor

GIB = 2**30
LONGEST_HOME = 107 - len("/pymp-12345678/listener-12345678")  # a socket's name has 107 bytes
# Cells are nowhere in particular: neither the machine's time zone nor its language shows
PLACE = {"TZ": "UTC", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"}


@dataclass(frozen=True)
class Limits:
    """What a chapter may use; `[tool.book]` in pyproject.toml overrides the defaults."""

    cell_seconds: float = 60
    chapter_seconds: float = 300
    memory_gib: float = 4
    file_gib: float = 0.5

    @classmethod
    def read(cls, file):
        """The limits that the pyproject.toml at `file` sets; the defaults where there is none."""
        if not file.is_file():
            return cls()
        text = _text_of(file)
        try:
            table = tomllib.loads(text).get("tool", {})
        except tomllib.TOMLDecodeError as error:
            what, _, place = str(error).partition(" (at ")
            line = re.search(r"line (\d+)", place)
            raise BookError(
                f"{file.name}:{line[1] if line else text.count(chr(10)) + 1}: not TOML ({what}): mend it"
            ) from None
        table = table.get("book", {}) if isinstance(table, dict) else table
        known = ", ".join(cls.__dataclass_fields__)
        if not isinstance(table, dict):
            raise BookError(
                f"{file.name}:{_line_of('book', text)}: [tool.book] is not a table: "
                f"write a line `name = number` for each of {known} that you set"
            )
        for name, value in sorted(table.items()):
            place = f"{file.name}:{_line_of(name, text)}"
            if name not in cls.__dataclass_fields__:
                raise BookError(f"{place}: [tool.book] has no `{name}`: it has {known}")
            if type(value) not in (int, float) or not 0 < value < float("inf"):
                raise BookError(
                    f"{place}: `{name}` is no limit: write a number above 0, such as {getattr(cls, name)}"
                )
        return cls(**table)


def _text_of(file):
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BookError(f"{file.name}:1: not UTF-8: save the file as UTF-8") from None


def _line_of(name, text):
    """The line that sets `name`: the first that starts with it, or holds it."""
    for pattern in (rf"\s*{re.escape(name)}\s*=", rf".*\b{re.escape(name)}\b", ""):
        for number, line in enumerate(text.split("\n"), start=1):
            if re.match(pattern, line):
                return number


@dataclass
class Outcome:
    """What running a chapter gave. Keys are cell, value, exercise and export numbers."""

    cells: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    exercises: dict = field(default_factory=dict)
    exports: dict = field(default_factory=dict)
    done: bool = False
    ended: dict | None = None
    seconds: float = 0.0
    touched: list = field(default_factory=list)
    left: list = field(default_factory=list)

    def add(self, message):
        for kind in ("cell", "value", "exercise", "export"):
            if kind in message:
                getattr(self, f"{kind}s")[message.pop(kind)] = message
                parts = [message, *message.get("unfilled", ()), *message.get("solved", ())]
                self.seconds += sum(part.get("seconds", 0) for part in parts)
        self.done = self.done or "done" in message
        self.left += message.get("left", ())
        if "ended" in message:
            self.ended = message

    def close(self):
        """No more messages will come: a chapter that did not say it is done has not run."""
        if not self.done and self.ended is None:
            self.ended = {"ended": "machinery", "why": "its process never answered; see above"}

    def to_json(self):
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text):
        data = json.loads(text)
        for kind in ("cells", "values", "exercises", "exports"):
            data[kind] = {int(number): value for number, value in data[kind].items()}
        return cls(**data)


def steps_of(chapter):
    """The cells, values, exercises and exports of a chapter in the order in which they run."""
    steps = []
    for cell in chapter.cells:
        if cell.role == "cell":
            steps.append((cell.fence.line, _cell_step(cell, chapter)))
    for number, value in enumerate(chapter.values):
        steps.append(
            (
                value.line,
                {"kind": "value", "number": number, "expression": value.expression, "format": value.format},
            )
        )
    for number, exercise in enumerate(chapter.exercises):
        steps.append(
            (
                exercise.line,
                {
                    "kind": "exercise",
                    "number": number,
                    "question": [_cell_step(cell, chapter) for cell in exercise.question],
                    "check": _cell_step(exercise.check, chapter),
                    "solution": _cell_step(exercise.solution, chapter),
                },
            )
        )
    ordered = [step for _, step in sorted(steps, key=lambda pair: pair[0])]
    return ordered + _export_steps(chapter)


def _export_steps(chapter):
    """What the worker evaluates once the last cell has run."""
    return [
        {"kind": "export", "number": number, "file": each.file, "expression": each.expression}
        for number, each in enumerate(chapter.exports)
    ]


def _cell_step(cell, chapter):
    include = cell.include
    return {
        "kind": "cell",
        "index": cell.index,
        "language": cell.language,
        "source": cell.source,
        "raises": cell.told,
        "file": str(include.file) if include else chapter.shown,
        "first_line": include.first_line if include else cell.fence.line + 1,
    }


class Runner:
    """Runs chapters of `book`; use as a context, so that nothing it started outlives it.

    `editing`: sources of the checkout may change meanwhile, by somebody's hand.
    """

    def __init__(self, book, jobs=None, editing=False):
        self.book, self.editing = book, editing
        self.jobs = jobs or os.cpu_count() or 1
        self.limits = Limits.read(book.settings)
        self.palette = figures.read_palette(_palette_home(book))
        # Set before NumPy loads in the forkserver; threads would change results
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        os.environ.update(PLACE)  # Python reads these once, as the forkserver starts
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["book.running.warm"])
        self.running = {}

    def __enter__(self):
        home = tempfile.gettempdir()
        if len(home) > LONGEST_HOME:
            raise BookError(
                f"the folder for temporary files has {len(home)} characters, too many for "
                f"the name of a socket in it ({home}): name a shorter one in TMPDIR"
            )
        self.scratch = tempfile.mkdtemp(prefix="shapes-that-fit-")
        atexit.register(shutil.rmtree, self.scratch, ignore_errors=True)
        return self

    def __exit__(self, *_):
        for outward, (_, process, _, _) in list(self.running.items()):
            outward.close()
            process.join(5)
        self.running.clear()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def run(self, chapters, progress=lambda chapter, message: None):
        """Yield (chapter, Outcome) as each ends; a `timed` chapter runs while nothing else does."""
        waiting = sorted(chapters, key=lambda chapter: chapter.timed)
        before = self._files()
        while waiting or self.running:
            while waiting and self._has_room(waiting[0]):
                self._start(waiting.pop(0))
            for outward in wait(list(self.running)):
                chapter, process, outcome, _ = self.running[outward]
                try:
                    message = json.loads(outward.recv_bytes())
                    progress(chapter, message)
                    outcome.add(message)
                except (EOFError, ConnectionError):
                    del self.running[outward]
                    outward.close()
                    process.join()
                    outcome.close()
                    after = self._files()
                    self._blame(guards.tree_changes(before, after, self.editing), chapter, outcome)
                    before = after
                    yield chapter, outcome

    def _files(self):
        """The state of all files that no chapter may touch and nobody else is known to."""
        book, state = self.book, guards.tree_state(self.book.root)
        if not book.docs.is_relative_to(book.root):
            for path, status in guards.tree_state(book.docs).items():
                state[str(book.docs / path)] = status
        for path, status in guards.tree_state(self.scratch).items():
            if "/" not in path:  # not in the folder of a chapter
                state[f"../{path}"] = status
        return state

    def _blame(self, changed, chapter, outcome):
        """Tell the chapter that names a changed file, of those that ran, or the one that ended."""
        others = [(other, its) for other, _, its, _ in self.running.values()]
        for path in changed:
            namers = [its for other, its in [(chapter, outcome), *others] if Path(path).name in other.text]
            (namers or [outcome])[0].touched.append(path)

    def _has_room(self, chapter):
        busy = [entry[0] for entry in self.running.values()]
        if chapter.timed or any(other.timed for other in busy):
            return not busy
        return len(busy) < self.jobs

    def _start(self, chapter):
        limits = self.limits
        job = {
            "chapter": chapter.shown,
            "text": chapter.text,
            "root": str(self.book.root),
            "scratch": tempfile.mkdtemp(dir=self.scratch, prefix=f"{chapter.stem}-"),
            "threads": (os.cpu_count() or 1) if chapter.timed else 1,
            "memory": int(limits.memory_gib * GIB),
            "file": int(limits.file_gib * GIB),
            "cell_seconds": limits.cell_seconds,
            "chapter_seconds": limits.chapter_seconds,
            "palette": self.palette,
            "steps": steps_of(chapter),
        }
        outward, theirs = multiprocessing.Pipe()
        process = self.context.Process(target=supervisor.supervise, args=(job, theirs))
        process.start()
        theirs.close()
        self.running[outward] = (chapter, process, Outcome(), job)


def _palette_home(book):
    """A folder of chapters elsewhere draws in the palette of the book."""
    if (book.root / figures.PALETTE).is_file():
        return book.root
    return figures.HOME
