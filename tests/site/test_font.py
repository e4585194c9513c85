"""The font of formulas holds every sign that the book writes in one."""

import re
from html import unescape

import pytest
from fontTools.ttLib import TTFont

from book.reading.book import Book
from book.reading.formulas import DISPLAYED, formulas_of, markdown, mathml, tex_of
from tests.kit.formulas import FORMULAS

FONT = "docs/assets/fonts/stix-two-math.woff"


@pytest.fixture(scope="module")
def font(root):
    return TTFont(root / FONT)


def test_every_sign_of_the_books_formulas_is_in_it(font, root):
    formulas = [tex for path in Book(root).chapters for tex in tex_in(path.read_text("utf-8"))]
    assert len(formulas) > 15
    assert missing(font, formulas) == {}, "docs/assets/fonts/README.txt says how to add one"


def test_so_is_every_sign_that_formulas_of_this_kind_hold(font):
    assert missing(font, FORMULAS) == {}


def test_a_sign_that_is_missing_is_seen(font):
    assert missing(font, [r"a \cap b", r"\aleph_0"]) == {r"\aleph_0": {"ℵ"}}
    assert tex_in("a $x$\n\n$$\ny_1\n$$\n\n`$z$` \\(w\\)") == ["x", "\ny_1\n", "w"]


def test_it_knows_how_to_set_formulas_and_is_small(font, root):
    constants = font["MATH"].table.MathConstants
    assert constants.SubscriptShiftDown.Value > 0, "without these subscripts stand on the line"
    assert (root / FONT).stat().st_size < 60_000


def tex_in(page):
    """The TeX of all formulas of a page."""
    found = []
    for token in markdown().parse(page):
        for part in [token, *(token.children or [])]:
            if part.type == "math_block":
                found.append(tex_of(DISPLAYED.search(part.content))[0])
            elif part.type == "math_inline":
                found += [tex_of(match)[0] for match in formulas_of(part.content)]
    return found


def missing(font, formulas):
    """{formula: the signs of it that the font lacks}; a letter that stands alone is set in italics."""
    known = font.getBestCmap()
    signs = {tex: set(unescape(re.sub(r"<[^>]+>", "", mathml(tex)))) for tex in formulas}
    for tex in formulas:
        signs[tex] |= {italic(unescape(one)) for one in re.findall(r"<mi>([^<]+)</mi>", mathml(tex))}
    found = {tex: {sign for sign in signs[tex] if ord(sign) not in known} for tex in signs}
    return {tex: signs for tex, signs in found.items() if signs}


def italic(letters):
    """The sign by which MathML shows an identifier of one letter."""
    if len(letters) > 1:
        return letters[0]
    if letters == "h":
        return "\u210e"
    for first, last, start in (
        ("A", "Z", 0x1D434),
        ("a", "z", 0x1D44E),
        ("Α", "Ω", 0x1D6E2),
        ("α", "ω", 0x1D6FC),
    ):
        if first <= letters <= last:
            return chr(start + ord(letters) - ord(first))
    return letters
