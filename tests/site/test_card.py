"""What a page says of itself where others link to it."""

import re

from book.site.build import build_site
from book.site.card import description_of, size_of, with_card
from tests.site.tinysite import built

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x04\xb0\x00\x00\x02v"
ONE = '---\ndescription: What & why "one".\n---\n\n# One `x < 1`\n\n## A part\n\nText.\n'
HEAD = re.compile(r'<meta (?:name|property)="((?:og|twitter|desc)[^"]*)" content="([^"]*)">')


def head_of(book, name):
    """{name: content} of what a page says in its head; each once."""
    found = HEAD.findall(built(book, name))
    assert len(found) == len(dict(found)), found
    return dict(found)


def test_a_page_says_what_it_is_about_and_how_a_link_to_it_looks(book):
    (book.docs / "one.md").write_text(ONE)
    (book.docs / "assets/images").mkdir()
    (book.docs / "assets/images/social.png").write_bytes(PNG)
    assert build_site(book) == 0
    site = book.config["site_url"]
    assert head_of(book, "one/index.html") == {
        "description": "What &amp; why &quot;one&quot;.",
        "og:type": "article",
        "og:site_name": "Home",
        "og:title": "One x &lt; 1",
        "og:description": "What &amp; why &quot;one&quot;.",
        "og:url": f"{site}one/",
        "og:image": f"{site}assets/images/social.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Home: a grid of numbers, a row that stretches over it, and their sum",
        "twitter:card": "summary_large_image",
    }
    assert head_of(book, "index.html")["og:type"] == "website"
    assert built(book, "one/index.html").count('<link rel="canonical"') == 1
    assert '<link rel="alternate describedby" type="text/markdown" href="index.md">' in built(
        book, "one/index.html"
    )
    assert "og:" not in built(book, "404.html")
    assert "social.png" not in built(book, "sw.js")  # readers never fetch it


def test_a_page_that_says_nothing_is_described_by_its_first_sentence(book):
    (book.docs / "one.md").write_text("# One\n\n## A part\n\nIt is `x < 2.5` **here**. More follows.\n")
    assert build_site(book) == 0
    head = head_of(book, "one/index.html")
    assert head["description"] == head["og:description"] == "It is x &lt; 2.5 here."
    assert "og:image" not in head and head["twitter:card"] == "summary"
    assert head_of(book, "index.html")["description"].startswith("A neural net is two operations")


class Pages:
    """A site of a home page that says `said`."""

    address = ""

    def __init__(self, said=""):
        self.home = f'<meta name="description" content="{said}">' * bool(said) + "<h1>Home</h1>"

    def read(self, name):
        return self.home

    def holds(self, name):
        return False


def test_a_page_without_a_word_or_an_address_stays_as_it_is():
    assert description_of(Pages(), "<h1>One</h1>") == ""
    assert description_of(Pages("All."), '<meta name="description" content="All."><h1>One</h1>') == ""
    assert with_card(Pages(), "<title>One</title><h1>One</h1>") == "<title>One</title><h1>One</h1>"


def test_the_size_of_a_picture_stands_in_its_first_bytes():
    assert size_of(PNG) == (1200, 630)
