"""The words of the glossary where a page uses them: each brings its definition along.

A link to where a word is at home gets it, and so does the first use of a word on a page, which becomes
a link to the glossary. The definition stands in the link, as plain text with `code`: the page asks
for nothing, and has it without a network.
"""

import html
import re
from dataclasses import dataclass
from functools import lru_cache

GLOSSARY = "glossary/index.html"
ENTRY = re.compile(
    r'<h3 id="(?P<id>[^"]+)">(?P<name>[^<]+)<a class="headerlink".*?</h3>\s*<p>(?P<text>.*?)</p>', re.DOTALL
)
AT_HOME = re.compile(r'\s*→\s*<a href="(?P<home>[^"]+)">[^<]*</a>\s*$')
TAG = re.compile(r"(<!--.*?-->|<[^>]+>)", re.DOTALL)
NAME = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
LINK = re.compile(r'<a href="(?P<address>[^"]+)">(?P<text>[^<]+)</a>')
ARTICLE = re.compile(r"<article\b.*?(?=<footer|</article>)", re.DOTALL)
TEXT = {"p", "li", "td"}
QUIET = {"a", "button", "code", "label", "math", "pre", "script", "style", "summary", "svg"}
QUIET |= {f"h{level}" for level in range(1, 7)}

# Said every day in another sense, too: they are explained only where the author links them
EVERYDAY = {"class", "device", "label", "layer", "metric", "rank", "seed", "shape", "singular", "view"}
FORMS = {
    "axis": ["axes"],
    "matrix": ["matrices"],
    "logits": ["logit"],
    "normalise": ["normalised", "normalising"],
    "over-fitting": ["over-fit", "overfitting"],
    "permute": ["permuted"],
    "reshape": ["reshaped"],
    "transpose": ["transposed"],
}


@dataclass(frozen=True)
class Term:
    """An entry of the glossary: its anchor, its words, what it says, and the page of its home."""

    id: str
    name: str
    definition: str
    home: str

    def forms(self):
        """The name as it may stand in a text; one in small letters may begin a sentence."""
        first, rest = self.name[0], self.name[1:]
        start = f"[{first.upper()}{first}]" if first.islower() else first
        more = [form[1:] for form in FORMS.get(self.name, [])]
        words = "|".join([f"{rest}(?:e?s)?", *more])
        return f"{start}(?:{words})".replace(" ", r"\s+")


def terms_of(site):
    """The Terms of a built site's glossary; none where it has no glossary."""
    if not site.holds(GLOSSARY):
        return []
    entries = _entries(site.read(GLOSSARY))
    return [Term(id, name, said, site.file(GLOSSARY, home)) for id, name, said, home in entries]


@lru_cache(2)  # each page asks; the glossary itself is finished among them
def _entries(text):
    """[(id, name, what it says, the address of its home)] of the glossary's page."""
    found = []
    for entry in ENTRY.finditer(text):
        at_home = AT_HOME.search(entry["text"])
        if at_home:
            name, home = html.unescape(entry["name"]).strip(), html.unescape(at_home["home"])
            found.append((entry["id"], name, plain(entry["text"][: at_home.start()]), home))
    return found


def plain(text):
    """The text of some HTML, its code between backticks."""
    text = re.sub(r"</?code>", "`", text)
    return " ".join(html.unescape(TAG.sub("", text)).split())


def with_terms(site, page, text):
    """The text of a page in which the words of the glossary bring their definitions along."""
    terms = terms_of(site)
    if not terms or page in (GLOSSARY, "index.html", "404.html"):
        return text
    way = f"{site.root(page).rstrip('/')}/glossary/"
    return ARTICLE.sub(
        lambda article: _marked(article[0], _linked(site, page, terms), terms, page, way), text, 1
    )


def _linked(site, page, terms):
    """What becomes of a link of the author: (its HTML, the Term it explains or None)."""

    def linked(link):
        elsewhere = "//" in link["address"]
        file = None if elsewhere else site.file(page, html.unescape(link["address"]))
        for term in terms:
            if file in (term.home, GLOSSARY) and re.fullmatch(term.forms(), link["text"].strip()):
                opened = f'<a href="{link["address"]}"{_definition(term)}>'
                return f"{opened}{link['text']}</a>", term
        return link[0], None

    return linked


def _definition(term):
    return f' data-definition="{html.escape(term.definition)}"'


def _marked(article, linked, terms, page, way):
    told = {term.id for term in terms if term.home == page or term.name in EVERYDAY}

    def explained(link):
        made, term = linked(link)
        if term:
            told.add(term.id)
        return made

    article = LINK.sub(explained, article)
    by_length = sorted(terms, key=lambda term: -len(term.name))
    words = "|".join(f"(?P<w{place}>{term.forms()})" for place, term in enumerate(by_length))
    words = re.compile(rf"(?<![\w`./-])(?:{words})(?![\w`(/-])")

    def used(match):
        term = by_length[int(match.lastgroup[1:])]
        if term.id in told:
            return match[0]
        told.add(term.id)
        return f'<a class="glossed" href="{way}#{term.id}"{_definition(term)}>{match[0]}</a>'

    open_text, quiet, parts = 0, 0, TAG.split(article)
    for place, part in enumerate(parts):
        tag = NAME.match(part) if place % 2 else None
        if tag:
            step, name = -1 if tag[1] else 1, tag[2].lower()
            open_text += step * (name in TEXT)
            quiet += step * (name in QUIET or "-" in name)
        elif not place % 2 and open_text and not quiet:
            parts[place] = words.sub(used, part)
    return "".join(parts)
