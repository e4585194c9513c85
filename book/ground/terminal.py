"""What a terminal shows in the end of what a program wrote: this is what records hold.

The rule: carriage returns, backspaces, tabs and the sequences that move the cursor or erase do what
they do in a terminal of any width; other sequences, such as colours, and characters that nobody sees
are dropped; whatever else ends a line is a line feed; half of a pair of surrogates is written out.
The page's Python runs this file, too, so that it imports Python's own library alone.
"""

import re
import unicodedata

LINE_END = re.compile("\r*\n|[\v\f\x85\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)(?P<numbers>[0-?]*)[ -/]*(?P<name>[@-~])"  # moves, erases, colours
    "|\x1b[\\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\\\)"  # titles of windows, links
    "|\x1b[ -/]*[0-~]?"
)
# Controls, marks of direction, joiners, fillers, and what is no character at all
UNSEEN = re.compile(
    "[\0-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
MOVING = re.compile("[\r\b\t\x1b\x9b]")
TAB, WIDEST = 8, 500  # columns: no sequence moves the cursor further to the right


def as_shown(text):
    """`text` as a terminal shows it, without trailing blanks and without empty lines around it."""
    text = LINE_END.sub("\n", SURROGATE.sub(lambda half: f"\\u{ord(half[0]):x}", text))
    if MOVING.search(text):
        text = _Screen(text).text
    return "\n".join(line.rstrip() for line in UNSEEN.sub("", text).split("\n")).strip("\n")


class _Screen:
    """Lines of cells, one for each column: a wide character has an empty cell behind it."""

    def __init__(self, text):
        self.lines, self.line, self.column = [[]], 0, 0
        at = 0
        while at < len(text):
            if match := SEQUENCE.match(text, at):
                at = match.end()
                self._obey(match)
            else:
                self._write(text[at])
                at += 1

    @property
    def text(self):
        return "\n".join("".join(cells) for cells in self.lines)

    def _write(self, sign):
        if sign == "\n":
            self.line, self.column = self.line + 1, 0
            if self.line == len(self.lines):
                self.lines.append([])
        elif sign == "\r":
            self.column = 0
        elif sign == "\b":
            self.column = max(0, self.column - 1)
        elif sign == "\t":
            self.column += TAB - self.column % TAB
        elif not UNSEEN.match(sign):
            self._put(sign)

    def _put(self, sign):
        cells = self.lines[self.line]
        cells += " " * (self.column - len(cells))
        if self.column and unicodedata.category(sign) in ("Mn", "Me"):  # an accent on the one before
            cells[self.column - 1] += sign
            return
        wide = unicodedata.east_asian_width(sign) in "WF"
        end = self.column + 1 + wide
        if cells[self.column : self.column + 1] == [""]:  # over half of a wide one
            cells[self.column - 1] = " "
        if cells[end : end + 1] == [""]:
            cells[end] = " "
        cells[self.column : end] = [sign, ""] if wide else [sign]
        self.column = end

    def _obey(self, sequence):
        name, first, *rest = sequence["name"], *_numbers(sequence["numbers"] or "")
        count, last = first or 1, len(self.lines) - 1
        if name in ("A", "F"):
            self.line = max(0, self.line - count)
        elif name in ("B", "E"):
            self.line = min(last, self.line + count)
        elif name == "C":
            self.column = max(self.column, min(self.column + count, WIDEST))
        elif name == "D":
            self.column = max(0, self.column - count)
        elif name == "G":
            self.column = min(count - 1, WIDEST)
        elif name in ("H", "f"):
            self.line = min(last, count - 1)
            self.column = min((rest[0] or 1) - 1 if rest else 0, WIDEST)
        elif name == "K":
            self._erase(first)
        elif name == "J":
            self._erase(first)
            del self.lines[self.line + 1 if first == 0 else len(self.lines) :]
            for cells in self.lines[: self.line if first == 1 else len(self.lines) * (first > 1)]:
                cells.clear()
        if name in ("E", "F"):
            self.column = 0

    def _erase(self, what):
        """Erase the line from the cursor on (0), up to it (1), or all of it."""
        cells = self.lines[self.line]
        if what == 1:
            cells[: self.column + 1] = " " * min(self.column + 1, len(cells))
        else:
            del cells[self.column if what == 0 else 0 :]


def _numbers(text):
    """The numbers of a sequence, [0] where it has none; those of a private one mean nothing here."""
    return [int(part[:6]) if part.isdecimal() else 0 for part in text.split(";")]
