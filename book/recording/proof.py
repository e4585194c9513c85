"""The proof that copies run: each script, in an empty folder and without this repository, must end
with what its cell shows on the page and with the values that the chapter has there.

A script is run piece by piece in forks of a process that has done nothing but import torch;
scripts that begin alike share these pieces, which is why a chapter trains its net only once or
twice. Only imports run later than they stand: before the first piece that needs them.
"""

import ast
import json
import linecache
import multiprocessing
import os
import shutil
import sys
import tempfile
import types
import warnings
import zlib
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from book.copying.modules import import_block
from book.ground.compare import compare_text, tidy
from book.ground.faults import headline
from book.running import figures, worker
from book.running.execute import only
from book.running.job import Job
from book.running.limits import Limits

SECONDS = 900
CACHE = "SHAPES_THAT_FIT_CACHE"


def prove(chapter, copies, only=None):
    """{index of a cell: why its copy is not proved}; `only`: the indices of the cells to prove."""
    chosen = [c for c in copies if c and (only is None or c.cell.index in only)]
    cells = [
        _cell_job(cell, copies) for cell in chapter.cells if cell.role in ("cell", "question", "solution")
    ]
    scripts = [
        {"index": copy.cell.index, "pieces": _pieces_job(copy), "names": copy.names} for copy in chosen
    ]
    with laboratory(chapter.root) as job:
        job.update(cells=cells, scripts=scripts, timed=chapter.timed)
        expected, found = in_warm_process(_prove_here, job)
    expected, found = expected or {}, dict(found or ())
    return {copy.cell.index: reason for copy in chosen if (reason := _fault(copy.cell, expected, found))}


def _cell_job(cell, copies):
    copy = copies[cell.index]
    return {
        "index": cell.index,
        "role": cell.role,
        "exercise": cell.exercise,
        "language": cell.language,
        "source": cell.source,
        "raises": cell.told,
        "names": copy.names if copy else [],
    }


def _pieces_job(copy):
    """[(import lines, code)] of a script: imports where they are first needed, all at the end."""
    future = import_block([entry for entry in copy.imports if entry.module == "__future__"])
    waiting = [entry for entry in copy.imports if entry.module != "__future__"]
    pieces = []
    for number, piece in enumerate(copy.pieces, start=1):
        last = number == len(copy.pieces)
        now = [entry for entry in waiting if last or entry.bound in piece.mentioned]
        waiting = [entry for entry in waiting if entry not in now]
        pieces.append((import_block(now), f"{future}\n{piece.code}" if future else piece.code))
    return pieces


def _fault(cell, expected, found):
    """Why a script does not show what its cell shows; None where it does."""
    if str(cell.index) not in expected:
        return "cannot be proved: the chapter itself ends before this cell"
    chapter, script = expected[str(cell.index)], found.get(cell.index)
    if script is None:
        return "its copy ends the process: it must run to its end"
    if cell.role == "question":
        return (
            None if script["error"] == chapter["error"] else (f"its copy raises {headline(script['error'])}")
        )
    if cell.raises:
        told = _told(cell.pytb.body, script["error"])
        return None if told else f"its copy raises {headline(script['error'])}"
    if script["error"]:
        return f"its copy raises {headline(script['error'])}"
    output, mode = (cell.output.body, cell.output.title) if cell.output else ("", None)
    difference = compare_text(output, script["output"], mode)
    if difference:
        return f"its copy prints something else: {difference}"
    if script["figures"] != len(cell.figures):
        return f"its copy draws {script['figures']} figures, the page shows {len(cell.figures)}"
    for name, value in chapter["values"].items():
        if script["values"].get(name) != value:
            return f"`{name}` has another value in its copy"
    return None


def _told(record, error):
    """Does a record end with this error? A syntax error counts by its last line."""
    if error is None:
        return False
    return tidy(record).endswith(headline(error) if error.startswith(" ") else tidy(error))


@contextmanager
def laboratory(root):
    """What a proof needs, as a dict: a scratch folder and the files of MNIST as a filled cache."""
    data = next(
        (home / "data" / "mnist" for home in (root, figures.HOME) if (home / "data" / "mnist").is_dir()), None
    )
    with tempfile.TemporaryDirectory(prefix="shapes-that-fit-") as folder:
        scratch, cache = Path(folder, "scratch"), Path(folder, "cache")
        scratch.mkdir()
        cache.mkdir()
        for file in data.glob("*.gz") if data else ():
            (cache / file.name).symlink_to(file)
        palette = figures.read_palette(figures.HOME)
        place = Job(
            root=str(root), palette=palette, limits=Limits(memory_gib=0, file_gib=0), scratch=str(scratch)
        )
        yield {"place": place, "cache": str(cache)}


def in_warm_process(function, job, seconds=SECONDS):
    """`function(job)` in a child of the process that has imported torch; it gives JSON."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["book.running.warm"])
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer, args=(function, job, theirs), daemon=True)
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


def _prove_here(job):
    return in_fork(lambda: _run_chapter(job)), in_fork(lambda: _run_scripts(job))


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


def _run_chapter(job):
    """{index: result} of the chapter's own cells; stops at an error that is not meant."""
    worker.prepare(job["place"])
    main, results = new_main(), {}
    for cell in job["cells"]:
        index, role = cell["index"], cell["role"]
        if role == "cell":
            results[index] = run_cell(cell, main, job["timed"])
            if results[index]["error"] and not cell["raises"]:
                break
            continue
        mates = [
            other
            for other in job["cells"]
            if other["index"] <= index and (other["role"], other["exercise"]) == (role, cell["exercise"])
        ]
        results[index] = in_fork(
            lambda mates=mates: [run_cell(mate, main, job["timed"]) for mate in mates][-1]
        )
    return results


def run_cell(cell, main, timed=False):
    """Run one cell as the recorder does, its last value printed where there is one."""
    if cell["language"] == "sh":
        return _run_shell(cell["source"])
    result = run_code(cell["source"], main, show=True)
    result["values"] = {} if result["error"] else fingerprints(main, cell["names"], timed)
    sys.modules["matplotlib.pyplot"].close("all")
    return result


def _run_shell(source):
    code = f"import subprocess\nsubprocess.run(['bash', '-eu', '-c', {source!r}], check=True)"
    return run_code(code, types.ModuleType("shell"))


def new_main():
    """An empty `__main__`, where code runs as in a script."""
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    return main


def run_code(code, main, show=False):
    """Run code in the module `main`: {output, error, figures}; `show` prints a last expression."""
    error, file = None, f"code-{len(linecache.cache)}.py"
    linecache.cache[file] = (len(code), None, code.splitlines(True), file)  # for inspect.getsource
    with worker.Capture() as capture, warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        try:
            tree, last = ast.parse(code), None
            show = show and not code.rstrip().endswith(";")
            if show and tree.body and isinstance(tree.body[-1], ast.Expr):
                last = ast.Expression(tree.body.pop().value)
            exec(compile(tree, file, "exec", dont_inherit=True), main.__dict__)
            if last and (value := eval(compile(last, file, "eval"), main.__dict__)) is not None:
                print(repr(value))
        except BaseException as raised:
            error = only(raised)
    drawn = len(sys.modules["matplotlib.pyplot"].get_fignums())
    return {"output": capture.output, "error": error, "figures": drawn}


def leave_the_repository(job):
    """Make this process one that runs a copied script: no code of ours, an empty folder."""
    worker.prepare(job["place"])
    import matplotlib

    matplotlib.rcdefaults()
    matplotlib.use("agg")
    os.environ[CACHE] = job["cache"]
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


def _run_scripts(job):
    leave_the_repository(job)
    main = new_main()
    main.__file__ = os.path.join(job["place"].scratch, "script.py")
    return _grow(main, job["scripts"], 0, job["timed"])


def _grow(main, scripts, depth, timed):
    """[(index, result)] of scripts whose first `depth` pieces are the same and have been run."""
    groups, results = {}, []
    for script in scripts:
        groups.setdefault(json.dumps(script["pieces"][depth]), []).append(script)
    for group in groups.values():
        results += in_fork(lambda group=group: _branch(main, group, depth, timed)) or []
    return results


def _branch(main, scripts, depth, timed):
    folder = tempfile.mkdtemp(dir=os.environ["TMPDIR"])
    shutil.copytree(os.getcwd(), folder, dirs_exist_ok=True) if depth else None
    os.chdir(folder)
    imports, code = scripts[0]["pieces"][depth]
    before = run_code(imports, main)
    result = before if before["error"] else run_code(code, main)
    done = [script for script in scripts if result["error"] or len(script["pieces"]) == depth + 1]
    results = []
    for script in done:
        values = {} if result["error"] else fingerprints(main, script["names"], timed)
        results.append((script["index"], {**result, "values": values}))
    return results + _grow(main, [s for s in scripts if s not in done], depth + 1, timed)


def fingerprints(main, names, timed):
    """{name: text} that tells the values of names apart; names that are not bound are left out."""
    return {name: fingerprint(vars(main)[name], timed) for name in names if name in vars(main)}


def fingerprint(value, timed=False):
    """A text that is equal for equal tensors, arrays, nets, numbers, texts and containers of them;
    of all else, and of floats where they are times, only the type counts."""
    torch, numpy = sys.modules["torch"], sys.modules["numpy"]
    kind = type(value).__name__
    if isinstance(value, torch.Tensor) and value.is_meta:
        return f"{kind} {value.dtype} {value.shape}"
    if isinstance(value, torch.Tensor):
        value = value.detach().cpu().contiguous()
        if value.dtype not in (torch.bfloat16,):
            return f"{kind} {fingerprint(value.numpy(), timed)}"
    if isinstance(value, numpy.ndarray) and value.dtype != object:
        data = numpy.ascontiguousarray(value).reshape(-1).view(numpy.uint8)
        return f"{value.dtype} {value.shape} {zlib.crc32(data)}"
    if isinstance(value, torch.nn.Module):
        return f"{kind} {fingerprint(dict(value.state_dict()), timed)}"
    if isinstance(value, dict):
        pairs = [(fingerprint(key), fingerprint(item, timed)) for key, item in value.items()]
        return f"{kind} {pairs}"
    if isinstance(value, (list, tuple)):
        return f"{kind} " + repr([fingerprint(item, timed) for item in value])
    if isinstance(value, (set, frozenset)):
        return f"{kind} " + repr(sorted(fingerprint(item, timed) for item in value))
    if isinstance(value, float) and timed:
        return kind
    plain = (bool, int, float, complex, str, bytes, range, slice, type(None), numpy.generic)
    return f"{kind} {value!r}" if isinstance(value, plain) else kind


def prove_notebook(path, root):
    """[(cell id, why it is not proved)]: the code cells of a notebook, run in an empty folder
    without this repository, must give what stands below them, within the `tolerance` of each."""
    cells = [
        cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"
    ]
    with laboratory(root) as job:
        job["sources"] = ["".join(cell["source"]) for cell in cells]
        results = in_warm_process(_notebook_here, job)
    if results is None:
        return [(cells[0]["id"], "a cell from here on ends the process: it must run to its end")]
    pairs = zip(cells, results, strict=True)
    return [(cell["id"], why) for cell, result in pairs if (why := _cell_fault(cell, result))]


def _cell_fault(cell, result):
    kinds = [output["output_type"] for output in cell["outputs"]]
    if "error" in kinds:
        told = "\n".join(cell["outputs"][kinds.index("error")]["traceback"])
        return None if _told(told, result["error"]) else f"raises {headline(result['error'])}"
    if result["error"]:
        meant = "raises-exception" in cell["metadata"].get("tags", ())
        return None if meant else f"raises {headline(result['error'])}"
    printed = [output for output in cell["outputs"] if output.get("name") == "stdout"]
    shown = "".join("".join(output["text"]) for output in printed)
    difference = compare_text(shown, result["output"], cell["metadata"].get("tolerance"))
    if difference:
        return f"prints something else: {difference}"
    drawn, shown = result["figures"], kinds.count("display_data")
    return None if drawn == shown else f"draws {drawn} figures, shows {shown}"


def _notebook_here(job):
    return in_fork(lambda: _run_notebook(job))


def _run_notebook(job):
    leave_the_repository(job)
    main, results = new_main(), []
    for source in job["sources"]:
        language, _, rest = source.partition("\n")
        if language == "%%bash":
            results.append(_run_shell(rest))
        else:
            results.append(run_code(source, main, show=True))
        sys.modules["matplotlib.pyplot"].close("all")
    return results
