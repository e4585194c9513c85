"""Fences: each at column 0, with a label of ours. What had none is read by `guess`."""

import re

from markdown_it import MarkdownIt

from book.adopting.draft import Fence, Row, apart, fenced, parts, quoted
from book.adopting.drawings import FIGURE
from book.adopting.guess import Cell, Names, guess
from book.adopting.sessions import CERTAIN
from book.ground.outputs import LANGUAGES

PYTHON = ("python", "py", "py3", "python3", "ipython", "ipython3", "pycon", "doctest", "sage")
CELLS = ("python", "sh")
TEXTS = ("text", "txt", "plain", "plaintext", "console", "none", "nohighlight")
KEPT = (*LANGUAGES, "toml", "markdown")
INDENTED = "{indented}"
GIVEN = ("output", "out", "stdout", "result", "results", "{output}")
WORDS = {
    "python": ("code", "```text if it is none"),
    "output": ("what the cell above prints", "```text if the cell prints no such thing"),
    "pytb": ("what the cell above raises", "```text if it raises no such thing"),
    "text": ("neither code nor output", "```python if it is code that runs"),
}
TITLE = re.compile(r' title="[^"]*"$')
# Pandoc's and d2l's heads, `{.python .input}`, and Quarto's
CLASSES = re.compile(r"^\{\s*\.?(?P<language>[\w-]+)(?P<rest>[^}]*)\}\s*$")
NOT_RUN = re.compile(r"eval\s*[=:]\s*\"?false|noexec|no-exec|nocompile", re.I)
ANNOUNCED = re.compile(r"^\W*(the )?(output|result|out|prints)( is)?\W*:\W*$", re.I)
# How nbconvert calls the pictures that a cell drew
CONVERTED = re.compile(r"^!\[[^\]]*\]\([^)\s]*(_files/|output_\d+_\d+)[^)\s]*\)\s*$")


def unnest(draft):
    """Fences out of lists and quotes, and indented code into fences, all at column 0."""
    found, lead = [], ""
    for part in parts(draft.rows):
        if isinstance(part, Fence):
            head = part.head if part.head or part.ticks[0] == "`" else ""
            lead = part.lead
            item = re.match(r"^\s*([-*+]|\d+[.)])\s", draft.rows[part.first].text)
            found += [Row(part.line, item[0].rstrip())] if item else []
            found += (
                fenced(part.line, head, part.body) if not lead else apart(fenced(part.line, head, part.body))
            )
            continue
        blank = not part.text.strip()
        if lead and not blank and not part.text.startswith(lead):
            lead = ""
            found.append(Row(part.line, ""))
        found.append(Row(part.line, part.text[len(lead) :]) if lead and not blank else part)
    draft.rows = _framed(found)


def _framed(rows):
    """The rows, with indented code in fences."""
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(row.text for row in rows))
    found, end = [], 0
    for token in tokens:
        if token.type == "code_block":
            first, last = token.map
            lines = token.content.rstrip("\n").split("\n")
            body = [Row(rows[first + n].line, line) for n, line in enumerate(lines)]
            found += rows[end:first] + apart(fenced(rows[first].line, INDENTED, body))
            end = last
    return found + rows[end:]


class _Labels:
    """The way down a page: what stands above, and which names its cells have bound."""

    def __init__(self, draft):
        self.draft, self.names = draft, Names()
        self.above, self.records, self.found = None, [], []
        self.fences = [part for part in parts(draft.rows) if isinstance(part, Fence)]
        # Where outputs have labels, too, what has none was pasted from elsewhere
        recorded = any(fence.head.split(" ")[0] in LANGUAGES for fence in self.fences)
        self.mixed = draft.ours and recorded
        self.labelled = self._labels_code()

    def _labels_code(self):
        """Whether what has no label is no code: most of the code of this page has one."""
        heads = [self._meant(fence)[0] for fence in self.fences]
        with_label = heads.count("python")
        names, without = Names(), 0
        for fence, head in zip(self.fences, heads):
            if head == "":
                without += names.reads(fence.text)
        return with_label > 0 and with_label >= without

    def _meant(self, fence):
        """(the language that a head stands for, what else it says); "" where nobody can tell."""
        head, draft = fence.head, self.draft
        if head == CERTAIN:
            return "python", ""
        if head == INDENTED:
            return "", ""
        if fence.text.lstrip().startswith("%%"):  # nbconvert labels such a cell by its magic
            return "python", ""
        if ".output" in head or head.lower().strip("{}: ") in GIVEN:
            return "output", ""
        match = CLASSES.match(head)
        word, _, rest = (match["language"], "", match["rest"]) if match else head.partition(" ")
        word = re.split(r"[:{,]", word.lower().strip("{}."))[0] if word else ""
        title = TITLE.search(head)
        title = title[0] if title else ""
        if word in PYTHON:
            never = NOT_RUN.search(head) or (draft.displays and not self.mixed and ".input" not in head)
            if rest.strip() and not match and not title and not never:
                draft.count(
                    fence.line, "words behind the language of a fence are left out: a title may stand there"
                )
            return ("shown", "") if never else ("python", title)
        if draft.ours and word in ("sh", "text"):
            return word, title
        if word in KEPT:
            return word, title
        return ("math" if word == "math" else "text" if word else ""), ""

    def label(self):
        fences = iter([*self.fences[1:], None])
        for part in parts(self.draft.rows):
            if isinstance(part, Fence):
                self._fence(part, next(fences))
            elif CONVERTED.match(part.text) and self.above:
                self.draft.drawn = True
                self.found.append(Row(part.line, FIGURE))
            elif ANNOUNCED.match(part.text) and self.above and not self.records and not self.draft.displays:
                message = f"the line {quoted(part.text)} is left out: an output stands right below its cell"
                self.draft.say(part.line, message)
            else:
                self.found.append(part)
                if part.text.strip() and part.text != FIGURE:
                    self.above, self.records = None, []
        self.draft.rows = self.found

    def _fence(self, fence, below):
        label, title = self._meant(fence)
        if not label:
            label = self._guess(fence, below) if fence.text.strip() else "text"
        elif label == "text" and not self.draft.ours and self._is_given(fence):
            label = self._guess(fence, below)
        if label == "shown":
            message = (
                "this code never ran where it comes from: it became ```text; write ```python if it is to run"
            )
            self.draft.count(fence.line, message)
            label = "text"
        if label == "more":
            return  # all that a cell gave is one record, which the run writes
        if label == "math" and not any(sign in fence.text for sign in ("```", "~~~", "$$")):
            self.found += apart([Row(fence.line, "$$"), *fence.body, Row(fence.line, "$$")])
            return
        if label in ("python", "sh"):
            self.above, self.records = Cell(fence.text, self.names), []
            self.names.learn(self.above.tree, fence.text)
        elif label in LANGUAGES:
            if not self.above or label in self.records:
                self._stray(fence, label)
                label = "text"
            else:
                self.records.append(label)
        else:
            self.records.append("text")
        label = "text" if label == "math" else label
        self.found += fenced(fence.line, f"{label}{title}", fence.body)

    def _guess(self, fence, below):
        draft, text = self.draft, fence.text
        if draft.displays:
            return "shown" if self.names.reads(text) else "text"
        if fence.head == INDENTED and self.labelled:
            if self.above and "text" not in self.records:
                raised = self.above.raises(text) or "Traceback (most recent call last)" in text
                label = "pytb" if raised else "output"
                return label if label not in self.records else "more"
            draft.say(
                fence.line, f"{quoted(text)} was indented: it became ```text; write ```python if it is to run"
            )
            return "text"
        below = below.text if below else ""
        found = guess(text, self.above, self.records, below, self.names, self.labelled and not self.mixed)
        word, other = WORDS[found.label]
        if not found.sure:
            draft.say(fence.line, f"{quoted(text)} had no label and was taken for {word}: write {other}")
        elif found.label == "python":
            draft.count(fence.line, f"a fence without a label was taken for {word}: write {other}")
        return found.label

    def _is_given(self, fence):
        """Whether a fence for text holds what the cell right above it gave."""
        head = fence.head.lower().strip("{}. ")
        return (
            head in TEXTS
            and self.above
            and not self.records
            and not self.draft.displays
            and (self.above.speaks or self.above.raises(fence.text))
        )

    def _stray(self, fence, label):
        self.draft.say(
            fence.line, f"this ```{label} stands below no cell: it became ```text; put it below its cell"
        )


def label(draft):
    """Every fence gets a label of ours."""
    _Labels(draft).label()
