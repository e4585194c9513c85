"""The blocks of a chapter, `/// name | title` to `///`, and the options below their first line."""

import re

import yaml

from book.reading.chapter import Block

BLOCK = re.compile(r"^(?P<slashes>/{3,})(?:\s+(?P<name>[\w-]+)(?:\s*\|\s*(?P<title>.*))?)?\s*$")
INSIDE = re.compile(r"^[\s>*+-]+/{3,}\s+[\w-]+")
OPTION = re.compile(r"^ {0,3}(open|type|new|select|attrs):\s")
OPTIONS = {
    "details": ("type", "open", "attrs"),
    "tab": ("new", "select", "attrs"),
    "note": ("attrs",),
    "tip": ("attrs",),
    "warning": ("attrs",),
}
LARGEST = 2_000  # characters: PyYAML takes minutes for a page of brackets
TYPES = ("question", "success", "note", "tip", "warning")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where PyYAML has it


def read_blocks(chapter):
    """Fill `chapter.blocks`; what is wrong with them goes to its faults."""
    skipped, opened = chapter.code_lines(), []
    for number, line in enumerate(chapter.lines, start=1):
        if number in skipped:
            continue
        if INSIDE.match(line):
            chapter.fault(
                number,
                "a block in a list, in a quote or after blanks, where not all "
                "tools see it: write `///` at column 0",
            )
        if not line.startswith("///"):
            continue
        match = BLOCK.match(line)
        slashes = re.match("/+", line)[0]
        if not match:
            chapter.fault(number, "not a block: write `/// name | title`, and `///` to close it")
            opened.append((slashes, None))  # so that its end is not blamed as well
        elif match["name"]:
            opened.append((slashes, _open(chapter, number, match["name"], match["title"] or "")))
        elif not opened or opened[-1][0] != slashes:
            chapter.fault(number, "closes no block: remove the line, or open the block above")
        elif block := opened.pop()[1]:
            block.end = number
            chapter.blocks.append(block)
    for slashes, block in opened:
        if block:
            chapter.fault(block.line, f"the block is never closed: add `{slashes}` on a line of its own")
    chapter.blocks.sort(key=lambda block: block.line)


def _open(chapter, number, name, title):
    if name not in OPTIONS:
        chapter.fault(number, f"unknown block `{name}`: use {', '.join(OPTIONS)}")
    elif name == "tab" and not title.strip():
        chapter.fault(number, "the tab has no title: write `/// tab | NumPy`")
    return Block(number, 0, name, title, _options(chapter, number, name))


def _options(chapter, number, name):
    rows = []
    for line in chapter.lines[number:]:
        if not line.startswith("    "):
            break
        rows.append(line)
    if not rows and number < len(chapter.lines) and OPTION.match(chapter.lines[number]):
        chapter.fault(number + 1, "the page shows this option as text: indent it by four spaces")
    options = mapping(rows)
    if options is None:
        chapter.fault(number, "the block's options are not `name: value` lines: mend them")
        return {}
    for key, value in options.items() if name in OPTIONS else ():
        if message := _option_fault(name, key, value):
            below = (n for n, row in enumerate(rows, 1) if row.strip().startswith(str(key)))
            chapter.fault(number + next(below, 0), message)
    return options


def _option_fault(name, key, value):
    if key not in OPTIONS[name]:
        return f"`{name}` has no option `{key}`: use {', '.join(OPTIONS[name])}"
    if key == "type" and value not in TYPES:
        return f"`{value}` is no type of ours: use {', '.join(TYPES)}"
    if key in ("open", "new", "select") and not isinstance(value, bool):
        return f"`{key}` is on or off: write `{key}: true`"
    if key == "attrs" and not (isinstance(value, dict) and set(value) <= {"id", "class"}):
        return "`attrs` gives an id or a class: write `attrs: {id: name}`"
    return None


def mapping(rows):
    """The dict that `rows` of YAML hold; None where they hold something else, or far too much."""
    if sum(map(len, rows)) > LARGEST:
        return None
    try:
        found = rows and yaml.load("\n".join(rows), LOADER) or {}
    except Exception:  # PyYAML lets through what its constructors raise: for a 13th month, say
        return None
    return found if isinstance(found, dict) else None
