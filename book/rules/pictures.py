"""Pictures of a chapter: where they come from, what they are called, and their alt texts."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from book.ground.addresses import parts_of
from book.reading.cells import FIGURE
from book.reading.headings import children
from book.rules.raw import passed


def _shown(chapter):
    """(line, address, alt text) of the pictures in Markdown."""
    for _, line, child in children(chapter):
        if child.type == "image":
            yield line, child.attrs["src"], child.content


def _of_the_book(chapter):
    """The same, with the address as a path, of those that do not come from elsewhere."""
    for line, src, alt in _shown(chapter):
        url = parts_of(src)
        if url is not None and not (url.scheme or url.netloc):
            yield line, unquote(url.path), src, alt


def alt_texts(chapter, context):
    raw = [
        (line, attrs.get("src") or "", attrs.get("alt"))
        for line, attrs in passed(chapter, "img")
        if _served(chapter, context, attrs)
    ]
    for line, src, alt in [*((line, src, alt) for line, _, src, alt in _of_the_book(chapter)), *raw]:
        file = Path(unquote(urlsplit(src).path))
        if not (alt or "").strip():
            yield line, f"`{file}` has no alt text: say between the brackets what there is to see"
        elif _plain(alt) in (_plain(file.name), _plain(file.stem)):
            yield line, f"the alt text `{alt}` only repeats the file name: say what there is to see"


def _plain(text):
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()


def from_elsewhere(chapter, context):
    for line, src, _ in _shown(chapter):
        url = parts_of(src)
        if url is None:
            yield line, f"`{src}` is no address: correct it"
        elif url.scheme or url.netloc:
            yield (
                line,
                f"the picture comes from elsewhere (`{url.netloc or url.scheme + ':'}`): "
                "put the file into `docs/assets/` and show that",
            )


def files(chapter, context):
    for line, path, *_ in _of_the_book(chapter):
        target = Path(os.path.normpath(chapter.path.parent / path))
        if not target.is_relative_to(context.docs / "figures") and not target.is_file():
            yield line, f"there is no picture `{path}`: {context.guess(path)}"


def figures(chapter, context):
    for line, path, *_ in _of_the_book(chapter):
        target = Path(os.path.normpath(chapter.path.parent / path))
        if not target.is_relative_to(context.docs / "figures"):
            continue
        name = re.sub(r"[^a-z0-9]+", "-", target.stem.lower()).strip("-")
        name = f"figures/{chapter.stem}/{name}.svg"
        if path != name:
            yield line, f"`{path}` breaks the one-stem rule: write `{name}`"
        # What is a figure line is the recorder's: it knows whether the cell above draws it
        elif not FIGURE.match(chapter.lines[line - 1]):
            yield (
                line,
                "nothing compares this figure with its cell: put "
                "`![what it shows](path)`, and nothing else, on a line below it",
            )


def raw_files(chapter, context):
    for line, attrs in passed(chapter, "img"):
        if not _served(chapter, context, attrs):
            src = attrs.get("src") or ""
            yield line, f"the raw `<img>` finds no file at `{src}`: write `![what it shows](path)` instead"


def _served(chapter, context, attrs):
    url = parts_of(attrs.get("src") or "")
    return bool(url and url.path and context.served(chapter, unquote(url.path)))
