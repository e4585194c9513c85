"""What a chapter is made of."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from book.ground.faults import Fault, shown_path
from book.reading.includes import Include

HEAD = re.compile(r"^([A-Za-z_][\w.]*)(?=:|$)", re.M)  # of a line of a ```pytb


@dataclass
class Fence:
    """A fenced block; `line` and `end` are the 1-based numbers of its first and last line."""

    line: int
    end: int
    language: str
    title: str | None
    body: str


@dataclass
class Figure:
    """A line that shows a recorded figure; `mode` is the title that says how it is compared, or None."""

    line: int
    alt: str
    target: str
    mode: str | None


@dataclass
class Cell:
    """A fence that runs, with the records that stand below it."""

    index: int
    fence: Fence
    source: str
    include: Include | None = None
    role: str = "cell"
    exercise: int | None = None
    records: dict = field(default_factory=dict)  # {language of a kind of output: its Fence}
    figures: list = field(default_factory=list)

    @property
    def language(self):
        return self.fence.language

    @property
    def serves(self):
        """Whether the cells below it go on from what it binds."""
        return self.role == "cell" and self.language == "python" and not self.raises

    @property
    def output(self):
        return self.records.get("output")

    @property
    def pytb(self):
        return self.records.get("pytb")

    @property
    def told(self):
        """Whether the page says that the cell raises or warns."""
        return self.pytb is not None

    @property
    def raises(self):
        """Whether the page says that the cell ends with an exception, not only a warning."""
        if self.pytb is None:
            return False
        warned = [head.endswith("Warning") for head in HEAD.findall(self.pytb.body)]
        return not warned or not all(warned)

    @property
    def warns(self):
        """Whether the page says that the cell warns and goes on."""
        return self.told and not self.raises


@dataclass
class Value:
    """An inline value; `start`, `end` span its text in its line; `after` is the cell before it."""

    line: int
    start: int
    end: int
    expression: str
    format: str
    text: str
    after: int


@dataclass
class Exercise:
    line: int
    question: list
    check: Cell | None = None
    solution: Cell | None = None


@dataclass
class Block:
    """A pymdownx block; `line` and `end` are its first and last line."""

    line: int
    end: int
    name: str
    title: str
    options: dict


@dataclass
class Chapter:
    path: Path
    root: Path
    text: str = ""
    lines: list = field(default_factory=list)
    front: dict = field(default_factory=dict)
    tokens: list = field(default_factory=list)
    fences: list = field(default_factory=list)
    blocks: list = field(default_factory=list)
    cells: list = field(default_factory=list)
    values: list = field(default_factory=list)
    exercises: list = field(default_factory=list)
    exports: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    front_lines: int = 0

    @property
    def stem(self):
        return self.path.stem

    @property
    def shown(self):
        return shown_path(self.path, self.root)

    @property
    def shows(self):
        """How many figures its cells show."""
        return sum(len(cell.figures) for cell in self.cells)

    @property
    def timed(self):
        return bool(self.front.get("timed"))

    @property
    def gpu(self):
        """Whether it says that it computes on a CUDA card where there is one."""
        return bool(self.front.get("gpu"))

    @property
    def title(self):
        for token, inline in zip(self.tokens, self.tokens[1:], strict=False):
            if token.type == "heading_open" and token.tag == "h1":
                return inline.content
        return str(self.front.get("title", self.stem))

    def fault(self, line, message):
        self.faults.append(Fault(self.shown, line, message))

    def code_lines(self):
        """The set of line numbers that belong to fences or to the front matter."""
        inside = set(range(1, self.front_lines + 1))
        for fence in self.fences:
            inside.update(range(fence.line, fence.end + 1))
        return inside
