"""The copies and what the page needs of a chapter: built with the site, and no chapter twice."""

import json

import pytest

from book.ground.faults import FaultError
from book.site import copies
from book.site.copies import write_copies
from tests.kit.tinybook import tiny_book

TOOL = "def double(n):\n    return 2 * n\n"
PAGE = "# One\n\n```python\nfrom snippets.tool import double\n\ndouble(4)\n```\n\n```output\n8\n```\n"
OTHER = "# Two\n\n```python\n1 + 1\n```\n\n```sh\necho\n```\n"


@pytest.fixture
def book(tmp_path):
    files = {"snippets/__init__.py": "", "snippets/tool.py": TOOL}
    return tiny_book(tmp_path, one=PAGE, two=OTHER, **files)


def built(book, folder, stem):
    return json.loads((book.docs / "assets" / folder / f"{stem}.json").read_text())


def names(paths):
    return sorted(f"{path.parent.name}/{path.name}" for path in paths)


def test_a_chapter_has_its_copies_and_what_its_page_needs(book):
    assert names(write_copies(book)) == [
        "cells/one.json",
        "cells/two.json",
        "copies/one.json",
        "copies/two.json",
    ]
    [copy] = built(book, "copies", "one")
    assert copy == {"code": f'# From "One"\n{TOOL}\n\nprint(repr(double(4)))\n', "lines": 6}
    assert built(book, "cells", "one") == {
        "cells": [
            {"needs": [], "binds": ["double"], "source": copy_source(PAGE), "output": "8", "script": 6}
        ],
        "modules": {"snippets/tool.py": TOOL},
    }
    assert built(book, "copies", "two")[1] is None
    assert built(book, "cells", "two")["cells"][1] == {"why": "a shell"}


def copy_source(page):
    return page.split("```python\n")[1].split("\n```")[0]


@pytest.mark.parametrize(
    ("file", "text", "rendered"),
    [
        ("docs/two.md", OTHER.replace("1 + 1", "1 + 2"), ["two"]),
        ("snippets/tool.py", TOOL.replace("2 *", "3 *"), ["one"]),
        ("snippets/idle.py", "n = 1\n", []),
        ("docs/assets/cells/two.json", "{}", ["two"]),
        (".cache/stamps/copies-one", "[]", ["one"]),
        ("LICENSE", "MIT License\n\nCopyright (c) 2026 Somebody\n", ["one", "two"]),
    ],
)
def test_a_chapter_is_read_again_where_something_of_it_changed(book, monkeypatch, file, text, rendered):
    write_copies(book)
    before = built(book, "cells", "two")
    seen, parse = [], copies.parse_chapter
    monkeypatch.setattr(
        copies, "parse_chapter", lambda path, root: seen.append(path.stem) or parse(path, root)
    )
    assert write_copies(book) == [] and seen == []
    (book.root / file).write_text(text)
    write_copies(book)
    assert seen == rendered
    assert write_copies(book) == [] and seen == rendered
    assert file != "docs/assets/cells/two.json" or built(book, "cells", "two") == before


def test_the_files_of_a_chapter_that_is_gone_are_removed(book):
    write_copies(book)
    (book.docs / "two.md").unlink()
    assert names(write_copies(book)) == ["cells/two.json", "copies/two.json"]
    assert names((book.docs / "assets").rglob("*.json")) == ["cells/one.json", "copies/one.json"]


def test_one_that_cannot_be_copied_is_said_and_the_others_are_written(book):
    (book.docs / "one.md").write_text(PAGE.replace("import double", "import triple"))
    with pytest.raises(FaultError, match=r"^docs/one.md:3: `snippets.tool` has no `triple`"):
        write_copies(book)
    assert names((book.docs / "assets").rglob("*.json")) == ["cells/two.json", "copies/two.json"]
    (book.docs / "one.md").write_text(PAGE)
    assert names(write_copies(book)) == ["cells/one.json", "copies/one.json"]


def test_chapters_without_a_site_have_no_copies(book):
    (book.root / "mkdocs.yml").unlink()
    assert write_copies(book) == [] and not (book.docs / "assets").exists()
