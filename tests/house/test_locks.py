"""The lock holds what we chose, and what is imported was chosen."""

import ast
import importlib.metadata
import re
import sys

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOMS = ("book", "snippets", "tests")


def requirements(path):
    """The requirements of a file without comments, hashes and continuation marks."""
    lines = (line.split("#")[0].strip(" \\\n") for line in path.open())
    return [Requirement(line) for line in lines if line and not line.startswith("--hash")]


def named(path):
    """The names of a requirements file, canonical."""
    return {canonicalize_name(each.name) for each in requirements(path)}


def test_lock_pins_and_hashes_everything(root):
    text = (root / "requirements.txt").read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    for entry in entries:
        assert re.match(r"[a-z0-9-]+(\[[a-z]+\])?==[0-9a-z.]+( ; [^\\]+)? \\\n", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_lock_holds_no_path_index_or_local_version(root):
    text = (root / "requirements.txt").read_text()
    assert not re.search(r"\+|://|@|/|index|find-links|#", text)


def test_lock_leaves_torch_to_its_own_file(root):
    [alone] = requirements(root / "requirements-torch.txt")
    assert str(alone) == "torch==2.13.0"
    foreign = re.compile(r"torch|nvidia|cuda|triton")
    assert not [name for name in named(root / "requirements.txt") if foreign.match(name)]


def test_lock_fits_what_we_chose(root):
    pins = {}
    for each in requirements(root / "requirements.txt"):
        pins.setdefault(canonicalize_name(each.name), []).append(next(iter(each.specifier)).version)
    for chosen in requirements(root / "requirements.in"):
        versions = pins.get(canonicalize_name(chosen.name), [])
        assert any(map(chosen.specifier.contains, versions)), f"make lock: {chosen}"


def test_lock_has_what_torch_needs(root):
    """Else torch's own step, and its index, would fetch it."""
    needs = map(Requirement, importlib.metadata.requires("torch"))
    needs = [each for each in needs if not re.match(r"nvidia|cuda|triton", each.name)]
    here = [each for each in needs if each.marker is None or each.marker.evaluate({"extra": ""})]
    assert {canonicalize_name(each.name) for each in here} <= named(root / "requirements.in") | {"filelock"}


def test_every_choice_has_a_reason_and_every_import_is_a_choice(root):
    chosen = named(root / "requirements.in") | {"torch"}
    distributions = importlib.metadata.packages_distributions()
    for path, module in imports(root):
        top = module.split(".")[0]
        beside = (path.parent / f"{top}.py").exists()
        if top not in sys.stdlib_module_names and top not in ROOMS and not beside:
            owners = set(map(canonicalize_name, distributions[top]))
            assert owners & chosen, f"{path}: {top} is not in requirements.in"


def imports(root):
    """(path, module) for every import in the rooms."""
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            if "broken" in path.parts:  # fixtures, wrong on purpose
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Import):
                    yield from ((path, alias.name) for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield path, node.module
