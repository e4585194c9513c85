"""Stands between the book and one running chapter: keeps the limits, ends what is left below it."""

import contextlib
import ctypes
import os
import signal
import sys
import time
from multiprocessing import Pipe, get_context
from multiprocessing.connection import wait

import psutil

from book.running import worker
from book.running.execute import only
from book.running.job import Begun, Done, Ended, Left, packed, unpacked

PR_SET_CHILD_SUBREAPER = 36
GRACE = 2  # seconds for a chapter that is done to leave by itself
# Asking each process of the machine for its parent, as psutil does, costs more than a small cell
LISTS_CHILDREN = os.path.exists("/proc/thread-self/children")


def supervise(job, outward):
    """Run `job` in a child; pass its messages to `outward`; then end everything below.

    Adds an `Ended` where the chapter did not get to its end, else what it `Left` running. Returns
    once nothing that the chapter started is left.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    channel, theirs = Pipe()
    fork = get_context("fork")
    child = fork.Process(target=_be_the_chapter, args=(job, channel, theirs, outward))
    child.start()
    theirs.close()
    try:
        _relay(job, child, channel, outward)
    finally:
        end_all_below()
        outward.close()


def _be_the_chapter(job, channel, theirs, outward):
    channel.close()
    outward.close()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)

    def send(message):
        theirs.send_bytes(packed(message))
        if isinstance(message, Begun):
            theirs.recv_bytes()  # by now the supervisor has seen what the step before left

    try:
        worker.run_chapter(job, send)
    except BaseException as error:
        send(Ended("machinery", why=only(error)))


def _relay(job, child, channel, outward):
    chapter_end = time.monotonic() + job.limits.chapter_seconds
    cell_end, step, started = chapter_end, 0, {}
    while True:
        left = min(cell_end, chapter_end) - time.monotonic()
        ready = wait([channel, outward], timeout=max(left, 0))
        if outward in ready:
            return  # The book itself is gone or wants us gone
        if not ready:
            which = "time" if cell_end <= chapter_end else "chapter time"
            seconds = job.seconds(step) if which == "time" else job.limits.chapter_seconds
            _tell(outward, Ended(which, job.line(step), seconds=seconds))
            return
        try:
            message = unpacked(channel.recv_bytes())
        except (EOFError, ConnectionError):
            child.join(GRACE)
            _tell(outward, Ended("death", job.line(step), code=child.exitcode))
            return
        if isinstance(message, (Begun, Done)):
            for pid in _below(os.getpid()):
                started.setdefault(pid, step)
        if isinstance(message, Begun):
            step = message.step
            cell_end = time.monotonic() + job.seconds(step)
            channel.send_bytes(b"go on")
        _tell(outward, message)
        if isinstance(message, Ended):
            return
        if isinstance(message, Done):
            left = _left(child, started, message.threads)
            _tell(outward, Left([(job.line(number), command) for number, command in left]))
            return


def _below(pid):
    """The processes below `pid`, each after its parent."""
    if not LISTS_CHILDREN:
        return [process.pid for process in psutil.Process(pid).children(recursive=True)]
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                found += map(int, file.read().split())
    except (FileNotFoundError, ProcessLookupError):
        pass  # it ended meanwhile
    return [each for child in found for each in (child, *_below(child))]


def _left(child, started, threads):
    """[(step that started it, its command)] of what still runs once the chapter is done; the
    command is empty for a fork, None for a thread.

    What Python ends by itself on its way out (workers of a DataLoader, the helpers of
    multiprocessing) has time to go: only what a script would leave running counts.
    """
    deadline = time.monotonic() + GRACE
    child.join(GRACE)
    while True:
        running = [pid for pid in _below(os.getpid()) if pid != child.pid and _runs(pid)]
        if not running or time.monotonic() >= deadline:
            break
        time.sleep(0.005)
    if not running and child.is_alive():
        return [(step, None) for step in threads]
    left, last = [], max(started.values(), default=0)
    for pid in running:
        try:
            process = psutil.Process(pid)
            if process.ppid() not in running:
                left.append((started.get(pid, last), _command(process)))
        except psutil.NoSuchProcess:
            continue
    return sorted(left)


def _runs(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _command(process):
    """The start of a command; a fork of the chapter has none of its own."""
    words = process.cmdline()
    if not words or words == psutil.Process().cmdline():
        return ""
    return " ".join([os.path.basename(words[0]), *words[1:3]])


def _tell(outward, message):
    with contextlib.suppress(ConnectionError):
        outward.send_bytes(packed(message))


def end_all_below(patience=2.0):
    """Kill every process below this one, again until none is left, and reap them."""
    me, deadline = os.getpid(), time.monotonic() + patience
    while time.monotonic() < deadline:
        for pid in _below(me):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                continue
        except ChildProcessError:
            if not _below(me):
                return
        time.sleep(0.005)
