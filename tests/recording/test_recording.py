"""Running chapters: what `run` writes, what `check` reports, what neither lets pass."""

import operator
import textwrap

import pytest

from book.ground.files import write_atomically
from book.reading.book import Book
from book.reading.parse import parse_chapter
from book.recording import run as recording
from book.recording.jobs import jobs_of
from book.running.job import ExerciseStep
from book.running.runner import Runner
from tests.kit.limits import hurry

PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2], [2, 1]);"


def cell(code, below="", language="python"):
    return f"```{language}\n{textwrap.dedent(code).strip()}\n```\n\n{below}"


def output(text, title=None):
    return f"```output{f' title={chr(34)}{title}{chr(34)}' if title else ''}\n{text}\n```\n"


@pytest.fixture
def book(tmp_path):
    """Write chapters by `book(one=text)`."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "snippets").mkdir()

    def write(**chapters):
        for stem, text in chapters.items():
            (tmp_path / "docs" / f"{stem}.md").write_text(f"# T\n\n{text}")
        return Book(tmp_path)

    return write


def page(book, stem="x"):
    return (book.docs / f"{stem}.md").read_text()


def told(report):
    return [str(fault) for fault in sorted(report.faults)]


def test_run_writes_outputs_errors_values_and_figures(book):
    it = book(
        x=cell("x = 6 * 7\nprint('hi')\nx")
        + "So <!--= x:.1f -->?<!--/--> it is.\n\n"
        + cell("1 / 0", "```pytb\n```\n\n")
        + cell(PLOT, "![a line](figures/x/line.svg)\n")
    )
    report = recording.run(it, use_cache=False)
    assert told(report) == []
    assert "```output\nhi\n42\n```" in page(it)
    assert "<!--= x:.1f -->42.0<!--/-->" in page(it)
    assert "```pytb\nZeroDivisionError: division by zero\n```" in page(it)
    svg = (it.docs / "figures/x/line.svg").read_text()
    assert "prefers-color-scheme:dark" in svg and "stroke-a-edge" in svg
    assert recording.check(it, use_cache=False).faults == []


def test_run_on_unchanged_input_changes_no_byte(book):
    it = book(
        x=cell("import random\nrandom.random()", output("0.5", "varies"))
        + cell(PLOT, "![a](figures/x/a.svg)\n")
    )
    recording.run(it)
    before = {path: path.stat().st_mtime_ns for path in it.docs.rglob("*.*")}
    assert recording.run(it).ran == 0
    assert recording.run(it, use_cache=False).written == []
    assert {path: path.stat().st_mtime_ns for path in it.docs.rglob("*.*")} == before


def test_refresh_rewrites_what_still_compares_equal(book):
    it = book(x=cell("0.5", output("0.5", "within 2%")))
    recording.run(it)
    (it.docs / "x.md").write_text(page(it).replace('2%"\n0.5', '2%"\n0.501'))
    assert recording.run(it, use_cache=False).written == [] and "0.501" in page(it)
    recording.run(it, refresh=True)
    assert '```output title="within 2%"\n0.5\n```' in page(it)


def test_changed_code_renews_what_would_still_compare_equal(book):
    it = book(x=cell("x = 0.5\nx", output("0.5", "varies")) + "Text.\n")
    recording.run(it)
    (it.docs / "x.md").write_text(page(it).replace("x = 0.5", "x = 0.7"))
    assert told(recording.run(it)) == [] and '```output title="varies"\n0.7\n```' in page(it)


def test_a_fence_without_a_label_is_refused(book):
    it = book(x=cell("3", "```\n3\n```\n"))
    before = page(it)
    for faults in (recording.run(it), recording.check(it)):
        assert told(faults)[0].startswith("docs/x.md:7: a fence without a label: write ```text")
    assert page(it) == before


def test_an_output_that_nobody_prints_goes(book):
    it = book(x=cell("x = 3", output("3")) + "\nText.\n")
    assert told(recording.check(it)) == [
        "docs/x.md:3: prints nothing, yet an output stands below: run `python -m book run x`"
    ]
    recording.run(it)
    assert page(it) == "# T\n\n```python\nx = 3\n```\n\nText.\n"


def test_blanks_that_no_record_holds_are_printed_all_the_same(book):
    it = book(x=cell("print(' ' * 20_001)"), y=cell("1 / 0", "```pytb\n```\n\n"))
    (it.docs / "y.md").write_text(page(it, "y").replace("1 / 0", "raise ValueError('x' * 20_001)"))
    faults = told(recording.run(it, use_cache=False))
    assert len(faults) == 1 and faults[0].startswith("docs/x.md:3: prints more than 20,000 characters")
    assert "x" * 20_001 in page(it, "y"), "an error is no print"


def test_an_empty_title_is_no_tolerance(book):
    it = book(x=cell("1 + 1", output("3", "").replace("```output", '```output title=""')))
    assert told(recording.check(it, use_cache=False)) == [
        "docs/x.md:3: the page has `3`, the run gave `2`: run `python -m book run x`"
    ]


def test_a_cell_is_main_and_its_source_can_be_read(book):
    it = book(
        x=cell("""
        import inspect, pickle
        def f(x):
            return x
        class C: pass
        print(__name__, inspect.getsource(f).splitlines()[0])
        type(pickle.loads(pickle.dumps(C()))) is C
        """)
    )
    recording.run(it)
    assert "```output\n__main__ def f(x):\nTrue\n```" in page(it)


def test_a_shell_cell_runs_in_the_same_scratch_folder(book):
    it = book(
        x=cell("from pathlib import Path\nPath('a.txt').write_text('hi');") + cell("cat a.txt", language="sh")
    )
    assert told(recording.run(it)) == []
    assert "```output\nhi\n```" in page(it)
    assert not list(it.root.rglob("a.txt"))


def test_workers_and_children_are_heard(book):
    it = book(
        x=cell("""
        import subprocess, sys
        from torch.utils.data import DataLoader
        subprocess.run([sys.executable, "-c", "print('child')"])
        [batch.tolist() for batch in DataLoader([1, 2, 3], batch_size=2, num_workers=1)]
        """)
    )
    assert told(recording.run(it)) == []
    assert "child\n" in page(it) and "[[1, 2], [3]]" in page(it)


# Beside the fixtures of test_broken
FAULTS = {
    "deprecated": (
        cell("import warnings\nwarnings.warn('old', DeprecationWarning)"),
        5,
        "DeprecationWarning: old",
    ),
    "figure not there": (cell(PLOT, "![a](figures/x/a.svg)\n"), 8, "is not there yet"),
    "figure not drawable": (
        cell(f"{PLOT}\nplt.title('$^$');", "![a](figures/x/a.svg)\n"),
        3,
        "the Text `$^$` of set_title cannot be drawn",
    ),
    "stage of a pipe": (cell("false | cat", language="sh"), 3, "ends with exit status 1: mend the commands"),
    "value ends all": ("So <!--= __import__('os')._exit(3) -->2<!--/-->.\n", 3, "exit status 3"),
    "value leaves": ("So <!--= exit() -->2<!--/-->.\n", 3, "raises SystemExit"),
    "value writes": ("So <!--= open('../../up', 'w') -->2<!--/-->.\n", 3, "writes to `../../up`"),
    "exercise hangs": (cell("n = 3") + "EXERCISE", 7, "still runs after the 1 s that a cell may take"),
    "meant to be forbidden": (cell("open('../../up.txt', 'w')", "```pytb\n```\n"), 4, "outside its scratch"),
    "follow-ups": (
        cell("n = 1 / 0") + cell("m = n", output("3")) + "So <!--= m -->2<!--/-->.\n" + "EXERCISE",
        4,
        "ZeroDivisionError",
    ),
    "follow-ups of a misspelt cell": (cell("def n(:") + cell("n"), 4, "SyntaxError"),
    "chance in values": (
        cell("import random\nn = random.random()") + "So <!--= n -->2<!--/-->, or "
        "<!--= 2 * n -->4<!--/-->.\n",
        8,
        "not deterministic",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_check_refuses(book, monkeypatch, name):
    text, line, message = FAULTS[name]
    answer = "a = n"
    if name == "exercise hangs":
        answer = "while True: pass"
        hurry(monkeypatch, ExerciseStep)
    it = book(x=text.replace("EXERCISE", EXERCISE.replace("a = n", answer)))
    faults = recording.check(it, use_cache=False).faults
    assert [fault.line for fault in faults] == [line] and message in faults[0].message, faults
    assert "\n" not in str(faults[0])


def test_an_error_in_a_section_is_blamed_on_the_line_that_embeds_it(book, tmp_path):
    code = "# --8<-- [start:a]\n1\n1 / 0\n# --8<-- [end:a]\n"
    (tmp_path / "snippets" / "code.py").write_text(code)
    it = book(x=cell("1;") + cell('--8<-- "snippets/code.py:a"', "Text.\n"))
    (line,) = told(recording.check(it))
    assert line.startswith("docs/x.md:8: ZeroDivisionError: division by zero")


def test_a_page_that_cannot_be_written_stays_as_it_was(tmp_path, monkeypatch):
    page = tmp_path / "page.md"
    page.write_text("old")

    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="no space"):
        write_atomically(page, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"] and page.read_text() == "old"


def test_a_chapter_that_cannot_be_read_is_a_fault(tmp_path):
    (tmp_path / "folder.md").mkdir()
    (fault,) = parse_chapter(tmp_path / "folder.md", tmp_path).faults
    assert "cannot be read" in fault.message


def test_a_timed_chapter_runs_while_nothing_else_does(book):
    it, seen = book(a=cell("1;"), b=cell("1;"), c=cell("1;")), {}
    (it.docs / "b.md").write_text("---\ntimed: true\n---\n" + page(it, "b"))

    def note(job, message):
        seen.setdefault(job.stem, [other.stem for other, _, _ in runner.running.values()])

    with Runner(it.root, it.docs, 3) as runner:
        assert len(list(runner.run(jobs_of(it, recording.chosen(it, ())), note))) == 3
    assert seen["b"] == ["b"]
    assert next(iter(seen.values())) == ["a", "c"], "at once"
    assert not any("b" in others for stem, others in seen.items() if stem != "b")


def test_a_fault_leaves_the_page_as_it_was(book):
    it = book(x=cell("1", output("2")) + cell("1 / 0"))
    before = page(it)
    assert recording.run(it).faults and page(it) == before


def test_a_cell_that_forgets_to_seed_is_caught(book):
    it = book(x=cell("import numpy as np\nnp.random.rand(2)"))
    recording.run(it)
    assert any("not deterministic" in line for line in told(recording.check(it, use_cache=False)))


SAVE = "import torch\ntorch.jit.trace(torch.relu, torch.zeros(1)).save('PLACE/relu.pt')"


def test_files_that_appear_beside_the_book_are_blamed_on_the_cell_that_names_them(tmp_path):
    """Two chapters at once: the blame is on the same one, once, whichever ends first and meanwhile."""
    (tmp_path / "elsewhere").mkdir()
    chapters = tmp_path / "elsewhere"
    save = SAVE.replace("PLACE", str(chapters))
    twice = f"{save}\nimport time; time.sleep(2)\n{save}"
    (chapters / "a.md").write_text("# A\n\n" + cell("import time\ntime.sleep(1);"))
    (chapters / "b.md").write_text("# B\n\n" + cell("2;") + cell(twice))
    (chapters / "c.md").write_text("# C\n\n" + cell("3;"))
    root = tmp_path / "book"
    (root / "docs").mkdir(parents=True)
    told = sorted(map(str, recording.check(Book(root, chapters), jobs=3).faults))
    assert len(told) == 1
    assert told[0].startswith(f"{chapters}/b.md:7: `{chapters}/relu.pt` changed while this chapter ran")


def test_an_unknown_limit_is_said(book, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.book]\ncell_second = 1\n")
    with pytest.raises(recording.BookError, match="no `cell_second`"):
        recording.check(book(x=cell("1")))


def test_an_unknown_chapter_is_said(book):
    with pytest.raises(recording.BookError, match="there is no chapter `y`: choose from x"):
        recording.run(book(x="text"), ["y"])


EXERCISE = """\
/// details | Exercise: one
    type: question
    open: true

```python
a = ...
```

```python title="check"
assert a == n, "a is n"
```
///

/// details | Solution
    type: success

```python
a = n
print("solved")
```
///

"""


def test_exercises_run_in_forks(book):
    it = book(x=cell("n = 3") + EXERCISE + cell("'a' in globals()"))
    assert told(recording.run(it)) == []
    assert "```output\nsolved\n```\n///" in page(it)
    assert page(it).endswith("```output\nFalse\n```\n\n")


def test_exercises_keep_off_the_gpu_that_their_chapter_used(book):
    code = "import torch\ntorch.cuda.is_available = lambda: True\nn = False"
    it = book(x=cell(code) + EXERCISE.replace("a = n\n", "a = torch.cuda.is_available()\n"))
    assert told(recording.run(it)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("assert a == n", "assert True", 15, "passes on the unfilled cell"),
        ("a = n\n", "a = n + 1\n", 15, "the solution fails: AssertionError: a is n"),
        ("a = n\n", "a = nope\n", 23, "the solution fails: NameError"),
        ("a = n\n", "import os\nos._exit(1)\n", 7, "the exercise ended its process"),
        ("a = n\n", "import warnings\nwarnings.warn('w')\na = n\n", 25, "UserWarning: w: mend the code"),
        (
            "assert a == n",
            "import warnings\nwarnings.warn('w')\nassert a == n",
            15,
            "UserWarning: w: mend the check",
        ),
    ],
)
def test_exercises_that_prove_nothing_are_faults(book, old, new, line, message):
    report = recording.run(book(x=cell("n = 3") + EXERCISE.replace(old, new)))
    (fault,) = report.faults
    assert fault.line == line and message in fault.message


def test_a_changed_snippet_runs_its_chapters_again(book, tmp_path):
    file = tmp_path / "snippets" / "code.py"
    file.write_text("# --8<-- [start:a]\nn = 1\n# --8<-- [end:a]\n")
    it = book(x=cell('--8<-- "snippets/code.py:a"') + cell("n"), y=cell("2"))
    assert recording.run(it).ran == 2
    file.write_text(file.read_text().replace("1", "5"))
    report = recording.run(it)
    assert (report.ran, "```output\n5\n```" in page(it)) == (1, True)


def test_a_damaged_cache_counts_as_none(book):
    it = book(x=cell("1"))
    recording.run(it)
    for kept in ("runs", "pages"):
        for entry in (it.root / ".cache" / kept).iterdir():
            entry.write_text("{}garbage")
    assert recording.run(it).ran == 1


def test_a_chapter_that_never_answers_has_not_run(book, monkeypatch):
    monkeypatch.setattr("book.running.supervisor.supervise", operator.is_)
    it = book(x=cell("1", output("1")))
    assert "could not be run" in told(recording.run(it))[0]
    assert not (it.root / ".cache").exists()
