"""Running by itself: in any order, place and language the same; killed at any moment never half."""

import os
import pty
import re
import shutil
import subprocess
import sys
import termios
from functools import partial
from pathlib import Path

import pytest

from book.__main__ import main
from book.ground.faults import BookError
from book.reading.book import Book
from book.recording import run as recording
from book.running.limits import Limits
from book.site.build import commit_time
from tests.bench import copy_of_book
from tests.kit.tinybook import looks_of, tiny_book

ROOT = Path(__file__).resolve().parents[2]

NUMBERS = """# Numbers

```python
import torch

torch.manual_seed(4)
x = torch.rand(3, 2)
x @ x.T
```

Their sum is <!--= x.sum():.2f -->?<!--/-->, drawn:

```python
import matplotlib.pyplot as plt

plt.plot(x[:, 0], x[:, 1]);
```

![Three points on a line](figures/numbers/points.svg)
"""
PLACES = """# Places

```python
import locale
from pathlib import Path

note = Path("note.txt")
note.write_text("schön …")
print(locale.getpreferredencoding(), oct(note.stat().st_mode))
note.read_text()
```

```sh
printf 'a\\nB\\né\\n' | sort
```
"""
EXERCISES = """# Exercises

```python
n = 3
```

/// details | Exercise: a number
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
print("solved …")
```
///
"""


@pytest.fixture
def book(tmp_path):
    """Three chapters with all that a chapter can hold; nothing is recorded yet."""
    return tiny_book(tmp_path / "book", numbers=NUMBERS, places=PLACES, exercises=EXERCISES)


def command(book, *arguments, options=(), **more):
    """Run `python -m book …` on `book` in a fresh process, by its own machinery if it has one: its
    exit status and standard output."""
    home = book.root if (book.root / "book/__main__.py").is_file() else ROOT
    environment = {**os.environ, "PYTHONPATH": str(home), **more.pop("env", {})}
    done = subprocess.run(
        [sys.executable, "-m", "book", *options, *arguments],
        env=environment,
        capture_output=True,
        timeout=300,
        **more,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout


def contents(folder):
    """{path: bytes} of the files in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


# Whatever ends first

SLOW = "```python\nimport time\ntime.sleep({})\n1 / 0\n```\n"


def test_messages_stand_in_the_order_of_the_book_whatever_ends_first(tmp_path, capsys):
    seconds = {"a": 0.6, "b": 0, "c": 0.3}
    tiny_book(tmp_path, **{stem: f"# T\n\n{SLOW.format(wait)}" for stem, wait in seconds.items()})
    said = []
    for jobs in ("1", "4"):
        assert main(["--root", str(tmp_path), "run", "--jobs", jobs]) == 1
        said.append(capsys.readouterr())
    assert said[0].out == said[1].out
    assert re.findall(r"^docs/(.)\.md:6: Zero", said[1].out, re.M) == ["a", "b", "c"]
    assert re.findall(r"^(.): 1 cell, ", said[1].err, re.M) == ["a", "b", "c"]


@pytest.mark.parametrize("jobs", ["0", "-3"])
def test_too_few_jobs_are_one_line(jobs, tmp_path, capsys):
    tiny_book(tmp_path, a="# A\n\n```python\n1;\n```\n")
    assert main(["--root", str(tmp_path), "run", "--jobs", jobs]) == 1
    line = f"book: --jobs {jobs}: write how many chapters may run at once, 1 or more\n"
    assert capsys.readouterr() == ("", line)


def _heard(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that nobody will write any more
        return b""


@pytest.mark.long
def test_a_terminal_shows_a_bar_and_a_pipe_plain_lines(tmp_path):
    tiny_book(tmp_path, a="# A\n\n```python\n1;\n```\n\n```python\n2;\n```\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
    line = [sys.executable, "-m", "book", "--root", str(tmp_path), "run", "--no-cache"]  # each cell twice
    outer, inner = pty.openpty()
    termios.tcsetwinsize(inner, (24, 80))
    subprocess.run(line, stderr=inner, env=environment, check=True, timeout=120)
    os.close(inner)
    shown = b"".join(iter(partial(_heard, outer), b"")).decode()
    os.close(outer)
    assert "4/4 [" in shown and "a: 2 cells" not in shown
    piped = subprocess.run(line, env=environment, check=True, timeout=120, capture_output=True)
    assert b"a: 2 cells, " in piped.stderr
    assert b"\r" not in piped.stderr and b"|" not in piped.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[tool.book]\ncell_seconds = 'long'\n",
            "2: `cell_seconds` is no limit: write a number above 0, such as 60",
        ),
        (
            "[tool.book]\n\nmemory_gib = true\n",
            "3: `memory_gib` is no limit: write a number above 0, such as 4",
        ),
        (
            "[tool.book]\nchapter_seconds = -1\n",
            "2: `chapter_seconds` is no limit: write a number above 0, such as 300",
        ),
        (
            "[tool.book]\ncell_seconds = nan\n",
            "2: `cell_seconds` is no limit: write a number above 0, such as 60",
        ),
        (
            "[tool.book]\ncells = 1\n",
            "2: [tool.book] has no `cells`: it has cell_seconds, chapter_seconds, memory_gib, file_gib",
        ),
        (
            "[tool]\nbook = 3\n",
            "2: [tool.book] is not a table: write a line `name = number` for each of "
            "cell_seconds, chapter_seconds, memory_gib, file_gib that you set",
        ),
        (
            "[tool.book]\ncell_seconds 60\n",
            "2: not TOML (Expected '=' after a key in a key/value pair): mend it",
        ),
        ("[tool.book\n", "1: not TOML (Expected ']' at the end of a table declaration): mend it"),
        (b"# \xff\n", "1: not UTF-8: save the file as UTF-8"),
    ],
)
def test_a_wrong_limit_is_one_line(text, message, tmp_path, capsys):
    tiny_book(tmp_path, a="# A\n", **{"pyproject.toml": text})
    assert main(["--root", str(tmp_path), "run"]) == 1
    assert capsys.readouterr() == ("", f"book: pyproject.toml:{message}\n")


def test_limits_have_defaults_and_pyproject_overrides_them(tmp_path):
    assert Limits.read(tmp_path / "none.toml") == Limits(60, 300, 4)
    (tmp_path / "one.toml").write_text("tool = 'x'\n")
    with pytest.raises(BookError, match="is not a table"):
        Limits.read(tmp_path / "one.toml")
    (tmp_path / "two.toml").write_text("[tool.book]\ncell_seconds = 0.5\n")
    assert Limits.read(tmp_path / "two.toml") == Limits(0.5, 300, 4)


# Wherever it runs

PLACES_TO_BE = [
    {},
    {"TZ": "Asia/Kathmandu"},
    {"TZ": "America/St_Johns", "LC_ALL": "C"},
    {"LC_ALL": "POSIX"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LANG": "C.UTF-8"},
    {"LC_ALL": "no_SUCH.locale"},
    {"PYTHONHASHSEED": "0"},
    {"PYTHONHASHSEED": "123"},
    {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
]


def roam(book, tmp_path, number, *arguments):
    """Run a command in the surroundings `number`: environment, working directory and umask."""
    place = PLACES_TO_BE[number % len(PLACES_TO_BE)]
    away = ["--root", str(book.root)]
    cwd, options = [(book.root, []), (tmp_path, away), ("/", away)][number % 3]
    return command(
        book, *arguments, options=options, cwd=cwd, env=place, umask=[0o022, 0o077, 0o000][number % 3]
    )


@pytest.mark.heavy
def test_twenty_checks_anywhere_say_the_same(book, tmp_path):
    assert recording.run(book).faults == []
    page = book.docs / "places.md"
    page.write_text(page.read_text().replace("\n'schön …'", "\n'schön!'"))
    found = {roam(book, tmp_path, number, "check", "--no-cache") for number in range(20)}
    assert len(found) == 1
    status, out = found.pop()
    assert status == 1 and "the run gave `'schön …'`".encode() in out


@pytest.mark.heavy
@pytest.mark.parametrize("number", [2, 4])
def test_a_check_elsewhere_says_the_same(number, book, tmp_path):
    assert recording.run(book).faults == []
    page = book.docs / "exercises.md"
    page.write_text(page.read_text().replace("solved …", "é", 1))
    here = command(book, "check", "--no-cache", cwd=book.root)
    assert here[0] == 1 and "the run gave `é`".encode() in here[1]
    assert roam(book, tmp_path, number, "check", "--no-cache") == here


@pytest.mark.heavy  # by day: each chapter of the book, held against what another machine recorded
def test_a_run_anywhere_writes_the_same_bytes(book, tmp_path):
    new, records = contents(book.root), []
    for number in range(10):
        shutil.rmtree(book.root)
        for name, data in new.items():
            (book.root / name).parent.mkdir(parents=True, exist_ok=True)
            (book.root / name).write_bytes(data)
        assert roam(book, tmp_path, number, "run") == (0, b"")
        records.append(contents(book.docs))
    assert all(record == records[0] for record in records)
    places = records[0]["places.md"].decode()
    assert "utf-8 0o100644\n'schön …'" in places and "```output\nB\na\né\n```" in places
    assert b"<svg" in records[0]["figures/numbers/points.svg"]


# Two clones


def clone(home, folder, *, umask, stamp):
    """A clean clone of the repository `home`, made under `umask`, its files as old as `stamp`."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "clone", "--quiet", str(home), str(folder)], check=True, umask=umask)
    for path in folder.rglob("*"):
        if ".git" not in path.parts:
            os.utime(path, (stamp, stamp))
    return Book(folder)


def commit(home):
    """Make the folder `home` a repository with one commit of the year 2020."""
    when = {"GIT_AUTHOR_DATE": "1600000000 +0000", "GIT_COMMITTER_DATE": "1600000000 +0000"}
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    for line in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "-m", "All"]):
        subprocess.run(["git", *line], cwd=home, check=True, env={**os.environ, **when})


def assert_same_sites(home, tmp_path, monkeypatch):
    """Build the sites of two clones of `home` in different surroundings and compare every byte."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    commit(home)
    one = clone(home, tmp_path / "one", umask=0o022, stamp=1_500_000_000)
    deep = tmp_path / "a much/deeper/place/ändert nichts"
    two = clone(home, deep, umask=0o077, stamp=1_700_000_000)
    for step in ("notebooks", "site"):
        assert command(one, step, cwd=one.root, env={"TZ": "Asia/Tokyo"})[0] == 0
        assert (
            command(
                two,
                step,
                options=["--root", str(two.root)],
                cwd=tmp_path,
                umask=0o077,
                env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "7"},
            )[0]
            == 0
        )
    sites = [contents(it.root / "site") for it in (one, two)]
    assert sites[0].keys() == sites[1].keys()
    assert [name for name, data in sites[0].items() if data != sites[1][name]] == []
    assert sites[0]["sitemap.xml.gz"][4:8] == bytes(4)  # gzip keeps a time, but for this one
    return sites[0]


@pytest.mark.heavy  # by day: a site built twice, in tests/site
def test_sites_of_two_clones_are_equal_to_the_byte(tmp_path, monkeypatch):
    looks = looks_of(ROOT, "index.md", "numbers.md")
    ignored = {".gitignore": ".cache/\n/site/\ndocs/notebooks/\n"}
    home = tiny_book(tmp_path / "home", **looks, **ignored, index="# Home\n", numbers=NUMBERS)
    assert recording.run(home).faults == []
    site = assert_same_sites(home.root, tmp_path, monkeypatch)
    assert "numbers/index.html" in site and "notebooks/numbers.ipynb" in site


@pytest.mark.heavy
def test_sites_of_two_clones_of_this_book_are_equal_to_the_byte(tmp_path, monkeypatch):
    (home := tmp_path / "home").mkdir()
    copy_of_book(home)
    (home / ".venv").unlink()
    site = assert_same_sites(home, tmp_path, monkeypatch)
    assert "talk/index.html" in site


def test_the_date_is_that_of_the_commit_where_none_is_given(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert commit_time(tmp_path) == "0"
    when = {**os.environ, "GIT_COMMITTER_DATE": "1234567890 +0100"}
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    for line in (["init", "--quiet"], [*who, "commit", "--quiet", "--allow-empty", "-m", "All"]):
        subprocess.run(["git", *line], cwd=tmp_path, env=when, check=True)
    assert commit_time(tmp_path) == "1234567890"
    monkeypatch.setenv("PATH", "")
    assert commit_time(tmp_path) == "0"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    assert commit_time(tmp_path) == "7"


@pytest.mark.heavy  # by day: two builds, and each change of a preview
def test_a_changed_chapter_gives_the_site_of_a_full_build(tmp_path):
    looks = looks_of(ROOT, "index.md", "numbers.md")
    it = tiny_book(tmp_path / "it", **looks, index="# Home\n\nAll of it.\n", numbers=NUMBERS)
    assert main(["--root", str(it.root), "make"]) == 0
    page = it.docs / "numbers.md"
    page.write_text(page.read_text().replace("manual_seed(4)", "manual_seed(5)"))
    assert main(["--root", str(it.root), "make"]) == 0
    changed = contents(it.root / "site")
    for folder in (".cache", "site", "docs/notebooks"):
        shutil.rmtree(it.root / folder)
    assert main(["--root", str(it.root), "make"]) == 0
    assert contents(it.root / "site") == changed
    assert b"manual_seed" in changed["numbers/index.html"]


def test_copies_that_cannot_be_made_are_a_fault_of_their_chapter_alone(tmp_path, capsys):
    snippet = "# --8<-- [start:n]\nn = 2\n# --8<-- [end:n]\n"
    tiny_book(
        tmp_path,
        a="# A\n\n```python\nfrom snippets.code import n, m\nn\n```\n",
        b="# B\n\n```python\n1 + 1\n```\n",
        **{"snippets/__init__.py": "", "snippets/code.py": snippet + "exec('m = 1')\n"},
    )
    assert main(["--root", str(tmp_path), "run"]) == 1
    out = capsys.readouterr().out
    assert re.fullmatch(r"docs/a\.md:3: .*`m`.*\n", out)
    assert "```output\n2\n```" in (tmp_path / "docs/b.md").read_text()
    assert "```output" not in (tmp_path / "docs/a.md").read_text()
