"""The style sheets of all pages, the theme's and ours, as one file without the rules that no page can use.

Each sheet is a request before which nothing is painted, and half of the theme's is for parts that this
book has not. A rule goes only if it asks for a class of which no page, script or Python of the site holds
the name, nor a part from which one could make it: `md-tag--${…}` keeps `md-tag--new`.

Fonts are named in the pages. The theme's instant navigation writes each address on a page anew, as one
that holds from anywhere: the browser then reads the sheet again, which costs nothing, and where it names a
font, lays the whole page out again.
"""

import hashlib
import posixpath
import re

import tinycss2

from book.ground.files import write_atomically

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
WITHIN = ("media", "supports", "layer", "container")


def join_styles(site):
    """Give each page of `site` one style sheet instead of those that it links."""
    linked = {
        page: [site.file(page, href) for href in LINK.findall(_head(site, page))] for page in site.pages
    }
    sheets = dict.fromkeys(sheet for files in linked.values() for sheet in files if site.holds(sheet))
    if not sheets:
        return
    used = Names(site)
    text = "".join(used.kept(moved(site.read(sheet), sheet, SHEET)) for sheet in sheets)
    fonts, text = "".join(FONT.findall(text)), FONT.sub("", text)
    write_atomically(site.folder / SHEET, text.encode())
    # Its name stays when it changes: a page that a browser has kept finds it after a deployment
    address = f"{SHEET}?{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    for page, files in linked.items():
        if files:
            site.write(page, _with_one(site, page, sheets, address, fonts))
    for name in {*sheets, *(f"{sheet}.map" for sheet in sheets)} - {SHEET}:
        (site.folder / name).unlink(missing_ok=True)
    site.look()


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

    def __contains__(self, name):
        return name in self.words or name.startswith(self.beginnings) or name.endswith(self.ends)

    def kept(self, css):
        """A sheet without comments, and without the rules whose classes have no name here."""
        return "".join(self._kept(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))

    def _kept(self, rules):
        for rule in rules:
            if rule.type == "at-rule" and rule.lower_at_keyword == "charset":
                continue  # stands only at the start of a file, and we serve none but UTF-8
            if rule.type == "qualified-rule":
                if heads := [head for head in heads_of(rule.prelude) if self._may_match(head)]:
                    yield f"{','.join(map(plain, heads))}{{{plain(rule.content)}}}"
            elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in WITHIN:
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                if said := "".join(self._kept(inner)):
                    yield f"@{rule.at_keyword} {plain(rule.prelude)}{{{said}}}"
            else:
                yield plain([rule])

    def _may_match(self, head):
        named = zip(head, head[1:])
        return all(name.value in self for dot, name in named if dot == "." and name.type == "ident")


def heads_of(prelude):
    """The selectors of a rule, each a list of tokens; functions such as `:not(…)` are one token."""
    heads = [[]]
    for token in prelude:
        if token == ",":
            heads.append([])
        else:
            heads[-1].append(token)
    return heads


def plain(tokens):
    """Tokens as text, without comments and indentation."""
    return tinycss2.serialize(_bare(tokens)).strip()


def _bare(tokens):
    for token in tokens:
        if token.type == "comment":
            continue
        if token.type == "whitespace":
            token.value = " "
        if getattr(token, "content", None) is not None:
            token.content = list(_bare(token.content))
        yield token
