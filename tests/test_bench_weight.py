"""The plain page that ours is weighed against is the same chapter, and nothing of ours is on it."""

import re

import pytest

from tests import bench_weight

TAG = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return bench_weight.plain_site(tmp_path_factory.mktemp("plain"), "shops")


def test_the_plain_page_is_the_chapter_as_the_theme_makes_it(plain, root):
    page = (plain / "shops/index.html").read_text()
    for heading in re.findall(r"^## (\w+)", (root / "docs/shops.md").read_text(), re.MULTILINE):
        assert re.search(rf"<h2 [^>]*>{heading}", page), heading
    assert "assets/css/" not in page and "assets/js/" not in page
    assert page.count('rel="stylesheet"') == 1 and page.count("</script>") < 10
    assert len(re.findall(r"<img ", page)) >= 3


def test_its_search_reads_no_other_chapter(plain):
    assert (plain / "search/search_index.json").stat().st_size < 60_000
    for page in ("matmul/index.html", "index.html"):
        assert len(TAG.sub("", (plain / page).read_text()).split()) < 600


def test_without_node_it_says_so_in_a_line(monkeypatch):
    monkeypatch.setattr(bench_weight.shutil, "which", lambda name: None)
    rows = bench_weight.weight_rows(1, print)
    assert rows == [("Lighthouse", "not run", "node and npm not found: install Node.js 20 or newer")]


def test_a_spread_says_least_and_most_only_where_they_differ():
    results = [{"blocking": 10, "performance": 90}, {"blocking": 30, "performance": 90}]
    assert bench_weight.spread("blocking", results) == "20 ms (10–30)"
    assert bench_weight.spread("performance", results) == "90"
