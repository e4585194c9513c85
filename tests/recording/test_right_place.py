"""An error names the cell that called, and the line of the helper; a missing package is named as missing."""

from importlib import import_module

import pytest

from book.recording import missing
from book.recording import run as recording
from tests.kit.tinybook import tiny_book

MEND = "mend the code, or put an empty ```pytb below if"
HELPER = """\
# Find the line

```python
import warnings

def share(part, whole):
    return part / whole

def warn():
    warnings.warn("careful")
```

"""


def told(tmp_path, text, **files):
    report = recording.run(tiny_book(tmp_path, x=text, **{"snippets/__init__.py": "", **files}))
    return [str(fault) for fault in sorted(report.faults)]


def test_the_cell_that_called_is_blamed_and_the_helper_named(tmp_path):
    cells = (
        "values = [1,\n          share(1, 0),\n          3]",
        "list(map(lambda x: share(1, x), [0]))",
        "warn()",
        "from snippets.half import half\n\nhalf('a')",
        "def own():\n    return 1 / 0\n\nown()",
    )
    text = HELPER + "\n\n".join(f"```python\n{cell}\n```" for cell in cells)
    text += "\n\nIt is <!--= share(1, 0) -->1<!--/-->.\n"
    there = "ZeroDivisionError: division by zero (in `share`, docs/x.md:7)"
    half = "TypeError: unsupported operand type(s) for /: 'str' and 'int' (in `half`, snippets/half.py:2)"
    assert told(tmp_path, text, **{"snippets/half.py": "def half(x):\n    return x / 2\n"}) == [
        f"docs/x.md:14: {there}: {MEND} it is meant to raise",
        f"docs/x.md:20: {there}: {MEND} it is meant to raise",
        f"docs/x.md:23: UserWarning: careful (docs/x.md:10): {MEND} the warning is meant",
        f"docs/x.md:30: {half}: {MEND} it is meant to raise",
        f"docs/x.md:35: ZeroDivisionError: division by zero: {MEND} it is meant to raise",
        f"docs/x.md:40: the value `share(1, 0)` raises {there}: correct the expression",
    ]


def test_an_error_in_a_helper_may_be_meant(tmp_path):
    text = HELPER + "```python\nshare(1, 0)\n```\n\n```pytb\n```\n"
    assert told(tmp_path, text) == []
    assert "```pytb\nZeroDivisionError: division by zero\n```" in (tmp_path / "docs/x.md").read_text()


def test_a_snippet_that_python_cannot_read_is_one_line(tmp_path):
    text = "# T\n\n```python\nfrom snippets.half import half\n\nhalf(1)\n```\n"
    for source, why in {
        "def half(x:\n    return x\n": "'(' was never closed",
        "x = 'a\0b'\n": "source code string cannot contain null bytes",
    }.items():
        files = {"snippets/half.py": source, "snippets/__init__.py": ""}
        (line,) = told(tmp_path, text, **files)
        assert why in line and line.startswith(("docs/x.md:4: ", "snippets/half.py:"))


def test_an_import_of_what_is_not_there_is_no_mistake_in_the_code(tmp_path):
    lines = (
        "from scipy.spatial.distance import pdist",
        "import nunpy",
        "import numpy.nothing",
        "from snippets.netz import net",
        "import winreg" if not missing.find_spec("winreg") else "import _winapi",
        "import torchvision",
        "from snippets.nets import net",
        "from snippets.data import laod",
        "from numpy import nothing",
    )
    text = "# T\n\nWords.\n\n" + "\n\n".join(f"```python\n{line}\n```" for line in lines)
    files = {"snippets/nets.py": "import pandas\n", "snippets/data.py": "def load(x):\n    pass\n"}
    assert told(tmp_path, text + "\n\n```python\npdist([])\n```\n", **files) == [
        "docs/x.md:6: the book has no scipy: leave it out, or add it to requirements.in; it has `numpy.linalg` "
        "and `torch.special`",
        "docs/x.md:10: there is no module `nunpy`: did you mean `numpy`?",
        "docs/x.md:14: `numpy` has no module `nothing`: correct its name",
        "docs/x.md:18: there is no module `snippets.netz`: did you mean `snippets.nets`?",
        "docs/x.md:22: this Python has no winreg: do without it",
        "docs/x.md:26: the book has no torchvision: leave it out, or add it to requirements.in; it has "
        "`snippets.data.load_mnist`",
        "docs/x.md:30: the book has no pandas (snippets/nets.py:1): leave it out, or add it to requirements.in; "
        "it has `numpy.genfromtxt`",
        "docs/x.md:34: `snippets.data` has no `laod`: did you mean `load`?",
        "docs/x.md:38: `numpy` has no `nothing`: correct its name",
    ]


@pytest.mark.parametrize("name", sorted({name for names in missing.INSTEAD.values() for name in names}))
def test_what_the_book_has_instead_is_there(name):
    module, _, last = name.rpartition(".")
    assert hasattr(import_module(module), last) or import_module(name)
