"""Runs jobs: a supervised process each of a warm server, as many at once as there are cores."""

import atexit
import multiprocessing
import os
import shutil
import tempfile
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path

from book.ground.faults import BookError
from book.running import guards, servers, supervisor
from book.running.job import SCRATCH, Outcome, unpacked

LONGEST_HOME = 107 - len("/pymp-12345678/listener-12345678")  # a socket's name has 107 bytes


class Runner:
    """Runs chapters of the book at `root`; use as a context, so that nothing it started outlives it.

    `docs` is the folder of their pages. `editing`: sources of the checkout may change meanwhile, by
    somebody's hand.
    """

    def __init__(self, root, docs, at_once=None, editing=False):
        self.root, self.docs, self.editing = root, docs, editing
        self.at_once = at_once or os.cpu_count() or 1
        self.running = {}

    def __enter__(self):
        home = tempfile.gettempdir()
        if len(home) > LONGEST_HOME:
            raise BookError(
                f"the folder for temporary files has {len(home)} characters, too many for "
                f"the name of a socket in it ({home}): name a shorter one in TMPDIR"
            )
        self.scratch = tempfile.mkdtemp(prefix=SCRATCH)
        atexit.register(shutil.rmtree, self.scratch, ignore_errors=True)
        servers.warm_up()
        return self

    def __exit__(self, *_):
        for outward, (_, process, _) in list(self.running.items()):
            outward.close()
            process.join(5)
        self.running.clear()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def run(self, jobs, progress=lambda job, message: None):
        """Yield (job, Outcome) as each ends; a `timed` one runs while nothing else does.

        One that runs `again` does so on the second server, where hashes are others.
        """
        waiting = sorted(jobs, key=lambda job: (job.timed, job.again))
        if any(job.again for job in waiting):
            servers.warm_up(second=True)
        before = self._files()
        while waiting or self.running:
            while waiting and self._has_room(waiting[0]):
                self._start(waiting.pop(0))
            for outward in wait(list(self.running)):
                job, process, outcome = self.running[outward]
                try:
                    message = unpacked(outward.recv_bytes())
                    progress(job, message)
                    outcome.add(message)
                except (EOFError, ConnectionError):
                    del self.running[outward]
                    outward.close()
                    process.join()
                    outcome.close()
                    after = self._files()
                    self._blame(guards.tree_changes(before, after, self.editing), job, outcome)
                    before = after
                    yield job, outcome

    def _files(self):
        """The state of all files that no chapter may touch and nobody else is known to."""
        state = guards.tree_state(self.root)
        if not self.docs.is_relative_to(self.root):
            for path, status in guards.tree_state(self.docs).items():
                state[str(self.docs / path)] = status
        for path, status in guards.tree_state(self.scratch).items():
            if "/" not in path:  # not in the folder of a chapter
                state[f"../{path}"] = status
        return state

    def _blame(self, changed, job, outcome):
        """Tell the chapter that names a changed file, of those that ran, or the one that ended."""
        others = [(other, its) for other, _, its in self.running.values()]
        for path in changed:
            namers = [its for other, its in [(job, outcome), *others] if Path(path).name in other.text]
            blamed = (namers or [outcome])[0]
            if path not in blamed.touched:  # another chapter may end while it is being written
                blamed.touched.append(path)

    def _has_room(self, job):
        busy = [other for other, _, _ in self.running.values()]
        if job.timed or any(other.timed for other in busy):
            return not busy
        return len(busy) < self.at_once

    def _start(self, job):
        placed = replace(job, scratch=tempfile.mkdtemp(dir=self.scratch, prefix=f"{job.stem[:20]}-"))
        outward, theirs = multiprocessing.Pipe()
        process = servers.process(target=supervisor.supervise, args=(placed, theirs), second=job.again)
        process.start()
        theirs.close()
        self.running[outward] = (job, process, Outcome())
