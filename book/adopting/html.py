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
        while (
            isinstance(part, Row)
            and OPEN_TAG.search(part.text)
            and isinstance(waiting[:1] and waiting[0], Row)
        ):
            part = Row(part.line, f"{part.text} {waiting.pop(0).text.strip()}")
        start = None if isinstance(part, Fence) else WHOLE_START.search(part.text)
        framed = isinstance(part, Row) and FRAME.match(part.text) and _next_is_whole(waiting)
        if isinstance(part, Fence):
            found += draft.rows[part.first : part.last]
        elif framed:
            taken = _take(waiting, "div", 1)
            draft.say(part.line, _words("div", taken) if "dataframe" not in taken else FRAMES)
        elif start and draft.text.count(f"</{start[1]}"):
            rest = part.text[start.start() :]
            closed = f"</{start[1].lower()}" in rest.lower()
            taken = rest if closed else rest + _take(waiting, start[1], 1)
            draft.say(part.line, _words(start[1], taken))
            found.append(Row(part.line, part.text[: start.start()]))
        else:
            found.append(part)
    draft.rows = found


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


def _take(waiting, tag, depth):
    """The text of the parts up to the end of an element, which they lose."""
    text = ""
    while waiting and depth:
        part = waiting.pop(0)
        row = part.text
        depth += len(re.findall(rf"<{tag}\b", row, re.I)) - len(re.findall(rf"</{tag}\b", row, re.I))
        text += row + " "
    return text


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
