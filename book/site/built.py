"""A built site as files: its pages, and where the addresses on them lead."""

import importlib.util
import json
import posixpath
import re
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
PLACEHOLDER = re.compile(r"\{\{[^}]*\}\}")


class BuiltSite:
    """A built site in `folder`; `address` is where it will be published, or empty."""

    def __init__(self, folder, address=""):
        self.folder = Path(folder)
        self.base = urlsplit(address).path.rstrip("/")
        self.pages = self.names("*.html")

    def names(self, pattern):
        """The names of the files of a pattern, sorted: their paths in the site."""
        return [path.relative_to(self.folder).as_posix() for path in sorted(self.folder.rglob(pattern))]

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8", newline="\n")

    def holds(self, name):
        return name is not None and (self.folder / name).is_file()

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
        if address.partition("#")[0].endswith(("/", ".", "..")) or (self.folder / file).is_dir():
            file = posixpath.normpath(posixpath.join(file, "index.html"))
        return file

    def cells(self, page, address):
        """What the page knows of its chapter's cells, from the file at `address`."""
        file = self.file(page, address)
        return json.loads(self.read(file))["cells"] if self.holds(file) else []  # the check says it

    def scripts(self, page):
        """The inline scripts that the theme writes into this page."""
        return [PLACEHOLDER.sub(lambda match: self.root(page), script) for script in self._theme]

    @cached_property
    def _theme(self):
        return theme_scripts()


def theme_scripts():
    """The inline scripts in the theme's templates; `{{ … }}` stands for the way to the root."""
    theme = importlib.util.find_spec("material").submodule_search_locations[0]
    templates = sorted(Path(theme, "templates/partials/javascripts").glob("*.html"))
    texts = [file.read_text(encoding="utf-8") for file in templates]
    return [script for text in texts for script in SCRIPT.findall(text)]
