"""What the pages of the chapters fetch: the copies of their cells, and what runs there of them."""

import hashlib
import json

from book.copying.in_page import in_page
from book.copying.scripts import copies_of
from book.ground.faults import FaultError
from book.ground.files import digest, machinery, write_atomically, write_together
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
    memory = book.root / ".cache" / "copies.json"
    chapters = book.chapters
    written = _sweep(book.docs, {path.stem for path in chapters})
    kept, noted, faults = _read(memory), {}, []
    site = (book.config or {}).get("site_url") or ""
    salt = f"{machinery()}{site}{digest(book.root, ['LICENSE'])}"
    for path in chapters:
        files = [book.docs / folder / f"{path.stem}.json" for folder in (COPIES, CELLS)]
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        key = digest(book.root, [path, *reached_snippets(text, book.root)], salt)
        if kept.get(path.stem) != [key, _state(files)]:
            try:
                written += _write(dict(zip(files, _texts(parse_chapter(path, book.root), site))))
            except FaultError as error:
                faults.append(error)
                continue
        noted[path.stem] = [key, _state(files)]
    if noted != kept:
        write_atomically(memory, json.dumps(noted))
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


def _write(texts):
    changed = {path: text for path, text in texts.items() if not _holds(path, text)}
    write_together(changed)
    return list(changed)


def _holds(path, text):
    return path.is_file() and path.read_bytes() == text.encode()


def _sweep(docs, stems):
    """Remove the files of chapters that are gone."""
    built = [path for folder in (COPIES, CELLS) for path in (docs / folder).glob("*.json")]
    gone = [path for path in built if path.stem not in stems]
    for path in gone:
        path.unlink()
    return gone


def _state(files):
    """A digest of what the files hold; a missing one holds nothing."""
    data = [path.read_bytes() if path.is_file() else b"" for path in files]
    return hashlib.sha256(b"\0".join(data)).hexdigest()


def _read(memory):
    """{stem: [key, state of its files]} of the last time; nothing where that is damaged."""
    try:
        found = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
