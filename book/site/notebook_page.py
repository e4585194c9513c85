"""The one page that mkdocs-jupyter renders, brought into the form of the other pages.

What it makes is 650 kB and more: a style sheet of JupyterLab, scripts (some from a CDN), every cell
twice, figures as base64. `book.site.notebook_pieces` keeps the cells of it. What is left here are
headings, prose, code, output and links to figures.
"""

import base64
import copy
import hashlib
import html
import re

from lxml.html import builder, fragment_fromstring, tostring
from markdown.extensions.toc import slugify, unique

from book.reading.formulas import IN_LINE, mathml, tex_of

WRAPPER, END = '<div class="jupyter-wrapper">', "<!-- jupyter-wrapper -->"
BODY = re.compile(f"{WRAPPER}.*{END}", re.DOTALL)
HEADINGS = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5"


def is_notebook(text):
    return WRAPPER in text


def tidy_notebook(text, title, root, figures):
    """The text of the page without what mkdocs-jupyter wraps around a notebook.

    title: of the page, where its chapters bring a first heading each. root: the way from the page
    to the root of the site. figures: {digest of an SVG's bytes: (its path, its alt text)}.
    """
    start, end = text.index("<article"), text.index("</article>")
    article = text[start:end]
    wrapper = article[article.index(WRAPPER) :]
    cells = fragment_fromstring(wrapper[: wrapper.index(END)])
    parts = [
        part
        for cell in _by_class(cells, "jp-Cell-inputWrapper", "jp-OutputArea-child")
        for part in _parts(cell, root, figures)
    ]
    _number_headings(parts, title)
    body = "\n".join(_with_math(tostring(part, encoding="unicode")) for part in parts)
    return text[:start] + BODY.sub(lambda match: body, article, count=1) + text[end:]


def digest(svg):
    return hashlib.sha256(svg.strip()).hexdigest()


def _by_class(element, *names):
    wanted = " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in names)
    return element.xpath(f".//*[{wanted}]")


def _parts(cell, root, figures):
    """The elements that a cell's input or one of its outputs becomes."""
    for prose in _by_class(cell, "jp-RenderedMarkdown"):
        yield from prose
    for code in _by_class(cell, "highlight-ipynb"):
        yield _block(code.find("pre"), "language-python highlight")
    for printed in _by_class(cell, "jp-RenderedText"):
        kind = "pytb" if "stderr" in printed.get("data-mime-type", "") else "output"
        yield _block(printed.find("pre"), f"language-{kind} highlight")
    for picture in cell.xpath(".//img[starts-with(@src, 'data:image/svg+xml;base64,')]"):
        svg = base64.b64decode(picture.get("src").partition(",")[2])
        path, alt = figures.get(digest(svg), (None, None))
        if path:
            picture = builder.IMG(alt=alt, src=f"{root}{path}")
        yield builder.P(picture)


def _block(pre, classes):
    """A code block as the other pages have it, for the theme's copy button."""
    code = builder.CODE((pre.text or "").lstrip("\n"), *map(_without_tail, pre))
    for new, old in zip(code, pre, strict=True):
        new.tail = old.tail
    return builder.DIV(builder.PRE(code), {"class": classes})


def _without_tail(element):
    element = copy.copy(element)
    element.tail = None
    return element


def _number_headings(parts, title):
    """One first heading, ids that differ, and the theme's links to them."""
    found = (part.xpath(f"descendant-or-self::*[{HEADINGS}]") for part in parts)
    headings = [heading for some in found for heading in some]
    several = sum(heading.tag == "h1" for heading in headings) > 1
    used = set()
    for heading in headings:
        for link in _by_class(heading, "anchor-link"):
            link.drop_tree()
        heading.set("id", unique(slugify(heading.text_content(), "-"), used))
        link = builder.A("¶", {"class": "headerlink", "href": f"#{heading.get('id')}"})
        heading.append(link)
        if several:
            heading.tag = f"h{int(heading.tag[1]) + 1}"
    if several:
        parts.insert(0, builder.H1(title))


def _with_math(text):
    """`$…$` in the prose of a notebook as MathML."""
    pieces = re.split(r"(<pre\b.*?</pre>|<code\b.*?</code>|<[^>]+>)", text, flags=re.DOTALL)
    pieces[::2] = [IN_LINE.sub(_formula, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _formula(match):
    tex, displayed = tex_of(match)
    return mathml(html.unescape(tex), "block" if displayed else "inline")
