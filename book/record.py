"""Holds what a run gave against what the chapter says, and writes the chapter anew where it differs."""

import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from book.adopt import resembles
from book.compare import compare_svg, compare_text, tidy
from book.faults import Fault, headline

OUTPUT_LIMIT = 20_000


@dataclass
class Record:
    """`faults` are for a person to mend; `differences` are what `run` rewrites; `text` and
    `figures` ({path: SVG text}) are what it writes."""

    text: str
    faults: list = field(default_factory=list)
    differences: list = field(default_factory=list)
    figures: dict = field(default_factory=dict)


class _Comparison:
    """One chapter beside one Outcome; collects line edits (first, last, new lines)."""

    def __init__(self, chapter, outcome, refresh):
        self.chapter, self.outcome, self.refresh = chapter, outcome, refresh
        self.record = Record(chapter.text)
        self.edits = []
        self.mend = f"run `python -m book run {chapter.stem}`"

    def fault(self, line, message):
        self.record.faults.append(Fault(self.chapter.shown, line, message))

    def differ(self, line, message):
        self.record.differences.append(Fault(self.chapter.shown, line, f"{message}: {self.mend}"))

    def compare(self):
        for path in self.outcome.touched:
            self.fault(1, f"`{path}` changed in the checkout while this chapter ran: "
                          "write to the scratch folder, the current directory")
        if self.outcome.ended:
            self._blame_end()
        for index, result in sorted(self.outcome.cells.items()):
            self.cell(self.chapter.cells[index], result)
        for number, result in sorted(self.outcome.values.items()):
            self.value(self.chapter.values[number], result)
        for number, result in sorted(self.outcome.exercises.items()):
            self.exercise(self.chapter.exercises[number], result)
        self.record.text = self._edited()
        self.record.faults.sort()
        self.record.differences.sort()
        return self.record

    def cell(self, cell, result):
        if self._refuses(cell, result):
            return
        told = [warning["text"] for warning in result["warnings"]]
        if result["error"]:
            told.append(result["error"]["text"])
        told = tidy("\n".join(told))
        self._output(cell, result)
        if cell.pytb:
            difference = compare_text(cell.pytb.body, told)
            if difference or self.refresh:
                self._replace(cell.pytb, "pytb", None, told)
            if difference:
                self.differ(cell.pytb.line, f"the cell raises something else: {difference}")
        for figure, svg in zip(cell.figures, result["figures"], strict=True):
            self._figure(figure, svg)

    def _refuses(self, cell, result):
        """Say what a rerun cannot mend; True where the result must not be recorded."""
        line = cell.fence.line
        before = len(self.record.faults)
        error = result["error"]
        if len(result["output"]) > OUTPUT_LIMIT:
            self.fault(line, f"prints {len(result['output']):,} characters: print at most {OUTPUT_LIMIT:,}")
        if cell.pytb and not error and not result["warnings"]:
            self.fault(line, "raises nothing, yet a ```pytb stands below: remove it, or mend the cell")
        if not cell.pytb:
            if error:
                self.fault(self._line(cell, error["line"]), f"{headline(error['text'])}: mend the code, "
                           "or put an empty ```pytb below if it is meant to raise")
            for warning in result["warnings"]:
                self.fault(self._line(cell, warning["line"]), f"{headline(warning['text'])}: mend the "
                           "code, or put an empty ```pytb below if the warning is meant")
        if len(self.record.faults) > before:
            return True
        drawn, shown = len(result["figures"]), len(cell.figures)
        if drawn > shown:
            name = f"figures/{self.chapter.stem}/name-what-it-shows.svg"
            self.fault(line, f"draws {drawn} figure(s), shows {shown}: add `![what it shows]({name})` below")
        for figure in cell.figures[drawn:]:
            self.fault(figure.line, "the cell above draws no such figure: remove the line, or draw it")
        return len(self.record.faults) > before

    def _line(self, cell, code_line):
        if cell.include:
            return cell.include.line
        return code_line or cell.fence.line

    def _output(self, cell, result):
        actual, fence = tidy(result["output"]), cell.output
        if fence is None:
            if actual:
                self.edits.append((cell.fence.end + 1, cell.fence.end, ["", *_fenced("output", None, actual)]))
                self.differ(cell.fence.line, "the page does not show what the cell prints")
            return
        if not fence.language and not resembles(fence.body, actual):
            self._keep_as_text(fence, actual)
            return
        if not actual:
            self.edits.append((cell.fence.end + 1, fence.end, []))
            self.differ(cell.fence.line, "prints nothing, yet an output stands below")
            return
        if not fence.language:
            self.differ(fence.line, "an unlabelled fence below a cell is its output")
        difference = compare_text(fence.body, actual, fence.title)
        if difference:
            self.differ(cell.fence.line, difference)
        if difference or not fence.language or self.refresh:
            self._replace(fence, "output", fence.title, actual)

    def _keep_as_text(self, fence, actual):
        """No run has written what stands in this fence, and this one did not print it either."""
        self.differ(fence.line, "an unlabelled fence below a cell is its output")
        shown = [*_fenced("output", None, actual), ""] if actual else []
        opening = f"{self.chapter.lines[fence.line - 1].rstrip()}text"
        self.edits.append((fence.line, fence.line, [*shown, opening]))

    def _replace(self, fence, language, title, body):
        self.edits.append((fence.line, fence.end, _fenced(language, title, body)))

    def _figure(self, figure, svg):
        path = self.chapter.path.parent / figure.target
        if not path.is_file():
            difference = f"{figure.target} is not there yet"
        else:
            difference = compare_svg(path.read_text(encoding="utf-8"), svg, figure.varies)
            difference = difference and f"{figure.target} is stale: {difference}"
        if difference:
            self.differ(figure.line, difference)
        if difference or self.refresh:
            self.record.figures[path] = svg

    def value(self, value, result):
        if "error" in result:
            self.fault(value.line, f"the value `{value.expression}` raises {headline(result['error'])}: mend it")
        elif result["text"] != value.text:
            self.differ(value.line, f"the page says `{value.text}`, the run gave `{result['text']}`")
            self.edits.append((value, result["text"]))

    def exercise(self, exercise, result):
        unfilled, solved = result["unfilled"], result["solved"]
        check, solution = exercise.check.fence.line, exercise.solution.fence.line
        if not unfilled or not solved:
            self.fault(exercise.line, "the exercise ended its process: it must run to its end")
        elif not any(cell["error"] for cell in unfilled):
            self.fault(check, "passes on the unfilled cell: assert what only a solution gives")
        if not solved:
            return
        if solved[-1]["error"]:
            which = check if len(solved) > 1 else solution
            self.fault(which, f"the solution fails: {headline(solved[-1]['error']['text'])}")
        for warning in solved[-1]["warnings"] if len(solved) > 1 else ():
            self.fault(check, f"{headline(warning['text'])}: mend the check")
        if not solved[0]["error"]:
            self.cell(exercise.solution, solved[0])

    def _blame_end(self):
        ended, steps = self.outcome.ended, None
        if ended["ended"] == "machinery":
            self.fault(1, f"the chapter could not be run: {headline(ended['why'])}")
            return
        from book.runner import steps_of

        step = (steps := steps_of(self.chapter))[ended["step"]]
        line = self._step_line(step)
        seconds = {"time": "a cell's", "chapter time": "the chapter's"}.get(ended["ended"])
        if seconds:
            self.fault(line, f"did not end within {seconds} time limit: make it faster, or raise the "
                             "limit in pyproject.toml")
        else:
            self.fault(line, f"ended the chapter's process ({_death(ended['code'])}): cells must return"
                             f", and stay below the memory limit; {len(steps) - ended['step'] - 1} "
                             "steps after it did not run")

    def _step_line(self, step):
        if step["kind"] == "cell":
            return self.chapter.cells[step["index"]].fence.line
        if step["kind"] == "value":
            return self.chapter.values[step["number"]].line
        return self.chapter.exercises[step["number"]].line

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
    return _Comparison(chapter, outcome, refresh).compare()


def _fenced(language, title, body):
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"^`{3,}", body, re.M)), 3)
    head = f'{ticks}{language} title="{title}"' if title else f"{ticks}{language}"
    return [head, *body.split("\n"), ticks]


def _death(code):
    return f"killed by signal {-code}" if code < 0 else f"exit status {code}"


def write_atomically(path, text):
    """Write `text` so that `path` is at any moment either old or new."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
