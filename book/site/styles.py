"""The style sheets of all pages, the theme's and ours, as one file without the rules that no page can use.

Each sheet is a request before which nothing is painted, and half of the theme's is for parts that this
book has not. A rule goes only if it asks for a class of which no page, script or Python of the site holds
the name, nor a part from which one could make it: `md-tag--${…}` keeps `md-tag--new`. So does one for a colour
or a direction of writing that no page has, and then each property that nothing reads.

Fonts are named in the pages. The theme's instant navigation writes each address on a page anew, as one
that holds from anywhere: the browser then reads the sheet again, which costs nothing, and where it names a
font, lays the whole page out again.
"""

import hashlib
import posixpath
import re

from book.ground.files import write_atomically
from book.site.sheets import Rule, Within, rules_of

LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="(?P<href>[^"]+)">\n?')
SHEET = "assets/stylesheets/book.css"
FONT = re.compile(r"@font-face\s*\{[^}]*\}")
NAMING = ("*.js", "*.mjs", "*.py")
UNNAMED = "assets/pyodide/"  # Python itself, whose megabytes know nothing of pages
CLASSES = re.compile(r"\bclass=[\"']?([^\"'>]+)")
INLINE = re.compile(r"<script\b[^>]*>(.+?)</script>", re.DOTALL)
WORD = re.compile(r"[\w-]+")
BEGINNING = re.compile(r"[a-z][\w-]*[-_](?=\$?\{|[\"'`])")
END = re.compile(r"(?<=\})[-_][a-z][\w-]+")
ADDRESS = re.compile(r"url\(([\"']?)(?!data:|#|/|https?:)([^\"')]+)\1\)")
# What pages alone say, to the theme's scripts as well
ON_PAGES = re.compile(r"\b(dir|data-md-color-(?:primary|accent))=[\"']?([\w-]+)")
PROPERTY = re.compile(r"var\(\s*(--[\w-]+)")


def css_of(site):
    """The one style sheet for the pages of `site`, made of those that they link."""
    sheets, used = _sheets(_linked(site)), Names(site)
    rules = [rule for sheet in sheets for rule in rules_of(moved(site.read(sheet), sheet, SHEET))]
    others = [site.read(name) for name in site.names("*.css") + site.pages if name not in sheets]
    read = {name for text in (used.kept(rules), *others) for name in PROPERTY.findall(text)}
    return used.kept(rules, read)


def join_styles(site, css):
    """Give each page of `site` the one sheet `css` instead of those that it links."""
    linked = _linked(site)
    sheets = _sheets(linked)
    if not sheets:
        return
    fonts, text = "".join(FONT.findall(css)), FONT.sub("", css)
    write_atomically(site.folder / SHEET, text.encode())
    # Its name stays when it changes: a page that a browser has kept finds it after a deployment
    address = f"{SHEET}?{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    for page, files in linked.items():
        if files:
            site.write(page, _with_one(site, page, sheets, address, fonts))
    for name in {*sheets, *(f"{sheet}.map" for sheet in sheets)} - {SHEET}:
        (site.folder / name).unlink(missing_ok=True)
    site.look()


def _linked(site):
    """{page: the sheets that it links and that are there}."""
    linked = {
        page: [site.file(page, href) for href in LINK.findall(_head(site, page))] for page in site.pages
    }
    return {page: list(filter(site.holds, files)) for page, files in linked.items()}


def _sheets(linked):
    return dict.fromkeys(sheet for files in linked.values() for sheet in files)


def _head(site, page):
    return site.read(page).partition("</head>")[0]


def _with_one(site, page, sheets, address, fonts):
    """The text of a page, which asks for the one sheet where it asked for the first of the many."""
    text = site.read(page)
    first, *others = [each for each in LINK.finditer(text) if site.file(page, each["href"]) in sheets]
    for each in reversed(others):
        text = text[: each.start()] + text[each.end() :]
    way = f"{site.root(page).rstrip('/')}/".removeprefix("./")
    named = f'<link rel="stylesheet" href="{way}{address}">'
    if fonts and "<math" in text:
        named += f"\n      <style>{ADDRESS.sub(lambda found: _url(found[1], way + found[2]), moved(fonts, SHEET, ''))}</style>"
    return text.replace(first[0].strip(), named, 1)


def _url(quote, address):
    return f"url({quote}{address}{quote})"


def moved(css, old, new):
    """Rules of the sheet `old` as they read in `new`, both by their names in the site."""
    here, there = posixpath.dirname(old), posixpath.dirname(new) or "."

    def address(found):
        return _url(found[1], posixpath.relpath(posixpath.join(here, found[2]), there))

    return ADDRESS.sub(address, css)


class Names:
    """What the pages and scripts of a site may call a class."""

    def __init__(self, site):
        files = {name for pattern in NAMING for name in site.names(pattern) if not name.startswith(UNNAMED)}
        pages = [site.read(page) for page in site.pages]
        texts = {site.read(name) for name in files} | {
            text for page in pages for text in INLINE.findall(page)
        }
        self.words, beginnings, ends = (
            {word for text in texts for word in parts.findall(text)} for parts in (WORD, BEGINNING, END)
        )
        self.words.update(*map(str.split, {said for page in pages for said in CLASSES.findall(page)}))
        self.beginnings, self.ends = tuple(beginnings), tuple(ends)
        self.said = {said for page in pages for said in ON_PAGES.findall(page)}

    def __contains__(self, name):
        return name in self.words or name.startswith(self.beginnings) or name.endswith(self.ends)

    def kept(self, rules, properties=None):
        """The text of `rules`, as `rules_of` gives them, without those whose classes have no name here, and
        without the custom properties that are neither among `properties`, where these are given, nor in a script."""
        return "".join(self._kept(rules, properties))

    def _kept(self, rules, properties):
        for rule in rules:
            if isinstance(rule, Rule):
                heads = [selector.text for selector in rule.selectors if self._may_match(selector)]
                said = [each for each in rule.declarations if self._is_read(each, properties)]
                if heads and said:
                    yield f"{','.join(heads)}{{{';'.join(said)}}}"
            elif isinstance(rule, Within):
                if said := self.kept(rule.rules, properties):
                    yield f"{rule.head}{{{said}}}"
            else:
                yield rule

    def _may_match(self, selector):
        asked = filter(None, map(ON_PAGES.match, selector.attributes))
        return all(name in self for name in selector.classes) and all(
            attribute.groups() in self.said for attribute in asked
        )

    def _is_read(self, declaration, properties):
        name = declaration.partition(":")[0].strip()
        bare = name.removeprefix("--")
        if properties is None or bare == name:
            return True
        return name in properties or name in self or bare.startswith(self.beginnings)
