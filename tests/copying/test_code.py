"""When the code of a chapter is another, and when it only looks so."""

import pytest

from book.copying.code import code_of
from book.ground.faults import FaultError
from book.reading.parse import parse_chapter
from tests.copying.conftest import TOOLS, chapter_of

CELLS = (
    "from snippets.tools import ask, small_net",
    "import torch\ntorch.manual_seed(0)\nnet = small_net()",
    "ask(net, torch.ones(2))\n\n```output\ntensor([1.0])\n```\n\nIt is <!--= net.bias.item():.1f -->0.5<!--/-->.",
)


@pytest.fixture
def chapter(tmp_path):
    return chapter_of(tmp_path, *CELLS)


def after(chapter, old, new, file="docs/one.md"):
    """Whether the code is another once `old` is `new` in a file of the book."""
    before, path = code_of(chapter), chapter.root / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return code_of(parse_chapter(chapter.path, chapter.root)) != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("seed(0)", "seed(1)"),
        ("Then:\n", "```python\n1\n```\n"),
        ("import ask, small_net", "import ask, small_net, train"),
        ("net.bias.item()", "net.bias.sum()"),
    ],
)
def test_other_code_is_told(chapter, old, new):
    assert after(chapter, old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# One", "# Another title\n\nMore words."),
        ("net = small_net()", "net = small_net( )  # made"),
        ("1.0", "2.0"),
        ("-->0.5<", "-->0.6<"),
    ],
)
def test_prose_records_and_layout_are_no_code(chapter, old, new):
    assert not after(chapter, old, new)


def test_of_the_package_the_definitions_that_are_reached_count(chapter):
    tools = "snippets/tools.py"
    assert not after(chapter, '"picture"', '"image"', tools)
    assert not after(chapter, "def small_net():\n", 'def small_net():\n    """Two in."""\n\n', tools)
    assert not after(chapter, "def ask", "# asks\ndef ask", tools)
    assert after(chapter, "Linear(2, 1)", "Linear(2, 1, bias=True)", tools)


@pytest.mark.parametrize("kind", ["def f():", "async def f():", "class f:"])
def test_no_docstring_is_code(tmp_path, kind):
    chapter = chapter_of(tmp_path, f'{kind}\n    """One."""\n    x = 1')
    assert not after(chapter, "One.", "Two.") and after(chapter, "x = 1", "x = 2")


def test_a_file_that_a_command_or_an_expression_names_counts(tmp_path):
    front = "---\nexports:\n  ink.json: snippets.tools.INK\n---\n"
    for home, text in {"a": "```sh\npython -m snippets.tools\n```\n", "b": "```python\n1\n```\n"}.items():
        chapter = chapter_of(tmp_path / home, "1")
        chapter.path.write_text((front if home == "b" else "") + f"# One\n\n{text}")
        chapter = parse_chapter(chapter.path, chapter.root)
        assert after(chapter, "1B1B1F", "1B1B1E", "snippets/tools.py")
        (chapter.root / "snippets/tools.py").write_text("x = = 1\n")
        assert code_of(chapter)


def test_what_cannot_be_copied_is_named_by_its_line(chapter):
    (chapter.root / "snippets/tools.py").write_text(TOOLS.replace("def small_net", "def big_net"))
    with pytest.raises(FaultError, match=r"^docs/one.md:3: `snippets.tools` has no `small_net`"):
        code_of(parse_chapter(chapter.path, chapter.root))
