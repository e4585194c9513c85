"""Pages as one runnable block each, for pytest-codeblocks: what a reader gets who copies a page.

pytest-codeblocks collects fences that read exactly python, sh or bash, expands no include, and
takes a chain of fences as one program with one expected output. So a flattened page is one chain:
includes expanded, shell cells and cells that must raise as Python, exercises solved.
"""

import ast
import textwrap

from book.copying.scripts import rewrite_last
from book.ground.compare import tidy
from book.reading.parse import parse_chapter
from book.running import shell

CONTINUE = "<!--pytest-codeblocks:cont-->"
EXPECT = "<!--pytest-codeblocks:expected-output-->"
SHELL = """\
import subprocess
print(subprocess.run({command!r}, check=True,
                     stdout=subprocess.PIPE, text=True).stdout, end="")"""
CLOSE = 'import matplotlib.pyplot\nmatplotlib.pyplot.close("all")'
SHOWN = "(lambda value: value is None or print(repr(value)))({})"
RAISING = """\
import traceback
try:
{code}
except BaseException as raised:
    error = "".join(traceback.format_exception_only(raised)).rstrip().split("\\n")[-1]
    assert error in {told!r}, error
else:
    raise AssertionError("the cell at line {line} raises nothing")"""


def flatten(path, root):
    """The page at `path` as the Markdown text of one chain of fences; "" where nothing runs.

    The chain ends with its expected output, unless a cell of it may print other numbers.
    """
    chapter = parse_chapter(path, root)
    cells = [cell for cell in chapter.cells if cell.role in ("cell", "solution")]
    solved = {exercise.solution.index: exercise.check for exercise in chapter.exercises if exercise.solution}
    blocks, expected, exact = [], "", True
    for cell in cells:
        blocks.append(_code(cell))
        if cell.index in solved:
            blocks.append(solved[cell.index].source)
        if cell.output:
            exact = exact and cell.output.title is None
            expected += tidy(cell.output.body) + "\n"
        exact = exact and not (cell.pytb and cell.output)
    text = f"\n{CONTINUE}\n".join(f"```python\n{block}\n```" for block in blocks)
    if text and exact and expected:
        text += f"\n{EXPECT}\n```text\n{expected}```"
    return text and text + "\n"


def _code(cell):
    """A cell as code for a chain: prints what the page shows, raises nothing, leaves no figure."""
    if cell.language == "sh":
        return SHELL.format(command=shell.command(cell.source))
    if cell.raises:
        code = textwrap.indent(_compiling(cell.source), "    ")
        return RAISING.format(code=code, told=cell.pytb.body, line=cell.fence.line)
    code = cell.source if cell.source.rstrip().endswith(";") else rewrite_last(cell.source, SHOWN)
    return f"{code}\n{CLOSE}" if cell.figures else code


def _compiling(source):
    """The source, or where it is no Python, code that says so when it runs."""
    try:
        ast.parse(source)
    except SyntaxError:
        return f"compile({source!r}, '<cell>', 'exec')"
    return source
