"""Headings: their form, their levels, and the ids that the site gives them."""

import re

from book.reading.headings import headings, own_id, raw_tags

LEAD = re.compile(r"^(?:[\s>*+-]|\d+[.)])*")
SETTINGS = re.compile(r"\{:?[^{}=]*=[^{}]*\}\s*$")
ALMOST = re.compile(r"#{1,6}[^\s#]|#{7}")


def form(chapter, context):
    for heading in headings(chapter):
        if fault := _form_fault(chapter.lines[heading.line - 1]):
            yield heading.line, fault


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


def almost(chapter, context):
    for token in chapter.tokens:
        if token.type != "inline" or not token.map:
            continue
        for number in range(token.map[0] + 1, token.map[1] + 1):
            if ALMOST.match(chapter.lines[number - 1]):
                yield (
                    number,
                    "the site takes this line for a heading: put one blank behind at most six `#`, "
                    "or write `\\#`",
                )


def one_title(chapter, context):
    titles = [heading.line for heading in headings(chapter) if heading.level == 1]
    if not titles:
        yield 1, "the chapter has no title: start it with a `# ` line"
    for line in titles[1:]:
        if not _form_fault(chapter.lines[line - 1]):
            yield line, f"a second `# ` title (the first is on line {titles[0]}): write `## ` for a section"


def levels(chapter, context):
    level = 1
    for heading in headings(chapter):
        if heading.level > level + 1 and not _form_fault(chapter.lines[heading.line - 1]):
            yield (
                heading.line,
                f"the heading skips from level {level} to {heading.level}: "
                f"write `{'#' * (level + 1)} ` in front",
            )
        level = heading.level


def ids(chapter, context):
    seen = {}
    for line, name, who in _ids(chapter):
        if not name:
            yield (
                line,
                "nothing can link to this heading: give it a word in Latin "
                "letters, or an id such as `{#shapes}`",
            )
        elif name in seen:
            yield line, f"{who} the id `{name}`, as line {seen[name]} does: word one of them differently"
        else:
            seen[name] = line


def _ids(chapter):
    """(line, id, who has it), headings first."""
    for heading in headings(chapter):
        yield heading.line, heading.id, "the heading makes"
    for line, tag, attrs in raw_tags(chapter):
        if attrs.get("id"):
            yield line, attrs["id"], f"`<{tag}>` has"
    for block in chapter.blocks:
        if name := own_id(block):
            yield block.line, name, "the block has"
