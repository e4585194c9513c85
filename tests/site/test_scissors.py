"""On the site, one line of a cell embeds; any other line of a fence is shown."""

import markdown
import pytest
from lxml import html

EMBEDDING = '--8<-- "code.py:a"'
EXTENSIONS = ["book.site.scissors", "pymdownx.snippets", "pymdownx.superfences"]


@pytest.fixture
def shown(tmp_path):
    """shown(page): the texts of its fences on the site."""
    (tmp_path / "code.py").write_text("# --8<-- [start:a]\nn = 1\n# --8<-- [end:a]\n")
    settings = {"pymdownx.snippets": {"base_path": [str(tmp_path)], "check_paths": True}}

    def texts(page):
        made = markdown.markdown(page, extensions=EXTENSIONS, extension_configs=settings)
        return [
            block.text_content().rstrip("\n") for block in html.fromstring(f"<b>{made}</b>").xpath("//pre")
        ]

    return texts


def test_the_line_of_a_cell_embeds(shown):
    assert shown(f"```python\n{EMBEDDING}\n```\n\n```sh\n\n{EMBEDDING}\n```") == ["n = 1"] * 2


@pytest.mark.parametrize(
    "body",
    [
        EMBEDDING,
        f"  {EMBEDDING}",
        f"{EMBEDDING}\nthe end",
        f";{EMBEDDING}\n;;{EMBEDDING}",
        "--8<--\ncode.py\n--8<--",
        "-8<-",
        "a --8<-- [start:b] c ;--8<-- [end:b]",
        ";--8<-- [start:b]",
        f"```python\n{EMBEDDING}\n```",
    ],
)
def test_what_was_printed_is_shown(shown, body):
    fence = f"````output\n{body}\n````"
    assert shown(f"{fence}\n\n```\n```\n\n{fence}") == [body, "", body]


def test_code_about_includes_is_shown(shown):
    code = f"text = '''\n{EMBEDDING}\n'''\nprint('--8<-- [start:a]')"
    assert shown(f"```python\n{code}\n```\n\n````output\n```python\n````") == [code, "```python"]
