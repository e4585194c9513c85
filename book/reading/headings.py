"""Headings and the ids that the site gives them, which anchors point at."""

import re
from bisect import bisect
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from itertools import accumulate

from book.reading.formulas import words_of

LONG = ("code_inline", "html_inline", "math_inline")  # what may go on in the next line
OWN_ID = re.compile(r"\s*\{:?[^}]*#(?P<id>[\w-]+)[^}]*\}\s*$")


@dataclass(frozen=True)
class Heading:
    """A heading: its line, its level from 1 to 6, its words and the id that it names itself, if it does."""

    line: int
    level: int
    text: str
    own: str | None

    @cached_property
    def id(self):
        """The id that it names, or that its words make."""
        from markdown.extensions.toc import slugify  # runs ask for no id, and need no part of the site

        return self.own or slugify(self.text, "-")


class Tags(HTMLParser):
    """The tags of a piece of raw HTML: `found` holds (lines below the first, name, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        with suppress(AssertionError):  # html.parser gives up at `<![`; what stands before it is found
            self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((self.getpos()[0] - 1, tag, dict(attrs)))


def headings(chapter):
    """The headings of a chapter in order."""
    found = []
    for token, inline in zip(chapter.tokens, chapter.tokens[1:], strict=False):
        if token.type == "heading_open":
            text = "".join(map(_words, inline.children)).strip()
            own = OWN_ID.search(text)
            text = text[: own.start()] if own else text
            found.append(Heading(token.map[0] + 1, int(token.tag[1]), text, own and own["id"]))
    return found


def _words(token):
    """What is left of an inline token when the site strips the tags of a heading."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "math_inline":
        return words_of(token.content)
    return token.content if token.type in ("text", "code_inline") else ""


def raw_tags(chapter):
    """[(line, tag, attributes)] of the raw HTML of a chapter."""
    found = []
    for token in chapter.tokens:
        if token.type == "html_block":
            pieces = [(token.map[0] + 1, token.content)]
        elif token.type == "inline":
            pieces = [
                (at, child.content) for at, child in located(chapter, token) if child.type == "html_inline"
            ]
        else:
            continue
        for line, html in pieces:
            found += [(line + below, tag, attrs) for below, tag, attrs in Tags(html).found]
    return found


def children(chapter):
    """(inline token, line, child) for each child of the inline tokens of a chapter."""
    for token in chapter.tokens:
        if token.type == "inline":
            for line, child in located(chapter, token):
                yield token, line, child


def located(chapter, inline):
    """(line, child) for each child of an inline token.

    markdown-it counts lines for blocks only, and a line break in a code span or an address leaves
    no trace, nor does one in a formula, so these are looked up in the lines from where the count stands.
    """
    first, last = inline.map
    rows = [row.strip() for row in chapter.lines[first:last]]
    starts = list(accumulate((len(row) + 1 for row in rows), initial=0))
    words, row, at = " ".join(rows), 0, 0
    for child in inline.children:
        if child.type in ("softbreak", "hardbreak"):
            row = min(row + 1, len(rows) - 1)
        needle = child.attrs.get("href") or child.attrs.get("src") or ""
        if child.type in LONG:
            needle = " ".join(row.strip() for row in child.content.strip().split("\n"))
        found = words.find(needle, max(at, starts[row])) if needle else -1
        if found >= 0:
            row = bisect(starts, found) - 1
        yield first + row + 1, child
        if found >= 0 and child.type in LONG:
            at = found + len(needle)
            row = min(bisect(starts, at) - 1, len(rows) - 1)


def anchors(chapter):
    """Every id of the chapter's page that a link can point at."""
    ids = {heading.id for heading in headings(chapter)}
    for _, _, attrs in raw_tags(chapter):
        ids.update(attrs[name] for name in ("id", "name") if attrs.get(name))
    return ids | {name for block in chapter.blocks if (name := own_id(block))}


def own_id(block):
    """The id that the options of a block give it, or None."""
    attrs = block.options.get("attrs")
    name = attrs.get("id") if isinstance(attrs, dict) else None
    return str(name) if name else None
