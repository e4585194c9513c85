"""Where proofs run code: a warm process without this repository, in an empty folder, with the files
of MNIST at hand."""

import json
import linecache
import multiprocessing
import os
import sys
import tempfile
import types
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from book.ground import outputs
from book.ground.compare import tidy
from book.ground.faults import headline
from book.ground.terminal import as_shown
from book.running import execute, figures, servers, shell, worker
from book.running.job import Job
from book.running.limits import Limits

SECONDS = 900


@contextmanager
def laboratory(root):
    """What a proof needs, as a dict: a scratch folder and the files of MNIST as a filled cache."""
    data = next(
        (home / "data" / "mnist" for home in (root, figures.HOME) if (home / "data" / "mnist").is_dir()), None
    )
    with tempfile.TemporaryDirectory(prefix="shapes-that-fit-") as folder:
        scratch, cache = Path(folder, "scratch"), Path(folder, "cache/pooch")
        scratch.mkdir()
        cache.mkdir(parents=True)
        for file in data.glob("*.gz") if data else ():
            (cache / file.name).symlink_to(file)
        palette = figures.read_palette(figures.HOME)
        place = Job(
            root=str(root), palette=palette, limits=Limits(memory_gib=0, file_gib=0), scratch=str(scratch)
        )
        yield {"place": place, "cache": str(cache)}


def in_warm_process(function, job, seconds=SECONDS):
    """`function(job)` in a child of the process that has imported torch; it gives JSON."""
    servers.warm_up()
    ours, theirs = multiprocessing.Pipe()
    process = servers.process(target=_answer, args=(function, job, theirs))
    process.daemon = True
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise TimeoutError(f"no answer within {seconds} seconds")
        return json.loads(ours.recv_bytes())
    finally:
        with suppress(psutil.NoSuchProcess):  # which is the rule: it ends once it has answered
            for below in psutil.Process(process.pid).children(recursive=True):
                below.kill()
        process.kill()
        process.join()
        ours.close()


def _answer(function, job, pipe):
    pipe.send_bytes(json.dumps(function(job)).encode())


def in_fork(function):
    """What `function()` gives in a fork of this process, through JSON; None where it died."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(read)
            with open(write, "w", encoding="utf-8") as pipe:
                json.dump(function(), pipe)
            status = 0
        finally:
            os._exit(status)
    os.close(write)
    with open(read, encoding="utf-8") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


def leave_the_repository(job):
    """Make this process one that runs a copied script: no code of ours, an empty folder."""
    worker.prepare(job["place"])
    import matplotlib
    import pooch

    matplotlib.rcdefaults()
    matplotlib.use("agg")
    pooch.core.os_cache = lambda project: job["cache"]
    os.environ.pop("PYTHONPATH", None)
    homes = {os.path.realpath(home) for home in (job["place"].root, figures.HOME)}
    sys.path[:] = [path for path in sys.path if path and os.path.realpath(path) not in homes]
    for name in [name for name in sys.modules if name.partition(".")[0] in ("book", "snippets")]:
        del sys.modules[name]
    sys.meta_path.insert(0, _NotHere())


class _NotHere:
    """Finds no module of the repository, whatever installed it."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("book", "snippets"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def new_main():
    """An empty `__main__`, where code runs as in a script."""
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    return main


def run_code(code, main, shows=False):
    """Run code in the module `main`: {output, error, figures}; `shows`: its last value, too."""
    file, capture = f"code-{len(linecache.cache)}.py", worker.Capture()
    execute.remember(file, code)
    error, _ = execute.run(
        code, main.__dict__, file, capture=capture, describe=execute.only, show=_show if shows else None
    )
    drawn = len(sys.modules["matplotlib.pyplot"].get_fignums())
    error = error and as_shown(error)
    return {"output": as_shown(capture.output), "error": error, "figures": drawn}


def _show(value):
    """Print a last value, unless it is recorded in another way."""
    if not outputs.shown(value):
        execute.show(value)


def run_shell(source):
    code = f"import subprocess\nsubprocess.run({shell.command(source)!r}, check=True)"
    return run_code(code, types.ModuleType("shell"))


def ends_with(record, error):
    """Does a record end with this error? A syntax error counts by its last line."""
    if error is None:
        return False
    return tidy(record).endswith(headline(error) if error.startswith(" ") else tidy(error))
