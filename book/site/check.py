"""The check that nothing is wrong with the finished pages of a site, as a browser reads them.

Readers of faults edit Markdown: a fault names its line there, where one can be told.
"""

import posixpath
import re
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from book.ground.addresses import SCHEMES, anchor_of, loads
from book.ground.faults import number
from book.reading.parse import parse_chapter
from book.site.built import source_of

REFERRING = ("canonical", "prev", "next", "alternate", "edit")
# Most elements colour a word of code, and say nothing that could be wrong
TELLING = etree.XPath(
    "//*[@*[not(name()='class' or name()='id')] or self::style or self::script or self::img]"
)
DOLLARS = etree.XPath(
    "//text()[contains(., '$$')][not(ancestor::code or ancestor::pre or ancestor::script or ancestor::style)]"
)
# What MkDocs warns of, and what the site says of a formula
LINKED = re.compile(r"Doc file '(?P<page>[^']+)' (?P<said>contains [^']*'(?P<link>[^']+)'.*)")
FORMULA = re.compile(r"the formula \$(?P<formula>.*)\$ cannot be read")
HANDLER = re.compile(r"on[a-z]+")
STYLE_URL = re.compile(r"(?:url\(|@import)\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE)


def check(site, docs=None, recorded=True):
    """The faults of `site`, a finished BuiltSite, a line each; see `check_pages`."""
    return check_pages(site, site.pages, docs, recorded) + [
        f"site/{sheet}: loads from elsewhere: put the file into docs/assets/"
        for sheet in site.names("*.css")
        if STYLE_URL.search(site.read(sheet))
    ]


def check_pages(site, pages, docs=None, recorded=True):
    """The faults of some pages of `site`, at the line of their Markdown where it is found in `docs`.
    Unless they are `recorded`, as in a preview, a page may have other cells than its record."""
    tree, ids = _readers(site)
    faults, leads = [], {}
    for name in pages:
        page = _Page(site, name, tree, ids, leads)
        found = [*page.faults(), *(page.cells() if recorded else ())]
        faults += [f"{place(docs, name, words) or f'site/{name}'}: {fault}" for fault, words in found]
    return faults


def _readers(site):
    """tree(page) and ids(page), which read a page once."""

    @cache
    def tree(page):
        parser = HTMLParser(encoding="utf-8", huge_tree=True)
        return document_fromstring(site.read(page).encode(), parser=parser)

    @cache
    def ids(page):
        return set(tree(page).xpath("//@id | //a/@name"))

    return tree, ids


class _Page:
    """One page of a site, and what is wrong with it: (fault, words that its line in the Markdown holds)."""

    def __init__(self, site, page, tree, ids, leads):
        self.site, self.page, self.tree, self.ids = site, page, tree(page), ids
        # What is known of a link holds for all pages of a folder, and each has the whole nav
        self.leads, self.folder = leads, posixpath.dirname(page)

    def faults(self):
        titles = self.tree.findall(".//h1")
        if len(titles) != 1:
            second = [f"# {titles[1].text}"] if titles[1:] else []
            yield f"has {len(titles)} first headings (<h1>): a page has one", second
        for element in TELLING(self.tree):
            for fault in (*self._attributes(element), *self._element(element), *self._data(element)):
                yield fault, words_of(element)
        if "$$" in self.site.read(self.page):
            for fault in self._formulas():
                yield fault, ["$$"]

    def _data(self, element):
        for name in ("data-copies", "data-cells"):
            if address := element.get(name):
                yield from self._link(address)

    def _element(self, element):
        if element.tag == "script":
            yield from self._script(element)
        elif element.tag == "img":
            yield from self._image(element)
        elif element.tag == "style" and STYLE_URL.search(element.text or ""):
            yield "a <style> loads from elsewhere: put the file into docs/assets/"
        elif element.tag == "a" and element.get("href"):
            yield from self._link(element.get("href"))

    def _formulas(self):
        if DOLLARS(self.tree):
            yield "`$$` stands in the text: give the formula a paragraph of its own"

    def _attributes(self, element):
        tag = element.tag
        for name, value in element.attrib.items():
            if HANDLER.fullmatch(name):
                yield f"<{tag} {name}=…> runs code from the page: put it into docs/assets/js/"
            fetched = loads(tag, name) and not (
                tag == "link" and element.get("rel", "").partition(" ")[0] in REFERRING
            )
            if fetched and _elsewhere(value):
                yield f"<{tag} {name}={value[:60]}> loads from elsewhere: put the file into docs/assets/"
            elif fetched and tag != "img":
                yield from self._link(value)
            if name == "style" and STYLE_URL.search(value):
                yield f"the style of a <{tag}> loads from elsewhere"

    def _script(self, element):
        text = element.text or ""
        if element.get("type") == "application/json" or element.get("src"):
            return
        if text not in self.site.scripts(self.page):
            start = " ".join(text.split())[:40]
            yield f"an inline script that is not the theme's (`{start}`): put it into docs/assets/js/"

    def _image(self, element):
        source = element.get("src", "")
        ours = not source.startswith("data:") and not _elsewhere(source)
        if ours and not (source and self.site.holds(self.site.file(self.page, source))):
            yield f"there is no picture {source}"
        if not (element.get("alt") or "").strip():
            yield f"the picture {source[:60]} has no alt text"

    def cells(self):
        """Where the page and the book count differently, no cell can be told from another."""
        for cells in self.tree.xpath("//@data-cells"):
            shown, known = len(self.tree.xpath("//*[@data-cell]")), len(self.site.cells(self.page, cells))
            if shown != known:
                yield (
                    f"shows {number(shown, 'cell')}, the book reads {known}: start each fence at the start of a "
                    "line",
                    ["   ```", "> ```", "~~~"],
                )

    def _link(self, address):
        if not address.split("#")[0]:
            return self._followed(address)
        key = self.folder, address
        if key not in self.leads:
            self.leads[key] = list(self._followed(address))
        return self.leads[key]

    def _followed(self, address):
        parts = urlsplit(address.strip())
        if parts.scheme not in ("", *SCHEMES):
            yield f"a `{parts.scheme}:` link: link to a page or to an https: address"
        if parts.scheme or parts.netloc:
            return
        file = self.site.file(self.page, address)
        if not self.site.holds(file):
            yield f"the link {address} leads nowhere"
        elif parts.fragment and file.endswith(".html") and anchor_of(parts.fragment) not in self.ids(file):
            yield f"the link {address} names a heading that is not there"


def _elsewhere(address):
    parts = urlsplit(address.strip())
    return bool(parts.netloc or parts.scheme not in ("", "data"))


def place(docs, page, words):
    """`docs/x.md:LINE` for the line of a built page's Markdown that holds most of `words`; None
    where no line holds any."""
    file = source_of(docs, page)
    words = [word for word in words if word]
    if not file or not words:
        return None
    rows = _prose(file, file.read_text(encoding="utf-8", errors="replace"))
    patterns = [
        re.compile(rf"\b{re.escape(word)}\b" if word.isalnum() else re.escape(word)) for word in words
    ]
    held = {
        number: sum(len(pattern.pattern) for pattern in patterns if pattern.search(row))
        for number, row in rows
    }
    number = max(held, key=held.get)
    return f"{docs.name}/{file.name}:{number}" if held[number] else None


def words_of(element):
    """What a line of Markdown may hold that became `element`."""
    found = [f"<{element.tag}", " ".join(element.text_content().split())[:40]]
    for name in ("href", "src"):
        if value := element.get(name):
            url = urlsplit(value)
            path = unquote(url.path).removesuffix("index.html").rstrip("/")
            found += [value, url.fragment and f"#{url.fragment}", posixpath.basename(path)]
    return found


def placed_warning(line, docs):
    """A warning of MkDocs, or of the site's formulas, with the place that it is about in front."""
    if match := LINKED.fullmatch(line):
        where = place(docs, match["page"].removesuffix(".md") + ".html", [match["link"]])
        return f"{where}: {match['said']}" if where else line
    if match := FORMULA.match(line):
        formula = re.compile(r"\s+".join(map(re.escape, match["formula"].split())))
        for file in sorted(docs.glob("*.md")):
            text = "\n".join(
                row for _, row in _prose(file, file.read_text(encoding="utf-8", errors="replace"))
            )
            if found := formula.search(text):
                return (
                    f"{docs.name}/{file.name}:{text.count(chr(10), 0, found.start()) + 1}: {line}: correct it"
                )
    return line


@lru_cache(32)
def _prose(file, text):
    """[(number, line)] of a page; the lines of fences are empty."""
    chapter = parse_chapter(file, file.parents[1], text)
    code = chapter.code_lines()
    return [(number, "" if number in code else row) for number, row in enumerate(text.split("\n"), start=1)]
