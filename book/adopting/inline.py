"""What stands within a line: roles, references, links and pictures of other tools."""

import re
from pathlib import Path
from urllib.parse import unquote

from markdown.extensions.toc import slugify

from book.adopting.draft import Fence, Row, parts, quoted
from book.adopting.html import as_markdown

MYST = re.compile(r"\{(?P<name>[a-zA-Z][\w:.-]*)\}(?P<ticks>`+)(?P<text>.+?)(?P=ticks)(?!`)")
REST = re.compile(r"(?<![\w:])(?P<names>(?::[a-zA-Z][\w.-]*)+):`(?P<text>[^`]+)`")
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
    r"!\[(?P<alt>[^\]]*)\]\(\s*<?(?P<target>[^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)(?:\{[^}]*\})?"
)
LINK = re.compile(
    r"(?<!!)\[(?P<words>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^()\s]*)(?P<title>\s+\"[^\"]*\")?\)(?P<attributes>\{[^}`]*\})?"
)
SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|\$\$.+?\$\$|(?<![\\$])\$(?![\s$])(?:\\.|[^\\$])+?\$|<!--.*?-->")
GONE = "\ue000"  # stands for what is left out with the blank in front of it
BREAK = re.compile(r"^\+\+\+(\s.*)?$")
COMMENT = re.compile(r"^%( .*)?$")
RST = re.compile(r"^\.\. [\w|_]")
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.I)


def rewrite(draft, docs):
    """What stands in the prose, line by line, in Markdown alone."""
    _read_labels(draft)
    found = []
    for part in parts(draft.rows):
        if isinstance(part, Fence):
            found += draft.rows[part.first : part.last]
        else:
            found += _line(draft, part, docs)
    draft.rows = found


def _read_labels(draft):
    """Which heading each label names: `(label)=` stands above it, d2l's `:label:` below it."""
    waiting, heading = [], ""
    for part in parts(draft.rows):
        text = part.text if isinstance(part, Row) else ""
        words = re.match(r"^#{1,6}\s+(.*?)\s*#*$", text)
        label = LABEL.match(text) or re.match(r"^:label:`(?P<name>[^`]+)`", text)
        if words:
            heading = words[1]
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


def _line(draft, row, docs):
    line, text = row
    if BREAK.match(text):
        draft.count(line, "`+++` is left out: a cell ends with its fence")
        return []
    if COMMENT.match(text) and draft.displays:
        draft.say(line, f"the comment {quoted(text)} is left out: write `<!-- words -->` if it is needed")
        return []
    if LABEL.match(text):
        return []
    if D2L_LABEL.match(text.strip()):
        draft.count(line, "d2l's lines such as `:label:` are left out: headings make their own addresses")
        return []
    if RST.match(text):
        draft.say(line, f"{quoted(text)} is reST and left out: write it as Markdown")
        return []
    text = _roles(draft, line, text)
    return [Row(line, _outside(text, lambda piece: _piece(draft, line, piece, docs)))]


def _outside(text, change):
    """`text`, changed where it is neither code nor a formula nor a comment."""
    out, end = "", 0
    for span in SPAN.finditer(text):
        out += change(text[end : span.start()]) + span[0]
        end = span.end()
    return out + change(text[end:])


def _roles(draft, line, text):
    def turned(match):
        name = match["name"] if "name" in match.groupdict() else match["names"].strip(":").split(":")[-1]
        return _role(draft, line, name, match["text"])

    return re.sub(rf" ?{GONE}", "", MYST.sub(turned, REST.sub(turned, text)))


def _role(draft, line, name, text):
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
        draft.say(line, f"the source {quoted(text)} is left out: say what it is, and link to it")
        return re.split(r"[.,\d]", text)[0] if short in ("t", "citet") else GONE
    if short in REFERENCES:
        return _reference(draft, line, words, target.strip())
    draft.say(
        line, f"the role `{{{name}}}` is no form of ours, its words ({quoted(text)}) stay: word them anew"
    )
    return words or target


def _reference(draft, line, words, target):
    heading = draft.labels.get(target)
    if heading:
        return f"[{words or heading}](#{slugify(heading, '-')})"
    if target not in draft.labels or not words:
        draft.say(
            line, f"the reference to {quoted(target)} leads nowhere here: link to what it meant, or word it"
        )
    plain = KIND.sub("", Path(target).stem if "/" in target else target)
    return words or f"“{re.sub(r'[_-]+', ' ', plain)}”"


def _piece(draft, line, text, docs):
    text = re.sub(r"[\[(]\*\*(.+?)\*\*[\])]", r"\1", text) if draft.slides else text
    text = re.sub(r"[\[(]~~(.+?)~~[\])]", "", text) if draft.slides else text
    text = PICTURE.sub(lambda match: _picture(draft, line, match, docs), text)
    text = LINK.sub(lambda match: _link(draft, line, match, docs), text)
    return as_markdown(draft, line, text)


def _picture(draft, line, match, docs):
    target, alt = match["target"], match["alt"]
    file = docs / unquote(target.split("#")[0])
    if not SCHEME.match(target) and (target.startswith("figures/") or file.is_file()):
        return re.sub(r"\{[^{}]*\}$", "", match[0])
    words = f" (“{alt}”)" if alt.strip() else ""
    draft.say(
        line,
        f"the picture {quoted(target)}{words} is left out: put it into `docs/assets/`, if its licence allows, and show it",
    )
    return ""


def _link(draft, line, match, docs):
    target, words = match["target"], match["words"]
    path, _, fragment = target.partition("#")
    title = match["title"] or ""
    if match["attributes"]:
        draft.say(line, f"{quoted(match['attributes'])} behind a link is left out: a page has no attributes")
    if SCHEME.match(target) or target.startswith("//"):
        return f"[{words}]({target}{title})"
    label = draft.labels.get(fragment or path) if not path or not fragment else None
    if label:
        return f"[{words or label}](#{slugify(label, '-')})"
    if not path and fragment:
        return f"[{words}](#{slugify(unquote(fragment).replace('-', ' '), '-')}{title})"
    if path and (docs / unquote(path)).is_file():
        return match[0]
    page = Path(unquote(path)).stem
    if path and (docs / f"{page}.md").is_file():
        return f"[{words}]({page}.md{'#' + fragment if fragment else ''}{title})"
    draft.say(line, f"the link to {quoted(target)} is left out, its words stay: the book has no such page")
    return words
