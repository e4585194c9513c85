"""`make record-gpu`: whoever says that it computes on a card must do so, and a machine with little is enough.

No card is here: what PyTorch would tell of one is pretended.
"""

import ast
import json
import subprocess
import sys

import pytest
import torch

from book.ground.faults import Fault
from book.reading.book import Book
from book.reading.parse import parse_chapter
from book.recording import run as recording
from book.recording.gpu import TESTS, broken_words, in_words
from tests.kit.tinybook import tiny_book

# What a machine with a card has, and what those packages stand on
THERE = "torch numpy matplotlib lxml yaml markdown_it mdurl psutil PIL tqdm requests pytest"
BELOW = """functorch torchgen sympy mpmath networkx jinja2 markupsafe fsspec typing_extensions filelock setuptools
    contourpy cycler fontTools kiwisolver packaging pyparsing dateutil six mpl_toolkits pylab
    iniconfig pluggy py pygments urllib3 idna charset_normalizer certifi book snippets tests on_cuda pooch"""
# `pooch` is let through to the stand-in alone
BARE = f"""
import importlib.machinery as machinery
import sys

THERE = {(THERE + " " + BELOW).split()!r}


class There(machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        found, top = super().find_spec(name, path, target), name.split(".")[0]
        if not found or path is not None or top in sys.stdlib_module_names or top.startswith("_"):
            return found
        return found if top in THERE and not (top == "pooch" and "site-packages" in found.origin) else None


sys.meta_path[:] = [There if finder is machinery.PathFinder else finder for finder in sys.meta_path]
"""
PICKS = {"pick_device", "gpu_ways", "current_accelerator"}


@pytest.fixture
def bare(root, tmp_path_factory):
    """bare(code): what Python gives for it where nothing is installed but what machines with a card have."""
    home = tmp_path_factory.mktemp("bare")
    (home / "sitecustomize.py").write_text(BARE)
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "OMP_NUM_THREADS": "1"}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # those that lie here lie not there
    environment["PYTHONPATH"] = f"{home}:{root}"

    def run(*arguments, **more):
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=root, env={**environment, **more}, capture_output=True, text=True, timeout=900
        )

    def on_card(**more):
        path = f"{environment['PYTHONPATH']}:{root / 'book/recording/stand_in'}"
        return run("-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS, PYTHONPATH=path, **more)

    run.on_card = on_card

    assert run("-c", "import mkdocs").returncode == 1 and run("-c", "import pooch").returncode == 1
    return run


# What a chapter says and does

PRETENDED = """
import torch

torch.cuda.is_initialized = lambda: True
torch.cuda.device_count = lambda: 2
torch.cuda.memory_stats = lambda card: {"allocation.all.allocated": card * BLOCKS} if card else {}
"""


def page(code, says=False):
    front = "---\ngpu: true\n---\n\n" if says else ""
    return f"{front}# One\n\n```python\n{code.strip()}\n```\n"


def test_a_card_that_was_used_is_told_and_one_that_is_only_there_is_not(tmp_path):
    book = tiny_book(
        tmp_path,
        used=page(PRETENDED.replace("BLOCKS", "3")),
        idle=page(PRETENDED.replace("BLOCKS", "0")),
        none=page("import torch\ntorch.ones(3).sum();"),
    )
    report = recording.check(book)
    assert report.faults == [] and report.on_card == {"used": True, "idle": False, "none": False}


def test_a_chapter_that_does_not_do_as_it_says_is_a_fault():
    says = {"one": True, "two": True, "three": False, "four": False}
    faults = list(broken_words(says, {"one": True, "two": False, "three": True, "four": False}))
    assert [(fault.path, fault.line) for fault in faults] == [("docs/two.md", 1), ("docs/three.md", 1)]
    assert "says `gpu: true`, and its run computed nothing" in faults[0].message
    assert "write `gpu: true`" in faults[1].message
    assert all(isinstance(fault, Fault) for fault in faults)


def picks(chapter):
    """Whether one of a chapter's cells, outside of exercises, takes the fastest device that there is."""
    for cell in chapter.cells:
        if cell.role != "cell" or cell.language != "python" or cell.include or cell.raises:
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Attribute | ast.Name):
                name = node.attr if isinstance(node, ast.Attribute) else node.id
                if name in PICKS:
                    return True
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fit":
                named = [each.value for each in node.keywords if each.arg == "device"]
                if not named or not isinstance(named[0], ast.Constant):
                    return "from snippets.training import" in chapter.text
    return False


def test_the_chapters_that_pick_a_device_say_so(root):
    chapters = [parse_chapter(path, root) for path in Book(root).chapters]
    says = {chapter.stem for chapter in chapters if chapter.gpu}
    assert says == {chapter.stem for chapter in chapters if picks(chapter)} and "gpu" in says


# The command


def test_without_a_card_it_ends_with_one_line(bare):
    if torch.cuda.is_available():
        return
    done = bare("-m", "book.recording.gpu")
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("record-gpu: PyTorch ") and done.stderr.count("\n") == 1
    assert "sees no CUDA card here" in done.stderr


COMMAND = """
import sys
from pathlib import Path

import torch

from book.recording import gpu

torch.cuda.is_available = lambda: True
gpu.machine = lambda: ["A pretended card, 80 GiB"]
gpu.ROOT = Path(sys.argv[1])
gpu.CURVES = {"data/curve.json": ["snippets.curve"]}
sys.exit(gpu.main(["--into", sys.argv[2]]))
"""
WRITES = """\
import json
import sys
from pathlib import Path


def curve():
    return json.loads((Path(__file__).parent.parent / "data/curve.json").read_text())


if __name__ == "__main__":
    Path(sys.argv[1]).write_text("[1, 2]")
"""
BOOK = {
    "snippets/__init__.py": "",
    "snippets/curve.py": WRITES,
    "snippets/data.py": "from pooch import file_hash\n\ntold = len(file_hash(__file__))\n",
    "snippets/exports.py": "import safetensors\n",
    "data/old.json": "{}\n",
    "tests/cuda/pytest.ini": "[pytest]\n",
    "tests/cuda/on_cuda.py": "def test_one():\n    assert False\n",
}
CURVE = "from snippets.curve import curve\n\ncurve()"
HEAD = "---\ngpu: true\nexports:\n  a.json: snippets.exports.missing(told)\n---\n\n# The $x^2$ of it"


@pytest.mark.long
@pytest.mark.heavy  # by day: its parts
def test_it_needs_little_and_fails_where_the_card_was_not_used(bare, tmp_path):
    used = page(PRETENDED.replace("BLOCKS", "3") + "\nfrom snippets.data import told\ntold").replace(
        "# One", HEAD
    )
    used += "\n```output\n63\n```\n"
    pages = {"docs/one.md": used, "docs/two.md": page("1 + 1", says=True), "docs/three.md": page(CURVE)}
    pages["docs/four.md"] = page("import random\nrandom.random()")
    tiny_book(tmp_path / "book", **BOOK, **pages)

    def record():
        done = bare("-c", COMMAND, str(tmp_path / "book"), str(tmp_path / "into"))
        said, file = done.stdout + done.stderr, tmp_path / "into/report.json"
        assert file.is_file(), said
        return done.returncode, json.loads(file.read_text()), said

    status, report, said = record()
    assert status == 1, said
    [silent] = [fault for fault in report["faults"] if "computed nothing on the card" in fault]
    assert silent.startswith("docs/two.md:")
    others = [fault for fault in report["faults"] if fault != silent]
    assert any("pytest" in fault for fault in others), said
    assert any(fault.startswith("recorded: docs/four.md:") for fault in others), said
    assert all("pytest" in fault or "docs/four.md:" in fault for fault in others), said
    assert report["chapters"]["one"] == {"says": True, "on card": True}
    # What does not agree with itself is not written
    assert report["changed"] == ["data/curve.json", *(f"docs/{stem}.md" for stem in ("one", "three", "two"))]
    assert "1 failed" in said and "A pretended card" in said
    assert "63" in (tmp_path / "book/docs/one.md").read_text(), "the checkout stays as it is"
    assert "```output\n64\n```" in (tmp_path / "into/record/docs/one.md").read_text()
    assert "[1, 2]" in (tmp_path / "into/record/docs/three.md").read_text(), "chapters draw the new curves"
    patch = (tmp_path / "into/difference.patch").read_text()
    assert "\n-63\n+64\n" in patch and "b/record/data/curve.json" in patch

    two = tmp_path / "book/docs/two.md"
    two.write_text(two.read_text().replace("gpu: true", "title: Two"))
    (tmp_path / "book/docs/four.md").unlink()
    (tmp_path / "book/tests/cuda/on_cuda.py").write_text("def test_one():\n    pass\n")
    status, report, said = record()
    assert status == 0 and report["faults"] == [] and "1 passed" in said, said
    assert "On the card: one." in (tmp_path / "into/report.md").read_text()


def test_a_report_names_what_ran_where():
    chapters = {"one": {"says": True, "on card": True}, "two": {"says": False, "on card": False}}
    told = {"machine": ["A card, 80 GiB"], "chapters": chapters, "changed": ["docs/one.md"], "faults": []}
    assert in_words(told).splitlines()[2] == "- A card, 80 GiB" and "No fault." in in_words(told)
    assert "- `docs/two.md:1: why`" in in_words({**told, "faults": ["docs/two.md:1: why"]})


# The tests that run on a card


@pytest.mark.long
@pytest.mark.heavy  # by day: a line where there is no card
def test_without_a_card_its_tests_fail_and_none_is_collected_by_others(root, bare):
    if torch.cuda.is_available():
        return
    done = bare.on_card()
    assert done.returncode == 1 and "passed" not in done.stdout, done.stdout + done.stderr
    assert "these tests need a CUDA card, and none is here" in done.stdout
    assert not [*(root / "tests/cuda").glob("test_*")] + [*(root / "tests/cuda").glob("*_test.py")]


@pytest.mark.heavy
def test_its_tests_pass_where_the_cpu_is_the_device(bare):
    done = bare.on_card(TRIED_ON="cpu")
    assert done.returncode == 0 and " passed" in done.stdout, done.stdout + done.stderr
