"""The edition of a site: a page, the scripts that run on it and what they read belong together.

A book is published anew while people read it, and a cache may hold a part of it for longer than another.
So every address of a script of ours ends with `?` and the edition, a digest of all of them; every page
names it, and every script asks `edition.js` whether it is that of those before it. Where it is not, it ends,
and with it all that need it. What a chapter alone has, its cells and its copies, is named by a digest of its own.
"""

import hashlib
import posixpath
import re

OURS = re.compile(r"assets/js/.*\.m?js$")
READ = ("assets/js/", "assets/exports/", "assets/trainer/", "assets/pyodide/", "assets/codemirror/")
STAMPED = READ[:2]
CHECK = "assets/js/edition.js"
SCRIPT = re.compile(r'"(?P<way>\.{1,2}/[\w./-]+\.(?:m?js|css))"')
IS_MODULE = re.compile(r"^(?:im|ex)port\b|\bimport\.meta\b", re.MULTILINE)
ENTRY = re.compile(r'(<script src="[^"]*assets/js/book\.js)(?=")')
TOLD = re.compile(r'\b(data-(?:cells|copies)=")([^"?]+)(?=")')
HEAD = "</head>"


def bind(site):
    """Name the edition in each page and script of a finished site, and give it; "" where it has no scripts."""
    if not site.holds(CHECK):
        return ""
    edition = _digest(*(site.folder / name for name in site.names("*") if name.startswith(READ)))
    for name in filter(OURS.match, site.files):
        site.write(name, _of_edition(site, name, site.read(name), edition))
        del site.texts[name]
    for page in site.pages:
        site.write(page, _page(site, page, site.read(page), edition))
    return edition


def _of_edition(site, name, text, edition):
    """A script whose own scripts are asked for by their edition, and which asks whether it fits."""
    folder = posixpath.dirname(name)

    def named(match):
        file = posixpath.normpath(posixpath.join(folder, match["way"]))
        ours = file.startswith(STAMPED) and site.holds(file)
        return f'"{match["way"]}?{edition}"' if ours else match[0]

    if IS_MODULE.search(text) and name != CHECK:
        way = posixpath.relpath(CHECK, folder)
        text = f'import "{way if way.startswith(".") else f"./{way}"}";\n{text}'
    return SCRIPT.sub(named, text)


def _page(site, page, text, edition):
    def told(match):
        file = site.file(page, match[2])
        return f"{match[0]}?{_digest(site.folder / file)}" if site.holds(file) else match[0]

    text = ENTRY.sub(rf"\1?{edition}", TOLD.sub(told, text))
    return text.replace(HEAD, f'  <meta name="edition" content="?{edition}">\n  {HEAD}', 1)


def _digest(*files):
    """The first digits of a sha256 of these files."""
    code = hashlib.sha256()
    for file in files:
        code.update(file.read_bytes())
    return code.hexdigest()[:8]
