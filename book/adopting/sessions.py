"""Sessions at a prompt, `>>>` or `In [1]:`, taken apart into cells and what these printed."""

import re

from book.adopting.draft import Fence, Row, apart, fenced, parts, quoted

INPUT = re.compile(r"\s*(>>>( |$)|In \[\d*\]: ?)")
CONTINUED = re.compile(r"\s*(\.\.\.( |$)|\.{3,}: ?)")
ANSWER = re.compile(r"^Out\[\d*\]: ?")
CERTAIN = "{code-cell}"  # the head of a fence that is a cell and nothing else
PROMPT = re.compile(r"\s*(>>>|In \[\d*\]:)")
HEADS = (
    "",
    "{indented}",
    "text",
    "console",
    "pycon",
    "doctest",
    "ipython",
    "ipython3",
    "pytb",
    "default",
    "none",
)


def take_apart(draft):
    """Each session becomes cells and their outputs, also one that stands in the prose. Where what
    is no cell never ran, it stays what it is."""
    rows = _framed(draft.rows, "text" if draft.displays else "pycon")
    found = []
    for part in parts(rows):
        taken = _taken(draft, part) if isinstance(part, Fence) else None
        if isinstance(part, Row):
            found.append(part)
        else:
            found += rows[part.first : part.last] if taken is None else taken
    draft.rows = found


def _framed(rows, head):
    """The rows, with a fence around each session that has none: up to the next blank line."""
    found, session = [], []
    for part in [*parts(rows), None]:
        text = part.text if isinstance(part, Row) else ""
        if session and not text.strip():
            found += apart(fenced(session[0].line, head, session))
            session = []
        if session or text.startswith(">>> "):
            session.append(part)
        elif isinstance(part, Fence):
            found += rows[part.first : part.last]
        elif part:
            found.append(part)
    return found


def _taken(draft, fence):
    head = fence.head.lower().strip("{}. ") if fence.head != "{indented}" else fence.head
    runs = fence.head == CERTAIN or not draft.displays and (head in HEADS or "py" in head)
    if not runs or not PROMPT.match(fence.text):
        return None
    taken = session(fence.text)
    if not taken:
        draft.say(
            fence.line,
            f"{quoted(fence.text)}: prompts that cannot be taken apart, so it became ```text: "
            "write one blank behind each `>>>`, or take the prompts out",
        )
        return apart(fenced(fence.line, "text", fence.body))
    found = []
    for first, label, text in taken:
        line = fence.body[min(first, len(fence.body) - 1)].line
        head = CERTAIN if label == "python" else label
        found += apart(fenced(line, head, [Row(line + n, row) for n, row in enumerate(text.split("\n"))]))
    return found


def session(body):
    """[(number of its first row, label, text)] of a session; nothing where a prompt is glued to its code."""
    pieces, rows = [], body.split("\n")
    for number, row in enumerate(rows):
        prompt, source = INPUT.match(row), CONTINUED.match(row)
        if prompt:
            _add(pieces, number, "python", row[prompt.end() :])
        elif re.match(r"\s*>>>", row):
            return []
        elif source and pieces and pieces[-1][1] == "python":
            _add(pieces, number, "python", row[source.end() :])
        elif pieces and (row.strip() or pieces[-1][1] != "python"):
            _add(pieces, number, "output", "" if row == "<BLANKLINE>" else ANSWER.sub("", row))
    found = [(first, label, "\n".join(texts).strip("\n")) for first, label, texts in pieces]
    return [
        (first, "pytb" if label == "output" and text.startswith("Traceback (most") else label, text)
        for first, label, text in found
        if text.strip()
    ]


def _add(pieces, number, label, text):
    if pieces and pieces[-1][1] == label:
        pieces[-1][2].append(text)
    else:
        pieces.append((number, label, [text]))
