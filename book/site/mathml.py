"""Formulas as MathML, made when the site is built: a page needs neither a script nor a font.

A Markdown extension: `$x w + b$` within a sentence, `$$…$$` as a paragraph by itself, and `\\$`
for a dollar where two of them would make a formula.
"""

import logging
import re
from xml.etree import ElementTree

from latex2mathml.converter import convert
from markdown import Extension
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor

# No blank inside the dollars and no digit after them, so that prices stay prices
INLINE = r"(?<![\\$])\$(?![\s$])((?:\\.|[^\\$])+?)(?<!\s)\$(?![\d$])"
DISPLAY = re.compile(r"\A\s*\$\$(.+?)\$\$\s*\Z", re.DOTALL)
# MathML sets no space between "log" and its argument, unless that is in parentheses
FUNCTION = re.compile(r"(<mi>[a-z]{2,}</mi>)(?=<m[^o])")
# `mkdocs build --strict` counts what is said here
log = logging.getLogger("mkdocs.book.mathml")


def mathml(formula, display="inline"):
    """The <math> element for a LaTeX formula, as text.

    Raises ValueError where the formula is unbalanced or holds an unknown command.
    """
    formula = " ".join(formula.split())
    try:
        text = convert(formula, display=display)
    except Exception as error:  # the errors of latex2mathml have no base class in common
        name = re.sub(r"(?<!^)([A-Z])", r" \1", type(error).__name__.removesuffix("Error")).lower()
        raise ValueError(f"the formula ${formula}$ cannot be read: {name}") from error
    unknown = re.search(r"<m[iot][^>]*>(\\[A-Za-z]+|[{}])</", text)
    opened, closed = (len(re.findall(rf"(?<!\\){brace}", formula)) for brace in "{}")
    if unknown or opened != closed:
        what = f"`{unknown[1]}` means nothing" if unknown else "its braces do not match"
        raise ValueError(f"the formula ${formula}$ cannot be read: {what}")
    text = text.replace("<mi>@</mi>", '<mo lspace="0.2em" rspace="0.2em">@</mo>')
    return FUNCTION.sub(r'\1<mspace width="0.17em"></mspace>', text)


class MathExtension(Extension):
    """Formulas between dollars become MathML."""

    def extendMarkdown(self, md):
        md.ESCAPED_CHARS.append("$")
        # After code spans (190), before escapes (180), which would eat the backslashes
        md.inlinePatterns.register(_Inline(INLINE, md), "book-formula", 185)
        md.parser.blockprocessors.register(_Display(md.parser), "book-formula", 80)


class _Inline(InlineProcessor):
    def handleMatch(self, m, data):
        return _stored(self.md, m[1], m[0], "inline"), m.start(), m.end()


class _Display(BlockProcessor):
    def test(self, parent, block):
        return DISPLAY.match(block)

    def run(self, parent, blocks):
        block = blocks.pop(0)
        # One that is too wide scrolls by itself, also with the keyboard
        frame = ElementTree.SubElement(parent, "div", {"class": "formula", "tabindex": "0"})
        frame.text = _stored(self.parser.md, DISPLAY.match(block)[1], block, "block")


def _stored(md, formula, source, display):
    """A placeholder for the finished formula, which no other pattern may touch."""
    try:
        return md.htmlStash.store(mathml(formula, display))
    except ValueError as error:
        log.warning("%s", error)
        return md.htmlStash.store(f"<code>{_escape(source)}</code>")


def _escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def makeExtension(**options):
    return MathExtension(**options)
