"""The code of a cell as Python alone: what only IPython reads is taken out, and said by line."""

import re
from itertools import groupby

from book.adopting.draft import Fence, Row, apart, fenced, fences, parts, quoted, trimmed
from book.ground.outputs import LANGUAGES
from book.reading.ipython import ASSIGNED, HELP, MAGIC, in_strings, lines_for_ipython, parsed

NOTEBOOK = re.compile(r"^\s*get_ipython\(\)")
OPTION = re.compile(r"^#\|\s*(?P<text>\w.*)$")
PACKAGES = re.compile(r"^(pip3?|conda|mamba|apt(-get)?|uv|python3? -m pip)\b")
SHELLS = ("bash", "sh", "!", "script")
TIMERS = ("time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "debug")
INSTALL = "left out: the book has what requirements.in names, so add a missing package there"
MENDS = {
    "matplotlib": "left out: figures are recorded without it",
    "pip": INSTALL,
    "conda": INSTALL,
    "run": "left out: import from `snippets/` what it ran",
    "load": "left out: put the code itself into the cell",
    "pylab": "left out: import numpy and matplotlib.pyplot by name",
    "cd": "left out: a chapter stays in its own empty folder",
    "env": "left out: set `os.environ` in a cell",
    "timeit": "left out: measure with `timeit.timeit`, in a chapter with `timed: true`",
}


def clean(draft):
    """Take out of every cell what only IPython reads; `!` becomes a cell of the shell."""
    found, gone = [], False
    for part in parts(draft.rows):
        label = part.head.split(" ")[0] if isinstance(part, Fence) else ""
        if label == "python":
            made = _cleaned(draft, part, draft.rows)
            gone = not any(fence.head.split(" ")[0] in ("python", "sh") for fence in fences(made))
            found += made
        elif gone and label in LANGUAGES:
            draft.say(
                part.line, f"{quoted(part.text)} is left out: the cell that gave it is no cell any more"
            )
        else:
            gone = gone and isinstance(part, Row) and not part.text.strip()
            found += draft.rows[part.first : part.last] if isinstance(part, Fence) else [part]
    draft.rows = found


def _cleaned(draft, fence, rows):
    pieces = [
        (language, body)
        for language, body in _pieces(draft, fence.body)
        if any(row.text.strip() for row in body)
    ]
    if pieces == [("python", fence.body)]:
        return rows[fence.first : fence.last]
    title = fence.head.removeprefix("python")
    found = []
    for language, body in pieces:
        body = trimmed(body)
        head = language + (title if language == "python" else "")
        found += apart(fenced(body[0].line, head, body))
    return found or [Row(fence.line, "")]


def bare(text):
    """`text` without its lines for IPython, and whether it has any."""
    rows, gone = text.split("\n"), set(lines_for_ipython(text))
    return "\n".join(row for n, row in enumerate(rows) if n not in gone), bool(gone)


def _pieces(draft, body):
    """[(language, rows)] that a cell falls into."""
    body = [row for row in body if not _told_option(draft, row)]
    texts = [row.text for row in body]
    if parsed("\n".join(texts)) and not any(map(NOTEBOOK.match, texts)):
        return [("python", body)]
    first = next((n for n, text in enumerate(texts) if text.strip() and not text.startswith("#")), None)
    if first is not None and texts[first].startswith("%%"):
        return _cell_magic(draft, body, first)
    inside, sorted_rows = in_strings(texts), []
    for number, row in enumerate(body):
        sorted_rows.append(("python", row) if number in inside else _line(draft, row))
    kept = [pair for pair in sorted_rows if pair[1]]
    return [(language, [row for _, row in run]) for language, run in groupby(kept, key=lambda pair: pair[0])]


def _told_option(draft, row):
    """Whether it is an option of Quarto, which is said."""
    option = OPTION.match(row.text)
    if option:
        draft.say(row.line, f"the option {quoted(option['text'])} is left out: a page shows all of its code")
    return bool(option)


def _cell_magic(draft, body, first):
    line, text = body[first]
    words = text[2:].split() or [""]
    rest = [*body[:first], *body[first + 1 :]]
    if words[0] in SHELLS and (words[0] != "script" or words[1:2] in (["bash"], ["sh"])):
        _say_became_shell(draft, body[first])
        return [("sh", rest)]
    if words[0] in TIMERS:
        more = MENDS["timeit"] if "time" in words[0] else "left out: nothing here reads it"
        _say_for_ipython(draft, body[first], more)
        return _pieces(draft, rest)
    mend = "it became ```text; write it in Python if it is to run"
    draft.say(line, f"{quoted(text)} makes a cell that is no Python: {mend}")
    return [("text", body)]


def _line(draft, row):
    """(language, Row) of a line of a cell; no Row where it is taken out."""
    line, text = row
    match = MAGIC.match(text)
    indent = re.match(r"\s*", text)[0]
    gone = ("python", Row(line, f"{indent}pass") if indent else None)
    if match and match["mark"][0] == "!":
        return _shell(draft, row, match["text"], gone)
    if match:
        name, _, argument = match["text"].partition(" ")
        if name == "time" and argument.strip():
            draft.say(line, f"`%time` is a word for IPython: its code stays, {MENDS['timeit']}")
            return "python", Row(line, indent + argument.strip())
        mend = MENDS.get(name, "left out: say it in Python if it is needed")
        _say_for_ipython(draft, row, mend)
        return gone
    if HELP.match(text):
        _say_for_ipython(draft, row, "left out: link to the page of the manual")
        return gone
    if ASSIGNED.match(text):
        _say_for_ipython(draft, row, "left out: write it with `subprocess.run` or `time`")
        return gone
    if NOTEBOOK.match(text):
        _say_for_ipython(draft, row, "left out: say it in Python if it is needed")
        return gone
    return "python", row


def _shell(draft, row, command, gone):
    if PACKAGES.match(command):
        _say_for_ipython(draft, row, INSTALL)
        return gone
    if gone[1] or re.search(r"\{\w+\}", command):
        _say_for_ipython(draft, row, "left out: write it with `subprocess.run`")
        return gone
    _say_became_shell(draft, row)
    return "sh", Row(row.line, command)


def _say_became_shell(draft, row):
    what = "became a ```sh cell: it runs with `bash -eu` in the chapter's own empty folder"
    draft.say(row.line, f"{quoted(row.text)} {what}")


def _say_for_ipython(draft, row, mend):
    draft.say(row.line, f"{quoted(row.text)} is a line for IPython, {mend}")
