"""The list of rules: complete, each with a name and a sentence, and how one more joins it."""

import inspect
import re
import shutil
import subprocess
import sys

import pytest

from book.reading.book import Book
from book.rules import files, headings, links, pictures, prose, raw, searches, snippets, tokens
from book.rules.check import RULES
from tests.kit.rules import lint
from tests.kit.tinybook import parsed, tiny_book
from tests.rules.good import FILES, GOOD, OTHER, SVG, messages, said

SUBJECTS = (files, headings, links, pictures, prose, raw, searches, snippets, tokens)
SECTION = "# --8<-- [start:c]\nC = 1\n# --8<-- [end:c]\n"
RULE = """

def shouting(chapter, context):
    for number, line in _prose(chapter):
        if "!!" in line:
            yield number, "two exclamation marks: one will do"
"""
ENTRY = '    Rule("no-shouting", "Nobody shouts.", tokens.shouting),\n'
LINE = "docs/shouting.md:3: two exclamation marks: one will do"


def test_every_rule_has_a_name_and_a_sentence():
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name) for rule in RULES)
    assert all(re.fullmatch(r"[A-Z][^.]+\.", rule.says) for rule in RULES)
    assert len({rule.name for rule in RULES}) == len({rule.says for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda module: module.__name__)
def test_every_function_that_takes_a_context_is_in_the_list(subject):
    """Private helpers aside."""
    written = {
        function
        for name, function in inspect.getmembers(subject, inspect.isfunction)
        if "context" in list(inspect.signature(function, follow_wrapped=False).parameters)
        and function.__module__ == subject.__name__
        and not name.startswith("_")
    }
    assert written == {rule.find for rule in RULES if rule.find.__module__ == subject.__name__}


@pytest.mark.long
@pytest.mark.heavy  # by day: every rule is listed
def test_a_rule_is_a_function_an_entry_and_a_broken_case(root, tmp_path):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=120
        )

    caches = shutil.ignore_patterns("__pycache__")
    for folder in ("book", "tests/broken", "tests/kit", "tests/rules", "docs/assets/css"):
        shutil.copytree(root / folder, tmp_path / folder, ignore=caches)
    for file in ("pyproject.toml", "tests/__init__.py", "tests/conftest.py"):
        shutil.copy(root / file, tmp_path / file)
    case = tmp_path / "tests/broken/markdown/shouting"
    (case / "docs").mkdir(parents=True)
    (case / "docs/shouting.md").write_text("# Shouting\n\nLook!!\n")
    (case / "expected.txt").write_text(f"{LINE}\n")
    refuse = ("book", "check", "--prose", "--docs", str(case / "docs"))
    said = run(*refuse)
    assert (said.returncode, said.stdout) == (0, "")

    with open(tmp_path / "book/rules/tokens.py", "a") as module:
        module.write(RULE)
    check = tmp_path / "book/rules/check.py"
    check.write_text(check.read_text().replace("RULES = (\n", f"RULES = (\n{ENTRY}"))
    said = run(*refuse)
    assert (said.returncode, said.stdout) == (1, f"{case.relative_to(tmp_path)}/{LINE}\n")
    done = run("pytest", "-q", "tests/rules/test_broken.py", "-k", "shouting or stem_of_its_own")
    assert "2 passed" in done.stdout, done.stdout


def test_a_good_book_passes(tmp_path):
    book = tiny_book(tmp_path, a=GOOD, by_hand=OTHER, **FILES)
    assert messages(book) == []
    assert [fault for chapter in parsed(book) for fault in chapter.faults] == []


@pytest.mark.parametrize(
    "text",
    [
        "Take `x[0][1]`, [1, 2] and [3].",
        '[x](by-hand.md "with a title") and <https://example.org> and [y](https://example.org/#z)',
        "Words.\n\n---\n\nMore words, 3 === 3.",
        "```python\nx = 1  # !!! note\n```\n\n```output\na\tb\n```",
        "## Section\n- one\n\n---\n- two\n\n<!-- three -->\n- three",
        "Text:\n\n1. one\n\n    - two\n\n/// note\n\n- three\n///",
        "```python\nfrom snippets.nets import SimpleMnist\n```",
        "```python\nx = (\n```",
        "<!-- a comment with <script> in it -->\n\n<digit-pad only></digit-pad>",
        "## One {#uno}\n\n[x](#uno)",
        "<video src='../assets/dot.png'></video> <a href='../by-hand/'>x</a>",
        "<a href='https://example.org'>y</a>",
        "The set {a = b}, [x](by-hand.md) {y}, f[i] (x), `\\<b>`, `<b/c>`, a < b and `[x](y`.",
        "{1, 2} is a set\nof two, see #1, C# and `x`.\n\n> ## Quoted",
        "Is 3 === 3? No!!!\n\nWhat???",
    ],
)
def test_what_only_looks_like_a_fault_passes(tmp_path, text):
    assert said(tmp_path, f"# Title\n\n{text}\n") == []


def test_a_chapter_that_cannot_be_read_is_left_to_parse(tmp_path):
    assert said(tmp_path, b"# \xff\n") == []


def test_a_part_of_the_book_is_not_blamed_for_the_rest(tmp_path):
    book = tiny_book(
        tmp_path,
        a="# A\n\n[x](by-hand.md#the-end-of-it)\n",
        by_hand=OTHER,
        **{"docs/figures/by-hand/x.svg": SVG, "mkdocs.yml": "site_name: x\nnav:\n  - a.md\n"},
    )
    assert lint(book, parsed(book)[:1]) == []


def test_another_folder_of_chapters_needs_neither_nav_nor_sections(tmp_path):
    tiny_book(tmp_path, **{"other/a.md": "# A\n", "snippets/c.py": SECTION})
    (tmp_path / "mkdocs.yml").rename(tmp_path / "docs/mkdocs.yml")
    assert messages(Book(tmp_path, tmp_path / "other")) == []
