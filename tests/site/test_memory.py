"""No page is rendered twice, and none is remembered that would be another today."""

import pytest
from material.plugins.search.plugin import Parser

from book.site.build import MkDocs
from book.site.memory import PRE, SPAN
from tests.kit.tinybook import looks_of, tiny_book

ONE = '# One\n\n## A part\n\n[Two](two.md)\n\n```python\n--8<-- "snippets/code.py:n"\n```\n'
CODE = "# --8<-- [start:n]\nn = 1\n# --8<-- [end:n]\n"


@pytest.fixture
def book(root, tmp_path):
    looks = looks_of(root, "index.md", "one.md", "two.md")
    pages = {"docs/one.md": ONE, "docs/two.md": "# Two\n", "docs/index.md": "# Home\n\n$x$\n"}
    files = {"snippets/code.py": CODE, "docs/notebooks/one.ipynb": "{}"}
    built = {
        "docs/assets/copies/one.json": "[]",
        "docs/assets/cells/one.json": '{"cells": [{"role": "cell"}]}',
    }
    return tiny_book(tmp_path, **looks, **pages, **files, **built)


def build(book, builder=None):
    """How many pages a build in a process of its own renders, and its faults."""
    builder = builder or MkDocs(book)
    try:
        answer = builder.ask(build=str(book.root / "built"))
    finally:
        builder.close()
    return answer["rendered"], answer["faults"]


def test_a_page_is_rendered_again_only_where_something_it_is_made_from_changed(book):
    assert build(book) == (3, [])
    assert build(book) == (0, [])
    (book.docs / "index.md").write_text("# Home\n\nOther words.\n")
    assert build(book) == (1, [])
    (book.root / "snippets/code.py").write_text(CODE.replace("1", "2"))
    assert build(book) == (1, [])
    assert '<span class="mi">2</span>' in (book.root / "built/one/index.html").read_text()
    with open(book.root / "mkdocs.yml", "a") as file:
        file.write("\n")
    assert build(book) == (3, [])


def test_a_warning_is_said_each_time_and_a_dead_link_found_though_its_page_is_as_it_was(book):
    (book.docs / "index.md").write_text("# Home\n\n$\\nonsense$\n")
    for rendered in (3, 1):
        assert build(book) == (
            rendered,
            [
                "docs/index.md:3: the formula $\\nonsense$ cannot be read: `\\nonsense` means nothing: correct it"
            ],
        )
    (book.docs / "index.md").write_text("# Home\n")
    (book.docs / "two.md").rename(book.docs / "four.md")
    settings = (book.root / "mkdocs.yml").read_text()
    kept = book.root / ".cache/rendered/one.md.json"
    assert build(book)[1], "the nav names two.md"
    (book.docs / "four.md").rename(book.docs / "two.md")
    assert (book.root / "mkdocs.yml").read_text() == settings and build(book)[1] == []
    kept.write_text(kept.read_text().replace('"two.md": "two/"', '"two.md": "elsewhere/"'))
    assert build(book) == (1, []), "a link that led elsewhere"


@pytest.mark.heavy  # by day: a page is rendered again only where something changed
def test_memory_that_is_damaged_counts_as_none_and_what_is_gone_is_forgotten(book):
    build(book)
    folder = book.root / ".cache/rendered"
    (folder / "two.md.json").write_text("{")
    (folder / "gone.md.json").write_text("{}")
    assert build(book) == (1, [])
    assert sorted(path.name for path in folder.glob("*.json")) == [
        "index.md.json",
        "one.md.json",
        "two.md.json",
    ]


def test_the_search_finds_the_same_without_the_colours_of_code():
    html = (
        '<h1 id="a">A</h1><p>So <code>x  y</code> and <span>words</span>:</p>'
        '<div class="highlight"><span class="filename">a.py</span><pre><span></span><code>'
        '<span class="k">def</span><span class="w"> </span><span class="nf">f</span>(x):\n    '
        '<span class="n">y</span> &lt; <span class="mi">1</span>\n\n<span class="w">  </span>\n</code></pre></div>'
        '<h2 id="b">B <code>f</code><a class="headerlink" href="#b">¶</a></h2><pre><code></code></pre>'
    )

    def sections(text):
        parser = Parser()
        parser.feed(text)
        parser.close()
        return [(section.id, "".join(section.title), "".join(section.text)) for section in parser.data]

    plain = PRE.sub(lambda match: SPAN.sub("", match[0]), html)
    assert len(plain) < len(html) and sections(plain) == sections(html)
