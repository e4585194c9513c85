"""Runs the cells of one chapter, in a process of its own, as a reader would: top to bottom.

What happens is told to the supervisor as one message after the other (see `run_chapter`).
"""

import ctypes
import errno
import html
import io
import json
import logging
import multiprocessing
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
import types
from dataclasses import asdict

from book.ground import outputs
from book.ground.compare import chance_in
from book.ground.faults import BookError, shown_path
from book.ground.terminal import UNSEEN
from book.running import execute, exports, figures, guards, shell
from book.running.execute import only
from book.running.job import (
    OUTPUT_LIMIT,
    Begun,
    CellResult,
    CellStep,
    Done,
    ExerciseResult,
    ExerciseStep,
    ExportResult,
    ExportStep,
    Failure,
    ValueResult,
    ValueStep,
    Warned,
)
from book.running.opened import Opened

KEPT = 4 * (OUTPUT_LIMIT + 1)  # bytes of what a cell prints, enough to see that it is too much
RESERVE = 2**28  # bytes, to go on with and say that memory ran out
# More than any machine has: whatever the limit, the code itself is at fault
BEYOND = re.compile(r"\d [PEZY]iB\b|\b\d{16,} bytes\b")
OUT_OF_MEMORY = re.compile(r"can't allocate memory|std::bad_alloc|out of memory")


def run_chapter(job, send):
    """Run the steps of `job` in order; `send` gets a message as each begins and ends, Done at the end."""
    prepare(job)
    guards.watch(job.scratch)
    opened, session, threads = Opened(job.scratch, job.root), Session(job), {}
    for number, step in enumerate(job.steps):
        send(Begun(number))
        result = session.run(step)
        send(result)
        for thread in _threads():
            threads.setdefault(thread, number)
        if _is_full(result, step):
            break
    running = sorted({threads.get(thread, 0) for thread in _threads()})
    send(Done(running, opened.files(job.root), _was_on_card()))


def _was_on_card():
    """Whether this process had memory of a CUDA card: that one is there says nothing."""
    cuda = sys.modules["torch"].cuda
    if not cuda.is_initialized():
        return False
    told = [cuda.memory_stats(card) for card in range(cuda.device_count())]
    return any(each.get("allocation.all.allocated", 0) for each in told)


def _threads():
    """The threads of cells that Python waits for when it ends."""
    return [
        thread
        for thread in threading.enumerate()
        if not thread.daemon and thread is not threading.main_thread()
    ]


def _is_full(result, step):
    """Whether memory ran out against the chapter's will: nothing after it can be trusted."""
    if not isinstance(result, CellResult) or step.raises:
        return False
    return bool(result.error) and result.error.kind == "memory"


def prepare(job):
    import matplotlib
    import numpy
    import torch

    os.chdir(job.scratch)
    os.umask(0o022)
    os.environ.update(
        PATH=os.path.dirname(sys.executable) + os.pathsep + os.environ.get("PATH", ""),
        TMPDIR=job.scratch,
        HOME=job.scratch,
        PYTHONDONTWRITEBYTECODE="1",
        **dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS"), str(job.threads)),
    )
    for name in ("COLUMNS", "LINES"):  # the size of whose terminal it is changes what is printed
        os.environ.pop(name, None)
    tempfile.tempdir = None
    sys.dont_write_bytecode = True
    sys.path[:] = [path for path in sys.path if path not in ("", os.getcwd())]
    sys.path.insert(0, job.root)
    multiprocessing.set_start_method(None, force=True)
    torch.set_num_threads(job.threads)
    # Fresh random seeds, so that a cell that forgets to seed is caught
    random.seed(os.urandom(16))
    numpy.random.seed(int.from_bytes(os.urandom(4), "little"))
    torch.seed()
    guards.list_in_any_order()
    if job.again:
        guards.move_clocks()
    memory, file = job.limits.memory, job.limits.file
    if memory and sys.platform == "linux" and not os.path.exists("/dev/nvidiactl"):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory + RESERVE))
    if file:  # a limit also for what a cell prints, which is kept in a file
        resource.setrlimit(resource.RLIMIT_FSIZE, (file, file))
    matplotlib.rcdefaults()
    matplotlib.use("svg")
    matplotlib.rcParams.update(figures.style_of(job.palette))
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # a figure's text stays text


class Session:
    """The namespace of a chapter and the ways of running a step in it."""

    def __init__(self, job):
        self.job = job
        self._snippets = os.path.join(job.root, "snippets", "")
        self._ours = (job.shown, self._snippets)
        self.main = types.ModuleType("__main__")
        sys.modules["__main__"] = self.main
        execute.remember(job.shown, job.text)

    def run(self, step):
        match step:
            case CellStep():
                return self.cell(step)
            case ValueStep():
                return self.value(step)
            case ExerciseStep():
                unfilled = self._in_fork([*step.question, step.check])
                return ExerciseResult(step.number, unfilled, self._in_fork([step.solution, step.check]))
            case ExportStep():
                return self.export(step)

    def cell(self, step):
        return self._shell(step) if step.language == "sh" else self._python(step)

    def value(self, step):
        try:
            value = eval(compile(step.expression, "<value>", "eval"), self.main.__dict__)
            return ValueResult(step.number, text=format(value, step.format))
        except BaseException as error:
            where = self._helper(execute.trail(error, self._ours))
            return ValueResult(step.number, None, _said(error), bool(_forbidden(error)), where)

    def export(self, step):
        try:
            return ExportResult(step.number, content=exports.evaluate(step, self.main.__dict__))
        except Exception as error:
            return ExportResult(step.number, error=only(error))

    def _in_fork(self, cells):
        inward, told = multiprocessing.Pipe(duplex=False)
        child = multiprocessing.get_context("fork").Process(target=self._exercise, args=(cells, told))
        child.start()
        told.close()
        try:
            results = [CellResult.of(data) for data in json.loads(inward.recv_bytes())]
        except EOFError:
            results = []
        child.join()
        return results

    def _exercise(self, cells, told):
        import torch

        # More threads would wait for those that the fork left behind, and no GPU that the
        # chapter has used works in a fork: exercises train on the CPU
        torch.set_num_threads(1)
        torch.cuda.is_available = torch.backends.mps.is_available = lambda: False
        results = []
        for cell in cells:
            results.append(self.cell(cell))
            if results[-1].error:
                break
        told.send_bytes(json.dumps([asdict(result) for result in results]).encode())

    def _shell(self, step):
        began, error = time.perf_counter(), None
        with Capture() as capture:
            command = shell.command(step.source)
            done = subprocess.run(command, stdin=subprocess.DEVNULL, cwd=self.job.scratch)
        if done.returncode:
            error = Failure(f"exit status {done.returncode}", None, "shell")
        return CellResult(step.number, capture.output, error, seconds=_since(began))

    def _python(self, step):
        began, capture, shown, refused = time.perf_counter(), Capture(), {}, []

        def show(value):
            shown.update(outputs.shown(value))
            if not shown:
                refused.extend(filter(None, [outputs.unshown(value)]))
                execute.show(value)

        error, caught = execute.run(
            step.source,
            self.main.__dict__,
            step.file,
            capture=capture,
            describe=lambda raised: self._describe(raised, step),
            first_line=step.first_line,
            show=show,
        )
        drawn, narrow, undrawn, unfit, late = self._save_figures(step)
        told = [*execute.told(caught, self._ours), *dict.fromkeys(execute.told(late, self._ours))]
        warned = [
            Warned(text, line)
            if file == step.file and line in step.lines
            else Warned(text, None, self._place(file, line))
            for text, file, line in told
        ]
        output, why = self.job.unplaced(capture.output), next(iter([*refused, *unfit]), None)
        error = error or undrawn
        return CellResult(step.number, output, error, warned, drawn, shown, why, _since(began), narrow)

    def _save_figures(self, step):
        """The open figures as SVG, and as a phone shows them; why one cannot be drawn, why one is no
        record, in a list, and what saving them warned of.

        What Matplotlib prints meanwhile, of fonts that this machine lacks, concerns no reader.
        """
        import matplotlib.pyplot as plt

        drawn, narrow, error, unfit = [], [], None, []
        with Capture(), execute.warnings_of_cells() as caught:
            try:
                for number in plt.get_fignums():
                    figure = plt.figure(number)
                    drawn.append(figures.save(figure, self.job.palette))
                    unfit += _unfit(drawn[-1])
                    narrow.append(figures.save_narrow(figure, self.job.palette))
            except BookError as raised:
                line = execute.line_of(raised.__cause__ or raised, step.file)
                error = Failure(str(raised), line, "figure")
        plt.close("all")
        return drawn, narrow, error, unfit, caught

    def _describe(self, error, step):
        about, kind = {}, self._kind(error)
        if kind == "source":
            about = {"file": error.filename}
        elif kind == "memory":
            about = {"limit": self._widen()}
        elif kind == "file":
            about = {"limit": self.job.limits.file}
        line, trail = execute.line_of(error, step.file, step.lines), execute.trail(error, self._ours)
        if trail and (trail[-1][0] != line or trail[-1][1].co_filename != step.file):
            about["where"] = self._helper(trail)
            line = line and execute.statement_at(line, step.source, step.first_line)
        return Failure(self.job.unplaced(_said(error)), line, kind, **about)

    def _helper(self, trail):
        """Where the code at the end of a way stands, in words; None where there is no way."""
        if not trail:
            return None
        line, code = trail[-1]
        place = self._place(code.co_filename, line)
        return f"in `{code.co_name}`, {place}" if code.co_name.isidentifier() else place

    def _place(self, file, line):
        """A place in a page or a snippet as faults name it, None elsewhere."""
        return f"{shown_path(file, self.job.root)}:{line}" if file.startswith(self._ours) else None

    def _kind(self, error):
        """What sort of mistake it is, where the fault has words of its own for it."""
        if _forbidden(error):
            return "forbidden"
        if isinstance(error, SyntaxError) and error.filename:
            return "source" if error.filename.startswith(self._snippets) else "syntax"
        full = isinstance(error, RuntimeError) and OUT_OF_MEMORY.search(str(error))
        if (full or isinstance(error, MemoryError)) and not BEYOND.search(str(error)):
            return "memory"
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            return "file"
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return "space"
        return "exit" if isinstance(error, SystemExit) else "error"

    def _widen(self):
        """Take the reserve of memory; gives the limit that was hit, None where there is none."""
        limit, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        return self.job.limits.memory if limit != resource.RLIM_INFINITY else None


def _unfit(svg):
    """Why the words of a figure are no record, in a list."""
    if unseen := UNSEEN.search(svg):
        return [f"its figure holds the hidden character U+{ord(unseen[0]):04X}: leave it out"]
    if chance := chance_in(html.unescape(svg)):
        return [
            f"its figure shows {chance[1]} (`{chance[0]}`), another one in each run: write something else"
        ]
    return []


def _said(error):
    return str(_forbidden(error) or "") or only(error)


def _forbidden(error):
    """The guards' own error behind `error`, where a library has wrapped it."""
    while error and not isinstance(error, guards.Forbidden):
        error = error.__cause__ or error.__context__
    return error


def _since(began):
    return round(time.perf_counter() - began, 3)


class Capture:
    """Everything written to file descriptors 1 and 2, by C code and child processes too."""

    def __enter__(self):
        self.file = tempfile.TemporaryFile()
        self.saved = [os.dup(1), os.dup(2)]
        # Without a buffer, so that lines of the cell and of its children keep their order, and
        # nothing is left over where the file is full
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(number, "w", closefd=False), encoding="utf-8", write_through=True)
            for number in (1, 2)
        )
        os.dup2(self.file.fileno(), 1)
        os.dup2(self.file.fileno(), 2)
        return self

    def __exit__(self, *_):
        ctypes.CDLL(None).fflush(None)
        for number, saved in zip((1, 2), self.saved, strict=True):
            os.dup2(saved, number)
            os.close(saved)
        self.file.seek(0)
        self.output = self.file.read(KEPT).decode("utf-8", "replace")
        self.file.close()
