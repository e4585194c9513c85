"""Work shared among forked processes: each knows all that this one knows, and gives back what it made."""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

_work = {}


def shared(function, items):
    """`[function(item) for item in items]`, by one process a core where processes can be forked safely.

    What `function` gives must be picklable; what it changes stays unknown here. What it raises is raised.
    """
    items = list(items)
    workers = min(os.cpu_count() or 1, len(items))
    if workers < 2 or sys.platform != "linux":  # a fork of a Mac's process may not ask its system for much
        return list(map(function, items))
    fork = get_context("fork")
    try:
        with ProcessPoolExecutor(workers, fork, initializer=_begin, initargs=(function, items)) as pool:
            return list(pool.map(_do, range(len(items))))
    except BrokenProcessPool:  # somebody ended one: memory is short
        return list(map(function, items))


def _begin(function, items):
    _work.update(function=function, items=items)


def _do(number):
    return _work["function"](_work["items"][number])
