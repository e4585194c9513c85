"""What a page says for those who print it."""

from book.site.build import build_site
from book.site.paper import for_paper
from tests.site.tinysite import built

PAGE = """# One

## A part

<line-fit>Turn it.</line-fit>
<shape-explorer id="explorer" class="panel">Type.</shape-explorer>

/// tab | Num*Py*

One.
///

/// tab | A & B

Two.
///

[Abroad](https://example.org/a) and [home](index.md).
"""


def test_what_is_alive_a_tab_and_a_link_say_on_paper_what_a_screen_shows(book):
    (book.docs / "one.md").write_text(PAGE)
    assert build_site(book) == 0
    text, address = built(book, "one/index.html"), f"{book.config['site_url']}one/"
    assert f'<article data-address="{address}"' in text
    assert f'<line-fit data-live="{address}">' in text
    assert f'class="panel" data-live="{address}#explorer">' in text
    assert 'data-tab="NumPy"' in text and 'data-tab="A &amp; B"' in text
    assert '<a rel="external" href="https://example.org/a">' in text
    assert text.count('rel="external"') == 1


def test_a_figure_in_frames_is_no_element_that_paper_lacks(book):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt"><g class="frame-0"/></svg>'
    (book.docs / "figures/index/a.svg").write_text(svg)
    assert build_site(book) == 0
    text = built(book, "index.html")
    assert "<book-film>" in text and "data-live" not in text


def test_a_link_to_the_site_itself_is_none_abroad():
    class Site:
        address = "https://book.example/"

    head = '<link rel="canonical" href="https://book.example/a/">'
    links = '<a href="https://book.example/b/">b</a><a href="https://other.example/">c</a>'
    told = for_paper(Site, f"{head}<article><p>{links}</p></article>")
    assert told.count("external") == 1 and '<a rel="external" href="https://other' in told
    assert for_paper(Site, f"<article>{links}</article>") == f"<article>{links}</article>"
