"""What of a cell's result no record may hold, and what to write instead."""

import re
import sys

from book.ground.compare import chance_in
from book.ground.outputs import OUTPUTS
from book.ground.terminal import as_shown
from book.running.guards import SAID
from book.running.job import OUTPUT_LIMIT, SCRATCH

OURS = ("figure", "file", "forbidden", "memory")  # errors that the book's own limits and guards raise
SYSTEMS = ("/usr", "/usr/local")  # where anybody's Python may lie
NOTEBOOK = re.compile(
    r"<IPython\.core\.\w+\.\w+ object>|<Figure size \d+x\d+ with \d+ Axes>|^Figure\(\d+x\d+\)$", re.M
)


def too_long(result):
    """Why a result is too long to be looked at; None where it is not."""
    texts = [result.output, as_shown(result.output), *result.shown.values()]
    if all(len(text) <= OUTPUT_LIMIT for text in texts):
        return None
    return f"prints more than {OUTPUT_LIMIT:,} characters: print less, such as the first few or a summary"


def untrue(cell, result, chapter):
    """Why what a cell shows or raises would not be so in another run, or anywhere else; None where
    it would."""
    here = _places(chapter)
    for kind in OUTPUTS:
        text, does = result.text(kind), "shows" if kind.tolerant else "raises"
        varies = kind.mode(cell.records.get(kind.language)) in ("varies", "other words")
        if match := SAID.search(text):
            return (
                f"{does} words of the book's own guard (`{match[0]}`), which no reader sees: do without them"
            )
        if match := here.search(text):
            return (
                f"{does} a place of this machine (`{match[0]}`), another one elsewhere: show the name alone"
            )
        if match := NOTEBOOK.search(text):
            return f"{does} `{match[0]}`, which is seen in a notebook alone: print what it holds, or leave it out"
        if not varies and (chance := chance_in(text)):
            return f"{does} {chance[1]} (`{chance[0]}`), another one in each run: {_mend(kind, chance[0])}"
    return None


def _places(chapter):
    """Matches paths in the book, in its Python and in a scratch folder, and lines of the page."""
    pythons = [home for home in (sys.prefix, sys.base_prefix) if home not in SYSTEMS]
    homes = "|".join(re.escape(f"{home}/") for home in (chapter.root, *pythons) if len(str(home)) > 1)
    line = rf"(?<!\w){re.escape(chapter.shown)}\b\W{{1,3}}(?:line )?\d+"
    return re.compile(rf"""(?:{homes}|/[^\s'"]*/?{SCRATCH})[^\s'":]*|{line}""")


def _mend(kind, text):
    if not kind.tolerant:
        return "leave it out of the message"
    varies = f'put an ```{kind.language} title="varies" below'
    if text.startswith("["):
        return f"let the bar go with `leave=False`, or {varies}"
    return f"print something else, end the line with `;` if it shows that, or {varies}"
