"""The cells of a chapter, each with its code and the records that stand below it."""

import re

from book.ground.faults import BookError, Fault, shown_path
from book.ground.outputs import LANGUAGES, OUTPUTS
from book.reading import includes
from book.reading.chapter import Cell, Figure
from book.reading.ipython import lines_for_ipython, parsed

CELL_LANGUAGES = ("python", "sh")
FIGURE = re.compile(r'^!\[(?P<alt>[^\]]*)\]\((?P<target>figures/[^\s)]+)(?: "(?P<title>[^"]*)")?\)$')
FIGURE_MODES = ("varies", "other words")
TOLERANCE = re.compile(r"^(varies|other words|within \d+(\.\d+)?%)$")
TOLERANCES = '"within 2%", "varies" or "other words"'


def read_cells(chapter):
    """Fill `chapter.cells`; what is wrong with them goes to its faults."""
    fences = {fence.line: fence for fence in chapter.fences}
    for fence in chapter.fences:
        if fence.language in CELL_LANGUAGES:
            cell = Cell(len(chapter.cells), fence, fence.body)
            _expand(chapter, cell)
            _take_records(chapter, cell, fences)
            chapter.cells.append(cell)
    for cell in chapter.cells:
        _check_python(chapter, cell)
    _check_records(chapter)
    _check_strays(chapter)


def adopt_hint(chapter):
    """The command that makes a page of ours of what was written for another tool."""
    return f"`python -m book adopt {chapter.shown}`"


def _check_python(chapter, cell):
    """Blame what is written for a notebook or a console, not for a cell."""
    if cell.language != "python" or cell.include or cell.told:
        return
    if cell.source.lstrip().startswith(">>> ") and not parsed(cell.source):
        chapter.fault(cell.fence.line + 1, f"code with prompts: {adopt_hint(chapter)} takes them out")
        return
    for number in lines_for_ipython(cell.source):
        text = cell.source.split("\n")[number].strip()
        shell = "write it into a ```sh cell" if text.startswith("!") else "take it out"
        chapter.fault(
            cell.fence.line + 1 + number,
            f"`{text}` is a line for IPython: {shell}, or {adopt_hint(chapter)} does",
        )


def _take_records(chapter, cell, fences):
    """Give the cell what stands right below it: its output, its error, its figures, in this order."""
    line = _next_line(chapter, cell.fence.end)
    for kind in OUTPUTS:
        if line in fences and fences[line].language == kind.language:
            cell.records[kind.language] = fences[line]
            line = _next_line(chapter, fences[line].end)
    while match := FIGURE.match(chapter.lines[line - 1] if line else ""):
        mode = match["title"] if match["title"] in FIGURE_MODES else None
        cell.figures.append(Figure(line, match["alt"], match["target"], mode))
        line = _next_line(chapter, line)


def _check_records(chapter):
    drawn = {}
    for cell in chapter.cells:
        for kind in OUTPUTS:
            title = kind.mode(fence := cell.records.get(kind.language))
            if title and not TOLERANCE.match(title):
                chapter.fault(fence.line, f"`{title}` is no tolerance: write {TOLERANCES}")
        for figure in cell.figures:
            first = drawn.setdefault(figure.target, figure.line)
            if first != figure.line:
                chapter.fault(
                    figure.line,
                    f"`{figure.target}` is already the figure of line {first}: "
                    "give each figure a name of its own",
                )


def _check_strays(chapter):
    """Blame records, figures and includes that belong to no cell."""
    inside, taken = set(), set()
    for cell in chapter.cells:
        for fence in (cell.fence, *cell.records.values()):
            inside.update(range(fence.line, fence.end))
        taken.update(record.line for record in (*cell.records.values(), *cell.figures))
    for fence in chapter.fences:
        if fence.language in LANGUAGES and fence.line not in taken:
            message = f"```{fence.language} stands below no cell: put it right after one, or use ```text"
            chapter.fault(fence.line, message)
    skipped = chapter.code_lines() | taken
    for number, line in enumerate(chapter.lines, start=1):
        if number not in inside and includes.SCISSORS.match(line):
            chapter.fault(number, "an include outside of a cell: put it into a ```python fence of its own")
        if number not in skipped and FIGURE.match(line):
            chapter.fault(number, "no cell above draws this figure: put the line right after its cell")


def _next_line(chapter, number):
    """The number of the first line after `number` that is not blank; 0 at the end."""
    for following in range(number + 1, len(chapter.lines) + 1):
        if chapter.lines[following - 1].strip():
            return following
    return 0


def _expand(chapter, cell):
    meant = includes.included_rows(cell.source)
    if not meant:
        return
    rows = [row for row in cell.source.split("\n") if row.strip()]
    line = cell.fence.line + 1 + meant[0]
    if len(rows) > 1:
        chapter.fault(line, "a cell holds code or one `--8<--` line: split it into two cells")
        cell.source = ""
        return
    try:
        cell.include, cell.source = includes.resolve(rows[0], line, chapter.root)
    except includes.SourceFault as error:
        chapter.fault(line, str(Fault(shown_path(error.file, chapter.root), error.line, str(error))))
        cell.source = ""
    except BookError as error:
        chapter.fault(line, str(error))
        cell.source = ""
