"""The site and the notebooks as zips, to read without a network or to put behind any web server."""

import hashlib
import time
import tomllib
import zipfile
from pathlib import Path

import yaml

from book.ground.faults import BookError
from book.ground.files import files_below, write_atomically
from book.site.build import commit_time

FOLDER = "dist"
TERMS = ("LICENSE", "LICENSE-text.md", "data/mnist/NOTICE.md")  # under which it may be passed on
README = """{title}, as a folder of files
{line}

Browsers let no page that was opened as a file load others. So let any web server hand it out, from any
path. One comes with Python. In this folder:

    python3 -m http.server 8000

Then open http://localhost:8000/ in a browser.
"""


def pack(book, tag=None):
    """Write dist/site.zip, dist/notebooks.zip and their SHA256SUMS; gives the paths.

    The same commit gives the same bytes. Raises BookError where something is not built, or where
    `tag` is not that of the version which pyproject.toml and CITATION.cff name.
    """
    home = book.docs.parent
    if tag is not None:
        _check(home, tag)
    title = (book.config or {}).get("site_name") or "This book"
    stem = title.lower().replace(" ", "-")
    notebooks = sorted((book.docs / "notebooks").glob("*.ipynb"))
    if not (home / "site/index.html").is_file() or not notebooks:
        raise BookError("there is no built site: run `make book` first")
    site = {path.removeprefix(f"{home / 'site'}/"): path for path in files_below(home / "site")}
    site |= {name: home / name for name in TERMS if (home / name).is_file()}
    readme = README.format(title=title, line="=" * len(f"{title}, as a folder of files")).encode()
    packed = {
        f"{FOLDER}/site.zip": {f"{stem}/README.txt": readme} | _read(f"{stem}/", site),
        f"{FOLDER}/notebooks.zip": _read(f"{stem}-notebooks/", {path.name: path for path in notebooks}),
    }
    (home / FOLDER).mkdir(exist_ok=True)
    moment = max(time.gmtime(int(commit_time(home)))[:6], (1980, 1, 1, 0, 0, 0))  # a zip knows none before
    for name, files in packed.items():
        _write(home / name, files, moment)
    sums = [f"{hashlib.sha256((home / name).read_bytes()).hexdigest()}  {name[5:]}\n" for name in packed]
    write_atomically(home / FOLDER / "SHA256SUMS", "".join(sums))
    return [home / name for name in packed]


def _check(home, tag):
    project = tomllib.loads((home / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = yaml.safe_load((home / "CITATION.cff").read_text(encoding="utf-8"))
    for file, version in (("pyproject.toml", project["version"]), ("CITATION.cff", cited["version"])):
        if tag != f"v{version}":
            raise BookError(
                f"{file}: the version is {version}, the tag is {tag}: tag v{version}, or correct it"
            )


def _read(folder, files):
    return {f"{folder}{name}": Path(path).read_bytes() for name, path in sorted(files.items())}


def _write(path, files, moment):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
