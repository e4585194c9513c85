"""A chapter's text, front matter, fences and blocks, and for each a fault at its line."""

import os
import resource
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from book.reading.book import Book
from book.reading.parse import parse_chapter
from book.rules.check import check
from book.rules.report import report
from tests.reading.conftest import assert_fault, fence

BROKEN = [
    (fence("1", closing=""), 3, "never closed"),
    (fence("1", opening="``` python"), 3, "is no fence of ours"),
    (fence("1", opening="```{.python}"), 3, "is no fence of ours"),
    (fence("1", opening="```py"), 3, "unknown language `py`"),
    (fence("1", opening="~~~python", closing="~~~"), 3, "column 0"),
    ("# T\n\n- a\n\n  ```python\n  1\n  ```\n", 5, "column 0"),
    ("# T\n\ntext\n\n    indented\n", 5, "indented code never runs"),
    ("# T\n\n/// details | x\n    x\n\n///\n", 3, "options are not `name: value` lines"),
    ("# T\n\n/// details | x\n    a: [\n\n///\n", 3, "options are not `name: value` lines"),
    ("# T\n\n" + "[\n" * 20_000, 3, "more than 25,000 characters without a blank line"),
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
    ("# T\n\r\ntext\n", 2, "Windows line ends"),
    ("# T\n\ntext\rtext\n", 3, "a lone carriage return"),
    ("\ufeff# T\n", 1, "a byte order mark"),
    ("---\n- a\n---\n# T\n", 1, "front matter"),
    ("---\na: 2024-13-45\n---\n# T\n", 1, "front matter"),
    ("---\na: " + "[" * 9_000 + "\n---\n# T\n", 1, "front matter"),
]


@pytest.mark.parametrize(("text", "line", "message"), BROKEN, ids=[row[2] for row in BROKEN])
def test_a_fault_is_one_line_at_its_place(parse, text, line, message):
    assert_fault(parse(text), line, message)


SIGNS = [
    *("[", "](", "//[", "[x]:", "`", "```", "~~~", "<!--=", "-->", "<!--/-->", "<!-- long: ", "<![CDATA["),
    *("///", "/// note", "    type: question", "    a: [", "---", "#", "|", "{#a}", "<a href=", "&#0;"),
    *("\\", "\0", "\r", "\t", "\u2028", "\x85", "\n", "> ", "- ", "😀", '--8<-- "', "..."),
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


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(Book(Path(__file__).parents[2]).chapters), st.lists(CHANGE, min_size=1, max_size=6))
def test_whatever_became_of_a_chapter_faults_are_all_that_it_gives(tmp_path, path, changes):
    text = path.read_text(encoding="utf-8")
    for change in changes:
        text = changed(text, *change)
    (tmp_path / "docs").mkdir(exist_ok=True)
    (tmp_path / "docs/x.md").write_text(text, encoding="utf-8", newline="")
    book = Book(tmp_path)
    chapter = parse_chapter(tmp_path / "docs/x.md", tmp_path)
    faults = [*chapter.faults, *check(book, [chapter])]
    assert report([chapter])
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
def test_what_looks_endless_comes_to_an_end(parse, text):
    child = os.fork()
    if child == 0:
        try:
            # Of the processor, so that a busy machine kills nothing; each takes well below a second
            resource.setrlimit(resource.RLIMIT_CPU, (8, 8))
            chapter = parse(f"{text}\n" if text[0] == "-" else f"# T\n\n{text}\n")
            check(Book(chapter.root), [chapter])
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
