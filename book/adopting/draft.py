"""A page on its way to ours: rows that know their line in the source, and what to say of them.

Every step of an adoption takes the rows of a Draft and leaves others, so that whatever is said of a
page, late or early, names the line at which its author finds it.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from book.ground.faults import Fault

OPENING = re.compile(r"^(?P<lead>(?:\s|>)*)(?P<ticks>`{3,}|~{3,})[^\S\n]*(?P<head>[^`]*?)\s*$")
COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
ITEM = re.compile(r"^(\s*)([-*+]|\d+[.)])(\s+)(?=[`~]{3})")


class Row(NamedTuple):
    """A line of text, and the line of the source that it stems from."""

    line: int
    text: str


@dataclass
class Fence:
    """A fenced block: rows `first` to `last - 1`, its head without the ticks, its body without the
    lead (blanks, `>`) of its first row, which stands at `line` of the source."""

    line: int
    first: int
    last: int
    lead: str
    ticks: str
    head: str
    body: list
    closed: bool = False

    @property
    def text(self):
        return "\n".join(row.text for row in self.body)


@dataclass
class Draft:
    """`displays` says that what only looks like code in its prose never ran there, as in a
    notebook's Markdown; `ours` that the page is one of the book already; `slides` that marks like
    `[**this**]` choose words for slides, as in d2l; `drawn` that the source holds what its cells
    drew, so that no other cell draws."""

    shown: str
    rows: list
    title: str = ""
    displays: bool = False
    ours: bool = False
    slides: bool = False
    drawn: bool = False
    front: list = field(default_factory=list)  # the rows of its front matter that stay
    faults: list = field(default_factory=list)
    labels: dict = field(default_factory=dict)  # {label: the words of the heading below it}
    slugs: set = field(default_factory=set)  # the addresses of its headings
    marks: dict = field(default_factory=dict)  # {what underlines a heading of reST: its level}
    counted: dict = field(default_factory=dict)  # {message: lines}

    def say(self, line, message):
        self.faults.append(Fault(self.shown, line, message))

    def count(self, line, message):
        """Say it once, of all lines of which it is true."""
        self.counted.setdefault(message, []).append(line)

    def told(self):
        """All that is to be said, in the order of the source."""
        found = list(self.faults)
        for message, lines in self.counted.items():
            more = f" (as on {len(lines) - 1} more)" if len(lines) > 1 else ""
            what, colon, mend = message.partition(": ")
            found.append(Fault(self.shown, min(lines), f"{what}{more}{colon}{mend}"))
        return sorted(set(found))

    @property
    def text(self):
        return "\n".join(row.text for row in self.rows)


def rows_of(text, first=1):
    return [Row(number, line) for number, line in enumerate(text.split("\n"), start=first)]


def fence_at(rows, index):
    """The Fence that opens at rows[index]; None where none does. One that never closes ends with
    the rows, or with the quote that it stands in."""
    match = OPENING.match(ITEM.sub(lambda item: " " * len(item[0]), rows[index].text))
    if not match:
        return None
    lead, ticks = match["lead"], match["ticks"]
    quoted, body = ">" in lead, []
    for number in range(index + 1, len(rows)):
        line, text = rows[number]
        if quoted and not text.lstrip().startswith(">"):
            return Fence(rows[index].line, index, number, lead, ticks, match["head"], body)
        text = _without(lead, text)
        bare = text.strip()
        if len(bare) >= len(ticks) and bare == ticks[0] * len(bare):
            return Fence(rows[index].line, index, number + 1, lead, ticks, match["head"], body, closed=True)
        body.append(Row(line, text))
    return Fence(rows[index].line, index, len(rows), lead, ticks, match["head"], body)


def _without(lead, text):
    """`text` without what stands in front of the fence that it is in."""
    for sign in lead:
        if sign == ">" and text.lstrip().startswith(">"):
            text = text.lstrip()[1:]
        elif sign.isspace() and text[:1].isspace():
            text = text[1:]
    return text


def fences(rows):
    """The fences of the rows, none inside of another."""
    index = 0
    while index < len(rows):
        fence = fence_at(rows, index)
        if fence:
            yield fence
        index = fence.last if fence else index + 1


def closed(draft, rows):
    """The rows, with the fence closed that they leave open."""
    open_one = next((fence for fence in fences(rows) if not fence.closed), None)
    if not open_one:
        return rows
    draft.say(open_one.line, "this fence never closes: it ends with what it stands in; see where it should")
    last = open_one.last
    return closed(
        draft, [*rows[:last], Row(rows[last - 1].line, open_one.lead + open_one.ticks), *rows[last:]]
    )


def spaced(text):
    """A line with blanks for the tabs that it begins with."""
    lead = re.match(r"[ \t]*", text)[0]
    return lead.expandtabs(4) + text[len(lead) :]


def parts(rows):
    """The rows in order, each fence as one Fence, each other as a Row."""
    end = 0
    for fence in fences(rows):
        yield from rows[end : fence.first]
        yield fence
        end = fence.last
    yield from rows[end:]


def again(fence):
    """The rows of a fence, as it stood."""
    ticks = fence.ticks.replace("~", "`")
    last = fence.body[-1].line if fence.body else fence.line
    head = [Row(fence.line, f"{fence.lead}{ticks}{fence.head}")]
    return [*head, *(Row(n, fence.lead + text) for n, text in fence.body), Row(last, f"{fence.lead}{ticks}")]


def fenced(line, head, body):
    """The rows of a fence at column 0 that starts at `line`."""
    longest = max((len(run) for row in body for run in re.findall(r"^\s*(`{3,})", row.text)), default=2)
    ticks = "`" * max(3, longest + 1)
    last = body[-1].line if body else line
    return [Row(line, f"{ticks}{head}"), *body, Row(last, ticks)]


def apart(rows):
    """The rows between two blank ones."""
    return [Row(rows[0].line, ""), *rows, Row(rows[-1].line, "")] if rows else []


def trimmed(rows):
    """The rows without blank ones at either end."""
    first, last = 0, len(rows)
    while first < last and not rows[first].text.strip():
        first += 1
    while last > first and not rows[last - 1].text.strip():
        last -= 1
    return rows[first:last]


def quoted(text, most=50):
    """A piece of the source as a message names it: one line, not too long."""
    line = " ".join(text.split()).replace("`", "'")
    return f"`{line if len(line) <= most else line[: most - 1] + '…'}`"
