"""Builds the site: MkDocs makes the pages, `book.pages` finishes and checks them."""

import contextlib
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from book.faults import BookError
from book.stamps import digest, files_below

SOURCES = ("docs", "snippets", "book", "mkdocs.yml", "requirements.txt")
SPOKEN = re.compile(r"^(?:WARNING|ERROR|CRITICAL)\s+-\s+")
SAID = re.compile(r"^(?:INFO|DEBUG|WARNING|ERROR|CRITICAL)\s+-\s+|^\S.*$")

# MkDocs, imported while chapters still run; it builds once it is told where to, or leaves
WARM = """
import sys
import mkdocs.__main__, mkdocs.commands.build, material.plugins.search.plugin, mkdocs_jupyter.plugin
if folder := sys.stdin.readline().strip():
    mkdocs.__main__.cli(["build", "--strict", "--site-dir", folder])
"""


def build_site(book, force=False, mkdocs=None):
    """Build `book` into site/ beside its mkdocs.yml, unless nothing changed since the last time.

    Notebooks must be written before. Faults are printed, a line each, and leave the old site as
    it is; gives their number. `mkdocs` is a process of `warm_mkdocs`, if one was started before.
    Raises BookError where there is no mkdocs.yml.
    """
    home = book.docs.parent
    if not (home / "mkdocs.yml").is_file():
        raise BookError(f"{home / 'mkdocs.yml'}: there is no such file, so no site can be built")
    site, stamp = home / "site", book.root / ".cache" / "site"
    key = digest(home, SOURCES, salt=os.environ.get("SOURCE_DATE_EPOCH", ""))
    if not force and _read(stamp) == f"{key} {_shape(site)}":
        print("The site is up to date.", file=sys.stderr)
        return 0
    began = time.perf_counter()
    stamp.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=stamp.parent, prefix="site-") as folder:
        faults = _mkdocs(mkdocs or warm_mkdocs(book), f"{folder}/new")
        pages = 0
        if not faults:
            from book.pages import Site

            built = Site(f"{folder}/new", (book.config or {}).get("site_url") or "")
            built.finish()
            faults, pages = built.check(), len(built.pages)
        for fault in faults:
            print(fault, file=sys.stderr)
        if faults:
            return len(faults)
        _exchange(f"{folder}/new", site, f"{folder}/old")
    stamp.write_text(f"{key} {_shape(site)}", encoding="utf-8")
    seconds = time.perf_counter() - began
    print(f"The site has {pages} pages, built in {seconds:.1f} s.", file=sys.stderr)
    return 0


def warm_mkdocs(book):
    """Start the process that will build the site, so that it imports what it needs meanwhile."""
    ours = str(Path(__file__).resolve().parents[1])  # mkdocs.yml names an extension in `book`
    paths = filter(None, [ours, os.environ.get("PYTHONPATH")])
    # The same pages give the same bytes: no date of today, no order of the day
    environment = {"SOURCE_DATE_EPOCH": "0", **os.environ, "NO_MKDOCS_2_WARNING": "1",
                   "PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(paths), "COLUMNS": "0"}
    pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return subprocess.Popen([sys.executable, "-c", WARM], cwd=book.docs.parent, env=environment,
                            text=True, **pipes)


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


def _read(path):
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return None
