"""Links, pictures and raw HTML of a chapter: what points nowhere, or where nothing may point."""

import os
import re
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from book.reading.cells import FIGURE
from book.reading.headings import anchors, located, raw_tags
from book.reading.parse import parse_chapter

SCHEMES = ("http", "https", "mailto")
GENERATED = "notebooks"
KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"
REFERENCE = re.compile(r"\[([^\[\]]+)\]\[([^\[\]]*)\]")
# markdown-it refuses such links and leaves them in the text; the site would not.
REFUSED = re.compile(
    r"(?:\]\(|^\[(?P<label>[^\[\]]+)\]:|<)\s*<?\s*(?P<scheme>javascript|vbscript|data|file):",
    re.IGNORECASE | re.MULTILINE,
)
PLAIN = (
    (
        re.compile(r"\]\(|\] \([\w./-]+\.md\b"),
        "no link: write `[text](address)` without a blank in or before the address",
    ),
    (re.compile(r"\[\^[^\[\]\s]+\]"), "the site has no footnotes: say it in the text"),
    # What the site reads as a tag although CommonMark does not
    (
        re.compile(r"<[a-z][\w-]*/[^\s<>]", re.IGNORECASE),
        "a tag with a `/` inside: put a blank there, or write `&lt;` for the sign",
    ),
)
GUESSES = 100  # the nearest of some thousand names takes milliseconds to find
ESCAPED_TAG = re.compile(r"\\<[a-z/!?]", re.IGNORECASE)
SETTINGS = re.compile(r"\{:?[^{}\n]*\}")
CLOSING = ("link_close", "image", "em_close", "strong_close", "code_inline")
LOADS = ("src", "srcset", "poster", "data", "background")
FOREIGN = {
    "script": "put the code into a module in `docs/assets/`",
    "style": "put the rules into a stylesheet in `docs/assets/css/`",
    "link": "name the file in mkdocs.yml",
    **dict.fromkeys(
        ("iframe", "frame", "object", "embed", "applet", "base", "meta", "form"),
        "a page holds no other page, plugin or form: link to it instead",
    ),
    **{f"h{n}": f"write `{'#' * n} ` in front of the words" for n in range(1, 7)},
}


class Site:
    """The chapters of a book by path, parsed once, and the ids of their pages."""

    def __init__(self, book, chapters):
        self.docs, self.root, self._book = book.docs, book.root, book
        self.directories = (book.config or {}).get("use_directory_urls", True)
        self._chapters = {chapter.path.resolve(): chapter for chapter in chapters}
        self._anchors, self._guesses = {}, 0

    def anchors(self, path):
        """The ids of the page that the chapter at `path` becomes."""
        path = path.resolve()
        if path not in self._anchors:
            chapter = self._chapters.get(path) or parse_chapter(path, self.root)
            self._anchors[path] = anchors(chapter)
        return self._anchors[path]

    @cached_property
    def generated(self):
        """The notebooks that the site will hold."""
        named = {str(target) for _, _, target in self._book.nav or []}
        made = {f"{GENERATED}/{path.stem}.ipynb" for path in self._book.chapters}
        return made | {name for name in named if name.startswith(f"{GENERATED}/")}

    @cached_property
    def _files(self):
        files = (path for path in self.docs.rglob("*") if path.is_file())
        return {path.relative_to(self.docs).as_posix() for path in files}

    def close(self, name, names, cutoff):
        """What of `names` was perhaps meant by `name`; nothing once GUESSES were looked for."""
        self._guesses += 1
        if self._guesses > GUESSES:
            return []
        return get_close_matches(name, sorted(names), 1, cutoff)

    def guess(self, target):
        """A hint at the file that `target`, a path that does not exist, was meant to name."""
        path = os.path.normpath(target)
        stem = f"{Path(path).stem}.md"
        close = [stem] if stem in self._files else self.close(path, self._files, 0.75)
        return f"did you mean `{close[0]}`?" if close else "correct the path"


def link_faults(chapter, site):
    """[(line, message)] for the links, pictures and raw HTML of `chapter`."""
    found, texts = [], []
    for token in chapter.tokens:
        if token.type != "inline":
            continue
        for line, child in located(chapter, token):
            if child.type == "link_open":
                found += _link(chapter, site, line, child.attrs["href"])
                found += _unseen(token, child, line)
            elif child.type == "image":
                found += _picture(chapter, site, line, child.attrs["src"], child.content)
        texts.append(_as_read(chapter, token))
        found += _settings(chapter, token)
    found += _plain_brackets(texts)
    for line, tag, attrs in raw_tags(chapter):
        found += _raw(chapter, site, line, tag, attrs)
    return found


def _split(address):
    """The parts of an address; None where it cannot be one."""
    try:
        url = urlsplit(address)
    except ValueError:
        return None
    nowhere = url.scheme in SCHEMES and not (url.path if url.scheme == "mailto" else url.netloc)
    return None if nowhere else url


def _unseen(inline, link, line):
    """A link without words, which nobody can follow."""
    at = next(n for n, child in enumerate(inline.children) if child is link)
    if inline.children[at + 1].type != "link_close":
        return []
    href = link.attrs["href"]
    return [(line, f"the link to `{href}` shows nothing: put words into its brackets")]


def _link(chapter, site, line, href):
    """Faults of one Markdown link; paths are relative to the chapter, as MkDocs takes them."""
    if href in ("", "#"):
        return [(line, "the link leads nowhere: put an address into its parentheses")]
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
        return [
            (
                line,
                f"`{path}` lies outside `{site.docs.name}/`: link to a page of the book or to a full address",
            )
        ]
    if target.relative_to(site.docs).as_posix() in site.generated:
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
    close = site.close(name, ids, 0.6)
    hint = f"did you mean `#{close[0]}`?" if close else "link to one of its headings"
    return [(line, f"{f'`{path}`' if path else 'this page'} has no heading `#{name}`: {hint}")]


def _refused(scheme):
    return f"a `{scheme}:` link: link to a page, a file of the book or an `https:` address"


def _picture(chapter, site, line, src, alt):
    url = _split(src)
    if url is None:
        return [(line, f"`{src}` is no address: correct it")]
    if url.scheme or url.netloc:
        return [
            (
                line,
                f"the picture comes from elsewhere (`{url.netloc or url.scheme + ':'}`): "
                "put the file into `docs/assets/` and show that",
            )
        ]
    found, path = _alt(line, src, alt), unquote(url.path)
    target = Path(os.path.normpath(chapter.path.parent / path))
    if target.is_relative_to(site.docs / "figures"):
        name = re.sub(r"[^a-z0-9]+", "-", target.stem.lower()).strip("-")
        name = f"figures/{chapter.stem}/{name}.svg"
        if path != name:
            return [*found, (line, f"`{path}` breaks the one-stem rule: write `{name}`")]
        # What is a figure line is the recorder's: it knows whether the cell above draws it
        if not FIGURE.match(chapter.lines[line - 1]):
            found.append(
                (
                    line,
                    "nothing compares this figure with its cell: put "
                    "`![what it shows](path)`, and nothing else, on a line below it",
                )
            )
    elif not target.is_file():
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
        return [(line, f"the alt text `{alt}` only repeats the file name: say what there is to see")]
    return []


def _as_read(chapter, inline):
    """The text of an inline token, and for each of its characters the line."""
    text, lines = "", []
    for line, child in located(chapter, inline):
        if child.type == "text":
            text += child.content
        elif child.type == "code_inline":
            text += "`…`"
        elif child.type in ("softbreak", "hardbreak"):
            text += "\n"
        lines += [line] * (len(text) - len(lines))
    return text, lines


def _plain_brackets(texts):
    """Links that stayed text: a reference without a target, an address the parser refused."""
    found, labels = [], set()
    for text, lines in texts:
        for match in REFUSED.finditer(text):
            found.append((lines[match.start()], _refused(match["scheme"].lower())))
            labels.add((match["label"] or "").casefold())
    for text, lines in texts:
        for match in REFERENCE.finditer(text):
            label = (match[2] or match[1]).strip()
            if label.casefold() not in labels:
                found.append(
                    (
                        lines[match.start()],
                        f"the reference `[{label}]` is defined nowhere: add a line `[{label}]: page.md`",
                    )
                )
        for pattern, message in PLAIN:
            found += [
                (lines[match.start()], message)
                for match in pattern.finditer(text)
                if not REFUSED.match(text, match.start())
            ]
    return found


def _settings(chapter, inline):
    """Braces that the site takes for attributes, and escapes that it does not know."""
    found, before = [], None
    for line, child in located(chapter, inline):
        text = child.content if child.type == "text" else ""
        alone = before is None or before.type == "softbreak"
        if (before and before.type in CLOSING and SETTINGS.match(text)) or (
            alone and SETTINGS.fullmatch(text.strip())
        ):
            found.append(
                (line, "the site takes these braces for attributes: remove them, or put a blank in front")
            )
        if re.search("<[a-zA-Z/!?]", text) and ESCAPED_TAG.search(chapter.lines[line - 1]):
            found.append((line, "the site does not know `\\<` and reads a tag: write `&lt;`"))
        before = child
    return found


def _raw(chapter, site, line, tag, attrs):
    if tag in FOREIGN:
        return [(line, f"a raw `<{tag}>`: {FOREIGN[tag]}")]
    found = []
    for name, value in attrs.items():
        value = re.sub(r"[\s\x00-\x1f]", "", value or "").replace("\\", "/")
        scheme = re.match(r"([a-z][a-z0-9+.-]*):", value, re.I)
        leads = name in ("href", "xlink:href")
        loads = name in LOADS or leads and tag not in ("a", "area")
        elsewhere = re.search(r"(?:^|,)(?:https?:)?//([^/,]*)", value, re.I) if loads else None
        if re.fullmatch(r"on(?!e$|ce$|ly$)[a-z]+", name):
            found.append((line, f"`{name}=` runs code from the page: put it into a module in `docs/assets/`"))
        elif name == "style":
            found.append(
                (
                    line,
                    "`style=` in a page: give a class, and put the rules into a "
                    "stylesheet in `docs/assets/css/`",
                )
            )
        elif elsewhere:
            found.append(
                (
                    line,
                    f"`<{tag}>` loads from elsewhere (`{elsewhere[1]}`): "
                    "put the file into `docs/assets/` and use that",
                )
            )
        elif (leads or name == "src") and scheme and scheme[1].lower() not in SCHEMES:
            found.append((line, _refused(scheme[1].lower())))
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
        return [(line, f"the raw `<img>` finds no file at `{src}`: write `![what it shows](path)` instead")]
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
