"""The Makefile: what it lists, what it installs, and when."""

import json
import os
import re
import stat
import subprocess
import sys

import pytest

from tests.house.targets import called_targets, targets
from tests.house.test_workflows import workflows


@pytest.fixture
def workshop(root, tmp_path):
    """A folder with the Makefile, and a virtual environment in which everything is up to date."""
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    (tmp_path / "Makefile").write_text((root / "Makefile").read_text())
    order = ("requirements.txt", "requirements-torch.txt", "pyproject.toml")
    stamps = (".venv/.made", ".venv/.locked", ".venv/.torch", ".venv/.ready")
    for age, name in enumerate(order + stamps):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (age, age))
    return tmp_path


def make(folder, *arguments):
    """Run make in a folder without the settings of a make that runs these tests."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    clean.pop("MFLAGS", None)
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=clean, capture_output=True, text=True, timeout=60
    )


def test_make_alone_lists_the_targets(root, workshop):
    listed = set(re.findall(r"^  make ([a-z-]+) ", make(workshop).stdout, re.MULTILINE))
    assert listed == targets(root)
    assert listed >= {"book", "test", "test-all", "serve", "bench", "clean", "lock"}


def test_make_installs_nothing_when_nothing_changed(workshop):
    assert make(workshop, "-n", "book").stdout.strip() == ".venv/bin/python -m book make"


@pytest.mark.parametrize(
    ("changed", "steps"),
    [
        ("pyproject.toml", ["--editable ."]),
        ("requirements-torch.txt", ["-r requirements-torch.txt", "--editable ."]),
        ("requirements.txt", ["-r requirements.txt", "-r requirements-torch.txt", "--editable ."]),
    ],
)
def test_make_repeats_the_steps_whose_file_changed(workshop, changed, steps):
    os.utime(workshop / changed, (100, 100))
    lines = make(workshop, "-n", "book").stdout.splitlines()
    installs = [line for line in lines if " install " in line]
    assert len(installs) == len(steps)
    assert all(line.endswith(step) for line, step in zip(installs, steps))


def test_a_preview_waits_for_no_torch(workshop):
    (workshop / ".venv/.torch").unlink()
    assert make(workshop, "-n", "serve").stdout.strip() == ".venv/bin/python -m book serve"


def test_make_renews_an_environment_whose_python_has_gone(workshop):
    (workshop / ".venv/bin/python").unlink()
    (workshop / ".venv/bin/python").symlink_to("/nowhere/python3")
    assert "-m venv --clear .venv" in make(workshop, "-n", "book").stdout


def test_torch_index_answers_for_torch_alone(workshop):
    os.utime(workshop / "requirements.txt", (100, 100))
    lines = make(workshop, "-n", "book", "TORCH_INDEX=https://example.org/cpu").stdout.splitlines()
    torch_lines = [line for line in lines if "example.org" in line]
    assert len(torch_lines) == 1
    assert torch_lines[0].endswith("--index-url https://example.org/cpu -r requirements-torch.txt")


def test_without_an_index_a_script_says_where_torch_comes_from(root, workshop):
    os.utime(workshop / "requirements-torch.txt", (100, 100))
    [line] = [row for row in make(workshop, "-n", "book").stdout.splitlines() if "torch.txt" in row]
    [script] = re.findall(r"install \$\(\.venv/bin/python -P (\S+)\) -r", line)
    assert (root / script).is_file()


def test_a_devcontainer_opens_with_the_book_made(root):
    opened = json.loads((root / ".devcontainer/devcontainer.json").read_text())
    assert re.fullmatch(r"python:3\.\d+\.\d+-[a-z]+", opened["image"]), "pinned, and with make and git"
    assert called_targets(opened["postCreateCommand"]) == ["book"]


def test_make_says_when_python_is_too_old(workshop):
    (workshop / ".venv/bin/python").unlink()
    done = make(workshop, "book", "PYTHON=false")
    assert done.returncode != 0
    assert done.stderr.startswith("The book needs Python 3.11 or newer, and 'false' is not.")


def test_no_file_names_an_extra_index(root):
    names = ["Makefile", "pyproject.toml", ".ci/run", "README.md", "requirements.in"]
    for path in [root / name for name in names] + workflows(root):
        assert "extra-index" not in path.read_text(), path


def test_ci_runs_the_test_command_of_the_readme(root):
    script = root / ".ci/run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert called_targets(script.read_text()) == ["test"]
    assert "--durations=10" in (root / "Makefile").read_text()
