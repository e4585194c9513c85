"""The reST of sphinx-gallery's text blocks, as Markdown: headings, directives, links and code.

Its directives become MyST's, which mean the same: one place (blocks.py) says what becomes of either.
"""

import re

from book.adopting.draft import Row, apart, fenced, quoted, trimmed

RULE = re.compile(r"^([=\-~^\"'*+#`:._])\1{2,}\s*$")
TABLE = re.compile(r"^(=+( +=+)+|\+[-=+]+\+)\s*$")
DIRECTIVE = re.compile(r"^(?P<lead>\s*)\.\. (?P<name>[\w:-]+)::\s*(?P<argument>.*)$")
LABEL = re.compile(r"^\.\. _(?P<name>[^:]+):\s*(?P<address>\S*)\s*$")
SUBSTITUTION = re.compile(r"^\.\. \|[^|]+\| |^\.\. \[[^\]]+\] ")
LINK = re.compile(r"`([^`<>]+?)\s*<([^`<>]+)>`__?")
NAMED = re.compile(r"`([^`<>]+)`_(?!_)|\b([A-Za-z][\w-]*)_(?![\w_])")


def markdown_of(draft, rows):
    """The rows of Markdown that rows of reST mean."""
    rows = trimmed(rows)
    addresses = {
        match["name"].strip("` ").lower(): match["address"]
        for row in rows
        if (match := LABEL.match(row.text)) and match["address"]
    }
    return apart(_pieces(draft, rows, addresses))


def _pieces(draft, rows, addresses):
    found, index = [], 0
    while index < len(rows):
        index, more = _piece(draft, rows, index, addresses)
        found += more
    return found


def _piece(draft, rows, index, addresses):
    """What begins at rows[index]: the index behind it, and its Markdown."""
    line, text = rows[index]
    if heading := _heading(rows, index):
        mark, words, behind = heading
        draft.marks.setdefault(mark, len(draft.marks) + 1)
        level = min(draft.marks[mark], 6)
        return behind, apart([Row(line, f"{'#' * level} {_inline(words, addresses)}")])
    if TABLE.match(text):
        behind = index
        while behind < len(rows) and rows[behind].text.strip():
            behind += 1
        draft.say(line, "a table of reST became ```text: write it as a table of Markdown")
        return behind, apart(fenced(line, "text", rows[index:behind]))
    if match := LABEL.match(text):
        return index + 1, [] if match["address"] else [Row(line, f"({match['name']})=")]
    if match := DIRECTIVE.match(text):
        body, behind = _indented(rows, index + 1, len(match["lead"]))
        head = f"{{{match['name']}}} {match['argument']}".rstrip()
        if match["name"] not in ("code-block", "code", "sourcecode", "math", "figure", "image", "plot"):
            count = next((n for n, row in enumerate(body) if not re.match(r":[\w-]+:", row.text)), len(body))
            body = [*body[:count], *_pieces(draft, trimmed(body[count:]), addresses)]
        return behind, apart(fenced(line, head, trimmed(body)))
    if text.startswith(".. ") or text.strip() == "..":
        body, behind = _indented(rows, index + 1)
        if SUBSTITUTION.match(text):
            draft.say(
                line, f"{quoted(text)} is left out: a page has no substitutions, footnotes or citations"
            )
        return behind, []
    if text.rstrip().endswith("::"):
        body, behind = _indented(rows, index + 1)
        words = re.sub(
            r"\s*::\s*$", ":" if text.strip() != "::" and not text.rstrip().endswith(" ::") else "", text
        )
        found = [Row(line, _inline(words, addresses))] if words.strip() else []
        if body:
            return behind, found + apart(fenced(body[0].line, "", trimmed(body)))
        return index + 1, found
    if text.startswith((">>> ", "    ")) and not (index and rows[index - 1].text.strip()):
        behind = index
        while behind < len(rows) and rows[behind].text.strip():
            behind += 1
        return behind, apart(fenced(line, "" if text.startswith(">>>") else "text", rows[index:behind]))
    text = re.sub(r"^(\s*)#\. ", r"\g<1>1. ", text)
    return index + 1, [Row(line, _inline(text, addresses))]


def _heading(rows, index):
    """(its mark, its words, the index behind it) of a heading, which may have a line above it, too."""
    texts = [row.text for row in rows[index : index + 3]]
    if len(texts) == 3 and RULE.match(texts[0]) and RULE.match(texts[2]) and texts[1].strip():
        return f"over{texts[0][0]}", texts[1].strip(), index + 3
    underlined = len(texts) > 1 and texts[0].strip() and not texts[0][0].isspace() and RULE.match(texts[1])
    if underlined and len(texts[1].rstrip()) >= len(texts[0].rstrip()) - 2 and not RULE.match(texts[0]):
        return texts[1][0], texts[0].strip(), index + 2
    return None


def _indented(rows, index, lead=0):
    """The rows from rows[index] on that are indented by more than `lead`, without their indentation,
    and the index behind them."""
    end = index
    while end < len(rows) and (not rows[end].text.strip() or rows[end].text[: lead + 1].isspace()):
        end += 1
    body = rows[index:end]
    depth = min((len(row.text) - len(row.text.lstrip()) for row in body if row.text.strip()), default=0)
    return trimmed([Row(line, text[depth:]) for line, text in body]), end


def _inline(text, addresses):
    """A line of reST with the marks of Markdown; roles stay, as MyST writes them."""
    spans, out, end = re.compile(r"(?<!`)``(?!`)(.+?)``(?!`)|(:[\w:+-]+:)`([^`]+)`"), "", 0
    for span in spans.finditer(text):
        out += _links(text[end : span.start()], addresses)
        out += f"`{span[1]}`" if span[1] else f"{{{span[2].strip(':')}}}`{span[3]}`"
        end = span.end()
    return out + _links(text[end:], addresses)


def _links(text, addresses):
    def named(match):
        words = match[1] or match[2]
        address = addresses.get(words.lower())
        return f"[{words}]({address})" if address else match[0]

    text = re.sub(r"\s?\[[\w#*-]+\]_(?!\w)", "", LINK.sub(r"[\1](\2)", text))  # its footnote is said
    return NAMED.sub(named, text)
