"""The rules: what `mkdocs build --strict` lets pass, the form of a chapter, and how it reads.

A rule has a name, a sentence and a function. The function of a rule for a chapter takes the chapter
and the Context and gives (line, message); one for the book takes the Context and gives Faults. A new
rule is a function beside its like, a line in RULES and a case in tests/broken/.

Nothing here runs code or needs torch. What `book.reading.parse` reports by itself (fences, cells,
includes, values, blocks, exercises, encoding) is not repeated here.
"""

from collections.abc import Callable
from typing import NamedTuple

from book.ground.faults import Fault
from book.rules import files, formulas, headings, links, pictures, prose, raw, searches, snippets, tokens
from book.rules.context import Context

CHAPTER, BOOK, PACKAGE = "chapter", "book", "package"


class Rule(NamedTuple):
    """`find` is asked about each CHAPTER; about the whole BOOK; or about its PACKAGE `snippets/`."""

    name: str
    says: str
    find: Callable
    about: str = CHAPTER


RULES = (
    Rule("no-tabs", "Only what a program printed holds tabs.", tokens.tabs),
    Rule("no-hidden-characters", "Every character of the text can be seen.", tokens.hidden),
    Rule("whole-comments", "A comment holds words.", tokens.comments),
    Rule("built-tables", "A table that the build makes is one it knows.", tokens.built_tables),
    Rule("our-notes", "Notes are blocks, in no other tool's form.", tokens.foreign_notes),
    Rule("no-indented-blocks", "The body of a block is not indented.", tokens.indented_blocks),
    Rule("lists-stand-alone", "A blank line stands above a list or a table.", tokens.lists),
    Rule("heading-form", "A heading is a line that starts with `#`.", headings.form),
    Rule("no-almost-heading", "No other line starts like a heading.", headings.almost),
    Rule("one-title", "A chapter has one title.", headings.one_title),
    Rule("heading-levels", "The levels of headings skip none.", headings.levels),
    Rule("unique-ids", "Each id on a page is there once.", headings.ids),
    Rule("link-words", "A link has words to click on.", links.words),
    Rule("link-targets", "A link leads to what exists.", links.targets),
    Rule("raw-link-targets", "A link in raw HTML leads to what exists.", links.raw_targets),
    Rule("links-are-links", "What looks like a link is one.", links.as_text),
    Rule("picture-alt-text", "Every picture says in words what there is to see.", pictures.alt_texts),
    Rule("own-pictures", "Pictures are files of the book.", pictures.from_elsewhere),
    Rule("picture-files", "A picture's file exists.", pictures.files),
    Rule("figure-names", "A figure bears its chapter's stem and stands alone.", pictures.figures),
    Rule("raw-picture-files", "The file of a raw `<img>` exists.", pictures.raw_files),
    Rule("raw-tags", "Raw HTML runs, styles and loads nothing.", raw.tags),
    Rule("no-settings", "Braces behind words are no attributes.", raw.settings),
    Rule("no-escaped-tags", "A `<` is written so that the site knows it.", raw.escapes),
    Rule("readable-formulas", "A formula can be set.", formulas.readable),
    Rule("closed-formulas", "A formula ends.", formulas.closed),
    Rule("whole-formulas", "A table leaves its formulas whole.", formulas.whole_in_tables),
    Rule("reasons", "An exception has a reason.", prose.reasons),
    Rule("short-paragraphs", f"A paragraph has at most {prose.PARAGRAPH} words.", prose.paragraphs),
    Rule("short-sentences", f"A sentence has at most {prose.SENTENCE} words.", prose.long_sentences),
    Rule("no-empty-words", "No word tells a reader that it is easy.", prose.empty_words),
    Rule("words-between-cells", f"At most {prose.CELLS} cells follow each other.", prose.cells_in_a_row),
    Rule("words-have-homes", "A word before its home is a link to it.", prose.early_words),
    Rule("few-new-words", f"A section introduces at most {prose.NEW_WORDS} words.", prose.new_words),
    Rule("glossary-entries", "The glossary has every word, from A to Z.", prose.glossary_entries),
    Rule("early-figure", "A figure comes early.", prose.first_figure),
    Rule("exercises", f"A chapter has at least {prose.EXERCISES} exercises.", prose.exercises),
    Rule("opening", "A chapter opens with what the reader will do.", prose.opening),
    Rule("outlook", "A chapter ends with what to try next.", prose.outlook),
    Rule("searches", "What readers type is listed once, for what is there.", searches.listed),
    Rule("cell-imports", "A cell takes from `snippets/` names alone.", snippets.cell_imports),
    Rule("one-stem", "A chapter's file is one kebab-case stem.", files.stems, BOOK),
    Rule("nav-entries", "The nav names each page once, and no other.", files.nav, BOOK),
    Rule("pages-in-the-nav", "Every page is in the nav.", files.pages_in_the_nav, BOOK),
    Rule("owned-figures", "Every recorded figure is shown.", files.figures, BOOK),
    Rule("owned-exports", "Every exported file has its chapter.", files.exports, BOOK),
    Rule("no-links-outside", "No symlink leads outside.", files.symlinks, BOOK),
    Rule("owned-sections", "Every section is embedded.", files.sections, PACKAGE),
    Rule("readable-snippets", "A snippet is Python in UTF-8.", snippets.readable, PACKAGE),
    Rule("short-lines", f"A line has at most {snippets.COLUMNS} columns.", snippets.columns, PACKAGE),
    Rule("section-markers", "Every section starts and ends.", snippets.markers, PACKAGE),
    Rule("section-names", "A section's name is kebab-case.", snippets.section_names, PACKAGE),
    Rule("section-lengths", "A section fits on a screen.", snippets.section_lengths, PACKAGE),
    Rule("snippet-imports", "A snippet imports names, and from below.", snippets.imports, PACKAGE),
    Rule("definitions-only", "An import does nothing but define.", snippets.definitions_only, PACKAGE),
    Rule("unique-names", "A name is defined in one module.", snippets.unique_names, PACKAGE),
    Rule("no-rings", "Imports run in no ring.", snippets.rings, PACKAGE),
)


def check(book, chapters, rules=RULES):
    """The faults of `chapters` (parsed) by `rules`; where these are all, also of the book.

    Links are followed into every chapter of `book`, whether it is among `chapters` or not.
    """
    context = Context(book, chapters)
    subjects = {CHAPTER}
    if {chapter.path.resolve() for chapter in chapters} >= {path.resolve() for path in book.chapters}:
        subjects.add(BOOK)
        # Other folders of chapters embed what they like, and the package is not theirs.
        if book.docs == book.root / "docs":
            subjects.add(PACKAGE)
    found = {fault for rule in rules if rule.about in subjects for fault in _faults(rule, context)}
    # A chapter that embeds what is broken tells the place of it already
    told = {fault.message for chapter in chapters for fault in chapter.faults}
    return sorted(fault for fault in found if str(fault) not in told)


def _faults(rule, context):
    if rule.about != CHAPTER:
        yield from rule.find(context)
        return
    for chapter in context.chapters:
        if chapter.lines:  # else parse said why
            for line, message in rule.find(chapter, context):
                yield Fault(chapter.shown, line, message)
