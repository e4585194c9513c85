"""A newcomer with a clean clone: four steps to a chapter, and a sentence mended without PyTorch."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from book.__main__ import main
from tests.kit.tinybook import looks_of, tiny_book

# What an environment without PyTorch lacks
BARE = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("torch", "numpy", "matplotlib", "PIL"):
            raise ModuleNotFoundError(f"No module named '{name}'", name=name)

sys.meta_path.insert(0, Missing())
"""

CHAPTER = """# Multiply every pair

You will make a table of products with one expression.

```python
import numpy as np

np.arange(1, 4)[:, None] * np.arange(1, 6)
```
"""


@pytest.fixture
def clone(root, tmp_path):
    """What a clone of the book would hold, with changes that are not committed yet."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, names):
        if name.split("/")[0] not in ("data", "tests") and (root / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, tmp_path / name)
    return tmp_path


def book(clone, *arguments):
    """A command of the machinery under test, which leaves alone a clone that has one of its own."""
    (clone / "book" / "__main__.py").unlink(missing_ok=True)
    return main(["--root", str(clone), *arguments])


def add_to_nav(clone, page, above):
    settings = (clone / "mkdocs.yml").read_text()
    assert settings.count(above) == 1
    (clone / "mkdocs.yml").write_text(settings.replace(above, f"      - {page}\n{above}"))


def test_four_steps_to_a_chapter(clone, capsys):
    (clone / "docs" / "outer-product.md").write_text(CHAPTER)
    assert book(clone, "run", "outer-product") == 0
    assert "[ 3,  6,  9, 12, 15]])\n```" in (clone / "docs" / "outer-product.md").read_text()
    capsys.readouterr()
    assert book(clone, "check", "--prose") == 1
    assert capsys.readouterr().out == (
        "docs/outer-product.md:1: the page is missing from the nav: add a line `- outer-product.md` "
        "to mkdocs.yml\n"
    )
    add_to_nav(clone, "outer-product.md", "      - gpu.md\n")
    assert book(clone, "check", "outer-product") == 0
    assert book(clone, "check", "--prose") == 0
    assert capsys.readouterr().out == ""


def test_what_a_chapter_of_the_main_part_lacks_is_said(clone, capsys):
    (clone / "docs" / "outer-product.md").write_text(CHAPTER)
    add_to_nav(clone, "outer-product.md", "      - markov.md\n")
    assert book(clone, "check", "--prose") == 1
    assert [line.partition(":1: ")[2].partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "0 of 3 exercises",
        "the chapter ends without an outlook",
    ]


PLACES = {f"      - {stem}.md\n" for stem in ("twelve-lines", "markov", "gpu")}


@pytest.mark.heavy  # by day: four steps to a chapter
@pytest.mark.parametrize("above", sorted(PLACES))
def test_a_new_chapter_passes_wherever_it_stands_in_the_nav(clone, capsys, above):
    assert book(clone, "new", "outer-product", "Multiply every pair") == 0
    assert "in the nav of mkdocs.yml:\n      - outer-product.md\n" in capsys.readouterr().out
    add_to_nav(clone, "outer-product.md", above)
    assert book(clone, "run", "outer-product") == 0
    assert book(clone, "check", "outer-product") == 0
    assert book(clone, "check", "--prose") == 0
    assert capsys.readouterr().out == ""


@pytest.fixture
def small(root, tmp_path):
    """A book of one page with the looks of ours, and its machinery."""
    page = "# Home\n\n```python\n1 + 1\n```\n\n```output\n2\n```\n"
    tiny_book(tmp_path, **looks_of(root, "index.md"), index=page)
    shutil.copytree(
        root / "book", tmp_path / "book", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
    )
    return tmp_path


@pytest.mark.parametrize(
    "book", ["small", pytest.param("clone", marks=[pytest.mark.heavy, pytest.mark.long])]
)
def test_a_sentence_is_mended_without_torch(book, request, tmp_path_factory):
    book, bare = request.getfixturevalue(book), tmp_path_factory.mktemp("bare")
    (bare / "sitecustomize.py").write_text(BARE)
    page = book / "docs" / "index.md"
    page.write_text(page.read_text() + "\nOne more sentence.\n")
    paths = os.pathsep.join([str(bare), str(book)])
    environment = {**os.environ, "PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1"}

    def python(*arguments):
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=book,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return done.returncode, done.stdout + done.stderr

    assert python("-c", "import numpy")[0] == 1
    status, said = python("-m", "book", "check", "--prose")
    assert status == 0, said
    status, said = python("-m", "book", "notebooks")
    assert status == 0, said
    assert (book / "docs" / "notebooks" / "index.ipynb").is_file()
    status, said = python("-m", "book", "site")  # MkDocs builds it, in a process of this environment
    assert status == 0, said
    assert "One more sentence." in (book / "site" / "index.html").read_text()


def test_contributing_is_one_page_and_names_the_two_things(root):
    text = (root / "CONTRIBUTING.md").read_text()
    assert len(text.split()) < 620
    steps = re.findall(r"^(\d)\. \*\*(.*?)\*\*", text, re.MULTILINE)
    assert [number for number, _ in steps] == list("1234")
    assert "You need two things: ` ```python ` and `book run`. All else is optional." in text


def test_the_pull_request_asks_for_nothing_a_check_can_see(root):
    text = (root / ".github" / "pull_request_template.md").read_text()
    seen = r"book run|book check|make test|make book|passes|lint|output|commit|figure"
    assert not re.search(seen, text, re.IGNORECASE) and len(text.split()) < 60
    assert text.count("- [ ]") == 2
