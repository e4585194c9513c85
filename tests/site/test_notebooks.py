"""Notebooks: made from the record, valid, self-contained."""

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from book.ground.faults import BookError
from book.reading.book import Book
from book.recording.notebook_proof import prove_notebook
from book.site.notebooks import write_notebooks
from tests.kit.night import FEW, by_day
from tests.kit.tinybook import tiny_book

ROOT = Path(__file__).resolve().parents[2]

ONE = """\
---
title: One
---

# Count to three

See [two](two.md), [its end](two.md#end), [home](index.md), [a file](assets/a.txt), [far](https://example.org/a.md)
and `[code](two.md)`. It is <!--= x -->3<!--/-->. <!-- long: a reason -->

[Go](two.md){ .md-button }

```python
import math
from snippets.tools import double as twice, show

x = 3
twice(x)
```

```output
6
```

```python title="snippets/tools.py"
--8<-- "snippets/tools.py:double"
```

```python
print("time", 0.123)
```

```output title="varies"
time 0.456
```

```python
show([[x, 1]])
```

![Two cells](figures/one/cells.svg)

/// note | Mind this
It is **important**.

```text
[not a link](two.md)
```
///

/// tab | Plain

```python
x / 0
```

```pytb
ZeroDivisionError: division by zero
```
///

```sh
echo hello
```

```output
hello
```

```sh
python -m snippets.tools
```

```output
tools
```

/// details | Exercise: one more
    type: question
    open: true

Try.

```python
y = ...
```

```python title="check"
assert y == 4, "one more"
```
///

/// details | Solution
    type: success

```python
y = x + 1
y
```

```output
4
```
///

The end.
"""
TOOLS = '''\
import matplotlib.pyplot as plt


# --8<-- [start:double]
def double(x):
    """Twice x."""
    return 2 * x
# --8<-- [end:double]


def show(image):
    plt.imshow(image)


if __name__ == "__main__":
    print("tools")
'''
TWO = "# Two\n\n```python\nfrom snippets.tools import double\ndouble(2)\n```\n\n```output\n4\n```\n\n## End\n"
MKDOCS = """\
site_name: Tiny
site_url: https://tiny.example/book/
nav:
  - index.md
  - The whole game:
      - two.md
  - How it works:
      - one.md
  - words.md
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg">\n <g/>\n</svg>\n'


@pytest.fixture
def book(tmp_path):
    return tiny_book(
        tmp_path,
        one=ONE,
        two=TWO,
        index="# Home\n\nHi.\n",
        words="# Words\n\nNone.\n",
        **{
            "snippets/tools.py": TOOLS,
            "snippets/__init__.py": "",
            "mkdocs.yml": MKDOCS,
            "docs/figures/one/cells.svg": SVG,
        },
    )


def notebook(book, stem):
    write_notebooks(book)
    found = nbformat.read(book.docs / "notebooks" / f"{stem}.ipynb", as_version=4)
    nbformat.validate(found)
    return found


def markdown_of(found):
    return "\n\n".join(cell.source for cell in found.cells if cell.cell_type == "markdown")


def test_a_notebook_for_each_chapter_with_code(book):
    written = write_notebooks(book)
    names = ["one.ipynb", "two.ipynb"]
    assert sorted(path.name for path in written) == names
    assert write_notebooks(book) == []
    assert sorted(path.name for path in (book.docs / "notebooks").iterdir()) == names
    (book.docs / "one.md").write_text(ONE.replace("The end.", "The very end."))
    assert sorted(path.name for path in write_notebooks(book)) == ["one.ipynb"]


def test_it_says_where_it_comes_from_and_installs_what_it_needs_and_nothing_else(book):
    note, install = notebook(book, "one").cells[:2]
    assert "[Shapes That Fit](https://tiny.example/book/): “Count to three”" in note.source
    assert install.cell_type == "code" and install.source == "%pip install --quiet matplotlib"
    assert [cell.source for cell in notebook(book, "two").cells if "pip" in cell.source] == []


def test_prose_needs_no_extension(book):
    text = markdown_of(notebook(book, "one"))
    assert not re.search(r"<!--|^///|^    |^---|figures/|:question|\.md-button|title: One", text, re.M)
    assert "It is 3." in text and "**Exercise: one more**\n\nTry." in text and "**Solution**" in text
    assert "> **Mind this**\n> It is **important**.\n>\n> ```text\n> [not a link](two.md)\n> ```" in text
    assert "**Plain**" in text and "> **Plain**" not in text


def test_links_lead_to_the_site(book):
    text = markdown_of(notebook(book, "one"))
    site = "https://tiny.example/book/"
    assert (
        f"[two]({site}two/), [its end]({site}two/#end), [home]({site}), [a file]({site}assets/a.txt)" in text
    )
    assert (
        "[far](https://example.org/a.md)" in text
        and "`[code](two.md)`" in text
        and f"[Go]({site}two/)\n" in text
    )
    (book.root / "mkdocs.yml").write_text(MKDOCS.replace("site_url: https://tiny.example/book/\n", ""))
    assert "[its end](two.ipynb#end)" in markdown_of(notebook(book, "one"))


def test_cells_keep_their_record(book):
    cells = [cell for cell in notebook(book, "one").cells if cell.cell_type == "code"][1:]
    assert cells[0].source.startswith(
        "# What the cells below use of the book's own code\nimport matplotlib.pyplot as plt\n\n\ndef double"
    )
    assert cells[0].metadata == {"tags": ["defined-by-the-book"]}  # and is seen
    assert cells[0].source.endswith("\n\n\ntwice = double")
    assert cells[1].source == "import math\n\nx = 3\ntwice(x)" and cells[1].outputs[0].text == "6\n"
    assert cells[3].metadata.tolerance == "varies"
    assert cells[4].outputs[0].data == {"image/svg+xml": SVG, "text/plain": "Two cells"}
    assert cells[6].source == "%%bash\necho hello" and cells[6].outputs[0].text == "hello\n"
    assert [cell.metadata.get("tags") for cell in cells[7:]] == [["raises-exception"]] * 2 + [None]


def test_an_error_that_is_meant_stops_no_hosted_notebook(book):
    cells = [cell for cell in notebook(book, "one").cells if cell.cell_type == "code"][1:]
    assert cells[5].source == (
        'try:\n    x / 0\nexcept Exception as error:\n    print(f"{type(error).__name__}: {error}")'
    )
    assert cells[5].outputs[0].text == "ZeroDivisionError: division by zero\n"
    assert "tags" not in cells[5].metadata
    assert cells[7].source == "y = ..." and cells[8].source.startswith("try:\n    assert y == 4")


def test_code_that_does_not_parse_keeps_its_tag(book):
    (book.docs / "two.md").write_text(
        "# Two\n\n```python\nx = = 1\n```\n\n```pytb\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n```\n"
    )
    [cell] = [cell for cell in notebook(book, "two").cells if cell.cell_type == "code"]
    assert cell.source == "x = = 1" and cell.metadata.tags == ["raises-exception"]
    assert cell.outputs[0].ename == "SyntaxError" and cell.outputs[0].evalue == "invalid syntax"


def test_commands_of_the_repository_are_only_shown(book):
    assert "```sh\npython -m snippets.tools\n```\n\n```text\ntools\n```" in markdown_of(notebook(book, "one"))


def test_a_helper_whose_name_a_cell_takes_is_defined_anew_for_the_next(book):
    again = "```python\nfrom snippets.tools import double\ndouble(2)\n```\n\n```output\n4\n```\n"
    two = TWO.replace("double(2)\n", "double = double(2)\ndouble\n").replace("## End", f"{again}\n## End")
    (book.docs / "two.md").write_text(two)
    found = notebook(book, "two")
    assert sum("def double" in cell.source for cell in found.cells) == 2
    assert prove_notebook(book.docs / "notebooks" / "two.ipynb", book.root) == []


def test_ids_stay_and_torch_is_not_loaded(book):
    assert [cell.id for cell in notebook(book, "two").cells] == ["two-0", "two-1", "two-2", "two-3", "two-4"]
    program = (
        "import sys; from book.reading.book import Book; from book.site.notebooks import write_notebooks as w; "
        f"w(Book({str(book.root)!r})); assert 'torch' not in sys.modules and 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_a_warning_is_output_and_a_broken_import_has_a_line(book):
    warned = (
        "# Two\n\n```python\nimport warnings\nwarnings.warn('old')\n```\n\n```pytb\nUserWarning: old\n```\n"
    )
    (book.docs / "two.md").write_text(warned)
    cell = [cell for cell in notebook(book, "two").cells if cell.cell_type == "code"][0]
    assert cell.outputs[0].name == "stderr" and "tags" not in cell.metadata
    (book.docs / "two.md").write_text("# Two\n\n```python\nfrom snippets.tools import *\n```\n")
    with pytest.raises(BookError, match=r"^docs/two.md:3: line 1: import by name"):
        write_notebooks(book)


def test_a_notebook_is_proved_by_running_it(book):
    write_notebooks(book)
    for path in sorted((book.docs / "notebooks").glob("*.ipynb")):
        assert prove_notebook(path, book.root) == []


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("6\\n", "7\\n", "prints something else"),
        ("time 0.456", "hour 0.456", "prints something else"),
        ("division by zero", "division by one", "prints something else"),
        ("y = x + 1", "y = nothing", "raises NameError"),
        ("echo hello", "exit 2", "raises subprocess.CalledProcessError"),
        ("plt.imshow(image)", "pass", "draws 0 figures, shows 1"),
        ("x / 0", "import os; os._exit(1)", "ends the process"),
        ("x = 3", "import snippets.tools", "raises ModuleNotFoundError: No module named 'snippets'"),
        ("quiet matplotlib", "quiet matplotlob", "raises importlib.metadata.PackageNotFoundError"),
    ],
)
def test_what_the_proof_of_a_notebook_finds(book, old, new, why):
    write_notebooks(book)
    path = book.docs / "notebooks" / "one.ipynb"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    assert why in prove_notebook(path, book.root)[0][1]


@pytest.mark.long
def test_a_kernel_runs_all_of_it_in_an_empty_folder_and_heeds_no_tag(book, tmp_path, monkeypatch):
    found, empty = notebook(book, "one"), tmp_path / "empty"
    empty.mkdir()
    for cell in (cell for cell in found.cells if cell.cell_type == "code"):
        cell.metadata.pop("tags", None)
        cell.outputs = []
    monkeypatch.setenv("PIP_NO_INDEX", "1")  # all is there: nothing is asked for
    place = {"metadata": {"path": str(empty)}}
    NotebookClient(found, timeout=300, kernel_name="python3", resources=place).execute()
    printed = [o.get("text", "") for c in found.cells if c.cell_type == "code" for o in c.outputs]
    assert {"ZeroDivisionError: division by zero\n", "AssertionError: one more\n", "hello\n"} <= {*printed}
    assert list(empty.iterdir()) == []


STEMS = {path.stem for path in Book(ROOT).chapters}


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory):
    """The notebooks of the book, written beside a link to its chapters."""
    home = tmp_path_factory.mktemp("book")
    (home / "docs").mkdir()
    for entry in (ROOT / "docs").iterdir():
        if entry.name != "notebooks":
            (home / "docs" / entry.name).symlink_to(entry)
    for name in ("snippets", "mkdocs.yml"):
        (home / name).symlink_to(ROOT / name)
    write_notebooks(Book(home))
    return home / "docs" / "notebooks"


@pytest.mark.long
@pytest.mark.parametrize("stem", by_day(sorted(STEMS), STEMS - FEW))
def test_every_notebook_of_the_book_runs_by_itself_and_gives_its_record(stem, notebooks):
    path = notebooks / f"{stem}.ipynb"
    if not path.exists():
        assert "```python" not in (ROOT / "docs" / f"{stem}.md").read_text()
        return
    nbformat.validate(nbformat.reads(path.read_text(), as_version=4))
    assert "snippets" not in {
        name
        for cell in json.loads(path.read_text())["cells"]
        if cell["cell_type"] == "code"
        for name in re.findall(r"^from (\w+)", "".join(cell["source"]), re.M)
    }
    assert prove_notebook(path, ROOT) == []


def test_the_notebook_of_a_chapter_that_is_gone_goes(tmp_path):
    it = tiny_book(tmp_path, a="# A\n\n```python\n1;\n```\n", b="# B\n\n```python\n2;\n```\n")
    assert {path.name for path in write_notebooks(it)} == {"a.ipynb", "b.ipynb"}
    (it.docs / "b.md").unlink()
    (it.docs / "a.md").write_text("# A\n\nNo cell any more.\n")
    assert {path.name for path in write_notebooks(it)} == {"a.ipynb", "b.ipynb"}
    assert list((it.docs / "notebooks").iterdir()) == []
    assert write_notebooks(it) == []
