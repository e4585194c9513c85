"""The talk: its page shows the notebook that is made of it, in the form of the other pages."""

import json
import re

import pytest

from book.site.build import build_site
from book.site.notebooks import write_notebooks
from tests.site.tinysite import SVG, built

TALK = """\
---
title: The talk
jupyter:
  kernelspec: {display_name: Python 3, language: python, name: python3}
---

# The talk

Words, $a_1 < b$ and `$c$`. See [one](one.md).

```python
from snippets.tools import double
```

## Begin (4 minutes)

```python
print(double(1) < 1, 0.5)
```

```output title="within 2%"
False 0.5
```

![A "small" picture](figures/talk/a.svg)

## Begin

The end.
"""
TOOLS = "def double(x):\n    return 2 * x\n"


@pytest.fixture
def talk(book):
    """The book with a talk, built."""
    settings = (book.root / "mkdocs.yml").read_text()
    (book.root / "mkdocs.yml").write_text(settings.replace("  - one.md\n", "  - one.md\n  - talk.md\n"))
    for name, text in {
        "docs/talk.md": TALK,
        "docs/figures/talk/a.svg": SVG,
        "docs/assets/copies/talk.json": "[]",
        "docs/assets/cells/talk.json": '{"cells": [{"why": "files"}, {"role": "cell"}]}',
        "snippets/tools.py": TOOLS,
    }.items():
        file = book.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    write_notebooks(book)
    assert build_site(book) == 0
    return book


def test_it_has_the_form_of_the_other_pages(talk):
    page = built(talk, "talk/index.html").split("<article")[1].split("</article>")[0]
    assert len(re.findall("<h1", page)) == 1
    assert re.findall(r'<h2 id="([^"]+)"', page) == ["begin-4-minutes", "begin"]
    assert "<msub><mi>a</mi><mn>1</mn></msub><mo>&#x0003C;</mo>" in page and "<code>$c$</code>" in page
    output = '<div class="language-output highlight"><span class="filename">within 2%</span><pre><code'
    assert f'{output} tabindex="0">False' in page
    assert (
        'src="../figures/talk/a.svg" width="96" height="48"' in page and "A &quot;small&quot; picture" in page
    )
    for foreign in ("jp-", "<style", "mathjax", "cdnjs", "clipboard-copy", "base64,"):
        assert foreign not in page


def test_each_cell_is_there_whole_and_knows_its_number(talk):
    page = built(talk, "talk/index.html")
    blocks = re.findall(r'<div class="language-python highlight" data-cell="(\d)"(.*?)</div>', page, re.S)
    assert [number for number, _ in blocks] == ["0", "1"]
    assert "double" in blocks[0][1] and "return" in blocks[0][1] and "data-run" in blocks[1][1]
    assert "pip install" not in blocks[0][1] and "From" not in page.split("<h1")[1].split("<h2")[0]


def test_one_page_and_one_notebook_tell_of_it(talk):
    found = json.loads(built(talk, "search/sections.json"))
    assert [entry["address"] for entry in found if "talk" in entry["address"]] == [
        "talk/",
        "talk/#begin-4-minutes",
        "talk/#begin",
    ]
    pages = [path.relative_to(talk.root / "site").as_posix() for path in (talk.root / "site").rglob("*talk*")]
    assert sorted(path for path in pages if not path.startswith(("assets", "figures"))) == [
        "notebooks/talk.ipynb",
        "talk",
    ]
    home = built(talk, "index.html")
    assert home.count('href="talk/"') > 0 and ".ipynb" not in home.split("md-nav")[1]


@pytest.mark.heavy  # by day: a page is rendered again only where something changed
def test_it_is_converted_once(talk):
    kept = talk.root / ".cache/notebook"
    [file] = kept.iterdir()
    before = built(talk, "talk/index.html")
    file.write_text(file.read_text().replace("The end.", "Remembered."))
    assert build_site(talk, force=True) == 0
    assert "Remembered." in built(talk, "talk/index.html")
    (talk.docs / "talk.md").write_text(TALK.replace("The end.", "The very end."))
    write_notebooks(talk)
    assert build_site(talk) == 0
    assert "The very end." in built(talk, "talk/index.html") and len([*kept.iterdir()]) == 1
    (talk.docs / "talk.md").write_text(TALK)
    write_notebooks(talk)
    assert build_site(talk) == 0 and built(talk, "talk/index.html") == before
