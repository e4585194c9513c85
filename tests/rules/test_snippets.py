"""Each rule of the package `snippets/`: what it says where it is broken, and what passes."""

import markdown
import pytest

from book.rules.check import check
from tests.kit.rules import SNIPPETS
from tests.kit.tinybook import parsed, tiny_book
from tests.rules.good import said

SNIPPET = '''\
"""A module of the book."""

import re
from snippets.nets import Net

SIZE: int = 28
PATTERN = re.compile("x")


# --8<-- [start:fit] long: it is the whole loop
def fit():
{body}
    return Net
# --8<-- [end:fit]


if __name__ == "__main__":
    fit()
'''.replace("{body}", "    x = 1\n" * 30 + "    return x")
NETS = "__all__ = ['Net']\n\n\nclass Net:\n    pass\n"


def about_snippets(tmp_path, **files):
    book = tiny_book(tmp_path, **files)
    return [str(fault) for fault in check(book, parsed(book), SNIPPETS)]


def test_good_snippets_pass(tmp_path):
    assert (
        about_snippets(
            tmp_path, nets="# Nets\n", **{"snippets/training.py": SNIPPET, "snippets/nets.py": NETS}
        )
        == []
    )


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("import book.run", "1: `book/` is the machinery, which no reader copies: do without it"),
        ("from book import run", "1: `book/` is the machinery, which no reader copies: do without it"),
        ("from tests.x import y", "1: nothing imports `tests/`: do without it"),
        ("import snippets", "1: `import snippets`: write `from snippets.x import name`"),
        ("from .nets import Net", "1: a relative import: write `from snippets.nets import name`"),
        (
            "from snippets.nets import *",
            "1: `import *` hides where a name comes from: write `from snippets.nets import name`",
        ),
        ("from snippets.nts import Net", "1: there is no module `snippets.nts`: correct its name"),
        (
            "def f():\n    from snippets import nets",
            "2: a whole module is imported: write `from snippets.x import name`",
        ),
        (
            "SIZE = 1\nprint(SIZE)",
            "2: importing a snippet does nothing but define names: move this into a function",
        ),
        (
            "from snippets.nets import Net, make\nN = [make(1)]",
            "2: `make(…)` runs when the module is imported: call it in a function",
        ),
        ("def f(): pass\nX: int = f()", "2: `f(…)` runs when the module is imported: call it in a function"),
        ("class Net: pass", "1: `Net` is defined in snippets/nets.py as well: give it another name"),
        ("a, (Net, b) = 1, (2, 3)", "1: `Net` is defined in snippets/nets.py as well: give it another name"),
        ("from snippets.data import load", "1: there is no module `snippets.data`: correct its name"),
        ("x = (", "1: no Python ('(' was never closed): correct it"),
        ("X = '" + "x" * 84 + "'", "1: the line has 90 columns, a page shows 88: break it"),
        ("# --8<-- [strat:x]", "1: not a section marker: write `# --8<-- [start:name]` or `[end:name]`"),
        ("# --8<- [start:]", "1: not a section marker: write `# --8<-- [start:name]` or `[end:name]`"),
        ("# 8< [start:x]", "1: not a section marker: write `# --8<-- [start:name]` or `[end:name]`"),
        ("# [end:x]", "1: not a section marker: write `# --8<-- [start:name]` or `[end:name]`"),
        ("# --8<-- [start:x]\nX = 1", "1: section `x` is never closed: add `# --8<-- [end:x]`"),
        ("# --8<-- [end:x]", "1: section `x` ends but never started: add its start marker"),
        (
            "# --8<-- [start:x]\nX = 1\n# --8<-- [end:x] done",
            "3: only `long: the reason` may stand behind a start marker: remove the rest",
        ),
        (
            "# --8<-- [start:x_y]\nX = 1\n# --8<-- [end:x_y]",
            "1: section `x_y` is not kebab-case: write small letters with `-` between words",
        ),
        ("# --8<-- [start:x]\n# --8<-- [end:x]", "1: section `x` is empty: move its markers around the code"),
        (
            "# --8<-- [start:x]\n" + "\n".join(f"X{n} = 1" for n in range(26)) + "\n# --8<-- [end:x]",
            "1: section `x` has 26 lines, a screen has 25: split it, or say `long: why` behind its start "
            "marker",
        ),
    ],
)
def test_each_fault_of_a_snippet_has_its_line(tmp_path, code, fault):
    # z.py is read after nets.py, which owns the name Net
    assert about_snippets(tmp_path, **{"snippets/z.py": code + "\n", "snippets/nets.py": NETS}) == [
        f"snippets/z.py:{fault}"
    ]


def test_imports_in_a_ring(tmp_path):
    assert about_snippets(
        tmp_path,
        **{
            "snippets/a.py": "from snippets.b import B\n",
            "snippets/b.py": "\nfrom snippets.c import C\n",
            "snippets/c.py": "def f():\n    from snippets.a import A\n",
            "snippets/d.py": "from snippets.a import A\nfrom snippets.b import B\n",
        },
    ) == [
        "snippets/c.py:2: the imports run in a ring (a → b → c → a): move what both need into a third module"
    ]


def test_the_site_takes_the_reason_behind_a_marker(tmp_path):
    tiny_book(tmp_path, **{"snippets/training.py": SNIPPET})
    site = markdown.Markdown(
        extensions=["pymdownx.snippets"],
        extension_configs={"pymdownx.snippets": {"base_path": [str(tmp_path)], "check_paths": True}},
    )
    assert "long" not in site.convert('--8<-- "snippets/training.py:fit"')


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "```python\n1\nimport snippets.nets\n```",
            "5: `import snippets.nets`: write `from snippets.nets import name`",
        ),
        (
            "```python\nfrom snippets import nets\n```",
            "4: a whole module is imported: write `from snippets.x import name`",
        ),
    ],
)
def test_each_fault_of_a_cell_has_its_line(tmp_path, text, fault):
    expected = [fault] if isinstance(fault, str) else fault
    assert said(tmp_path, f"# Title\n\n{text}\n") == [f"docs/a.md:{one}" for one in expected]
