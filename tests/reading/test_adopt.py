"""A page pasted from elsewhere: `book run` labels its fences, and loses none of its text."""

import pytest

from book.__main__ import main
from book.reading.adopt import adopt, resembles
from book.reading.book import Book
from book.reading.parse import parse_chapter
from book.recording import run as recording
from tests.kit.tinybook import tiny_book

STRANGER = "numpy-in-forty-cells.md"


def fences(*bodies):
    return "".join(f"```\n{body}\n```\n\n" for body in bodies)


def labels(*bodies, prose=""):
    """The labels that plain fences get that follow each other, with `prose` between them."""
    text = adopt("# T\n\n" + fences(*bodies).replace("```\n\n", f"```\n\n{prose}")).text
    return [line[3:] or "plain" for line in text.split("\n") if line.startswith("```")][::2]


def told(report):
    return [str(fault) for fault in report.faults]


@pytest.fixture
def pasted(root, tmp_path):
    page = tmp_path / "docs" / "numpy-in-forty-cells.md"
    page.parent.mkdir()
    (tmp_path / "snippets").mkdir()
    page.write_text((root / "tests/reading" / STRANGER).read_text())
    return page


def prose_of(text):
    """The lines of a page outside of its fences."""
    parts = text.split("\n```")[::2]
    return [line for part in parts for line in part.split("\n")[1:] if line.strip()]


def test_a_chapter_of_forty_cells_is_adopted_by_one_run(pasted, capsys):
    before, arguments = pasted.read_text(), ["--docs", str(pasted.parent), "--no-cache"]
    assert main(["run", *arguments]) == 0
    assert ", 40 cells, 0 figures; 1 chapter" in capsys.readouterr().err
    after = pasted.read_text()
    assert prose_of(after) == prose_of(before) and len(prose_of(after)) > 30
    assert main(["check", *arguments]) == 0
    assert capsys.readouterr().out == ""
    assert main(["run", *arguments]) == 0
    assert "nothing to rewrite" in capsys.readouterr().err and pasted.read_text() == after


def test_what_the_stranger_printed_gives_way_to_what_the_run_printed(pasted):
    recording.run(Book(pasted.parents[1]), use_cache=False)
    cells = parse_chapter(pasted, pasted.parents[1]).cells
    text = pasted.read_text()
    assert sum(bool(cell.output) for cell in cells) == 34
    assert [cell.pytb.body.partition(":")[0] for cell in cells if cell.pytb] == [
        "TypeError",
        "ValueError",
        "IndexError",
        "RuntimeWarning",
    ]
    assert "```output\nnp.int64(17)\n```" in text and "\n17\n" not in text
    assert "```output\nlow = 1.5, high = 6.0\n```" in text
    assert "```text\n$ pip install numpy\n```" in text and "```text\n        axis 1 →" in text


def test_check_names_each_fence_and_labels_none(pasted, capsys):
    before = pasted.read_text()
    assert main(["check", "--docs", str(pasted.parent)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 40 and lines[0].startswith("docs/numpy-in-forty-cells.md:5: ")
    assert all("fence" in line for line in lines)
    assert pasted.read_text() == before


@pytest.mark.parametrize(
    "printed",
    [
        "6",
        "[1, 2]",
        "(2, 3)",
        "True",
        "None",
        "hello",
        "-0.5",
        "(1+2j)",
        "{'a': 1}",
        "nan",
        "range(0, 5)",
        "array([1, 2])",
        "array([nan, inf])",
        "dtype('int64')",
        "np.int64(3)",
        "np.True_",
        "torch.Size([2, 3])",
        "mean: 4.5",
        "<class 'int'>",
        "[[1 2]\n [3 4]]",
        "1\n2",
        "it is a word",
    ],
)
def test_what_python_prints_is_the_output_of_the_cell_above(printed):
    imports = "import numpy as np\nimport torch\nx = 2"
    assert labels(imports, "x * 3", printed) == ["python", "python", "plain"]
    below_prose = labels(imports, "x * 3", printed, prose="So:\n\n")
    assert below_prose == ["python", "python", "text"]


@pytest.mark.parametrize(
    "code",
    [
        "y = 3",
        "x",
        "x * 2",
        "x.real",
        "np.zeros(3)",
        "np.array([1, 2])",
        "print(1)",
        "len('abc')",
        "2 + 2",
        "import math",
        "def f():\n    return 1",
        "for i in []:\n    pass",
        "[i for i in 'ab']",
        "# a remark",
    ],
)
def test_code_below_a_cell_is_a_cell(code):
    assert labels("import numpy as np\nx = 2", "x * 3", code) == ["python", "python", "python"]


def test_words_that_the_cell_prints_are_no_code():
    assert labels("x = 2", "print('x =', x)", "x = 2") == ["python", "python", "plain"]
    assert labels("x = 2", "print(x)", "x = 2") == ["python", "python", "python"]


def test_nothing_stands_below_a_cell_that_prints_nothing():
    assert labels("x = 2", "+--+\n|  |\n+--+") == ["python", "text"]
    assert labels("def f():\n    print(1)", "1") == ["python", "text"]
    assert labels("def f():\n    print(1)", "f()\nx = 1", "1") == ["python", "python", "plain"]


def test_after_a_star_import_a_call_is_code():
    assert labels("from numpy import *", "arange(3)", "arange(4)") == ["python"] * 3
    assert labels("from numpy import *", "arange(3)", "array([0, 1, 2])") == ["python", "python", "plain"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1 / 0", "Traceback (most recent call last):\n  File …\nZeroDivisionError: division by zero"),
        ("{}['a']", "KeyError: 'a'"),
        ("nobody", "NameError: name 'nobody' is not defined"),
        ("if x = 3:", "  File …\nSyntaxError: invalid syntax"),
        ("a / b", "<stdin>:1: RuntimeWarning: divide by zero encountered in divide\narray([inf])"),
        ("np.sum([1], axis=2)", "numpy.exceptions.AxisError: axis 2 is out of bounds"),
    ],
)
def test_what_a_cell_raises(code, said):
    assert labels(code, said) == ["python", "pytb"]


def test_an_error_that_the_cell_prints_is_its_output():
    cell = "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    print('ZeroDivisionError:', error)"
    assert labels(cell, "ZeroDivisionError: division by zero") == ["python", "plain"]


@pytest.mark.parametrize(
    ("opening", "label"),
    [
        ("```py", "```python"),
        ("``` python", "```python"),
        ("```python3", "```python"),
        ("```ipython", "```python"),
        ("```{.python}", "```python"),
        ("```Python", "```python"),
        ("````py", "````python"),
        ('```py title="x"', '```python title="x"'),
        ("```txt", "```text"),
        ("```bash", "```text"),
        ("```sh", "```sh"),
        ("```rust", "```rust"),
        ("``` output", "```output"),
    ],
)
def test_labels_of_other_tools(opening, label):
    ticks = opening[: opening.rindex("`") + 1]
    assert adopt(f"{opening}\n1\n{ticks}").text.split("\n")[0] == label


def test_prompts_are_taken_out_and_what_they_printed_is_its_output():
    doctest = ">>> a = 3\n>>> for i in range(2):\n...     print(i)\n...\n0\n1\n>>> a\n3\n>>> a.b"
    ipython = (
        "In [1]: a = 3\n\nIn [2]: for i in range(2):\n   ...:     print(i)\n   ...:\n0\n1\n\n"
        "In [3]: a\nOut[3]: 3\n\nIn [4]: a.b"
    )
    parts = ["a = 3\nfor i in range(2):\n    print(i)", "0\n1", "a", "3", "a.b"]
    expected = [row for n, part in enumerate(parts) for row in ("```" if n % 2 else "```python", part, "```")]
    for session in (doctest, ipython):
        rows = adopt(f"```\n{session}\n```").text.replace("\n\n", "\n")
        assert rows == "\n".join(expected)


def test_prompts_that_no_one_can_take_apart_are_a_fault(tmp_path):
    page = "# T\n\n```\n>>>1 + 1\n2\n```\n"
    book = tiny_book(tmp_path, x=page)
    (fault,) = recording.run(book, use_cache=False).faults
    assert fault.path == "docs/x.md" and fault.line in (3, 4)
    assert (book.docs / "x.md").read_text() == page.replace("```\n>>>", "```python\n>>>")


def test_text_that_the_run_did_not_print_is_kept(tmp_path):
    book = tiny_book(
        tmp_path,
        x="# T\n\n" + fences("a = [3, 1]", "sum(a)", "what is left to do", "a.sort()", "+--+\n|  |\n+--+"),
    )
    assert told(recording.run(book, use_cache=False)) == []
    text = (book.docs / "x.md").read_text()
    assert "```output\n4\n```\n\n```text\nwhat is left to do\n```" in text
    assert "a.sort()\n```\n\n```text\n+--+\n|  |\n+--+\n```" in text
    assert recording.run(book, use_cache=False).written == []


@pytest.mark.parametrize(
    ("old", "new", "alike"),
    [
        ("3", "np.int64(3)", True),
        ("True", "np.True_", True),
        ("0.1", "0.25", True),
        ("int32", "int64", True),
        ("[1 2]", "array([1, 2, 3])", True),
        ("pip install it", "np.int64(3)", False),
        ("words", "", False),
        ("int('3')", "3", False),
    ],
)
def test_an_output_of_another_version_resembles_ours(old, new, alike):
    assert resembles(old, new) is alike


def test_a_guess_that_fails_says_how_to_mend_it(tmp_path):
    book = tiny_book(tmp_path, x="# T\n\n" + fences("total = prices.sum()"))
    assert told(recording.run(book, use_cache=False)) == [
        "docs/x.md:4: NameError: name 'prices' is not defined: mend the code, or put an empty ```pytb below "
        "if it is meant to raise; this fence had no label: if it is no code, label it ```text"
    ]


def test_an_output_above_an_error_is_written_where_no_blank_line_parts_them(tmp_path):
    book = tiny_book(tmp_path, x="# T\n\n```python\nprint(1)\n1 / 0\n```\n```pytb\n```\n")
    assert told(recording.run(book, use_cache=False)) == []
    assert (
        (book.docs / "x.md")
        .read_text()
        .endswith("```\n\n```output\n1\n```\n```pytb\nZeroDivisionError: division by zero\n```\n")
    )


def test_the_pages_of_the_book_stay_as_they_are(root):
    for page in sorted((root / "docs").glob("*.md")):
        text = page.read_text()
        assert adopt(text).text == text, page.name
