"""The files of a book: their names, the nav that names them, and those that no chapter owns."""

import os
import re
from difflib import get_close_matches
from pathlib import Path

from book.ground.faults import Fault
from book.ground.files import files_below, walk
from book.reading.exports import FOLDER as EXPORTS
from book.reading.figures import narrow_of
from book.reading.includes import sections_of, sources
from book.rules.context import GENERATED

KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"
PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # what MkDocs makes pages of


def stems(context):
    for path in map(Path, files_below(context.docs)):
        inside = path.relative_to(context.docs)
        if inside.parts[0] == GENERATED or path.suffix.lower() not in PAGES:
            continue
        stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "what-it-is-about"
        kebab = re.fullmatch(KEBAB, path.stem) and path.suffix == ".md"
        if len(inside.parts) > 1 or not kebab:
            name = inside.as_posix()
            yield Fault(context.shown(path), 1, f"`{name}` breaks the one-stem rule: name it `{stem}.md`")


def nav(context):
    if context.book.nav is None:
        return
    config = context.docs.parent / "mkdocs.yml"
    rows = config.read_text(encoding="utf-8").splitlines()
    shown, pages = context.shown(config), [path.name for path in context.book.chapters]
    seen, line = set(), 0
    for target in context.order:
        name = re.compile(rf"(?<![\w/-]){re.escape(target)}(?!\w)")
        below = range(line + 1, len(rows) + 1)
        line = next((number for number in below if name.search(rows[number - 1])), line or 1)
        if target in seen:
            yield Fault(shown, line, f"the nav names `{target}` twice: remove one line")
        seen.add(target)
        file = Path(os.path.normpath(context.docs / target))
        inside = file.is_relative_to(context.docs) and file.is_file()
        if "://" in target or inside:
            continue
        close = get_close_matches(target, pages, 1)
        hint = f"write `{close[0]}`" if close else "write the page, or remove the line"
        yield Fault(shown, line, f"the nav names `{target}`, which does not exist: {hint}")


def pages_in_the_nav(context):
    config = context.shown(context.docs.parent / "mkdocs.yml")
    if context.book.nav is None:
        return
    for path in context.book.chapters:
        if path.name not in context.order:
            yield Fault(
                context.shown(path),
                1,
                f"the page is missing from the nav: add a line `- {path.name}` to {config}",
            )


def _files(folder):
    return [path for path in map(Path, files_below(folder)) if path.is_file()]


def figures(context):
    used = {
        os.path.normpath(chapter.path.parent / token.attrs["src"])
        for chapter in context.chapters
        for inline in chapter.tokens
        for token in inline.children or []
        if token.type == "image"
    }
    used |= {str(narrow_of(Path(path))) for path in used}
    for path in _files(context.docs / "figures"):
        if str(path) not in used:
            yield Fault(
                context.shown(path),
                1,
                "no chapter shows this figure: remove the file, or show it below its cell",
            )


def exports(context):
    wanted = {export.path(chapter) for chapter in context.chapters for export in chapter.exports}
    for path in _files(context.docs / EXPORTS):
        if path not in wanted:
            yield Fault(context.shown(path), 1, "no chapter exports this file: remove it")


def symlinks(context):
    for home in (context.docs, context.root / "snippets"):
        for folder, folders, files in walk(home):
            for path in (Path(folder, name) for name in [*folders, *files]):
                if path.is_symlink() and not path.resolve().is_relative_to(home.resolve()):
                    message = f"a symlink to outside `{home.name}/`: put the file itself here"
                    yield Fault(context.shown(path), 1, message)


def sections(context):
    if any(chapter.faults for chapter in context.chapters):
        return  # what a chapter embeds is not known before it can be read
    embedded = {
        (cell.include.file.resolve(), cell.include.section)
        for chapter in context.chapters
        for cell in chapter.cells
        if cell.include
    }
    for path in sources(context.root):
        try:
            found = sections_of(path)[0].values()
        except UnicodeDecodeError:
            continue  # another rule says so
        for section in found:
            if (path.resolve(), section.name) not in embedded:
                yield Fault(
                    context.shown(path),
                    section.first - 1,
                    f"no chapter embeds the section `{section.name}`: embed it, or remove its markers",
                )
