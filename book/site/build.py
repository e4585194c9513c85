"""Builds the site, in a process of its own that `book.site.mkdocs` describes."""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cached_property
from pathlib import Path

from book.ground.faults import BookError
from book.ground.files import Stamp, files_below, lives

SOURCES = ("docs", "snippets", "data", "book", "mkdocs.yml", "requirements.txt")


def build_site(book, force=False, mkdocs=None):
    """Build `book` into site/ beside its mkdocs.yml, unless nothing changed since the last time.

    Notebooks must be written before. Faults are printed, a line each, and leave the old site as
    it is; gives their number. `mkdocs` is a process that was started before, if there is one.
    Raises BookError where there is no mkdocs.yml.
    """
    home = book.docs.parent
    if not (home / "mkdocs.yml").is_file():
        raise BookError(f"{home / 'mkdocs.yml'}: there is no such file, so no site can be built")
    list(book.nav or ())  # what is wrong with the settings is said in one line, and at once
    site = home / "site"
    stamp = Stamp(book, "site", [home / name for name in SOURCES], salt=f"{commit_time(home)} {book.config}")
    now = stamp.now()
    if not force and stamp.note() == _shape(site):
        print("The site is up to date.", file=sys.stderr)
        return 0
    began = time.perf_counter()
    with mkdocs or MkDocs(book) as builder:
        answer = builder.site()
        for fault in answer["faults"]:
            print(fault, file=sys.stderr)
        if answer["faults"]:
            return len(answer["faults"])
        _exchange(builder.folder / "new", site, builder.folder / "old")
    stamp.set(_shape(site), now)
    seconds = time.perf_counter() - began
    print(f"The site has {answer['pages']} pages, built in {seconds:.1f} s.", file=sys.stderr)
    return 0


def sweep_builds(cache):
    """Remove what builds and previews that were killed left."""
    for left in [*cache.glob("site-*-*"), *cache.glob("preview-*-*")]:
        owner = left.name.split("-")[1]
        if owner.isdigit() and not lives(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


class MkDocs:
    """The process that builds sites; it imports what it needs while its first request is awaited."""

    def __init__(self, book):
        self.cache, self.early, self.awaited = book.root / ".cache", False, False
        ours = str(Path(__file__).resolve().parents[2])  # mkdocs.yml names an extension in `book`
        paths = filter(None, [ours, os.environ.get("PYTHONPATH")])
        # The same commit gives the same bytes: no date of today, no order of the day, no place
        environment = {
            **os.environ,
            "SOURCE_DATE_EPOCH": commit_time(book.docs.parent),
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
            "TZ": "UTC",
            "PYTHONPATH": os.pathsep.join(paths),
            "NO_MKDOCS_2_WARNING": "1",
        }
        # A pipe that nobody reads would fill up, and the process may speak as long as it lives
        self.said = tempfile.TemporaryFile()  # noqa: SIM115 (so no block closes it)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "book.site.mkdocs"],
            cwd=book.docs.parent,
            env=environment,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
            umask=0o022,  # a web server must read it, whatever the umask here
        )

    @cached_property
    def folder(self):
        """Where it builds; goes with the process."""
        self.cache.mkdir(exist_ok=True)
        sweep_builds(self.cache)
        self.home = tempfile.TemporaryDirectory(dir=self.cache, prefix=f"site-{os.getpid()}-")
        return Path(self.home.name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def begin(self):
        """Let it build already, though not all sources are written yet; nobody waits for that."""
        self.early = self.awaited = True
        self._say(build=str(self.folder / "new"), preview=True)

    def settle(self):
        """Wait until what began is built."""
        if self.awaited:
            self.awaited = False
            self._hear()

    def site(self):
        """Its answer to a build into `folder`/new. Of one that began early, only what has changed
        since is made anew, unless that may change more pages."""
        new = self.folder / "new"
        if self.early:
            answer = self.ask(complete=True)
            if not answer.get("rebuild"):
                return answer
        shutil.rmtree(new, ignore_errors=True)
        return self.ask(build=str(new))

    def ask(self, **request):
        """Its answer; where it has `ended`, a fault that says why."""
        self.settle()
        self._say(**request)
        return self._hear()

    def _say(self, **request):
        with contextlib.suppress(BrokenPipeError):
            print(json.dumps(request), file=self.process.stdin, flush=True)

    def _hear(self):
        if line := self.process.stdout.readline():
            return json.loads(line)
        status = self.process.wait()
        self.said.seek(0)
        text = self.said.read().decode(errors="replace").strip() or f"exit status {status}"
        return {"faults": [f"mkdocs.yml: MkDocs failed: {text.splitlines()[-1]}"], "pages": 0, "ended": True}

    def close(self):
        self.process.terminate()
        self.process.wait()
        if "folder" in vars(self):
            self.home.cleanup()


def commit_time(home):
    """The date of a build, in seconds: SOURCE_DATE_EPOCH, else that of the last commit, else 0."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return os.environ["SOURCE_DATE_EPOCH"]
    try:
        said = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=home, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "0"
    return said.stdout.strip()


def _exchange(new, site, old):
    if site.exists():
        os.rename(site, old)
    try:
        os.rename(new, site)
    except OSError:
        with contextlib.suppress(OSError):
            os.rename(old, site)
        raise


def _shape(site):
    """A digest of the names and sizes in the site: tells whether somebody removed a part of it."""
    facts = [(os.path.relpath(path, site), os.path.getsize(path)) for path in files_below(site)]
    return hashlib.sha256(repr(facts).encode()).hexdigest() if facts else "none"
