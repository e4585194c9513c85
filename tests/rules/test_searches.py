"""What readers type, as a page lists it: for what is there, and once."""

import pytest

from tests.rules.good import said

PAGE = "---\nsearches:{}\n---\n\n# A title\n\n## The start\n\nText.\n"


@pytest.mark.parametrize(
    ("listed", "faults"),
    [
        ("\n  - one thing, another\n  - the-start: a third\n  - 404", []),
        ("\n  - the-strat: words", ["3: no section has the id `the-strat`: did you mean `the-start`?"]),
        (
            "\n  - a\n  - a-title: b",
            ["4: no section has the id `a-title`: write the id that its heading makes"],
        ),
        (
            "\n  - one, two\n  - the-start: three, One",
            ["4: `One` finds this page already, by line 3: remove it"],
        ),
        (" words", ["2: `searches:` is no list: write a line `  - what readers type` below it for each"]),
        ("", ["2: `searches:` is no list: write a line `  - what readers type` below it for each"]),
        (
            "\n  - [a, b]\n  - fine",
            ["3: nobody types `['a', 'b']`: write `- words`, or `- id-of-a-section: words`"],
        ),
        (
            "\n  - the-start: a\n    the-end: b",
            [
                "3: nobody types `{'the-start': 'a', 'the-end': 'b'}`: "
                "write `- words`, or `- id-of-a-section: words`"
            ],
        ),
    ],
)
def test_a_bad_list_is_one_clear_fault(tmp_path, listed, faults):
    assert said(tmp_path, PAGE.format(listed)) == [f"docs/a.md:{fault}" for fault in faults]
