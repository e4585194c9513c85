"""Formulas: whether they can be set, and whether Markdown leaves them whole."""

import re

from book.reading.formulas import DISPLAYED, IN_LINE, formulas_of, mathml, tex_of
from book.reading.headings import children

BAR = re.compile(r"(?<!\\)\|")


def readable(chapter, context):
    for token in chapter.tokens:
        if token.type == "math_block":
            yield from _faults(token.map[0] + 1, DISPLAYED.fullmatch(token.content))
    for _, line, child in children(chapter):
        if child.type == "math_inline":
            yield from _faults(line, IN_LINE.fullmatch(child.content))


def _faults(line, match):
    try:
        mathml(tex_of(match)[0])
    except ValueError as error:
        yield line, f"{error}: correct it"


def closed(chapter, context):
    for _, line, child in children(chapter):
        if child.type == "text" and "$$" in child.content:
            yield (
                line,
                "`$$` begins no formula here: end it with `$$` before the next blank line, "
                "or write `\\$` for a dollar",
            )


def whole_in_tables(chapter, context):
    code = chapter.code_lines()
    for number, line in enumerate(chapter.lines, start=1):
        row = number not in code and line.lstrip(" >").startswith("|")
        if row and any(BAR.search(formula[0]) for formula in formulas_of(line)):
            yield number, "`|` inside a formula splits the table: write `\\vert`, or `\\Vert` for `\\|`"
