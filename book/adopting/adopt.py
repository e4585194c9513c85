"""Makes a page of ours from a page, a notebook or a script from elsewhere, and says what it left out.

Readers give a Draft: rows of Markdown that know their line in the source. Each step makes more of it
ours; the order is that of STEPS. Nothing runs, and nothing is guessed in silence.
"""

import re
import unicodedata
from pathlib import Path

from book.adopting import blocks, cells, d2l, drawings, html, inline, labels, layout, sessions
from book.adopting.readers.markdown import read_markdown
from book.adopting.readers.notebook import read_notebook
from book.adopting.readers.scripts import read_script
from book.ground.faults import BookError, number, shown_path
from book.ground.files import write_together
from book.reading.parse import parse_chapter

READERS = {
    ".ipynb": read_notebook,
    ".py": read_script,
    **dict.fromkeys((".md", ".markdown", ".mkd", ".qmd", ".rmd", ".myst"), read_markdown),
}
STEPS = (
    d2l.choose_tabs,
    html.remove_elements,
    blocks.turn,
    labels.unnest,
    sessions.take_apart,
    labels.label,
    cells.clean,
    drawings.show,
)
AS_IN = "as in `python -m book adopt FILE outer-product`"
KEPT = ".cache/adopted"  # where a page lies that was adopted in its place


def adopt(book, file, name=None):
    """Write docs/NAME.md from `file`, which may be that page itself; print what became of it."""
    # A fault names a page from the root of its book
    source = Path(file) if Path(file).exists() else book.root / file
    stem = name or _stem(source)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", stem):
        raise BookError(
            f"`{stem or source.name}` is no name for a chapter: write lower-case words joined by hyphens, {AS_IN}"
        )
    text = _read(source)
    page = book.docs / f"{stem}.md"
    itself = page.exists() and page.samefile(source)
    shown = shown_path(source.resolve(), book.root)
    if page.exists() and not itself:
        raise BookError(f"{shown_path(page, book.root)} exists already: choose another name, {AS_IN}")
    # What was left out of a page that is written anew stands where its lines can still be looked at
    shown = f"{KEPT}/{page.name}" if itself else shown
    entries = [entry for _, _, entry in book.nav or []]
    draft = read(source, text, shown, source.resolve().parent == book.docs)
    ours = page_of(draft, stem, book.docs)
    told = draft.told()
    if itself and ours == text:
        print(f"{shown_path(page, book.root)} is a page of ours: nothing to adopt")
        return 0
    kept = {book.root / KEPT / page.name: text} if itself else {}
    write_together({**kept, page: ours})
    for fault in told:
        print(fault)
    _tell(book, page, source, itself, len(told))
    if page.name not in entries:
        print(f"Put its line where it belongs in the nav of mkdocs.yml:\n      - {page.name}")
    print(f"Then `python -m book run {stem}` writes what its cells give.")
    return 0


def _stem(source):
    letters = unicodedata.normalize("NFKD", source.stem).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")
    return re.sub(r"^(\d+-)+(?=[a-z])", "", words)


def _read(source):
    if source.suffix.lower() not in READERS:
        kinds = ", ".join(READERS)
        raise BookError(f"{source}: no page that can be adopted: make it one of {kinds}, with pandoc, say")
    try:
        return source.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BookError(f"{source}: cannot be read ({error.strerror}): name a file that can") from error
    except UnicodeDecodeError as error:
        raise BookError(f"{source}: not UTF-8: save the file as UTF-8") from error


def read(source, text, shown, ours=False):
    """The Draft of a source with this text."""
    draft = READERS[source.suffix.lower()](source, shown, re.sub(r"\r\n?", "\n", text))
    draft.ours = ours or draft.ours
    return draft


def page_of(draft, stem, docs):
    """The text of the page that a Draft becomes."""
    for step in STEPS:
        step(draft)
    inline.rewrite(draft, docs)
    layout.lay_out(draft, stem)
    return "\n".join(row.text for row in [*draft.front, *draft.rows]) + "\n"


def _tell(book, page, source, itself, count):
    shown = shown_path(page, book.root)
    chapter = parse_chapter(page, book.root)
    print(f"Wrote {shown}: {number(len(chapter.cells), 'cell')}, {number(count, 'line')} above to look at.")
    if itself and count:
        print(f"What it was before lies in {KEPT}/{page.name}.")
    elif not itself and source.resolve().parent == book.docs:
        print(f"Remove {shown_path(source.resolve(), book.root)}, which it stands for now.")
