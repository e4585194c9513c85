"""Builds the site: MkDocs makes the pages, `book.site.finish` finishes and checks them."""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from book.ground.faults import BookError
from book.ground.files import Stamp, files_below, lives
from book.site.built import BuiltSite

SOURCES = ("docs", "snippets", "book", "mkdocs.yml", "requirements.txt")
SPOKEN = re.compile(r"^(?:WARNING|ERROR|CRITICAL)\s+-\s+")
SAID = re.compile(r"^(?:INFO|DEBUG|WARNING|ERROR|CRITICAL)\s+-\s+|^\S.*$")


def build_site(book, force=False, mkdocs=None):
    """Build `book` into site/ beside its mkdocs.yml, unless nothing changed since the last time.

    Notebooks must be written before. Faults are printed, a line each, and leave the old site as
    it is; gives their number. `mkdocs` is a process of `warm_mkdocs`, if one was started before.
    Raises BookError where there is no mkdocs.yml.
    """
    home = book.docs.parent
    if not (home / "mkdocs.yml").is_file():
        raise BookError(f"{home / 'mkdocs.yml'}: there is no such file, so no site can be built")
    site, cache = home / "site", book.root / ".cache"
    stamp = Stamp(book, "site", [home / name for name in SOURCES], salt=commit_time(home))
    now = stamp.now()
    if not force and stamp.note() == _shape(site):
        print("The site is up to date.", file=sys.stderr)
        return 0
    began = time.perf_counter()
    cache.mkdir(exist_ok=True)
    _sweep(cache)
    with tempfile.TemporaryDirectory(dir=cache, prefix=f"site-{os.getpid()}-") as folder:
        faults = _mkdocs(mkdocs or warm_mkdocs(book), f"{folder}/new")
        pages = 0
        if not faults:
            from book.site.check import check
            from book.site.finish import finish

            built = BuiltSite(f"{folder}/new", (book.config or {}).get("site_url") or "")
            finish(built)
            faults, pages = check(built), len(built.pages)
        for fault in faults:
            print(fault, file=sys.stderr)
        if faults:
            return len(faults)
        _exchange(f"{folder}/new", site, f"{folder}/old")
    stamp.set(_shape(site), now)
    seconds = time.perf_counter() - began
    print(f"The site has {pages} pages, built in {seconds:.1f} s.", file=sys.stderr)
    return 0


def _sweep(cache):
    """Remove what builds that were killed left."""
    for left in cache.glob("site-*-*"):
        owner = left.name.split("-")[1]
        if owner.isdigit() and not lives(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def warm_mkdocs(book):
    """Start the process that will build the site, so that it imports what it needs meanwhile."""
    ours = str(Path(__file__).resolve().parents[2])  # mkdocs.yml names an extension in `book`
    paths = filter(None, [ours, os.environ.get("PYTHONPATH")])
    # The same commit gives the same bytes: no date of today, no order of the day, no place
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": commit_time(book.docs.parent),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
        "COLUMNS": "0",
        "PYTHONPATH": os.pathsep.join(paths),
        "NO_MKDOCS_2_WARNING": "1",
        "NOTEBOOK_CACHE": "false",
    }
    pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return subprocess.Popen(
        [sys.executable, "-m", "book.site.mkdocs"],
        cwd=book.docs.parent,
        env=environment,
        encoding="utf-8",
        errors="surrogateescape",
        **pipes,
    )


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


def _mkdocs(process, folder):
    """Let MkDocs build into `folder`; what it warns of, a line each."""
    _, said = process.communicate(f"{folder}\n")
    if process.returncode == 0:
        return []
    last = (said.strip() or f"exit status {process.returncode}").splitlines()[-1]
    return warnings_of(said) or [f"mkdocs.yml: MkDocs failed: {last}"]


def warnings_of(text):
    """The warnings and errors that MkDocs wrote, with the lines that go on from them."""
    faults, open_ = [], False
    for line in text.splitlines():
        if SPOKEN.match(line):
            faults.append(SPOKEN.sub("", line))
            open_ = True
        elif SAID.match(line):
            open_ = False
        elif open_ and line.strip():
            faults[-1] += f" {line.strip()}"
    return list(dict.fromkeys(faults))


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
