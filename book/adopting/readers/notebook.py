"""Notebooks: nbformat reads them; their cells and what these gave become rows of a Draft."""

import json
import logging
import re
import warnings

from book.adopting.draft import COLOUR, Draft, Row, apart, closed, fenced, quoted, spaced
from book.ground.faults import BookError, headline

WARNING = re.compile(r"^\S*:\d+: (\w+Warning: .*)$", re.M)
# What is no text of its own: rich outputs, and what a plotting call returns beside its picture
UNSEEN = re.compile(
    r"^\(?\[?<(IPython|Figure size|matplotlib|mpl_toolkits|seaborn)|^Text\(|^\(?array\(.*(<Axes| 0x)|^<.* at 0x\w+>$",
    re.S,
)
TAGS = {
    "raises-exception": "became an empty ```pytb below the cell: `run` writes what it raises",
    "skip-execution": "the cell became ```text, which nothing runs: write ```python if it is to run",
}
HIDDEN = "left out: a page shows all of its code; move what no reader needs to `snippets/`"


def read_notebook(path, shown, text):
    """The Draft of an .ipynb."""
    import nbformat

    logging.getLogger("traitlets").disabled = True  # it tells of every cell that lacks an id
    try:
        with warnings.catch_warnings(action="ignore"):
            notebook = nbformat.reads(text, as_version=4)
        return draft_of(notebook, shown, _Places(text.split("\n"), in_json=True))
    except BookError:
        raise
    except Exception as error:  # nbformat lets through what JSON and its readers raise, and checks no cell
        why = headline(f"{type(error).__name__}: {error}")[:80]
        raise BookError(
            f"{shown}: no notebook that nbformat can read ({why}): save it in Jupyter anew"
        ) from error


class _Places:
    """Finds the lines of a source at which the lines of its cells stand, one after the other."""

    def __init__(self, lines, in_json=False):
        self.lines, self.in_json, self.at = lines, in_json, 0

    def find(self, text):
        """The line of `text`, the first that was not found before; the last one where it is none."""
        wanted = self._plain(text)
        for number in range(self.at, len(self.lines)) if text.strip() else ():
            if self._holds(self.lines[number].strip(), wanted):
                self.at = number + (not self.in_json or self.lines[number].strip().startswith('"' + wanted))
                return number + 1
        return max(self.at, 1)

    def _plain(self, text):
        if self.in_json:
            return json.dumps(text, ensure_ascii=False)[1:-1]
        return text.strip().lstrip("#").strip()

    def _holds(self, line, wanted):
        if not self.in_json:
            return self._plain(line) == wanted
        # A line of a list, or the whole source of a cell in one string
        rest = line.removeprefix('"' + wanted) if line.startswith('"' + wanted) else ""
        return rest.rstrip(",") in ('"', '\\n"') or '"source": "' in line and wanted in line

    def rows(self, text):
        """The Rows of the source of a cell."""
        return [Row(self.find(line), spaced(line)) for line in text.split("\n")]


def places_in(text):
    """The places of the lines of a script's cells."""
    return _Places(text.split("\n"))


def draft_of(notebook, shown, places):
    """The Draft of a notebook as nbformat and jupytext give it."""
    kernel = notebook.metadata.get("kernelspec", {})
    language = kernel.get("language") or notebook.metadata.get("language_info", {}).get("name", "python")
    if language.lower() not in ("python", "python3", "ipython"):
        raise BookError(f"{shown}: a notebook in {language}: the book's cells are Python")
    draft = Draft(shown, [], title=str(notebook.metadata.get("title", "")), displays=True)
    draft.drawn = any(cell.get("outputs") for cell in notebook.cells)
    for cell in notebook.cells:
        rows = places.rows(cell.source)
        line = rows[0].line
        if cell.cell_type == "markdown":
            draft.rows += apart(closed(draft, rows))
        elif cell.cell_type == "raw":
            draft.say(
                line, f"a raw cell is left out ({quoted(cell.source)}): write it as Markdown if it is needed"
            )
        elif cell.source.strip():
            if cell.metadata.get("title"):
                named = quoted(cell.metadata.title)
                draft.say(
                    max(line - 1, 1),
                    f"the cell's name {named} is left out: make it a heading if readers need it",
                )
            draft.rows += apart(_code(draft, cell, rows))
    return draft


def _code(draft, cell, rows):
    tags = [str(tag) for tag in cell.metadata.get("tags", ())]
    line = rows[0].line
    language = "text" if told_tags(draft, line, tags) else "{code-cell}"
    found = fenced(line, language, rows)
    if language != "text":
        found += _outputs(draft, rows[-1].line, cell.get("outputs", ()), "raises-exception" in tags)
    return found


def told_tags(draft, line, tags):
    """Say what becomes of the tags of a cell; whether it is never to run."""
    for tag in tags:
        draft.say(
            line,
            f"the tag `{tag}`: {TAGS.get(tag, HIDDEN)}" if tag in TAGS else f"the tag `{tag}` is {HIDDEN}",
        )
    return "skip-execution" in tags


def _outputs(draft, line, outputs, raises):
    """The rows of what a cell gave: what it printed, what it raised, what it drew."""
    printed, errors, pictures, last = [], [], 0, ""
    for output in outputs:
        kind, streamed = output.output_type, last == "stream"
        last = kind
        if kind == "stream" and output.name == "stderr":
            errors += WARNING.findall(COLOUR.sub("", output.text))
        elif kind == "stream":
            if streamed and printed:
                printed[-1] += output.text
            else:
                printed.append(output.text)
        elif kind == "error":
            errors.append(f"{output.ename}: {COLOUR.sub('', output.evalue)}".rstrip(": "))
        else:
            plain = output.get("data", {}).get("text/plain", "")
            drawn = _is_picture(draft, line, output.get("data", {}), plain)
            pictures += drawn
            if not drawn and plain and not UNSEEN.match(plain) and kind == "execute_result":
                printed.append(plain)
    rows = []
    for language, text in (("output", "\n".join(map(_ended, printed))), ("pytb", "\n".join(errors))):
        if text or (language == "pytb" and raises):
            body = [Row(line, part) for part in _clean(text).split("\n")] if text else []
            rows += [Row(line, ""), *fenced(line, language, body)]
    rows += [Row(line, row) for _ in range(pictures) for row in ("", "{figure}")]
    return rows


def _is_picture(draft, line, data, plain):
    """Whether a cell drew it; what is neither drawn nor text is left out."""
    pictured = any(kind.startswith("image/") for kind in data)
    if pictured and not plain.startswith("<IPython"):
        return True
    if pictured or plain.startswith("<IPython") or any("widget" in kind for kind in data):
        what = "a picture from a file" if pictured else "a rich output"
        draft.say(
            line,
            f"{what} of this cell is left out ({quoted(plain)}): a page shows text, and figures it draws",
        )
    elif data and not plain:
        draft.say(line, f"an output of this cell is left out ({', '.join(sorted(data))}): a page shows text")
    return False


def _ended(text):
    return text.rstrip("\n")


def _clean(text):
    """`text` as a terminal would leave it: no colours, of overwritten lines the last."""
    text = COLOUR.sub("", text)
    lines = (line.rstrip("\r").rsplit("\r", 1)[-1] for line in text.split("\n"))
    return "".join(sign for sign in "\n".join(lines) if sign in "\n\t" or sign.isprintable())
