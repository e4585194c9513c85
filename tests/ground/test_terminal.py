"""What a terminal shows in the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from book.ground.terminal import UNSEEN, as_shown


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("plain  \n\n", "plain"),
        ("\n\n  a\n", "  a"),
        ("\r  0%\r 50%\r100%\n", "100%"),
        ("long\rab", "abng"),
        ("a\r\nb\r\r\nc", "a\nb\nc"),
        ("abc\b\bX", "aXc"),
        ("\b\ba", "a"),
        ("a\tb\r12345678", "12345678b"),
        ("漢字\ra", "a 字"),
        ("漢字\r ab", " ab"),
        ("e\u0301\u0301x\b\bA", "Ax"),
        ("\x1b[31;1mred\x1b[0m, \x1b]8;;https://a.b\x1b\\link\x1b]8;;\x1b\\", "red, link"),
        ("\x9b31mred\x1b(B\x1b=\x1b", "red"),
        ("one\ntwo\x1b[1A\rONE", "ONE\ntwo"),
        ("a\nb\nc\x1b[9Fx\x1b[Ey\x1b[99Bz", "x\ny\ncz"),
        ("ab\x1b[3Cc\x1b[2Dd\x1b[5Ge", "ab  ec"),
        ("abcdef\x1b[3D\x1b[K", "abc"),
        ("abcdef\x1b[3D\x1b[1Kg", "   gef"),
        ("abc\x1b[2Kd", "   d"),
        ("abc\ndef\x1b[H\x1b[Jx", "x"),
        ("abc\ndef\x1b[2;2H\x1b[1Jx", " xf"),
        ("abc\ndef\x1b[2J\x1b[Hx", "x"),
        ("a\x1b[99999999999999999999Cb", f"a{' ' * 499}b"),
        ("a\0b\x07\x7f\u200b\u202e\ufeff\uffff\U000e0041c", "abc"),
        ("a\vb\fc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("\ud800", "\\ud800"),
    ],
)
def test_a_terminal_shows(written, seen):
    assert as_shown(written) == seen


@given(st.text(st.one_of(st.characters(), st.sampled_from("\r\b\t\n\x1b[]0;2ABCDGHJKm漢\u0301"))))
def test_what_is_shown_is_plain_and_shown_again_the_same(text):
    seen = as_shown(text)
    assert as_shown(seen) == seen
    assert not UNSEEN.search(seen) and not any(sign in seen for sign in "\r\b\t")
    assert all(line == line.rstrip() for line in seen.split("\n"))
    seen.encode()
