"""Killed at any moment, a run leaves files that are old or new, and never mixes a chapter."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from book.ground.files import sweep, write_together
from book.recording import run as recording
from book.site.build import build_site
from tests.kit.night import by_day
from tests.kit.tinybook import looks_of, tiny_book
from tests.running.test_running import NUMBERS, ROOT, command, contents

OLD = {".md": ("tensor([[", "tensor([[9"), ".svg": ("</svg>", "<g></g></svg>")}


def stale(tmp_path, count=4):
    """A book of `count` chapters with an old record and kept outcomes, and its two states."""
    texts = {f"c{n}": NUMBERS.replace("figures/numbers/", f"figures/c{n}/") for n in range(count)}
    it = tiny_book(tmp_path / "book", **texts)
    assert recording.run(it).faults == []
    new = contents(it.docs)
    for path in [*it.docs.glob("*.md"), *it.docs.rglob("*.svg")]:
        text, (now, before) = path.read_text(), OLD[path.suffix]
        path.write_text(text.replace(now, before))
    old = contents(it.docs)
    assert (
        len([name for name in new if old[name] != new[name]]) == 3 * count
    )  # a page, its figure, and that of a phone
    return it, old, new


def restore(book, files):
    shutil.rmtree(book.docs)
    shutil.rmtree(book.root / ".cache" / "pages", ignore_errors=True)
    for name, data in files.items():
        (book.docs / name).parent.mkdir(parents=True, exist_ok=True)
        (book.docs / name).write_bytes(data)


def assert_old_or_new(book, old, new):
    """Each file is wholly old or new, a new page has new figures; a run ends it."""
    now = contents(book.docs)
    left = [name for name in now if name not in new]
    assert all(name.endswith(".tmp") and Path(name).name.startswith(".") for name in left)
    for name, data in new.items():
        assert now[name] in (old[name], data), name
    for page in book.docs.glob("*.md"):
        if page.read_bytes() == new[page.name]:
            figure = f"figures/{page.stem}/points.svg"
            assert now[figure] == new[figure]
    assert [path.stem for path in book.chapters] == ["c0", "c1", "c2", "c3"][: len(book.chapters)]
    stale_now = any(now[name] != data for name, data in new.items())
    assert bool(recording.check(book).faults) == stale_now
    assert recording.run(book).faults == []
    assert contents(book.docs) == new, "a later run completes, and sweeps what was left"
    assert not list(book.root.rglob("*.tmp"))


def test_a_death_between_any_two_renames_leaves_no_chapter_mixed(tmp_path):
    it, old, new = stale(tmp_path, count=1)
    renames = []
    for last in range(5):
        restore(it, old)
        child = os.fork()
        if child == 0:
            rename = os.replace

            def die_after(source, target, last=last, rename=rename):
                renames.append(target)
                if len(renames) > last:
                    os._exit(9)
                rename(source, target)

            os.replace = die_after
            recording.run(it)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        now = contents(it.docs)
        renamed = [name for name in new if now[name] == new[name] != old[name]]
        assert len(renamed) == min(last, 3) and os.WEXITSTATUS(status) == (9 if last < 4 else 0)
        assert ("c0.md" in renamed) == (last >= 3)
        assert_old_or_new(it, old, new)


def kill_at(moments, book, old, new, *arguments):
    """Run, kill after so many seconds, look: before, in and after the work."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    line = [sys.executable, "-m", "book", "--root", str(book.root), "run", *arguments]
    for number, moment in enumerate(moments):
        restore(book, old)
        running = subprocess.Popen(line, env=environment, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        running.send_signal([signal.SIGKILL, signal.SIGTERM][number % 2])
        running.wait()
        assert_old_or_new(book, old, new)


@pytest.mark.parametrize("count", by_day([6, 20], {20}))
def test_a_run_killed_at_any_moment_leaves_old_or_new(tmp_path, count):
    it, old, new = stale(tmp_path)
    restore(it, old)
    began = time.monotonic()
    assert command(it, "run", cwd=it.root)[0] == 0
    whole = time.monotonic() - began
    moments = [random.Random(number).uniform(0.3, 1.05) * whole for number in range(count)]
    kill_at(moments, it, old, new)


@pytest.mark.heavy
def test_a_run_killed_while_cells_run_leaves_old_or_new(tmp_path):
    it, old, new = stale(tmp_path)
    moments = [random.Random(number).uniform(0.5, 8) for number in range(10)]
    kill_at(moments, it, old, new, "--no-cache")


def test_what_a_killed_process_left_is_swept_and_what_a_living_one_needs_is_not(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, needed = tmp_path / f".a.md.{gone.pid}.tmp", tmp_path / f".a.md.{os.getpid()}.tmp"
    mine = tmp_path / "notes.tmp"
    for path in (left, needed, mine):
        path.touch()
    sweep(tmp_path)
    assert not left.exists() and needed.exists() and mine.exists()


def test_files_written_together_are_all_as_before_where_one_cannot_be(tmp_path):
    (tmp_path / "a").write_text("old")
    (tmp_path / "b").write_text("a file, so no folder")
    with pytest.raises(OSError, match="b"):
        write_together({tmp_path / "a": "new", tmp_path / "b" / "c": "new"})
    assert contents(tmp_path) == {"a": b"old", "b": b"a file, so no folder"}


def test_a_build_clears_what_a_killed_one_left(tmp_path):
    it = tiny_book(tmp_path, **looks_of(ROOT, "index.md"), index="# Home\n")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, needed = (it.root / ".cache" / f"site-{pid}-x" for pid in (gone.pid, os.getpid()))
    for folder in (left, needed):
        (folder / "new").mkdir(parents=True)
    assert build_site(it) == 0
    assert not left.exists() and needed.exists()
