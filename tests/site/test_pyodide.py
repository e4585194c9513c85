"""What others made and the pages carry: Python, NumPy, the editor and a font, as they were published."""

import hashlib
import json
import re
import zipfile

import pytest

FOLDERS = {name: f"docs/assets/{name}" for name in ("pyodide", "codemirror", "fonts")}


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(params=FOLDERS)
def folder(root, request):
    return root / FOLDERS[request.param]


@pytest.fixture
def pyodide(root):
    return root / FOLDERS["pyodide"]


def test_every_file_is_as_it_was_put_there(folder):
    rows = (folder / "SHA256SUMS").read_text().splitlines()
    listed = dict(reversed(row.split("  ")) for row in rows)
    assert listed == {path.name: sha256(path) for path in folder.iterdir() if path.name != "SHA256SUMS"}


def test_the_wheels_are_those_that_the_lock_names(pyodide):
    packages = json.loads((pyodide / "pyodide-lock.json").read_text())["packages"].values()
    named = {package["file_name"]: package["sha256"] for package in packages}
    assert named == {path.name: sha256(path) for path in pyodide.glob("*.whl")}
    names = {package["name"] for package in packages}
    assert all(set(package["depends"]) <= names and package["imports"] for package in packages)


def test_the_readme_names_the_versions_that_are_there(pyodide):
    readme = (pyodide / "README.txt").read_text()
    lock = json.loads((pyodide / "pyodide-lock.json").read_text())
    assert f"NumPy {lock['packages']['numpy']['version']}" in readme
    version = re.search(r"Pyodide ([\d.]+\d)", readme)[1]
    assert f'"{version}"' in (pyodide / "pyodide.mjs").read_text()
    assert f"CPython {lock['info']['python'].rpartition('.')[0]}" in readme


@pytest.mark.parametrize(
    "name, words",
    [
        ("pyodide/LICENSE-pyodide.txt", "Mozilla Public License Version 2.0"),
        ("pyodide/LICENSE-python.txt", "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2"),
        ("pyodide/LICENSE-numpy.txt", "NumPy Developers"),
        ("codemirror/LICENSE.txt", "Marijn Haverbeke"),
        ("fonts/LICENSE.txt", "The STIX Fonts Project Authors"),
        ("fonts/LICENSE.txt", "SIL OPEN FONT LICENSE Version 1.1"),
    ],
)
def test_its_licence_stands_beside_it(root, name, words):
    assert words in (root / "docs/assets" / name).read_text()


def test_the_licence_of_numpy_holds_all_that_its_wheel_carries(pyodide):
    text = (pyodide / "LICENSE-numpy.txt").read_text()
    [wheel] = pyodide.glob("*.whl")
    with zipfile.ZipFile(wheel) as files:
        licences = [name for name in files.namelist() if "dist-info/licenses/" in name]
        assert len(licences) > 10
        assert all(files.read(name).decode().strip() in text for name in licences)


def test_the_editor_is_built_from_locked_versions(root):
    folder = root / FOLDERS["codemirror"]
    wanted = json.loads((folder / "package.json").read_text())
    lock = json.loads((folder / "package-lock.json").read_text())["packages"]
    licence = (folder / "LICENSE.txt").read_text()
    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert lock[f"node_modules/{name}"]["version"] == version
    for path, package in lock.items():
        assert "resolved" not in package, "a registry's address stands in the lock"
        if path and not package.get("dev"):
            assert f"{path.removeprefix('node_modules/')} {package['version']}" in licence
