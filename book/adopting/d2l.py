"""The marks of Dive into Deep Learning's pages: a tab a framework, of which PyTorch's stays."""

import re

from book.adopting.draft import Fence, Row, parts, quoted

FRAMEWORKS = ("pytorch", "all")
CELL = re.compile(r"^\{\.python\s+\.input")
TAB = re.compile(r"^(?:%%tab|#@tab)\s+(?P<names>.*)$")
CHOICE = re.compile(r"^\s*(%load_ext d2lbook\.tab|tab\.interact_select\(.*)$")
BEGIN = re.compile(r"^:begin_tab:`(?P<names>[^`]*)`")
END = re.compile(r"^:end_tab:")


def choose_tabs(draft):
    """Of cells and texts that exist once a framework, those for PyTorch."""
    found = list(parts(draft.rows))
    cells = [part for part in found if isinstance(part, Fence) and CELL.match(part.head)]
    marks = [BEGIN.match(part.text) for part in found if isinstance(part, Row)]
    if not cells and not any(marks):
        return
    draft.slides = True
    # In its older form a cell without a mark is for the first framework, which was MXNet
    first_is_another = any(row.text.startswith("#@tab") for cell in cells for row in cell.body)
    rows, left = [], False
    for number, part in enumerate(found):
        if isinstance(part, Fence):
            rows += [] if left else _cell(draft, part, first_is_another)
        elif begin := BEGIN.match(part.text):
            ends = any(isinstance(below, Row) and END.match(below.text) for below in found[number:])
            left = ends and not _chosen(begin["names"])
            if left:
                draft.say(
                    part.line,
                    f"the tab {quoted(begin['names'])} is left out: the book's framework is PyTorch",
                )
        elif END.match(part.text):
            left = False
        elif not left:
            rows.append(part)
    draft.rows = rows


def _chosen(names):
    return any(name.strip() in FRAMEWORKS for name in names.split(","))


def _cell(draft, fence, first_is_another):
    rows = draft.rows[fence.first : fence.last]
    if not CELL.match(fence.head):
        return rows
    body = [row for row in fence.body if not CHOICE.match(row.text)]
    if not any(row.text.strip() for row in body):
        draft.say(fence.line, "the choice of a framework is left out: the book's is PyTorch")
        return []
    tabs = [match["names"] for row in body if (match := TAB.match(row.text))]
    names = tabs[0] if tabs else "mxnet" if first_is_another else "all"
    if not _chosen(names):
        draft.say(fence.line, f"the cell for {quoted(names)} is left out: the book's framework is PyTorch")
        return []
    return [rows[0], *(row for row in body if not TAB.match(row.text)), rows[-1]]
