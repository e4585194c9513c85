"""A new kind of output is one entry of a table: recorded, compared, proved in copies, in notebooks."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.kit.tinybook import tiny_book

ENTRY = 'Output("latex", method="_repr_latex_", mime="text/latex")'
CHAPTER = """# Formulas

```python
class Formula:
    def __init__(self, value):
        self.value = value

    def _repr_latex_(self):
        return f"$x = {self.value}$"
```

It speaks, too:

```python
print("half")
Formula(1 / 2)
```
"""


# Each command as from a shell, but that Python and torch are imported once for all
LISTENER = """
import contextlib, io, json, sys
from book.__main__ import main

for line in sys.stdin:
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")) as said:
        status = main(json.loads(line))
        said.flush()
    print(json.dumps([int(status), said.buffer.getvalue().decode()]), flush=True)
"""


@pytest.fixture
def scratch(root, tmp_path):
    """book(*arguments): the command of a copy of the machinery with one more kind of output."""
    shutil.copytree(root / "book", tmp_path / "book", ignore=shutil.ignore_patterns("__pycache__"))
    table = tmp_path / "book" / "ground" / "outputs.py"
    text = table.read_text()
    text, count = re.subn(r"^(OUTPUTS = \(.*)\)$", rf"\1, {ENTRY})", text, flags=re.MULTILINE)
    assert count == 1
    table.write_text(text)
    tiny_book(tmp_path, nav={"Appendix": ["formulas"]}, formulas=CHAPTER)
    palette = "docs/assets/css/palette.css"
    (tmp_path / palette).parent.mkdir(parents=True)
    shutil.copy(root / palette, tmp_path / palette)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV_")}

    command, pipes = [sys.executable, "-c", LISTENER], {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, text=True, **pipes) as listener:

        def book(*arguments):
            print(json.dumps(arguments), file=listener.stdin, flush=True)
            return tuple(json.loads(listener.stdout.readline()))

        yield book


@pytest.mark.heavy  # by day: each kind that the book has
@pytest.mark.long
def test_one_entry_is_a_kind_of_output(scratch, tmp_path):
    page = tmp_path / "docs" / "formulas.md"
    assert scratch("run") == (0, "")
    recorded = page.read_text()
    below = "Formula(1 / 2)\n```\n\n```output\nhalf\n```\n\n```latex\n$x = 0.5$\n```\n"
    assert recorded.endswith(below)
    assert scratch("check") == (0, "")
    assert scratch("copies") == (0, "")
    assert scratch("notebooks") == (0, "")
    copies = json.loads((tmp_path / "docs/assets/copies/formulas.json").read_text())
    assert "print((Formula(1 / 2))._repr_latex_())" in copies[1]["code"]

    page.write_text(recorded.replace("x = 0.5", "x = 0.6"))
    status, told = scratch("check")
    assert status == 1
    assert told.startswith("docs/formulas.md:14: the page has `$x = 0.6$`, the run gave `$x = 0.5$`")
    page.write_text(recorded.replace("```latex", '```latex title="varies"').replace("x = 0.5", "x = 0.6"))
    assert scratch("check") == (0, "")
    page.write_text(recorded.replace("Formula(1 / 2)\n", "Formula(1 / 2);\n"))
    assert scratch("check")[1].startswith("docs/formulas.md:14: gives no latex, yet an output stands below")
    assert scratch("run")[0] == 0 and "```latex" not in page.read_text()


@pytest.mark.heavy  # by day: each kind that the book has
def test_a_notebook_holds_it(scratch, tmp_path):
    assert scratch("run")[0] == 0
    assert scratch("notebooks")[0] == 0
    cells = json.loads((tmp_path / "docs/notebooks/formulas.ipynb").read_text())["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    assert {"text/latex": "$x = 0.5$"} in [
        {name: "".join(text) for name, text in each.get("data", {}).items()} for each in outputs
    ]
