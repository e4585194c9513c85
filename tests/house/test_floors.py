"""Who imports whom: the contracts of pyproject.toml hold, and what breaks them is named."""

import shutil
import subprocess
import sys

import pytest

# In a process of its own: it silences every logger that is there already
COMMAND = "import sys, importlinter.cli as c; sys.exit(c.lint_imports_command())"


def linted(folder):
    """(exit status, what it says) of import-linter in a folder."""
    command = [sys.executable, "-c", COMMAND, "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_imports_run_downward_only(root):
    status, said = linted(root)
    assert status == 0, said[said.find("Broken contracts") :]


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("book/ground/faults.py", "import book.site.build", "book.ground.faults -> book.site.build"),
        ("book/rules/files.py", "import book.site.build", "book.rules.files -> book.site.build"),
        ("book/rules/files.py", "import book.copying.modules", "book.rules.files -> book.copying.modules"),
        ("book/reading/book.py", "import book.running.job", "book.reading.book -> book.running.job"),
        ("book/site/build.py", "import book.running.job", "book.site.build -> book.running.job"),
        ("book/site/build.py", "import snippets.nets", "book.site.build -> snippets.nets"),
        ("snippets/nets.py", "import book.new", "snippets.nets -> book.new"),
        ("book/new.py", "import tests.conftest", "book.new -> tests.conftest"),
        ("book/cellar.py", "", "book.cellar"),
    ],
)
def test_an_import_that_goes_up_is_named(root, tmp_path, file, line, broken):
    for room in ("book", "snippets"):
        shutil.copytree(root / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / "tests/kit", tmp_path / "tests")
    for name in ("tests/conftest.py", "book/running/job.py"):
        (tmp_path / name).touch()
    shutil.copy(root / "pyproject.toml", tmp_path)
    with open(tmp_path / file, "a") as module:
        module.write(f"\n{line}\n")
    status, said = linted(tmp_path)
    assert status == 1 and broken in said, said
