"""Raw HTML: what Markdown can say becomes Markdown, the rest is left out by line."""

import re

from book.adopting.draft import Fence, Row, parts, quoted

# Elements that go with all that is in them
WHOLE = ("style", "script", "iframe", "table", "svg", "video", "object", "form", "audio", "math")
FRAME = re.compile(r"^\s*<div[^>]*>\s*$", re.I)
WHOLE_START = re.compile(rf"<({'|'.join(WHOLE)})\b", re.I)
TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>")
OPEN_TAG = re.compile(r"<[A-Za-z][\w-]*\s[^<>]*$")
PAIRS = (
    (re.compile(r"<(b|strong)>(.+?)</\1>", re.I), r"**\2**"),
    (re.compile(r"<(i|em)>(.+?)</\1>", re.I), r"*\2*"),
    (re.compile(r"<(code|tt|kbd)>(.+?)</\1>", re.I), r"`\2`"),
)
LINK = re.compile(r"<a\s[^>]*?href=[\"']([^\"']+)[\"'][^>]*>(.+?)</a>", re.I)
HEADING = re.compile(r"^\s*<h([1-6])[^>]*>(.+?)</h\1>\s*$", re.I | re.M)
# Elements of ours, which have a hyphen in their name, and what Markdown has no sign for
OURS = re.compile(r"</?([a-z]+-[a-z-]+|sub|sup|br|kbd|abbr)\b", re.I)


def remove_elements(draft):
    """Leave out elements that go as a whole, such as the table of a data frame."""
    found, waiting = [], list(parts(draft.rows))
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Fence):
            found += draft.rows[part.first : part.last]
            continue
        row = _joined(part, waiting)
        start = WHOLE_START.search(row.text)
        tag = "div" if FRAME.match(row.text) and _next_is_whole(waiting) else start and start[1].lower()
        end = _end(row.text, waiting, tag) if tag else None
        if end is None:
            found.append(row)
            continue
        taken = " ".join([row.text, *(waiting.pop(0).text for _ in range(end))])
        draft.say(row.line, FRAMES if "dataframe" in taken else _words(tag, taken))
        found.append(Row(row.line, row.text[: start.start()] if start else ""))
    draft.rows = found


def _joined(row, waiting):
    """The row, with those below it that its last tag goes on in."""
    if OPEN_TAG.search(row.text):
        for count, below in enumerate(waiting[:4], 1):
            if isinstance(below, Fence) or not below.text.strip() or "<" in below.text.partition(">")[0]:
                break
            if ">" in below.text:
                return Row(
                    row.line, " ".join([row.text, *(waiting.pop(0).text.strip() for _ in range(count))])
                )
    return row


def _end(text, waiting, tag):
    """How many rows below `text` belong to the element that begins in it; None where it never ends,
    or not before the next fence."""
    depth = 0
    for count, row in enumerate([Row(0, text), *waiting]):
        if isinstance(row, Fence):
            return None
        depth += len(re.findall(rf"<{tag}\b", row.text, re.I)) - len(
            re.findall(rf"</{tag}\b", row.text, re.I)
        )
        if depth <= 0:
            return count
    return None


FRAMES = "the table of a data frame is left out: `run` writes what the cell prints of it"


def _words(tag, text):
    mend = {
        "table": "write it as a table of Markdown",
        "div": "write it as Markdown",
        "style": "a page has the book's own style",
        "math": "write it between dollars",
    }
    mend = mend.get(tag, "link to it, or show a picture of your own")
    return f"the element `<{tag}>` ({quoted(text)}) is left out: {mend}"


def _next_is_whole(waiting):
    for part in waiting:
        if isinstance(part, Fence):
            return False
        if part.text.strip():
            return bool(WHOLE_START.match(part.text.strip()))
    return False


def as_markdown(say, text):
    """A piece of a paragraph without raw HTML."""
    if "<" not in text:
        return text
    text = HEADING.sub(lambda heading: f"{'#' * int(heading[1])} {TAG.sub('', heading[2]).strip()}", text)
    text = LINK.sub(r"[\2](\1)", text)
    for pattern, new in PAIRS:
        text = pattern.sub(new, text)

    def left(match):
        tag = match[0]
        if OURS.match(tag) and "style" not in tag:
            return tag
        if not tag.startswith("</"):
            name = re.match(r"<([\w-]+)", tag)[1]
            mend = "write Markdown where it meant something"
            if name == "img":
                mend = "put the picture into `docs/assets/` and write `![what it shows](assets/…)`"
            say(match, f"the tag {quoted(tag)} is left out: {mend}")
        return ""

    return TAG.sub(left, text)
