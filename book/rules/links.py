"""Links of a chapter: those that lead nowhere, and text that was meant as one."""

import os
import re
from pathlib import Path
from urllib.parse import unquote

from book.ground.addresses import SCHEMES, anchor_of, parts_of, refused
from book.reading.headings import children, located
from book.rules.raw import passed

REFERENCE = re.compile(r"\[([^\[\]]+)\]\[([^\[\]]*)\]")
# markdown-it refuses such links and leaves them in the text; the site would not.
REFUSED = re.compile(
    r"(?:\]\(|^\[(?P<label>[^\[\]]+)\]:|<)\s*<?\s*(?P<scheme>javascript|vbscript|data|file):",
    re.IGNORECASE | re.MULTILINE,
)
PLAIN = (
    (
        re.compile(r"\]\(|\] \([\w./-]+\.md\b"),
        "no link: write `[text](address)` without a blank in or before the address",
    ),
    (re.compile(r"\[\^[^\[\]\s]+\]"), "the site has no footnotes: say it in the text"),
    # What the site reads as a tag although CommonMark does not
    (
        re.compile(r"<[a-z][\w-]*/[^\s<>]", re.IGNORECASE),
        "a tag with a `/` inside: put a blank there, or write `&lt;` for the sign",
    ),
)


def words(chapter, context):
    for inline, line, child in children(chapter):
        if child.type == "link_open":
            at = next(n for n, other in enumerate(inline.children) if other is child)
            if inline.children[at + 1].type == "link_close":
                href = child.attrs["href"]
                yield line, f"the link to `{href}` shows nothing: put words into its brackets"


def targets(chapter, context):
    for _, line, child in children(chapter):
        if child.type == "link_open" and (fault := _target_fault(chapter, context, child.attrs["href"])):
            yield line, fault


def _target_fault(chapter, context, href):
    """What is wrong with a link's address; paths are relative to the chapter, as MkDocs takes them."""
    if href in ("", "#"):
        return "the link leads nowhere: put an address into its parentheses"
    url = parts_of(href)
    if url is None:
        return f"`{href}` is no address: correct it"
    if url.scheme:
        return None if url.scheme in SCHEMES else refused(url.scheme)
    if url.netloc:
        return f"`{href}` names no scheme: write `https:{href}`"
    path = unquote(url.path)
    if path.startswith("/"):
        return f"`{path}` starts at the server's root: {context.guess(path)}"
    target = Path(os.path.normpath(chapter.path.parent / path)) if path else chapter.path
    if not target.is_relative_to(context.docs):
        return (
            f"`{path}` lies outside `{context.docs.name}/`: link to a page of the book or to a full address"
        )
    if target.relative_to(context.docs).as_posix() in context.generated:
        return None
    if not target.is_file():
        return f"there is no page `{path}`: {context.guess(path)}"
    return _anchor_fault(context, target, path, url.fragment)


def _anchor_fault(context, target, path, fragment):
    if not fragment or target.suffix != ".md":
        return None
    ids, name = context.anchors(target), unquote(fragment)
    if anchor_of(fragment) in ids:
        return None
    close = context.close(name, ids, 0.6)
    hint = f"did you mean `#{close[0]}`?" if close else "link to one of its headings"
    return f"{f'`{path}`' if path else 'this page'} has no heading `#{name}`: {hint}"


def raw_targets(chapter, context):
    for line, attrs in passed(chapter, "a"):
        href = attrs.get("href")
        if href and (fault := _raw_fault(chapter, context, href)):
            yield line, fault


def _raw_fault(chapter, context, href):
    url = parts_of(href)
    if url is None or url.scheme or url.netloc:
        return None
    if not url.path:
        return _anchor_fault(context, chapter.path, "", url.fragment)
    target = context.served(chapter, unquote(url.path))
    if not target:
        return f"the raw link `{href}` leads nowhere: write `[text](page.md)` instead"
    return _anchor_fault(context, target, url.path, url.fragment)


def as_text(chapter, context):
    """Links that stayed text: a reference without a target, an address the parser refused."""
    texts, labels = [_as_read(chapter, token) for token in chapter.tokens if token.type == "inline"], set()
    for text, lines in texts:
        for match in REFUSED.finditer(text):
            yield lines[match.start()], refused(match["scheme"].lower())
            labels.add((match["label"] or "").casefold())
    for text, lines in texts:
        for match in REFERENCE.finditer(text):
            label = (match[2] or match[1]).strip()
            if label.casefold() not in labels:
                yield (
                    lines[match.start()],
                    f"the reference `[{label}]` is defined nowhere: add a line `[{label}]: page.md`",
                )
        for pattern, message in PLAIN:
            for match in pattern.finditer(text):
                if not REFUSED.match(text, match.start()):
                    yield lines[match.start()], message


def _as_read(chapter, inline):
    """The text of an inline token, and for each of its characters the line."""
    text, lines = "", []
    for line, child in located(chapter, inline):
        if child.type == "text":
            text += child.content
        elif child.type == "code_inline":
            text += "`…`"
        elif child.type == "math_inline":
            text += "$…$"
        elif child.type in ("softbreak", "hardbreak"):
            text += "\n"
        lines += [line] * (len(text) - len(lines))
    return text, lines
