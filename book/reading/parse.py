"""Read a chapter: its cells with what they printed and drew, its inline values, its exercises.

Nothing here runs code or needs torch. Bad Markdown never raises: `Chapter.faults` lists it.
"""

import re
from pathlib import Path

from book.ground import outputs
from book.reading.blocks import mapping, read_blocks
from book.reading.cells import CELL_LANGUAGES, adopt_hint, read_cells
from book.reading.chapter import Chapter, Fence
from book.reading.exercises import read_exercises
from book.reading.exports import read_exports
from book.reading.formulas import markdown
from book.reading.values import read_values

LANGUAGES = (*CELL_LANGUAGES, *outputs.LANGUAGES, "text", "toml", "markdown")
OPENING = re.compile(r'^(?P<ticks>`{3,})(?P<language>[a-z]+)(?: title="(?P<title>[^"]*)")?$')
FOREIGN = re.compile(r"^`+\s*\{\s*(\.?python\s*\.input|code-cell|[\w:-]+\})")  # MyST's, d2l's, Quarto's
NICKNAME = re.compile(r"^`+[\W_]*(python|ipython|py|sh|bash|shell|zsh|console)[\d.]*\b")
UNREAD = "unread"  # stands for the language of a fence that is no fence of ours
LARGEST = 100_000  # bytes
# Where no blank line comes, markdown-it takes seconds for what is one paragraph of brackets
UNBROKEN = 25_000  # characters


def parse_chapter(path, root, text=None):
    """Parse the chapter at `path`; paths in faults and includes are relative to `root`.

    `text` is what the chapter will say, where that is not what stands in its file.
    """
    chapter = Chapter(Path(path), Path(root))
    text = _read_text(chapter, text)
    if text is None:
        return chapter
    chapter.text, chapter.lines = text, text.split("\n")
    if not _is_broken_by_blank_lines(chapter):
        chapter.lines = []
        return chapter
    _read_front(chapter)
    body = "\n" * chapter.front_lines + "\n".join(chapter.lines[chapter.front_lines :])
    chapter.tokens = markdown().parse(body)
    _read_fences(chapter)
    if chapter.fences and chapter.fences[-1].end > len(chapter.lines):
        return chapter  # what follows an open fence cannot be told from its body
    read_blocks(chapter)
    read_cells(chapter)
    read_values(chapter)
    read_exercises(chapter)
    read_exports(chapter)
    chapter.faults.sort()
    return chapter


def _read_text(chapter, text):
    """The text of the chapter with plain line ends; None where it cannot be read."""
    try:
        raw = chapter.path.read_bytes() if text is None else text.encode()
        if len(raw) > LARGEST:
            chapter.fault(
                1,
                f"the chapter has {len(raw) // 1000:,} kB, {LARGEST // 1000} kB are "
                "allowed: split it, or put data into a file",
            )
            return None
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        chapter.fault(raw[: error.start].count(b"\n") + 1, "not UTF-8: save the file as UTF-8")
        return None
    except OSError as error:
        chapter.fault(1, f"cannot be read ({error.strerror}): make it a readable file")
        return None
    if text.startswith("\ufeff"):
        chapter.fault(1, "a byte order mark: save the file as UTF-8 without it")
        text = text[1:]
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        kind = "Windows line ends (CRLF)" if "\r\n" in text else "a lone carriage return (CR)"
        chapter.fault(line, f"{kind}: save the file with plain line ends (LF)")
        text = re.sub(r"\r\n?", "\n", text)
    return text


def _is_broken_by_blank_lines(chapter):
    first, size = 1, 0
    for number, line in enumerate(chapter.lines, start=1):
        size = size + len(line) + 1 if line.strip() else 0
        first = first if size else number + 1
        if size > UNBROKEN:
            chapter.fault(
                first,
                f"more than {UNBROKEN:,} characters without a blank line: "
                "split them, or put data into a file",
            )
            return False
    return True


def _read_front(chapter):
    found = front_matter(chapter.lines)
    if found is None:
        chapter.fault(1, "front matter is not `name: value` lines between two `---`: mend it")
        return
    chapter.front, chapter.front_lines = found


def front_matter(lines):
    """(front matter, how many of the `lines` it takes); None where it cannot be read."""
    if lines[0] != "---":
        return {}, 0
    end = lines.index("---", 1) if "---" in lines[1:] else 0
    front = mapping(lines[1:end]) if end else None
    return None if front is None else (front, end + 1)


def _read_fences(chapter):
    for token in chapter.tokens:
        if token.type == "code_block":
            mend = f"{adopt_hint(chapter)} makes a fence of it, or write one at column 0"
            chapter.fault(token.map[0] + 1, f"indented code never runs: {mend}")
        if token.type != "fence":
            continue
        first, last = token.map[0] + 1, token.map[1]
        opening = chapter.lines[first - 1]
        closed = last > first and chapter.lines[last - 1].strip() == token.markup
        match, fault = OPENING.match(opening), None
        if token.level or not opening.startswith("`"):
            fault = "tools skip this form of a fence quietly: write it as ``` at column 0"
        elif not closed:
            fault = f"the fence is never closed: add {token.markup} on a line of its own"
        elif opening.strip("`") and not match:
            fault = f"`{opening.strip('`')}` is no fence of ours: {_fence_for(chapter, opening)}"
        elif not match:
            mend = f"write ```text where nothing should run it, or {adopt_hint(chapter)}"
            fault = f"a fence without a label: {mend}"
        elif match["language"] not in LANGUAGES:
            fault = f"unknown language `{match['language']}`: {_fence_for(chapter, opening)}"
        if fault:
            chapter.fault(first, fault)
        language = UNREAD if fault else match["language"]
        end = last if closed else last + 1
        body = "\n".join(chapter.lines[first : end - 1])
        chapter.fences.append(Fence(first, end, language, match and match["title"], body))


def _fence_for(chapter, opening):
    """What to write instead of the head of a fence that was meant to say a language."""
    if FOREIGN.match(opening):
        return f"{adopt_hint(chapter)} makes it one"
    nickname = NICKNAME.match(opening.lower())
    if nickname:
        language = "python" if "py" in nickname[1] else "sh"
        return f'write ```{language}, and at most title="…" behind it'
    return f"write ```text where nothing should run it, or one of {', '.join(LANGUAGES)}"
