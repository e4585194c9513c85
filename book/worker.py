"""Runs the cells of one chapter, in a process of its own, as a reader would: top to bottom.

What happens is told to the supervisor as one JSON message after the other (see `run_chapter`).
"""

import ast
import ctypes
import io
import json
import linecache
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
import types
import warnings

from book import figures, guards
from book.faults import BookError

QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


def run_chapter(job, send):
    """Run the steps of `job` in order; `send` gets a dict as each begins and ends.

    {"start": step} then one of {"cell": index, …}, {"value": number, …}, {"exercise": number, …};
    {"done": true} at the end.
    """
    prepare(job)
    guards.watch(job["scratch"])
    session = Session(job)
    for number, step in enumerate(job["steps"]):
        send({"start": number})
        send(getattr(session, f"run_{step['kind']}")(step))
    send({"done": True})


def prepare(job):
    import matplotlib
    import numpy
    import torch

    os.chdir(job["scratch"])
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
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (job["memory"], job["memory"]))
    matplotlib.rcdefaults()
    matplotlib.use("svg")
    matplotlib.rcParams.update(figures.style_of(job["palette"]))


class Session:
    """The namespace of a chapter and the ways of running a step in it."""

    def __init__(self, job):
        self.job = job
        self.main = types.ModuleType("__main__")
        sys.modules["__main__"] = self.main
        linecache.cache[job["chapter"]] = (len(job["text"]), None, job["text"].splitlines(True),
                                           job["chapter"])

    def run_cell(self, step):
        if step["language"] == "sh":
            return {"cell": step["index"], **self._run_shell(step)}
        return {"cell": step["index"], **self._run_python(step)}

    def run_value(self, step):
        try:
            value = eval(compile(step["expression"], "<value>", "eval"), self.main.__dict__)
            return {"value": step["number"], "text": format(value, step["format"])}
        except Exception as error:
            return {"value": step["number"], "error": only(error)}

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
        done = subprocess.run(
            ["bash", "-eu", "-c", step["source"]], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.job["scratch"],
        )
        error = None
        if done.returncode:
            error = {"text": f"exit status {done.returncode}", "line": None}
        return _result(done.stdout, error, [], [], began)

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
            error = error or {"text": str(raised), "line": None}
        plt.close("all")
        told = [warning for warning in caught if self._counts(warning)]
        return _result(capture.output, error, [
            {"text": f"{w.category.__name__}: {w.message}", "line": self._warned_line(w, step)}
            for w in told
        ], drawn, began)

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
        return {"text": only(error), "line": line}

    def _counts(self, warning):
        """Deprecations inside of libraries are theirs to mend; all else is the chapter's."""
        ours = (self.job["chapter"], os.path.join(self.job["root"], "snippets"))
        return not issubclass(warning.category, QUIET) or warning.filename.startswith(ours)

    def _warned_line(self, warning, step):
        return warning.lineno if warning.filename == step["file"] else None


def only(error):
    """What `traceback.format_exception_only` says, as one text."""
    return "".join(traceback.format_exception_only(error)).rstrip("\n")


def _result(output, error, warned, drawn, began):
    return {
        "output": output.decode("utf-8", "replace"),
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
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(open(number, "wb", closefd=False), encoding="utf-8", write_through=True)
            for number in (1, 2)
        )
        os.dup2(self.file.fileno(), 1)
        os.dup2(self.file.fileno(), 2)
        return self

    def __exit__(self, *_):
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        ctypes.CDLL(None).fflush(None)
        for number, saved in zip((1, 2), self.saved, strict=True):
            os.dup2(saved, number)
            os.close(saved)
        self.file.seek(0)
        self.output = self.file.read()
        self.file.close()
