"""`book serve` in a process of its own, for tests and the bench."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from book.ground.files import write_atomically
from book.reading.book import Book

ROOT = Path(__file__).resolve().parents[2]
PATH = urlsplit(Book(ROOT).config["site_url"]).path  # of the book, below its origin: a fork has its own


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Served:
    """`book serve` of a folder in a process of its own, and the lines that it has printed."""

    def __init__(self, folder, **environment):
        self.folder, self.port, self.lines = folder, free_port(), []
        command = [sys.executable, "-m", "book", "--root", str(folder), "serve", "--port", str(self.port)]
        # A shell that runs the tests in the background hands down a SIGINT that is ignored
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.reader = threading.Thread(target=lambda: self.lines.extend(iter(self._line, None)))
        self.reader.start()

    def _line(self):
        line = self.process.stdout.readline()
        return line.rstrip("\n") if line else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()  # else the processes below it would stay
        self.process.communicate()

    def write(self, path, text):
        """Save a file as a whole: a look that falls between its two halves tells of each."""
        write_atomically(self.folder / path, text)

    def open(self, name=""):
        return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{PATH}{name}", timeout=300)

    def page(self, name=""):
        try:
            with self.open(name) as answer:
                return answer.read().decode()
        except OSError:
            return ""

    @contextlib.contextmanager
    def changes(self):
        """Yield `next_of(page)`, which waits until the page is said to have changed."""
        version = self.page().split("__reload.js?")[1].split('"')[0]
        with self.open(f"__changes?{version}") as stream:

            def next_of(page):
                for line in stream:
                    pages = json.loads(line[6:]) if line.startswith(b"data: ") else []
                    if page in pages or "*" in pages:
                        return
                raise AssertionError(f"the stream ended: {self.lines}")

            yield next_of

    def wait_for(self, condition):
        for _ in range(6000):
            if condition():
                return
            assert self.process.poll() is None, self.lines
            time.sleep(0.05)
        raise AssertionError(self.lines)

    def wait_line(self, start):
        self.wait_for(lambda: any(line.startswith(start) for line in list(self.lines)))

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=300)
        self.reader.join()
        return status, self.process.stderr.read()
