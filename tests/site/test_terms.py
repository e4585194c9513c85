"""Where a page uses a word of the glossary, it has the definition with it."""

import html
import re
from pathlib import Path

import pytest

from book.site.built import BuiltSite
from book.site.terms import EVERYDAY, FORMS, terms_of, with_terms

HEADING = '<h3 id="{0}">{1}<a class="headerlink" href="#{0}" title="Link">&para;</a></h3>\n<p>{2}</p>'
HOME = ' → <a href="../{}">There</a>'
ENTRIES = {
    "axis": ("axis", "One <em>way</em>, <code>0</code>." + HOME.format("digits/#axes")),
    "loss": ("loss", "It is &gt; 0, of a <a href='#axis'>“list”</a>." + HOME.format("fitting/")),
    "matrix": ("matrix", "A grid." + HOME.format("digits/")),
    "matrix-product": ("matrix product", "<code>(2,) → (3,)</code>\nis one." + HOME.format("matmul/#x")),
    "relu": ("ReLU", "A bend." + HOME.format("matmul/")),
    "view": ("view", "No numbers of its own." + HOME.format("matmul/")),
    "lost": ("lost", "It has no home."),
}
GLOSSARY = "<article>" + "\n".join(HEADING.format(name, *entry) for name, entry in ENTRIES.items())


def page_with(body, page="fitting/index.html", **more):
    pages = {"digits", "fitting", "matmul"}
    texts = {f"{name}/index.html": "" for name in pages} | {"glossary/index.html": GLOSSARY} | more
    frame = f"<nav><p>An axis</p></nav><article class='x'>{body}<footer><p>An axis</p></footer></article>"
    return with_terms(BuiltSite("nowhere", "", texts), page, frame)


def told(text):
    """[(the words of a link, where it leads, its definition)]"""
    links = re.findall(r'<a(?: class="glossed")? href="([^"]+)" data-definition="([^"]+)">([^<]+)</a>', text)
    return [(words, address, html.unescape(definition)) for address, definition, words in links]


def test_a_definition_is_plain_text_without_the_way_home():
    found = {
        term.name: term for term in terms_of(BuiltSite("nowhere", "", {"glossary/index.html": GLOSSARY}))
    }
    assert found.keys() == {name for name, _ in ENTRIES.values()} - {"lost"}
    assert found["axis"].definition == "One way, `0`."
    assert found["loss"].definition == "It is > 0, of a “list”."
    assert found["matrix product"].definition == "`(2,) → (3,)` is one."
    assert found["axis"].home == "digits/index.html" and found["matrix product"].home == "matmul/index.html"
    assert terms_of(BuiltSite("nowhere", "", {})) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>An axis, two axes.</p>", ["axis"]),
        ("<p>Axes, an axis.</p>", ["Axes"]),
        ("<ul><li>A matrix</li></ul><p>and matrices</p>", ["matrix"]),
        ("<p>A <em>matrix\nproduct</em> of a matrix.</p>", ["matrix\nproduct", "matrix"]),
        ("<p>relu, ReLU</p>", ["ReLU"]),
        ("<p><a href='../digits/'>axes of old</a>, an axis</p>", ["axis"]),
        ("<h2>Axis</h2><p><code>axis</code> <a href='#x'>axis</a> axis-wise taxis x.axis axis(0)</p>", []),
        ("<p><digit-pad>An axis</digit-pad> <math>axis</math></p><pre>axis</pre>axis", []),
        ("<p>A point of view, a loss.</p>", []),
        ("<table><tr><td>axis<br>axis</td></tr></table>", ["axis"]),
        ("<p>No word of it &amp; of <!-- an axis --> it.</p>", []),
    ],
)
def test_the_first_use_of_a_word_becomes_a_link_to_the_glossary(body, words):
    text = page_with(body)
    links = told(text)
    assert [each for each, _, _ in links] == words
    assert all(address.startswith("../glossary/#") for _, address, _ in links)
    plain = re.sub(r'<a class="glossed"[^>]*>([^<]*)</a>', r"\1", text)
    assert plain == page_with(body, "404.html"), "nothing else has changed"


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ('<a href="../digits/#rank">axes</a>', ["axes"]),
        ('<a href="../glossary/#view">view</a>', ["view"]),
        ('<a href="../matmul/">views</a>', ["views"]),
        ('<a href="../matmul/">axis</a>', []),
        ('<a href="https://example.org/digits/">axis</a>', []),
    ],
)
def test_a_link_of_the_author_keeps_its_way(link, words):
    links = told(page_with(f"<p>See {link}.</p>"))
    assert [each for each, _, _ in links] == words
    if words and words[0] in link:
        assert links[0][1] == re.search('"([^"]+)"', link)[1], "the author's way"
        later = told(page_with(f"<p>See {link}.</p><p>An axis, the axes.</p>"))
        assert len([name for name, _, _ in later if name.startswith("ax")]) == 1


@pytest.mark.parametrize("page", ["index.html", "glossary/index.html", "404.html"])
def test_some_pages_stay_as_they_are(page):
    assert told(page_with("<p>An axis.</p>", page)) == []


def test_what_is_said_of_entries_is_said_of_ones_that_are_there():
    source = (Path(__file__).parents[2] / "docs/glossary.md").read_text(encoding="utf-8")
    names = re.findall(r"^### (.+)$", source, re.MULTILINE)
    assert len(names) == len(set(names)) > 50
    assert EVERYDAY | FORMS.keys() <= set(names)
