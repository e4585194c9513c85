"""A book of two pages."""

import subprocess

import pytest

from book.site import build
from tests.kit.tinybook import looks_of, tiny_book
from tests.site.tinysite import CELLS, HOME, SVG


@pytest.fixture
def book(root, tmp_path):
    """A book of two pages with the settings and the theme of ours."""
    files = {
        "docs/index.md": HOME,
        "docs/one.md": "# One\n\n## A part\n\nText.\n\n```text\na\n```\n",
        "docs/figures/index/a.svg": SVG,
        "docs/figures/index/b.svg": SVG,
    }
    files |= {"docs/notebooks/index.ipynb": "{}", "docs/assets/copies/index.json": "[]"}
    files["docs/assets/cells/index.json"] = CELLS
    return tiny_book(tmp_path, **looks_of(root, "index.md", "one.md"), **files)


@pytest.fixture
def cold(monkeypatch):
    """Sites are built as `make book` builds them."""
    monkeypatch.setattr(build, "subprocess", subprocess)
