"""Books of a few lines, for tests."""

import re

from book.reading.book import Book
from book.reading.parse import parse_chapter


def tiny_book(tmp_path, **files):
    """Write a book into `tmp_path` and give its Book.

    A plain key is a chapter: `by_hand="# Title"` writes docs/by-hand.md. Any other key is a path in
    the book, e.g. `**{"snippets/a.py": "…"}`. The nav lists the chapters in the order given, unless
    `files` holds a mkdocs.yml of its own; `nav={"Appendix": ["words"]}` makes some its appendix.
    """
    groups = files.pop("nav", {})
    texts = {
        (key if "." in key or "/" in key else f"docs/{key.replace('_', '-')}.md"): text
        for key, text in files.items()
    }
    pages = [path[5:] for path in texts if path.startswith("docs/") and path.endswith(".md")]
    grouped = [f"{stem}.md" for stems in groups.values() for stem in stems]
    rows = ["site_name: Tiny", *["nav:"] * bool(pages)]
    rows += [f"  - {page}" for page in pages if page not in grouped]
    for group, stems in groups.items():
        rows += [f"  - {group}:", *[f"      - {stem}.md" for stem in stems]]
    rows += ["extra:", f"  appendix: [{', '.join(groups)}]"] if groups else []
    texts.setdefault("mkdocs.yml", "\n".join(rows) + "\n")
    (tmp_path / "docs").mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Book(tmp_path)


def looks_of(root, *nav):
    """The settings, styles and theme of the book at `root`, with another nav, for `tiny_book`."""
    rows = "".join(f"  - {page}\n" for page in nav)
    settings = (root / "mkdocs.yml").read_text()
    files = {"mkdocs.yml": re.sub(r"nav:\n(?:  .*\n)+\n", f"nav:\n{rows}\n", settings)}
    for folder in ("docs/assets/css", "docs/assets/js", "book/site/theme"):
        for path in (root / folder).rglob("*.*"):
            if path.is_file():
                files[path.relative_to(root).as_posix()] = path.read_bytes()
    return files


def parsed(book):
    """The chapters of a book, parsed, in its order."""
    return [parse_chapter(path, book.root) for path in book.chapters]
