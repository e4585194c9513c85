"""Headings: their form, their levels, and the ids that the site gives them."""

import markdown
import pytest

from book.reading.headings import headings
from tests.kit.tinybook import parsed, tiny_book
from tests.rules.good import said


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "## One `x`\n\n## One: x",
            "5: the heading makes the id `one-x`, as line 3 does: word one of them differently",
        ),
        (
            "## One {#uno}\n\n## Uno",
            "5: the heading makes the id `uno`, as line 3 does: word one of them differently",
        ),
        (
            '## One\n\n<b id="one">x</b>',
            "5: `<b>` has the id `one`, as line 3 does: word one of them differently",
        ),
        (
            "Two\n===",
            "3: the `---` or `===` below makes this a heading: write "
            "`## ` in front, or leave a blank line above the rule",
        ),
        ("<h4>Deep</h4>", "3: a raw `<h4>`: write `#### ` in front of the words"),
        *(
            (
                text,
                "3: the site takes this line for a heading: put one blank behind at most six `#`, "
                "or write `\\#`",
            )
            for text in ("##Two", "#1 is best", "####### Seven")
        ),
        *(
            (text, "3: a heading after blanks or in a list: start its line with `#`")
            for text in (" ## Two", "- ## Two", "1. ## Two")
        ),
        *(
            (
                text,
                "3: nothing can link to this heading: give it a word in Latin letters, or an id such "
                "as `{#shapes}`",
            )
            for text in ("##", "## ???", "## 数学")
        ),
        ("## Two {onclick=x}", "3: a heading takes an id only, such as `{#shapes}`: remove the rest"),
        (
            "## One { #x }\n\n## Two {: #x }",
            "5: the heading makes the id `x`, as line 3 does: word one of them differently",
        ),
        (
            "/// note | N\n    attrs: {id: title}\n\nText.\n///",
            "3: the block has the id `title`, as line 1 does: word one of them differently",
        ),
        (
            "Words above\na rule\n---",
            "3: the `---` or `===` below makes this a heading: write "
            "`## ` in front, or leave a blank line above the rule",
        ),
    ],
)
def test_each_fault_of_a_chapter_has_its_line(tmp_path, text, fault):
    expected = [fault] if isinstance(fault, str) else fault
    assert said(tmp_path, f"# Title\n\n{text}\n") == [f"docs/a.md:{one}" for one in expected]


def test_a_chapter_without_a_title(tmp_path):
    assert said(tmp_path, "## Section\n") == [
        "docs/a.md:1: the chapter has no title: start it with a `# ` line"
    ]


HEADINGS = [
    "What is a tensor?",
    "`x @ w + b`, by hand",
    "Ünïcode — and a dash",
    "3 × 4 & more",
    "snake_case_name",
    "*Stress* and **more**",
    "A [link](by-hand.md) in it",
    "Don't stop",
    "a < b",
    "100% (right)",
    "Tom &amp; Jerry",
]


@pytest.mark.parametrize("text", HEADINGS)
def test_ids_are_those_of_the_site(tmp_path, text):
    book = tiny_book(tmp_path, a=f"# {text}\n")
    site = markdown.Markdown(extensions=["toc"])
    site.convert(f"# {text}")
    assert [heading.id for heading in headings(parsed(book)[0])] == [site.toc_tokens[0]["id"]]
