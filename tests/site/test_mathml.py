"""Formulas become MathML, or say why not."""

import re
from xml.etree import ElementTree

import markdown
import pytest

from book.reading.formulas import mathml
from book.site.notebook_page import prose_of
from book.site.notebooks import write_notebooks
from tests.kit.formulas import FORMULAS, page_of
from tests.kit.tinybook import tiny_book


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
        (r"\begin{odd} a \\ b \end{odd}", "`\\begin{odd}` means nothing"),
        ("a}", "`}` means nothing"),
    ],
)
def test_a_formula_that_cannot_be_read_says_why(formula, cause, caplog):
    with pytest.raises(ValueError, match=re.escape(cause)):
        mathml(formula)
    text = markdown.markdown(f"${formula}$", extensions=["book.site.mathml"])
    assert f"<code>${formula}$</code>" in text
    assert cause in caplog.text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (r"so \(x_1\) is", "<p>so <math"),
        ("so $$x$$ is", '<p>so <span class="formula" tabindex="0"><math'),
        ("so\n$$\nx\n# y\n$$\nis", '<p>so</p>\n<div class="formula" tabindex="0"><math'),
        ("so $x\n- y$ is", "<p>so <math"),
        ("- a\n- $$\n  x\n  - y\n  $$\n- b", '<li>\n<div class="formula"'),
        ("\\begin{align}\na &= b\n\\end{align}", '<mtd columnalign="right"><mi>a</mi></mtd>'),
        (r"$\begin{aligned} a &= b \\[1pt] &= {c} \tag{1} \end{aligned}$", "<mtable"),
        ("![a curve $x^2$](a.svg)", 'alt="a curve x^2"'),
        ("an array \\[1, 2\\]", "<p>an array [1, 2]</p>"),
    ],
)
def test_every_form_of_a_formula_becomes_mathml(text, wanted):
    assert wanted in markdown.markdown(text, extensions=["book.site.mathml", "tables"])


def test_every_kind_of_formula_is_set_in_every_place(caplog):
    for formula in FORMULAS:
        html = markdown.markdown(page_of([formula]), extensions=["book.site.mathml", "tables", "attr_list"])
        assert html.count("<math") == html.count("</math>") == 15, formula
        assert (html.count("<li>"), html.count("<blockquote>"), html.count("<h2>")) == (2, 1, 1), formula
        ElementTree.fromstring(f"<page>{html}</page>")
        assert not re.search(r"[$\\{}&_*]", re.sub(r"<math.*?</math>", "", html, flags=re.S)), formula
    assert not caplog.records


def test_the_notebook_holds_the_same_formulas(tmp_path):
    write_notebooks(tiny_book(tmp_path, a=page_of(FORMULAS) + "\n```python\n1\n```\n"))
    text = prose_of(tmp_path / "docs" / "a.md")
    for formula in FORMULAS:
        assert text.count(f"${formula}$") >= 9, formula
    assert "\\(" not in text
