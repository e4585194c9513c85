"""Whoever copies a page into one plain program gets through it: pytest-codeblocks runs the pages."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from book.reading.book import Book
from tests.kit.flatten import flatten
from tests.kit.night import FEW
from tests.kit.tinybook import tiny_book

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    path.stem: path
    for path in [*Book(ROOT).chapters, ROOT / "README.md"]
    if "\n```python\n" in path.read_text(encoding="utf-8")
}


def run_blocks(path, root, tmp_path):
    """Run pytest-codeblocks, alone in a process and in an empty folder, on the flattened page."""
    return run_flat(root, tmp_path, {path.name: flatten(path, root)})


def run_flat(root, tmp_path, pages):
    """The same for pages {name: flattened text}, one process for all."""
    folder = tmp_path / "flat"
    folder.mkdir()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    without = [f"-pno:{plugin}" for plugin in ("cacheprovider", "xdist", "cov")]
    command = [sys.executable, "-m", "pytest", "--codeblocks", "-q", *without, "--rootdir", folder, *pages]
    # Programs that a page calls are those of this environment, as where it is recorded
    path = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")])
    environment = {
        **os.environ,
        "PYTHONPATH": str(root),
        "MPLBACKEND": "Agg",
        "PYTEST_ADDOPTS": "",
        "PATH": path,
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


@pytest.mark.heavy
@pytest.mark.parametrize("stem", PAGES)
def test_the_page_runs_as_one_program(stem, tmp_path):
    done = run_blocks(PAGES[stem], ROOT, tmp_path)
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.long
def test_few_pages_run_as_one_program_each(tmp_path):
    pages = {path.name: flatten(path, ROOT) for stem, path in PAGES.items() if stem in {"README", *FEW}}
    # It trains what `sequential` trains: by day its imports alone
    rows = pages["README.md"].splitlines()
    pages["README.md"] = "\n".join(row for row in rows if row.startswith(("```", "from ")))
    done = run_flat(ROOT, tmp_path, pages)
    assert done.returncode == 0 and f"{len(pages)} passed" in done.stdout, done.stdout + done.stderr


CHAPTER = """\
# One

```python
--8<-- "snippets/a.py:double"
```

```python
import matplotlib.pyplot as plt
from snippets.a import Shape
x = double(3)
x
```

```output
6
```

```python
plt.plot([x, 2]);
```

![A line](figures/one/line.svg)

```python
x, None, Shape(2)
```

```output
(6, None, Shape(n=2))
```

```python
None
```

```sh
echo "from the shell"
```

```output
from the shell
```

```python
x + "1"
```

```pytb
TypeError: unsupported operand type(s) for +: 'int' and 'str'
```

```python
x = = 1
```

```pytb
  File "docs/one.md", line 55
    x = = 1
        ^
SyntaxError: invalid syntax
```

/// details | Exercise: more
    type: question
    open: true

```python
y = ...
```

```python title="check"
assert y == x + 1, "one more"
```
///

/// details | Solution
    type: success

```python
y = x + 1
print(y)
```

```output
7
```
///
"""
SNIPPET = """\
from dataclasses import dataclass


# --8<-- [start:double]
def double(x):
    return 2 * x
# --8<-- [end:double]


@dataclass
class Shape:
    n: int
"""


def book_of(tmp_path, text):
    return tiny_book(tmp_path, one=text, **{"snippets/a.py": SNIPPET, "snippets/__init__.py": ""})


WRONG = (
    ("```output\n6\n", "```output\n7\n", "Expected output"),
    ('x + "1"', "x + 1", "raises nothing"),
    ('x + "1"', "x + [1]", "'int' and 'list'"),
    ("y = x + 1", "y = x + 2", "one more"),
    ("return 2 * x", "return 3 * x", "Expected output"),
    ("echo", "exit 3; echo", "exit status 3"),
    ("plt.plot([x, 2]);", "import sys; sys.exit(3)", "3"),
)


def test_every_kind_of_cell_gets_through_and_what_a_page_should_not_say_fails(tmp_path):
    pages = {}
    for number, (old, new, _) in enumerate(WRONG):
        book = book_of(tmp_path, CHAPTER.replace(old, new))
        (book.root / "snippets/a.py").write_text(SNIPPET.replace(old, new))
        pages[f"page-{number}.md"] = flatten(book.docs / "one.md", book.root)
    varies = CHAPTER.replace("```output\n6", '```output title="varies"\n5')
    for name, text in ("varies.md", varies), ("right.md", CHAPTER):
        pages[name] = flatten(book_of(tmp_path, text).docs / "one.md", book.root)
    right = pages["right.md"]
    assert right.count("```python\n") == right.count("cont-->") + 1 and "```sh" not in right
    assert right.endswith("expected-output-->\n```text\n6\n(6, None, Shape(n=2))\nfrom the shell\n7\n```\n")
    assert "expected-output" not in pages["varies.md"], "what may differ is not expected"
    done = run_flat(book.root, tmp_path, pages)
    assert done.returncode == 1 and f"{len(WRONG)} failed, 2 passed" in done.stdout, done.stdout
    told = re.split(r"^_+ code block check _+$", done.stdout.partition("short test summary")[0], flags=re.M)
    for (_, _, said), text in zip(WRONG, told[1:], strict=True):
        # Below the code, which holds some of these words itself
        below = text if said == "Expected output" else text.rpartition("```")[2]
        assert said in below, text


def test_a_page_without_code_has_no_program(tmp_path):
    book = book_of(tmp_path, "# One\n\nWords only.\n\n```text\nx = 1\n```\n")
    assert flatten(book.docs / "one.md", book.root) == ""
