"""Raw HTML in a chapter, and what the site takes for it."""

import re

from book.ground.addresses import SCHEMES, leads, loads, refused
from book.reading.headings import located, raw_tags

ESCAPED_TAG = re.compile(r"\\<[a-z/!?]", re.IGNORECASE)
SETTINGS = re.compile(r"\{:?[^{}\n]*\}")
CLOSING = ("link_close", "image", "em_close", "strong_close", "code_inline")
FOREIGN = {
    "script": "put the code into a module in `docs/assets/`",
    "style": "put the rules into a stylesheet in `docs/assets/css/`",
    "link": "name the file in mkdocs.yml",
    **dict.fromkeys(
        ("iframe", "frame", "object", "embed", "applet", "base", "meta", "form"),
        "a page holds no other page, plugin or form: link to it instead",
    ),
    **{f"h{n}": f"write `{'#' * n} ` in front of the words" for n in range(1, 7)},
}


def tags(chapter, context):
    for line, tag, attrs in raw_tags(chapter):
        yield from ((line, fault) for fault in _faults(tag, attrs))


def passed(chapter, name):
    """(line, attributes) of the raw tags `name` that by themselves are right."""
    for line, tag, attrs in raw_tags(chapter):
        if tag == name and not _faults(tag, attrs):
            yield line, attrs


def _faults(tag, attrs):
    if tag in FOREIGN:
        return [f"a raw `<{tag}>`: {FOREIGN[tag]}"]
    found = (_attribute_fault(tag, name, value or "") for name, value in attrs.items())
    return [fault for fault in found if fault]


def _attribute_fault(tag, name, value):
    value = re.sub(r"[\s\x00-\x1f]", "", value).replace("\\", "/")
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", value, re.I)
    elsewhere = re.search(r"(?:^|,)(?:https?:)?//([^/,]*)", value, re.I) if loads(tag, name) else None
    if re.fullmatch(r"on(?!e$|ce$|ly$)[a-z]+", name):
        return f"`{name}=` runs code from the page: put it into a module in `docs/assets/`"
    if name == "style":
        return "`style=` in a page: give a class, and put the rules into a stylesheet in `docs/assets/css/`"
    if elsewhere:
        return (
            f"`<{tag}>` loads from elsewhere (`{elsewhere[1]}`): "
            "put the file into `docs/assets/` and use that"
        )
    if (leads(name) or name == "src") and scheme and scheme[1].lower() not in SCHEMES:
        return refused(scheme[1].lower())
    return None


def settings(chapter, context):
    for line, child, before in _neighbours(chapter):
        text = child.content if child.type == "text" else ""
        alone = before is None or before.type == "softbreak"
        if (before and before.type in CLOSING and SETTINGS.match(text)) or (
            alone and SETTINGS.fullmatch(text.strip())
        ):
            yield line, "the site takes these braces for attributes: remove them, or put a blank in front"


def escapes(chapter, context):
    for line, child, _ in _neighbours(chapter):
        text = child.content if child.type == "text" else ""
        if re.search("<[a-zA-Z/!?]", text) and ESCAPED_TAG.search(chapter.lines[line - 1]):
            yield line, "the site does not know `\\<` and reads a tag: write `&lt;`"


def _neighbours(chapter):
    """(line, child, the one before it) of the inline tokens."""
    for token in chapter.tokens:
        before = None
        for line, child in located(chapter, token) if token.type == "inline" else ():
            yield line, child, before
            before = child
