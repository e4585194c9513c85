"""What a reviewer reads first: the pages, outputs and figures that differ between two commits, as Markdown
for the summary of a job on GitHub.

Such a summary shows no picture that stands in it, only one that has an address. Recorded figures have one at each
commit; `sanitize` lets GitHub serve an SVG as a picture.
"""

import difflib
import html
import subprocess
from itertools import zip_longest
from pathlib import PurePosixPath
from urllib.parse import quote

from book.ground.faults import BookError, number
from book.ground.outputs import fence_around
from book.reading.parse import parse_chapter

LARGEST = 1_000_000  # bytes; GitHub shows no summary of more than 1 MiB
MOST_FILES, MOST_LINES, LONGEST = 300, 40, 200  # in the list; of one output; characters of a line
FIGURE = "https://raw.githubusercontent.com/{}/{}/{}?sanitize=true"
RECORDED = {"A": "new", "D": "gone"}  # by git's letter; any other is "changed"


def changes(book, base, before=None, after=None):
    """The summary of what the last commit changed since `base`, any name of a commit.

    `before` and `after` say where the figures of the two commits are shown from, as OWNER/NAME or
    OWNER/NAME@COMMIT; without, they are only named. Raises BookError where there is no such commit.
    """
    old, new = (_Commit(book, name) for name in (base, "HEAD"))
    old.name = _git(book, "merge-base", old.name, new.name).strip() or old.name
    old.shown, new.shown = before, after
    rows = _git(book, "diff", "--no-renames", "--relative", "--name-status", "-z", old.name, new.name).split(
        "\0"
    )
    found = sorted(zip(rows[1::2], rows[::2]), key=lambda each: (not each[0].endswith(".md"), each))
    docs = PurePosixPath(book.docs.name)
    ours = [(name, kind) for name, kind in found if _is_recorded(PurePosixPath(name), docs)]
    parts = [_list(ours, len(found) - len(ours))]
    for name, kind in ours:
        if name.endswith(".md") and kind not in RECORDED:  # all of a new page is new
            parts += _outputs(name, old.chapter(name), new.chapter(name))
        elif name.endswith(".svg") and not name.endswith("-narrow.svg"):
            parts.append(_figure(name, kind, old, new))
    return _fitting(parts)


def _is_recorded(path, docs):
    return path.parent == docs and path.suffix == ".md" or docs / "figures" in path.parents


class _Commit:
    def __init__(self, book, name):
        self.book, self.shown = book, None
        self.name = _git(book, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").strip()

    def chapter(self, name):
        """The chapter as it is in this commit."""
        return parse_chapter(
            self.book.root / name, self.book.root, _git(self.book, "show", f"{self.name}:./{name}")
        )

    def address(self, figure):
        """Where a browser gets a figure of this commit; empty where nobody said from which repository."""
        repository, _, commit = (self.shown or "").partition("@")
        return repository and FIGURE.format(repository, commit or self.name, quote(figure))


def _git(book, *arguments):
    try:
        done = subprocess.run(["git", *arguments], cwd=book.root, capture_output=True, check=True)
    except OSError as error:
        raise BookError("git is not installed: install it to compare two commits") from error
    except subprocess.CalledProcessError as error:
        why = error.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
        mend = "name a commit that is here, such as main, or fetch it"
        raise BookError(f"git {arguments[0]} failed: {why[0]}: {mend}") from error
    return done.stdout.decode(errors="replace")


def _list(ours, others):
    """The files that changed, as a list."""
    if not ours:
        return f"# No page and no figure changed\n\n{_besides(others)}"
    pages = sum(name.endswith(".md") for name, _ in ours)
    title = f"# {number(pages, 'page')} and {number(len(ours) - pages, 'figure')} changed"
    rows = [f"- {_code(name)} {RECORDED.get(kind, '')}".rstrip() for name, kind in ours[:MOST_FILES]]
    if len(ours) > MOST_FILES:
        rows.append(f"- and {number(len(ours) - MOST_FILES, 'more file')}")
    return "\n".join([title, "", *rows, "", _besides(others)])


def _besides(others):
    return f"Besides, {number(others, 'file')} that no chapter recorded.\n"


def _outputs(name, old, new):
    """What the cells and the values of a chapter gave before and give now, where that differs."""
    for was, now in _pairs(_recorded(old), _recorded(new)):
        code, _, line = now or was
        before, after = (each[1].splitlines() if each else [] for each in (was, now))
        if before != after:
            first = next(iter(code.strip().splitlines()), "")
            place = f"{name}:{line}" if now else f"{name}, line {line} of before"
            yield f"### {_code(place)}\n\n{_code(_short(first))}\n\n{_difference(before, after)}"


def _recorded(chapter):
    """[(code, what it gave, its line)] of the cells and the inline values of a chapter."""
    gave = [(cell, "\n".join(record.body for record in cell.records.values())) for cell in chapter.cells]
    return [
        *((cell.fence.body, text, cell.fence.line) for cell, text in gave),
        *((value.expression, value.text, value.line) for value in chapter.values),
    ]


def _pairs(old, new):
    """The cells of before and now that are the same or stand for each other; None where there is none."""
    match = difflib.SequenceMatcher(
        None, [code for code, *_ in old], [code for code, *_ in new], autojunk=False
    )
    for _, begin, end, start, stop in match.get_opcodes():
        yield from zip_longest(old[begin:end], new[start:stop])


def _difference(before, after):
    """The lines that differ, with two around, in a fence."""
    rows = list(difflib.unified_diff(before, after, n=2, lineterm=""))[2:]
    kept = [_short(row) for row in rows[:MOST_LINES] if not row.startswith("@@")]
    if len(rows) > MOST_LINES:
        kept.append(f"… and {number(len(rows) - MOST_LINES, 'more line')}")
    text = "\n".join(kept)
    ticks = fence_around(text)
    return f"{ticks}diff\n{text}\n{ticks}\n"


def _figure(name, kind, old, new):
    """A figure before and now, side by side."""
    before = "" if kind == "A" else _shown(old.address(name), "before")
    now = "" if kind == "D" else _shown(new.address(name), "now")
    head = "<tr><th>before</th><th>now</th></tr>"
    return f"### {_code(name)}\n\n<table>{head}<tr><td>{before}</td><td>{now}</td></tr></table>\n"


def _shown(address, when):
    return f'<img alt="{when}" src="{address}">' if address else when


def _fitting(parts):
    """The parts as one text that GitHub shows: what is too much is left out, and counted."""
    kept, size = [], 0
    for part in parts:
        size += len(part.encode()) + 1
        if size <= LARGEST:
            kept.append(part)
    if left := len(parts) - len(kept):
        kept.append(f"{number(left, 'more difference')} of outputs and figures would not fit here.\n")
    return "\n".join(kept)


def _short(row):
    return row if len(row) <= LONGEST else f"{row[:LONGEST]} …"


def _code(text):
    """A name or code of the change, which may hold any sign, as words that are no Markdown."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in text)
    return f"<code>{html.escape(shown)}</code>"
