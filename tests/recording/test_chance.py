"""Chance is seen before a page is written: a second run has other hashes and other random numbers."""

import re
import shutil
import subprocess

import pytest

from book.__main__ import main
from book.recording import run as recording
from book.recording.chance import places_of_chance
from book.running.job import CellResult, Ended, ExerciseResult, Failure, Outcome
from tests.kit.tinybook import parsed, tiny_book

WORDS = "words = set('red orange yellow green blue indigo violet black white grey'.split())"
FILES = "for name in 'abcdefghijkl':\n    open(name, 'w').close()"
BY_CHANCE = "not deterministic: two runs gave different results: seed what is random"
IN_ORDER = (
    "not deterministic: two runs gave the same words in another order: sort what comes from a set "
    "or a folder, or seed what is shuffled"
)


def cell(code, below=""):
    return f"```python\n{code}\n```\n\n{below}"


EXERCISE = f"""
/// details | Exercise: words
    type: question
    open: true

{cell("w = ...")}
```python title="check"
assert len(w) == 10, "all words"
```
///

/// details | Solution
    type: success

{cell("w = words; print(*w)")}///
"""
# {stem: (page below its title, the line of its fault, what the fault says)}
CHANCE = {
    "torch": (
        cell("import torch\n\nprint(torch.rand(2))"),
        3,
        f'{BY_CHANCE}, or put an empty ```output title="varies" below',
    ),
    "numpy": (
        cell("import numpy as np\nx = np.random.rand(2);")
        + cell("x", '```output title="within 2%"\n3.5\n```\n'),
        8,
        f'{BY_CHANCE}, or title the output "varies"',
    ),
    "set": (cell(f"{WORDS}\nwords"), 3, IN_ORDER),
    "sets": (cell(f"{WORDS}\n{{'a': words, 'b': [len(word) for word in words]}}"), 3, IN_ORDER),
    "varying-set": (cell(f"{WORDS}\nprint(*words)", '```output title="varies"\n```\n'), 3, IN_ORDER),
    "listed": (
        cell(f"import glob, os\n{FILES}\nos.listdir('.'), glob.glob('*'), next(os.walk('.'))"),
        3,
        IN_ORDER,
    ),
    "today": (
        cell("import datetime\n\ndatetime.date.today()"),
        3,
        f'{BY_CHANCE}, or put an empty ```output title="varies" below',
    ),
    "user": (
        cell("import getpass\n\ngetpass.getuser()"),
        3,
        f"{BY_CHANCE}, sort what comes from a set or a folder, or leave it out",
    ),
    "shuffle": (cell("import random\nx = list(range(20))\nrandom.shuffle(x)\nx"), 3, IN_ORDER),
    "hash": (cell("hash('a')"), 3, BY_CHANCE),
    "identity": (
        cell("import uuid\nprint(uuid.uuid4())"),
        3,
        f"{BY_CHANCE}, sort what comes from a set or a folder, or leave it out",
    ),
    "error": (cell("import random\nraise ValueError(random.random())", "```pytb\n```\n"), 3, BY_CHANCE),
    "value": (
        cell("import random\nx = random.random()") + "It is <!--= x:.9f -->?<!--/-->.\n",
        8,
        f"{BY_CHANCE}, sort what comes from a set or a folder, or round the value coarser",
    ),
    "figure": (
        cell(
            "import random\nimport matplotlib.pyplot as plt\nplt.ylim(0, 1)\nplt.plot([random.random() for _ in range(9)]);",
            "![A line](figures/figure/line.svg)\n",
        ),
        3,
        f'{BY_CHANCE}, or write `(figures/figure/line.svg "varies")` for the figure',
    ),
    "exercise": (cell(WORDS) + EXERCISE, 25, IN_ORDER),
    "export": ("EXPORT" + cell("import random\nx = random.random()"), 3, BY_CHANCE),
}
SURE = {
    "sorted-folder": cell(
        f"import os, shutil\nfrom pathlib import Path\n{FILES}\nos.makedirs('q/r')\nshutil.rmtree('q')\n"
        "with os.scandir() as entries:\n    print(len(list(entries)))\n"
        "sorted(os.listdir('.')), sorted(Path('.').iterdir())"
    ),
    "seeded": cell("import torch\n\ntorch.manual_seed(1)\ntorch.rand(2)"),
    "sorted": cell(f"{WORDS}\nsorted(words)") + "Of <!--= len(words) -->?<!--/--> words.\n",
    "varies": cell("import random\nrandom.random()", '```output title="varies"\n```\n'),
    "machine": cell(
        "import os\nprint(os.urandom(3).hex(), object())", '```output title="other words"\n```\n'
    ),
    "within": cell("import random\n1 + random.random() / 1e4", '```output title="within 2%"\n```\n'),
}


def page(stem, text):
    front, _, rest = text.rpartition("EXPORT")
    front = "---\nexports:\n  x.json: x\n---\n" if "EXPORT" in text else front
    return f"{front}# {stem}\n\n{rest}"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book of all these chapters after one run, and the report."""
    texts = {f"docs/{stem}.md": page(stem, text) for stem, (text, *_) in CHANCE.items()}
    texts |= {f"docs/{stem}.md": page(stem, text) for stem, text in SURE.items()}
    it = tiny_book(tmp_path_factory.mktemp("chance"), **texts)
    return it, recording.run(it)


def text(book, stem):
    return (book.docs / f"{stem}.md").read_text()


@pytest.mark.parametrize("stem", CHANCE)
def test_a_run_tells_chance_and_writes_nothing(stem, book):
    it, report = book
    below, line, message = CHANCE[stem]
    said = [str(fault) for fault in report.faults if fault.path == f"docs/{stem}.md"]
    assert len(said) == 1 and said[0].startswith(f"docs/{stem}.md:{line}: {message}"), said
    assert text(it, stem) == page(stem, below)
    assert not (it.docs / "figures").exists() and not (it.docs / "assets").exists()
    assert not (it.root / f".cache/pages/{stem}.json").exists()


@pytest.mark.parametrize("stem", SURE)
def test_what_two_runs_give_is_written(stem, book):
    it, report = book
    assert [fault for fault in report.faults if fault.path == f"docs/{stem}.md"] == []
    assert re.search(r"```output.*\n.*\d", text(it, stem)) or "'black'" in text(it, stem)


def test_all_of_it_ran_twice_and_no_check_blesses_what_did_not_agree(book):
    it, report = book
    assert report.ran == report.again == len(CHANCE) + len(SURE)
    again = recording.run(it)
    assert again.ran == len(CHANCE) and {f.path for f in again.faults} == {f.path for f in report.faults}
    stems = ["torch", "set", "export"]
    assert [fault.path for fault in sorted(recording.check(it, stems).faults)] == [
        "docs/export.md",
        "docs/set.md",
        "docs/torch.md",
    ]


# When does a chapter run twice?


@pytest.fixture
def seeded(tmp_path):
    files = {"docs/a.md": page("a", SURE["seeded"]), ".gitignore": ".cache/\n"}
    return tiny_book(tmp_path, **files)


def edit(book, old, new):
    path = book.docs / "a.md"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def counts(report):
    assert report.faults == []
    return report.ran, report.again


def git(book, *arguments):
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=book.root, check=True, capture_output=True)


def test_only_what_is_news_runs_twice_and_the_cost_is_told(seeded, capsys):
    assert main(["--root", str(seeded.root), "run"]) == 0
    said = r"1 chapter run in \d+\.\d s, 1 again in \d+\.\d s under another hash seed; 1 file rewritten"
    assert re.search(said, capsys.readouterr().err)
    edit(seeded, "# a", "# a\n\nA sentence.")
    assert counts(recording.run(seeded)) == (0, 0)
    assert counts(recording.run(seeded, refresh=True)) == (1, 0)
    assert counts(recording.check(seeded, use_cache=False)) == (1, 0)
    edit(seeded, "rand(2)\n", "rand(2)  # two\n")
    assert counts(recording.run(seeded)) == (1, 0)
    edit(seeded, "rand(2)", "rand(3)")
    assert counts(recording.run(seeded)) == (1, 1)
    git(seeded, "init", "--quiet")
    git(seeded, "add", ".")
    git(seeded, "commit", "--quiet", "-m", "All")
    shutil.rmtree(seeded.root / ".cache")
    assert counts(recording.run(seeded)) == (1, 0)
    # What nothing tells of is proved by a record that agrees, and only by one that does
    shutil.rmtree(seeded.root / ".git")
    shutil.rmtree(seeded.root / ".cache")
    assert counts(recording.run(seeded)) == (1, 0)
    shutil.rmtree(seeded.root / ".cache")
    edit(seeded, "tensor([", "tensor([1.")
    assert counts(recording.run(seeded)) == (1, 1)


def test_what_the_preview_wrote_is_proved_by_who_comes_next(seeded):
    assert counts(recording.run(seeded, prove=False)) == (1, 0)
    assert counts(recording.run(seeded, prove=False)) == (0, 0)
    assert counts(recording.check(seeded)) == (0, 1)
    assert counts(recording.run(seeded)) == counts(recording.check(seeded)) == (0, 0)
    edit(seeded, "torch.manual_seed(1)\n", "")
    assert counts(recording.run(seeded, prove=False)) == (1, 0)
    for again in recording.check, recording.run:
        (fault,) = again(seeded).faults
        assert fault.message.startswith(BY_CHANCE) and fault.line == 3


def test_what_no_record_may_hold_is_said_before_that_it_differs(tmp_path):
    draws = cell("import random\nrandom.random()", "```output\n0.5\n```\n\n")
    lost = cell("[object() for _ in range(4)]", "```output\n[<object object at 0x7f0123456789>]\n```\n")
    faults = sorted(recording.check(tiny_book(tmp_path, a=page("a", draws + lost))).faults)
    assert [fault.line for fault in faults] == [3, 12]
    assert faults[0].message.startswith(BY_CHANCE) and "shows a memory address" in faults[1].message


def test_what_fails_in_a_second_run_alone_is_chance(tmp_path):
    text = EXERCISE.replace("words; print(*w)", "'0123456789'")
    [chapter] = parsed(tiny_book(tmp_path, a=page("a", text)))
    unfilled = [CellResult(0, "", Failure("TypeError: no", None, "error"))]
    fine, fails = CellResult(1, ""), CellResult(2, "", Failure("AssertionError: all words", None, "error"))
    one, other = (
        Outcome(exercises={0: ExerciseResult(0, unfilled, [fine, last])}, done=True) for last in (fine, fails)
    )
    [place] = places_of_chance(chapter, one, other)
    assert place.fault.message.startswith("not deterministic: in a second run: the solution fails: Assert")
    late = Outcome(ended=Ended("time", 3, seconds=60))
    [place] = places_of_chance(chapter, one, late)
    assert place.fault.message.startswith("in a second run: still runs after the 60 s")
    assert places_of_chance(chapter, one, one) == places_of_chance(chapter, other, other) == []
