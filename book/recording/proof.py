"""The proof that copies run: each script, in an empty folder and without this repository, must end
with what its cell shows on the page and with the values that the chapter has there.

A script is run piece by piece in forks of a process that has done nothing but import torch;
scripts that begin alike share these pieces, which is why a chapter trains its net only once or
twice. Only imports run later than they stand: before the first piece that needs them.
"""

import json
import os
import shutil
import sys
import tempfile

from book.copying.modules import import_block
from book.copying.scripts import copies_of
from book.ground.compare import compare_text
from book.ground.faults import Fault, headline
from book.recording.fingerprints import fingerprints
from book.recording.laboratory import (
    ends_with,
    in_fork,
    in_warm_process,
    laboratory,
    leave_the_repository,
    new_main,
    run_code,
    run_shell,
)
from book.running import worker


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


def prove_all(chapters):
    """Prove the copies of all chapters; gives a Fault for each that fails."""
    return [
        Fault(chapter.shown, chapter.cells[index].fence.line, reason)
        for chapter in chapters
        for index, reason in sorted(prove(chapter, copies_of(chapter)).items())
    ]


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
        told = ends_with(cell.pytb.body, script["error"])
        return None if told else f"its copy raises {headline(script['error'])}"
    if script["error"]:
        return f"its copy raises {headline(script['error'])}"
    shown = [fence for language, fence in cell.records.items() if language != "pytb"]
    mode = next((fence.title for fence in shown if fence.title), None)
    difference = compare_text("\n".join(fence.body for fence in shown), script["output"], mode)
    if difference:
        return f"its copy prints something else: {difference}"
    if script["figures"] != len(cell.figures):
        return f"its copy draws {script['figures']} figures, the page shows {len(cell.figures)}"
    for name, value in chapter["values"].items():
        if script["values"].get(name) != value:
            return f"`{name}` has another value in its copy"
    return None


def _prove_here(job):
    return in_fork(lambda: _run_chapter(job)), in_fork(lambda: _run_scripts(job))


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
        return run_shell(cell["source"])
    result = run_code(cell["source"], main, shows=True)
    result["values"] = {} if result["error"] else fingerprints(main, cell["names"], timed)
    sys.modules["matplotlib.pyplot"].close("all")
    return result


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
