"""Another deployment of a built site: the same pages, and what a test changes."""

import hashlib
import os
import re
import shutil
from pathlib import Path

from book.ground.files import write_atomically
from book.site.built import BuiltSite
from book.site.finish import write_worker

WORKER = Path(__file__).resolve().parents[2] / "book/site/theme/sw.js"
OF_BEFORE = Path(__file__).with_name("worker-of-before.js")
EDITION = re.compile(r'<meta name="edition" content="\?(\w+)">')


def edition_of(site):
    """The digest that the pages of a site name."""
    return EDITION.search((site / "index.html").read_text())[1]


def another(site, folder, changes, edition=None, worker=WORKER):
    """`folder` becomes the site of another day, of another `edition` if one is named. `changes` maps the
    name of a file to a function of its text; its service worker is written anew, from the file `worker`."""
    shutil.copytree(site, folder, copy_function=os.link)
    before = edition_of(site).encode()
    for path in folder.rglob("*") if edition else ():
        if path.suffix in (".html", ".js", ".mjs"):
            write_atomically(path, path.read_bytes().replace(before, edition.encode()))
    for name, change in changes.items():
        write_atomically(folder / name, change((folder / name).read_text()).encode())
        if name.startswith(("assets/cells/", "assets/copies/")):
            _named(folder, name)
    write_atomically(folder / "sw.js", worker.read_bytes())
    write_worker(BuiltSite(folder), edition or before.decode())
    return folder


def _named(folder, name):
    """The page of a chapter names what it has with the digest that it has now."""
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:8]
    page = folder / Path(name).stem / "index.html"
    write_atomically(page, re.sub(rf"({name}\?)\w+", rf"\g<1>{digest}", page.read_text()).encode())
