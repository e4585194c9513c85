"""Building the site: finished pages, checks that name the page, nothing twice, the same bytes."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import time

import markdown
import pytest
import yaml

from book.ground.faults import BookError
from book.site.build import build_site, warnings_of
from book.site.built import BuiltSite, theme_scripts
from book.site.check import check
from book.site.mathml import mathml
from book.site.notebooks import UNSEARCHED
from tests.kit.tinybook import looks_of, tiny_book

RECORD = '{"page": {"cells": [{"role": "cell"}]}}'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt"></svg>\n'
HOME = """# Home

One and <!--= 1 + 1 -->2<!--/-->, and $x @ w$.

```python
draw()
```

```output title="within 2%"
1.0
```

![A picture](figures/index/a.svg "varies")

![Another one](figures/index/b.svg)

[The other page](one.md#a-part)
"""


@pytest.fixture
def book(root, tmp_path):
    """A book of two pages with the settings and the theme of ours."""
    files = {
        "docs/index.md": HOME,
        "docs/one.md": "# One\n\n## A part\n\nText.\n\n```text\na\n```\n",
        "docs/figures/index/a.svg": SVG,
        "docs/figures/index/b.svg": SVG,
    }
    files |= {"docs/notebooks/index.ipynb": "{}", "docs/assets/copies/index.json": RECORD}
    return tiny_book(tmp_path, **looks_of(root, "index.md", "one.md"), **files)


def built(book, name):
    return (book.root / "site" / name).read_text()


def test_a_book_becomes_a_finished_site(book, capsys):
    assert build_site(book) == 0
    home = built(book, "index.html")
    assert "One and 2, and <math" in home and "<!--=" not in home
    assert "varies" not in home
    assert '<div class="language-python highlight" data-cell="0" data-run="0">' in home
    first, second = re.findall(r"<img .*?>", home)
    assert 'width="96" height="48"' in first and "lazy" not in first
    assert 'loading="lazy"' in second
    assert 'href="notebooks/index.ipynb"' in home and 'data-copies="assets/copies/' in home
    page = built(book, "one/index.html")
    assert "Edit this page" in page and ".ipynb" not in page and "data-copies" not in page
    assert '<meta name="service-worker" content="./sw.js">' in home
    assert '<meta name="service-worker" content="../sw.js">' in built(book, "one/index.html")
    lost = built(book, "404.html")
    assert '<meta name="service-worker" content="/shapes-that-fit/sw.js">' in lost
    assert re.fullmatch(r"The site has 3 pages, built in \d+\.\d s\.\n", capsys.readouterr().err)


def test_every_page_allows_the_scripts_of_the_theme_and_no_other(book):
    build_site(book)
    for name in ("index.html", "one/index.html", "404.html"):
        text = built(book, name)
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
        assert text.index("Content-Security-Policy") < text.index("<script")
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        codes = {base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts}
        assert set(re.findall(r"'sha256-([^']+)'", policy)) == codes
        assert "script-src 'self' 'sha256-" in policy and "unsafe-eval" not in policy


def test_the_service_worker_knows_every_file_by_its_content(book):
    build_site(book)
    files = json.loads(re.search(r"const FILES = (\{.*?\});", built(book, "sw.js"), re.DOTALL)[1])
    assert {"index.html", "one/index.html", "404.html", "figures/index/a.svg"} <= files.keys()
    assert "sw.js" not in files
    assert not [name for name in files if name.endswith((".ipynb", ".map"))]
    for name, code in files.items():
        content = (book.root / "site" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest().startswith(code)


def contents(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder): path.read_bytes() for path in files}


def test_two_builds_give_the_same_bytes(book, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    build_site(book)
    first = contents(book.root / "site")
    time.sleep(1.1)
    assert build_site(book, force=True) == 0
    assert contents(book.root / "site") == first


def test_nothing_is_built_twice(book, capsys):
    build_site(book)
    before = (book.root / "site/index.html").stat().st_mtime_ns
    capsys.readouterr()
    began = time.perf_counter()
    assert build_site(book) == 0
    assert time.perf_counter() - began < 0.2
    assert capsys.readouterr().err == "The site is up to date.\n"
    assert (book.root / "site/index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize("change", ["docs/one.md", "mkdocs.yml", "book/site/theme/main.html", "a page"])
def test_what_changed_is_built_again(book, change):
    build_site(book)
    page = book.root / "site/one/index.html"
    before = page.stat().st_mtime_ns
    if change == "a page":
        (book.root / "site/index.html").unlink()
    else:
        with open(book.root / change, "a") as file:
            file.write("\n")
    build_site(book)
    assert page.stat().st_mtime_ns != before
    assert (book.root / "site/index.html").is_file()


def test_a_fault_leaves_the_old_site(book, capsys):
    build_site(book)
    before = contents(book.root / "site")
    capsys.readouterr()
    (book.docs / "one.md").write_text("# One\n\n[Nowhere](two.md)\n\n## A part\n")
    assert build_site(book) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("Doc file 'one.md' contains a link 'two.md'")
    assert contents(book.root / "site") == before
    assert not list((book.root / ".cache").glob("site-*"))
    (book.docs / "one.md").write_text("# One\n\n# Two\n\n## A part\n")
    assert build_site(book) == 1
    assert capsys.readouterr().err == ("site/one/index.html: has 2 first headings (<h1>): a page has one\n")


def test_a_site_that_cannot_be_put_in_place_leaves_the_old_one(book, monkeypatch):
    build_site(book)
    before = contents(book.root / "site")
    (book.docs / "one.md").write_text("# One\n\n## A part\n\nNew.\n")
    rename = os.rename

    def refuse(source, target):
        if str(source).endswith("new"):
            raise PermissionError(f"cannot write {target}")
        rename(source, target)

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(PermissionError):
        build_site(book)
    assert contents(book.root / "site") == before


def test_a_picture_without_a_size_gets_none(book):
    (book.docs / "figures/index/a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert build_site(book) == 0
    assert '<img alt="A picture" src="figures/index/a.svg">' in built(book, "index.html")


def test_a_picture_from_elsewhere_is_a_fault(book, capsys):
    (book.docs / "one.md").write_text("# One\n\n## A part\n\n![A](https://example.org/a.svg)\n")
    assert build_site(book) == 1
    assert capsys.readouterr().err.startswith("site/one/index.html: <img src=https://example.org")


def test_a_broken_formula_is_a_fault(book, capsys):
    (book.docs / "one.md").write_text("# One\n\n## A part\n\n$\\nonsense + 1$\n")
    assert build_site(book) == 1
    assert capsys.readouterr().err == (
        "the formula $\\nonsense + 1$ cannot be read: `\\nonsense` means nothing\n"
    )


def test_settings_that_mkdocs_refuses_are_one_line(book, capsys):
    text = "site_name: Tiny\nnav: [index.md, one.md]\ntheme: nonesuch\n"
    (book.root / "mkdocs.yml").write_text(text)
    assert build_site(book) == 1
    assert "nonesuch" in capsys.readouterr().err


def test_a_book_without_settings_has_no_site(tmp_path):
    book = tiny_book(tmp_path, index="# Home\n")
    (tmp_path / "mkdocs.yml").unlink()
    with pytest.raises(BookError, match="so no site can be built"):
        build_site(book)


def test_warnings_go_on_over_lines_and_are_said_once():
    text = "INFO    -  Building\nWARNING -  first\n    goes on\nINFO    -  next\n"
    text += "WARNING -  second\n" * 2 + "Aborted\n"
    assert warnings_of(text) == ["first goes on", "second"]


def test_building_needs_no_torch_and_skipping_neither_mkdocs_nor_lxml(root):
    code = (
        "import sys, book.site.mathml, book.site.finish\nassert 'torch' not in sys.modules\n"
        "assert 'mkdocs' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)
    code = "import sys, book.site.build\nassert not {'lxml', 'mkdocs', 'torch'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)


# The check of finished pages

PAGE = '<!doctype html><html><head><meta charset="utf-8"></head><body><h1>One</h1>{}</body></html>'


def faults_of(tmp_path, body, **files):
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
    return check(BuiltSite(site, "https://example.org/book/"))


GOOD = [
    '<a href="https://example.org/">x</a><a href="mailto:a@example.org">x</a>',
    '<a href="../c/">x</a><a href="../c/#part">x</a><a href="../c">x</a><a href="#">x</a>',
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
    "<p>$$x$$</p>": "`$$` stands in the text",
}


@pytest.mark.parametrize("body", GOOD)
def test_what_is_right_on_a_page_passes(tmp_path, body):
    assert faults_of(tmp_path, body) == []


@pytest.mark.parametrize("body", BAD)
def test_what_is_wrong_on_a_page_is_one_line_that_names_it(tmp_path, body):
    [fault] = faults_of(tmp_path, body)
    assert fault.startswith(f"site/a/index.html: {BAD[body]}")
    assert "\n" not in fault


def test_cells_that_the_record_does_not_know_are_a_fault(tmp_path):
    body = '<div data-cell="0"></div><p data-copies="../a.json">x</p>'
    two = RECORD.replace("]", ', {"role": "cell"}]')
    assert faults_of(tmp_path, body, **{"a.json": RECORD}) == []
    [fault] = faults_of(tmp_path, body, **{"a.json": two})
    assert fault.startswith("site/a/index.html: shows 1 cell, its record has 2: ")


def test_a_page_of_other_cells_than_its_record_is_not_published(book, capsys):
    (book.docs / "assets/copies/index.json").write_text("{}")
    assert build_site(book) == 1
    assert capsys.readouterr().err.startswith("site/index.html: shows 1 cell, its record has 0: ")


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


# The settings


def test_the_settings_are_strict_and_reach_for_nobody(root):
    text = re.sub(r"!!python/\S+|!ENV", "", (root / "mkdocs.yml").read_text())
    settings = yaml.safe_load(text)
    assert settings["theme"]["font"] is False
    plugins = [name if isinstance(name, str) else next(iter(name)) for name in settings["plugins"]]
    assert set(plugins) == {"search", "meta", "mkdocs-jupyter"}
    checks = [value for group in settings["validation"].values() for value in group.values()]
    assert len(checks) == 7 and set(checks) == {"warn"}
    snippets = next(
        e["pymdownx.snippets"] for e in settings["markdown_extensions"] if "pymdownx.snippets" in e
    )
    assert snippets["check_paths"] and snippets["restrict_base_path"]


# The talk as one notebook

CELLS = [
    {"cell_type": "markdown", "metadata": {}, "source": "# One\n\n$a_1 < b$ and `$c$`.\n\n## Try next"},
    {
        "cell_type": "code",
        "source": "print(x < 1)",
        "execution_count": None,
        "metadata": {},
        "outputs": [
            {"output_type": "stream", "name": "stdout", "text": "True\n"},
            {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": SVG}},
            {"output_type": "error", "ename": "E", "evalue": "no", "traceback": ["ValueError: no"]},
        ],
    },
    {
        "cell_type": "code",
        "source": "def f(): ...",
        "execution_count": None,
        "outputs": [],
        "metadata": {"tags": ["defined-by-the-book"]},
    },
    {"cell_type": "markdown", "source": "# Two\n\n## Try next", "metadata": {}},
]


@pytest.fixture
def talk(book):
    """The page of a notebook of two chapters, as text."""
    cells = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(CELLS)]
    notebook = {
        "cells": cells,
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"language_info": {"name": "python"}},
    }
    (book.docs / "notebooks/whole-game.ipynb").write_text(json.dumps(notebook))
    (book.docs / "notebooks/.meta.yml").write_text(UNSEARCHED)
    settings = (book.root / "mkdocs.yml").read_text()
    row = "  - one.md\n  - The talk: notebooks/whole-game.ipynb\n"
    (book.root / "mkdocs.yml").write_text(settings.replace("  - one.md\n", row))
    assert build_site(book) == 0
    return built(book, "notebooks/whole-game/index.html")


def test_the_notebooks_page_has_the_form_of_the_others(talk, book):
    assert re.findall(r"<h1.*?</h1>", talk) == ["<h1>The talk</h1>"]
    assert re.findall(r'<h[23] id="([^"]+)"', talk) == ["one", "try-next", "two", "try-next_1"]
    assert "<msub><mi>a</mi><mn>1</mn></msub><mo>&#x0003C;</mo>" in talk
    assert "<code>$c$</code>" in talk
    assert '<div class="language-python highlight"><pre><code>' in talk
    assert '<div class="language-output highlight"><pre><code>True' in talk
    assert '<div class="language-pytb highlight"><pre><code>ValueError: no' in talk
    assert re.search(r'<img alt="(A picture|Another one)" src="../../figures/index/[ab].svg"', talk)
    assert 'width="96" height="48"' in talk
    assert "def f" not in talk
    for foreign in ("jp-", "<style", "mathjax", "cdnjs", "clipboard-copy", "base64,"):
        assert foreign not in talk.split("</head>")[1]
    assert len(talk) < 40_000
    found = json.loads(built(book, "search/search_index.json"))["docs"]
    assert not [entry for entry in found if entry["location"].startswith("notebooks/")]


# Formulas


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
