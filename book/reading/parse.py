"""Read a chapter: its cells with what they printed and drew, its inline values, its exercises.

Nothing here runs code or needs torch. Bad Markdown never raises: `Chapter.faults` lists it.
"""

import re
import warnings
from pathlib import Path

from markdown_it import MarkdownIt

from book.ground.faults import BookError, Fault, shown_path
from book.reading import exports, includes
from book.reading.blocks import mapping, read_blocks
from book.reading.chapter import Cell, Chapter, Exercise, Fence, Figure, Value

CELL_LANGUAGES = ("python", "sh")
LANGUAGES = (*CELL_LANGUAGES, "output", "pytb", "text", "toml", "markdown")
OPENING = re.compile(r'^(?P<ticks>`{3,})(?P<language>[a-z]+)(?: title="(?P<title>[^"]*)")?$')
NICKNAME = re.compile(r"^`+[\W_]*(python|ipython|py|sh|bash|shell|zsh|console)[\d.]*\b")
UNREAD = "unread"  # stands for the language of a fence that is no fence of ours
FIGURE = re.compile(r'^!\[(?P<alt>[^\]]*)\]\((?P<target>figures/[^\s)]+)(?: "(?P<title>[^"]*)")?\)$')
# Neither part holds what would begin or end another comment: else many that are open cost hours
VALUE = re.compile(r"<!--=(?P<code>(?:(?!<!--|-->).)*)-->(?P<text>(?:(?!<!--).)*)<!--/-->")
VALUE_START = re.compile(r"<!--\s*=")
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
LARGEST = 100_000  # bytes
# Where no blank line comes, markdown-it takes seconds for what is one paragraph of brackets
UNBROKEN = 25_000  # characters
LONGEST_VALUE = 200  # characters
TOLERANCE = re.compile(r"^(varies|within \d+(\.\d+)?%)$")


def parse_chapter(path, root, text=None):
    """Parse the chapter at `path`; paths in faults and includes are relative to `root`.

    `text` is what the chapter will say, where that is not what stands in its file.
    """
    chapter = Chapter(Path(path), Path(root))
    try:
        raw = chapter.path.read_bytes() if text is None else text.encode()
        if len(raw) > LARGEST:
            chapter.fault(
                1,
                f"the chapter has {len(raw) // 1000:,} kB, {LARGEST // 1000} kB are "
                "allowed: split it, or put data into a file",
            )
            return chapter
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        chapter.fault(raw[: error.start].count(b"\n") + 1, "not UTF-8: save the file as UTF-8")
        return chapter
    except OSError as error:
        chapter.fault(1, f"cannot be read ({error.strerror}): make it a readable file")
        return chapter
    if text.startswith("\ufeff"):
        chapter.fault(1, "a byte order mark: save the file as UTF-8 without it")
        text = text[1:]
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        kind = "Windows line ends (CRLF)" if "\r\n" in text else "a lone carriage return (CR)"
        chapter.fault(line, f"{kind}: save the file with plain line ends (LF)")
        text = re.sub(r"\r\n?", "\n", text)
    chapter.text, chapter.lines = text, text.split("\n")
    if not _is_broken_by_blank_lines(chapter):
        chapter.lines = []
        return chapter
    _read_front(chapter)
    body = "\n" * chapter.front_lines + "\n".join(chapter.lines[chapter.front_lines :])
    chapter.tokens = MarkdownIt("commonmark").enable("table").parse(body)
    _read_fences(chapter)
    if chapter.fences and chapter.fences[-1].end > len(chapter.lines):
        return chapter  # what follows an open fence cannot be told from its body
    read_blocks(chapter)
    _read_cells(chapter)
    _read_values(chapter)
    _read_exercises(chapter)
    exports.read_exports(chapter)
    chapter.faults.sort()
    return chapter


def _is_broken_by_blank_lines(chapter):
    first, size = 1, 0
    for number, line in enumerate(chapter.lines, start=1):
        size = size + len(line) + 1 if line.strip() else 0
        first = first if size else number + 1
        if size > UNBROKEN:
            chapter.fault(
                first,
                f"more than {UNBROKEN:,} characters without a blank line: "
                "split them, or put data into a file",
            )
            return False
    return True


def _read_front(chapter):
    if chapter.lines[0] != "---":
        return
    end = chapter.lines.index("---", 1) if "---" in chapter.lines[1:] else 0
    front = mapping(chapter.lines[1:end]) if end else None
    if front is None:
        chapter.fault(1, "front matter is not `name: value` lines between two `---`: mend it")
        return
    chapter.front, chapter.front_lines = front, end + 1


def _read_fences(chapter):
    for token in chapter.tokens:
        if token.type == "code_block":
            chapter.fault(token.map[0] + 1, "indented code never runs: use a ```python fence at column 0")
        if token.type != "fence":
            continue
        first, last = token.map[0] + 1, token.map[1]
        opening = chapter.lines[first - 1]
        closed = last > first and chapter.lines[last - 1].strip() == token.markup
        match, fault = OPENING.match(opening), None
        if token.level or not opening.startswith("`"):
            fault = "tools skip this form of a fence quietly: write it as ``` at column 0"
        elif not closed:
            fault = f"the fence is never closed: add {token.markup} on a line of its own"
        elif opening.strip("`") and not match:
            fault = f"`{opening.strip('`')}` is no fence of ours: {_fence_for(opening)}"
        elif match and match["language"] not in LANGUAGES:
            fault = f"unknown language `{match['language']}`: {_fence_for(opening)}"
        if fault:
            chapter.fault(first, fault)
        language = UNREAD if fault else match["language"] if match else ""
        end = last if closed else last + 1
        body = "\n".join(chapter.lines[first : end - 1])
        chapter.fences.append(Fence(first, end, language, match and match["title"], body))


def _fence_for(opening):
    """What to write instead of the head of a fence that was meant to say a language."""
    nickname = NICKNAME.match(opening.lower())
    if nickname:
        language = "python" if "py" in nickname[1] else "sh"
        return f'write ```{language}, and at most title="…" behind it'
    return f"write ```text where nothing should run it, or one of {', '.join(LANGUAGES)}"


def _read_cells(chapter):
    fence_at = {fence.line: fence for fence in chapter.fences}
    taken, drawn = set(), {}
    for fence in chapter.fences:
        if fence.language not in CELL_LANGUAGES:
            continue
        cell = Cell(len(chapter.cells), fence, fence.body)
        _expand(chapter, cell)
        line = _next_line(chapter, fence.end)
        for language in ("output", "pytb"):
            below = fence_at.get(line)
            if below and (below.language == language or (language == "output" and not below.language)):
                setattr(cell, language, below)
                taken.add(line)
                line = _next_line(chapter, below.end)
        while match := FIGURE.match(chapter.lines[line - 1] if line else ""):
            cell.figures.append(Figure(line, match["alt"], match["target"], match["title"] == "varies"))
            taken.add(line)
            first = drawn.setdefault(match["target"], line)
            if first != line:
                chapter.fault(
                    line,
                    f"`{match['target']}` is already the figure of line {first}: "
                    "give each figure a name of its own",
                )
            line = _next_line(chapter, line)
        title = cell.output and cell.output.title
        if title and not TOLERANCE.match(title):
            chapter.fault(cell.output.line, f'`{title}` is no tolerance: write "within 2%" or "varies"')
        chapter.cells.append(cell)
    for fence in chapter.fences:
        if fence.language in ("output", "pytb", "") and fence.line not in taken:
            what = f"```{fence.language}" if fence.language else "this unlabelled fence"
            chapter.fault(fence.line, f"{what} stands below no cell: put it right after one, or use ```text")
    skipped, cells = (
        chapter.code_lines(),
        {line for cell in chapter.cells for line in range(cell.fence.line, cell.fence.end)},
    )
    for number, line in enumerate(chapter.lines, start=1):
        if number not in cells and includes.SCISSORS.match(line):
            chapter.fault(number, "an include outside of a cell: put it into a ```python fence of its own")
        if number not in skipped and number not in taken and FIGURE.match(line):
            chapter.fault(number, "no cell above draws this figure: put the line right after its cell")


def _next_line(chapter, number):
    """The number of the first line after `number` that is not blank; 0 at the end."""
    for following in range(number + 1, len(chapter.lines) + 1):
        if chapter.lines[following - 1].strip():
            return following
    return 0


def _expand(chapter, cell):
    if not includes.means_include(cell.source):
        return
    rows = [row for row in cell.source.split("\n") if row.strip()]
    offset = next(n for n, row in enumerate(cell.source.split("\n")) if includes.means_include(row))
    line = cell.fence.line + 1 + offset
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


def _read_values(chapter):
    skipped = chapter.code_lines()
    for number, line in enumerate(chapter.lines, start=1):
        if number in skipped or "<!--" not in line:
            continue
        found = list(VALUE.finditer(line))
        if not len(VALUE_START.findall(line)) == line.count("<!--/-->") == len(found):
            chapter.fault(
                number, "an inline value is not closed: write `<!--= code -->text<!--/-->` in one line"
            )
            continue
        for match in found:
            if len(match["code"]) > LONGEST_VALUE:
                chapter.fault(
                    number,
                    f"a value of {len(match['code'])} characters: compute it in "
                    "a cell, and write its name here",
                )
                continue
            if not match["code"].strip():
                chapter.fault(number, "an inline value of nothing: write `<!--= code -->text<!--/-->`")
            _check_value_place(chapter, number, line, match)
            expression, form = split_format(match["code"].strip())
            after = sum(cell.fence.line < number for cell in chapter.cells) - 1
            chapter.values.append(
                Value(number, match.start("text"), match.end("text"), expression, form, match["text"], after)
            )


def _check_value_place(chapter, number, line, match):
    before = line[: match.start()]
    where = None
    if re.match(r"^#{1,6}\s", line):
        where = "in a heading"
    elif not re.sub(r"^(\s|[-*+>]\s|\d+[.)]\s)*", "", before):
        where = "at the start of a line"
    elif any(span.start() < match.start() < span.end() for span in CODE_SPAN.finditer(line)):
        where = "in a code span"
    elif re.search(r"!\[[^\]]*$", before):
        where = "in alt text"
    elif re.search(r"\]\([^)]*$", before):
        where = "in an address"
    if where:
        chapter.fault(number, f"an inline value {where} does not work: move it into running text")
    if line.lstrip().startswith("|") and "|" in match["code"]:
        chapter.fault(number, "`|` inside a value splits the table: compute the value in a cell before")


def split_format(code):
    """`expression:format` as its two parts; the format is empty where there is none."""
    cut = len(code)
    while cut > 0:
        try:
            with warnings.catch_warnings(action="ignore"):
                compile(code[:cut].strip() or ")", "<value>", "eval")
        except (SyntaxError, ValueError):
            cut = code.rfind(":", 0, cut)
            continue
        return code[:cut].strip(), code[cut + 1 :].strip()
    return code, ""


def _read_exercises(chapter):
    def inside(block):
        return [cell for cell in chapter.cells if block.line < cell.fence.line < block.end]

    for block in chapter.blocks:
        kind = block.options.get("type") if block.name == "details" else None
        if kind == "question":
            if chapter.exercises and chapter.exercises[-1].solution is None:
                chapter.fault(chapter.exercises[-1].line, _NO_SOLUTION)
            exercise = Exercise(block.line, [])
            for cell in inside(block):
                cell.exercise = len(chapter.exercises)
                if cell.fence.title == "check" and exercise.check:
                    chapter.fault(cell.fence.line, "a second check in one question: make them one")
                elif cell.fence.title == "check":
                    cell.role, exercise.check = "check", cell
                else:
                    cell.role = "question"
                    exercise.question.append(cell)
            chapter.exercises.append(exercise)
            _check_question(chapter, exercise)
        elif kind == "success":
            _take_solution(chapter, block, inside(block))
        elif block.name == "details" and block.title.lower().startswith("exercise"):
            chapter.fault(block.line, "an exercise that is never tried: add `    type: question` below")
    if chapter.exercises and chapter.exercises[-1].solution is None:
        chapter.fault(chapter.exercises[-1].line, _NO_SOLUTION)
    for cell in chapter.cells:
        if cell.fence.title == "check" and cell.exercise is None:
            chapter.fault(cell.fence.line, "a check outside of a question: put it before the `///`")


_NO_SOLUTION = "the question has no solution: add `/// details | Solution` with `    type: success` after it"


def _check_question(chapter, exercise):
    if not exercise.question or "..." not in exercise.question[0].source:
        chapter.fault(exercise.line, "the question's first cell must hold `...` for the reader to replace")
    elif exercise.check is None:
        chapter.fault(exercise.line, 'the question has no check: add a cell ```python title="check"')
    for cell in [*exercise.question, *([exercise.check] if exercise.check else [])]:
        if cell.output or cell.pytb or cell.figures:
            chapter.fault(cell.fence.line, "cells of a question have no record: remove what stands below")


def _take_solution(chapter, block, cells):
    if any(cell.exercise is not None for cell in cells):
        chapter.fault(block.line, "the solution stands inside its question: put it below that `///`")
    elif not chapter.exercises or chapter.exercises[-1].solution is not None:
        chapter.fault(block.line, "this solution follows no question: put the question before it")
    elif len(cells) != 1 or cells[0].language != "python":
        chapter.fault(block.line, "a solution holds exactly one ```python cell: merge or split")
    else:
        cells[0].role, cells[0].exercise = "solution", len(chapter.exercises) - 1
        chapter.exercises[-1].solution = cells[0]
