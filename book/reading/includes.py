"""Named sections of `snippets/`, and the `--8<--` lines that embed them."""

import ast
import re
import textwrap
import warnings
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from book.ground.faults import BookError, Fault, shown_path
from book.ground.files import files_below

MARKER = re.compile(r"-+8<-+")
# Comments and lines that were meant as markers, but have no scissors that anything would find
ALMOST = re.compile(r"^\s*#.*(8<|>8|-8-|\[\s*(start|end)\s*:)")
MEANT = re.compile(r"^\s*[-—–]*\s*(8<|8>|<8|>8|8)\s*[-—–]*\s*[\"']snippets/")
NAMED = re.compile(r":\s*(?P<name>[-\w]*)")
SCISSORS = re.compile(r"^\s*-+8<-+(\s|$)")
BOUND = re.compile(r"^\s*# --8<-- \[(?P<kind>start|end):(?P<name>[a-z][-_0-9a-z]*)\](?P<rest>.*)$")
INCLUDE = re.compile(r'^--8<-- "(?P<target>[^"]+)"$')
NO_MARKER = "not a section marker: write `# --8<-- [start:name]` or `[end:name]`"
NOT_UTF_8 = "not UTF-8: save the file as UTF-8"
LINKED = "a symlink to outside `snippets/`: put the file itself here"


class SourceFault(BookError):
    """What is wrong at `line` of `file` itself, rather than with the line that embeds it."""

    def __init__(self, file, line, message):
        super().__init__(message)
        self.file, self.line = file, line


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


def sources(root):
    """The files of `snippets/` that lie there, sorted; a rule blames the links to elsewhere."""
    home = root / "snippets"
    paths = sorted(Path(path) for path in files_below(home) if path.endswith(".py"))
    return [path for path in paths if _inside(path, home)]


def module_name(path, root):
    """The name of a source of `snippets/` below the package: "nets", "pictures.pen"."""
    return ".".join(path.relative_to(root / "snippets").with_suffix("").parts)


def _inside(path, home):
    return path.resolve().is_relative_to(home.resolve())


def sections_of(path):
    """The sections of one file as {name: Section}, and its marker faults as [(line, message)]."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found, opened, unpaired, strays, crooked = {}, {}, [], [], {}
    for number, line in enumerate(lines, start=1):
        if not MARKER.search(line) and not ALMOST.match(line):
            continue
        match = BOUND.match(line)
        if not match:
            named = NAMED.search(line)
            crooked.setdefault(named["name"] if named else number, number)
            continue
        name = match["name"]
        if match["kind"] == "start":
            if name in opened or name in found:
                unpaired.append((number, f"section `{name}` starts twice: give this one another name"))
            else:
                opened[name] = number
        elif name in opened:
            first = opened.pop(name) + 1
            inside = [text for text in lines[first - 1 : number - 1] if not MARKER.search(text)]
            source = textwrap.dedent("\n".join(inside)).strip("\n")
            found.setdefault(name, Section(name, first, number - 1, source))
        elif name not in found:
            strays.append((number, name))
    unpaired += _without_partner(opened, strays)
    # A marker that cannot be read explains the one that seems to miss its partner
    unread = [(number, NO_MARKER) for number in crooked.values()]
    return found, sorted(unread or unpaired)


def _without_partner(opened, strays):
    """(line, message) for starts that found no end and ends that found no start; a start and an
    end of other names below it are one mistake."""
    for name, number in opened.items():
        end = next((stray for stray in strays if stray[0] > number), None)
        if end:
            strays.remove(end)
            yield (
                end[0],
                (
                    f"section `{end[1]}` never started, and section `{name}` is open: "
                    "give both markers one name"
                ),
            )
        else:
            yield number, f"section `{name}` is never closed: add `# --8<-- [end:{name}]`"
    for number, name in strays:
        yield number, f"section `{name}` ends but never started: add its start marker"


def unread_fault(path, root):
    """The Fault of a source that is no Python; None where it is."""
    shown = shown_path(path, root)
    try:
        ast.parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return Fault(shown, 1, NOT_UTF_8)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        return Fault(shown, line, f"no Python ({error.args[0]}): correct it")
    return None


def included_rows(text):
    """The numbers, from 0, of the rows of `text` that embed something, or were meant to; what
    stands in a string of several lines does not."""
    found = [n for n, row in enumerate(text.split("\n")) if SCISSORS.match(row) or MEANT.match(row)]
    return [number for number in found if number not in _in_strings(text)]


def _in_strings(text):
    """The numbers of the rows that begin inside of a string."""
    try:
        with warnings.catch_warnings(action="ignore"):
            nodes = ast.walk(ast.parse(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    kinds = (ast.Constant, ast.JoinedStr)
    return {n for node in nodes if isinstance(node, kinds) for n in range(node.lineno, node.end_lineno)}


def resolve(text, line, root):
    """The Include and the source for the one line `text` of a cell; BookError says what is wrong,
    SourceFault that it is wrong in the file that the line names."""
    match = INCLUDE.match(text.strip())
    if not match:
        raise BookError('not an include: write `--8<-- "snippets/file.py:section"`')
    target = match["target"]
    name, colon, section = target.partition(":")
    if "://" in target or "\0" in target or Path(name).is_absolute():
        raise BookError(f"`{target}` is not a file of the book: embed a section of `snippets/`")
    if not section:
        raise BookError(f"`{target}` names no section: write `{name}:section`")
    if re.fullmatch(r"\d*(:\d*)?", section):
        raise BookError(
            f"`{section}` counts lines, which move when the file changes: embed a section by its name"
        )
    if not re.fullmatch(r"[a-z][-_0-9a-z]*", section):
        raise BookError(f"`{section}` is no section name: write small letters with `-` between words")
    return _embedded(root / name, name, section, line, root)


def _embedded(file, name, section, line, root):
    home = root / "snippets"
    if not _inside(file, home):
        chain = [file, *file.parents]
        link = next((path for path in chain if path.is_symlink() and home in path.parents), None)
        if link and ".." not in file.parts:
            raise SourceFault(link, 1, LINKED)
        raise BookError(f"`{name}` lies outside `snippets/`: move the code there")
    if not file.is_file():
        raise BookError(f"there is no file `{name}`: {_guess(file, home)}")
    try:
        found, faults = sections_of(file)
    except UnicodeDecodeError:
        raise SourceFault(file, 1, NOT_UTF_8) from None
    for number, message in faults:
        if f"section `{section}`" in message or message == NO_MARKER and section not in found:
            raise SourceFault(file, number, message)
    if section not in found:
        names = ", ".join(f"`{name}`" for name in sorted(found)) or "no sections"
        raise BookError(f"`{name}` has no section `{section}`: it has {names}")
    bounds = found[section]
    return Include(line, f"{name}:{section}", file, section, bounds.first), bounds.source


def _guess(file, home):
    there = {path.stem: path for path in sources(home.parent)}
    close = get_close_matches(file.stem, there, 1)
    return f"did you mean `{shown_path(there[close[0]], home.parent)}`?" if close else "correct the path"
