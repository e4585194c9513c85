"""What the search reads: the text of each section, and what readers type beside it."""

import json

from book.site.build import build_site
from book.site.search import plain, section_of
from tests.site.tinysite import built

TYPED = "---\nsearches:\n  - uno, eins\n  - a-part: due\nsearch:\n  boost: 0.5\n---\n\n# One\n\n## A part\n\nText & `x < 1`.\n"


def test_the_site_holds_the_sections_and_the_theme_an_empty_index(book):
    (book.docs / "one.md").write_text(TYPED)
    assert build_site(book) == 0
    assert json.loads(built(book, "search/search_index.json"))["docs"] == []
    sections = {each.pop("address"): each for each in json.loads(built(book, "search/sections.json"))}
    assert sections["one/"] == {"title": "One", "text": "", "also": ["uno", "eins"], "boost": 0.5}
    part = {"title": "A part", "text": "Text & x < 1.", "also": ["due"], "boost": 0.5}
    assert sections["one/#a-part"] == part
    assert sections[""]["title"] == "Home" and "\n\tdraw()" in sections[""]["text"]
    for name in ("index.html", "one/index.html", "404.html"):
        page = built(book, name)
        [worker] = [way for way in page.split('"search": "')[1:]]
        assert worker.split('"')[0].endswith("assets/js/page/search-worker.js")
        assert "searches" not in page and "eins" not in page
    assert "search/sections.json" in built(book, "sw.js")


def test_a_list_that_is_none_leaves_the_site_whole(book):
    (book.docs / "one.md").write_text("---\nsearches: words\n---\n\n# One\n\n## A part\n\nText.\n")
    assert build_site(book) == 0
    sections = {each["address"]: each for each in json.loads(built(book, "search/sections.json"))}
    assert "also" not in sections["one/"]


def test_the_text_keeps_each_line_that_holds_a_word():
    code = "import numpy as np\nfrom a import (\n    b, c,\n)\nfrom d import e\n\nx = np.ones(3)  # three\n"
    html = f"<p>Some <code>words</code>\nand.</p> <ul> <li>One</li> </ul> 3 <pre><code>{code}</code></pre>"
    assert plain(html) == "Some words and.\nOne\n\tx = np.ones(3)  # three"
    assert plain("<pre><code>array([[1, 2],\n       [3, 4]])\n     [5 6]</code></pre>") == "\tarray([[1, 2],"
    assert plain("<pre><code>a &lt; because</code></pre>") == "\ta < because"


def test_a_title_is_plain_text():
    entry = {"location": "one/#a", "title": "The <code>x &lt; y</code> case", "text": "<p>Words.</p>"}
    assert section_of(entry, {}) == {"address": "one/#a", "title": "The x < y case", "text": "Words."}
