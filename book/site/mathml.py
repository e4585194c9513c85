"""Formulas as MathML, made when the site is built: a page needs no script for them, and brings a font.

A Markdown extension for the formulas of `book.reading.formulas`, and for `\\$`, a dollar where two
of them would make one.
"""

import logging
from xml.etree import ElementTree

from markdown import Extension
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from book.reading.formulas import DISPLAYED, INLINE, in_one_line, mathml, tex_of

# One that is too wide scrolls by itself, also with the keyboard
SCROLLING = {"class": "formula", "tabindex": "0"}
# `mkdocs build --strict` counts what is said here
log = logging.getLogger("mkdocs.book.mathml")


class MathExtension(Extension):
    """Formulas between dollars become MathML."""

    def extendMarkdown(self, md):
        md.ESCAPED_CHARS.append("$")
        md.book_formulas = {}  # {placeholder: TeX}
        # After fences (25) and raw HTML (20)
        md.preprocessors.register(_OneLine(md), "book-formula", 15)
        # After code spans (190), before escapes (180), which would eat the backslashes
        md.inlinePatterns.register(_Inline(INLINE, md), "book-formula", 185)
        md.parser.blockprocessors.register(_Display(md.parser), "book-formula", 80)
        md.treeprocessors.register(_AltTexts(md), "book-formula", 15)  # after what is in lines (20)


class _OneLine(Preprocessor):
    """Puts each formula in one line: the second may begin as a list, a heading or a quotation does."""

    def run(self, lines):
        return in_one_line("\n".join(lines)).split("\n")


class _AltTexts(Treeprocessor):
    """A formula in an alt text, which is read aloud, stays TeX."""

    def run(self, root):
        for image in root.iter("img"):
            for placeholder, tex in self.md.book_formulas.items():
                image.set("alt", image.get("alt", "").replace(placeholder, tex))


class _Inline(InlineProcessor):
    def handleMatch(self, m, data):
        tex, displayed = tex_of(m)
        html = _stored(self.md, tex, m[0], "block" if displayed else "inline")
        if not displayed:
            return html, m.start(), m.end()
        frame = ElementTree.Element("span", SCROLLING)
        frame.text = html
        return frame, m.start(), m.end()


class _Display(BlockProcessor):
    def test(self, parent, block):
        return DISPLAYED.search(block)

    def run(self, parent, blocks):
        block = blocks.pop(0)
        found = DISPLAYED.search(block)
        above, below = block[: found.start()].rstrip("\n"), block[found.end() :].lstrip("\n")
        if above:
            self.parser.parseBlocks(parent, [above])
        frame = ElementTree.SubElement(parent, "div", SCROLLING)
        frame.text = _stored(self.parser.md, tex_of(found)[0], found[0].strip(), "block")
        if below:
            blocks.insert(0, below)


def _stored(md, formula, source, display):
    """A placeholder for the finished formula, which no other pattern may touch."""
    try:
        placeholder = md.htmlStash.store(mathml(formula, display))
    except ValueError as error:
        log.warning("%s", error)
        placeholder = md.htmlStash.store(f"<code>{_escape(source)}</code>")
    md.book_formulas[placeholder] = formula
    return placeholder


def _escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def makeExtension(**options):
    return MathExtension(**options)
