"""How a chapter reads: the limits of `book.reading.units`, and what a chapter has besides its cells."""

from book.reading.cells import CELL_LANGUAGES
from book.reading.units import CODE, FORMULA, LONG, Unit, count, sentences
from book.rules.empty_words import empty_words_of
from book.rules.glossary import WORDS, entry_faults, page_of

SENTENCE, PARAGRAPH, CELLS, FIRST_FIGURE, NEW_WORDS, EXERCISES = 35, 90, 2, 300, 3, 3


def reasons(chapter, context):
    code = chapter.code_lines()
    for number, line in enumerate(chapter.lines, start=1):
        if number not in code and (long := LONG.search(line)) and not long["reason"]:
            yield number, "`<!-- long: -->` gives no reason: write it behind the colon"


def paragraphs(chapter, context):
    for unit in context.units(chapter):
        if unit.kind == "prose" and not unit.excused and unit.words > PARAGRAPH:
            yield unit.line, f"a paragraph of {unit.words} words, {PARAGRAPH} are allowed: split it"


def long_sentences(chapter, context):
    for unit in context.units(chapter):
        if unit.kind != "prose" or unit.excused:
            continue
        for line, text in sentences(unit):
            if count(text) > SENTENCE:
                start = " ".join(text.replace(CODE, "`…`").replace(FORMULA, "$…$").split()[:4])
                yield (
                    line,
                    f"a sentence of {count(text)} words (“{start} …”), {SENTENCE} are allowed: make it two",
                )


def empty_words(chapter, context):
    for unit in context.units(chapter):
        for line, word in empty_words_of(unit):
            yield line, f"“{word}” tells a reader who is stuck that the fault is theirs: leave it out"


def cells_in_a_row(chapter, context):
    # A block's title is read, so it ends a run
    prose = [unit.line for unit in context.units(chapter) if unit.kind == "prose"]
    prose += [block.line for block in chapter.blocks]
    run, last = 0, 0
    for cell in chapter.cells:
        line = cell.fence.line
        run = 1 if any(last < words < line for words in prose) else run + 1
        last = line
        if cell.role == "cell" and run == CELLS + 1:
            yield (
                line,
                f"more than {CELLS} cells without a word between them: say above this one what it is for",
            )


def early_words(chapter, context):
    units, order = context.units(chapter), context.order
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


def new_words(chapter, context):
    heading, new, met = 1, [], set()
    for unit in [*context.units(chapter), Unit(0, "", kind="h2")]:
        if unit.kind in ("h1", "h2"):
            if len(new) > NEW_WORDS:
                yield (
                    heading,
                    f"{len(new)} new words in one section ({', '.join(new)}), "
                    f"{NEW_WORDS} are allowed: spread them over sections",
                )
            heading, new = unit.line, []
        for word in (word for word in WORDS if word.home == chapter.stem):
            if word.name not in met and word.pattern.search(unit.text):
                met.add(word.name)
                new.append(word.name)


def glossary_entries(chapter, context):
    if chapter.stem == "glossary":
        yield from entry_faults(context.units(chapter), context.order)


def first_figure(chapter, context):
    if _is_appendix(chapter, context):
        return
    words = 0
    for unit in context.units(chapter):
        if unit.kind == "figure":
            return
        words += unit.words if unit.kind == "prose" else 0
        if words > FIRST_FIGURE:
            yield (
                unit.line,
                f"no figure within the first {FIRST_FIGURE} words: show one above this paragraph",
            )
            return


def exercises(chapter, context):
    done = [e for e in chapter.exercises if e.question and e.check and e.solution]
    if _teaches(chapter, context) and len(done) < EXERCISES:
        yield (
            _title(chapter, context),
            f"{len(done)} of {EXERCISES} exercises: add more, each a question, a check and a solution",
        )


def opening(chapter, context):
    if not _teaches(chapter, context):
        return
    units, title = context.units(chapter), _title(chapter, context)
    cells = [fence.line for fence in chapter.fences if fence.language in CELL_LANGUAGES]
    headed = [unit.line for unit in units if unit.kind[0] == "h" and unit.line > title]
    first = min([*cells, *headed, len(chapter.lines) + 1])
    if not any(unit.kind == "prose" and title < unit.line < first for unit in units):
        yield title, "the chapter starts without a word: open with what the reader will do"


def outlook(chapter, context):
    if not _teaches(chapter, context):
        return
    units = context.units(chapter)
    sections = [unit.line for unit in units if unit.kind == "h2"]
    last = max(sections, default=_title(chapter, context))
    told = any(unit.kind == "prose" and unit.line > last for unit in units)
    if not sections or not told or any(each.line > last for each in chapter.exercises):
        yield last, "the chapter ends without an outlook: add a last `## ` section on what to try next"


def _title(chapter, context):
    return next((unit.line for unit in context.units(chapter) if unit.kind == "h1"), 1)


def _teaches(chapter, context):
    """Not so the home page, which tempts and points, an appendix, or a scratch page, which no nav names."""
    named = chapter.path.name in context.order
    return named and chapter.stem != "index" and not _is_appendix(chapter, context)


def _is_appendix(chapter, context):
    return chapter.stem != "index" and chapter.path.name in context.appendix
