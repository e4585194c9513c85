"""Fences without a label: which is code, which is output, and what is said where nobody can tell."""

from pathlib import Path

import pytest

from book.adopting.adopt import page_of, read


def draft(text, ours=False):
    """(the page that `text` becomes, what is said of it)"""
    made = read(Path("x.md"), text, "x.md", ours)
    page = page_of(made, "x", Path("docs"))
    return page, [str(fault) for fault in made.told()]


def fences(*bodies):
    return "".join(f"```\n{body}\n```\n\n" for body in bodies)


def labels(*bodies, prose=""):
    """The labels that plain fences get that follow each other, with `prose` between them."""
    page, _ = draft("# T\n\n" + fences(*bodies).replace("```\n\n", f"```\n\n{prose}"))
    return [line[3:] for line in page.split("\n") if line.startswith("```")][::2]


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
    assert labels(imports, "x * 3", printed) == ["python", "python", "output"]
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
    assert labels("x = 2", "print('x =', x)", "x = 2") == ["python", "python", "output"]
    assert labels("x = 2", "print(x)", "x = 2") == ["python", "python", "python"]


def test_nothing_stands_below_a_cell_that_prints_nothing():
    assert labels("x = 2", "+--+\n|  |\n+--+") == ["python", "text"]
    assert labels("def f():\n    print(1)", "1") == ["python", "text"]
    assert labels("def f():\n    print(1)", "f()\nx = 1", "1") == ["python", "python", "output"]


def test_after_a_star_import_a_call_is_code():
    assert labels("from numpy import *", "arange(3)", "arange(4)") == ["python"] * 3
    assert labels("from numpy import *", "arange(3)", "array([0, 1, 2])") == ["python", "python", "output"]


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
    assert labels(cell, "ZeroDivisionError: division by zero") == ["python", "output"]


@pytest.mark.parametrize(
    ("opening", "label"),
    [
        ("```py", "python"),
        ("``` python", "python"),
        ("```python3", "python"),
        ("```ipython", "python"),
        ("```{.python}", "python"),
        ("```{.python .input  n=3}", "python"),
        ("```{python}", "python"),
        ("```{code-cell} ipython3", "python"),
        ("```Python", "python"),
        ('```python hl_lines="1"', "python"),
        ("~~~python", "python"),
        ("````py", "python"),
        ('```py title="x"', 'python title="x"'),
        ("```txt", "text"),
        ("```bash", "text"),
        ("```sh", "text"),
        ("```rust", "text"),
        ("```json", "text"),
        ("```toml", "toml"),
        ("```python noexec", "text"),
    ],
)
def test_labels_of_other_tools(opening, label):
    ticks = opening[: max(opening.rfind("`"), opening.rfind("~")) + 1]
    page, _ = draft(f"# T\n\n{opening}\n1\n{ticks}\n")
    assert page == f"# T\n\n```{label}\n1\n```\n"


def test_a_shell_fence_of_ours_stays_one():
    page = "# T\n\n```sh\necho 1\n```\n"
    assert draft(page, ours=True) == (page, [])
    recorded = page + "\n```output\n1\n```\n"
    assert draft(recorded) == (recorded, [])


def test_prompts_are_taken_out_and_what_they_printed_is_its_output():
    doctest = ">>> a = 3\n>>> for i in range(2):\n...     print(i)\n...\n0\n1\n>>> a\n3\n>>> a.b"
    ipython = (
        "In [1]: a = 3\n\nIn [2]: for i in range(2):\n   ...:     print(i)\n   ...:\n0\n1\n\n"
        "In [3]: a\nOut[3]: 3\n\nIn [4]: a.b"
    )
    parts = ["a = 3\nfor i in range(2):\n    print(i)", "0\n1", "a", "3", "a.b"]
    expected = [
        row for n, part in enumerate(parts) for row in (f"```{'output' if n % 2 else 'python'}", part, "```")
    ]
    for session in (doctest, ipython):
        for body in (f"```\n{session}\n```", f"```pycon\n{session}\n```"):
            page, told = draft(f"# T\n\n{body}\n")
            assert page.replace("\n\n", "\n") == "\n".join(["# T", *expected, ""]) and told == []


def test_a_session_in_the_prose_and_an_output_with_a_blank_line():
    page, told = draft("# T\n\n>>> 1 + 1\n2\n\nText.\n\n```\n>>> print('a\\n\\nb')\na\n\nb\n```\n")
    assert "```python\n1 + 1\n```\n\n```output\n2\n```\n\nText." in page
    assert page.endswith("```output\na\n\nb\n```\n") and told == []


def test_a_cell_with_prompts():
    for front in ("", "---\nkernelspec: x\n---\n"):
        page, _ = draft(front + "# T\n\n```{code-cell}\n>>> 1 + 1\n2\n```\n")
        assert page == "# T\n\n```python\n1 + 1\n```\n\n```output\n2\n```\n"


def test_prompts_that_no_one_can_take_apart_are_said():
    page, told = draft("# T\n\n```\n>>>1 + 1\n2\n```\n")
    assert page == "# T\n\n```text\n>>>1 + 1\n2\n```\n"
    assert told[0].startswith("x.md:3: `>>>1 + 1 2`: prompts that cannot be taken apart")


def test_what_nobody_can_tell_is_said():
    page, told = draft("# T\n\n" + fences("a = [3, 1]", "sum(a)", "what is left to do"))
    assert "```output\nwhat is left to do" in page
    assert told == [
        "x.md:3: a fence without a label was taken for code (as on 1 more): write ```text if it is none",
        "x.md:11: `what is left to do` had no label and was taken for what the cell above prints: "
        "write ```text if the cell prints no such thing",
    ]
    page, told = draft("# T\n\n" + fences("print(f(3))", "x = 3"))
    assert page.count("```python") == 2 and "x.md:7: `x = 3` had no label and was taken for code" in told[1]


def test_where_code_has_labels_nothing_without_one_is_code():
    """`x = 2` may be what was printed, and `def` what `inspect` shows: neither runs unasked."""
    page, told = draft("# T\n\n```python\nx = 2\nprint(read('a.txt'))\n```\n\n" + fences("y = x + 1"))
    assert "```text\ny = x + 1" in page and "write ```python if it is code that runs" in told[0]
    page, told = draft(
        "# T\n\n```python\ndef f(x):\n    return x\n\n\nprint(inspect.getsource(f))\n```\n\n"
        + fences("def f(x):\n    return x")
    )
    assert page.count("```python") == 1 and "```output\ndef f" in page and told == []


def test_what_is_pasted_into_a_page_of_ours_is_read_by_itself():
    own = "# T\n\n```python\nx = 2\nx\n```\n\n```output\n2\n```\n\n"
    page, told = draft(own + "Pasted:\n\n" + fences("y = x + 1\ny", "3"), ours=True)
    assert page == own + "Pasted:\n\n```python\ny = x + 1\ny\n```\n\n```output\n3\n```\n"
    assert told == ["x.md:14: a fence without a label was taken for code: write ```text if it is none"]


@pytest.mark.parametrize("ours", [True, False])
def test_what_a_page_of_myst_only_shows_is_no_cell(ours):
    """Jupyter Book runs `{code-cell}` alone."""
    front = "---\nkernelspec:\n  name: python3\n---\n\n"
    page, told = draft(front + "# T\n\n```{code-cell}\n1\n```\n\n```python\nyour_own()\n```\n", ours)
    assert page == "# T\n\n```python\n1\n```\n\n```text\nyour_own()\n```\n"
    assert "x.md:12: this code never ran where it comes from" in told[1]


def test_an_indented_text_below_a_cell_is_its_output_whatever_it_reads_like():
    page, told = draft("# T\n\n```python\nfit(net)\n```\n\n    import this\n\n\n    x = 2\n\nText.\n")
    assert page == ("# T\n\n```python\nfit(net)\n```\n\n```output\nimport this\n\n\nx = 2\n```\n\nText.\n")
    assert told == []


def test_indented_code_where_no_code_has_a_fence():
    page, told = draft("# T\n\nText.\n\n    x = 2\n    x + 1\n\nIt gives 3.\n")
    assert "```python\nx = 2\nx + 1\n```\n\nIt gives" in page and "x.md:5: " in told[0]


def test_a_fence_leaves_its_list_and_its_quote():
    page, _ = draft("# T\n\n1. one\n   ```python\n   1\n   ```\n   more\n2. two\n\n> ```python\n> 2\n> ```\n")
    assert page == ("# T\n\n1. one\n\n```python\n1\n```\n\nmore\n\n2. two\n\n```python\n2\n```\n")


def test_the_pages_of_the_book_stay_as_they_are(root):
    for page in sorted((root / "docs").glob("*.md")):
        text = page.read_text()
        made = read(page, text, page.name, ours=True)
        assert page_of(made, page.stem, page.parent) == text, page.name
        assert made.told() == [], page.name
