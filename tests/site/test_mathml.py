"""Formulas become MathML, or say why not."""

import re

import markdown
import pytest

from book.site.mathml import mathml


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("costs $5 and $6", "<p>costs $5 and $6</p>"),
        (r"\$x\$", "<p>$x$</p>"),
        ("`$x$`", "<p><code>$x$</code></p>"),
        ("is $x$", "<p>is <math"),
        ("so $x_1 < y^2$, then", "<msub><mi>x</mi><mn>1</mn></msub>"),
        ("$$\n\\frac{1}\n{2}\n$$", '<div class="formula" tabindex="0"><math'),
        ("$\\log z$", '<mi>log</mi><mspace width="0.17em"></mspace><mi>z</mi>'),
        ("$\\log(z)$", "<mi>log</mi><mo"),
        ("$x @ w$", '<mo lspace="0.2em" rspace="0.2em">@</mo>'),
        ("| $a$ |\n|---|\n| $b$ |", "<td><math"),
    ],
)
def test_formulas_become_mathml(text, wanted):
    assert wanted in markdown.markdown(text, extensions=["book.site.mathml", "tables"])


@pytest.mark.parametrize(
    ("formula", "cause"),
    [
        (r"\foo", "`\\foo` means nothing"),
        ("a_b_c", "double subscripts"),
        (r"\frac{a", "its braces do not match"),
        ("a}", "`}` means nothing"),
    ],
)
def test_a_formula_that_cannot_be_read_says_why(formula, cause, caplog):
    with pytest.raises(ValueError, match=re.escape(cause)):
        mathml(formula)
    text = markdown.markdown(f"${formula}$", extensions=["book.site.mathml"])
    assert f"<code>${formula}$</code>" in text
    assert cause in caplog.text
