"""Holds what a run gave against what the chapter says, and writes the chapter anew where it differs."""

import re
import signal
from dataclasses import dataclass, field
from pathlib import Path

from book.ground.compare import compare_svg, compare_text
from book.ground.faults import Fault, headline, number
from book.ground.outputs import LANGUAGES, OUTPUTS, fence_around
from book.ground.terminal import as_shown
from book.reading.figures import narrow_of
from book.reading.includes import unread_fault
from book.reading.parse import parse_chapter
from book.reading.values import unfit
from book.recording import missing
from book.recording.names import names_bound
from book.recording.refused import OURS, too_long, untrue
from book.running.guards import HERE

PRINTED = OUTPUTS[0]
MISSING = re.compile(r"NameError: name '(\w+)' is not defined")


@dataclass
class Record:
    """`faults` are for a person to mend; `differences` are what `run` rewrites; `text` and
    `figures` ({path: SVG text, or None for what is drawn no more}) are what it writes, as are
    `exports` (see book.recording.exports.hold)."""

    text: str
    faults: list = field(default_factory=list)
    differences: list = field(default_factory=list)
    figures: dict = field(default_factory=dict)
    exports: dict = field(default_factory=dict)


class _Comparison:
    """One chapter beside one Outcome; collects line edits (first, last, new lines)."""

    def __init__(self, chapter, outcome, refresh=False, figures=()):
        """`figures`: {path: SVG text} of what is about to be written."""
        self.chapter, self.outcome, self.refresh = chapter, outcome, refresh
        self.figures = dict(figures)
        self.record = Record(chapter.text)
        self.edits = []
        self.mend = f"run `python -m book run {chapter.stem}`"
        self.missing = set()

    def fault(self, line, message):
        self.record.faults.append(Fault(self.chapter.shown, line, message))

    def differ(self, line, message):
        self.record.differences.append(Fault(self.chapter.shown, line, f"{message}: {self.mend}"))

    def compare(self):
        for path in self.outcome.touched:
            self.fault(self._writer(path), f"`{path}` changed while this chapter ran: {HERE}")
        for line, command in self.outcome.left:
            self._blame_left(line, command)
        if self.outcome.ended:
            self._blame_end()
        for index, result in sorted(self.outcome.cells.items()):
            self.cell(self.chapter.cells[index], result)
        for index, result in sorted(self.outcome.values.items()):
            self.value(self.chapter.values[index], result)
        for index, result in sorted(self.outcome.exercises.items()):
            self.exercise(self.chapter.exercises[index], result)
        self.record.text = self._edited()
        self.record.faults.sort()
        self.record.differences.sort()
        return self.record

    def cell(self, cell, result):
        if self._refuses(cell, result):
            return
        for kind in reversed(OUTPUTS):  # what is inserted last stands first
            self._text(cell, kind, result.text(kind))
        for figure, svg, narrow in zip(cell.figures, result.figures, result.narrow, strict=False):
            target = Path(figure.target)
            if self._figure(figure, target, svg) and narrow is not None:
                self.record.figures[self.chapter.path.parent / narrow_of(target)] = narrow
            else:
                self._figure(figure, narrow_of(target), narrow)

    def _refuses(self, cell, result):
        """Say what a rerun cannot mend; True where the result must not be recorded."""
        line = cell.fence.line
        before = len(self.record.faults)
        why = too_long(result)
        if not why and (cell.told or not result.error):
            why = result.refused
        if not why and self._raises(cell, result):
            return True
        if why := why or untrue(cell, result, self.chapter):
            self.fault(line, why)
            return True
        drawn, shown = len(result.figures), len(cell.figures)
        unfinished = result.error and not shown  # such as the empty axes of a plot that raised
        if drawn > shown and not unfinished:
            name = f"figures/{self.chapter.stem}/name-what-it-shows.svg"
            self.fault(
                line,
                f"draws {number(drawn, 'figure')}, the page shows {shown}: "
                f"add `![what it shows]({name})` below",
            )
        for figure in cell.figures[drawn:]:
            self.fault(figure.line, "the cell above draws no such figure: remove the line, or draw it")
        return len(self.record.faults) > before

    def _raises(self, cell, result):
        """Say what a cell raises or warns against its page; True where it does."""
        error, warned = result.error, result.warnings
        if cell.told and not error and not warned:
            self.fault(
                cell.fence.line, "raises nothing, yet a ```pytb stands below: remove it, or mend the cell"
            )
            return True
        if cell.told and not (error and error.kind in OURS):
            return False
        if error:
            self._blame_error(cell, error, result.output)
        for warning in warned if not cell.told else ():
            self.fault(
                self._line(cell, warning.line),
                f"{_placed(headline(warning.text), warning.where)}: mend the "
                "code, or put an empty ```pytb below if the warning is meant",
            )
        return bool(error or warned)

    def _blame_error(self, cell, error, output):
        text = headline(error.text)
        follows = self._follows(text)
        self.missing |= names_bound(cell.source)
        if follows:
            return
        unread = unread_fault(Path(error.file), self.chapter.root) if error.file else None
        if unread:
            self.record.faults.append(unread)
        else:
            message = missing.explained(text, error.where, self.chapter.root)
            message = message or _explained(_placed(text, error.where), error, cell, output)
            self.fault(self._line(cell, error.line), message)

    def _line(self, cell, code_line):
        if cell.include:
            return cell.include.line
        return code_line or cell.fence.line

    def _follows(self, text):
        """Whether an error only says that an earlier cell failed, which has been said."""
        missing = MISSING.match(text)
        return bool(missing) and missing[1] in self.missing

    def _text(self, cell, kind, actual):
        """Hold the text of one kind against its fence, which may be missing or too much."""
        fence, above = cell.records.get(kind.language), self._above(cell, kind)
        if fence is None:
            if actual:
                self.edits.append((above + 1, above, ["", *_fenced(kind.language, None, actual)]))
                what = "what the cell prints" if kind is PRINTED else f"the {kind.language} of the cell"
                self.differ(cell.fence.line, f"the page does not show {what}")
            return
        if not actual:
            self.edits.append((above + 1, fence.end, []))
            what = "prints nothing" if kind is PRINTED else f"gives no {kind.language}"
            self.differ(cell.fence.line, f"{what}, yet an output stands below")
            return
        mode = kind.mode(fence)
        difference = compare_text(fence.body, actual, mode)
        if difference:
            self.differ(cell.fence.line, f"{kind.differs}{difference}")
        if difference or self.refresh:
            self._replace(fence, kind.language, mode, actual)

    def _above(self, cell, kind):
        """The last line of what stands above the place of a kind: of the cell, or of a record."""
        before = LANGUAGES[: LANGUAGES.index(kind.language)]
        return max([cell.fence.end, *(cell.records[name].end for name in before if name in cell.records)])

    def _replace(self, fence, language, title, body):
        self.edits.append((fence.line, fence.end, _fenced(language, title, body)))

    def _figure(self, figure, target, svg):
        """Hold a figure against its file; gives whether a line says that they differ."""
        path = self.chapter.path.parent / target
        if self.figures.get(path, "") == svg or svg is None and not path.is_file():
            difference = None
        elif svg is None:
            difference = f"{target} is drawn no more"
        elif not path.is_file():
            difference = f"{target} is not there yet"
        else:
            difference = compare_svg(path.read_text(encoding="utf-8"), svg, figure.mode)
            difference = difference and f"{target} is stale: {difference}"
        if difference:
            self.differ(figure.line, difference)
        if difference or self.refresh:
            self.record.figures[path] = svg
        return bool(difference)

    def value(self, value, result):
        if result.error is not None:
            text = headline(result.error)
            if not self._follows(text):
                said = (
                    text
                    if result.forbidden
                    else f"raises {_placed(text, result.where)}: correct the expression"
                )
                self.fault(value.line, f"the value `{value.expression}` {said}")
        elif why := unfit(self.chapter, value, result.text):
            self.fault(value.line, f"the value `{value.expression}` {why}")
        elif result.text != value.text:
            self.differ(value.line, f"the page says `{value.text}`, the run gave `{result.text}`")
            self.edits.append((value, result.text))

    def exercise(self, exercise, result):
        unfilled, solved = result.unfilled, result.solved
        check, solution = exercise.check.fence.line, exercise.solution.fence.line
        if not unfilled or not solved:
            self.fault(exercise.line, "the exercise ended its process: let its cells run to their end")
        elif not any(cell.error for cell in unfilled):
            self.fault(check, "passes on the unfilled cell: assert what only a solution gives")
        if not solved:
            return
        error = solved[-1].error
        if error and self._follows(headline(error.text)):
            return
        if error:
            which = check if len(solved) > 1 else solution
            self.fault(
                which,
                f"the solution fails: {_placed(headline(error.text), error.where)}: mend the solution, or the check",
            )
        for warning in solved[-1].warnings if len(solved) > 1 else ():
            self.fault(check, f"{headline(warning.text)}: mend the check")
        if not solved[0].error:
            self.cell(exercise.solution, solved[0])

    def _blame_end(self):
        ended = self.outcome.ended
        if ended.how == "machinery":
            self.fault(1, f"the chapter could not be run: {headline(ended.why)}")
            return
        name = {"time": "cell_seconds", "chapter time": "chapter_seconds"}.get(ended.how)
        if name:
            whose = "a cell" if name == "cell_seconds" else "a chapter"
            message = (
                f"still runs after the {ended.seconds:g} s that {whose} may take: "
                f"make it faster, or raise `{name}` in pyproject.toml"
            )
        else:
            message = _death(ended.code)
        self.fault(ended.line, message)

    def _blame_left(self, line, command):
        what = f"a process running (`{command}`)" if command else "a fork of itself running"
        if command is None:
            what = "a thread running"
        self.fault(line, f"leaves {what}: end it before the chapter ends")

    def _writer(self, path):
        """The line of the cell that names the file `path`; 1 where none does."""
        named = (cell.fence.line for cell in self.chapter.cells if Path(path).name in cell.source)
        return next(named, 1)

    def _edited(self):
        lines = list(self.chapter.lines)
        spans = [edit for edit in self.edits if len(edit) == 2]
        for value, text in sorted(spans, key=lambda edit: (edit[0].line, -edit[0].start)):
            row = lines[value.line - 1]
            lines[value.line - 1] = row[: value.start] + text + row[value.end :]
        blocks = [edit for edit in self.edits if len(edit) == 3]
        # From the last line up; what is inserted above a fence comes after what replaces it
        for first, last, new in sorted(blocks, key=lambda edit: (-edit[0], -edit[1])):
            lines[first - 1 : last] = new
        return "\n".join(lines)


def compare(chapter, outcome, refresh=False):
    """The Record of `chapter` for `outcome`; `refresh` rewrites also what still compares equal."""
    record = _Comparison(chapter, outcome, refresh).compare()
    if not record.faults and record.text != chapter.text:
        record.faults += _read_back(chapter, outcome, record)
    return record


def _read_back(chapter, outcome, record):
    """The Fault of a page that would not say again what the run gave, in a list: none is written."""
    page = parse_chapter(chapter.path, chapter.root, record.text)
    found = page.faults
    if not found:
        again = _Comparison(page, outcome, figures=record.figures).compare()
        found = again.faults + again.differences
    if not found:
        return []
    lengths = [(_length(cell, outcome), cell.fence.line) for cell in chapter.cells]
    lengths += [
        (len(result.text or ""), chapter.values[index].line) for index, result in outcome.values.items()
    ]
    line = max(lengths, key=lambda each: each[0], default=(0, 1))[1]
    why = found[0].message.partition(": ")[0]
    message = f"its page could not be read again ({why}): print less, or plain words"
    return [Fault(chapter.shown, line, message)]


def _length(cell, outcome):
    result = outcome.cells.get(cell.index)
    return sum(len(result.text(kind)) for kind in OUTPUTS) if result else 0


def _fenced(language, title, body):
    ticks = fence_around(body)
    head = f'{ticks}{language} title="{title}"' if title else f"{ticks}{language}"
    return [head, *body.split("\n"), ticks]


def _placed(text, where):
    """`text` with the place in a helper, if it was raised there."""
    return f"{text} ({where})" if where else text


def _explained(text, error, cell, output):
    """What an error of a cell means, and how to mend it."""
    kind, most = error.kind, error.limit
    if kind in ("forbidden", "figure"):
        return text
    if kind == "memory" and not most:
        return "needs more memory than the machine has: use less"
    if kind == "memory":
        return (
            f"needs more than the {most / 2**30:g} GiB of memory that a chapter may take: use "
            "less, or raise `memory_gib` in pyproject.toml"
        )
    if kind == "file":
        return (
            f"writes more than the {most / 2**30:g} GiB that a file may have: write less, or "
            "raise `file_gib` in pyproject.toml"
        )
    if kind == "space":
        return "no space left on the device for what it writes: make room, or name another folder in TMPDIR"
    if kind == "exit":
        return f"leaves the chapter by `{text}`: let the code run to its end"
    if kind == "shell":
        said = as_shown(output).split("\n")[-1]
        said = f" (`{said}`)" if said else ""
        return f"ends with {text}{said}: mend the commands, or write `|| true` after one that may fail"
    if kind == "syntax":
        return f"{text}: correct the line"
    return f"{text}: mend the code, or put an empty ```pytb below if it is meant to raise"


def _death(code):
    if code >= 0:
        return f"ends the chapter's process (exit status {code}): let the code run to its end"
    if -code == signal.SIGKILL:
        return "the chapter's process was killed, as a system does that runs out of memory: use less of it"
    return f"the chapter's process crashed ({signal.Signals(-code).name}): mend the code"
