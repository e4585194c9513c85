"""However a chapter ends, everything that it started ends with it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from book.ground.faults import BookError
from book.recording import run as recording
from book.recording.jobs import jobs_of
from book.running import supervisor
from book.running.job import Begun, Ended
from book.running.runner import Runner
from tests.kit.night import by_day
from tests.kit.tinybook import tiny_book

ROOT = Path(__file__).resolve().parents[2]

# In a session of its own, its parent gone: no signal to a group reaches it
DETACHED = """
import subprocess, time
from pathlib import Path
subprocess.run("setsid sh -c 'touch there; sleep 99; true' MARK &", shell=True)
while not Path("there").exists():
    time.sleep(0.01)
"""
TORCHRUN = """
import subprocess, time
from pathlib import Path
code = "import os, pathlib, time; pathlib.Path('there' + os.environ['RANK']).touch(); time.sleep(99)"
Path("work.py").write_text(code)
command = "python -m torch.distributed.run --standalone --nproc-per-node 2 work.py MARK"
workers = subprocess.Popen(command.split(), stderr=subprocess.DEVNULL)
while len(list(Path().glob("there?"))) < 2:
    time.sleep(0.05)
"""
STARTED = {"detached": (DETACHED, 1), "torchrun": (TORCHRUN, 3)}
HANG = "while True:\n    pass"


def page(*cells):
    return "# T\n" + "".join(f"\n```python\n{code.strip()}\n```\n" for code in cells)


def marked(mark):
    """The processes with the word `mark` on their command line."""
    return [
        process for process in psutil.process_iter(["cmdline"]) if mark in (process.info["cmdline"] or [])
    ]


def running(book):
    return Runner(book.root, book.docs)


def jobs(book):
    return jobs_of(book, recording.chosen(book, ()))


@pytest.mark.parametrize("name", by_day(STARTED, {"detached"}))
def test_a_hang_ends_with_all_below_it(tmp_path, name):
    code, count = STARTED[name]
    mark, seen = f"hang-{name}-{os.getpid()}", []
    book = tiny_book(tmp_path, one=page(code.replace("MARK", mark), HANG))
    [job] = jobs(book)
    first, last = job.steps

    def note(job, message):
        if message == Begun(1):
            seen.append(len(marked(mark)))

    with running(book) as runner:
        hurried = replace(job, steps=(first, replace(last, seconds=1)))
        ((_, outcome),) = runner.run([hurried], note)
    assert outcome.ended == Ended("time", line=last.line, seconds=1)
    assert seen == [count] and marked(mark) == []


@pytest.fixture
def short_path():
    """An empty folder whose name leaves room for that of a socket."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


@pytest.mark.parametrize("command", by_day(["check", "run"], {"check"}))
def test_ctrl_c_ends_everything(tmp_path, command, short_path):
    mark = f"ctrl-c-{command}-{os.getpid()}"
    hanging = page(DETACHED.replace("MARK", mark), HANG)
    book = tiny_book(tmp_path, one=hanging, two=hanging, three=page("1 + 1"))
    # A shell that runs the tests in the background hands down a SIGINT that is ignored
    process = subprocess.Popen(
        [sys.executable, "-m", "book", command, "--jobs", "2"],
        cwd=tmp_path,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(short_path)},
        process_group=0,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while len(marked(mark)) < 2:
        assert process.poll() is None
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=300)
    assert process.returncode == 130 and marked(mark) == []
    assert out == "" and err == "book: stopped; pages not yet written are as they were\n"
    assert [path.read_text() for path in book.chapters] == [hanging, hanging, page("1 + 1")]
    assert list(short_path.iterdir()) == []


def test_what_python_ends_by_itself_is_not_left_behind(tmp_path):
    """Worker processes, their helpers and pools of threads, none of them ended by the chapter."""
    book = tiny_book(
        tmp_path,
        one=page(
            """
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context, shared_memory
from torch.utils.data import DataLoader

loader = DataLoader(range(4), num_workers=1, persistent_workers=True)
assert len(list(loader)) == 4
threads = ThreadPoolExecutor(1)
assert threads.submit(abs, -1).result() == 1
""",
            """
spawned = get_context("forkserver").Pool(1)
assert spawned.map(abs, [-1]) == [1]
shared = shared_memory.SharedMemory(create=True, size=8)
shared.close()
shared.unlink()
""",
        ),
    )
    report = recording.check(book, use_cache=False)
    assert [str(fault) for fault in report.faults] == []


def test_a_server_may_run_from_one_cell_to_another(tmp_path):
    book = tiny_book(
        tmp_path,
        one=page(
            "import subprocess\nserver = subprocess.Popen(['sleep', '99'])",
            "server.terminate()\nserver.wait();",
        ),
    )
    report = recording.check(book, use_cache=False)
    assert [str(fault) for fault in report.faults] == []


def test_each_process_left_is_blamed_on_the_cell_that_started_it(tmp_path):
    left = "import subprocess\nsubprocess.Popen(['sleep', '9{0}']);"
    book = tiny_book(tmp_path, one=page(left.format(1), "1;", left.format(2)))
    told = [str(fault) for fault in sorted(recording.check(book, use_cache=False).faults)]
    assert told[-2:] == [
        f"docs/one.md:{line}: leaves a process running (`sleep 9{n}`): end it before the chapter ends"
        for line, n in ((3, 1), (12, 2))
    ]


def test_leaving_early_ends_what_runs(tmp_path):
    mark = f"early-{os.getpid()}"
    book = tiny_book(tmp_path, one=page(DETACHED.replace("MARK", mark), HANG))

    def stop(job, message):
        if message == Begun(1):
            assert marked(mark)
            raise KeyboardInterrupt

    with running(book) as runner, pytest.raises(KeyboardInterrupt):
        list(runner.run(jobs(book), stop))
    assert marked(mark) == []


@pytest.mark.parametrize("listed", [supervisor.LISTS_CHILDREN, False])
def test_children_of_children_are_found(monkeypatch, listed):
    monkeypatch.setattr(supervisor, "LISTS_CHILDREN", listed)
    with subprocess.Popen(["sh", "-c", "sleep 99; true"]) as parent:
        while not (children := psutil.Process(parent.pid).children()):
            assert parent.poll() is None
        below = supervisor._below(os.getpid())
        assert below.index(parent.pid) < below.index(children[0].pid)
        children[0].kill()


def test_too_long_a_name_for_temporary_files_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/tmp/" + "a" * 71)
    with pytest.raises(BookError, match="has 76 characters, .*: name a shorter one in TMPDIR"):
        recording.check(tiny_book(tmp_path, one=page("1 + 1")), use_cache=False)
