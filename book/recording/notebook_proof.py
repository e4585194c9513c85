"""The proof that a notebook runs: in an empty folder, without this repository, it gives what it shows."""

import json
import sys

from book.ground.compare import compare_text
from book.ground.faults import headline
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
        return None if ends_with(told, result["error"]) else f"raises {headline(result['error'])}"
    if result["error"]:
        return f"raises {headline(result['error'])}"
    if "raises-exception" in cell["metadata"].get("tags", ()):
        return None  # a question, or its check: what they say is no record
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
            results.append(run_shell(rest))
        elif language.startswith("%pip install"):
            results.append(run_code(_looked_for(language.split()[2:]), main))
        else:
            results.append(run_code(source, main, shows=True))
        sys.modules["matplotlib.pyplot"].close("all")
    return results


def _looked_for(words):
    """What `%pip install` does where all is there: it looks, and without a network it finds no more."""
    names = [word for word in words if not word.startswith("-")]
    return f"from importlib import metadata\nfor name in {names!r}:\n    metadata.version(name)"
