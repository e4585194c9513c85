"""`book adopt FILE`: what it writes, what it refuses, and what `run` says of a page that needs it."""

import json

import pytest

from book.__main__ import main
from book.reading.book import Book
from book.recording import run as recording
from tests.kit.tinybook import tiny_book

MAGICS = """\
# Use a magic

In this page a magic stands first.

```python
%matplotlib inline
import numpy as np

np.ones(2)
```

```python
!head data.csv
```
"""
MYST = """\
---
jupytext:
  text_representation:
    format_name: myst
kernelspec:
  name: python3
---

# A MyST page

In this page cells are MyST cells.

```{code-cell} ipython3
import numpy as np

np.ones(3)
```

+++

A marker stands above.
"""
CONVERTED = """\
# A notebook turned into Markdown

In this page a notebook was converted with nbconvert.


```python
import numpy as np

a = np.array([0, 1, 2])
a + 5
```




    array([5, 6, 7])



And what a print gave:


```python
print(a * 2)
```

    [0 2 4]
    

"""


@pytest.fixture
def home(tmp_path):
    return tiny_book(tmp_path / "book", index="# Home\n").root


def adopt(home, *arguments):
    return main(["--root", str(home), "adopt", *map(str, arguments)])


def refused(home, page):
    """The faults of a run, which leaves the page as it is."""
    before = page.read_text()
    faults = recording.run(Book(home), [page.stem]).faults
    assert page.read_text() == before
    return faults


def files(home):
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_magics(home, capsys):
    page = home / "docs" / "zz-magic.md"
    page.write_text(MAGICS)
    faults = refused(home, page)
    assert [str(fault) for fault in faults] == [
        "docs/zz-magic.md:6: `%matplotlib inline` is a line for IPython: take it out, or "
        "`python -m book adopt docs/zz-magic.md` does",
        "docs/zz-magic.md:13: `!head data.csv` is a line for IPython: write it into a ```sh cell, or "
        "`python -m book adopt docs/zz-magic.md` does",
    ]
    assert adopt(home, page) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == [
        ".cache/adopted/zz-magic.md:6: `%matplotlib inline` is a line for IPython, left out: figures are "
        "recorded without it",
        ".cache/adopted/zz-magic.md:13: `!head data.csv` became a ```sh cell: it runs with `bash -eu` in "
        "the chapter's own empty folder",
    ]
    assert (home / ".cache/adopted/zz-magic.md").read_text() == MAGICS
    text = page.read_text()
    assert "```python\nimport numpy as np\n\nnp.ones(2)\n```\n\n```sh\nhead data.csv\n```\n" in text


def test_a_cell_of_myst(home, capsys):
    page = home / "docs" / "zz-myst.md"
    page.write_text(MYST)
    faults = refused(home, page)
    assert [str(fault) for fault in faults] == [
        "docs/zz-myst.md:13: `{code-cell} ipython3` is no fence of ours: "
        "`python -m book adopt docs/zz-myst.md` makes it one"
    ]
    assert adopt(home, "docs/zz-myst.md") == 0, "as the fault says it"
    assert ":19: `+++` is left out: a cell ends with its fence" in capsys.readouterr().out
    assert page.read_text() == (
        "# A MyST page\n\nIn this page cells are MyST cells.\n\n"
        "```python\nimport numpy as np\n\nnp.ones(3)\n```\n\nA marker stands above.\n"
    )


def test_what_nbconvert_wrote(home, capsys):
    page = home / "docs" / "zz-nb.md"
    page.write_text(CONVERTED)
    faults = refused(home, page)
    mend = "indented code never runs: `python -m book adopt docs/zz-nb.md` makes a fence of it"
    assert [fault.line for fault in faults] == [16, 27]
    assert all(fault.message.startswith(mend) for fault in faults)
    assert adopt(home, page) == 0
    text = page.read_text()
    assert "a + 5\n```\n\n```output\narray([5, 6, 7])\n```\n\nAnd what a print gave:" in text
    assert text.endswith("print(a * 2)\n```\n\n```output\n[0 2 4]\n```\n")


def test_a_new_page_and_its_line_for_the_nav(home, tmp_path, capsys):
    source = tmp_path / "02 My First_Page.md"
    source.write_text("# First\r\n\r\n```python\r\n1 + 1\r\n```\r\n")
    assert adopt(home, source) == 0
    assert (home / "docs/my-first-page.md").read_text() == "# First\n\n```python\n1 + 1\n```\n"
    assert capsys.readouterr().out == (
        "Wrote docs/my-first-page.md: 1 cell, 0 lines above to look at.\n"
        "Put its line where it belongs in the nav of mkdocs.yml:\n      - my-first-page.md\n"
        "Then `python -m book run my-first-page` writes what its cells give.\n"
    )
    before = files(home)
    assert adopt(home, source) == 1
    assert "docs/my-first-page.md exists already: choose another name" in capsys.readouterr().err
    assert files(home) == before
    assert adopt(home, source, "another-name") == 0 and (home / "docs/another-name.md").is_file()


def test_a_page_of_ours_stays(home, capsys):
    before = files(home)
    assert adopt(home, home / "docs/index.md") == 0
    assert capsys.readouterr().out == "docs/index.md is a page of ours: nothing to adopt\n"
    assert files(home) == before


NOTEBOOK = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("x.rst", "X\n=\n", "no page that can be adopted: make it one of .ipynb, .py, .md"),
        ("x.ipynb", "{", "no notebook that nbformat can read"),
        ("x.ipynb", '{"cells": 3}', "no notebook that nbformat can read"),
        ("x.ipynb", json.dumps(NOTEBOOK | {"cells": [{"cell_type": "code"}]}), "save it in Jupyter anew"),
        (
            "x.ipynb",
            json.dumps(
                NOTEBOOK | {"metadata": {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}}
            ),
            "a notebook in R",
        ),
        ("x.py", "# words\nx = 1\n", "nothing says what in it is text"),
        ("x.md", b"\xff", "not UTF-8: save the file as UTF-8"),
        ("数.md", "# T\n", "`数.md` is no name for a chapter"),
    ],
)
def test_what_cannot_be_adopted_is_one_line_and_nothing_is_written(home, tmp_path, capsys, name, text, says):
    source = tmp_path / name
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = files(home)
    assert adopt(home, source) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and says in err
    assert files(home) == before


def test_a_file_that_is_not_there_is_one_line(home, capsys):
    assert adopt(home, "no/such.md") == 1
    assert "no/such.md: cannot be read (No such file or directory)" in capsys.readouterr().err


def test_a_name_loses_its_accents_and_keeps_their_letters(home, tmp_path):
    source = tmp_path / "02 – Übung à deux.md"
    source.write_text("# T\n")
    assert adopt(home, source) == 0
    assert (home / "docs/ubung-a-deux.md").exists()
