"""The last hand on the pages of a built site, and the check that nothing is wrong with them.

Pages are edited as text, so that nothing else in them changes, and read with lxml for the check.
"""

import base64
import hashlib
import html
import importlib.util
import json
import posixpath
import re
import shutil
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from book.ground import compare
from book.site.notebook_page import digest, is_notebook, tidy_notebook

VALUE = re.compile(r"<!--(?:=.*?|/)-->", re.DOTALL)
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
PLACEHOLDER = re.compile(r"\{\{[^}]*\}\}")
CHARSET = '<meta charset="utf-8">'
POLICY = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
)
IMAGE = re.compile(r'<img alt="(?P<alt>[^"]*)" src="(?P<src>[^"]+\.svg)"(?: title="[^"]*")?\s*/?>')
SIZE = re.compile(
    r'<svg\b[^>]*?\bwidth="([\d.]+)pt"[^>]*?\bheight="([\d.]+)pt"|'
    r'<svg\b[^>]*?\bheight="([\d.]+)pt"[^>]*?\bwidth="([\d.]+)pt"'
)
LOADS = ("src", "srcset", "poster", "data", "action", "formaction", "background")
LINKED = ("canonical", "prev", "next", "alternate", "edit")
SCHEMES = ("", "http", "https", "mailto")
STYLE_URL = re.compile(r"(?:url\(|@import)\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE)
OFFLINE = (".html", ".css", ".js", ".mjs", ".svg", ".png", ".json", ".py", ".safetensors")
NOT_OFFLINE = ("assets/javascripts/lunr/", "assets/pyodide/", "assets/codemirror/", "sw.js")
# Kept once a reader has run or edited a cell: too large for those who never do
LATER = (
    "assets/pyodide/*.mjs",
    "assets/pyodide/*.wasm",
    "assets/pyodide/*.zip",
    "assets/pyodide/*.whl",
    "assets/pyodide/*.json",
    "assets/codemirror/codemirror.js",
)
ELEMENTS = "assets/js/elements"
ELEMENT = re.compile(r"<([a-z][a-z0-9]*(?:-[a-z0-9]+)+)[\s>]")
COPIES = re.compile(r'data-copies="([^"]+)"')
CELL = re.compile(r'(?<=<div class="language-)(?:python|sh) highlight"')


class Site:
    """A built site in `folder`; `address` is where it will be published, or empty."""

    def __init__(self, folder, address=""):
        self.folder = Path(folder)
        self.base = urlsplit(address).path.rstrip("/")
        self.pages = [self._name(path) for path in sorted(self.folder.rglob("*.html"))]
        self.scripts = theme_scripts()
        self.faults, self._trees, self._names = [], {}, {}

    def finish(self):
        """Write the pages and the service worker anew."""
        figures = self._figures()
        for page in self.pages:
            text = self.read(page)
            text = VALUE.sub("", text)
            if is_notebook(text):
                title = html.unescape(re.search(r"<title>(.*?) - ", text)[1])
                text = tidy_notebook(text, title, f"{self.root(page)}/", figures)
            text = self._styled(page, self._marked(page, self._sized(page, text)))
            head = f"{CHARSET}\n      {self._policy(page, text)}\n      {self._worker(page)}"
            text = text.replace(CHARSET, head, 1)
            self.write(page, text)
        if (self.folder / "assets/js/cells").is_dir():  # the page compares as the recorder does
            shutil.copy(compare.__file__, self.folder / "assets/js/cells")
        self._write_worker()

    def check(self):
        """The faults of the finished pages, a line each."""
        for page in self.pages:
            self._check_page(page)
        for sheet in map(self._name, sorted(self.folder.rglob("*.css"))):
            if STYLE_URL.search(self.read(sheet)):
                self.fault(sheet, "loads from elsewhere: put the file into docs/assets/")
        return self.faults

    def fault(self, page, message):
        self.faults.append(f"site/{page}: {message}")

    def _name(self, path):
        return path.relative_to(self.folder).as_posix()

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8", newline="\n")

    def root(self, page):
        """The way from a page to the root of the site, as the theme writes it."""
        if page == "404.html":
            return f"{self.base}/"
        depth = page.count("/")
        return "/".join([".."] * depth) or "."

    # What is written

    def _figures(self):
        """{digest: (path, alt text)} of the figures that the chapters show."""
        figures = {}
        for page in self.pages:
            for match in IMAGE.finditer(self.read(page)):
                file = self._file(page, match["src"])
                if file and (self.folder / file).is_file():
                    alt = html.unescape(match["alt"])
                    figures[digest((self.folder / file).read_bytes())] = file, alt
        return figures

    def _sized(self, page, text):
        """Images say how large they are, or the text would jump later. Films get a player."""
        seen = []

        def sized(match):
            file = self._file(page, match["src"])
            there = file and (self.folder / file).is_file()  # the check says it if not
            svg = self.read(file) if there else ""
            size = SIZE.search(svg[:2000])
            plain = f'<img alt="{match["alt"]}" src="{match["src"]}"'
            if not size:
                return f"{plain}>"
            points = (size[1], size[2]) if size[1] else (size[4], size[3])
            width, height = (round(float(number) * 4 / 3) for number in points)
            lazy = ' loading="lazy"' if seen else ""
            seen.append(file)
            image = f'{plain} width="{width}" height="{height}" decoding="async"{lazy}>'
            return f"<book-film>{image}</book-film>" if 'class="frame-0"' in svg else image

        return IMAGE.sub(sized, text)

    def _marked(self, page, text):
        """The cells say what `book.copying.in_page` found out: whether they run in the page, or why not."""
        match = COPIES.search(text)
        file = match and self._file(page, match[1])
        if not file or not (self.folder / file).is_file():  # the check says it
            return text
        record = json.loads(self.read(file)).get("page", {"cells": []})
        marks = [_mark(index, entry) for index, entry in enumerate(record["cells"])]
        if len(CELL.findall(text)) != len(marks):
            return text
        waiting = iter(marks)
        return CELL.sub(lambda found: found[0] + next(waiting), text)

    def _styled(self, page, text):
        """The head links the styles of each element on the page: else they would come late, and move it."""
        for tag in sorted(set(ELEMENT.findall(text))):
            sheet = f"{ELEMENTS}/{tag}/{tag}.css"
            if (self.folder / sheet).is_file():
                link = f'<link rel="stylesheet" href="{self.root(page).rstrip("/")}/{sheet}">'
                text = text.replace("</head>", f"  {link}\n  </head>", 1)
        return text

    def _allowed(self, page):
        """The inline scripts that the theme writes into this page."""
        return [PLACEHOLDER.sub(lambda match: self.root(page), script) for script in self.scripts]

    def _policy(self, page, text):
        inline = SCRIPT.findall(text)
        allowed = [script for script in self._allowed(page) if script in inline]
        codes = (hashlib.sha256(script.encode()).digest() for script in allowed)
        hashes = "".join(f" 'sha256-{base64.b64encode(code).decode()}'" for code in codes)
        policy = POLICY.format(hashes=hashes)
        return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'

    def _worker(self, page):
        root = self.root(page).rstrip("/")
        return f'<meta name="service-worker" content="{root}/sw.js">'

    def _write_worker(self):
        """The service worker learns which files there are, and what is in them."""
        files, later = {}, {}
        for path in sorted(self.folder.rglob("*")):
            name = self._name(path)
            at_once = path.suffix in OFFLINE and not name.startswith(NOT_OFFLINE)
            if at_once or any(fnmatch(name, pattern) for pattern in LATER):
                code = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
                (files if at_once else later)[name] = code
        if (self.folder / "sw.js").is_file():
            text = self.read("sw.js")
            for constant, listed in (("FILES", files), ("LATER", later)):
                listed = f"const {constant} = {json.dumps(listed, indent=0)};"
                text = text.replace(f"const {constant} = {{}};", listed, 1)
            self.write("sw.js", text)

    # What is checked

    def tree(self, page):
        if page not in self._trees:
            parser = HTMLParser(encoding="utf-8", huge_tree=True)
            self._trees[page] = document_fromstring(self.read(page).encode(), parser=parser)
        return self._trees[page]

    def _ids(self, page):
        if page not in self._names:
            self._names[page] = set(self.tree(page).xpath("//@id | //a/@name"))
        return self._names[page]

    def _check_page(self, page):
        titles = self.tree(page).findall(".//h1")
        if len(titles) != 1:
            self.fault(page, f"has {len(titles)} first headings (<h1>): a page has one")
        for element in self.tree(page).iter(etree.Element):
            self._check_attributes(page, element)
            if element.tag == "script":
                self._check_script(page, element)
            elif element.tag == "img":
                self._check_image(page, element)
            elif element.tag == "style" and STYLE_URL.search(element.text or ""):
                self.fault(page, "a <style> loads from elsewhere: put the file into docs/assets/")
            elif element.tag == "a" and element.get("href"):
                self._check_link(page, element.get("href"))
            elif element.tag not in ("code", "pre") and "$$" in (element.text or ""):
                self.fault(page, "`$$` stands in the text: give the formula a paragraph of its own")
            if element.get("data-copies"):
                self._check_link(page, element.get("data-copies"))

    def _check_attributes(self, page, element):
        for name, value in element.attrib.items():
            if re.fullmatch(r"on[a-z]+", name):
                self.fault(
                    page, f"<{element.tag} {name}=…> runs code from the page: put it into docs/assets/js/"
                )
            loads = name in LOADS or (
                element.tag == "link" and name == "href" and element.get("rel", "") not in LINKED
            )
            if loads and self._elsewhere(value):
                self.fault(
                    page,
                    f"<{element.tag} {name}={value[:60]}> loads from elsewhere: "
                    "put the file into docs/assets/",
                )
            elif loads and element.tag != "img":
                self._check_link(page, value)
            if name == "style" and STYLE_URL.search(value):
                self.fault(page, f"the style of a <{element.tag}> loads from elsewhere")

    def _elsewhere(self, address):
        parts = urlsplit(address.strip())
        return bool(parts.netloc or parts.scheme not in ("", "data"))

    def _check_script(self, page, element):
        if element.get("type") == "application/json" or element.get("src"):
            return
        if (element.text or "") not in self._allowed(page):
            start = " ".join((element.text or "").split())[:40]
            self.fault(
                page, f"an inline script that is not the theme's (`{start}`): put it into docs/assets/js/"
            )

    def _check_image(self, page, element):
        source = element.get("src", "")
        if not source.startswith("data:") and not self._elsewhere(source):
            file = self._file(page, source)
            if not source or file is None or not (self.folder / file).is_file():
                self.fault(page, f"there is no picture {source}")
        if not (element.get("alt") or "").strip():
            self.fault(page, f"the picture {source[:60]} has no alt text")

    def _check_link(self, page, address):
        parts = urlsplit(address.strip())
        if parts.scheme not in SCHEMES:
            self.fault(page, f"a `{parts.scheme}:` link: link to a page or to an https: address")
        if parts.scheme or parts.netloc:
            return
        file = self._file(page, address)
        if file is None or not (self.folder / file).is_file():
            self.fault(page, f"the link {address} leads nowhere")
        elif parts.fragment and file.endswith(".html") and unquote(parts.fragment) not in self._ids(file):
            self.fault(page, f"the link {address} names a heading that is not there")

    def _file(self, page, address):
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


def _mark(index, entry):
    """The attributes that tell the page what a cell can do there."""
    role = entry.get("role", "cell")
    if "why" in entry:
        return f' data-needs="{html.escape(entry["why"])}"' if role != "check" else ""
    mark = "data-check" if role == "check" else "data-run"
    exercise = f' data-exercise="{entry["exercise"]}"' if role in ("question", "check") else ""
    return f' {mark}="{index}"{exercise}'


def theme_scripts():
    """The inline scripts in the theme's templates; `{{ … }}` stands for the way to the root."""
    theme = importlib.util.find_spec("material").submodule_search_locations[0]
    templates = sorted(Path(theme, "templates/partials/javascripts").glob("*.html"))
    texts = [file.read_text(encoding="utf-8") for file in templates]
    return [script for text in texts for script in SCRIPT.findall(text)]
