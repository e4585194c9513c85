"""Scripts: jupytext reads py:percent and its like; sphinx-gallery's text is taken out of comments."""

import ast
import re

from book.adopting.draft import Draft, Row, apart, fenced, quoted, trimmed
from book.adopting.readers.notebook import draft_of, places_in
from book.adopting.readers.rest import markdown_of
from book.ground.faults import BookError, headline
from book.reading.ipython import parsed

BREAK = re.compile(r"^#{20,}\s*$|^# ?%%(?P<words>.*)$")
PERCENT = re.compile(r"^# ?%%", re.M)
LIGHT = re.compile(r"^# \+( |$)|^# -$|format_name: (light|hydrogen|nomarker|bare)", re.M)
UNDERLINE = re.compile(r"^([=\-~^\"'*+#])\1{2,}\s*$", re.M)
SETTING = re.compile(r"^#\s*sphinx_gallery_\w+\s*=|^# sphinx_gallery_(start|end)_ignore")


def read_script(path, shown, text):
    """The Draft of a .py that holds text and cells."""
    tree = parsed(text)  # none where it holds magics, which jupytext knows
    opening = ast.get_docstring(tree, clean=False) if tree else None
    if opening and UNDERLINE.search(opening):
        return _gallery(shown, text, tree.body[0], opening)
    if not PERCENT.search(text) and not LIGHT.search(text):
        mend = "put `# %% [markdown]` above each text, `# %%` above each cell"
        raise BookError(f"{shown}: nothing says what in it is text: {mend}")
    import jupytext

    form = "py:light" if LIGHT.search(text) and not PERCENT.search(text) else "py:percent"
    try:
        notebook = jupytext.reads(text, fmt=form)
    except Exception as error:  # jupytext lets through what YAML and its readers raise
        raise BookError(f"{shown}: no script that jupytext can read ({headline(str(error))[:80]})") from error
    return draft_of(notebook, shown, places_in(text))


def _gallery(shown, text, doc, opening):
    """A sphinx-gallery script: its docstring and the comments below its breaks are reST."""
    draft, lines = Draft(shown, [], displays=True), text.split("\n")
    draft.rows += markdown_of(draft, [Row(doc.lineno + n, row) for n, row in enumerate(opening.split("\n"))])
    number, code, words = doc.end_lineno, [], None
    while number < len(lines):
        line = lines[number]
        number += 1
        found = BREAK.match(line)
        if found:
            _flush(draft, words, code)
            words, code = [Row(number, (found["words"] or "").strip())], []
        elif words is not None and line.startswith("#") and not code:
            words.append(Row(number, line[2:] if line.startswith("# ") else line[1:]))
        elif SETTING.match(line):
            draft.count(number, "a setting of sphinx-gallery is left out: it means nothing here")
        else:
            code.append(Row(number, line))
    _flush(draft, words, code)
    return draft


def _flush(draft, words, code):
    if words:
        draft.rows += markdown_of(draft, words)
    code = trimmed(code)
    if code and all(row.text.startswith("#") for row in code if row.text.strip()):
        draft.say(code[0].line, f"comments alone ({quoted(code[0].text)}) are left out: write them as text")
    elif code:
        draft.rows += apart(fenced(code[0].line, "{code-cell}", code))
