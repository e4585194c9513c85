"""All that crosses a pipe: a job goes to the process of its chapter, messages come back."""

import json
import os
import re
from dataclasses import asdict, dataclass, field

from book.ground.terminal import as_shown
from book.running.limits import Limits

SCRATCH = "shapes-that-fit-"  # how the name of a folder begins in which chapters run
OUTPUT_LIMIT = 20_000  # characters that a cell may print


# What is to be done


@dataclass(frozen=True, kw_only=True)
class Step:
    """`line` is the line of the page that is blamed; `seconds` replaces the limit for a cell."""

    line: int
    number: int
    seconds: float | None = None


@dataclass(frozen=True, kw_only=True)
class CellStep(Step):
    """`source` stands in `file` from `first_line` on; `raises`: the page says that it does."""

    language: str
    source: str
    raises: bool
    file: str
    first_line: int

    @property
    def lines(self):
        """The numbers of its lines in `file`."""
        return range(self.first_line, self.first_line + self.source.count("\n") + 1)


@dataclass(frozen=True, kw_only=True)
class ValueStep(Step):
    expression: str
    format: str


@dataclass(frozen=True, kw_only=True)
class ExerciseStep(Step):
    question: list
    check: CellStep
    solution: CellStep


@dataclass(frozen=True, kw_only=True)
class ExportStep(Step):
    file: str
    expression: str


@dataclass(frozen=True, kw_only=True)
class Job:
    """A chapter to run, perhaps `again`: `shown` is its page as faults name it. The Runner sets `scratch`."""

    root: str
    palette: dict
    stem: str = ""
    shown: str = ""
    text: str = ""
    steps: tuple = ()
    timed: bool = False
    again: bool = False
    limits: Limits = Limits()
    scratch: str = ""

    @property
    def threads(self):
        return (os.cpu_count() or 1) if self.timed else 1

    def seconds(self, number):
        """How long the step of this place may take."""
        step = self.steps[number] if self.steps else None
        return step and step.seconds or self.limits.cell_seconds

    def line(self, number):
        """The line that is blamed for the step of this place."""
        return self.steps[number].line if self.steps else 1

    def unplaced(self, text):
        """`text`, such as a traceback, with each line of the page counted in its cell, wherever that
        stands, and with the files of `snippets/` wherever the book lies."""

        def in_cell(match):
            line = int(match[2])
            before = [cell.first_line for cell in self._cells() if cell.first_line <= line]
            words = match[1].replace(self.shown, "<cell>")
            return f"{words}{line - max(before) + 1 if before else line}"

        here = rf'(File "{re.escape(self.shown)}", line )(\d+)'
        if re.match(rf"\s*{here}", text):  # a mistake in the form of a cell may name another line of it
            text = re.sub(r"(\bon line )(\d+)$", in_cell, text)
        text = re.sub(here, in_cell, text)
        return text.replace(f'File "{os.path.join(self.root, "snippets", "")}', 'File "snippets/')

    def _cells(self):
        """The cells that stand in the page itself."""
        for step in self.steps:
            inside = [*step.question, step.check, step.solution] if isinstance(step, ExerciseStep) else [step]
            yield from (cell for cell in inside if isinstance(cell, CellStep) and cell.file == self.shown)


# What came of it


@dataclass
class Failure:
    """What a cell raised, where, and what sort of mistake it is (see `worker.Session._kind`)."""

    text: str
    line: int | None
    kind: str
    file: str | None = None
    limit: int | None = None
    where: str | None = None  # the place in a helper that stands outside of the cell


@dataclass
class Warned:
    text: str
    line: int | None
    where: str | None = None


@dataclass
class Message:
    @classmethod
    def of(cls, data):
        """The message that `asdict` made into `data`."""
        return cls(**data)


@dataclass
class Result(Message):
    number: int


@dataclass
class CellResult(Result):
    output: str
    error: Failure | None = None
    warnings: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    shown: dict = field(default_factory=dict)  # what its last value gave: {language: text}
    refused: str | None = None  # why what it gave is no record, though the cell raised nothing
    seconds: float = 0.0
    narrow: list = field(default_factory=list)  # each figure as a phone shows it, or None

    @property
    def told(self):
        """The texts of its warnings and then of its error."""
        return [each.text for each in [*self.warnings, *filter(None, [self.error])]]

    def text(self, kind):
        """What there is of a kind of output, as records hold it."""
        found = {"output": self.output, "pytb": "\n".join(self.told), **self.shown}
        return as_shown(found.get(kind.language, ""))

    @classmethod
    def of(cls, data):
        error, warnings = data["error"], [Warned(**each) for each in data["warnings"]]
        return cls(**{**data, "error": error and Failure(**error), "warnings": warnings})


@dataclass
class ValueResult(Result):
    text: str | None = None
    error: str | None = None
    forbidden: bool = False
    where: str | None = None


@dataclass
class ExerciseResult(Result):
    """What the unfilled cell and the solution gave, each with the check after it."""

    unfilled: list
    solved: list

    @classmethod
    def of(cls, data):
        cells = ([CellResult.of(each) for each in data[name]] for name in ("unfilled", "solved"))
        return cls(data["number"], *cells)


@dataclass
class ExportResult(Result):
    """`content` in base64."""

    content: str | None = None
    error: str | None = None


RESULTS = {CellResult: "cells", ValueResult: "values", ExerciseResult: "exercises", ExportResult: "exports"}


@dataclass
class Begun(Message):
    """The step of this place in the job has begun."""

    step: int


@dataclass
class Done(Message):
    """All steps have run; `threads` are the steps whose threads still run, `opened` the files that
    were read (see book.running.opened), `on_card`: something was computed on a CUDA card."""

    threads: list
    opened: dict
    on_card: bool = False


@dataclass
class Left(Message):
    """[(line of the step that started it, its command)] of what runs on: the command is empty for
    a fork, None for a thread."""

    running: list


@dataclass
class Ended(Message):
    """The chapter did not get to its end. `how`: "time", "chapter time", "death" or "machinery"."""

    how: str
    line: int = 1
    seconds: float | None = None
    code: int | None = None
    why: str | None = None


MESSAGES = {kind.__name__: kind for kind in (*RESULTS, Begun, Done, Left, Ended)}


def packed(message):
    """A message as bytes: JSON, since unpickling could run what a chapter's process has sent."""
    return json.dumps([type(message).__name__, asdict(message)]).encode()


def unpacked(content):
    name, data = json.loads(content)
    return MESSAGES[name].of(data)


@dataclass
class Outcome:
    """What running a chapter gave, and whether it is `proved` that another run gives the same. Keys
    are cell, value, exercise and export numbers."""

    cells: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    exercises: dict = field(default_factory=dict)
    exports: dict = field(default_factory=dict)
    done: bool = False
    ended: Ended | None = None
    seconds: float = 0.0
    touched: list = field(default_factory=list)
    left: list = field(default_factory=list)
    opened: dict = field(default_factory=dict)
    on_card: bool = False
    proved: bool = False

    def add(self, message):
        match message:
            case Done():
                self.done, self.opened, self.on_card = True, message.opened, message.on_card
            case Left():
                self.left = message.running
            case Ended():
                self.ended = message
            case CellResult():
                self.seconds += message.seconds
            case ExerciseResult():
                self.seconds += sum(cell.seconds for cell in [*message.unfilled, *message.solved])
        if type(message) in RESULTS:
            getattr(self, RESULTS[type(message)])[message.number] = message

    def close(self):
        """No more messages will come: a chapter that did not say it is done has not run."""
        if not self.done and self.ended is None:
            self.ended = Ended("machinery", why="its process never answered; see above")

    def to_json(self):
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text):
        """The Outcome that `to_json` wrote; raises what a damaged text makes it raise."""
        data = json.loads(text)
        for kind, name in RESULTS.items():
            data[name] = {int(number): kind.of(each) for number, each in data[name].items()}
        return cls(**{**data, "ended": data["ended"] and Ended.of(data["ended"])})
