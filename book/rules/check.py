"""The Markdown rules: what `mkdocs build --strict` lets pass, and the form of a chapter.

Nothing here runs code or needs torch. What `book.reading.parse` reports by itself (fences, cells,
includes, values, blocks, exercises, encoding) is not repeated here.
"""

import ast
import os
import re
import warnings
from difflib import get_close_matches
from pathlib import Path

from book.ground.faults import Fault, shown_path
from book.reading.exports import FOLDER as EXPORTS
from book.reading.headings import heading_faults
from book.reading.includes import sections_of, sources
from book.rules.links import GENERATED, KEBAB, Site, link_faults
from book.rules.snippets import import_faults, lint_snippets

__all__ = ["lint", "lint_snippets"]

INDENTED = re.compile(r'^[\s>]*(?P<mark>!!!|\?\?\?\+?|===[!+]?)\s*[\w"]')
FOREIGN = re.compile(r"^[\s>]*(:::+\s*\w|\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\])", re.I)
# Control characters, and those that turn the direction of what follows them
HIDDEN = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # what MkDocs makes pages of
ABOVE_LIST = ("#", "///", "    ", "---", "<!--")
PRINTED = ("output", "pytb", "text")


def lint(book, chapters):
    """The faults of `chapters` (parsed); where these are all, also of files and of `snippets/`.

    Links are followed into every chapter of `book`, whether it is among `chapters` or not.
    """
    site = Site(book, chapters)
    faults = [fault for chapter in chapters for fault in _chapter(chapter, site)]
    given = {chapter.path.resolve() for chapter in chapters}
    if given >= {path.resolve() for path in book.chapters}:
        faults += _names(book) + _nav(book) + _orphans(book, chapters) + _symlinks(book)
        # Other folders of chapters embed what they like, and the package is not theirs.
        if book.docs == book.root / "docs":
            faults += lint_snippets(book) + _unused(book, chapters)
    # A chapter that embeds what is broken tells the place of it already
    told = {fault.message for chapter in chapters for fault in chapter.faults}
    return sorted(fault for fault in set(faults) if str(fault) not in told)


def _chapter(chapter, site):
    """The faults that one chapter shows by itself."""
    if not chapter.lines:
        return []  # parse said why
    found = [
        *_text(chapter),
        *_lists(chapter),
        *_imports(chapter),
        *heading_faults(chapter),
        *link_faults(chapter, site),
    ]
    return [Fault(chapter.shown, line, message) for line, message in found]


def _text(chapter):
    found, tabs = [], []
    printed = {
        line
        for fence in chapter.fences
        if fence.language in PRINTED
        for line in range(fence.line, fence.end + 1)
    }
    code = chapter.code_lines()
    for number, line in enumerate(chapter.lines, start=1):
        if "\t" in line and number not in printed:
            tabs.append(number)
        if (sign := HIDDEN.search(line)) and number not in printed:
            found.append((number, f"the hidden character U+{ord(sign[0]):04X}: remove it"))
        if number in code:
            continue
        if "<!-->" in line or "<!--->" in line:
            found.append((number, "a comment that ends where it begins: write `<!-- words -->`"))
        if FOREIGN.match(line):
            found.append(
                (
                    number,
                    "a note in a form that the site shows as text: "
                    "write `/// note | Title`, and `///` to close it",
                )
            )
        if match := INDENTED.match(line):
            block = {"!": "note", "?": "details", "=": "tab"}[match["mark"][0]]
            mark = match["mark"]
            found.append(
                (
                    number,
                    f"`{mark}` needs an indented body, which other tools read as code"
                    f": write `/// {block} | Title`, and `///` to close it",
                )
            )
    if tabs:
        others = f" (as on {len(tabs) - 1} more)" if len(tabs) > 1 else ""
        found.append((tabs[0], f"a tab in this line{others}: use spaces"))
    return found


def _lists(chapter):
    """Lists and tables that GitHub shows and Python-Markdown runs into the paragraph above."""
    for token in chapter.tokens:
        if not token.type.endswith(("_list_open", "table_open")):
            continue
        line, what = token.map[0] + 1, "table" if token.type == "table_open" else "list"
        above = chapter.lines[line - 2] if line > 1 else ""
        indent = len(chapter.lines[line - 1]) - len(chapter.lines[line - 1].lstrip())
        if token.level and 0 < indent < 4:
            yield line, f"the site shows a {what} in a list only from four spaces on: indent it so"
        elif not token.level and above.strip() and not above.startswith(ABOVE_LIST):
            yield line, f"the site shows no {what} without a blank line above it: add one"


def _imports(chapter):
    """A chapter takes from `snippets/` names only, so that a copy can inline what it needs."""
    for cell in chapter.cells:
        if cell.language != "python" or cell.include:
            continue
        try:
            with warnings.catch_warnings(action="ignore"):
                tree = ast.parse(cell.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue  # the run blames the line
        for line, message in import_faults(tree):
            yield cell.fence.line + line, message


def _names(book):
    """Chapters whose file does not name one kebab-case stem, right in the folder of chapters."""
    faults = []
    for path in sorted(book.docs.rglob("*")):
        inside = path.relative_to(book.docs)
        if inside.parts[0] == GENERATED or path.suffix.lower() not in PAGES:
            continue
        stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "what-it-is-about"
        kebab = re.fullmatch(KEBAB, path.stem) and path.suffix == ".md"
        if len(inside.parts) > 1 or not kebab:
            faults.append(
                Fault(
                    shown_path(path, book.root),
                    1,
                    f"`{inside.as_posix()}` breaks the one-stem rule: name it `{stem}.md`",
                )
            )
    return faults


def _nav(book):
    """Pages and the nav of mkdocs.yml, held against each other."""
    if book.nav is None:
        return []
    config = book.docs.parent / "mkdocs.yml"
    rows = config.read_text(encoding="utf-8").splitlines()
    shown, pages = shown_path(config, book.root), [path.name for path in book.chapters]
    faults, seen, line = [], set(), 0
    for _, _, target in book.nav:
        target = str(target)
        name = re.compile(rf"(?<![\w/-]){re.escape(target)}(?!\w)")
        below = range(line + 1, len(rows) + 1)
        line = next((number for number in below if name.search(rows[number - 1])), line or 1)
        if target in seen:
            faults.append(Fault(shown, line, f"the nav names `{target}` twice: remove one line"))
        seen.add(target)
        file = Path(os.path.normpath(book.docs / target))
        inside = file.is_relative_to(book.docs) and file.is_file()
        if "://" in target or target.startswith(f"{GENERATED}/") or inside:
            continue
        close = get_close_matches(target, pages, 1)
        hint = f"write `{close[0]}`" if close else "write the page, or remove the line"
        faults.append(Fault(shown, line, f"the nav names `{target}`, which does not exist: {hint}"))
    for path in book.chapters:
        if path.name not in seen:
            faults.append(
                Fault(
                    shown_path(path, book.root),
                    1,
                    f"the page is missing from the nav: add a line `- {path.name}` to {shown}",
                )
            )
    return faults


def _orphans(book, chapters):
    """Recorded files that no chapter owns any more."""
    used = {
        os.path.normpath(chapter.path.parent / token.attrs["src"])
        for chapter in chapters
        for inline in chapter.tokens
        for token in inline.children or []
        if token.type == "image"
    }
    faults = []
    for path in _files(book.docs / "figures"):
        if str(path) not in used:
            faults.append(
                Fault(
                    shown_path(path, book.root),
                    1,
                    "no chapter shows this figure: remove the file, or show it below its cell",
                )
            )
    stems = {chapter.stem for chapter in chapters}
    for path in _files(book.docs / "assets" / "copies"):
        if path.suffix != ".json" or path.stem not in stems:
            faults.append(Fault(shown_path(path, book.root), 1, "no chapter has this stem: remove the file"))
    return faults + _unexported(book, chapters)


def _unexported(book, chapters):
    """Faults for files that no chapter exports any more."""
    wanted = {export.path(chapter) for chapter in chapters for export in chapter.exports}
    found = sorted(
        path for path in (book.docs / EXPORTS).rglob("*") if path.is_file() and not path.name.startswith(".")
    )
    return [
        Fault(shown_path(path, book.root), 1, "no chapter exports this file: remove it")
        for path in found
        if path not in wanted
    ]


def _files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _symlinks(book):
    """Links in the file system that would publish or embed what lies outside."""
    faults = []
    for home in (book.docs, book.root / "snippets"):
        for folder, folders, files in os.walk(home):
            for path in (Path(folder, name) for name in [*folders, *files]):
                if path.is_symlink() and not path.resolve().is_relative_to(home.resolve()):
                    faults.append(
                        Fault(
                            shown_path(path, book.root),
                            1,
                            f"a symlink to outside `{home.name}/`: put the file itself here",
                        )
                    )
    return faults


def _unused(book, chapters):
    """Sections of `snippets/` that no cell embeds."""
    if any(chapter.faults for chapter in chapters):
        return []  # what a chapter embeds is not known before it can be read
    embedded = {
        (cell.include.file.resolve(), cell.include.section)
        for chapter in chapters
        for cell in chapter.cells
        if cell.include
    }
    faults = []
    for path in sources(book.root):
        try:
            sections = sections_of(path)[0].values()
        except UnicodeDecodeError:
            continue  # lint_snippets says so
        for section in sections:
            if (path.resolve(), section.name) not in embedded:
                faults.append(
                    Fault(
                        shown_path(path, book.root),
                        section.first - 1,
                        f"no chapter embeds the section `{section.name}`: embed it, or remove its markers",
                    )
                )
    return faults
