"""The words of a chapter as a reader meets them: units, sentences, counts.

Code spans and the texts of links count; formulas, fences, block lines with their options, comments,
headings and alt texts do not.
"""

import re
from dataclasses import dataclass, field

from book.reading.formulas import markdown

CODE = "\ue000"  # stands for a word of code
FORMULA = "\ue001"  # stands for a formula, which is no word
LONG = re.compile(r"<!--\s*long:[^\S\n]*+(?P<reason>(?:(?!<!--|-->).)*)-->\s*$")
ABBREVIATION = re.compile(r"\b(e\.g|i\.e|cf|vs|ch|fig|eq|et al|approx)\.", re.I)
SENTENCE_END = re.compile(rf"(?<=[.!?…])[\"')\]”’]*\s+(?=[\"'(\[“‘]*[A-Z0-9{CODE}{FORMULA}])")
COUNTED = re.compile(rf"[\w{CODE}]")
# The elements of the book's interactives have a hyphen in their name, as every custom element
PICTURE = re.compile(r"<([a-z]+-[a-z-]+|img|svg|video|canvas)\b")

WORDS_A_MINUTE, SECONDS_A_CELL = 200, 20


@dataclass
class Unit:
    """A paragraph, list item or table cell: what a reader takes in one breath.

    `text` has a CODE sign for each word of code and FORMULA for each formula; `links` are [(words, address)]; `row` groups
    the cells of a table row; `excused` says that a reason for its length stands in front.
    """

    line: int
    text: str
    links: list = field(default_factory=list)
    row: int = 0
    kind: str = "prose"
    excused: bool = False

    @property
    def words(self):
        return count(self.text)


def count(text):
    """The number of words in `text`: its pieces between blanks that hold a letter or a digit."""
    return sum(bool(COUNTED.search(piece)) for piece in text.split())


def units_of(chapter):
    """The Units of a chapter, in order: prose, headings ("h1" to "h6") and figures ("figure")."""
    tokens = markdown().parse("\n".join(_plain_lines(chapter)))
    units, row, excused = [], 0, False
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "tr_open":
            row = token.map[0] + 1
        elif token.type == "tr_close":
            row = 0
        elif token.type == "html_block":
            excused = bool((long := LONG.search(token.content)) and long["reason"])
            if PICTURE.search(token.content):
                units.append(Unit(token.map[0] + 1, "", kind="figure"))
        elif token.type == "inline":
            unit = _unit(token)
            unit.row, unit.excused, excused = row or unit.line, excused, False
            if before.type == "heading_open":
                unit.kind = before.tag
            if unit.words:
                units.append(unit)
            if any(
                child.type == "image" or PICTURE.match(child.content)
                for child in token.children
                if child.type in ("image", "html_inline")
            ):
                units.append(Unit(unit.line, "", kind="figure"))
    return units


def minutes(chapter):
    """How long it takes to read a chapter and run its cells; its exercises come on top."""
    words = sum(unit.words for unit in units_of(chapter) if unit.kind == "prose")
    return words / WORDS_A_MINUTE + len(chapter.cells) * SECONDS_A_CELL / 60


def _plain_lines(chapter):
    """The chapter's lines, with those of blocks and of front matter left blank."""
    lines, code, options = list(chapter.lines), chapter.code_lines(), False
    for number, line in enumerate(chapter.lines, start=1):
        fenced = number in code and number > chapter.front_lines
        header = line.startswith("///") and not fenced
        options = header or (options and line.startswith("    "))
        if options or number <= chapter.front_lines:
            lines[number - 1] = ""
    return lines


def _unit(inline):
    text, links, opened = "", [], None
    for child in inline.children:
        if child.type == "text":
            text += child.content
        elif child.type == "code_inline":
            text += " ".join([CODE] * count(child.content)) or CODE
        elif child.type == "math_inline":
            last = child.content.rstrip("$)]\\ \n")[-1:]
            text += FORMULA + (last if last in (".", "!", "?") else "")  # a sentence may end inside of it
        elif child.type in ("softbreak", "hardbreak"):
            text += "\n"
        elif child.type == "link_open":
            opened = len(text), child.attrs["href"]
        elif child.type == "link_close" and opened:
            links.append((text[opened[0] :], opened[1]))
    return Unit(inline.map[0] + 1, text, links)


def sentences(unit):
    """[(line, text)] of the sentences of a Unit."""
    text = ABBREVIATION.sub(lambda match: match[0].replace(".", "\u2024"), unit.text)
    found, start = [], 0
    for end in [*SENTENCE_END.finditer(text), None]:
        piece = text[start : end.start() if end else len(text)]
        if COUNTED.search(piece):
            found.append((unit.line + text[:start].count("\n"), piece.replace("\u2024", ".")))
        start = end.end() if end else start
    return found
