"""How words are counted."""

import pytest

from book.reading.units import count, sentences, units_of
from tests.kit.tinybook import parsed, tiny_book


def test_what_counts_as_a_word():
    assert count("One, two - three: 4 % … x_y don't") == 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One [two three](x.md) `x @ w` — *four*.", ["One two three \ue000 \ue000 — four."]),
        ("Right for <!--= acc:.0% -->96%<!--/--> of them.", ["Right for 96% of them."]),
        ("![not this](x.png)", []),
        (
            "One. `two` is. (Three?) “Four!” Five… Six",
            ["One.", "\ue000 is.", "(Three?", "“Four!", "Five…", "Six"],
        ),
        (
            "See e.g. NumPy, fig. 3, i.e. 3.5 and a.b. no more",
            ["See e.g. NumPy, fig. 3, i.e. 3.5 and a.b. no more"],
        ),
        ("/// note | Not this\n    attrs: {id: x}\n\nBut this.\n///", ["But this."]),
        ("This,\n///\n/// details | Not this\n    open: true\n///\nand this.", ["This,", "and this."]),
    ],
)
def test_sentences(tmp_path, text, expected):
    chapter = parsed(tiny_book(tmp_path, a=text))[0]
    assert [words for unit in units_of(chapter) for _, words in sentences(unit)] == expected
