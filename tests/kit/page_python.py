"""The page's Python, run here as it runs in the reader's browser: its session, and what stands in there."""

import importlib
import os
import sys
from contextlib import contextmanager

import numpy as np

import book.ground.compare
import book.ground.terminal
import book.running.execute

CELLS = "docs/assets/js/cells"
BESIDE = {"compare": book.ground.compare, "terminal": book.ground.terminal, "execute": book.running.execute}
ITS = ("snippets", "matplotlib", "session", "drawn", "floating")


@contextmanager
def page_python(root):
    """The module `session` of the page; all that it changes here is as before afterwards."""
    modules, path, folder, printing = dict(sys.modules), list(sys.path), os.getcwd(), np.get_printoptions()
    wrote_none, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # docs/ holds what a site shows
    for name in [name for name in sys.modules if name.partition(".")[0] in ITS]:
        del sys.modules[name]
    sys.modules.update(BESIDE)
    sys.path[:0] = [str(root / CELLS / folder) for folder in ("", "watch", "standins")]
    try:
        yield importlib.import_module("session")
    finally:
        sys.dont_write_bytecode = wrote_none
        os.chdir(folder)
        np.set_printoptions(**printing)
        sys.path[:] = path
        for name in sys.modules.keys() - modules.keys():
            if name.partition(".")[0] in ITS or name in BESIDE:
                del sys.modules[name]
        sys.modules.update(modules)


def path_to(cells, index):
    """The request for a cell of a page, by its index: what path.js asks for where nothing was edited."""
    needed, waiting = set(), list(cells[index]["needs"])
    while waiting:
        other = waiting.pop()
        if other < index and "binds" in cells[other] and other not in needed:
            needed.add(other)
            waiting += cells[other]["needs"]
    sources = {number: cells[number].get("source", cells[number].get("setup")) for number in (*needed, index)}
    path = [
        {"name": f"cell {number}", "source": sources[number]} for number in sorted(sources) if sources[number]
    ]
    return {"path": path, "record": cells[index]}
