"""What the whole site gives to those who link to it, and to readers who are no browsers."""

import html
import posixpath
import re
from urllib.parse import urlsplit

import pytest
from lxml.html import document_fromstring
from markdown_it import MarkdownIt

from book.reading.book import Book
from book.running.figures import HOME
from book.site.card import title_of

PAGES = [
    re.sub(r"^index/index", "index", f"{file.removesuffix('.md')}/index") for _, _, file in Book(HOME).nav
]
every_page = pytest.mark.parametrize("page", PAGES)
OURS = re.compile(r"--8<--|<!--|^///|</?[a-z]+-[a-z-]+[ >]", re.MULTILINE)
ENTRY = re.compile(r"^- \[(?P<title>[^\]]+)\]\((?P<address>\S+)\): (?P<said>.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def anchors(site):
    """anchors(name): the ids on a page of the site."""
    known = {}

    def anchors(name):
        if name not in known:
            known[name] = set(document_fromstring((site / name).read_bytes()).xpath("//@id"))
        return known[name]

    return anchors


def tokens_of(text):
    """All that a reader of plain Markdown sees, without nesting."""
    for token in MarkdownIt().enable("table").parse(text):
        yield token
        yield from token.children or ()


@every_page
def test_each_page_is_there_as_markdown_that_needs_nothing_of_ours(site, page):
    text = (site / f"{page}.md").read_text()
    prose = "\n".join(token.content for token in tokens_of(text) if token.type in ("inline", "html_block"))
    assert text.startswith("# ") and not OURS.search(re.sub(r"`[^`]*`", "", prose))
    assert "--8<--" not in text


@every_page
def test_the_markdown_shows_what_the_page_shows(site, page):
    made = document_fromstring((site / f"{page}.html").read_bytes())
    shown = [
        pre.text_content().strip("\n")
        for pre in made.xpath("//div[contains(@class, 'language-output')]//pre")
    ]
    fences = [token for token in tokens_of((site / f"{page}.md").read_text()) if token.type == "fence"]
    plain = [fence.content.strip("\n") for fence in fences if fence.info.split()[0] == "output"]
    if page != "talk/index":  # the one page that is a notebook, which says the last words of errors as output
        assert plain == shown
    cells = [fence for fence in fences if fence.info.split()[0] in ("python", "sh")]
    assert len(cells) == len(made.xpath("//*[@data-cell]")) or page == "talk/index"
    drawn = made.xpath("//article//img[contains(@src, 'figures/')]/@alt")
    alts = [token.content for token in tokens_of((site / f"{page}.md").read_text()) if token.type == "image"]
    assert [html.unescape(alt) for alt in drawn] == [alt for alt in alts if alt in drawn]


@every_page
def test_every_link_in_the_markdown_leads_somewhere(site, anchors, page):
    wrong = []
    for token in tokens_of((site / f"{page}.md").read_text()):
        address = token.attrGet("href") if token.type == "link_open" else token.attrGet("src")
        if not address or urlsplit(address).scheme:
            continue
        path, _, anchor = address.partition("#")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else f"{page}.md"
        there = (site / name).is_file()
        named = not anchor or anchor.partition("=")[0] in anchors(name.removesuffix(".md") + ".html")
        wrong += [address] if not (there and named) else []
    assert wrong == []


def test_the_list_names_each_page_with_its_own_words(site):
    text = (site / "llms.txt").read_text()
    entries = [match.groupdict() for match in ENTRY.finditer(text)]
    base = Book(HOME).config["site_url"]
    assert {entry["address"] for entry in entries} == {f"{base}{page}.md" for page in PAGES}
    assert len({entry["said"] for entry in entries}) == len(PAGES)
    assert re.match(r"# [^\n]+\n\n> [^\n]+\n\n[^\n]+\n\n## ", text) and text.count("\n# ") == 0


@every_page
def test_each_page_tells_others_what_it_is(site, page):
    made = document_fromstring((site / f"{page}.html").read_bytes())
    metas = {
        meta.get("name") or meta.get("property"): meta.get("content")
        for meta in made.xpath("//head/meta[@content]")
    }
    [address] = made.xpath("//head/link[@rel='canonical']/@href")
    assert metas["og:url"] == address and address.endswith(page.removesuffix("index"))
    assert metas["og:title"] == title_of((site / f"{page}.html").read_text())
    assert metas["description"] == metas["og:description"] and 30 < len(metas["description"]) < 200
    base = Book(HOME).config["site_url"]
    assert (site / metas["og:image"].removeprefix(base)).is_file()
    assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
    [beside] = made.xpath("//head/link[@type='text/markdown']/@href")
    assert (site / posixpath.dirname(page) / beside).is_file()
