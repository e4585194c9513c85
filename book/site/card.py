"""What a page says of itself where others link to it: search engines, messengers, other sites.

Read off the finished page alone, so that it is the same with any generator.
"""

import html
import re
from struct import unpack
from urllib.parse import urljoin

from book.site.terms import TAG

PICTURE = "assets/images/social.png"
# With one word, the theme would take it for the book in another language, and ask for its sitemap
BESIDE = "alternate describedby"
ALT = "{name}: a grid of numbers, a row that stretches over it, and their sum"
# The theme writes it as it stands in the front matter, quotes and all
DESCRIPTION = re.compile(r'[ \t]*<meta name="description" content="(.*?)"\s*/?>\n?')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"\s*/?>')
TITLE = re.compile(r"[ \t]*<title>.*?</title>", re.DOTALL)
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
MARK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
SENTENCE = re.compile(r".*?[.!?](?=\s|$)")


def title_of(text):
    """What a page's first heading says, as plain text."""
    heading = HEADING.search(text)
    return _plain(MARK.sub("", heading[1])) if heading else ""


def description_of(site, text):
    """What a page says it is about, as plain text: in its front matter, else in its first sentence.

    A generator gives pages that say nothing the description of the whole book.
    """
    own = DESCRIPTION.search(text)
    if own and (own[1] != _of_the_book(site) or title_of(text) == title_of(site.read("index.html"))):
        return html.unescape(own[1])
    article = text.partition("</h1>")[2]
    paragraph = PARAGRAPH.search(article)
    said = _plain(paragraph[1]) if paragraph else ""
    sentence = SENTENCE.match(said)
    return sentence[0] if sentence else said


def with_card(site, text):
    """The text of a page whose head says what it is about, and how a link to it may look."""
    address = CANONICAL.search(text)
    if not address or not TITLE.search(text):
        return text  # such as 404.html, which nobody links to
    said, rows = description_of(site, text), []
    if said:
        rows.append(("name", "description", said))
    rows += [("property", f"og:{name}", value) for name, value in _facts(site, text, address[1], said)]
    rows.append(("name", "twitter:card", "summary_large_image" if site.holds(PICTURE) else "summary"))
    tags = [f'<meta {kind}="{name}" content="{html.escape(value)}">' for kind, name, value in rows]
    tags.append(f'<link rel="{BESIDE}" type="text/markdown" href="index.md">')
    head = "\n".join(f"      {tag}" for tag in tags)
    return TITLE.sub(lambda title: f"{head}\n{title[0]}", DESCRIPTION.sub("", text, count=1), count=1)


def _facts(site, text, address, said):
    """The pairs of a page's card, in the words of ogp.me."""
    name = title_of(site.read("index.html")) or title_of(text)
    home = title_of(text) == name
    yield from (("type", "website" if home else "article"), ("site_name", name), ("title", title_of(text)))
    if said:
        yield "description", said
    yield "url", html.unescape(address)
    if site.holds(PICTURE) and site.address:
        width, height = size_of((site.folder / PICTURE).read_bytes())
        yield from (("image", urljoin(site.address, PICTURE)), ("image:type", "image/png"))
        yield from (("image:width", str(width)), ("image:height", str(height)))
        yield "image:alt", ALT.format(name=name)


def size_of(png):
    """(width, height) of a PNG in pixels, from the bytes of its head."""
    return unpack(">II", png[16:24])


def _of_the_book(site):
    found = DESCRIPTION.search(site.read("index.html"))
    return found and found[1]


def _plain(text):
    return " ".join(html.unescape(TAG.sub("", text)).split())
