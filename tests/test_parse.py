"""Every construct of the chapter format, and for each a fault at its line."""

import pytest

from book.chapter import Book
from book.faults import BookError
from book.parse import parse_chapter, split_format

SNIPPETS = """\
import torch

# --8<-- [start:good]
def double(x):
    return 2 * x
# --8<-- [end:good]
# --8<-- [start:open]
# --8<-- [start:twice]
# --8<-- [end:twice]
# --8<-- [start:twice]
"""


@pytest.fixture
def parse(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "code.py").write_text(SNIPPETS)

    def parse(text):
        path = tmp_path / "docs" / "x.md"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return parse_chapter(path, tmp_path)

    return parse


RECORDED = """\
---
timed: true
---
# Title

```python title="a title"
1 / 3
```

```output title="within 2%"
0.3333
```

```pytb
UserWarning: x
```

![one](figures/x/one.svg)

![two](figures/x/two.svg "varies")

So <!--= a["b:c"][1:]:.0% -->96%<!--/--> and <!--= n -->4<!--/-->.

```sh
ls
```
"""


def test_a_cell_takes_the_records_below_it(parse):
    chapter = parse(RECORDED)
    assert chapter.faults == [] and chapter.timed and chapter.title == "Title"
    cell, shell = chapter.cells
    assert (cell.source, cell.fence.line, cell.fence.end) == ("1 / 3", 6, 8)
    assert (cell.output.body, cell.output.title) == ("0.3333", "within 2%")
    assert cell.pytb.body == "UserWarning: x"
    assert [(f.alt, f.target, f.varies) for f in cell.figures] == [
        ("one", "figures/x/one.svg", False), ("two", "figures/x/two.svg", True)
    ]
    assert shell.language == "sh" and shell.output is None


def test_values_know_their_place_and_format(parse):
    chapter = parse(RECORDED)
    first, second = chapter.values
    assert (first.expression, first.format, first.text) == ('a["b:c"][1:]', ".0%", "96%")
    assert chapter.lines[first.line - 1][first.start : first.end] == "96%"
    assert (second.expression, second.format, second.after) == ("n", "", 0)


@pytest.mark.parametrize(("code", "parts"), [
    ("acc:.0%", ("acc", ".0%")), ("n:,", ("n", ",")), ("x[1:3]", ("x[1:3]", "")),
    ('f"{a:.2f}"', ('f"{a:.2f}"', "")), ("{1: 2}[1]:>4", ("{1: 2}[1]", ">4")), ("a b", ("a b", "")),
])
def test_the_format_is_what_follows_the_expression(code, parts):
    assert split_format(code) == parts


EXERCISE = """\
# T

/// details | Exercise: one
    type: question
    open: true

Do it.

```python
a = ...
```

```python title="check"
assert a == 1
```
///

/// details | Solution
    type: success

```python
a = 1
```

```output
1
```
///
"""


def test_an_exercise_is_question_check_and_solution(parse):
    chapter = parse(EXERCISE)
    assert chapter.faults == []
    (exercise,) = chapter.exercises
    assert [cell.role for cell in chapter.cells] == ["question", "check", "solution"]
    assert exercise.check.source == "assert a == 1" and exercise.solution.output.body == "1"


def test_an_include_brings_its_section(parse):
    (cell,) = parse('# T\n\n```python title="x"\n--8<-- "snippets/code.py:good"\n```\n').cells
    assert cell.source == "def double(x):\n    return 2 * x"
    assert (cell.include.section, cell.include.first_line) == ("good", 4)


def fence(body, opening="```python", closing="```"):
    return f"# T\n\n{opening}\n{body}\n{closing}\n"


def without(text, part):
    assert part in text
    return text.replace(part, "", 1)


BROKEN = [
    (fence("1", closing=""), 3, "never closed"),
    (fence("1", opening="``` python"), 3, "is no fence of ours"),
    (fence("1", opening="```{.python}"), 3, "is no fence of ours"),
    (fence("1", opening="```py"), 3, "unknown language `py`"),
    (fence("1", opening="~~~python", closing="~~~"), 3, "column 0"),
    ("# T\n\n- a\n\n  ```python\n  1\n  ```\n", 5, "column 0"),
    ("# T\n\ntext\n\n    indented\n", 5, "indented code never runs"),
    (fence("1", opening="```"), 3, "stands below no cell"),
    (fence("1", opening="```output"), 3, "stands below no cell"),
    (fence("1") + '\n```output title="about right"\n1\n```\n', 7, "is no tolerance"),
    ("# T\n\n![a](figures/x/a.svg)\n", 3, "no cell above draws this figure"),
    ("# T\n\nSee <!--= a -->1.\n", 3, "not closed"),
    ("# See <!--= a -->1<!--/-->\n", 1, "in a heading"),
    ("# T\n\n<!--= a -->1<!--/--> it is\n", 3, "at the start of a line"),
    ("# T\n\n- <!--= a -->1<!--/--> it is\n", 3, "at the start of a line"),
    ("# T\n\nSee `a <!--= a -->1<!--/-->`\n", 3, "in a code span"),
    ("# T\n\nSee ![a <!--= a -->1<!--/-->](x.svg)\n", 3, "in alt text"),
    ("# T\n\n| a | <!--= a | b -->1<!--/--> |\n", 3, "splits the table"),
    ("# T\n\n/// details | x\n\ntext\n", 3, "the block is never closed"),
    ("# T\n\n/// details | x\n    x\n\n///\n", 3, "options are not `name: value` lines"),
    ("# T\n\n/// details | x\n    a: [\n\n///\n", 3, "options are not `name: value` lines"),
    ("# T\n" + "word " * 50_000, 1, "the chapter has 250 kB"),
    (fence('--8<-- "snippets/a\0.py:good"'), 4, "not a file of the book"),
    ("# T\n\n/// detail | x\n\n///\n", 3, "unknown block `detail`"),
    ("# T\n\n///\n", 3, "closes no block"),
    ("# T\n\n///details\n", 3, "not a block: write `/// name | title`"),
    (EXERCISE[: EXERCISE.index("/// details | Solution")] + EXERCISE[5:], 3, "has no solution"),
    (EXERCISE.replace("a = ...\n```\n", "a = ...\n```\n\n```output\n1\n```\n"), 9, "cells of a question have no record"),
    (EXERCISE.replace("```output\n1\n```", "```python\n1\n```"), 18, "a solution holds exactly one"),
    (without(EXERCISE, EXERCISE[EXERCISE.index("/// details | Solution"):]), 3, "has no solution"),
    (without(EXERCISE, '\n```python title="check"\nassert a == 1\n```'), 3, "has no check"),
    (EXERCISE.replace("a = ...", "a = 2"), 3, "must hold `...`"),
    ("# T\n\n/// details | S\n    type: success\n\n```python\n1\n```\n///\n", 3, "follows no question"),
    (b"# T\n\n\xff\n", 3, "not UTF-8"),
    ("# T\n\r\ntext\n", 2, "Windows line ends"),
    ("---\n- a\n---\n# T\n", 1, "front matter"),
    (fence('--8<-- "snippets/code.py:good"\n1'), 4, "a cell holds code or one `--8<--` line"),
    (fence('--8<-- "snippets/no.py:good"'), 4, "there is no file `snippets/no.py`"),
    (fence('--8<-- "snippets/code.py:no"'), 4, "has no section `no`"),
    (fence('--8<-- "snippets/code.py"'), 4, "names no section"),
    (fence('--8<-- "snippets/code.py:"'), 4, "names no section"),
    (fence('--8<-- "snippets/code.py:1:9"'), 4, "counts lines"),
    (fence('--8<-- snippets/code.py:good'), 4, "not an include"),
    (fence('--8<-- "docs/x.md:good"'), 4, "outside `snippets/`"),
    (fence('--8<-- "/etc/passwd:good"'), 4, "not a file of the book"),
    (fence('--8<-- "https://a.b/c:good"'), 4, "not a file of the book"),
]


@pytest.mark.parametrize(("text", "line", "message"), BROKEN, ids=[row[2] for row in BROKEN])
def test_a_fault_is_one_line_at_its_place(parse, text, line, message):
    faults = parse(text).faults
    assert any(fault.line == line and message in fault.message for fault in faults), faults
    assert all(str(fault).startswith(f"docs/x.md:{fault.line}: ") and "\n" not in str(fault) for fault in faults)


def test_the_book_reads_its_nav(tmp_path):
    (tmp_path / "docs").mkdir()
    for name in ("a", "b", "z"):
        (tmp_path / "docs" / f"{name}.md").write_text(f"# {name}\n")
    (tmp_path / "mkdocs.yml").write_text(
        "nav:\n  - Home: b.md\n  - Group:\n      - A: a.md\nx: !!python/name:os.path\n"
    )
    book = Book(tmp_path)
    assert book.nav == [(None, "Home", "b.md"), ("Group", "A", "a.md")]
    assert [path.stem for path in book.chapters] == ["b", "a", "z"]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BookError, match="no such folder"):
        Book(tmp_path)
