"""Two servers that have imported torch and matplotlib; each process of a chapter is a fork of one.

A string has another hash in each, so that sets have another order, and objects lie elsewhere in
memory: what depends on that is chance.
"""

import os
import sys
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from multiprocessing.popen_forkserver import Popen

WARM = ["book.running.warm"]
# Cells are nowhere in particular: neither the machine's time zone nor its language shows. More
# threads would change results
PLACE = {
    "TZ": "UTC",
    "PYTHONUTF8": "1",
    "LC_ALL": "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
}
# Not the one of the standard library: who else starts processes by that would choose what it has imported
FIRST, SECOND = forkserver.ForkServer(), forkserver.ForkServer()
for each in (FIRST, SECOND):
    each.set_forkserver_preload(WARM)


def process(*, target, args, second=False):
    """A process, not yet started, of the first server or of the second."""
    return (_OfSecond if second else _OfFirst)(target=target, args=args)


def warm_up(second=False):
    """Start a server, unless it runs, and do not wait until it has imported all."""
    os.environ.update(PLACE)  # which Python and NumPy read once, as the server starts
    # A seed that is set would be that of both
    os.environ.pop("PYTHONHASHSEED", None)
    (SECOND if second else FIRST).ensure_running()


class _OfFirst(ForkServerProcess):
    server = FIRST

    @staticmethod
    def _Popen(process):
        with _in_charge(process.server):
            return Popen(process)


class _OfSecond(_OfFirst):
    server = SECOND


@contextmanager
def _in_charge(server):
    """The standard library asks its one server by this function, whichever that is."""
    its = forkserver.connect_to_new_process
    forkserver.connect_to_new_process = server.connect_to_new_process
    try:
        yield
    finally:
        forkserver.connect_to_new_process = its
