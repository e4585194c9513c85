"""The layout of a page: headings, a title, and blank lines where the site needs them."""

import re

from markdown.extensions.toc import slugify
from markdown_it import MarkdownIt

from book.adopting.draft import Fence, Row, again, apart, parts
from book.adopting.drawings import FIGURE
from book.reading.headings import OWN_ID

HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<words>.*?)(?:\s+#+)?\s*$")
ALMOST = re.compile(r"^\s{0,3}(#{1,6})(?=[^\s#!])")
SETTINGS = re.compile(r"\s*\{(?!#[\w-]+\}\s*$)[:.#-][^{}]*\}\s*$")
LIST = re.compile(r"^(?:[-*+]|\d{1,9}[.)])\s+\S")
TABLE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$")
ENVIRONMENT = re.compile(r"^\s*\\begin\{(align|equation|gather|eqnarray|multline)\*?\}")
MIDST = re.compile(r"(?<!`)(\$\$[^$`]+\$\$)(?!`)")
DELIMITERS = ("\\[", "\\]", "\\\\[", "\\\\]")
DELIMITED = re.compile(r"\\{1,2}[\[\]]")
NUMBER = re.compile(r"^\s*\([\w:.-]+\)\s*$")


def lay_out(draft, stem):
    """Headings of ours, one of them the title; figures by their names; blank lines where needed."""
    draft.rows = _displayed(_atx(_unindented(draft.rows)))
    draft.rows = _nested(list(_with_blanks(draft.rows)))
    _level(draft, stem)
    draft.rows = list(_figures(draft, stem))
    draft.rows = _unindented(_single_blanks(draft.rows))


def _atx(rows):
    """The rows, with headings that are underlined written with `#`."""
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(row.text for row in rows))
    found, end = [], 0
    for token in tokens:
        if token.type == "heading_open" and token.markup in "=-" and not token.level:
            first, last = token.map
            words = " ".join(row.text.strip() for row in rows[first : last - 1])
            found += [*rows[end:first], Row(rows[first].line, f"{'#' * (1 + (token.markup == '-'))} {words}")]
            end = last
    return found + rows[end:]


def _nested(rows):
    """The rows, with lists in lists indented by four blanks a level, as the site needs them."""
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(row.text for row in rows))
    texts, depth = [row.text for row in rows], 0
    moves = {}  # {number of a row: (blanks that it has for its item, blanks that it gets)}
    for token in tokens:
        if token.type == "list_item_open":
            first, last = token.map
            has = len(rows[first].text) - len(rows[first].text.lstrip())
            moves.update(dict.fromkeys(range(first, last), (has, 4 * depth)) if depth else {})
            depth += 1
        elif token.type == "list_item_close":
            depth -= 1
    for number, (has, gets) in moves.items():
        text = texts[number]
        if text.strip() and has < gets:
            blanks = len(text) - len(text.lstrip())
            texts[number] = " " * max(gets + blanks - has, 0) + text.lstrip()
    return [Row(row.line, text) for row, text in zip(rows, texts)]


def _level(draft, stem):
    """One title, and levels below it that skip none."""
    rows, level, titled = [], 1, False
    several = sum(_depth(part) == 1 for part in parts(draft.rows)) > 1
    for part in parts(draft.rows):
        depth = _depth(part)
        if isinstance(part, Fence):
            rows += draft.rows[part.first : part.last]
        elif not depth:
            rows.append(part)
        elif not titled and (depth == 1 or not _titles_follow(draft, part)):
            titled, level = True, 1
            rows.append(Row(part.line, f"# {_words_of(part)}"))
        else:
            depth = max(2, depth + several * (depth < 6))
            level = min(depth, level + 1)
            rows.append(Row(part.line, f"{'#' * level} {_words_of(part)}"))
    if not titled:
        words = draft.title or stem.replace("-", " ").capitalize()
        if not draft.title:
            draft.say(1, f"the page had no title: it is “{words}” now; say what the page does")
        rows = [Row(1, f"# {words}"), Row(1, ""), *rows]
    draft.rows = rows


def _depth(part):
    match = HEADING.match(part.text) if isinstance(part, Row) else None
    return len(match["marks"]) if match else 0


def _words_of(row):
    return SETTINGS.sub("", HEADING.match(row.text)["words"])


def _titles_follow(draft, row):
    """Whether the title stands further down, or must be made, so that this heading is none."""
    depths = [_depth(part) for part in parts(draft.rows)]
    first = next((part for part in parts(draft.rows) if isinstance(part, Fence) or part.text.strip()), None)
    return 1 in depths or bool(draft.title) or first is not row


def _with_blanks(rows):
    """The rows, with a blank one above a list, a table and a heading that has none."""
    texts, above = [row.text for row in rows], ""
    inside = {n for part in parts(rows) if isinstance(part, Fence) for n in range(part.first, part.last)}
    for number, row in enumerate(rows):
        text, below = row.text, texts[number + 1] if number + 1 < len(texts) else ""
        if number not in inside:
            alone = not above.strip() and not below.strip()
            if alone and ALMOST.match(text):
                text = ALMOST.sub(r"\1 ", text)
            heading = HEADING.match(text.lstrip()) if len(text) - len(text.lstrip()) < 4 else None
            text = text.lstrip() if heading else text
            begins = LIST.match(text) and not LIST.match(above) and not above[:1].isspace()
            begins = begins and (not text[0].isdigit() or text.startswith("1"))
            table = TABLE.match(below) and "|" in text and "|" not in above
            if (
                above.strip()
                and (heading or begins or table)
                or above.startswith("#")
                and HEADING.match(above)
                and text.strip()
            ):
                yield Row(row.line, "")
        yield Row(row.line, text)
        above = text if number not in inside else "" if number + 1 not in inside else "x"


def _figures(draft, stem):
    """The rows, with a line for each figure that a cell drew, named after its section."""
    names, section = set(), stem
    for part in parts(draft.rows):
        if isinstance(part, Fence):
            yield from draft.rows[part.first : part.last]
            continue
        if _depth(part) > 0:
            section = slugify(OWN_ID.sub("", _words_of(part)), "-") or stem
        if part.text != FIGURE:
            yield part
            continue
        name, count = section, 1
        while name in names:
            count += 1
            name = f"{section}-{count}"
        names.add(name)
        name = f"figures/{stem}/{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.svg"
        draft.say(
            part.line, f"a figure is drawn: say between the brackets of `![]({name})` what there is to see"
        )
        yield Row(part.line, f"![]({name})")


def _unindented(rows):
    """The rows, with prose that lost what it followed, and would be code now, at column 0."""
    texts = [row.text for row in rows]
    for token in MarkdownIt("commonmark").enable("table").parse("\n".join(texts)):
        if token.type == "code_block":
            for number in range(*token.map):
                texts[number] = texts[number].lstrip()
    return [Row(row.line, text) for row, text in zip(rows, texts)]


def _single_blanks(rows):
    """The rows without two blank ones in a row, or any at either end, outside of fences."""
    found = []
    for part in parts(rows):
        if isinstance(part, Fence):
            found += rows[part.first : part.last]
        elif part.text.strip() or (found and found[-1].text.strip()):
            broken = part.text.strip() and part.text.endswith("  ")  # a line break of Markdown
            text = part.text.replace("\t", " ")
            found.append(Row(part.line, text if broken else text.rstrip()))
    while found and not found[-1].text.strip():
        found.pop()
    return found


def _split(rows):
    """The rows, with a formula between `$$` in the midst of a line on a line of its own."""
    for part in parts(rows):
        if isinstance(part, Fence):
            yield from rows[part.first : part.last]
            continue
        text = DELIMITED.sub("$$", part.text) if part.text.strip() in DELIMITERS else part.text
        pieces = MIDST.split(text) if not text.lstrip().startswith("$$") else [text]
        yield from (
            Row(part.line, piece.strip() if len(pieces) > 1 else piece)
            for piece in pieces
            if piece or len(pieces) == 1
        )


def _displayed(rows):
    """Formulas between `$$` on lines of their own, and LaTeX's environments, as paragraphs."""
    found, waiting = [], list(parts(list(_split(rows))))
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Fence):
            found += again(part)
            continue
        environment = ENVIRONMENT.match(part.text)
        mark = rf"\end{{{environment[1]}" if environment else "$$"
        starts = environment or part.text.lstrip().startswith("$$")
        end = _formula_end(part, waiting, mark) if starts else None
        if end is None:
            found.append(part)
            continue
        formula = [part, *(waiting.pop(0) for _ in range(end))]
        rest = ""
        if not environment:
            last = formula[-1]
            cut = last.text.index("$$", 0 if end else last.text.index("$$") + 2) + 2
            formula[-1], rest = Row(last.line, last.text[:cut]), NUMBER.sub("", last.text[cut:]).strip()
        else:
            formula = [Row(part.line, "$$"), *formula, Row(formula[-1].line, "$$")]
        # A blank line would end the formula on the site
        found += apart([row for row in formula if row.text.strip()])
        found += [Row(formula[-1].line, rest)] if rest else []
    return found


def _formula_end(row, waiting, mark):
    """How many rows below `row` its formula has; None where it never ends, or not before a fence."""
    if mark in (row.text.replace("$$", "", 1) if mark == "$$" else row.text):
        return 0
    for count, part in enumerate(waiting, 1):
        if isinstance(part, Fence):
            return None
        if mark in part.text:
            return count
    return None
