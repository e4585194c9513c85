"""What stands in the lines of a chapter that the site, GitHub or a reader takes for something else."""

import re

from book.ground.outputs import LANGUAGES
from book.reading.built import BEGIN, END, TABLES

HIDDEN = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
INDENTED = re.compile(r'^[\s>]*(?P<mark>!!!|\?\?\?\+?|===[!+]?)\s*[\w"]')
FOREIGN = re.compile(r"^[\s>]*(:::+\s*\w|\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\])", re.I)
ABOVE_LIST = ("#", "///", "    ", "---", "<!--")
PRINTED = (*LANGUAGES, "text")


def _unprinted(chapter):
    """(number, line) of all lines but those that a program printed."""
    printed = {
        line
        for fence in chapter.fences
        if fence.language in PRINTED
        for line in range(fence.line, fence.end + 1)
    }
    return ((n, line) for n, line in enumerate(chapter.lines, start=1) if n not in printed)


def _prose(chapter):
    """(number, line) of the lines outside of fences and front matter."""
    code = chapter.code_lines()
    return ((n, line) for n, line in enumerate(chapter.lines, start=1) if n not in code)


def tabs(chapter, context):
    found = [number for number, line in _unprinted(chapter) if "\t" in line]
    others = f" (as on {len(found) - 1} more)" if len(found) > 1 else ""
    for number in found[:1]:
        yield number, f"a tab in this line{others}: use spaces"


def hidden(chapter, context):
    for number, line in enumerate(chapter.lines, start=1):
        if sign := HIDDEN.search(line):
            yield number, f"the hidden character U+{ord(sign[0]):04X}: remove it"


def comments(chapter, context):
    for number, line in _prose(chapter):
        if "<!-->" in line or "<!--->" in line:
            yield number, "a comment that ends where it begins: write `<!-- words -->`"


def built_tables(chapter, context):
    """Each table that the build is to make has a name it knows, and ends before the next begins."""
    opened, unclosed = 0, f"the table is never closed: write `{END}` on a line of its own below it"
    for number, line in _prose(chapter):
        if begin := BEGIN.search(line):
            if opened:
                yield opened, unclosed
            if begin["name"] not in TABLES:
                known = " or ".join(f"`{name}`" for name in TABLES)
                yield number, f"the build makes no table `{begin['name']}`: write {known}"
            opened = number
        elif END in line:
            opened = 0
    if opened:
        yield opened, unclosed


def foreign_notes(chapter, context):
    for number, line in _prose(chapter):
        if FOREIGN.match(line):
            yield (
                number,
                "a note in a form that the site shows as text: "
                "write `/// note | Title`, and `///` to close it",
            )


def indented_blocks(chapter, context):
    for number, line in _prose(chapter):
        if match := INDENTED.match(line):
            mark = match["mark"]
            block = {"!": "note", "?": "details", "=": "tab"}[mark[0]]
            yield (
                number,
                f"`{mark}` needs an indented body, which other tools read as code"
                f": write `/// {block} | Title`, and `///` to close it",
            )


def lists(chapter, context):
    for token in chapter.tokens:
        if not token.type.endswith(("_list_open", "table_open")):
            continue
        line, what = token.map[0] + 1, "table" if token.type == "table_open" else "list"
        above = chapter.lines[line - 2] if line > 1 else ""
        indent = len(chapter.lines[line - 1]) - len(chapter.lines[line - 1].lstrip())
        if token.level and 0 < indent < 4:
            yield line, f"the site shows a {what} in a list only from four spaces on: indent it so"
        elif not token.level and above.strip() and not above.startswith(ABOVE_LIST):
            yield line, f"the site shows no {what} without a blank line above it: add one"
