"""A notebook for each chapter, and one for the whole talk, made from the record: nothing runs."""

from book.copying.modules import package_of
from book.ground.files import Stamp, digest, write_atomically
from book.reading.figures import figures_of
from book.reading.parse import parse_chapter

WHOLE = "whole-game"
# What the notebooks say stands on the chapters' pages, and a search should find it once
UNSEARCHED = "search:\n  exclude: true\n"


def write_notebooks(book):
    """Write docs/notebooks/STEM.ipynb for each chapter with Python cells, and whole-game.ipynb for
    the chapters of the talk; gives the paths of those that changed."""
    chapters, talk = book.chapters, book.part("talk")
    wanted = {path.stem: [path] for path in chapters}
    wanted[WHOLE] = [path for path in chapters if path.name in talk]
    snippets = digest(book.root, ["snippets"])
    site = (book.config or {}).get("site_url") or ""
    folder, parsed, package = book.docs / "notebooks", {}, package_of(book.root)
    written = [path for path in folder.glob("*.ipynb") if path.stem not in wanted]
    for path in written:
        path.unlink()
    for stem, pages in wanted.items():
        path = folder / f"{stem}.ipynb"
        stamp = Stamp(book, f"notebook-{stem}", list(_sources(pages)), salt=f"{site}{snippets}")
        now = stamp.now()
        if stamp.note() == digest(folder, [path]):
            continue
        for page in pages:
            parsed[page] = parsed.get(page) or parse_chapter(page, book.root)
        chapters = [parsed[page] for page in pages if _has_python(parsed[page])]
        text = _text(stem, chapters, site, package) if chapters else None
        written += _write(path, text)
        stamp.set(digest(folder, [path]), now)
    return written + _write(folder / ".meta.yml", UNSEARCHED)


def _sources(pages):
    """The pages and the figures that they show."""
    for page in pages:
        yield page
        if page.is_file():
            yield from figures_of(page, page.read_text(encoding="utf-8", errors="replace"))


def _text(stem, chapters, site, package):
    from book.site.notebook import Notebook  # takes long to import, and mostly nothing has changed

    return Notebook(stem, chapters, site, package, whole=stem == WHOLE).text


def _has_python(chapter):
    return any(cell.language == "python" for cell in chapter.cells)


def _write(path, text):
    """Write `text`, or remove the file where there is none; the path in a list if it changed."""
    if text == (path.read_text(encoding="utf-8") if path.is_file() else None):
        return []
    if text is None:
        path.unlink()
    else:
        write_atomically(path, text)
    return [path]
