"""Lines that the site, GitHub or a reader takes for something else."""

import pytest

from tests.rules.good import FENCE, said


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        *(
            (
                f"{text}\n    Text",
                f"3: `{mark}` needs an indented body, which other tools read as code: "
                f"write `/// {block} | Title`, and `///` to close it",
            )
            for text, mark, block in (
                ("!!!note", "!!!", "note"),
                ("> !!! note", "!!!", "note"),
                ('???+ tip "x"', "???+", "details"),
                ('???tip "x"', "???", "details"),
                ('==="NumPy"', "===", "tab"),
                ("=== NumPy", "===", "tab"),
                ('===! "NumPy"', "===!", "tab"),
            )
        ),
        *(
            (
                text,
                "3: a note in a form that the site shows as text: write `/// note | Title`, and `///` "
                "to close it",
            )
            for text in ("> [!NOTE]\n> Text", "::: note\nText\n:::")
        ),
        ("a\tb\n\n\tc", "3: a tab in this line (as on 1 more): use spaces"),
        ("A right-to-left\u202e mark", "3: the hidden character U+202E: remove it"),
        ("A null\0", "3: the hidden character U+0000: remove it"),
        ("```python\n1\n```\n\n```output\na\u202e\tb\n```", "8: the hidden character U+202E: remove it"),
        ("Text:\n- one", "4: the site shows no list without a blank line above it: add one"),
        (FENCE.strip() + "\n- one", "6: the site shows no list without a blank line above it: add one"),
        ("Text:\n| a |\n|---|", "4: the site shows no table without a blank line above it: add one"),
        ("[x](.)", "3: there is no page `.`: correct the path"),
        ("- one\n  - two", "4: the site shows a list in a list only from four spaces on: indent it so"),
    ],
)
def test_each_fault_of_a_chapter_has_its_line(tmp_path, text, fault):
    expected = [fault] if isinstance(fault, str) else fault
    assert said(tmp_path, f"# Title\n\n{text}\n") == [f"docs/a.md:{one}" for one in expected]
