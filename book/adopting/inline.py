"""What stands within a line: roles, references, links and pictures of other tools."""

import re
from pathlib import Path
from urllib.parse import unquote

from markdown.extensions.toc import slugify

from book.adopting.draft import Fence, Row, parts, quoted
from book.adopting.html import as_markdown
from book.reading.headings import OWN_ID

MYST = re.compile(r"(?<!`)\{(?P<name>[a-zA-Z][\w:.-]*)\}(?P<ticks>`+)(?P<text>.+?)(?P=ticks)(?!`)", re.S)
REST = re.compile(r"(?<![\w:`])(?P<names>(?::[a-zA-Z][\w.-]*)+):`(?P<text>[^`]+)`")
ADDRESSED = re.compile(r"^(?P<words>.*?)\s*<(?P<target>[^<>]+)>$", re.S)
CODE = (
    "func",
    "class",
    "meth",
    "mod",
    "attr",
    "obj",
    "data",
    "exc",
    "const",
    "code",
    "kbd",
    "file",
    "command",
)
CODE = (
    *CODE,
    "program",
    "envvar",
    "option",
    "literal",
    "samp",
    "any",
    "envvar",
    "type",
    "method",
    "function",
)
WORDS = (
    "term",
    "abbr",
    "dfn",
    "guilabel",
    "menuselection",
    "emphasis",
    "title",
    "subtitle",
    "rfc",
    "pep",
    "index",
)
REFERENCES = ("ref", "numref", "eq", "eqref", "doc", "download", "prf:ref", "secref", "figref")
CITED = ("cite", "citet", "citep", "cite:p", "cite:t", "footcite", "cite:author", "cite:year", "footcite:t")
KIND = re.compile(r"^(sec|subsec|chap|chapter|fig|img|tab|tbl|table|eq|eqn|lst|ch|section|part)[_:-]+")
LABEL = re.compile(r"^\((?P<name>[\w:.-]+)\)=\s*$")
D2L_LABEL = re.compile(
    r"^:(label|eqlabel|width|height|bibliography|begin_tab|end_tab|sections?|toc):`?[^`]*`?\s*$"
)
PICTURE = re.compile(
    r"!\[(?P<alt>[^\]]*)\]\(\s*<?(?P<target>(?:\{\{[^}]*\}\}|[^)\s>])+)>?(?:\s+\"[^\"]*\")?\s*\)(?:\{[^}]*\})?"
)
LINK = re.compile(
    r"(?<!!)\[(?P<words>(?:[^\[\]]|\[[^\]]*\])*)\]"
    r"\((?P<target>[^()\s]*)(?P<title>\s+\"[^\"]*\")?\)(?P<attributes>\{[^}`]*\})?"
)
SPAN = re.compile(
    r"(`+)(?!`).+?(?<!`)\1(?!`)|\$\$.+?\$\$|(?<![\\$])\$(?![\s$])(?:\\.|[^\\$])+?\$|<!--.*?-->", re.S
)
GONE = "\ue000"  # stands for what is left out with the blank in front of it
BREAK = re.compile(r"^\+\+\+(\s.*)?$")
COMMENT = re.compile(r"^%( .*)?$")
RST = re.compile(r"^\.\. [\w|_]")
ATTRIBUTES = re.compile(r"^\{:?\s*[.#%:][^{}]*\}\s*$")
TEMPLATE = re.compile(r"^\s*(<!--\s*#(end)?region.*-->|\{%.*%\}|\{\{<.*>\}\}|\[\[?_?TOC_?\]?\])\s*$", re.I)
TEX_INLINE = re.compile(r"\\{1,2}\((.+?)\\{1,2}\)|\$`([^`$]+)`\$")
# What Jupyter reads as a formula in spite of the blanks
WIDE = re.compile(r"(?<![\\$])\$[^\S\n]+([^$\n]*?[\\^_=][^$\n]*?)[^\S\n]*\$(?![\d$])")
FOOTNOTE = re.compile(r"^\[\^(?P<name>[^\]\s]+)\]:\s*(?P<text>.*)$")
NOTED = re.compile(r"\s?\[\^([^\]\s]+)\](?!:)")
QUARTO = re.compile(r"(?<![\w`@./])@(sec|fig|tbl|eq|lst)-[\w-]+")
# What other tools fill in within a line, and what of it stays as it is
FILLED = (
    (re.compile(r"`\{(python|r|julia)\}[^`]+`|`r [^`]+`"), "write `<!--= expression --><!--/-->`"),
    (
        re.compile(r"(?<!`)\{\{<.*?>\}\}|(?<!`)\[-?@[\w:.-]+(; ?-?@[\w:.-]+)*\](?!\()"),
        "say in words what it stood for",
    ),
)
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.I)


class _Place:
    """Where in the source the text of a paragraph stands, for what is said of it."""

    def __init__(self, draft, lines):
        self.draft, self.lines, self.above = draft, lines, 0

    def say(self, match, message):
        number = self.above + match.string[: match.start()].count("\n")
        self.draft.say(self.lines[min(number, len(self.lines) - 1)], message)


def rewrite(draft, docs):
    """What stands in the prose in Markdown alone, a paragraph at a time."""
    _read_labels(draft)
    draft.rows = _without_notes(draft)
    found, paragraph = [], []
    for part in [*parts(draft.rows), None]:
        if isinstance(part, Row) and part.text.strip():
            if not _is_left_out(draft, part):
                paragraph.append(part)
            continue
        found += _paragraph(draft, paragraph, docs) if paragraph else []
        paragraph = []
        found += draft.rows[part.first : part.last] if isinstance(part, Fence) else [part] if part else []
    draft.rows = found


def _paragraph(draft, rows, docs):
    place = _Place(draft, [row.line for row in rows])
    text = _roles(place, "\n".join(row.text for row in rows))
    text = _outside(text, place, lambda piece: _piece(place, piece, docs))
    made = text.split("\n")
    rows = [Row(place.lines[min(n, len(rows) - 1)], row) for n, row in enumerate(made)]
    return [row for row in rows if row.text.strip()]


def _without_notes(draft):
    """The rows, with each footnote in parentheses where it belongs."""
    notes, rows, open_note = {}, [], ""
    for part in parts(draft.rows):
        match = FOOTNOTE.match(part.text) if isinstance(part, Row) else None
        if match:
            open_note = match["name"]
            notes[open_note] = match["text"].strip()
            draft.count(part.line, "a footnote stands in parentheses now: see whether the sentence holds it")
        elif isinstance(part, Row) and open_note and part.text.startswith("  "):
            notes[open_note] += f" {part.text.strip()}"
        else:
            open_note = ""
            rows += draft.rows[part.first : part.last] if isinstance(part, Fence) else [part]
    if not notes:
        return rows

    def said(match):
        return f" ({notes[match[1]].rstrip('.')})" if match[1] in notes else match[0]

    code = {n for part in parts(rows) if isinstance(part, Fence) for n in range(part.first, part.last)}
    return [row if n in code else Row(row.line, NOTED.sub(said, row.text)) for n, row in enumerate(rows)]


def _read_labels(draft):
    """Which heading each label names: `(label)=` stands above it, d2l's `:label:` below it."""
    waiting, heading = [], ""
    for part in parts(draft.rows):
        text = part.text if isinstance(part, Row) else ""
        words = re.match(r"^#{1,6}\s+(.*?)\s*#*$", text)
        label = LABEL.match(text) or re.match(r"^:label:`(?P<name>[^`]+)`", text)
        if words:
            heading = words[1]
            own = OWN_ID.search(heading)
            draft.slugs.add(own["id"] if own else slugify(re.sub(r"[`*]|<[^>]*>", "", heading), "-"))
            draft.labels.update(dict.fromkeys(waiting, heading))
            waiting = []
        elif label and text.startswith(":"):
            draft.labels[label["name"]] = (
                heading if label["name"].startswith(("sec", "subsec", "chap")) else ""
            )
        elif label:
            waiting.append(label["name"])
        elif text.strip():
            heading = ""


def _is_left_out(draft, row):
    """Whether a line means nothing here, which is said."""
    line, text = row
    if BREAK.match(text):
        draft.count(line, "`+++` is left out: a cell ends with its fence")
    elif D2L_LABEL.match(text.strip()):
        draft.count(line, "d2l's lines such as `:label:` are left out: headings make their own addresses")
    elif RST.match(text):
        draft.say(line, f"{quoted(text)} is reST and left out: write it as Markdown")
    elif ATTRIBUTES.match(text) or TEMPLATE.match(text):
        draft.say(line, f"{quoted(text)} is left out: it is a line for another tool")
    elif COMMENT.match(text) and draft.displays:
        draft.say(line, f"the comment {quoted(text)} is left out: write `<!-- words -->` if it is needed")
    else:
        return bool(LABEL.match(text))
    return True


def _outside(text, place, change):
    """`text`, changed where it is neither code nor a formula nor a comment."""
    out, end = "", 0
    for span in [*SPAN.finditer(text), None]:
        stop = span.start() if span else len(text)
        place.above = text[:end].count("\n")
        out += change(text[end:stop]) + (span[0] if span else "")
        end = span.end() if span else stop
    place.above = 0
    return out


def _roles(place, text):
    def turned(match):
        name = match["name"] if "name" in match.groupdict() else match["names"].strip(":").split(":")[-1]
        return _role(lambda message: place.say(match, message), place.draft, name, match["text"])

    for pattern in (REST, MYST):
        text = pattern.sub(turned, text)
    text = re.sub(rf"[^\S\n]?{GONE}", "", text)
    for match in QUARTO.finditer(text):
        place.say(
            match, f"the reference {quoted(match[0])} leads nowhere here: link to what it meant, or word it"
        )
    for pattern, mend in FILLED:
        for match in pattern.finditer(text):
            place.say(match, f"{quoted(match[0])} is filled in by another tool: {mend}")
    text = TEX_INLINE.sub(lambda match: f"${match[1] or match[2]}$", text)
    return WIDE.sub(lambda match: f"${match[1]}$", text)


def _role(say, draft, name, text):
    addressed = ADDRESSED.match(text)
    words, target = (addressed["words"], addressed["target"]) if addressed else ("", text)
    short = name.split(":")[-1]
    if name == "math":
        return f"${text.strip()}$"
    if short in CODE:
        name = target.removeprefix("!")
        return f"`{words or (name[1:].rpartition('.')[2] if name.startswith('~') else name)}`"
    if short in ("sub", "sup", "subscript", "superscript"):
        return f"<{short[:3]}>{text}</{short[:3]}>"
    if short in WORDS:
        return words or target
    if name in CITED:
        say(f"the source {quoted(text)} is left out: say what it is, and link to it")
        return re.split(r"[.,_\d]", text)[0] if short in ("t", "citet") else GONE
    if short in REFERENCES:
        return _reference(say, draft, words, target.strip())
    say(f"the role `{{{name}}}` is no form of ours, its words ({quoted(text)}) stay: word them anew")
    return words or target


def _reference(say, draft, words, target):
    heading = draft.labels.get(target)
    if heading:
        return f"[{words or heading}](#{slugify(heading, '-')})"
    if target not in draft.labels or not words:
        say(f"the reference to {quoted(target)} leads nowhere here: link to what it meant, or word it")
    plain = KIND.sub("", Path(target).stem if "/" in target else target)
    return words or f"“{re.sub(r'[_-]+', ' ', plain)}”"


def _piece(place, text, docs):
    draft = place.draft
    if draft.slides:
        text = re.sub(r"[\[(]\*\*(.+?)\*\*[\])]", r"\1", text, flags=re.S)
        text = re.sub(r"[\[(]~~(.+?)~~[\])]", "", text, flags=re.S)
    text = PICTURE.sub(lambda match: _picture(place, match, docs), text)
    text = as_markdown(place.say, text)
    return LINK.sub(lambda match: _link(place, match, docs), text)


def _picture(place, match, docs):
    target, alt = match["target"], match["alt"]
    file = docs / unquote(target.split("#")[0])
    if not SCHEME.match(target) and (target.startswith("figures/") or file.is_file()):
        return re.sub(r"\{[^{}]*\}$", "", match[0])
    words = f" (“{alt}”)" if alt.strip() else ""
    mend = "put it into `docs/assets/`, if its licence allows, and show it"
    place.say(match, f"the picture {quoted(target)}{words} is left out: {mend}")
    return ""


def _link(place, match, docs):
    target, words, title = match["target"], match["words"], match["title"] or ""
    path, _, fragment = target.partition("#")
    if match["attributes"]:
        place.say(match, f"{quoted(match['attributes'])} behind a link is left out: a page has no attributes")
    name, slugs = unquote(fragment), place.draft.slugs
    label = place.draft.labels.get(fragment or path) if not (path and fragment) else None
    page = Path(unquote(path)).stem
    if not words.strip() and not label:
        place.say(match, f"the link to {quoted(target)} is left out: nothing of it was to be seen")
        return ""
    if SCHEME.match(target) or target.startswith("//"):
        return f"[{words}]({target}{title})"
    if label:
        return f"[{words or label}](#{slugify(label, '-')})"
    if not path and (name in slugs or slugify(name.replace("-", " "), "-") in slugs):
        return f"[{words}](#{name if name in slugs else slugify(name.replace('-', ' '), '-')}{title})"
    if path and (docs / unquote(path)).is_file():
        return match[0] if not match["attributes"] else f"[{words}]({target}{title})"
    if path and (docs / f"{page}.md").is_file():
        return f"[{words}]({page}.md{'#' + fragment if fragment else ''}{title})"
    mend = "link to a page of the book, or to a full address"
    place.say(match, f"the link to {quoted(target)} is left out, its words stay: {mend}")
    return words
