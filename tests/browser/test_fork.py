"""A fork's site lies below another path, and nobody edited it: also its page for unknown addresses fits."""

import pytest

from book.publishing.ask import ask
from book.site.build import build_site
from tests.browser.conftest import PATIENCE, settled, watch
from tests.kit.pages import Server
from tests.kit.tinybook import looks_of, tiny_book

ONE = "# One\n\nA page.\n"


@pytest.fixture(params=["its workflow", "one edit"])
def fork(root, tmp_path, monkeypatch, request):
    """The folder of the site that a fork called Ann/stf builds."""
    files = looks_of(root, "index.md", "one.md")
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    if request.param == "its workflow":
        monkeypatch.setenv("GITHUB_REPOSITORY", "Ann/stf")
    else:
        [line] = [row for row in files["mkdocs.yml"].splitlines() if row.startswith("repo_url: ")]
        files["mkdocs.yml"] = files["mkdocs.yml"].replace(line, "repo_url: https://github.com/Ann/stf")
    files["docs/notebooks/one.ipynb"] = "{}"
    book = tiny_book(tmp_path, index="# Home\n\n[One](one.md)\n", one=ONE, **files)
    assert build_site(book) == 0
    return tmp_path / "site"


@pytest.mark.heavy  # by day: its lost page, in tests/site/test_dress.py
def test_an_unknown_address_of_a_fork_gives_a_styled_page_whose_links_work(fork, chromium):
    server = Server(fork, path="/stf/")
    context = chromium.new_context(service_workers="block")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrongs, _ = watch(context, page, server.origin)
    answers = {}
    page.on("response", lambda answer: answers.update({answer.url: answer.status}))
    lost = f"{server.address}no/where/"
    with settled(page):
        page.goto(lost)
    assert answers.pop(lost) == 404
    assert {url: status for url, status in answers.items() if status != 200} == {}
    assert page.locator("h1").inner_text() == "This page does not fit"
    look = "getComputedStyle(document.body)"
    assert page.evaluate(f"{look}.getPropertyValue('--paper')") and page.evaluate(f"{look}.margin") == "0px"
    assert page.locator("link[rel=canonical]").count() == 0
    links = page.evaluate("""[...document.querySelectorAll("a[href], meta[name=service-worker]")]
        .map((each) => new URL(each.getAttribute("href") ?? each.content, location.href).href)""")
    ours = sorted({link.split("#")[0] for link in links if link.startswith(server.origin)} - {lost})
    assert f"{server.address}sw.js" in ours and f"{server.address}one/" in ours
    assert [link for link in ours if context.request.get(link).status != 200] == []
    assert {link for link in links if "github.com" in link} == {"https://github.com/Ann/stf"}
    page.get_by_role("link", name="Start at the first page").click()
    page.wait_for_url(server.address)
    assert [wrong for wrong in wrongs if "404" not in wrong] == []
    context.close()
    assert ask(server.address, fork, tries=1) == []
    server.stop()
