"""A notebook for each chapter, made from the record: nothing runs."""

from book.copying.modules import package_of
from book.ground.files import Stamp, digest, write_atomically
from book.reading.figures import figures_of
from book.reading.parse import parse_chapter


def write_notebooks(book):
    """Write docs/notebooks/STEM.ipynb for each chapter with Python cells; gives the paths of those
    that changed. What no chapter owns is removed."""
    chapters, snippets = book.chapters, digest(book.root, ["snippets"])
    site = (book.config or {}).get("site_url") or ""
    folder, package = book.docs / "notebooks", package_of(book.root)
    stems = {path.stem for path in chapters}
    written = [path for path in folder.glob("*.ipynb") if path.stem not in stems]
    for path in written:
        path.unlink()
    for page in chapters:
        path = folder / f"{page.stem}.ipynb"
        stamp = Stamp(book, f"notebook-{page.stem}", list(_sources(page)), salt=f"{site}{snippets}")
        now = stamp.now()
        if stamp.note() == digest(folder, [path]):
            continue
        written += _write(path, _text(parse_chapter(page, book.root), site, package))
        stamp.set(digest(folder, [path]), now)
    return written


def _sources(page):
    """The page and the figures that it shows."""
    yield page
    if page.is_file():
        yield from figures_of(page, page.read_text(encoding="utf-8", errors="replace"))


def _text(chapter, site, package):
    """The notebook of a chapter; None where it has no Python."""
    if not any(cell.language == "python" for cell in chapter.cells):
        return None
    from book.site.notebook import Notebook  # takes long to import, and mostly nothing has changed

    return Notebook(chapter, site, package).text


def _write(path, text):
    """Write `text`, or remove the file where there is none; the path in a list if it changed."""
    if text == (path.read_text(encoding="utf-8") if path.is_file() else None):
        return []
    if text is None:
        path.unlink()
    else:
        write_atomically(path, text)
    return [path]
