"""The talk as one notebook becomes a page like the others."""

import json
import re

import pytest

from book.site.build import build_site
from book.site.notebooks import UNSEARCHED
from tests.site.tinysite import SVG, built

CELLS = [
    {"cell_type": "markdown", "metadata": {}, "source": "# One\n\n$a_1 < b$ and `$c$`.\n\n## Try next"},
    {
        "cell_type": "code",
        "source": "print(x < 1)",
        "execution_count": None,
        "metadata": {},
        "outputs": [
            {"output_type": "stream", "name": "stdout", "text": "True\n"},
            {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": SVG}},
            {"output_type": "error", "ename": "E", "evalue": "no", "traceback": ["ValueError: no"]},
        ],
    },
    {
        "cell_type": "code",
        "source": "def f(): ...",
        "execution_count": None,
        "outputs": [],
        "metadata": {"tags": ["defined-by-the-book"]},
    },
    {"cell_type": "markdown", "source": "# Two\n\n## Try next", "metadata": {}},
]


@pytest.fixture
def talk(book):
    """The page of a notebook of two chapters, as text."""
    cells = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(CELLS)]
    notebook = {
        "cells": cells,
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"language_info": {"name": "python"}},
    }
    (book.docs / "notebooks/whole-game.ipynb").write_text(json.dumps(notebook))
    (book.docs / "notebooks/.meta.yml").write_text(UNSEARCHED)
    settings = (book.root / "mkdocs.yml").read_text()
    row = "  - one.md\n  - The talk: notebooks/whole-game.ipynb\n"
    (book.root / "mkdocs.yml").write_text(settings.replace("  - one.md\n", row))
    assert build_site(book) == 0
    return built(book, "notebooks/whole-game/index.html")


def test_the_notebooks_page_has_the_form_of_the_others(talk, book):
    assert re.findall(r"<h1.*?</h1>", talk) == ["<h1>The talk</h1>"]
    assert re.findall(r'<h[23] id="([^"]+)"', talk) == ["one", "try-next", "two", "try-next_1"]
    assert "<msub><mi>a</mi><mn>1</mn></msub><mo>&#x0003C;</mo>" in talk
    assert "<code>$c$</code>" in talk
    assert '<div class="language-python highlight"><pre><code>' in talk
    assert '<div class="language-output highlight"><pre><code>True' in talk
    assert '<div class="language-pytb highlight"><pre><code>ValueError: no' in talk
    assert re.search(r'<img alt="(A picture|Another one)" src="../../figures/index/[ab].svg"', talk)
    assert 'width="96" height="48"' in talk
    assert "def f" not in talk
    for foreign in ("jp-", "<style", "mathjax", "cdnjs", "clipboard-copy", "base64,"):
        assert foreign not in talk.split("</head>")[1]
    assert len(talk) < 40_000
    found = json.loads(built(book, "search/sections.json"))
    assert not [entry for entry in found if entry["address"].startswith("notebooks/")]
