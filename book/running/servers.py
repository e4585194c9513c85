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
SECOND = forkserver.ForkServer()
SECOND.set_forkserver_preload(WARM)


def process(*, target, args, second=False):
    """A process, not yet started, of the first server or of the second."""
    return (_OfSecond if second else ForkServerProcess)(target=target, args=args)


def warm_up(second=False):
    """Start a server, unless it runs, and do not wait until it has imported all."""
    forkserver.set_forkserver_preload(WARM)
    os.environ.update(PLACE)  # which Python and NumPy read once, as the server starts
    # A seed that is set would be that of both
    os.environ.pop("PYTHONHASHSEED", None)
    (SECOND if second else forkserver).ensure_running()


class _OfSecond(ForkServerProcess):
    @staticmethod
    def _Popen(process):
        with _second_in_charge():
            return Popen(process)


@contextmanager
def _second_in_charge():
    """The standard library asks its one server by this function, whichever that is."""
    first = forkserver.connect_to_new_process
    forkserver.connect_to_new_process = SECOND.connect_to_new_process
    try:
        yield
    finally:
        forkserver.connect_to_new_process = first
