"""The prose of a chapter as plain Markdown, for readers without our extensions and our scripts."""

import re

from book.reading.formulas import hidden, shown

VALUE = re.compile(r"<!--=.*?-->(.*?)<!--/-->")
COMMENT = re.compile(r"<!--.*?-->")
ELEMENT = re.compile(r"</?[a-z]+-[a-z-]+\b[^>]*>")  # what runs on the book's own pages only
LINK = re.compile(r"(\]\()([^)\s]+)")
ELSEWHERE = re.compile(r"[a-z]+:|#|/")
BUTTON = re.compile(r"\{:?\s*[.#][^}]*\}")
CODE_SPAN = re.compile(r"(`+[^`]*`+)")


class Prose:
    """The Markdown between the cells of `chapter`; `address(target)` is where a link to a file of
    the book leads instead."""

    def __init__(self, chapter, address):
        self.chapter, self.address = chapter, address
        self.dropped, self.replaced = set(), {}
        self.code = {n for f in chapter.fences for n in range(f.line, f.end + 1)}
        for cell in chapter.cells:
            for fence in cell.records.values():
                self.dropped.update(range(fence.line, fence.end + 1))
            self.dropped.update(figure.line for figure in cell.figures)
        cells = [cell.fence.line for cell in chapter.cells]
        self.quoted, self.formulas = set(), []
        prose = ["" if n in self.code else row for n, row in enumerate(chapter.lines, start=1)]
        self.lines = hidden("\n".join(prose), self.formulas).split("\n")
        for block in chapter.blocks:
            self._turn(block, any(block.line < line < block.end for line in cells))

    def _turn(self, block, holds_cells):
        """A block becomes a bold title; its text a quotation where no cell stands in it."""
        body = block.line + 1
        while self.chapter.lines[body - 1].startswith("    ") and body < block.end:
            self.dropped.add(body)
            body += 1
        self.dropped.add(block.end)
        self.replaced[block.line] = f"**{block.title or block.name.capitalize()}**"
        if not holds_cells:
            self.quoted.update(range(block.line, block.end))

    def between(self, first, end):
        """The Markdown of the lines from `first` up to `end`, without `end`."""
        rows = []
        for number in range(first, end):
            if number in self.dropped:
                continue
            row = self.chapter.lines[number - 1]
            if number not in self.code:
                row = self._plain(self.replaced.get(number, self.lines[number - 1]))
            rows.append(f"> {row}".rstrip() if number in self.quoted else row)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip("\n")

    def _plain(self, row):
        row = ELEMENT.sub("", COMMENT.sub("", VALUE.sub(r"\1", row)))
        parts = CODE_SPAN.split(row)
        parts[::2] = [LINK.sub(self._link, BUTTON.sub("", part)) for part in parts[::2]]
        return shown("".join(parts), self.formulas)

    def _link(self, match):
        return match[0] if ELSEWHERE.match(match[2]) else match[1] + self.address(match[2])
