"""What a chapter may use, and how pyproject.toml says so."""

import re
import tomllib
from dataclasses import dataclass

from book.ground.faults import BookError

GIB = 2**30


@dataclass(frozen=True)
class Limits:
    """What a chapter may use; `[tool.book]` in pyproject.toml overrides the defaults."""

    cell_seconds: float = 60
    chapter_seconds: float = 300
    memory_gib: float = 4
    file_gib: float = 0.5

    @property
    def memory(self):
        """Bytes; 0 is no limit."""
        return int(self.memory_gib * GIB)

    @property
    def file(self):
        return int(self.file_gib * GIB)

    @classmethod
    def read(cls, file):
        """The limits that the pyproject.toml at `file` sets; the defaults where there is none."""
        if not file.is_file():
            return cls()
        text = _text_of(file)
        try:
            table = tomllib.loads(text).get("tool", {})
        except tomllib.TOMLDecodeError as error:
            what, _, place = str(error).partition(" (at ")
            line = re.search(r"line (\d+)", place)
            raise BookError(
                f"{file.name}:{line[1] if line else text.count(chr(10)) + 1}: not TOML ({what}): mend it"
            ) from None
        table = table.get("book", {}) if isinstance(table, dict) else table
        known = ", ".join(cls.__dataclass_fields__)
        if not isinstance(table, dict):
            raise BookError(
                f"{file.name}:{_line_of('book', text)}: [tool.book] is not a table: "
                f"write a line `name = number` for each of {known} that you set"
            )
        for name, value in sorted(table.items()):
            place = f"{file.name}:{_line_of(name, text)}"
            if name not in cls.__dataclass_fields__:
                raise BookError(f"{place}: [tool.book] has no `{name}`: it has {known}")
            if type(value) not in (int, float) or not 0 < value < float("inf"):
                raise BookError(
                    f"{place}: `{name}` is no limit: write a number above 0, such as {getattr(cls, name)}"
                )
        return cls(**table)


def _text_of(file):
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BookError(f"{file.name}:1: not UTF-8: save the file as UTF-8") from None


def _line_of(name, text):
    """The line that sets `name`: the first that starts with it, or holds it."""
    for pattern in (rf"\s*{re.escape(name)}\s*=", rf".*\b{re.escape(name)}\b", ""):
        for number, line in enumerate(text.split("\n"), start=1):
            if re.match(pattern, line):
                return number
