"""Nothing in a fence embeds anything but the one line of a cell that is an include.

A Markdown extension: pymdownx.snippets reads every line of a page, also what a program printed. It
leaves alone, and takes off, a `;` that stands in front of the scissors.
"""

import re

from markdown import Extension
from markdown.preprocessors import Preprocessor
from pymdownx.snippets import SnippetPreprocessor

FENCE = re.compile(r"^(`{3,})((?:python|sh)\b)?")
LINE, MARKER = SnippetPreprocessor.RE_ALL_SNIPPETS, SnippetPreprocessor.RE_SNIPPET_SECTION


class _Escape(Preprocessor):
    def run(self, lines):
        found, at = [], 0
        while at < len(lines):
            opening = FENCE.match(lines[at])
            end = _end(lines, at, opening[1]) if opening else at
            body = lines[at + 1 : end]
            if not (opening and opening[2] and _embeds(body)):
                body = map(_escaped, body)
            found += [lines[at], *body, *lines[max(end, at + 1) : end + 1]]
            at = end + 1
        return found


def _end(lines, at, ticks):
    return next((n for n in range(at + 1, len(lines)) if lines[n].rstrip() == ticks), at)


def _embeds(body):
    rows = [row for row in body if row.strip()]
    match = LINE.match(rows[0]) if len(rows) == 1 else None
    return bool(match and match["inline_marker"])


def _escaped(line):
    match = LINE.match(line) or ("8<-" in line and MARKER.match(line))
    return f"{line[: match.start('escape')]};{line[match.start('escape') :]}" if match else line


class ScissorsExtension(Extension):
    """Scissors in fences are shown."""

    def extendMarkdown(self, md):
        md.preprocessors.register(_Escape(md), "book-scissors", 33)  # before those of snippets, 32


def makeExtension(**options):
    return ScissorsExtension(**options)
