"""Runs the cells of one chapter, in a process of its own, as a reader would: top to bottom.

What happens is told to the supervisor as one JSON message after the other (see `run_chapter`).
"""

import ast
import ctypes
import errno
import io
import json
import linecache
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
import traceback
import types
import warnings

from book.ground.faults import BookError
from book.recording.record import OUTPUT_LIMIT
from book.running import exports, figures, guards

KEPT = 4 * (OUTPUT_LIMIT + 1)  # bytes of what a cell prints, enough to see that it is too much
RESERVE = 2**28  # bytes, to go on with and say that memory ran out
OUT_OF_MEMORY = re.compile(r"can't allocate memory|std::bad_alloc|out of memory")
QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


def run_chapter(job, send):
    """Run the steps of `job` in order; `send` gets a dict as each begins and ends.

    {"start": step} then one of {"cell": index, …}, {"value": number, …}, {"exercise": number, …},
    {"export": number, …}; {"done": true, "threads": [steps whose threads still run]} at the end.
    """
    prepare(job)
    guards.watch(job["scratch"])
    session, threads = Session(job), {}
    for number, step in enumerate(job["steps"]):
        send({"start": number})
        result = getattr(session, f"run_{step['kind']}")(step)
        send(result)
        for thread in _threads():
            threads.setdefault(thread, number)
        if _is_full(result, step):
            break
    send({"done": True, "threads": sorted({threads.get(thread, 0) for thread in _threads()})})


def _threads():
    """The threads of cells that Python waits for when it ends."""
    return [
        thread
        for thread in threading.enumerate()
        if not thread.daemon and thread is not threading.main_thread()
    ]


def _is_full(result, step):
    """Whether memory ran out against the chapter's will: nothing after it can be trusted."""
    error = result.get("error")
    return isinstance(error, dict) and error["kind"] == "memory" and not step["raises"]


def prepare(job):
    import matplotlib
    import numpy
    import torch

    os.chdir(job["scratch"])
    os.umask(0o022)
    os.environ.update(
        PATH=os.path.dirname(sys.executable) + os.pathsep + os.environ.get("PATH", ""),
        TMPDIR=job["scratch"],
        HOME=job["scratch"],
        PYTHONDONTWRITEBYTECODE="1",
        **dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS"), str(job["threads"])),
    )
    tempfile.tempdir = None
    sys.dont_write_bytecode = True
    sys.path[:] = [path for path in sys.path if path not in ("", os.getcwd())]
    sys.path.insert(0, job["root"])
    multiprocessing.set_start_method(None, force=True)
    torch.set_num_threads(job["threads"])
    # Fresh random seeds, so that a cell that forgets to seed is caught
    random.seed(os.urandom(16))
    numpy.random.seed(int.from_bytes(os.urandom(4), "little"))
    torch.seed()
    if job["memory"] and sys.platform == "linux" and not os.path.exists("/dev/nvidiactl"):
        resource.setrlimit(resource.RLIMIT_DATA, (job["memory"], job["memory"] + RESERVE))
    if job["file"]:  # a limit also for what a cell prints, which is kept in a file
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["file"], job["file"]))
    matplotlib.rcdefaults()
    matplotlib.use("svg")
    matplotlib.rcParams.update(figures.style_of(job["palette"]))


class Session:
    """The namespace of a chapter and the ways of running a step in it."""

    def __init__(self, job):
        self.job = job
        self._snippets = os.path.join(job["root"], "snippets", "")
        self.main = types.ModuleType("__main__")
        sys.modules["__main__"] = self.main
        linecache.cache[job["chapter"]] = (
            len(job["text"]),
            None,
            job["text"].splitlines(True),
            job["chapter"],
        )

    def run_cell(self, step):
        if step["language"] == "sh":
            return {"cell": step["index"], **self._run_shell(step)}
        return {"cell": step["index"], **self._run_python(step)}

    def run_value(self, step):
        try:
            value = eval(compile(step["expression"], "<value>", "eval"), self.main.__dict__)
            return {"value": step["number"], "text": format(value, step["format"])}
        except BaseException as error:
            return {"value": step["number"], "error": _said(error), "forbidden": bool(_forbidden(error))}

    def run_export(self, step):
        try:
            return {"export": step["number"], "content": exports.evaluate(step, self.main.__dict__)}
        except Exception as error:
            return {"export": step["number"], "error": only(error)}

    def run_exercise(self, step):
        """The unfilled cell and then the solution, each with the check in a fork of this process."""
        unfilled = self._in_fork([*step["question"], step["check"]])
        solved = self._in_fork([step["solution"], step["check"]])
        return {"exercise": step["number"], "unfilled": unfilled, "solved": solved}

    def _in_fork(self, cells):
        inward, told = multiprocessing.Pipe(duplex=False)
        child = multiprocessing.get_context("fork").Process(target=self._exercise, args=(cells, told))
        child.start()
        told.close()
        try:
            results = json.loads(inward.recv_bytes())
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
            results.append(self.run_cell(cell))
            if results[-1]["error"]:
                break
        told.send_bytes(json.dumps(results).encode())

    def _run_shell(self, step):
        began = time.perf_counter()
        with Capture() as capture:
            done = subprocess.run(
                ["bash", "-eu", "-c", step["source"]], stdin=subprocess.DEVNULL, cwd=self.job["scratch"]
            )
        error = None
        if done.returncode:
            error = {"text": f"exit status {done.returncode}", "line": None, "kind": "shell"}
        return _result(capture, error, [], [], began)

    def _run_python(self, step):
        import matplotlib.pyplot as plt

        began, error, drawn = time.perf_counter(), None, []
        with Capture() as capture, warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            warnings.filterwarnings("ignore", "FigureCanvasSVG is non-interactive")
            try:
                self._execute(step)
            except BaseException as raised:
                error = self._describe(raised, step)
        try:
            for number in plt.get_fignums():
                drawn.append(figures.save(plt.figure(number), self.job["palette"]))
        except BookError as raised:
            error = error or {"text": str(raised), "line": None, "kind": "figure"}
        plt.close("all")
        told = [warning for warning in caught if self._counts(warning)]
        return _result(
            capture,
            error,
            [
                {"text": f"{w.category.__name__}: {w.message}", "line": self._warned_line(w, step)}
                for w in told
            ],
            drawn,
            began,
        )

    def _execute(self, step):
        # Padding makes the line numbers of the code those of the file it stands in
        padded = "\n" * (step["first_line"] - 1) + step["source"]
        tree = ast.parse(padded, step["file"])
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not step["source"].rstrip().endswith(";"):
            last = ast.Expression(tree.body.pop().value)
        exec(compile(tree, step["file"], "exec", dont_inherit=True), self.main.__dict__)
        if last is not None:
            value = eval(compile(last, step["file"], "eval", dont_inherit=True), self.main.__dict__)
            if value is not None:
                print(repr(value))

    def _describe(self, error, step):
        line = None
        for frame, number in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename == step["file"]:
                line = number
        if isinstance(error, SyntaxError) and error.filename == step["file"]:
            line = error.lineno
        kind = self._kind(error)
        about = {"file": error.filename} if kind == "source" else {}
        if kind == "memory":
            about = {"limit": self._widen()}
        elif kind == "file":
            about = {"limit": self.job["file"]}
        return {"text": _said(error), "line": line, "kind": kind, **about}

    def _kind(self, error):
        """What sort of mistake it is, where the fault has words of its own for it."""
        if _forbidden(error):
            return "forbidden"
        if isinstance(error, SyntaxError) and error.filename:
            return "source" if error.filename.startswith(self._snippets) else "syntax"
        if isinstance(error, MemoryError) or (
            isinstance(error, RuntimeError) and OUT_OF_MEMORY.search(str(error))
        ):
            return "memory"
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            return "file"
        return "exit" if isinstance(error, SystemExit) else "error"

    def _widen(self):
        """Take the reserve of memory; gives the limit that was hit, None where there is none."""
        limit, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        return self.job["memory"] if limit != resource.RLIM_INFINITY else None

    def _counts(self, warning):
        """Deprecations inside of libraries are theirs to mend; all else is the chapter's."""
        ours = (self.job["chapter"], self._snippets)
        return not issubclass(warning.category, QUIET) or warning.filename.startswith(ours)

    def _warned_line(self, warning, step):
        return warning.lineno if warning.filename == step["file"] else None


def only(error):
    """What `traceback.format_exception_only` says, as one text."""
    return "".join(traceback.format_exception_only(error)).rstrip("\n")


def _said(error):
    return str(_forbidden(error) or "") or only(error)


def _forbidden(error):
    """The guards' own error behind `error`, where a library has wrapped it."""
    while error and not isinstance(error, guards.Forbidden):
        error = error.__cause__ or error.__context__
    return error


def _result(capture, error, warned, drawn, began):
    return {
        "output": capture.output,
        "error": error,
        "warnings": warned,
        "figures": drawn,
        "seconds": round(time.perf_counter() - began, 3),
    }


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
