"""Headings and the ids that the site gives them, which anchors point at."""

import re
from bisect import bisect
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate

from markdown.extensions.toc import slugify

OWN_ID = re.compile(r"\s*\{:?[^}]*#(?P<id>[\w-]+)[^}]*\}\s*$")
LEAD = re.compile(r"^(?:[\s>*+-]|\d+[.)])*")
SETTINGS = re.compile(r"\{:?[^{}=]*=[^{}]*\}\s*$")
ALMOST = re.compile(r"#{1,6}[^\s#]|#{7}")


@dataclass(frozen=True)
class Heading:
    """A heading: its line, its level from 1 to 6, its words and the id that its words make."""

    line: int
    level: int
    text: str
    id: str


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
            name = own["id"] if own else slugify(text, "-")
            found.append(Heading(token.map[0] + 1, int(token.tag[1]), text, name))
    return found


def _words(token):
    """What is left of an inline token when the site strips the tags of a heading."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
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


def located(chapter, inline):
    """(line, child) for each child of an inline token.

    markdown-it counts lines for blocks only, and a line break in a code span or an address leaves
    no trace, so these are looked up in the lines from where the count stands.
    """
    first, last = inline.map
    rows = [row.strip() for row in chapter.lines[first:last]]
    starts = list(accumulate((len(row) + 1 for row in rows), initial=0))
    words, row, at = " ".join(rows), 0, 0
    for child in inline.children:
        if child.type in ("softbreak", "hardbreak"):
            row = min(row + 1, len(rows) - 1)
        needle = child.attrs.get("href") or child.attrs.get("src") or ""
        if child.type in ("code_inline", "html_inline"):
            needle = child.content.strip().replace("\n", " ")
        found = words.find(needle, max(at, starts[row])) if needle else -1
        if found >= 0:
            row = bisect(starts, found) - 1
        yield first + row + 1, child
        if found >= 0 and child.type in ("code_inline", "html_inline"):
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


def heading_faults(chapter):
    """[(line, message)] for titles, levels and ids that do not work out."""
    found, titles, level, seen = _almost_headings(chapter), [], 1, {}
    for heading in headings(chapter):
        form = _form_fault(chapter.lines[heading.line - 1])
        if heading.level == 1:
            titles.append(heading.line)
        if form:
            found.append((heading.line, form))
        elif heading.level == 1 and len(titles) > 1:
            found.append(
                (
                    heading.line,
                    f"a second `# ` title (the first is on line {titles[0]}): write `## ` for a section",
                )
            )
        elif heading.level > level + 1:
            found.append(
                (
                    heading.line,
                    f"the heading skips from level {level} to {heading.level}: "
                    f"write `{'#' * (level + 1)} ` in front",
                )
            )
        level = heading.level
        if not heading.id:
            found.append(
                (
                    heading.line,
                    "nothing can link to this heading: give it a word in Latin "
                    "letters, or an id such as `{#shapes}`",
                )
            )
        else:
            found += _twice(seen, heading.id, heading.line, "the heading makes")
    if not titles:
        found.append((1, "the chapter has no title: start it with a `# ` line"))
    for line, tag, attrs in raw_tags(chapter):
        if attrs.get("id"):
            found += _twice(seen, attrs["id"], line, f"`<{tag}>` has")
    for block in chapter.blocks:
        if name := own_id(block):
            found += _twice(seen, name, block.line, "the block has")
    return found


def _form_fault(row):
    """What is wrong with the line of a heading by itself."""
    if not LEAD.sub("", row).startswith("#"):
        return (
            "the `---` or `===` below makes this a heading: write `## ` in front, "
            "or leave a blank line above the rule"
        )
    if row[0] not in "#>":
        return "a heading after blanks or in a list: start its line with `#`"
    if SETTINGS.search(row):
        return "a heading takes an id only, such as `{#shapes}`: remove the rest"
    return None


def _almost_headings(chapter):
    """Lines of prose that the site takes for headings, and GitHub does not."""
    return [
        (
            number,
            "the site takes this line for a heading: put one blank behind at most six `#`, or write `\\#`",
        )
        for token in chapter.tokens
        if token.type == "inline" and token.map
        for number in range(token.map[0] + 1, token.map[1] + 1)
        if ALMOST.match(chapter.lines[number - 1])
    ]


def _twice(seen, name, line, who):
    if name not in seen:
        seen[name] = line
        return []
    return [(line, f"{who} the id `{name}`, as line {seen[name]} does: word one of them differently")]
