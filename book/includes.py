"""Named sections of `snippets/`, and the `--8<--` lines that embed them."""

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

from book.faults import BookError

MARKER = re.compile(r"-+8<-+")
BOUND = re.compile(r"^\s*# --8<-- \[(?P<kind>start|end):(?P<name>[a-z][-_0-9a-z]*)\](?P<rest>.*)$")
INCLUDE = re.compile(r'^--8<-- "(?P<target>[^"]+)"$')


@dataclass(frozen=True)
class Section:
    """Lines `first` to `last` (1-based, between the markers) of a file in `snippets/`."""

    name: str
    first: int
    last: int
    source: str


@dataclass(frozen=True)
class Include:
    """A `--8<--` line at `line` of a chapter and the section that it embeds."""

    line: int
    target: str
    file: Path
    section: str
    first_line: int


def sections_of(path):
    """The sections of one file as {name: Section}, and its marker faults as [(line, message)]."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found, opened, doubled, faults = {}, {}, set(), []
    for number, line in enumerate(lines, start=1):
        if not MARKER.search(line):
            continue
        match = BOUND.match(line)
        if not match:
            faults.append((number, "not a section marker: write `# --8<-- [start:name]` or `[end:name]`"))
            continue
        name = match["name"]
        if match["kind"] == "start":
            if name in opened or name in found:
                faults.append((number, f"section `{name}` starts twice: give this one another name"))
                doubled.add(name)
            else:
                opened[name] = number
        elif name in doubled and name not in opened:
            continue
        elif name not in opened:
            faults.append((number, f"section `{name}` ends but never started: add its start marker"))
        else:
            first = opened.pop(name) + 1
            inside = [text for text in lines[first - 1 : number - 1] if not MARKER.search(text)]
            source = textwrap.dedent("\n".join(inside)).strip("\n")
            found.setdefault(name, Section(name, first, number - 1, source))
    for name, number in opened.items():
        faults.append((number, f"section `{name}` is never closed: add `# --8<-- [end:{name}]`"))
    return found, sorted(faults)


def resolve(text, line, root):
    """The Include and the source for the one line `text` of a cell; BookError says what is wrong."""
    match = INCLUDE.match(text.strip())
    if not match:
        raise BookError('not an include: write `--8<-- "snippets/file.py:section"`')
    target = match["target"]
    name, colon, section = target.partition(":")
    if "://" in target or "\0" in target or Path(name).is_absolute():
        raise BookError(f"`{target}` is not a file of the book: embed a section of `snippets/`")
    if not colon or not section:
        raise BookError(f"`{target}` names no section: write `{name}:section`")
    if not re.fullmatch(r"[a-z][-_0-9a-z]*", section):
        raise BookError(f"`{section}` is no section name: embed one section by its kebab-case name")
    file, home = root / name, root / "snippets"
    if not file.resolve().is_relative_to(home.resolve()):
        raise BookError(f"`{name}` lies outside `snippets/`: move the code there")
    if not file.is_file():
        raise BookError(f"there is no file `{name}`: correct the path")
    try:
        found, faults = sections_of(file)
    except UnicodeDecodeError:
        raise BookError(f"`{name}` is not UTF-8: save it as UTF-8") from None
    for number, message in faults:
        if f"section `{section}`" in message:
            raise BookError(f"{name}:{number}: {message}")
    if section not in found:
        names = ", ".join(sorted(found)) or "no sections"
        raise BookError(f"`{name}` has no section `{section}`: it has {names}")
    bounds = found[section]
    return Include(line, target, file, section, bounds.first), bounds.source
