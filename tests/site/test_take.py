"""Take it with you: the row below the title of a chapter."""

import re

import pytest

from book.site.build import build_site
from tests.site.tinysite import HOME, built

NOTEBOOK = '{"cells": [{"source": ["%pip install --quiet numpy torch"]}]}'


@pytest.fixture
def row(book):
    """row(): the row of the page of a chapter with code, as it is built now."""
    settings = (book.root / "mkdocs.yml").read_text()
    (book.root / "mkdocs.yml").write_text(settings.replace("  - one.md\n", "  - one.md\n  - two.md\n"))
    (book.docs / "two.md").write_text(HOME.replace("# Home", "# Two"))
    for folder, text in ("cells", '{"cells": [{"role": "cell"}]}'), ("copies", "[]"):
        (book.docs / "assets" / folder / "two.json").write_text(text)
    (book.docs / "notebooks/two.ipynb").write_text(NOTEBOOK)

    def found():
        assert build_site(book) == 0
        text = built(book, "two/index.html")
        assert re.search(r'</h1>\s*<p class="take">', text)
        return re.search(r'<p class="take">(.*?)</p>', text, re.S)[1]

    return found


def test_it_says_only_what_is_true_without_a_deployment(row, monkeypatch):
    monkeypatch.delenv("NOTEBOOKS_BRANCH", raising=False)
    found = row()
    assert re.findall(r'href="([^"]+)"', found) == [
        "../notebooks/two.ipynb",
        "https://colab.research.google.com/",
    ]
    assert "Upload it to Colab" in found and "Open it" not in found


def test_a_deployment_that_fills_the_branch_turns_the_hosted_notebook_on(row, book, monkeypatch):
    row()
    monkeypatch.setenv("NOTEBOOKS_BRANCH", "notebooks")
    monkeypatch.setenv("GITHUB_REPOSITORY", "somebody/a-book")
    address = "https://colab.research.google.com/github/somebody/a-book/blob/notebooks/two.ipynb"
    assert f' href="{address}">Open it in Colab</a>' in row()


def test_the_line_to_install_is_that_of_the_notebook(row, book):
    assert 'data-clipboard-text="pip install numpy torch">pip install numpy torch</button>' in row()
    (book.docs / "notebooks/two.ipynb").write_text('{"cells": []}')
    assert "<button" not in row()


def test_a_page_without_code_has_none_and_home_has_it_above_its_code(row, book):
    row()
    assert 'class="take"' not in built(book, "one/index.html")
    home = built(book, "index.html")
    assert home.index("</h1>") < home.index("One and 2") < home.index('class="take"')
    assert re.search(r'href="notebooks/index.ipynb".*?</p>\s*<div class="language-python', home, re.DOTALL)
