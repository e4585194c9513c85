"""What the pages of the chapters fetch: the copies of their cells, and what runs there of them."""

import json

from book.copying.at_hand import sources_of
from book.copying.in_page import in_page
from book.copying.scripts import copies_of
from book.ground.faults import FaultError
from book.ground.files import Stamp, digest, write_changed
from book.reading.figures import figures_of
from book.reading.parse import parse_chapter
from book.reading.reached import reached_snippets

COPIES, CELLS = "assets/copies", "assets/cells"


def write_copies(book):
    """Write docs/assets/copies/STEM.json and docs/assets/cells/STEM.json for each chapter of a site;
    gives the paths of those that changed. What no chapter owns is removed.

    Raises the first FaultError once all others are written.
    """
    if not book.has_site:
        return []
    chapters, faults = book.chapters, []
    written = _sweep(book.docs, {path.stem for path in chapters})
    site = (book.config or {}).get("site_url") or ""
    for path in chapters:
        files = [book.docs / folder / f"{path.stem}.json" for folder in (COPIES, CELLS)]
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        sources = [path, *reached_snippets(text, book.root), book.root / "LICENSE"]
        sources += [*sources_of(book.root), *figures_of(path, text)]
        stamp = Stamp(book, f"copies-{path.stem}", sources, salt=site)
        now = stamp.now()
        if stamp.note() == digest(book.docs, files):
            continue
        try:
            written += write_changed(dict(zip(files, _texts(parse_chapter(path, book.root), site))))
            stamp.set(digest(book.docs, files), now)
        except FaultError as error:
            faults.append(error)
    if faults:
        raise faults[0]
    return written


def _texts(chapter, site):
    """The texts of the two files of a chapter; an entry of the second says how long the cell's copy is."""
    copies, page = copies_of(chapter, site), in_page(chapter)
    for copy, entry in zip(copies, page["cells"], strict=True):
        if copy:
            entry["script"] = copy.lines
    scripts = [copy and copy.as_json() for copy in copies]
    return [json.dumps(each, ensure_ascii=False, indent=1) + "\n" for each in (scripts, page)]


def _sweep(docs, stems):
    """Remove the files of chapters that are gone."""
    built = [path for folder in (COPIES, CELLS) for path in (docs / folder).glob("*.json")]
    gone = [path for path in built if path.stem not in stems]
    for path in gone:
        path.unlink()
    return gone
