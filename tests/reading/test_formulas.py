"""Where formulas stand on a page."""

import pytest

from book.reading.formulas import formulas_of, hidden, in_one_line, markdown, shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("is $x$, \\(y\\), $$z$$", ["$x$", "\\(y\\)", "$$z$$"]),
        ("costs $5 and $6, or $5-$10", []),
        ("`$x$` <!-- $x$ --> \\$x\\$ \\\\(x\\\\)", []),
        ("an array \\[1, 2\\] of \\[x_1\\]", ["\\[x_1\\]"]),
        ("$a$ ` $b$\n\n$c$ `", ["$a$", "$b$", "$c$"]),
        ("$a\n\nb$ $c\nd$", ["$c\nd$"]),
        ("$\\{1, \\$2\\}$", ["$\\{1, \\$2\\}$"]),
    ],
)
def test_formulas_in_a_line(text, found):
    assert [match[0] for match in formulas_of(text)] == found


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("$$\na\n- b\n=\n> c\n$$", ["math_block"]),
        ("so\n\\[\na\n\\]\non", ["inline", "math_block", "inline"]),
        ("\\begin{aligned}\na\n+ b\n\\end{aligned}", ["math_block"]),
        ("- $$\n  a\n  - b\n  $$", ["math_block"]),
        ("$$x$$ and $$y$$", ["inline"]),
        ("so $a\n- b$ is", ["inline"]),
        ("$$a\n- b$$ is", ["inline"]),
        ("- a 5$-bill\n- a 6$-bill", ["inline", "inline"]),
        ("\\begin{Bmatrix}\n+ a\n\\end{Bmatrix}", ["math_block"]),
        ("    $$x$$", ["code_block"]),
    ],
)
def test_formulas_as_blocks(text, types):
    tokens = markdown().parse(text)
    assert [token.type for token in tokens if not token.type.endswith(("_open", "_close"))] == types


def test_a_formula_comes_into_one_line_without_marks_of_a_quotation():
    assert in_one_line("> so $$a\n>  + b$$ `c\n$$d$$`") == "> so $$a + b$$ `c\n$$d$$`"
    assert in_one_line("- a 5$-bill\n- a 6$-bill") == "- a 5$-bill\n- a 6$-bill"


def test_what_is_hidden_is_shown_again_between_dollars():
    text = "\\[\nx{.a}\n\\]\n\nis \\(y\\) or `\\(z\\)`\n"
    kept = []
    marked = hidden(text, kept)
    assert "{.a}" not in marked and marked.count("\n") == text.count("\n")
    assert shown(marked, kept) == "$$\nx{.a}\n$$\n\nis $y$ or `\\(z\\)`\n"


def test_a_page_of_openings_is_read_quickly():
    for sign in ("$$ a ", "\\( a ", "\\[ a ", "$a ", "\\begin{a}\n", "<!-- ", "` `` ", "$$ a\n"):
        list(formulas_of(sign * (25_000 // len(sign))))
        markdown().parse(sign * (5_000 // len(sign)))
