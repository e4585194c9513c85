"""The check of finished pages: each fault names the line of the Markdown, or else the page."""

import re

import pytest

from book.site.built import BuiltSite, theme_scripts
from book.site.check import check, placed_warning
from tests.site.tinysite import CELLS, SVG

PAGE = '<!doctype html><html><head><meta charset="utf-8"></head><body><h1>One</h1>{}</body></html>'


def faults_of(tmp_path, body, docs=None, **files):
    """The faults of a site whose page a/index.html holds `body`."""
    site = tmp_path / "site"
    for name, text in {
        "a/index.html": PAGE.format(body),
        "b.svg": SVG,
        "c/index.html": PAGE.format('<h2 id="part">Part</h2>'),
        **files,
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    return check(BuiltSite(site, "https://example.org/book/"), docs)


GOOD = [
    '<a href="https://example.org/">x</a><a href="mailto:a@example.org">x</a>',
    '<a href="../c/">x</a><a href="../c/#part">x</a><a href="../c/#part=2,3;3">x</a><a href="../c">x</a><a href="#">x</a>',
    '<a href="/book/c/#part">x</a><a href="">x</a><a href="../b.svg">x</a>',
    '<img src="../b.svg" alt="A shape"><img src="data:image/png;base64,AA" alt="A dot">',
    '<script type="application/json">{}</script>',
    '<link rel="canonical" href="https://example.org/book/a/">',
    '<p style="color: red; background: url(data:image/png;base64,AA)">x</p>',
]
BAD = {
    "<h1>Two</h1>": "has 2 first headings (<h1>): a page has one",
    '<a href="javascript:alert(1)">x</a>': "a `javascript:` link",
    '<a href="../d/">x</a>': "the link ../d/ leads nowhere",
    '<a href="../../up/">x</a>': "the link ../../up/ leads nowhere",
    '<a href="/other/">x</a>': "the link /other/ leads nowhere",
    '<a href="../c/#port">x</a>': "the link ../c/#port names a heading that is not there",
    '<a href="#port">x</a>': "the link #port names a heading that is not there",
    '<img src="../b.svg">': "the picture ../b.svg has no alt text",
    '<img src="../b.svg" alt=" ">': "the picture ../b.svg has no alt text",
    '<img src="../d.svg" alt="A shape">': "there is no picture ../d.svg",
    '<img src="https://example.org/b.svg" alt="x">': "<img src=https://example.org/b.svg>",
    '<img src="//example.org/b.svg" alt="x">': "<img src=//example.org/b.svg> loads from elsewhere",
    '<script src="https://example.org/a.js"></script>': "<script src=https://example.org/a",
    '<script src="a.js"></script>': "the link a.js leads nowhere",
    "<script>alert(1)</script>": "an inline script that is not the theme's (`alert(1)`)",
    "<SCRIPT\n>alert(1)</SCRIPT>": "an inline script that is not the theme's",
    '<script type="module">alert(1)</script>': "an inline script that is not the theme's",
    '<p onclick="alert(1)">x</p>': "<p onclick=…> runs code from the page",
    '<link rel="stylesheet" href="https://example.org/a.css">': "<link href=https://example.org/",
    "<style>@import '//example.org/a.css'</style>": "a <style> loads from elsewhere",
    '<p style="background: url(https://example.org/a.png)">x</p>': "the style of a <p> loads from",
    '<iframe src="https://example.org/"></iframe>': "<iframe src=https://example.org/> loads",
    '<svg><use href="https://example.org/a.svg#x"></use></svg>': "<use href=https://example.org/a",
    '<button formaction="https://example.org/">x</button>': "<button formaction=https://example.org/>",
    '<p data-copies="../copies/a.json">x</p>': "the link ../copies/a.json leads nowhere",
    '<p data-cells="../cells/a.json">x</p>': "the link ../cells/a.json leads nowhere",
    "<p>$$x$$</p>": "`$$` stands in the text",
}


@pytest.mark.parametrize("body", ["<pre><span>$$</span>x$$</pre>", "<p><code>a <b>$$</b></code></p>"])
def test_dollars_that_a_program_printed_are_no_formula(tmp_path, body):
    assert faults_of(tmp_path, body) == []


@pytest.mark.parametrize("body", GOOD)
def test_what_is_right_on_a_page_passes(tmp_path, body):
    assert faults_of(tmp_path, body) == []


@pytest.mark.parametrize("body", BAD)
def test_what_is_wrong_on_a_page_is_one_line_that_names_it(tmp_path, body):
    [fault] = faults_of(tmp_path, body)
    assert fault.startswith(f"site/a/index.html: {BAD[body]}")
    assert "\n" not in fault


def test_cells_that_the_book_does_not_know_are_a_fault(tmp_path):
    body = '<div data-cell="0"></div><p data-cells="../a.json">x</p>'
    two = CELLS.replace("]", ', {"role": "cell"}]')
    assert faults_of(tmp_path, body, **{"a.json": CELLS}) == []
    [fault] = faults_of(tmp_path, body, **{"a.json": two})
    assert fault.startswith("site/a/index.html: shows 1 cell, the book reads 2: ")


def test_a_style_sheet_loads_nothing_from_elsewhere(tmp_path):
    sheet = "a { background: url( 'http://example.org/a.png') }"
    [fault] = faults_of(tmp_path, "", **{"x.css": sheet})
    assert fault.startswith("site/x.css: loads from elsewhere")


def test_a_script_of_the_theme_is_known_at_its_depth_only(tmp_path):
    [scope] = [script for script in theme_scripts() if script.startswith("__md_scope")]
    script = re.sub(r"\{\{[^}]*\}\}", "..", scope)
    assert faults_of(tmp_path, f"<script>{script}</script>") == []
    [fault] = faults_of(tmp_path, f"<script>{script.replace('..', '.', 1)}</script>")
    assert "not the theme's" in fault


MARKDOWN = """\
# One

```markdown
[c](c.md#port) <p onclick="x"> $$
```

See [the c](c.md), [the other
c](c.md#port) and [d](d.md).

![A shape](d.svg) and <span onclick="alert(1)">it</span>, $$x$$.

# Two
"""


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ('<a href="../c/#port">the other c</a>', 8),
        ('<a href="../d/">d</a>', 8),
        ('<img src="../d.svg" alt="A shape">', 10),
        ('<span onclick="alert(1)">it</span>', 10),
        ("<p>$$x$$</p>", 10),
        ("<h1>Two</h1>", 12),
    ],
)
def test_a_fault_names_its_line_in_the_markdown(tmp_path, body, line):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text(MARKDOWN)
    [fault] = faults_of(tmp_path, body, docs=tmp_path / "docs")
    assert fault.startswith(f"docs/a.md:{line}: ")


def test_a_fault_that_no_line_made_names_the_page(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("# One\n")
    [fault] = faults_of(tmp_path, '<a href="../theme/">next</a>', docs=tmp_path / "docs")
    assert fault == "site/a/index.html: the link ../theme/ leads nowhere"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "Doc file 'a.md' contains a link 'd.md', but the target is not found among documentation files.",
            "docs/a.md:8: contains a link 'd.md', but the target is not found among documentation files.",
        ),
        (
            "Doc file 'b.md' contains a link 'd.md', but no.",
            "Doc file 'b.md' contains a link 'd.md', but no.",
        ),
        (
            "the formula $x_1 \\foo$ cannot be read: `\\foo` means nothing",
            "docs/b.md:3: the formula $x_1 \\foo$ cannot be read: `\\foo` means nothing: correct it",
        ),
        ("Something else", "Something else"),
    ],
)
def test_a_warning_of_mkdocs_names_its_line(tmp_path, said, shown):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text(MARKDOWN)
    (tmp_path / "docs/b.md").write_text("# B\n\nIt is $x_1\n\\foo$.\n")
    assert placed_warning(said, tmp_path / "docs") == shown
