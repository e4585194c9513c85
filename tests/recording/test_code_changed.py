"""An old number within its tolerance is never kept for new code, and a new one is asked for no twice."""

import os
import shutil
import subprocess

import pytest

from book.recording import run as recording
from tests.kit.tinybook import tiny_book

PAGE = """# A

```python
from snippets.code import half

half()
```

```output title="within 2%"
0.5
```

Text.
"""
CODE = "def half():\n    return {}\n\n\ndef idle():\n    return 1\n"
SAYS = "docs/a.md:1: the code changed since this page was recorded: run `python -m book run a`"


@pytest.fixture
def book(tmp_path):
    """A book with a record, that nobody has run here and no commit holds."""
    files = {"snippets/__init__.py": "", "snippets/code.py": CODE.format(0.5), ".gitignore": ".cache/\n"}
    return tiny_book(tmp_path, a=PAGE, **files)


def git(book, *arguments):
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=book.root, check=True, capture_output=True)


def commit(book):
    git(book, "init", "--quiet")
    git(book, "add", ".")
    git(book, "commit", "--quiet", "-m", "All")


def forget(book):
    shutil.rmtree(book.root / ".cache", ignore_errors=True)


def edit(book, old, new, file="snippets/code.py"):
    path = book.root / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def said(book):
    return [str(fault) for fault in recording.check(book).faults]


def number(book):
    return (book.docs / "a.md").read_text().split("\n")[9]


def recorded(book):
    """What the page holds after a run."""
    assert recording.run(book).faults == []
    return number(book)


def test_memory_tells_that_the_code_changed(book):
    recorded(book)
    edit(book, "return 0.5", "return 0.505")
    assert said(book) == [SAYS] and number(book) == "0.5"
    assert recorded(book) == "0.505" and said(book) == []


def test_a_check_that_ran_the_new_code_leaves_the_run_its_work(book):
    recorded(book)
    edit(book, "return 0.5", "return 0.505")
    said(book)
    report = recording.run(book)
    assert (report.ran, number(book)) == (0, "0.505")


def test_memory_tells_it_of_a_record_that_somebody_touched(book):
    recorded(book)
    edit(book, "return 0.5", "return 0.505")
    edit(book, "0.5\n", "0.506\n", "docs/a.md")
    assert said(book) == [SAYS] and recorded(book) == "0.505"


def test_memory_asks_no_git(book, monkeypatch):
    recorded(book)
    edit(book, "return 0.5", "return 0.505")
    monkeypatch.setattr(subprocess, "run", None)
    assert recorded(book) == "0.505"


def test_without_memory_the_last_commit_tells(book):
    commit(book)
    edit(book, "return 0.5", "return 0.505")
    assert said(book) == [SAYS] and recorded(book) == "0.505"
    commit(book)
    forget(book)
    edit(book, "half()\n", "half() + 0.001\n", "docs/a.md")
    assert said(book) == [SAYS] and recorded(book) == "0.506"


def test_what_is_committed_is_the_record_of_its_code(book):
    edit(book, "0.5\n", "0.501\n", "docs/a.md")
    commit(book)
    assert said(book) == [] and recorded(book) == "0.501"
    forget(book)
    edit(book, "return 0.5", "return 0.5  # no other code")
    edit(book, "return 1", "return 2")
    edit(book, "Text.", "Other text.", "docs/a.md")
    assert said(book) == [] and recorded(book) == "0.501"


def test_a_record_that_is_newer_than_the_last_commit_is_no_fault(book):
    commit(book)
    edit(book, "return 0.5", "return 0.505")
    edit(book, "0.5\n", "0.506\n", "docs/a.md")
    assert said(book) == []
    forget(book)
    assert recorded(book) == "0.505"


def test_code_and_record_that_came_with_a_commit_are_believed(book):
    recorded(book)
    edit(book, "return 0.5", "return 0.505")
    edit(book, "0.5\n", "0.506\n", "docs/a.md")
    commit(book)
    assert said(book) == [] and recorded(book) == "0.506"


def test_code_that_was_committed_without_a_run_is_told(book):
    recorded(book)
    edit(book, "return 0.5", "return 0.505")
    commit(book)
    assert said(book) == [SAYS] and recorded(book) == "0.505"


def test_a_page_that_nothing_is_known_of_is_recorded(book):
    edit(book, "0.5\n", "0.501\n", "docs/a.md")
    assert said(book) == []
    forget(book)
    assert recorded(book) == "0.5"


def test_all_chapters_ask_git_once(book, monkeypatch):
    (book.docs / "b.md").write_text(PAGE)
    commit(book)
    asked, run = [], subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *args, **more: asked.append(args) or run(*args, **more))
    recording.check(book)
    assert len(asked) == 1


def test_without_git_nothing_is_told(book, monkeypatch):
    commit(book)
    monkeypatch.setenv("PATH", "")
    edit(book, "return 0.5", "return 0.505")
    assert said(book) == []


def test_without_a_site_what_cannot_be_copied_is_no_fault_and_its_code_is_told(book):
    edit(book, "from snippets.code import half\n", "import snippets.code\n", "docs/a.md")
    edit(book, "half()\n", "snippets.code.half()\n", "docs/a.md")
    assert "cannot be copied" in said(book)[0]
    (book.root / "mkdocs.yml").unlink()
    assert recorded(book) == "0.5"
    edit(book, "half()\n", "half() + 0.001\n", "docs/a.md")
    assert said(book) == [SAYS] and recorded(book) == "0.501"
    edit(book, "return 0.5", "return 0.505")
    assert said(book) == [SAYS] and recorded(book) == "0.506"


def test_weights_of_new_code_are_written_anew(book):
    front = "---\nexports:\n  net.safetensors: snippets.code.saved()\n---\n"
    saved = "\n\ndef saved():\n    import torch\n    from safetensors.torch import save\n\n"
    saved += '    return save({"w": torch.tensor([half()])})\n'
    (book.docs / "a.md").write_text(front + PAGE)
    (book.root / "snippets/code.py").write_text(CODE.format(0.5) + saved)
    weights = book.docs / "assets/exports/a/net.safetensors"
    recording.run(book)
    before = weights.read_bytes()
    edit(book, "return 0.5", "return 0.505")
    recording.run(book)
    assert len(weights.read_bytes()) == len(before) and weights.read_bytes() != before


def test_a_book_in_a_folder_of_a_repository_is_found_there(book, tmp_path):
    home = tmp_path / "inner"
    os.makedirs(home)
    for name in ("docs", "snippets", "mkdocs.yml"):
        shutil.move(tmp_path / name, home / name)
    commit(book)
    inner = type(book)(home)
    edit(inner, "return 0.5", "return 0.505")
    assert said(inner) == [SAYS]
