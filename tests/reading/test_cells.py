"""Cells, what they embed and the records below them, and for each a fault at its line."""

import pytest

from tests.reading.conftest import RECORDED, assert_fault, fence


def test_a_cell_takes_the_records_below_it(parse):
    chapter = parse(RECORDED)
    assert chapter.faults == [] and chapter.timed and chapter.title == "Title"
    cell, shell = chapter.cells
    assert (cell.source, cell.fence.line, cell.fence.end) == ("1 / 3", 6, 8)
    assert (cell.output.body, cell.output.title) == ("0.3333", "within 2%")
    assert cell.pytb.body == "UserWarning: x"
    assert [(f.alt, f.target, f.mode) for f in cell.figures] == [
        ("one", "figures/x/one.svg", None),
        ("two", "figures/x/two.svg", "varies"),
    ]
    assert shell.language == "sh" and shell.output is None


def test_an_include_brings_its_section(parse):
    (cell,) = parse('# T\n\n```python title="x"\n--8<-- "snippets/code.py:good"\n```\n').cells
    assert cell.source == "def double(x):\n    return 2 * x"
    assert (cell.include.section, cell.include.first_line) == ("good", 4)


BROKEN = [
    (fence("1", opening="```"), 3, "a fence without a label"),
    (fence("%matplotlib inline\nx = 1"), 4, "`%matplotlib inline` is a line for IPython: take it out"),
    (fence("if 1:\n    !ls\n"), 5, "`!ls` is a line for IPython: write it into a ```sh cell"),
    (fence("np.ones?"), 4, "`np.ones?` is a line for IPython"),
    (fence(">>> 1\n1"), 4, "code with prompts: `python -m book adopt docs/x.md` takes them out"),
    (fence("1", opening="```output"), 3, "stands below no cell"),
    (fence("1") + '\n```output title="about right"\n1\n```\n', 7, "is no tolerance"),
    ("# T\n\n![a](figures/x/a.svg)\n", 3, "no cell above draws this figure"),
    (fence('--8<-- "snippets/a\0.py:good"'), 4, "not a file of the book"),
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
    assert_fault(parse(text), line, message)


@pytest.mark.parametrize("code", ['x = """\n%matplotlib\n"""', "5 \\\n%x", "print(1 != 2)"])
def test_what_is_python_is_not_for_ipython(parse, code):
    assert parse(fence(code)).faults == []
