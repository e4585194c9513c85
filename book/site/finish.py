"""The last hand on the pages of a built site. They are edited as text: nothing else in them changes."""

import base64
import hashlib
import html
import json
import re
import shutil
from fnmatch import fnmatch
from functools import partial
from itertools import count
from pathlib import Path, PurePosixPath

from book.ground.files import write_atomically
from book.ground.forks import shared
from book.reading.figures import narrow_of
from book.reading.parse import parse_chapter
from book.site.built import SCRIPT
from book.site.card import PICTURE, with_card
from book.site.course import tables_of, write_tables
from book.site.dress import carry, dressed, write_sitemap
from book.site.edition import OURS, bind
from book.site.heavy import DIGITS, PYTHON, allowed_elsewhere, write_elsewhere
from book.site.light import light_file, light_page
from book.site.paper import for_paper
from book.site.places import place_of
from book.site.plain import plain_texts
from book.site.styles import css_of, join_styles
from book.site.terms import with_terms

VALUE = re.compile(r"<!--(?:=.*?|/)-->", re.DOTALL)
CHARSET = '<meta charset="utf-8">'
POLICY = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'{elsewhere}"
)
IMAGE = re.compile(r'<img alt="(?P<alt>[^"]*)" src="(?P<src>[^"]+\.svg)"(?: title="[^"]*")?\s*/?>')
SIZE = re.compile(
    r'<svg\b[^>]*?\bwidth="([\d.]+)pt"[^>]*?\bheight="([\d.]+)pt"|'
    r'<svg\b[^>]*?\bheight="([\d.]+)pt"[^>]*?\bwidth="([\d.]+)pt"'
)
PHONE = "(max-width: 500px)"
OFFLINE = (".html", ".css", ".js", ".mjs", ".svg", ".png", ".json", ".py", ".safetensors", ".woff")
NOT_OFFLINE = (
    "assets/javascripts/lunr/",
    "assets/javascripts/workers/",
    "assets/pyodide/",
    "assets/codemirror/",
    "assets/trainer/",
    PICTURE,
    "sw.js",
)
# Kept once a reader has run or edited a cell, or trained a net: too large for those who never do
LATER = (*PYTHON, DIGITS, "assets/codemirror/codemirror.js", "assets/trainer/*.wasm")
MACHINERY = Path(__file__).parents[1]
IN_PAGE = (
    "ground/compare.py",
    "ground/terminal.py",
    "running/execute.py",
)  # the page runs and compares as the recorder does
CELLS, ELEMENTS = "assets/js/cells", "assets/js/elements"
ELEMENT = re.compile(r"<([a-z][a-z0-9]*(?:-[a-z0-9]+)+)[\s>]")
CELLS_OF = re.compile(r'data-cells="([^"]+)"')
# Code that is wider than the page is scrolled by keys as well. The theme finds out where nothing scrolls, and
# takes this back, once the block is seen
CODE = re.compile(r"(<pre>(?:<span></span>)?<code)>")
CHECK = re.compile(r'<div [^>]*><span class="filename">check</span>.*?</pre></div>', re.DOTALL)
CELL = re.compile(r'(?<=<div class="language-)(?:python|sh) highlight"')


def finish(site):
    """Write the pages of `site`, a BuiltSite, anew; gives `shown_figures` of each."""
    shown = {page: shown_figures(site, page) for page in site.pages}
    for name in filter(OURS.match, site.files):
        write_atomically(site.folder / name, light_file(name, (site.folder / name).read_bytes()))
    for page, text in zip(site.pages, shared(partial(finished, site), site.pages), strict=True):
        site.write(page, text)
    if CELLS in site.folders:
        for module in IN_PAGE:
            shutil.copyfile(MACHINERY / module, site.folder / CELLS / Path(module).name)
    carry(site)
    write_sitemap(site)
    site.look()
    return shown


def finished(site, page):
    """The text of a page as readers get it."""
    text = dressed(site, page, for_paper(site, VALUE.sub("", site.read(page))))
    text = with_terms(site, page, text)
    text = _folded(_with_places(site, page, _with_cells(site, page, _with_sizes(site, page, text))))
    text = with_card(site, CODE.sub(r'\1 tabindex="0">', text))
    worker = f'<meta name="service-worker" content="{site.root(page).rstrip("/")}/sw.js">'
    head = f"{CHARSET}\n      {_policy(site, page, text)}\n      {worker}"
    return light_page(text.replace(CHARSET, head, 1))


def shown_figures(site, page):
    """The paths of the figures that a page, not finished yet, shows."""
    found = (site.file(page, match["src"]) for match in IMAGE.finditer(site.read(page)))
    return {file for file in found if site.holds(file)}


def record_of(site, text, page):
    """The file that says what the cells of a page with this `text` can do; None where it has none."""
    match = CELLS_OF.search(text)
    return site.file(page, match[1]) if match else None


def narrow_address(figure):
    """The address, or the name in the site, of a figure as a phone shows it, which there need not be."""
    return str(narrow_of(PurePosixPath(figure)))


def _with_sizes(site, page, text):
    """Images say how large they are, or the text would jump later. Films get a player."""
    seen = []

    def sized(match):
        plain, size = f'<img alt="{match["alt"]}" src="{match["src"]}"', _size(site, page, match["src"])
        if not size:
            return f"{plain}>"
        lazy = ' loading="lazy"' if seen else ""
        image = f'{plain} {size} decoding="async"{lazy}>'
        seen.append(image)
        narrow = narrow_address(match["src"])
        if small := _size(site, page, narrow):
            source = f'<source media="{PHONE}" srcset="{narrow}" {small}>'
            image = f"<picture>{source}{image}</picture>"
        is_film = 'class="frame-0"' in site.read(site.file(page, match["src"]))
        return f"<book-film>{image}</book-film>" if is_film else image

    return IMAGE.sub(sized, text)


def _size(site, page, address):
    """The attributes that say how large the SVG at `address` is; "" where it is not there or does not say."""
    file = site.file(page, address)
    size = SIZE.search(site.read(file)[:2000]) if site.holds(file) else None
    if not size:
        return ""  # where there is none, the check says it
    points = (size[1], size[2]) if size[1] else (size[4], size[3])
    width, height = (round(float(number) * 4 / 3) for number in points)
    return f'width="{width}" height="{height}"'


def _with_cells(site, page, text):
    """Each cell of a chapter says which it is, and what `book.copying.in_page` found out about it:
    whether it runs in the page, or why not."""
    match = CELLS_OF.search(text)
    if not match:
        return text
    numbers, known = count(), dict(enumerate(site.cells(page, match[1])))
    if len(known) != len(CELL.findall(text)):
        known = {}  # of another state of the page; the check says it

    def marked(found):
        index = next(numbers)
        entry = known.get(index, {})
        script = f' data-script="{entry["script"]}"' if "script" in entry else ""
        return f'{found[0]} data-cell="{index}"{script}{_mark(index, entry)}'

    return CELL.sub(marked, text)


def _folded(text):
    """The checks of exercises are folded: open, they tell what the answer is."""
    return CHECK.sub(r'<details class="check"><summary>How it is checked</summary>\g<0></details>', text)


def _with_places(site, page, text):
    """The head says where each element of the page stands, and how high: the rest of its styles comes
    with it, and moves nothing."""
    sheets = {tag: f"{ELEMENTS}/{tag}/{tag}.css" for tag in sorted(set(ELEMENT.findall(text)))}
    places = "".join(place_of(site.read(sheet), tag) for tag, sheet in sheets.items() if site.holds(sheet))
    return text.replace("</head>", f"  <style>{places}</style>\n  </head>", 1) if places else text


def _mark(index, entry):
    """The attributes that tell the page what a cell can do there."""
    role = entry.get("role", "cell")
    if "why" in entry:
        return f' data-needs="{html.escape(entry["why"])}"' if role != "check" else ""
    if not entry:
        return ""
    mark = "data-check" if role == "check" else "data-run"
    exercise = f' data-exercise="{entry["exercise"]}"' if role in ("question", "check") else ""
    return f' {mark}="{index}"{exercise}'


def _policy(site, page, text):
    inline = SCRIPT.findall(text)
    allowed = [script for script in site.scripts(page) if script in inline]
    codes = (hashlib.sha256(script.encode()).digest() for script in allowed)
    hashes = "".join(f" 'sha256-{base64.b64encode(code).decode()}'" for code in codes)
    policy = POLICY.format(hashes=hashes, elsewhere=allowed_elsewhere(site))
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def round_off(site, book):
    """Add what a site has beside its pages, and no preview needs."""
    (tables, texts), css = shared(lambda made: made(site), [partial(_told, book), css_of])
    write_tables(site, tables)
    join_styles(site, css)
    for name, text in texts.items():
        site.write(name, text)
    site.look()
    edition = bind(site)
    write_elsewhere(site)
    write_worker(site, edition)


def _told(book, site):
    """What the Markdown tells once more: tables for teachers, and the pages for who is no browser."""
    chapters = {path.name: parse_chapter(path, book.root) for path in book.chapters}
    tables = tables_of(book, chapters)
    return tables, plain_texts(site, book, chapters, tables)


def write_worker(site, edition):
    """The service worker learns which files there are, and what is in them: once, as the last file."""
    files, later = {}, {}
    for name in site.names("*"):
        at_once = name.endswith(OFFLINE) and not name.startswith(NOT_OFFLINE)
        if at_once or any(fnmatch(name, pattern) for pattern in LATER):
            code = hashlib.sha256((site.folder / name).read_bytes()).hexdigest()[:12]
            (files if at_once else later)[name] = code
    if site.holds("sw.js"):
        text = site.read("sw.js")
        size = sum((site.folder / name).stat().st_size for name in files)
        facts = {"FILES": ({}, files), "LATER": ({}, later), "SIZE": (0, size), "EDITION": ("", edition)}
        for constant, (empty, fact) in facts.items():
            was, now = (f"const {constant} = {json.dumps(each, indent=0)};" for each in (empty, fact))
            text = text.replace(was, now, 1)
        site.write("sw.js", text)
