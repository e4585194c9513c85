"""Nothing twice: what is known to be true is neither parsed nor run again until something changes."""

import gzip
import os

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import save_file

from book.reading.parse import parse_chapter
from book.recording import run as recording
from book.running.job import Outcome
from tests.kit.tinybook import tiny_book

CODE = "# --8<-- [start:n]\nn = {}\n# --8<-- [end:n]\n"
PAGE = """# A

```python
--8<-- "snippets/code.py:n"
```

```python
n * 2
```

```python
import matplotlib.pyplot as plt
plt.plot([n]);
```

![A line](figures/a/line.svg)
"""


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "docs/a.md").write_text(PAGE),
        lambda root: (root / "docs/figures/a/line.svg").write_text("<svg/>"),
        pytest.param(lambda root: (root / "docs/figures/a/line.svg").unlink(), marks=pytest.mark.heavy),
        lambda root: (root / "snippets/code.py").write_text(CODE.format(3)),
        lambda root: (root / ".cache/pages/a.json").write_text("garbage"),
        pytest.param(
            lambda root: (root / "pyproject.toml").write_text("[tool.book]\ncell_seconds = 50\n"),
            marks=pytest.mark.heavy,
        ),
    ],
)
def test_a_verdict_holds_until_something_changes(change, tmp_path, monkeypatch):
    it = tiny_book(tmp_path, a=PAGE, **{"snippets/code.py": CODE.format(2)})
    assert recording.run(it).faults == []
    parsed = []
    monkeypatch.setattr(
        recording, "parse_chapter", lambda path, *rest: parsed.append(path) or parse_chapter(path, *rest)
    )
    for again in (recording.run, recording.check):
        report = again(it)
        assert (report.faults, report.chapters, report.ran) == ([], 1, 0)
        assert (report.cells, report.figures) == (3, 1)
    assert parsed == []
    change(tmp_path)
    recording.check(it)
    assert parsed == [tmp_path / "docs/a.md"]


def test_an_edit_while_its_chapter_runs_gets_no_verdict(tmp_path, monkeypatch):
    it = tiny_book(tmp_path, a="# A\n\n```python\n1 + 1\n```\n")
    compare = recording.compare
    page = tmp_path / "docs/a.md"

    def edited(*arguments):
        record = compare(*arguments)
        record.text = page.read_text()
        page.write_text(record.text.replace("1 + 1", "1 + 2"))
        return record

    monkeypatch.setattr(recording, "compare", edited)
    recording.check(it)
    assert not (tmp_path / ".cache/pages/a.json").exists()


# What a chapter reads

READS = """# A

```python
from pathlib import Path

from snippets.there import DATA

text = (DATA / "words.txt").read_text()
text
```
"""
EXERCISE = """
/// details | Exercise: a file
    type: question
    open: true

```python
a = ...
```

```python title="check"
assert a == (DATA / "more.txt").read_text(), "what is in the file"
```
///

/// details | Solution
    type: success

```python
a = (DATA / "more.txt").read_text()
```
///
"""
THERE = "from pathlib import Path\nDATA = Path(__file__).parents[1] / 'data'\n"


@pytest.fixture
def reading(tmp_path):
    """A recorded chapter that reads two files, one of them in a fork alone."""
    files = {"data/words.txt": "one", "data/more.txt": "1", "data/other.txt": "x"}
    it = tiny_book(
        tmp_path, a=READS + EXERCISE, **{"snippets/__init__.py": "", "snippets/there.py": THERE, **files}
    )
    assert recording.run(it).faults == []
    return it


def test_a_chapter_that_read_a_file_runs_again_where_it_changed(reading):
    (reading.root / "data/words.txt").write_text("two")
    assert recording.check(reading).ran == 1
    report = recording.run(reading)
    assert (report.faults, report.ran) == ([], 1) and "'two'" in (reading.docs / "a.md").read_text()
    assert recording.run(reading).ran == recording.check(reading).ran == 0
    (reading.root / "data/more.txt").write_text("2")
    assert recording.check(reading).ran == 1
    (reading.root / "data/more.txt").unlink()
    assert recording.check(reading).ran == 1


RAIN = """from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parents[1] / "data"
FILE = DATA / "rain" / "rain.csv"


def load_rain():
    return np.loadtxt(FILE, delimiter=",", skiprows=1)
"""
WAYS = {  # {stem: how a chapter reads data}
    "rain": "from snippets.rain import load_rain\n\nprint(load_rain().sum(axis=0))",
    "arrays": "import numpy as np\nnp.load(DATA / 'a.npy', mmap_mode='r').sum()",
    "picture": "from PIL import Image\nwith Image.open(DATA / 'a.png') as picture:\n    print(picture.size)",
    "packed": "import gzip\nwith gzip.open(DATA / 'a.gz') as file:\n    print(len(file.read()))",
    "tensors": "from safetensors.numpy import load_file\nload_file(str(DATA / 'a.safetensors'))",
    "spelt": "from safetensors.numpy import load_file\nload_file(f'{DATA}/a.safetensors')",
    "weighed": "import os\nos.stat(f'{DATA}/words.txt').st_size",
    "listed": "sorted(path.name for path in DATA.glob('*.csv'))",
    "awaited": "import os\nos.path.exists(os.path.join(DATA, 'later.txt'))",
    "program": "import subprocess\nsubprocess.run(['cat', DATA / 'words.txt']);",
    "shell": "import os\nos.environ['WORDS'] = str(DATA / 'words.txt')\n```\n\n```sh\ncat $WORDS | wc -w",
}


@pytest.fixture(scope="module")
def readers(tmp_path_factory):
    """A book whose chapters read files in all of these ways, recorded."""
    take = "from snippets.rain import DATA\n\n"
    pages = {f"docs/{stem}.md": f"# A\n\n```python\n{take}{code}\n```\n" for stem, code in WAYS.items()}
    files = {"snippets/__init__.py": "", "snippets/rain.py": RAIN}
    it = tiny_book(tmp_path_factory.mktemp("readers"), **pages, **files)
    write_data(it.root / "data", 5)
    assert recording.run(it).faults == []
    return it


def write_data(data, size):
    (data / "rain").mkdir(parents=True, exist_ok=True)
    (data / "rain/rain.csv").write_text(f"day,mm\n1,3\n2,{size}\n")
    np.save(data / "a.npy", np.arange(size))
    Image.new("L", (size, 1)).save(data / "a.png")
    (data / "a.gz").write_bytes(gzip.compress(bytes(size)))
    save_file({"w": np.zeros(size)}, data / "a.safetensors")
    (data / f"{size}.csv").touch()
    (data / "words.txt").write_text("word " * size)
    if size > 5:
        (data / "later.txt").touch()
    for path in data.rglob("*.*"):
        os.utime(path, (1, 1))


def test_a_chapter_runs_again_where_what_it_read_changed_however_it_did(readers):
    """Later than all runs: what changed while one ran is no record of anything."""
    assert (recording.run(readers).ran, "[3. 8.]" in (readers.docs / "rain.md").read_text()) == (0, True)
    write_data(readers.root / "data", 500)
    stale = {fault.path[5:-3] for fault in recording.check(readers).faults}
    report = recording.run(readers)
    assert (stale, report.faults, report.ran) == (set(WAYS), [], len(WAYS))
    assert "[  3. 503.]" in (readers.docs / "rain.md").read_text()
    assert recording.check(readers).ran == 0


def test_a_file_that_no_cell_read_is_no_reason_to_run(reading):
    (reading.root / "data/other.txt").write_text("y")
    (reading.root / "data/words.txt").write_text("one")  # the same words, newly saved
    page = reading.docs / "a.md"
    page.write_text(page.read_text().replace("# A\n", "# A\n\nNew words in the prose.\n"))
    assert recording.check(reading).ran == 0


def test_only_what_a_chapter_read_is_kept_of_what_was_opened(reading):
    outcome = (reading.root / ".cache/runs/a.json").read_text().partition("\n")[2]
    # Coverage of the chapter's very process reads its settings
    names = {name for name in Outcome.from_json(outcome).opened if not name.endswith("/pyproject.toml")}
    assert names == {"data/more.txt", "data/words.txt", "snippets/__init__.py", "snippets/there.py"}


def test_threads_set_outside_are_neither_a_chapters_nor_a_reason_to_run(tmp_path, monkeypatch):
    threads = (
        "# A\n\n```python\nimport os, torch\ntorch.get_num_threads(), os.environ['OMP_NUM_THREADS']\n```\n"
    )
    it = tiny_book(tmp_path, a=threads)
    assert recording.run(it).faults == []
    assert "(1, '1')" in (it.docs / "a.md").read_text()
    for count in ("1", "7"):
        monkeypatch.setenv("OMP_NUM_THREADS", count)
        (it.root / ".cache/pages/a.json").unlink()
        assert recording.check(it).ran == 0
    monkeypatch.setenv("ATEN_CPU_CAPABILITY", "default")
    assert recording.check(it).ran == 1
