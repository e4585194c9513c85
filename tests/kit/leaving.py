"""The site of a book as Zensical builds it, finished as that of MkDocs is.

Its pages are whole. In a browser two things of its theme do not hold yet: its search box speaks another
language than our worker, so it finds nothing, and its script asks unpkg.com for a viewer of pictures,
which the policy of our pages forbids.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import yaml

from book.reading.book import Book
from book.reading.parse import front_matter
from book.reading.settings import read_settings
from book.site.built import BuiltSite, source_of
from book.site.copies import write_copies
from book.site.finish import finish, round_off
from book.site.notebooks import write_notebooks
from book.site.search import write_search

ROOT = Path(__file__).resolve().parents[2]
COLOUR = re.compile(r"\x1b\[[\d;]*m")


def zensical_settings(file):
    """The mkdocs.yml at `file` as Zensical reads it: where the book lives is said, and the look is that of
    the theme of today."""
    settings = read_settings(file)
    return settings | {"theme": settings["theme"] | {"variant": "classic"}}


def zensical_site(folder):
    """(BuiltSite, what Zensical said) of the book in `folder`, whose mkdocs.yml becomes Zensical's; the pages
    are finished as those of MkDocs are."""
    book = Book(folder)
    write_notebooks(book)
    write_copies(book)
    settings = zensical_settings(folder / "mkdocs.yml")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False))
    run = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )
    said = COLOUR.sub("", run.stdout + run.stderr)
    assert run.returncode == 0, said
    site = BuiltSite(folder / "site", settings["site_url"], {}, folder / "docs", settings, "zensical")
    _write_search(site)
    finish(site)
    round_off(site, book)
    return site, said


def _write_search(site):
    """What the search reads, from the index of Zensical's."""
    entries = json.loads(site.read("search.json"))["items"]
    pages = []
    for name in site.pages:
        if source := source_of(site.docs, name):
            front, _ = front_matter(source.read_text(encoding="utf-8").split("\n"))
            pages.append(SimpleNamespace(url=name.removesuffix("index.html"), meta=front))
    write_search(site.folder, entries, pages)
    site.look()
