"""engine.wasm is what its source and the locked compiler give."""

import hashlib
import json
import os
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

from tests.kit.node import NODE


@pytest.fixture(scope="module")
def home(root):
    return root / "docs/assets/trainer"


def test_the_listed_files_are_there_and_no_other(home):
    rows = (home / "SHA256SUMS").read_text().splitlines()
    listed = dict(reversed(row.split("  ")) for row in rows)
    files = [path for path in home.iterdir() if path.name != "SHA256SUMS"]
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_compiler_is_locked(home):
    wanted = json.loads((home / "package.json").read_text())["devDependencies"]
    lock = json.loads((home / "package-lock.json").read_text())["packages"]
    assert wanted == {"assemblyscript": lock["node_modules/assemblyscript"]["version"]}
    assert not any("resolved" in package for package in lock.values()), "a registry's address"


@pytest.mark.heavy  # by day: both engines give the same
def test_the_source_gives_the_same_bytes(home, tmp_path):
    """Where there is no npm, or no registry, this says so and passes by."""
    for name in ("engine.ts", "package.json", "package-lock.json"):
        shutil.copy(home / name, tmp_path)
    try:
        fetch = ["npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"]
        subprocess.run(fetch, cwd=tmp_path, check=True, capture_output=True, timeout=600)
    except (OSError, subprocess.SubprocessError) as error:
        warnings.warn(f"engine.wasm was not built again: npm ci failed ({error})", stacklevel=1)
        return
    path = f"{Path(NODE).parent}{os.pathsep}{os.environ['PATH']}"  # there may be an older one
    done = subprocess.run(
        ["npm", "run", "build"], cwd=tmp_path, env=os.environ | {"PATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0 and "WARNING" not in done.stdout + done.stderr, done.stderr
    assert (tmp_path / "engine.wasm").read_bytes() == (home / "engine.wasm").read_bytes()
