"""The inline values of a chapter, `<!--= expression:format -->text<!--/-->`."""

import re
import warnings

from book.ground.compare import chance_in
from book.ground.terminal import as_shown
from book.reading.chapter import Value
from book.reading.formulas import formulas_of

# Neither part holds what would begin or end another comment: else many that are open cost hours
VALUE = re.compile(r"<!--=(?P<code>(?:(?!<!--|-->).)*)-->(?P<text>(?:(?!<!--).)*)<!--/-->")
VALUE_START = re.compile(r"<!--\s*=")
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
LONGEST_VALUE = 200  # characters
# What the site or a notebook takes for Markdown: code, emphasis, formulas, escapes, tags, entities,
# links, attributes
MARKUP = re.compile(r"[`*$\\]|(?<!\w)_|_(?!\w)|<(?![\s=\d.])|<.*@|&[#\w]|\]\s?[(\[]|\{:?\s*[.#]")


def read_values(chapter):
    """Fill `chapter.values`; what is wrong with them goes to its faults."""
    skipped = chapter.code_lines()
    for number, line in enumerate(chapter.lines, start=1):
        if number in skipped or "<!--" not in line:
            continue
        found = list(VALUE.finditer(line))
        if not len(VALUE_START.findall(line)) == line.count("<!--/-->") == len(found):
            chapter.fault(
                number, "an inline value is not closed: write `<!--= code -->text<!--/-->` in one line"
            )
            continue
        for match in found:
            if len(match["code"]) > LONGEST_VALUE:
                chapter.fault(
                    number,
                    f"a value of {len(match['code'])} characters: compute it in "
                    "a cell, and write its name here",
                )
            else:
                _check_place(chapter, number, line, match)
                chapter.values.append(_value(chapter, number, match))


def _value(chapter, number, match):
    expression, form = split_format(match["code"].strip())
    after = sum(cell.fence.line < number for cell in chapter.cells) - 1
    return Value(number, match.start("text"), match.end("text"), expression, form, match["text"], after)


def _check_place(chapter, number, line, match):
    before, where = line[: match.start()], None
    if re.match(r"^#{1,6}\s", line):
        where = "in a heading"
    elif not re.sub(r"^(\s|[-*+>]\s|\d+[.)]\s)*", "", before):
        where = "at the start of a line"
    elif any(span.start() < match.start() < span.end() for span in CODE_SPAN.finditer(line)):
        where = "in a code span"
    elif re.search(r"!\[[^\]]*$", before):
        where = "in alt text"
    elif re.search(r"\]\([^)]*$", before):
        where = "in an address"
    elif _is_in_formula(chapter, number, line, match):
        where = "in a formula"
    if where:
        chapter.fault(number, f"an inline value {where} does not work: move it into running text")
    if not match["code"].strip():
        chapter.fault(number, "an inline value of nothing: write `<!--= code -->text<!--/-->`")
    if line.lstrip().startswith("|") and "|" in match["code"]:
        chapter.fault(number, "`|` inside a value splits the table: compute the value in a cell before")


def _is_in_formula(chapter, number, line, match):
    """Between `$5` and `$6`, say, no formula stands, whatever computes the numbers."""
    above, below = (VALUE.sub(r"\g<text>", part) for part in (line[: match.start()], line[match.end() :]))
    found = formulas_of(f"{above}{match['text']}{below}")
    blocks = (token.map for token in chapter.tokens if token.type == "math_block")
    return any(span.start() <= len(above) < span.end() for span in found) or any(
        first < number <= last for first, last in blocks
    )


def unfit(chapter, value, text):
    """Why the `text` of a value would not be shown as it is; None where it would."""
    if as_shown(f".{text}.") != f".{text}." or "\n" in text:
        return f"gives `{text}`, which is more than a line of plain characters: show it in a cell"
    if chance := chance_in(text):
        return f"gives {chance[1]} (`{chance[0]}`), another one in each run: show something else"
    if MARKUP.search(text) or "|" in text and chapter.lines[value.line - 1].lstrip().startswith("|"):
        return f"gives `{text}`, which a page takes for Markdown: format it, or show it in a cell"
    return None


def split_format(code):
    """`expression:format` as its two parts; the format is empty where there is none."""
    cut = len(code)
    while cut > 0:
        try:
            with warnings.catch_warnings(action="ignore"):
                compile(code[:cut].strip() or ")", "<value>", "eval")
        except (SyntaxError, ValueError):
            cut = code.rfind(":", 0, cut)
            continue
        return code[:cut].strip(), code[cut + 1 :].strip()
    return code, ""
