"""Markdown of any dialect as a Draft: its front matter read, its signs made ones that can be seen."""

import re
import tomllib

from book.adopting.draft import COLOUR, Draft, Row, fences, rows_of, spaced
from book.ground.outputs import LANGUAGES
from book.reading.blocks import mapping

OURS = ("title", "description", "timed", "gpu", "exports", "look", "search", "searches")
OF_A_TALK = ("jupyter",)  # of a page that is ours already: its notebook is what the site shows
# Jupyter Book runs a page by its `{code-cell}`s alone, where it says that it is a notebook
NOTEBOOK = ("jupytext", "kernelspec", "mystnb")
HIDDEN = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff]")


def read_markdown(path, shown, text):
    """The Draft of a page of Markdown."""
    draft = Draft(shown, [])
    rows = rows_of(text.rstrip("\n"))
    draft.ours = any(fence.head.split(" ")[0] in LANGUAGES for fence in fences(rows))
    draft.rows = [_visible(draft, row) for row in _front(draft, rows)]
    heads = [fence.head for fence in fences(draft.rows)]
    # Quarto runs `{python}` alone, too
    notebook = draft.displays and any(head.startswith("{code") for head in heads)
    draft.displays = notebook or any(re.match(r"\{python[^.]*\}", head) for head in heads)
    return draft


def _front(draft, rows):
    """The rows behind the front matter; what we know of it stays in front of them."""
    texts = [row.text.rstrip() for row in rows]
    if texts[0] == "+++" and "+++" in texts[1:]:
        return _toml(draft, rows, texts.index("+++", 1))
    if texts[0] != "---" or not {"---", "..."} & set(texts[1:]):
        return rows
    end = next(n for n, text in enumerate(texts[1:], 1) if text in ("---", "..."))
    front = mapping(texts[1:end])
    if front is None:
        draft.say(1, "the front matter is left out, which is not `name: value` lines")
        return rows[end + 1 :]
    draft.displays = any(key in front for key in NOTEBOOK) or front.get("file_format") == "mystnb"
    draft.title = str(front.get("title") or "")
    known = OURS + (OF_A_TALK if draft.ours else ())
    left = [str(key) for key in front if key not in known]
    if left:
        draft.say(1, f"the front matter ({', '.join(left)}) is left out: it means nothing here")
    draft.front = _kept(rows[1:end], known)
    return rows[end + 1 :]


def _toml(draft, rows, end):
    """The rows behind front matter as Hugo writes it, of which the title is taken."""
    try:
        front = tomllib.loads("\n".join(row.text for row in rows[1:end]))
    except tomllib.TOMLDecodeError:
        front = {}
    draft.title = str(front.pop("title", ""))
    left = f" ({', '.join(front)})" if front else ""
    draft.say(1, f"the front matter{left} is left out: it means nothing here")
    return rows[end + 1 :]


def _kept(rows, known):
    """The rows of front matter whose names are `known`, with what is indented below them."""
    kept, keeps = [], False
    for row in rows:
        if not row.text[:1].isspace() and not row.text.startswith("- "):
            keeps = row.text.partition(":")[0].strip() in known
        if keeps:
            kept.append(row)
    return [Row(1, "---"), *kept, Row(kept[-1].line + 1, "---"), Row(kept[-1].line + 1, "")] if kept else []


def _visible(draft, row):
    line, text = row.line, COLOUR.sub("", row.text)
    if HIDDEN.search(text):
        draft.count(line, "a hidden character is left out: write what it stood for")
        text = HIDDEN.sub("", text)
    return Row(line, spaced(text))
