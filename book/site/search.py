"""What the search reads: the sections of all pages as plain text, in search/sections.json.

The theme's own index is emptied: each visit would fetch it and index it anew, for readers who never
search. Ours is fetched with the first letter that one types, by docs/assets/js/page/search-worker.js.
"""

import html
import json
import re
from pathlib import Path

from material.plugins.search.plugin import SearchPlugin

from book.ground.files import write_atomically
from book.reading.searches import searches

FILE = "search/sections.json"
CODE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
BLOCK_ENDS = re.compile(r"</?(?:p|li|ul|ol)>")
TAG = re.compile(r"<[^>]*>")
# Names that a page imports are no place where it tells of them
IMPORTS = re.compile(r"^(?:from \S+ )?import (?:\([^)]*\)|[^(\n]*)$", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]{2}")


def indexes(config):
    """The index that the theme's search fills in a build with this `config`, if there is one."""
    return [p.search_index for p in config.plugins.values() if isinstance(p, SearchPlugin)]


def write_search(folder, entries, pages):
    """Write what the search reads into the site in `folder`, from the theme's `entries` for `pages`."""
    metas = {page.url: page.meta for page in pages}
    sections = [section_of(entry, metas) for entry in entries]
    said = [each for each in sections if each["text"] or "#" not in each["address"]]
    text = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
    write_atomically(Path(folder, FILE), text.encode())


def section_of(entry, metas):
    """An entry as the search reads it: `text` has a line for each paragraph and, after a tab, each
    line of code; `also` is what readers type beside what stands there."""
    page, _, section = entry["location"].partition("#")
    typed = searches(metas.get(page, {}))
    also = [words for id, words in typed if (id or "") == section]
    title, text = html.unescape(TAG.sub("", entry["title"])), plain(entry["text"])
    found = {"address": entry["location"], "title": title, "text": text}
    found |= {"also": also} if also else {}
    return found | {"boost": entry["boost"]} if "boost" in entry else found


def plain(text):
    """The text of an entry, which is HTML, in lines; without lines that hold no word."""
    lines = []
    for piece in CODE.split(text):
        if piece.startswith("<pre>"):
            code = IMPORTS.sub("", html.unescape(TAG.sub("", piece)))
            lines += [f"\t{line}" for line in code.split("\n")]
        else:
            blocks = (html.unescape(TAG.sub("", block)) for block in BLOCK_ENDS.split(piece))
            lines += [" ".join(block.split()) for block in blocks]
    return "\n".join(line.rstrip() for line in lines if WORD.search(line))
