"""We could leave the generator of the site: Zensical makes the same pages of the same book."""

import re
from functools import cache

import pytest
from lxml.html import HTMLParser, document_fromstring

from book.site.built import BuiltSite
from book.site.check import check
from tests.browser.conftest import copy_book
from tests.kit.leaving import zensical_site

pytestmark = [pytest.mark.heavy, pytest.mark.long]
# What a page holds below its title, and how it is found there
COUNTED = {
    "cells": ".//*[@data-cell]",
    "outputs and other text in a grid": ".//pre",
    "figures": ".//img",
    "sections": ".//h2 | .//h3",
    "links": ".//a[@href]",
    "formulas": ".//math",
    "terms explained": ".//*[@data-definition]",
    "rows to take a notebook along": ".//*[@class='take']",
    "ways to mend it": ".//footer//a[@rel='edit']",
}
# The page of the talk is a notebook for MkDocs, and its Markdown for Zensical
NOTEBOOK = "talk/index.html"


@pytest.fixture(scope="module")
def theirs(root, tmp_path_factory):
    """(the site as Zensical builds it, what Zensical said)"""
    folder = tmp_path_factory.mktemp("zensical") / "book"
    copy_book(root, folder)
    return zensical_site(folder)


@pytest.fixture(scope="module")
def both(site, theirs):
    """The site of today, and that of Zensical."""
    return BuiltSite(site), theirs[0]


@cache
def article(site, page):
    """What stands on a page between its header and its footer."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    return document_fromstring(site.read(page).encode(), parser=parser).find(".//article")


def told(element):
    """All that an article says and leads to, without the space between elements."""
    facts = [
        (each.tag, *sorted(each.items()), " ".join((each.text or "").split())) for each in element.iter("*")
    ]
    return facts, " ".join(element.text_content().split())


def test_zensical_builds_all_pages_without_a_fault(both, theirs):
    ours, site = both
    assert site.pages == ours.pages
    assert check(site, site.docs) == [], theirs[1]


def test_the_pages_say_the_same_to_the_letter(both):
    ours, site = both
    others = [page for page in ours.pages if told(article(ours, page)) != told(article(site, page))]
    assert others == [NOTEBOOK]


def test_pages_hold_as_much_and_what_differs_is_printed(both, theirs, capsys):
    ours, site = both
    counts = {
        name: [sum(len(article(each, page).xpath(path)) for page in ours.pages) for each in both]
        for name, path in COUNTED.items()
    }
    sections = [len(re.findall('"address":', each.read("search/sections.json"))) for each in both]
    counts |= {"pages": [len(each.pages) for each in both], "sections that the search knows": sections}
    only = [sorted(one.files - other.files) for one, other in ((ours, site), (site, ours))]
    warnings = re.findall(r"Warning: (.*)", theirs[1])
    with capsys.disabled():
        print(f"\n{'':36}{'MkDocs':>8}{'Zensical':>10}")
        for name, (here, there) in counts.items():
            print(f"{name:36}{here:8}{there:10}{'' if here == there else '  differs'}")
        print(f"{'files that only it has':36}{len(only[0]):8}{len(only[1]):10}")
        print(f"Zensical warned {len(warnings)} times: {', '.join(sorted(set(warnings))) or 'of nothing'}.")
    differing = {name for name, (here, there) in counts.items() if here != there}
    assert not differing and all(map(all, counts.values()))
    strangers = [
        name for name in (*only[0], *only[1]) if not name.startswith(("assets/javascripts/", "assets/styles"))
    ]
    assert strangers == ["search/search_index.json", "sitemap.xml.gz", "objects.inv", "search.json"]


def test_pages_are_finished_as_ours_are(both):
    _, site = both
    for page in site.pages:
        text, said = site.read(page), article(site, page).text_content()
        # Not whole texts: to tell how two of them differ takes minutes
        holds = {
            "one policy": text.count('http-equiv="Content-Security-Policy"') == 1,
            "a service worker": 'name="service-worker"' in text,
            "our search": "page/search-worker.js" in text,
            "no stars": 'data-md-component="source"' not in text,
            "no marks of values": "<!--=" not in text,
            "no include": not re.search(r"^\s*-+8<-+", said, re.MULTILINE),
        }
        assert [name for name, true in holds.items() if not true] == [], page
    assert site.read("sw.js").count('"index.html":') == 1
    assert site.read("sitemap.xml").count("<lastmod>") == 0
