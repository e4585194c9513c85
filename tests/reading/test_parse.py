"""Every construct of the chapter format, and for each a fault at its line."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from book.ground.faults import BookError
from book.reading.book import Book
from book.reading.parse import parse_chapter
from book.reading.values import split_format
from book.rules import prose
from book.rules.check import lint

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
        ("one", "figures/x/one.svg", False),
        ("two", "figures/x/two.svg", True),
    ]
    assert shell.language == "sh" and shell.output is None


def test_values_know_their_place_and_format(parse):
    chapter = parse(RECORDED)
    first, second = chapter.values
    assert (first.expression, first.format, first.text) == ('a["b:c"][1:]', ".0%", "96%")
    assert chapter.lines[first.line - 1][first.start : first.end] == "96%"
    assert (second.expression, second.format, second.after) == ("n", "", 0)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("acc:.0%", ("acc", ".0%")),
        ("n:,", ("n", ",")),
        ("x[1:3]", ("x[1:3]", "")),
        ('f"{a:.2f}"', ('f"{a:.2f}"', "")),
        ("{1: 2}[1]:>4", ("{1: 2}[1]", ">4")),
        ("a b", ("a b", "")),
    ],
)
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
    ("# T\n\n- <!--= a -->1<!--/--> it is\n", 3, "at the start of a line"),
    ("# T\n\nSee ![a <!--= a -->1<!--/-->](x.svg)\n", 3, "in alt text"),
    ("# T\n\nSee ``a <!--= a -->1<!--/-->`` b\n", 3, "in a code span"),
    ('# T\n\n[a](b.md "a <!--= a -->1<!--/-->")\n', 3, "in an address"),
    ("# T\n\nSee <!--= -->1<!--/-->\n", 3, "an inline value of nothing"),
    ("# T\n\nSee <!-- = a -->1<!--/-->\n", 3, "not closed"),
    ("# T\n\nSee <!--a-->1<!--/-->\n", 3, "not closed"),
    ("# T\n\nSee <!--= a\n-->1<!--/-->\n", 3, "not closed"),
    ("# T\n\nSee <!--= " + "-" * 200 + "1 -->1<!--/-->\n", 3, "a value of 203 characters"),
    ("# T\n\n| a | <!--= a | b -->1<!--/--> |\n", 3, "splits the table"),
    ("# T\n\n/// details | x\n    x\n\n///\n", 3, "options are not `name: value` lines"),
    ("# T\n\n/// details | x\n    a: [\n\n///\n", 3, "options are not `name: value` lines"),
    ("# T\n\n" + "[\n" * 20_000, 3, "more than 25,000 characters without a blank line"),
    (fence('--8<-- "snippets/a\0.py:good"'), 4, "not a file of the book"),
    ("# T\n\n///\n", 3, "closes no block"),
    ("# T\n\n///details\n\n///\n", 3, "not a block: write `/// name | title`"),
    ("# T\n\n- a\n\n    /// note | x\n    b\n    ///\n", 5, "write `///` at column 0"),
    ("# T\n\n> /// note | x\n> b\n> ///\n", 3, "write `///` at column 0"),
    ("# T\n\n/// tab\nb\n///\n", 3, "the tab has no title"),
    ("# T\n\n/// details | x\ntype: question\n\n///\n", 4, "indent it by four spaces"),
    ("# T\n\n/// details | x\n   open: true\n\n///\n", 4, "indent it by four spaces"),
    ("# T\n\n/// details | x\n    opne: true\n\n///\n", 4, "has no option `opne`"),
    ("# T\n\n/// details | x\n    open: 3\n\n///\n", 4, "is on or off"),
    ("# T\n\n/// details | x\n    type: Question\n\n///\n", 4, "`Question` is no type of ours"),
    ("# T\n\n/// note | x\n    attrs: {onclick: x()}\n\n///\n", 4, "gives an id or a class"),
    ("# T\n\n/// note | x\n    attrs: 2024-13-45\n\n///\n", 3, "not `name: value` lines"),
    (EXERCISE[: EXERCISE.index("/// details | Solution")] + EXERCISE[5:], 3, "has no solution"),
    (
        EXERCISE.replace("a = ...\n```\n", "a = ...\n```\n\n```output\n1\n```\n"),
        9,
        "cells of a question have no record",
    ),
    (EXERCISE.replace("```output\n1\n```", "```python\n1\n```"), 18, "a solution holds exactly one"),
    (without(EXERCISE, '\n```python title="check"\nassert a == 1\n```'), 3, "has no check"),
    (EXERCISE.replace("a = ...", "a = 2"), 3, "must hold `...`"),
    (without(EXERCISE, "    type: question\n"), 3, "an exercise that is never tried"),
    (
        EXERCISE.replace(
            'title="check"\nassert a == 1\n```',
            'title="check"\nassert a == 1\n```\n\n```python title="check"\nassert a\n```',
        ),
        17,
        "a second check",
    ),
    (EXERCISE.replace("///\n\n/// details | S", "/// details | S") + "///\n", 16, "inside its question"),
    (fence("assert True", opening='```python title="check"'), 3, "a check outside of a question"),
    ("# T\n\n/// details | S\n    type: success\n\n```python\n1\n```\n///\n", 3, "follows no question"),
    ("# T\n\r\ntext\n", 2, "Windows line ends"),
    ("# T\n\ntext\rtext\n", 3, "a lone carriage return"),
    ("\ufeff# T\n", 1, "a byte order mark"),
    ("---\n- a\n---\n# T\n", 1, "front matter"),
    ("---\na: 2024-13-45\n---\n# T\n", 1, "front matter"),
    ("---\na: " + "[" * 9_000 + "\n---\n# T\n", 1, "front matter"),
    (fence('--8<-- "snippets/code.py:good"\n1'), 4, "a cell holds code or one `--8<--` line"),
    (fence('--8<-- "snippets/no.py:good"'), 4, "there is no file `snippets/no.py`"),
    (fence('--8<-- "snippets/code.py:no"'), 4, "has no section `no`"),
    (fence('--8<-- "snippets/code.py"'), 4, "names no section"),
    (fence('--8<-- "snippets/code.py:"'), 4, "names no section"),
    (fence('--8<-- "snippets/code.py:1:9"'), 4, "counts lines"),
    (fence("--8<-- snippets/code.py:good"), 4, "not an include"),
    (fence('--8<-- "docs/x.md:good"'), 4, "outside `snippets/`"),
    (fence('--8<-- "/etc/passwd:good"'), 4, "not a file of the book"),
    (fence('--8<-- "https://a.b/c:good"'), 4, "not a file of the book"),
]


@pytest.mark.parametrize(("text", "line", "message"), BROKEN, ids=[row[2] for row in BROKEN])
def test_a_fault_is_one_line_at_its_place(parse, text, line, message):
    faults = parse(text).faults
    assert any(fault.line == line and message in fault.message for fault in faults), faults
    assert all(
        str(fault).startswith(f"docs/x.md:{fault.line}: ") and "\n" not in str(fault) for fault in faults
    )


SIGNS = [
    "[",
    "](",
    "`",
    "```",
    "~~~",
    "<!--=",
    "-->",
    "<!--/-->",
    "<!-- long: ",
    "///",
    "/// note",
    "    type: question",
    "    a: [",
    "---",
    "#",
    "|",
    "\0",
    "\r",
    "\t",
    "\u2028",
    "\x85",
    "{#a}",
    "<a href=",
    "<![CDATA[",
    "&#0;",
    "\\",
    "\n",
    "> ",
    "- ",
    "//[",
    "[x]:",
    "😀",
    '--8<-- "',
    "...",
]
PLACE = st.integers(0, 20_000)
CHANGE = st.tuples(st.sampled_from(["insert", "cut", "end", "repeat"]), PLACE, PLACE, st.sampled_from(SIGNS))


def changed(text, kind, place, other, sign):
    at = place % (len(text) + 1)
    if kind == "insert":
        return text[:at] + sign * (1 + other % 3) + text[at:]
    if kind == "cut":
        return text[:at] + text[at + other % 200 :]
    if kind == "end":
        return text[:at] if other % 2 else text[at:]
    lines = text.split("\n")
    lines.insert(place % len(lines), lines[other % len(lines)])
    return "\n".join(lines)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(Book(Path(__file__).parents[2]).chapters), st.lists(CHANGE, min_size=1, max_size=6))
def test_whatever_became_of_a_chapter_faults_are_all_that_it_gives(tmp_path, path, changes):
    text = path.read_text(encoding="utf-8")
    for change in changes:
        text = changed(text, *change)
    (tmp_path / "docs").mkdir(exist_ok=True)
    (tmp_path / "docs/x.md").write_text(text, encoding="utf-8", newline="")
    book = Book(tmp_path)
    chapter = parse_chapter(tmp_path / "docs/x.md", tmp_path)
    faults = [*chapter.faults, *lint(book, [chapter]), *prose.check_prose(book, [chapter])]
    assert prose.report(book, [chapter])
    for fault in faults:
        last = len(chapter.lines or text.split("\n"))
        assert str(fault).isprintable() and 1 <= fault.line <= last


# Each took between 8 s and hours before
@pytest.mark.parametrize(
    "text",
    [
        "[" * 99_000,
        "[\n" * 49_000,
        "<!-- long: a " * 7_000,
        "x " + "<!--= a -->" * 2_000,
        "x <!--= " + "a:" * 10_000 + " -->1<!--/-->",
        "`a\nb`\n" * 3_000,
        "x " + "<!--=" * 4_900,
        "---\na: " + "[" * 20_000 + "\n---",
        "```python\n" + "-" * 20_000 + "1\n```",
    ],
    ids=lambda text: text[:12],
)
def test_what_looks_endless_is_answered_at_once(parse, text):
    began = time.process_time()
    chapter = parse(f"{text}\n" if text[0] == "-" else f"# T\n\n{text}\n")
    book = Book(chapter.root)
    lint(book, [chapter])
    prose.check_prose(book, [chapter])
    assert time.process_time() - began < 4


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


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("nav: [", "mkdocs.yml:1: not YAML: expected the node content"),
        ("nav:\n  - a.md\n\tx: 1", "mkdocs.yml:3: not YAML: found character"),
        ("date: 2024-13-45", "mkdocs.yml:1: not YAML: month must be in 1..12"),
        (b"site_name: \xff", "mkdocs.yml:1: not UTF-8"),
        ("- nav", "mkdocs.yml:1: no settings"),
        *(
            (f"nav: {nav}", "mkdocs.yml:1: the nav holds")
            for nav in ("[1]", "[A: 3]", "[A: {B: a.md}]", "[A: null]", "[a.md, [b.md]]", "&all [*all]")
        ),
    ],
)
def test_settings_that_cannot_be_read_are_said(tmp_path, settings, message):
    (tmp_path / "docs").mkdir()
    text = settings if isinstance(settings, bytes) else settings.encode()
    (tmp_path / "mkdocs.yml").write_bytes(text)
    with pytest.raises(BookError) as raised:
        list(Book(tmp_path).nav)
    assert str(raised.value).startswith(message) and "\n" not in str(raised.value)
