"""What a copy says at its head."""

import pytest

from book.copying.head import packages, packages_of
from book.copying.scripts import copies_of
from book.reading.parse import parse_chapter
from tests.copying.conftest import chapter_of, out

SITE = "https://example.org/book/"
LICENCE = "MIT License\n\nCopyright (c) 2026 Somebody\n\nPermission is granted.\n"


def heads(tmp_path, *cells, site=SITE):
    chapter = chapter_of(tmp_path, *cells)
    return [copy.head.split("\n") for copy in copies_of(chapter, site)]


def test_the_head_says_where_it_is_from_its_licence_and_what_to_install(tmp_path):
    (tmp_path / "LICENSE").write_text(LICENCE)
    [head] = heads(tmp_path, "import numpy as np\nfrom snippets.tools import ask\nask, np")
    assert head == [
        '# From "One", https://example.org/book/one/',
        "# MIT License, Copyright (c) 2026 Somebody; pip install numpy torch",
    ]


def test_the_head_leaves_out_what_there_is_not(tmp_path):
    assert heads(tmp_path, "import math\nmath.pi", site="") == [['# From "One"']]


def test_the_head_leads_to_the_section_and_home_is_the_site(tmp_path):
    chapter = chapter_of(tmp_path, "x = 1", "x" + out("1"))
    text = chapter.text.replace("Then:", "## Then, *see* `x`\n\n### Look {#look}")
    one, index = (parse_chapter(tmp_path / "docs" / name, tmp_path, text) for name in ("one.md", "index.md"))
    ends = [[copy.head.split(", ")[1] for copy in copies_of(each, SITE)] for each in (one, index)]
    assert ends == [[f"{SITE}one/", f"{SITE}one/#look"], [SITE, f"{SITE}#look"]]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("from PIL import Image\nImage", "# pip install pillow"),
        ("import own_thing.part as p\np", "# pip install own_thing"),
        ("def f():\n    import torch\n    return torch", "# pip install torch"),
        ("import os, sys\nos, sys", None),
        ("x = = 1\n\n```pytb\nSyntaxError: invalid syntax\n```", None),
    ],
)
def test_only_what_a_copy_imports_is_installed(tmp_path, code, line):
    assert heads(tmp_path, code, site="") == [['# From "One"', *([line] if line else [])]]


def test_a_package_is_named_once(tmp_path):
    assert packages(["torch", "PIL", "torch", "json"]) == ["pillow", "torch"]


def test_a_function_that_is_only_shown_installs_none_of_ours():
    shown = "def f():\n    import torch\n    from snippets.data import load_mnist"
    assert packages_of([shown, "import math\nimport numpy as np", "x = ="]) == ["numpy", "torch"]


def test_the_lines_count_the_head(tmp_path):
    [copy] = copies_of(chapter_of(tmp_path, "def f():\n    return 1"), SITE)
    assert copy.text == f'# From "One", {SITE}one/\ndef f():\n    return 1\n'
    assert copy.lines == copy.as_json()["lines"] == 3
