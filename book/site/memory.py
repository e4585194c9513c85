"""No page is rendered twice: what MkDocs made of one is kept with all that it was made from.

A page is made from its text, the files that it embeds, and the addresses of the pages and pictures
that it links. What it gave is taken from memory while none of these, nor the settings, the
machinery or the packages, has changed; a page with a warning is rendered each time, to say it again.
"""

import hashlib
import json
import logging
import re
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import jinja2
from material.plugins.search.plugin import SearchIndex
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.theme import Theme
from pygments.formatters.html import HtmlFormatter
from pymdownx import highlight
from pymdownx.snippets import SnippetPreprocessor

from book.ground.addresses import anchor_of
from book.ground.files import machinery, remember
from book.ground.forks import shared

PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "latex2mathml")
PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
SPAN = re.compile(r"</?span\b[^>]*>")


class Memory:
    """What MkDocs makes of Markdown pages and what the search finds on them, in `folder`.

    `rendered` counts the pages that were not taken from memory.
    """

    def __init__(self, folder=Path(".cache/rendered")):
        self.folder, self.rendered = folder, 0
        self.records, self.unsaved, self.embedded = {}, set(), set()
        self.salt = ""

    def install(self):
        """Stand between MkDocs and its pages, and remember what it would make anew for each."""
        render, get_env = Page.render, Theme.get_env
        path_of = SnippetPreprocessor.get_snippet_path
        find = SearchIndex.add_entry_from_context
        highlight.get_lexer_by_name = lru_cache(highlight.get_lexer_by_name)
        HtmlFormatter._create_stylesheet = _once_a_style(HtmlFormatter._create_stylesheet)

        def noted_path(preprocessor, path):
            found = path_of(preprocessor, path)
            self.embedded.add(found)
            return found

        def env_with_compiled_templates(theme):
            env = get_env(theme)
            folder = self.folder / "templates"
            with suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
                env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(folder))
            return env

        SnippetPreprocessor.get_snippet_path = noted_path
        Theme.get_env = env_with_compiled_templates
        Page.render = lambda page, config, files: self._render(render, page, config, files)
        SearchIndex.add_entry_from_context = lambda index, page: self._find(find, index, page)

    def begin(self, settings):
        """From now on the pages are made with these `settings`, the bytes of a mkdocs.yml."""
        facts = [machinery(), hashlib.sha256(settings).hexdigest(), *map(version, PACKAGES)]
        self.salt = hashlib.sha256("\n".join(facts).encode()).hexdigest()

    def prepare(self, pages, populate):
        """Make ready together those of the `pages` of which nothing is kept that was made with these settings:
        `populate(page)` does what MkDocs and its search would do with one after the other."""
        stale = [page for page in pages if page and self._kept(page).get("salt") != self.salt]
        before = self.rendered
        made = shared(lambda page: self._prepared(page, populate), stale)
        ready = {_name(page): record for page, record in zip(stale, made, strict=True) if record}
        self.rendered = before + len(ready)
        self.records |= ready
        self.unsaved |= ready.keys()

    def _prepared(self, page, populate):
        """The record of a page; None where it has none, or where something is wrong with it: that is said later."""
        with Warnings() as said, suppress(Exception):
            populate(page)
        record = self.records.get(_name(page), {})
        return record if "content" in record and not said.lines else None

    def save(self, pages):
        """Write what is new, and forget all but these `pages`."""
        names = {_name(page) for page in pages}
        for name in self.unsaved:
            remember(self.folder / name, json.dumps(self.records[name]))
        self.unsaved.clear()
        for left in self.folder.glob("*.json"):
            if left.name not in names:
                left.unlink()

    def sources(self, page):
        """The files that the Markdown `page` embeds, as far as they are known."""
        return self.records.get(_name(page), {}).get("embedded", {})

    def entries(self, page):
        """What the search finds on a page."""
        return self.records.get(_name(page), {}).get("entries", [])

    def _render(self, render, page, config, files):
        name = _name(page)
        made_of = {"salt": self.salt, "text": hashlib.sha256(page.markdown.encode()).hexdigest()}
        kept = self._kept(page)
        if not made_of.items() <= kept.items() or not _holds(kept, files):
            kept = self._rendered(render, page, config, files) | made_of
            self.unsaved.add(name)
        self.records[name] = kept
        page.content, page._title_from_render = kept["content"], kept["title"]
        page.toc = TableOfContents([_anchor(entry) for entry in kept["toc"]])
        if page.toc.items:
            page.toc.items[0].active = True
        page.present_anchor_ids = set(kept["anchors"])
        page.links_to_anchors = {
            files.get_file_from_path(path): {anchor_of(name): link for name, link in links.items()}
            for path, links in kept["anchor_links"].items()
        }

    def _kept(self, page):
        name = _name(page)
        if name not in self.records:
            self.records[name] = _read(self.folder / name)
        return self.records[name]

    def _rendered(self, render, page, config, files):
        self.rendered += 1
        self.embedded, looked = set(), _Looked(files)
        with Warnings() as warnings:
            render(page, config, looked)
        return {
            "content": page.content,
            "title": page._title_from_render,
            "toc": [_plain(anchor) for anchor in page.toc],
            "anchors": sorted(page.present_anchor_ids),
            "anchor_links": {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()},
            "links": looked.found,
            "embedded": {str(path): _digest(path) for path in self.embedded if path},
            "warned": bool(warnings.lines),
        }

    def _find(self, find, index, page):
        record, facts = self.records.get(_name(page), {}), _searched(page)
        if record.get("searched") != facts:
            content, before = page.content, len(index.entries)
            # In a block of code the search drops all spans, and takes most of its time for that
            page.content = PRE.sub(lambda match: SPAN.sub("", match[0]), content)
            find(index, page)
            page.content = content
            record |= {"searched": facts, "entries": index.entries[before:]}
            self.records[_name(page)] = record
            if "content" in record:
                self.unsaved.add(_name(page))
        else:
            index.entries += record["entries"]


class _Looked:
    """The Files of a build, and where the links of a page led in them."""

    def __init__(self, files):
        self.files, self.found = files, {}

    def get_file_from_path(self, path):
        file = self.files.get_file_from_path(path)
        self.found[path] = file.url if file else None
        return file


class Warnings(logging.Handler):
    """What MkDocs and its plugins warn of while it is open, each in one line and once."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.found = {}

    @property
    def lines(self):
        return list(self.found)

    def emit(self, record):
        self.found[" ".join(record.getMessage().split())] = record.levelno

    def __enter__(self):
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *_):
        logging.getLogger("mkdocs").removeHandler(self)


def _holds(kept, files):
    links = ((files.get_file_from_path(path), url) for path, url in kept["links"].items())
    return (
        not kept["warned"]
        and all(file is not None and file.url == url for file, url in links)
        and all(_digest(path) == then for path, then in kept["embedded"].items())
    )


def _digest(path):
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return None


def _name(page):
    return page.file.src_uri.replace("/", ",") + ".json"


def _read(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _plain(anchor):
    return [anchor.title, anchor.id, anchor.level, [_plain(child) for child in anchor.children]]


def _anchor(plain):
    title, id, level, children = plain
    anchor = AnchorLink(title, id, level)
    anchor.children = [_anchor(child) for child in children]
    return anchor


def _searched(page):
    """What the entries of a page depend on, beside its content."""
    content = hashlib.sha256(page.content.encode()).hexdigest()
    return [content, str(page.title), page.url, repr(page.meta.get("search")), repr(page.meta.get("tags"))]


def _once_a_style(create):
    """`HtmlFormatter._create_stylesheet`, which each block of code would call, once a style."""
    made = {}

    def create_once(formatter):
        key = formatter.style, formatter.classprefix
        if key not in made:
            create(formatter)
            made[key] = formatter.ttype2class, formatter.class2style
        formatter.ttype2class, formatter.class2style = made[key]

    return create_once
