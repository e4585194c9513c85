"""A built site as files: its pages, and where the addresses on them lead."""

import importlib.util
import json
import os
import posixpath
import re
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from book.ground.files import files_below, write_atomically

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
PLACEHOLDER = re.compile(r"\{\{[^}]*\}\}")


class BuiltSite:
    """A built site in `folder`; `address` is where it will be published, or empty.

    `texts` holds pages that are not written yet, or that need not be read again; `docs` is the folder
    of the Markdown that they were made from, `settings` the dict of its mkdocs.yml, `theme` the package
    of the templates.
    """

    def __init__(self, folder, address="", texts=None, docs=None, settings=None, theme="material"):
        self.folder = Path(folder)
        self.address, self.base = address, urlsplit(address).path.rstrip("/")
        self.texts = {} if texts is None else texts
        self.docs, self.settings, self.theme = docs, settings or {}, theme
        self.look()

    def look(self):
        """Learn anew which files there are."""
        found = (os.path.relpath(path, self.folder) for path in files_below(self.folder))
        self.files = {Path(name).as_posix() for name in found} | self.texts.keys()
        self.folders = set()
        for name in self.files:
            while (name := posixpath.dirname(name)) and name not in self.folders:
                self.folders.add(name)
        self.pages = self.names("*.html")

    def names(self, pattern):
        """The names of the files of a pattern, sorted: their paths in the site."""
        found = [name for name in self.files if fnmatchcase(name, pattern)]
        return sorted(found, key=lambda name: name.split("/"))

    def read(self, name):
        text = self.texts.get(name)
        return (self.folder / name).read_text(encoding="utf-8") if text is None else text

    def write(self, name, text):
        self.texts[name] = text
        write_atomically(self.folder / name, text.encode(errors="xmlcharrefreplace"))

    def holds(self, name):
        return name in self.files

    def root(self, page):
        """The way from a page to the root of the site, as the theme writes it."""
        if page == "404.html":
            return f"{self.base}/"
        return "/".join([".."] * page.count("/")) or "."

    def file(self, page, address):
        """The file of the site that an address on a page leads to; None outside of the site."""
        path = unquote(urlsplit(address).path)
        if path.startswith("/"):
            if not f"{path}/".startswith(f"{self.base}/"):
                return None
            path = path[len(self.base) + 1 :]
        elif path:
            path = posixpath.join(posixpath.dirname(page), path)
        else:
            return page
        file = posixpath.normpath(path) if path else "."
        if file.startswith(".."):
            return None
        if address.partition("#")[0].endswith(("/", ".", "..")) or file in self.folders:
            file = posixpath.normpath(posixpath.join(file, "index.html"))
        return file

    def cells(self, page, address):
        """What the page knows of its chapter's cells, from the file at `address`."""
        file = self.file(page, address)
        return json.loads(self.read(file))["cells"] if self.holds(file) else []  # the check says it

    def scripts(self, page):
        """The inline scripts that the theme writes into this page; one theme ends the way to the root of
        a page for unknown addresses with a slash, another does not."""
        roots = dict.fromkeys((self.root(page), self.root(page).rstrip("/")))
        return [root.join(PLACEHOLDER.split(script)) for script in self._theme for root in roots]

    @cached_property
    def _theme(self):
        return theme_scripts(self.theme)


def source_of(docs, page):
    """The file in `docs` that a built page was made from; None where there is none."""
    names = (re.sub(r"(/index)?\.html$", ".md", page), re.sub(r"index\.html$", "README.md", page))
    return next((docs / name for name in names if docs and (docs / name).is_file()), None)


def theme_scripts(package="material"):
    """The inline scripts in the theme's templates; `{{ … }}` stands for the way to the root."""
    theme = importlib.util.find_spec(package).submodule_search_locations[0]
    templates = sorted(Path(theme, "templates/partials/javascripts").glob("*.html"))
    texts = [file.read_text(encoding="utf-8") for file in templates]
    return [script for text in texts for script in SCRIPT.findall(text)]
