"""How a chapter reads: limits that are faults, and a report of what has no hard limit.

Words are counted as a reader meets them: code spans and the texts of links count; fences, block
lines with their options, comments, headings and alt texts do not. Nothing here runs code.
"""

import re
import statistics
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from book.ground.faults import Fault
from book.reading.cells import CELL_LANGUAGES
from book.rules.glossary import CODE, WORDS, entry_faults, page_of

SENTENCE, PARAGRAPH, CELLS, FIRST_FIGURE, NEW_WORDS, EXERCISES = 35, 90, 2, 300, 3, 3
GOALS = {"median": 16, "p90": 24, "minutes": 15}
WORDS_A_MINUTE, SECONDS_A_CELL, WORDS_A_FIGURE = 200, 20, 350
LONG = re.compile(r"<!--\s*long:[^\S\n]*+(?P<reason>(?:(?!<!--|-->).)*)-->\s*$")
EMPTY = re.compile(r"\b(simply|obviously|just(?! right\b)|of\s+course)\b", re.I)
ABBREVIATION = re.compile(r"\b(e\.g|i\.e|cf|vs|ch|fig|eq|et al|approx)\.", re.I)
SENTENCE_END = re.compile(rf"(?<=[.!?…])[\"')\]”’]*\s+(?=[\"'(\[“‘]*[A-Z0-9{CODE}])")
COUNTED = re.compile(rf"[\w{CODE}]")
# The elements of the book's interactives have a hyphen in their name, as every custom element
PICTURE = re.compile(r"<([a-z]+-[a-z-]+|img|svg|video|canvas)\b")


@dataclass
class Unit:
    """A paragraph, list item or table cell: what a reader takes in one breath.

    `text` has a CODE sign for each word of code; `links` are [(words, address)]; `row` groups
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
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(_plain_lines(chapter)))
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


def check_prose(book, chapters):
    """The faults of how `chapters` (parsed) read; their order is that of the nav of `book`."""
    order = [target for _, _, target in book.nav or []]
    faults = []
    for chapter in chapters:
        if not chapter.lines:
            continue  # parse said why
        units = units_of(chapter)
        found = [
            *_reasons(chapter),
            *_lengths(units),
            *_empty_words(units),
            *_cells(chapter, units),
            *_early_words(chapter, units, order),
            *_new_words(chapter, units),
        ]
        if chapter.stem == "glossary":
            found += entry_faults(units, order)
        kind = _kind(book, chapter)
        if kind != "appendix":
            found += _first_figure(units)
        if kind == "chapter" and chapter.path.name in order:  # what no nav names is a scratch page
            found += _form(chapter, units)
        faults += [Fault(chapter.shown, line, message) for line, message in found]
    return sorted(set(faults))


def _kind(book, chapter):
    """ "home" for the index, "appendix" by the nav's group, else "chapter".

    The home page tempts and points, it teaches nothing: it needs a picture, but no exercises.
    """
    if chapter.stem == "index":
        return "home"
    groups = {target: group or "" for group, _, target in book.nav or []}
    appendix = groups.get(chapter.path.name, "").casefold() == "appendix"
    return "appendix" if appendix else "chapter"


def _reasons(chapter):
    code = chapter.code_lines()
    for number, line in enumerate(chapter.lines, start=1):
        if number not in code and (long := LONG.search(line)) and not long["reason"]:
            yield number, "`<!-- long: -->` gives no reason: write it behind the colon"


def _lengths(units):
    for unit in units:
        if unit.kind != "prose" or unit.excused:
            continue
        if unit.words > PARAGRAPH:
            yield unit.line, f"a paragraph of {unit.words} words, {PARAGRAPH} are allowed: split it"
        for line, text in sentences(unit):
            if count(text) > SENTENCE:
                start = " ".join(text.replace(CODE, "`…`").split()[:4])
                yield (
                    line,
                    (f"a sentence of {count(text)} words (“{start} …”), {SENTENCE} are allowed: make it two"),
                )


def _empty_words(units):
    for unit in units:
        for match in EMPTY.finditer(unit.text):
            word = " ".join(match[0].split())
            yield (
                unit.line + unit.text[: match.start()].count("\n"),
                f"“{word}” tells a reader who is stuck that the fault is theirs: leave it out",
            )


def _cells(chapter, units):
    """Runs of cells without a word between them; a block's title is read, so it ends a run."""
    prose = [unit.line for unit in units if unit.kind == "prose"]
    prose += [block.line for block in chapter.blocks]
    run, last = 0, 0
    for cell in chapter.cells:
        line = cell.fence.line
        run = 1 if any(last < words < line for words in prose) else run + 1
        last = line
        if cell.role == "cell" and run == CELLS + 1:
            yield (
                line,
                (f"more than {CELLS} cells without a word between them: say above this one what it is for"),
            )


def _early_words(chapter, units, order):
    """Words of the glossary before their home chapter: the first use carries a link."""
    if chapter.path.name not in order:
        return
    for word in WORDS:
        home = f"{word.home}.md"
        if home not in order or order.index(home) <= order.index(chapter.path.name):
            continue
        linked = set()
        for unit in units:
            if any(_opens(word, text, address) for text, address in unit.links):
                linked.add(unit.row)
        for unit in units:
            match = word.pattern.search(unit.text) if unit.kind == "prose" else None
            if match:
                if not any(row <= unit.row for row in linked):
                    yield (
                        unit.line + unit.text[: match.start()].count("\n"),
                        f"“{match[0]}” is explained only in `{home}`: link its first use "
                        "to there, or to `glossary.md`",
                    )
                break


def _opens(word, text, address):
    """Whether a link leads to where `word` is explained."""
    page = page_of(address)
    return page == f"{word.home}.md" or (page == "glossary.md" and bool(word.pattern.search(text)))


def _new_words(chapter, units):
    """Sections of a home chapter that introduce more words than a reader keeps."""
    heading, new, met = 1, [], set()
    for unit in [*units, Unit(0, "", kind="h2")]:
        if unit.kind in ("h1", "h2"):
            if len(new) > NEW_WORDS:
                yield (
                    heading,
                    (
                        f"{len(new)} new words in one section ({', '.join(new)}), "
                        f"{NEW_WORDS} are allowed: spread them over sections"
                    ),
                )
            heading, new = unit.line, []
        for word in (word for word in WORDS if word.home == chapter.stem):
            if word.name not in met and word.pattern.search(unit.text):
                met.add(word.name)
                new.append(word.name)


def _first_figure(units):
    words = 0
    for unit in units:
        if unit.kind == "figure":
            return
        words += unit.words if unit.kind == "prose" else 0
        if words > FIRST_FIGURE:
            yield (
                unit.line,
                (f"no figure within the first {FIRST_FIGURE} words: show one above this paragraph"),
            )
            return


def _form(chapter, units):
    """What a chapter has besides its cells: exercises, an opening, an outlook."""
    title = next((unit.line for unit in units if unit.kind == "h1"), 1)
    done = [e for e in chapter.exercises if e.question and e.check and e.solution]
    if len(done) < EXERCISES:
        yield (
            title,
            (f"{len(done)} of {EXERCISES} exercises: add more, each a question, a check and a solution"),
        )
    cells = [fence.line for fence in chapter.fences if fence.language in CELL_LANGUAGES]
    sections = [unit.line for unit in units if unit.kind == "h2"]
    headed = [unit.line for unit in units if unit.kind[0] == "h" and unit.line > title]
    opening = min([*cells, *headed, len(chapter.lines) + 1])
    if not any(unit.kind == "prose" and title < unit.line < opening for unit in units):
        yield title, "the chapter starts without a word: open with what the reader will do"
    last = max(sections, default=title)
    outlook = any(unit.kind == "prose" and unit.line > last for unit in units)
    if not sections or not outlook or any(each.line > last for each in chapter.exercises):
        yield last, ("the chapter ends without an outlook: add a last `## ` section on what to try next")


def report(book, chapters):
    """An aligned table of how `chapters` read; `!` marks what misses a goal of the book."""
    rows = [
        (
            "chapter",
            "words",
            "sentence",
            "p90",
            "figures",
            f"a {WORDS_A_FIGURE} words",
            "cells",
            "minutes",
            "long",
        )
    ]
    for chapter in chapters:
        rows.append((chapter.stem, *_measures(chapter)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if not n else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    goals = (
        f"goals: median sentence at most {GOALS['median']} words, 90th percentile "
        f"{GOALS['p90']}, a figure per {WORDS_A_FIGURE} words, {GOALS['minutes']} minutes"
    )
    return "\n".join([*lines, goals])


def _measures(chapter):
    units = units_of(chapter)
    prose = [unit for unit in units if unit.kind == "prose"]
    lengths = [count(text) for unit in prose for _, text in sentences(unit)] or [0]
    words = sum(unit.words for unit in prose)
    figures = sum(unit.kind == "figure" for unit in units)
    median = statistics.median_low(lengths)
    p90 = sorted(lengths)[-(-9 * len(lengths) // 10) - 1]
    density = figures * WORDS_A_FIGURE / words if words else 0
    minutes = words / WORDS_A_MINUTE + len(chapter.cells) * SECONDS_A_CELL / 60

    def marked(text, missed):
        return f"{text}!" if missed else f"{text} "

    return (
        str(words),
        marked(median, median > GOALS["median"]),
        marked(p90, p90 > GOALS["p90"]),
        str(figures),
        marked(f"{density:.1f}", words > WORDS_A_FIGURE and density < 1),
        str(len(chapter.cells)),
        marked(f"{minutes:.1f}", minutes > GOALS["minutes"]),
        str(sum(unit.excused for unit in units)),
    )
