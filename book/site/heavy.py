"""The heavy files of a site may lie at another place, which `extra.heavy_files` in mkdocs.yml names.

Then the pages, at the address where the site is published, fetch them from there, check them, and are
allowed to connect to this place and no other. Else nothing of a site depends on this.
"""

import hashlib
import json
from fnmatch import fnmatch

from book.reading.settings import heavy_files

PYTHON = tuple(f"assets/pyodide/*.{kind}" for kind in ("mjs", "wasm", "zip", "whl", "json"))
DIGITS, WEIGHTS = "assets/mnist/*.gz", "assets/exports/*.safetensors"
READERS = ("assets/js/kit/heavy.js", "sw.js")
NOWHERE = "const ELSEWHERE = {};"


def allowed_elsewhere(site):
    """What the policy of a page adds for the place of the heavy files."""
    place = heavy_files(site.settings)
    return f"; connect-src 'self' {place}" if place else ""


def write_elsewhere(site):
    """The page and the service worker learn where the heavy files lie, and what is in them."""
    place = heavy_files(site.settings)
    if not place:
        return
    heavy = [
        name
        for name in site.names("*")
        if any(fnmatch(name, pattern) for pattern in (*PYTHON, DIGITS, WEIGHTS))
    ]
    sums = {name: hashlib.sha256((site.folder / name).read_bytes()).hexdigest() for name in heavy}
    told = json.dumps({"at": site.address, "from": place, "files": sums}, indent=0)
    for reader in filter(site.holds, READERS):
        site.write(reader, site.read(reader).replace(NOWHERE, f"const ELSEWHERE = {told};", 1))
