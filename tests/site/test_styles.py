"""All pages have one style sheet, and it lacks nothing that a page can use."""

import re

import pytest

from book.site.build import build_site
from book.site.built import BuiltSite
from book.site.sheets import rules_of
from book.site.styles import SHEET, Names, css_of, join_styles, moved
from tests.site.tinysite import built

PAGE = """<html><head>
      <link rel="stylesheet" href="{root}css/a.css">
      <link rel="stylesheet" href="{root}css/b.css">
</head><body class="one"><p class="two">Text{math}</p><script>x.className = `made-${{kind}}`</script></body></html>
"""
FILES = {
    "css/a.css": '@charset "UTF-8";/* of the theme */.one{color:red}.never,.two > .three { color : blue }',
    "css/b.css": "@font-face { font-family: F; src: url('../fonts/f.woff') }\n.never { color: red }\n"
    "@media print { .never { color: red } .three { background: url(../i.svg) } }\n"
    ".two:not(.never) { & .inner { color: red } } /* last */",
    "js/x.js": "add('three')",
}


@pytest.fixture
def site(tmp_path):
    """A site of two pages with two sheets."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "sub").mkdir()
    (tmp_path / "index.html").write_text(PAGE.format(root="", math=""))
    (tmp_path / "sub/index.html").write_text(PAGE.format(root="../", math="<math></math>"))
    site = BuiltSite(tmp_path)
    join_styles(site, css_of(site))
    return site


def test_each_page_links_one_sheet_in_place_of_all(site):
    [here], [there] = (re.findall(r'<link rel="stylesheet" href="(.*)">', site.read(p)) for p in site.pages)
    assert re.fullmatch(rf"{SHEET}\?[0-9a-f]{{8}}", here) and there == f"../{here}"
    assert site.names("*.css") == [SHEET]


def test_the_sheet_holds_what_a_page_can_use_in_its_order_and_nothing_else(site):
    assert re.sub(r" ?([:{}]) ?", r"\1", site.read(SHEET)) == (
        ".one{color:red}.two > .three{color:blue}@media print{.three{background:url(../../i.svg)}}"
        ".two:not(.never){& .inner{color:red}}"
    )


def test_a_font_is_named_by_the_pages_that_use_it(site):
    home, other = map(site.read, site.pages)
    assert "@font-face" not in home
    assert re.search(r"<style>@font-face\s*\{[^}]*url\(.\.\./fonts/f\.woff.\)\s*\}</style>", other)


@pytest.mark.parametrize(("name", "is_kept"), [("three", True), ("made-up", True), ("absent", False)])
def test_a_class_is_kept_that_a_page_may_have_or_a_script_may_make(site, name, is_kept):
    assert (Names(site).kept(rules_of(f".{name} p {{ a: b }}")) != "") == is_kept


@pytest.mark.parametrize(
    ("head", "is_kept"),
    [
        ("[dir=ltr] p", True),
        ('[dir="ltr"] p', True),
        ("[dir=rtl] p", False),
        ("[data-md-color-primary=custom]", True),
        ("[data-md-color-primary=red]", False),
        ("[href]", True),
        ("[for=q]", True),
    ],
)
def test_a_rule_for_a_direction_or_colour_goes_that_no_page_has(tmp_path, head, is_kept):
    page = '<body dir="ltr" data-md-color-primary="custom"><script>x = "red"</script></body>'
    (tmp_path / "index.html").write_text(page)
    assert (Names(BuiltSite(tmp_path)).kept(rules_of(f"{head} {{ a: b }}")) != "") == is_kept


def test_a_property_goes_that_nothing_reads(tmp_path):
    (tmp_path / "x.js").write_text("colour = `--made-${kind}`; get('--asked')")
    names = Names(BuiltSite(tmp_path))
    css = (
        'a{--read:1;--made-up:url("data:x;--y:2");--asked:3;--never:4;color:red;& b{--never:5;c:d}}'
        "@media print{a{--never:6}}"
    )
    assert names.kept(rules_of(css), {"--read"}) == (
        'a{--read:1;--made-up:url("data:x;--y:2");--asked:3;color:red;& b{--never:5;c:d}}'
    )


def test_addresses_hold_from_the_new_place():
    css = "a{b:url(x.svg) url('../y.svg') url(data:z) url(#w) url(/v)}"
    assert (
        moved(css, "one/two/s.css", "s.css")
        == "a{b:url(one/two/x.svg) url('one/y.svg') url(data:z) url(#w) url(/v)}"
    )


def test_a_built_site_has_one_sheet_on_each_page(book):
    assert build_site(book) == 0
    for page in ("index.html", "one/index.html", "404.html"):
        [link] = re.findall(r'<link rel="stylesheet" href="([^"]+)"', built(book, page))
        assert BuiltSite(book.root / "site", book.config["site_url"]).file(page, link) == SHEET
    css = built(book, SHEET)
    assert ".md-typeset" in css and ".take" in css and ".md-banner" not in css and "@font-face" not in css
    assert "--md-post-pin-icon" not in css and "dir=rtl" not in css and "--md-code-hl-string-color" in css
    assert "@media screen and (min-width:76.25em){" in css and len(css) < 140_000
