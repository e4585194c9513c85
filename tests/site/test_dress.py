"""What is ours around the text of a page, whichever generator made its HTML."""

import gzip
import re

import pytest

from book.site.built import BuiltSite
from book.site.dress import carry, dressed, write_sitemap

EDIT = '<a href="https://example.org/edit/one.md" title="Edit" class="md-icon" rel="edit"><svg></svg></a>'
PAGE = """<div class="md-search" role="dialog"></div><a class="md-source" data-md-component="source">Repository</a>
<article class="md-content__inner md-typeset">{edit}<h1>One</h1><p>Text.</p></article>
<script id="__config">{{"search":"{root}/assets/javascripts/workers/search.0123abcd.min.js"}}</script>
"""
SETTINGS = {"repo_url": "https://github.com/a/b", "extra": {"carried": {"assets/far": "data/*.gz"}}}


@pytest.fixture
def dress(tmp_path):
    """dress(page, root, source): the text of a page whose Markdown is `source`."""
    (tmp_path / "docs").mkdir()

    def text_of(page, root, source):
        (tmp_path / "docs" / f"{page.split('/')[0].removesuffix('.html')}.md").write_text(source)
        site = BuiltSite(tmp_path / "site", "https://a.github.io/b/", {}, tmp_path / "docs", SETTINGS)
        return dressed(site, page, PAGE.format(edit=EDIT, root=root))

    return text_of


def test_a_chapter_begins_with_its_notebook_and_ends_with_ways_to_mend_and_take_it(dress):
    text = dress("one/index.html", "..", "# One\n\n```python\n1\n```\n")
    assert re.search(r'</h1>\s*<p class="take">\s*<a href="\.\./notebooks/one\.ipynb" download>', text)
    links = re.search(r"<footer (.*?)>(.*)</footer>\s*</article>", text, re.DOTALL)
    assert 'data-copies="../assets/copies/one.json" data-cells="../assets/cells/one.json"' in links[1]
    assert re.findall(r'href="([^"]+)"', links[2]) == [
        "../notebooks/one.ipynb",
        "https://example.org/edit/one.md",
    ]
    assert text.index(EDIT) < text.index("<h1>")


def test_a_page_without_code_is_offered_for_mending_alone(dress):
    text = dress("one/index.html", "..", "---\nlook: narrow\n---\n\n# One\n")
    assert "notebooks/" not in text and "data-cells" not in text and text.count('rel="edit"') == 2
    assert 'class="md-content__inner md-typeset narrow"' in text


def test_home_has_a_look_and_neither_row_nor_pencil(dress):
    text = dress("index.html", ".", "# One\n\n```python\n1\n```\n")
    assert 'md-typeset home"' in text and 'class="take"' not in text and EDIT not in text
    assert 'data-cells="assets/cells/index.json"' in text and ">Edit this page</a>" in text


def test_the_theme_asks_our_search_and_no_server(dress):
    text = dress("one/index.html", "..", "# One\n")
    assert '"search":"../assets/js/page/search-worker.js"' in text
    assert 'role="dialog" aria-label="Search"' in text and "data-md-component" not in text


def test_an_address_that_leads_nowhere_gets_a_page_of_ours(tmp_path):
    page = PAGE.format(edit="", root="/b")
    text = dressed(BuiltSite(tmp_path, "https://a.github.io/b/", {}), "404.html", page)
    assert ">This page does not fit</h1>" in text and 'href="/b/."' in text and "Text." not in text


def test_what_lies_outside_of_the_pages_is_carried_along(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.gz").write_bytes(b"a")
    (tmp_path / "data/b.txt").write_bytes(b"b")
    carry(BuiltSite(tmp_path / "site", "", {}, tmp_path / "docs", SETTINGS))
    assert [path.name for path in (tmp_path / "site/assets/far").iterdir()] == ["a.gz"]


def test_a_sitemap_tells_no_dates(tmp_path):
    old = "<urlset><url>\n<loc>https://a/?b&amp;c</loc>\n<lastmod>2020-02-02</lastmod></url></urlset>"
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (tmp_path / name).write_text(old)
    write_sitemap(BuiltSite(tmp_path))
    text = (tmp_path / "sitemap.xml").read_text()
    assert "<loc>https://a/?b&amp;c</loc>" in text and "2020" not in text
    assert gzip.decompress((tmp_path / "sitemap.xml.gz").read_bytes()).decode() == text
