"""Headings and the ids that the site gives them, which anchors point at."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from markdown.extensions.toc import slugify

OWN_ID = re.compile(r"\s*\{:?[^}]*#(?P<id>[\w-]+)[^}]*\}\s*$")


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
        try:
            self.feed(html)
        except AssertionError:
            pass  # html.parser gives up at `<![`; what stands before it is found

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
            pieces = [(at, child.content) for at, child in located(chapter, token)
                      if child.type == "html_inline"]
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
    line, last = inline.map[0] + 1, inline.map[1]
    for child in inline.children:
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        needle = child.attrs.get("href") or child.attrs.get("src") or ""
        if child.type == "code_inline":
            rows = [row.strip() for row in chapter.lines[line - 1 : last]]
            more = range(len(rows))
            line += next((n for n in more if child.content in " ".join(rows[: n + 1])), 0)
        if child.type == "html_inline":
            needle = child.content.partition("\n")[0]
        if needle:
            rows = range(line, last + 1)
            line = next((row for row in rows if needle in chapter.lines[row - 1]), line)
        yield line, child
        if child.type == "html_inline":
            line += child.content.count("\n")


def anchors(chapter):
    """Every id of the chapter's page that a link can point at."""
    ids = {heading.id for heading in headings(chapter)}
    for _, _, attrs in raw_tags(chapter):
        ids.update(attrs[name] for name in ("id", "name") if attrs.get(name))
    for block in chapter.blocks:
        attrs = block.options.get("attrs") if isinstance(block.options, dict) else None
        if isinstance(attrs, dict) and attrs.get("id"):
            ids.add(str(attrs["id"]))
    return ids


def heading_faults(chapter):
    """[(line, message)] for titles, levels and ids that do not work out."""
    found, titles, level, seen = [], [], 1, {}
    for heading in headings(chapter):
        if not chapter.lines[heading.line - 1].lstrip("> ").startswith("#"):
            found.append((heading.line, "the `---` or `===` below makes this a heading: write "
                                        "`## ` in front, or leave a blank line above the rule"))
        if heading.level == 1:
            titles.append(heading.line)
            if len(titles) > 1:
                found.append((heading.line, f"a second `# ` title (the first is on line {titles[0]}"
                                            "): write `## ` for a section"))
        elif heading.level > level + 1:
            found.append((heading.line, f"the heading skips from level {level} to {heading.level}: "
                                        f"write `{'#' * (level + 1)} ` in front"))
        level = heading.level
        found += _twice(seen, heading.id, heading.line, "the heading makes")
    if not titles:
        found.append((1, "the chapter has no title: start it with a `# ` line"))
    for line, tag, attrs in raw_tags(chapter):
        if attrs.get("id"):
            found += _twice(seen, attrs["id"], line, f"`<{tag}>` has")
    return found


def _twice(seen, name, line, who):
    if name not in seen:
        seen[name] = line
        return []
    return [(line, f"{who} the id `{name}`, as line {seen[name]} does: "
                   "word one of them differently")]
