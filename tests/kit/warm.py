"""Processes of `book.site.mkdocs` that have MkDocs and the style sheets read already: forks of one that has.

A build computes in such a process what it computes in one of its own, without the second that it
takes to import everything.
"""

import multiprocessing
import os
import subprocess
import sys
import time
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from multiprocessing.popen_forkserver import Popen as Forked
from types import SimpleNamespace
from unittest import mock

FIXED = ("PYTHONHASHSEED", "PYTHONUTF8", "TZ")  # what Python reads once, as it starts


class Popen:
    """What `subprocess.Popen` would give for MkDocs in a process of its own."""

    def __init__(self, command, *, cwd, env, encoding, stdin, stdout, stderr, umask):
        assert command == [sys.executable, "-m", "book.site.mkdocs"]
        assert stdin == stdout == subprocess.PIPE
        (asked, ask), (answer, answered) = (multiprocessing.Pipe(duplex=False) for _ in range(2))
        said = Connection(os.dup(stderr.fileno()))
        self._process = _Process(
            target=_be_mkdocs, args=(os.fspath(cwd), env, umask, (asked, answered, said))
        )
        with mock.patch.dict(os.environ, {name: env[name] for name in FIXED}):
            self._process.start()
        for theirs in (asked, answered, said):
            theirs.close()
        self._ours = ask, answer
        self.stdin = open(ask.fileno(), "w", encoding=encoding, closefd=False)  # noqa: SIM115 (`wait` ends it)
        self.stdout = open(answer.fileno(), encoding=encoding, closefd=False)  # noqa: SIM115 (`wait` ends it)

    def terminate(self):
        self._process.terminate()

    def wait(self):
        self._process.join()
        for ours in self._ours:
            ours.close()
        return self._process.exitcode


# What `book.site.build` is to see in place of the module
SUBPROCESS = SimpleNamespace(**{**vars(subprocess), "Popen": Popen})


@cache
def _server():
    server = forkserver.ForkServer()
    server.set_forkserver_preload(["book.site.mkdocs", "tests.kit.sheets"])
    return server


class _Process(ForkServerProcess):
    @staticmethod
    def _Popen(process):
        # The standard library asks its one server by this function
        with mock.patch.object(forkserver, "connect_to_new_process", _server().connect_to_new_process):
            return Forked(process)


def _be_mkdocs(folder, environment, umask, streams):
    from book.site import mkdocs  # imported long before

    os.chdir(folder)
    os.umask(umask)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
        stream.close()
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 (it is open as long as the process)
    mkdocs.main()
