"""What readers get who are no browsers: each page as Markdown beside its HTML, and llms.txt, which names
them all, in the form of llmstxt.org."""

import posixpath

from book.ground.outputs import fence_around
from book.reading.built import PLACE
from book.reading.parse import parse_chapter
from book.site.card import description_of, title_of
from book.site.course import with_tables
from book.site.prose import Prose

LLMS = "llms.txt"
OPTIONAL = "Optional"  # what llmstxt.org calls the section that may be left out
NOTE = (
    "Each page is executable: its code ran from top to bottom, and what stands below a cell is what that run gave. "
    "The links lead to plain Markdown; without `index.md` at their end they lead to the pages that a browser shows."
)


def plain_texts(site, book, chapters, tables):
    """{name: text} of the pages of `site` that are `chapters` of `book`, by their files, as Markdown with
    `tables`, and of its llms.txt."""
    pages, texts = {file: page for file in chapters if site.holds(page := page_of(file))}, {}
    for file, page in pages.items():
        chapter, name = chapters[file], plain_name(page)
        if PLACE.search(chapter.text):
            chapter = parse_chapter(chapter.path, chapter.root, with_tables(chapter.text, tables))
        texts[name] = plain(chapter, posixpath.dirname(name))
    return texts | {LLMS: llms(site, book, pages)}


def page_of(file):
    """The page of the site that is made from a file of docs/."""
    stem = file.removesuffix(".md")
    return "index.html" if stem == "index" else f"{stem}/index.html"


def plain_name(page):
    """The name in the site of a page as Markdown."""
    return page.removesuffix(".html") + ".md"


def plain(chapter, folder):
    """A chapter as Markdown that needs nothing of ours, for a file in `folder` of the site."""

    def address(target):
        file, mark, anchor = target.partition("#")
        if file.endswith(".md"):
            file = plain_name(page_of(file))
        return posixpath.relpath(file, folder or ".") + mark + anchor

    prose, parts, at = Prose(chapter, address), [], chapter.front_lines + 1
    for cell in chapter.cells:
        parts += [prose.between(at, cell.fence.line), _fenced(chapter, cell.fence, cell.source)]
        parts += [_fenced(chapter, fence, fence.body) for fence in cell.records.values()]
        parts += [f"![{figure.alt}]({address(figure.target)})" for figure in cell.figures]
        at = cell.fence.end + 1
    parts.append(prose.between(at, len(chapter.lines) + 1))
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def _fenced(chapter, fence, body):
    """The fence with its own first line, around what it embeds."""
    ticks = fence_around(body)
    return f"{ticks}{chapter.lines[fence.line - 1].lstrip('`')}\n{body}\n{ticks}"


def llms(site, book, pages):
    """The text of llms.txt: the `pages`, by the groups of the nav; those that are looked things up in
    come last."""
    config, groups, optional = book.config or {}, {}, {*book.part("appendix")}
    for group, _, file in book.nav or [(None, None, file) for file in pages]:
        if file in pages:
            title = OPTIONAL if file in optional else group or "Pages"
            groups.setdefault(title, []).append(pages[file])
    rows = [f"# {config.get('site_name')}"]
    if said := config.get("site_description"):
        rows += ["", f"> {' '.join(said.split())}"]
    rows += ["", NOTE]
    for title in sorted(groups, key=OPTIONAL.__eq__):
        rows += ["", f"## {title}", "", *(_entry(site, page) for page in groups[title])]
    return "\n".join(rows) + "\n"


def _entry(site, page):
    text = site.read(page)
    said = description_of(site, text)
    return f"- [{title_of(text)}]({site.address}{plain_name(page)})" + (f": {said}" if said else "")
