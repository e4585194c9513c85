"""The bench's lines about growth: what a book of 20 small chapters costs, and one of 200.

Each chapter has ten cells and a figure. Recorded and built from nothing, then with one chapter changed, then
tested by what the tests ask of each chapter: that its page is what its run gives, and that a browser finds
nothing wrong with it.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench_site import book
from tests.browser.find_chrome import find

SIZES = (20, 200)
CELLS = 10
CHAPTER = """# Chapter {number}

Rows and columns, {number} times.

```python
import matplotlib.pyplot as plt
import numpy as np

grid = np.full((2, 3), {number})
plt.imshow(grid);
```

![A grid of two rows and three columns in one grey](figures/{stem}/1.svg)
"""
HOME = "# Many small chapters\n\nEach of them has ten cells and a figure, and no two of them compute the same number.\n"
CELL = "\n```python\n(grid + {number}).sum()\n```\n"
TESTS = (
    "tests/recording/test_chapters.py::test_the_page_is_what_the_run_gives",
    "tests/browser/test_every_page.py",
)


def become(folder, chapters):
    """Make the copy of our book in `folder` one of so many small chapters."""
    docs, settings = folder / "docs", folder / "mkdocs.yml"
    for path in docs.glob("*.md"):
        path.unlink()
    for part in ("figures", "assets/exports"):
        shutil.rmtree(docs / part, ignore_errors=True)
    (docs / "index.md").write_text(HOME)
    stems = [f"chapter-{number}" for number in range(1, chapters)]
    for number, stem in enumerate(stems):
        cells = "".join(CELL.format(number=each) for each in range(1, CELLS))
        (docs / f"{stem}.md").write_text(CHAPTER.format(number=number, stem=stem) + cells)
    rows = "".join(f"  - {stem}.md\n" for stem in ("index", *stems))
    settings.write_text(re.sub(r"nav:\n(?:  .*\n)+\n", f"nav:\n{rows}\n", settings.read_text()))


def tested(folder):
    """Wall seconds of the tests that each chapter has, in the copy."""
    began = time.perf_counter()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-n",
            "auto",
            "-m",
            "not heavy",
            *TESTS,
        ],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "CHROME": find(), "SITE": "site"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"bench: the tests of a book of small chapters fail\n{done.stdout[-4000:]}")
    return time.perf_counter() - began


def growth(chapters, copy_of_book, tell):
    """{what: seconds} for a book of so many chapters."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "book-copy")
        folder.mkdir()
        copy_of_book(folder)
        become(folder, chapters)
        took = {"record": book(folder, "run")[0], "build": book(folder, "make")[0]}
        page = folder / "docs/chapter-1.md"
        page.write_text(page.read_text().replace("import numpy", "# Changed\nimport numpy", 1))
        took["change"] = book(folder, "make")[0]
        took["test"] = tested(folder)
    took = {what: round(seconds, 1) for what, seconds in took.items()}
    tell(f"growth: {chapters} chapters: {took}")
    return took


def growth_rows(copy_of_book, tell):
    """The table's lines about growth, and {chapters: {what: seconds}}."""
    found = {chapters: growth(chapters, copy_of_book, tell) for chapters in SIZES}
    few, many = found.values()
    times = SIZES[1] / SIZES[0]
    told = {
        "record": "recorded",
        "build": "built",
        "test": "tested",
        "change": "one changed: recorded, built",
    }
    rows = [
        (
            f"{SIZES[0]} and {SIZES[1]} small chapters, {words}",
            f"{few[what]:.1f} and {many[what]:.1f} s, {many[what] / few[what]:.1f} times",
            "-" if what == "change" else f"at most {times:.0f} times",
        )
        for what, words in told.items()
    ]
    return rows, found
