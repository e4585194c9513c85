"""The files of a book: names, nav, and what no chapter owns."""

import pytest

from tests.kit.tinybook import tiny_book
from tests.rules.good import FILES, GOOD, OTHER, messages

SECTION = "# --8<-- [start:c]\nC = 1\n# --8<-- [end:c]\n"
NAV = "site_name: x\nnav:\n  - a.md\n  - Group:\n      - Hand: by-hand.md\n"


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        (
            {"docs/Big_Name.md": "# B\n", "mkdocs.yml": NAV + "  - Big_Name.md\n"},
            "docs/Big_Name.md:1: `Big_Name.md` breaks the one-stem rule: name it `big-name.md`",
        ),
        *(
            (
                {f"docs/{name}": "# B\n", "mkdocs.yml": NAV + f"  - {name}\n"},
                f"docs/{name}:1: `{name}` breaks the one-stem rule: name it `{stem}.md`",
            )
            for name, stem in (("b.MD", "b"), ("b.markdown", "b"), ("数学.md", "what-it-is-about"))
        ),
        (
            {"docs/deep/c.md": "# C\n", "mkdocs.yml": NAV},
            "docs/deep/c.md:1: `deep/c.md` breaks the one-stem rule: name it `c.md`",
        ),
        (
            {"mkdocs.yml": NAV + "  - by-hnd.md\n"},
            "mkdocs.yml:6: the nav names `by-hnd.md`, which does not exist: write `by-hand.md`",
        ),
        (
            {"mkdocs.yml": NAV + "  - ../snippets/c.py\n", "snippets/c.py": "C = 1\n"},
            "mkdocs.yml:6: the nav names `../snippets/c.py`, which does not exist: write the page, or "
            "remove the line",
        ),
        (
            {"mkdocs.yml": NAV + "  - Again: a.md\n"},
            "mkdocs.yml:6: the nav names `a.md` twice: remove one line",
        ),
        (
            {"snippets/c.py": SECTION},
            "snippets/c.py:1: no chapter embeds the section `c`: embed it, or remove its markers",
        ),
        ({"snippets/c.py": b"# \xff\n"}, "snippets/c.py:1: not UTF-8: save the file as UTF-8"),
    ],
)
def test_each_fault_of_the_files_is_found(tmp_path, files, fault):
    assert messages(tiny_book(tmp_path, a=GOOD, by_hand=OTHER, **FILES, **files)) == [fault]


def test_files_that_are_in_order_pass(tmp_path):
    made = {"docs/notebooks/A_B.md": "made by the site"}
    nav = NAV + "  - Elsewhere: https://example.org\n"
    embeds = OTHER + '\n```python\n--8<-- "snippets/c.py:c"\n```\n'
    book = tiny_book(
        tmp_path, a=GOOD, by_hand=embeds, **FILES, **made, **{"mkdocs.yml": nav, "snippets/c.py": SECTION}
    )
    assert messages(book) == []


def test_symlinks_to_outside(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    book = tiny_book(home, a=GOOD, by_hand=OTHER, **FILES, **{"snippets/c.py": "C = 1\n"})
    (tmp_path / "secret.png").write_bytes(b"")
    (tmp_path / "more").mkdir()
    (home / "docs/assets/secret.png").symlink_to(tmp_path / "secret.png")
    (home / "docs/assets/inside.png").symlink_to("dot.png")
    (home / "snippets/more").symlink_to(tmp_path / "more")
    assert messages(book) == [
        "docs/assets/secret.png:1: a symlink to outside `docs/`: put the file itself here",
        "snippets/more:1: a symlink to outside `snippets/`: put the file itself here",
    ]
