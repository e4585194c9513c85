"""Mathematics on a page: where a formula stands, and whether it can be set.

A sentence holds `$x w + b$`, `\\(x\\)`, or `$$…$$` and `\\[…\\]`, which get a line of their own; a
paragraph may be `$$…$$`, `\\[…\\]` or `\\begin{…}…\\end{…}`. What stands between is TeX: neither words,
nor links, nor braces of attributes. Markdown, the site and the notebooks find formulas by this file.
"""

import re
from functools import lru_cache
from html import unescape

from markdown_it import MarkdownIt

# What a formula is made of: no blank line, no code span, none of the marks that the site puts for one
_SIGN = r"(?:\\.|\n(?![ \t>]*\n)|[^\\$`\n\x02])"
_PAIR = rf"(?:{_SIGN}|\$(?!\$))"
_ROUND = r"(?:\\[^()]|\n(?![ \t>]*\n)|[^\\`\n\x02])"
_SQUARE = r"(?:\\[^\[\]]|\n(?![ \t>]*\n)|[^\\`\n\x02])"
# In a line, `\[` may as well be a bracket that is meant as one
_TEX = r"(?=(?:(?!\\[\[\]]|\n[ \t>]*\n).)*?(?:\\[A-Za-z{|]|[\^_=]))"
# No blank inside single dollars and no digit after them, so that prices stay prices
INLINE = (
    rf"(?<![\\$])\$\$(?P<pair>{_PAIR}+?)\$\$(?!\$)"
    rf"|(?<![\\$])\$(?![\s$])(?P<single>(?:(?!<!--){_SIGN})+?)(?<!\s)\$(?![\d$])"
    rf"|(?<!\\)\\\((?P<round>{_ROUND}+?)\\\)"
    rf"|(?<!\\)\\\[{_TEX}(?P<square>{_SQUARE}+?)\\\]"
)
DISPLAY = (
    rf"^ {{0,3}}(?:\$\$(?P<pair>{_PAIR}+?)\$\$|\\\[(?P<square>{_SQUARE}+?)\\\]"
    r"|(?P<environment>\\begin\{(?P<name>[A-Za-z]+\*?)\}(?:[^\n`]|\n(?![ \t>]*\n))*?\\end\{(?P=name)\}))[ \t]*$"
)
IN_LINE = re.compile(INLINE, re.S)
DISPLAYED = re.compile(DISPLAY, re.S | re.M)
LONGEST = 100  # lines: else a page where each line begins one takes many seconds
_GUARD, _MARK = "\ue010", "\ue011"
_HAZARD = re.compile(r"\n(?=[ \t]*(?:[-+*>#=|]|\d+[.)]))")
_BLOCK = re.compile(r"[ \t]*(?:[>|]|(?:[-+*]|\d+[.)])[ \t])")  # a quotation, a table or a list begins
_FORMS = ("pair", "single", "round", "square", "environment")
_OTHERS = (
    r"(?P<ticks>(?<!`)`+(?!`))(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--(?:(?!<!--).)*?-->|\\[\\`$]"
)
_ALL = re.compile(rf"{_OTHERS}|(?P<formula>{INLINE})", re.S)
# MathML sets no space between "log" and its argument, unless that is in parentheses
FUNCTION = re.compile(r"(<mi>[a-z]{2,}</mi>)(?=<m[^o])")
# What latex2mathml knows instead
ENVIRONMENTS = {
    **dict.fromkeys(("align", "aligned", "alignat", "alignedat", "eqnarray", "flalign"), "align*"),
    **dict.fromkeys(("gather", "gathered", "multline", "multlined"), "matrix"),
    "dcases": "cases",
    "equation": "",
}
KNOWN = ("align", "array", "cases", "split", "smallmatrix", "[pbBvV]?matrix")
# As they stand behind `\big` and its like, which latex2mathml leaves as they are
DELIMITERS = {
    **dict.fromkeys(("{", "lbrace"), "&#x0007B;"),
    **dict.fromkeys(("}", "rbrace"), "&#x0007D;"),
    **dict.fromkeys(("|", "Vert", "lVert", "rVert"), "&#x02016;"),
    **dict.fromkeys(("vert", "lvert", "rvert", "mid"), "|"),
    **{"langle": "&#x027E8;", "rangle": "&#x027E9;", "lfloor": "&#x0230A;", "rfloor": "&#x0230B;"},
    **{"lceil": "&#x02308;", "rceil": "&#x02309;"},
}
_SIZED = re.compile(rf">\\({'|'.join(map(re.escape, DELIMITERS))})</mo>")
_UNKNOWN = re.compile(rf"(\\begin\{{(?!(?:{'|'.join(KNOWN)})\*?\}})[^}}]*\}})")
_ENVIRONMENT = re.compile(rf"\\(?P<side>begin|end)\{{(?P<name>{'|'.join(ENVIRONMENTS)})\*?\}}(?:\{{\d\}})?")
_UNNUMBERED = re.compile(r"\\(?:nonumber|notag)(?![A-Za-z])|\\(?:label|tag)\*?\{[^{}]*\}")


def formulas_of(text):
    """The matches of INLINE in a text of Markdown; those in code spans and comments do not count."""
    return (match for match in _ALL.finditer(text) if match["formula"])


def tex_of(match):
    """The TeX between the delimiters of a match of INLINE or DISPLAY, and whether it is displayed."""
    found = {name: tex for name, tex in match.groupdict().items() if tex and name in _FORMS}
    form, tex = next(iter(found.items()))
    return tex, form in ("pair", "square", "environment")


def words_of(formula):
    """What is left of a formula where the site takes tags out, as for the id of a heading."""
    match = IN_LINE.fullmatch(formula)
    try:
        return unescape(re.sub(r"<[^>]+>", "", mathml(tex_of(match)[0])))
    except ValueError:
        return formula


def hidden(text, kept):
    """`text` with marks, one in each of its lines, for each formula; `kept` gets what they stand for,
    between dollars, which notebooks know as well."""

    def marked(match):
        if not match.groupdict().get("formula", True):
            return match[0]
        tex, displayed = tex_of(match)
        dollars = "" if match.groupdict().get("environment") else "$$" if displayed else "$"
        rows = f"{dollars}{tex}{dollars}".split("\n")
        kept.extend(rows)
        return "\n".join(f"{_MARK}{len(kept) - len(rows) + n}{_MARK}" for n in range(len(rows)))

    return _ALL.sub(marked, DISPLAYED.sub(marked, text))


def shown(text, kept):
    """`text` with what its marks stand for."""
    return re.sub(rf"{_MARK}(\d+){_MARK}", lambda match: kept[int(match[1])], text)


def in_one_line(text):
    """`text` with each formula between two signs in one line, without the marks of a quotation around it."""

    def joined(match):
        if not match["formula"] or match["single"]:  # which may be two prices, in two items of a list
            return match[0]
        quoted = text[text.rfind("\n", 0, match.start()) + 1 :].lstrip().startswith(">")
        rows = match[0].split("\n")
        return " ".join(row.lstrip(" >" if quoted and number else " ") for number, row in enumerate(rows))

    return _ALL.sub(joined, text)


@lru_cache(1024)  # a check asks for what a page shows several times
def mathml(formula, display="inline"):
    """The <math> element for a LaTeX formula, as text.

    Raises ValueError where the formula is unbalanced or holds an unknown command.
    """
    from latex2mathml.converter import convert  # takes longer to import than most pages to read

    formula = " ".join(formula.split())
    try:
        text = convert(_simplified(formula), display=display)
    except Exception as error:  # the errors of latex2mathml have no base class in common
        name = re.sub(r"(?<!^)([A-Z])", r" \1", type(error).__name__.removesuffix("Error")).lower()
        raise ValueError(f"the formula ${formula}$ cannot be read: {name}") from error
    text = _SIZED.sub(lambda match: f">{DELIMITERS[match[1]]}</mo>", text)
    unknown = re.search(r"<m[iot][^>]*>(\\[A-Za-z]+|[{}&])</", text) or _UNKNOWN.search(_simplified(formula))
    braces = re.findall(r"\\.|[{}]", formula)
    if unknown or braces.count("{") != braces.count("}"):
        what = f"`{unknown[1]}` means nothing" if unknown else "its braces do not match"
        raise ValueError(f"the formula ${formula}$ cannot be read: {what}")
    text = text.replace("<mi>@</mi>", '<mo lspace="0.2em" rspace="0.2em">@</mo>')
    return FUNCTION.sub(r'\1<mspace width="0.17em"></mspace>', text)


def _simplified(formula):
    """`formula` in the environments that latex2mathml knows, without numbers and labels."""
    formula = _UNNUMBERED.sub("", formula)
    formula = re.sub(r"(\\\\)\s*\[-?[\d.]+\s*[a-z]+\]", r"\1", formula)  # the height of a row

    def renamed(match):
        known = ENVIRONMENTS[match["name"]]
        return known and f"\\{match['side']}{{{known}}}"

    return _ENVIRONMENT.sub(renamed, formula)


def markdown():
    """The parser of pages: CommonMark with tables and formulas."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.before("block", "math_guard", _guard)
    parser.inline.ruler.before("escape", "math_inline", _inline)
    parser.block.ruler.before(
        "fence", "math_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    return parser


def _guard(state):
    """Hide how the second line of a formula begins: it may look like a list or a heading."""

    def hidden(match):
        if not match["formula"] or _BLOCK.match(state.src, state.src.rfind("\n", 0, match.start()) + 1):
            return match[0]
        return _HAZARD.sub(f"\n{_GUARD}", match[0])

    state.src = _ALL.sub(hidden, state.src)


def _inline(state, silent):
    if state.src[state.pos] not in "$\\":
        return False
    match = IN_LINE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("math_inline", "", 0)
        token.content = match[0].replace(_GUARD, "")
    state.pos = match.end()
    return True


def _block(state, first, end, silent):
    if state.is_code_block(first):
        return False
    begin = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(("$$", "\\[", "\\begin{"), begin):
        return False
    last, end = first, min(end, first + LONGEST)
    while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        last += 1
    match = DISPLAYED.match(state.getLines(first, last, state.blkIndent, False))
    if not match:
        return False
    if not silent:
        token = state.push("math_block", "", 0)
        state.line = first + match[0].count("\n") + 1
        token.map, token.content = [first, state.line], match[0].replace(_GUARD, "").strip()
    return True
