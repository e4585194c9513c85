"""Directives, admonitions and tabs of other tools: blocks of ours, cells, formulas, or left out by line.

One table says what a name means, in whatever form it is written: ```{note}, :::{note}, !!! note,
> [!NOTE], <details>, and reST's `.. note::`, which rest.py hands on as the first.
"""

import re

import yaml

from book.adopting.draft import OPENING, Fence, Row, again, apart, closed, fenced, parts, quoted, trimmed
from book.adopting.readers.notebook import told_tags

NOTES = {
    **dict.fromkeys(
        ("note", "seealso", "margin", "sidebar", "topic", "abstract", "info", "admonition", "grid-item-card"),
        "note",
    ),
    **dict.fromkeys(
        ("exercise", "definition", "theorem", "lemma", "example", "versionadded", "quote"), "note"
    ),
    **dict.fromkeys(("tip", "hint", "success"), "tip"),
    **dict.fromkeys(
        ("warning", "caution", "danger", "attention", "error", "important", "bug", "deprecated"), "warning"
    ),
    **dict.fromkeys(("dropdown", "details", "toggle", "solution", "collapse", "spoiler"), "details"),
    **dict.fromkeys(("tab", "tab-item", "tabbed"), "tab"),
}
OPEN = ("tab-set", "grid", "grid-item", "div", "container", "rst-class", "full-width", "only", "compound")
CELLS = ("code-cell", "code_cell", "ipython", "jupyter-execute", "ipython3")
SHOWN = ("code-block", "code", "sourcecode", "parsed-literal", "prompt", "literal", "highlight")
PICTURES = ("figure", "image", "plot", "mermaid", "graphviz", "glue:figure", "video", "iframe", "card")
HEAD = re.compile(r"^\{(?P<name>[\w:.-]+)\}\s*(?P<argument>.*)$")
CHUNK = re.compile(r"^\{(?P<name>python|py|r|julia|bash)[\s,]+(?!\.)(?P<options>[^}]*)\}$")
COLONS = re.compile(r"^(?P<bar>:{3,})\s*(?P<name>\{?[\w:-]+\}?)?\s*(?P<argument>.*)$")
MARKED = re.compile(r'^(?P<mark>!!!|\?\?\?\+?|===[!+]?)\s+(?P<name>[\w-]+)?[^"]*(?:"(?P<title>[^"]*)")?\s*$')
GITHUB = re.compile(r"^>\s*\[!(?P<name>\w+)\]\s*(?P<title>.*)$")
DETAILS = re.compile(r"^\s*<details[^>]*>\s*(?:<summary[^>]*>(?P<title>.*?)</summary>)?\s*$", re.I)
SUMMARY = re.compile(r"^\s*<summary[^>]*>(?P<title>.*?)</summary>\s*$", re.I)
CALLOUT = re.compile(r"\.callout-(\w+)")
HIGHLIGHT = re.compile(
    r"^\{%-?\s*highlight\s+(?P<head>\w+).*%\}\s*$|^\{\{<\s*highlight\s+(?P<other>\w+).*>\}\}\s*$"
)
HIGHLIGHT_END = re.compile(r"^\{%-?\s*endhighlight.*%\}\s*$|^\{\{<\s*/\s*highlight\s*>\}\}\s*$")
NEVER = re.compile(r"^#\|\s*eval:\s*false", re.I)
NEVER_IN_HEAD = re.compile(r"\beval\s*=\s*F", re.I)
OPTION = re.compile(r"^:(?P<key>[\w-]+):(?:\s+(?P<value>.*))?$")


def turn(draft):
    """Blocks of other tools become ours, whatever they stand in."""
    draft.rows = _turned(draft, draft.rows)


def _turned(draft, rows):
    rows = closed(draft, rows)
    found, waiting = [], list(parts(rows))
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Fence):
            found += _fence(draft, part, rows)
            continue
        for take in (_colons, _marked, _github, _details, _highlight):
            taken = take(draft, part, waiting)
            if taken is not None:
                found += taken
                break
        else:
            found.append(part)
    return found


def _fence(draft, fence, rows):
    match, line = HEAD.match(fence.head), fence.line
    if fence.head in ("eval_rst", "toc", "{toctree}"):
        draft.say(
            line, f"the fence `{fence.head}` is left out: it is for another tool, and the nav lists pages"
        )
        return []
    if chunk := CHUNK.match(fence.head):
        return _chunk(draft, line, chunk["name"], chunk["options"], fence.body)
    if not match or match["name"].startswith("."):
        return rows[fence.first : fence.last]
    return _directive(draft, line, match["name"], match["argument"].strip(), fence.body)


def _directive(draft, line, name, argument, body):
    """The rows that stand for a directive."""
    options, body = _options(body)
    name = name.lower()
    kind = name.split(":")[-1]
    if name in CELLS:
        return _cell(draft, line, argument, options, body)
    if name in ("python", "py", "r", "julia", "bash"):
        return _chunk(draft, line, name, "", body)
    if name in SHOWN:
        draft.say(
            line, f"`{{{name}}}` is code that nothing ran: it became ```text; write ```python if it is to run"
        )
        return apart(fenced(line, "text", body))
    if name == "math":
        return _formula(draft, line, options, [*([Row(line, argument)] if argument else []), *body])
    if kind in NOTES and kind not in PICTURES:
        return _block(line, kind, argument, _turned(draft, body), options)
    if name in OPEN:
        return apart(_turned(draft, body))
    if name in PICTURES:
        what = quoted(argument or (body[0].text if body else ""))
        mend = "put the file into `docs/assets/`, write `![what it shows](assets/…)`"
        draft.say(line, f"`{{{name}}}` {what} is left out: {mend}")
        return []
    start = argument or next((row.text for row in body if row.text.strip()), "")
    start = f" ({quoted(start)})" if start else ""
    draft.say(line, f"the directive `{{{name}}}`{start} is left out: say in words what it stood for")
    return []


def _chunk(draft, line, name, options, body):
    """A cell of Quarto or R Markdown, whose name and options may stand in its head."""
    never = name[0] != "p" or NEVER_IN_HEAD.search(options) or any(NEVER.match(row.text) for row in body)
    if never:
        draft.say(line, f"this `{{{name}}}` became ```text: the book's cells are Python, and all of them run")
    elif options:
        draft.say(line, f"the options {quoted(options)} are left out: a page shows all of its code")
    return apart(fenced(line, "text" if never else "{code-cell}", body))


def _cell(draft, line, argument, options, body):
    if argument and "python" not in argument.lower() and not argument.lower().startswith("py"):
        draft.say(line, f"a cell in {quoted(argument)} became ```text: the book's cells are Python and ```sh")
        return apart(fenced(line, "text", body))
    tags = options.pop("tags", ())
    tags = re.findall(r"[\w-]+", tags) if isinstance(tags, str) else [str(tag) for tag in tags or ()]
    for name in options:
        draft.say(
            line, f"the option `{name}` of this cell is left out: a page shows all of its code and outputs"
        )
    if told_tags(draft, line, tags):
        return apart(fenced(line, "text", trimmed(body)))
    raises = [Row(line, ""), *fenced(line, "pytb", [])] if "raises-exception" in tags else []
    return apart([*fenced(line, "{code-cell}", trimmed(body)), *raises])


def _options(body):
    """The options of a directive, in either form of MyST, and the rows below them."""
    if body and body[0].text.strip() == "---":
        end = next((n for n, row in enumerate(body[1:], 1) if row.text.strip() == "---"), 0)
        try:
            found = yaml.safe_load("\n".join(row.text for row in body[1:end])) if end else None
        except Exception:  # PyYAML lets through what its constructors raise
            found = None
        return (found, body[end + 1 :]) if isinstance(found, dict) else ({}, body)
    options, count = {}, 0
    while count < len(body) and (match := OPTION.match(body[count].text.strip())):
        options[match["key"]] = match["value"] or ""
        count += 1
    return options, body[count:]


def _formula(draft, line, options, body):
    if options.get("label"):
        draft.labels[options["label"]] = ""
    body = [row for row in body if row.text.strip()]
    if any(OPENING.match(row.text) or "$$" in row.text for row in body):
        draft.say(line, "this formula holds a fence or another formula and became ```text: part them")
        return apart(fenced(line, "text", body))
    return apart([Row(line, "$$"), *body, Row(body[-1].line if body else line, "$$")]) if body else []


def _block(line, name, title, body, options=()):
    """A block of ours around rows."""
    body, block = trimmed(body), NOTES[name]
    bars = [
        len(bar[0]) for part in parts(body) if isinstance(part, Row) and (bar := re.match("/{3,}", part.text))
    ]
    bar = "/" * max([3, *(count + 1 for count in bars)])
    title = title.strip().strip('"') or ("" if name == block != "details" else name.capitalize())
    last = body[-1].line if body else line
    head = f"{bar} {block} | {title}" if title else f"{bar} {block}"
    return apart([Row(line, head), Row(line, ""), *body, Row(last, ""), Row(last, bar)])


def _rows(draft, waiting, count):
    """The next `count` parts, with fences as rows again."""
    found = []
    for part in [waiting.pop(0) for _ in range(count)]:
        found += again(part) if isinstance(part, Fence) else [part]
    return found


def _colons(draft, row, waiting):
    match = COLONS.match(row.text)
    if not match or not (match["name"] or match["argument"]):
        return None
    depth, bar = 1, match["bar"]
    for count, part in enumerate(waiting):
        inner = COLONS.match(part.text) if isinstance(part, Row) else None
        if inner and inner["bar"] == bar:
            depth += 1 if inner["name"] or inner["argument"] else -1
            if not depth:
                body = _rows(draft, waiting, count)
                waiting.pop(0)
                name, argument = match["name"] or "", match["argument"].strip()
                if name.startswith("{") or (name and not argument.startswith("{")):
                    return _directive(draft, row.line, name.strip("{}"), argument, body)
                note = CALLOUT.search(argument)  # a div of pandoc or Quarto, `{.callout-note}`
                turned = _turned(draft, body)
                title = re.search(r'title="([^"]*)"', argument)
                return (
                    _block(row.line, note[1], title[1] if title else "", turned)
                    if note and note[1] in NOTES
                    else apart(turned)
                )
    return None


def _marked(draft, row, waiting):
    """Material's notes and tabs: what belongs to them is indented."""
    match = MARKED.match(row.text)
    if not match or not (match["name"] or match["title"]):
        return None
    count = 0
    while count < len(waiting) and _belongs(waiting[count]):
        count += 1
    body = [
        Row(line, text[4:] if text[:4].isspace() else text) for line, text in _rows(draft, waiting, count)
    ]
    name = {"!": match["name"] or "note", "?": "details", "=": "tab"}[match["mark"][0]].lower()
    title = match["title"] or ""
    if name == "details" and not title:
        title = (match["name"] or "details").capitalize()
    return _block(row.line, name if name in NOTES else "note", title, _turned(draft, body))


def _belongs(part):
    if isinstance(part, Fence):
        return part.lead.startswith("    ")
    return not part.text.strip() or part.text.startswith("    ")


def _github(draft, row, waiting):
    match = GITHUB.match(row.text)
    if not match:
        return None
    count = 0
    while count < len(waiting) and (
        waiting[count].lead if isinstance(waiting[count], Fence) else waiting[count].text
    ).lstrip().startswith(">"):
        count += 1
    title = match["title"].lstrip("+- ")
    body = [Row(line, re.sub(r"^\s*> ?", "", text)) for line, text in _rows(draft, waiting, count)]
    name = match["name"].lower()
    return _block(row.line, name if name in NOTES else "note", title, _turned(draft, body))


def _details(draft, row, waiting):
    match = DETAILS.match(row.text)
    if not match:
        return None
    title = match["title"]
    for count, part in enumerate(waiting):
        if isinstance(part, Row) and re.match(r"^\s*</details>\s*$", part.text, re.I):
            body = _rows(draft, waiting, count)
            waiting.pop(0)
            if title is None and (first := trimmed(body)) and (summary := SUMMARY.match(first[0].text)):
                title, body = summary["title"], first[1:]
            return _block(
                row.line, "details", re.sub("<[^>]*>", "", title or "Details"), _turned(draft, body)
            )
    return None


def _highlight(draft, row, waiting):
    """Jekyll's and Hugo's form of a fence."""
    match = HIGHLIGHT.match(row.text)
    for count, part in enumerate(waiting if match else ()):
        if isinstance(part, Row) and HIGHLIGHT_END.match(part.text):
            body = _rows(draft, waiting, count)
            waiting.pop(0)
            return apart(fenced(row.line, match["head"] or match["other"], body))
    return None
