"""Links, pictures and raw HTML of a chapter: what points nowhere, or where nothing may point."""

import os
import re
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote, urlsplit

from book.headings import anchors, located, raw_tags
from book.parse import FIGURE, parse_chapter

SCHEMES = ("http", "https", "mailto")
GENERATED = "notebooks"
KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"
REFERENCE = re.compile(r"\[([^\[\]]+)\]\[([^\[\]]*)\]")
# markdown-it refuses such links and leaves them in the text; the site would not.
REFUSED = re.compile(
    r"(?:\]\(|^\[[^\]]+\]:)\s*<?\s*(javascript|vbscript|data|file):", re.IGNORECASE | re.MULTILINE
)
LOADS = ("src", "srcset", "poster", "data")


class Site:
    """The chapters of a book by path, parsed once, and the ids of their pages."""

    def __init__(self, book, chapters):
        self.docs, self.root = book.docs, book.root
        self.directories = (book.config or {}).get("use_directory_urls", True)
        self._chapters = {chapter.path.resolve(): chapter for chapter in chapters}
        self._anchors = {}

    def anchors(self, path):
        """The ids of the page that the chapter at `path` becomes."""
        path = path.resolve()
        if path not in self._anchors:
            chapter = self._chapters.get(path) or parse_chapter(path, self.root)
            self._anchors[path] = anchors(chapter)
        return self._anchors[path]

    def guess(self, target):
        """A hint at the file that `target`, a path that does not exist, was meant to name."""
        files = [path for path in sorted(self.docs.rglob("*")) if path.is_file()]
        names = [path.relative_to(self.docs).as_posix() for path in files]
        stem = f"{Path(os.path.normpath(target)).stem}.md"
        close = get_close_matches(os.path.normpath(target), names, 1, 0.75)
        close = [stem] if stem in names else close
        return f"did you mean `{close[0]}`?" if close else "correct the path"


def link_faults(chapter, site):
    """[(line, message)] for the links, pictures and raw HTML of `chapter`."""
    found, shown = [], {}
    for token in chapter.tokens:
        if token.type != "inline":
            continue
        for line, child in located(chapter, token):
            if child.type == "link_open":
                found += _link(chapter, site, line, child.attrs["href"])
            elif child.type == "image":
                found += _picture(chapter, site, line, child.attrs["src"], child.content)
                found += _shown_twice(shown, chapter, line, child.attrs["src"])
        found += _plain_brackets(chapter, token)
    for line, tag, attrs in raw_tags(chapter):
        found += _raw(chapter, site, line, tag, attrs)
    return found


def _split(address):
    """The parts of an address; None where it cannot be one."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _link(chapter, site, line, href):
    """Faults of one Markdown link; paths are relative to the chapter, as MkDocs takes them."""
    url = _split(href)
    if url is None:
        return [(line, f"`{href}` is no address: correct it")]
    if url.scheme:
        return [] if url.scheme in SCHEMES else [(line, _refused(url.scheme))]
    if url.netloc:
        return [(line, f"`{href}` names no scheme: write `https:{href}`")]
    path = unquote(url.path)
    if path.startswith("/"):
        return [(line, f"`{path}` starts at the server's root: {site.guess(path)}")]
    target = Path(os.path.normpath(chapter.path.parent / path)) if path else chapter.path
    if not target.is_relative_to(site.docs):
        return [(line, f"`{path}` lies outside `{site.docs.name}/`: link to a page of the book "
                       "or to a full address")]
    if target.relative_to(site.docs).parts[:1] == (GENERATED,):
        return []
    if not target.is_file():
        return [(line, f"there is no page `{path}`: {site.guess(path)}")]
    return _anchor(site, line, target, path, url.fragment)


def _anchor(site, line, target, path, fragment):
    if not fragment or target.suffix != ".md":
        return []
    ids, name = site.anchors(target), unquote(fragment)
    if name in ids:
        return []
    close = get_close_matches(name, sorted(ids), 1)
    hint = f"did you mean `#{close[0]}`?" if close else "link to one of its headings"
    return [(line, f"{f'`{path}`' if path else 'this page'} has no heading `#{name}`: {hint}")]


def _refused(scheme):
    return f"a `{scheme}:` link: link to a page, a file of the book or an `https:` address"


def _picture(chapter, site, line, src, alt):
    url = _split(src)
    if url is None:
        return [(line, f"`{src}` is no address: correct it")]
    if url.scheme or url.netloc:
        return [(line, f"the picture comes from elsewhere (`{url.netloc or url.scheme + ':'}`): "
                       "put the file into `docs/assets/` and show that")]
    found, path = _alt(line, src, alt), unquote(url.path)
    target = Path(os.path.normpath(chapter.path.parent / path))
    if target.is_relative_to(site.docs / "figures"):
        name = re.sub(r"[^a-z0-9]+", "-", target.stem.lower()).strip("-")
        name = f"figures/{chapter.stem}/{name}.svg"
        if path != name:
            return [*found, (line, f"`{path}` breaks the one-stem rule: write `{name}`")]
    # A figure line without a file is for the recorder: it knows whether the cell above draws it
    if not target.is_file() and not FIGURE.match(chapter.lines[line - 1]):
        found.append((line, f"there is no picture `{path}`: {site.guess(path)}"))
    return found


def _alt(line, src, alt):
    """Faults of a picture's alt text."""
    def plain(text):
        return re.sub(r"[\s_-]+", " ", text).strip().casefold()

    file = Path(unquote(urlsplit(src).path))
    if not (alt or "").strip():
        return [(line, f"`{file}` has no alt text: say between the brackets what there is to see")]
    if plain(alt) in (plain(file.name), plain(file.stem)):
        return [(line, f"the alt text `{alt}` only repeats the file name: "
                       "say what there is to see")]
    return []


def _shown_twice(shown, chapter, line, src):
    if not src.startswith("figures/"):
        return []
    first = shown.setdefault(src, line)
    return [] if first == line else [(line, f"`{src}` is already shown on line {first}: "
                                            "give each figure a name of its own")]


def _plain_brackets(chapter, inline):
    """Links that stayed text: a reference without a target, an address the parser refused."""
    found, text, lines = [], "", []
    for line, child in located(chapter, inline):
        if child.type == "text":
            text += child.content
        elif child.type == "code_inline":
            text += "`…`"
        elif child.type in ("softbreak", "hardbreak"):
            text += "\n"
        lines += [line] * (len(text) - len(lines))
    for match in REFUSED.finditer(text):
        found.append((lines[match.start()], _refused(match[1].lower())))
    for match in REFERENCE.finditer(text):
        label = match[2] or match[1]
        found.append((lines[match.start()],
                      f"the reference `[{label}]` is defined nowhere: "
                      f"add a line `[{label}]: page.md`"))
    return found


def _raw(chapter, site, line, tag, attrs):
    if tag == "script":
        return [(line, "a raw `<script>`: put the code into a module in `docs/assets/`")]
    found = []
    for name, value in attrs.items():
        value = (value or "").strip()
        scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", re.sub(r"[\s\x00-\x1f]", "", value), re.I)
        if re.fullmatch(r"on(?!e$|ce$|ly$)[a-z]+", name):
            found.append((line, f"`{name}=` runs code from the page: "
                                "put it into a module in `docs/assets/`"))
        elif name in ("href", "src", "action", "formaction", "xlink:href") and scheme:
            if scheme[1].lower() not in SCHEMES:
                found.append((line, _refused(scheme[1].lower())))
        if name in LOADS and re.match(r"(https?:)?//", value, re.I):
            found.append((line, f"`<{tag}>` loads from elsewhere (`{value.split('/')[2]}`): "
                                "put the file into `docs/assets/` and use that"))
    if not found and tag == "img":
        found = _raw_picture(chapter, site, line, attrs)
    if not found and tag == "a" and attrs.get("href"):
        found = _raw_link(chapter, site, line, attrs["href"])
    return found


def _served(chapter, site, path):
    """The file of `docs/` that a browser on the chapter's page gets for the relative `path`.

    MkDocs mends paths in Markdown only; those in raw HTML start where the page is served.
    """
    moved = site.directories and chapter.stem not in ("index", "README")
    start = chapter.path.parent / chapter.stem if moved else chapter.path.parent
    target = Path(os.path.normpath(start / path))
    if target.is_file() and target.suffix != ".md":
        return target
    pages = (target / "index.md", target.parent / f"{target.stem}.md")
    served = target.suffix == ("" if site.directories else ".html")
    return next((page for page in pages if served and page.is_file()), None)


def _raw_picture(chapter, site, line, attrs):
    src = attrs.get("src") or ""
    url = _split(src)
    if not url or not url.path or not _served(chapter, site, unquote(url.path)):
        return [(line, f"the raw `<img>` finds no file at `{src}`: "
                       "write `![what it shows](path)` instead")]
    return _alt(line, src, attrs.get("alt"))


def _raw_link(chapter, site, line, href):
    url = _split(href)
    if url is None or url.scheme or url.netloc:
        return []
    if not url.path:
        return _anchor(site, line, chapter.path, "", url.fragment)
    target = _served(chapter, site, unquote(url.path))
    if not target:
        return [(line, f"the raw link `{href}` leads nowhere: write `[text](page.md)` instead")]
    return _anchor(site, line, target, url.path, url.fragment)
