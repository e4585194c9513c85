"""Stands between the book and one running chapter: keeps the limits, ends what is left below it."""

import ctypes
import json
import os
import signal
import sys
import time
from multiprocessing import Pipe, get_context
from multiprocessing.connection import wait

import psutil

from book import worker

PR_SET_CHILD_SUBREAPER = 36
GRACE = 2  # seconds for a chapter that is done to leave by itself


def supervise(job, outward):
    """Run `job` in a child; pass its messages to `outward`; then end everything below.

    Adds {"ended": "time" | "chapter time" | "output" | "death", …} where the chapter did not get
    to its end. Returns once nothing that the chapter started is left.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    inward, told = Pipe(duplex=False)
    child = get_context("fork").Process(target=_be_the_chapter, args=(job, inward, told, outward))
    child.start()
    told.close()
    try:
        _relay(job, child, inward, outward)
    finally:
        end_all_below()
        outward.close()


def _be_the_chapter(job, inward, told, outward):
    inward.close()
    outward.close()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    try:
        worker.run_chapter(job, lambda message: told.send_bytes(json.dumps(message).encode()))
    except BaseException as error:
        told.send_bytes(json.dumps({"ended": "machinery", "why": worker.only(error)}).encode())


def _relay(job, child, inward, outward):
    chapter_end = time.monotonic() + job["chapter_seconds"]
    cell_end, step, done = chapter_end, 0, False
    while True:
        left = min(cell_end, chapter_end) - time.monotonic()
        ready = wait([inward, outward], timeout=max(left, 0))
        if outward in ready:
            return  # The book itself is gone or wants us gone
        if not ready:
            which = "time" if cell_end <= chapter_end else "chapter time"
            _tell(outward, {"ended": which, "step": step})
            return
        try:
            message = json.loads(inward.recv_bytes())
        except EOFError:
            break
        if "start" in message:
            step = message["start"]
            cell_end = time.monotonic() + job["steps"][step].get("seconds", job["cell_seconds"])
        _tell(outward, message)
        if "done" in message or "ended" in message:
            done = True
            break
    child.join(GRACE)
    if not done:
        _tell(outward, {"ended": "death", "step": step, "code": child.exitcode})


def _tell(outward, message):
    try:
        outward.send_bytes(json.dumps(message).encode())
    except (BrokenPipeError, ConnectionError):
        pass


def end_all_below(patience=2.0):
    """Kill every process below this one, again until none is left, and reap them."""
    me, deadline = psutil.Process(), time.monotonic() + patience
    while time.monotonic() < deadline:
        below = me.children(recursive=True)
        for process in below:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                continue
        except ChildProcessError:
            if not me.children(recursive=True):
                return
        time.sleep(0.005)
