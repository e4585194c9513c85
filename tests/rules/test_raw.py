"""Raw HTML, and what the site takes for it."""

import pytest

from tests.kit.tinybook import tiny_book
from tests.rules.good import DOT, OTHER, messages, said


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "One <ScRiPt src='assets/x.js'></sCrIpT>",
            "3: a raw `<script>`: put the code into a module in `docs/assets/`",
        ),
        (
            "/// note | <SCRIPT>x</SCRIPT>\n\nText.\n///",
            "3: a raw `<script>`: put the code into a module in `docs/assets/`",
        ),
        ("\\<script>x\\</script>", "3: the site does not know `\\<` and reads a tag: write `&lt;`"),
        ("<!--> <script>x</script> -->", "3: a comment that ends where it begins: write `<!-- words -->`"),
        ("<svg/onload=x()>", "3: a tag with a `/` inside: put a blank there, or write `&lt;` for the sign"),
        (
            "<style>p { color: red }</style>",
            "3: a raw `<style>`: put the rules into a stylesheet in `docs/assets/css/`",
        ),
        ("<link rel=stylesheet href=x.css>", "3: a raw `<link>`: name the file in mkdocs.yml"),
        *(
            (
                f"<{tag} {rest}>",
                f"3: a raw `<{tag}>`: a page holds no other page, plugin or form: link to it instead",
            )
            for tag, rest in (
                ("iframe", "srcdoc='x'"),
                ("object", "data='x'"),
                ("embed", "src='x'"),
                ("base", "href='https://example.org'"),
                ("form", "action='x'"),
                ("meta", "http-equiv=refresh content='0;url=x'"),
            )
        ),
        (
            '<p style="background: url(//example.org/x.png)">x</p>',
            "3: `style=` in a page: give a class, and put the rules into a stylesheet in `docs/assets/css/`",
        ),
        *(
            (
                f"<{tag}>",
                f"3: `<{tag.split()[0]}>` loads from elsewhere (`example.org`): put the file "
                "into `docs/assets/` and use that",
            )
            for tag in (
                "img srcset='a.png 1x, https://example.org/x.png 2x' src='../assets/dot.png' alt='a'",
                "source src='/\\example.org/x.mp4'",
                "use href='HTTPS://example.org/x.svg#a'",
                "image xlink:href='//example.org/x.png'",
                "td background='//example.org/x.png'",
            )
        ),
        *(
            (text, "3: the site takes these braces for attributes: remove them, or put a blank in front")
            for text in (
                '*x*{onclick="x()"}',
                "[x](by-hand.md){: href='javascript:x()' }",
                "![a dot](assets/dot.png){width=9}",
                "`x`{.big}",
            )
        ),
        (
            "Text\n{: .important }",
            "4: the site takes these braces for attributes: remove them, or put a blank in front",
        ),
        (
            '<p>\n<img src="../assets/dot.png" alt="a red dot" onerror="x()">\n</p>',
            "4: `onerror=` runs code from the page: put it into a module in `docs/assets/`",
        ),
        (
            'One\n<a href=" java\tscript:x()">two</a>',
            [
                "4: a `javascript:` link: link to a page, a file of the book or an `https:` address",
                "4: a tab in this line: use spaces",
            ],
        ),
        (
            '<img src="assets/dot.png" alt="a red dot">',
            "3: the raw `<img>` finds no file at `assets/dot.png`: write `![what it shows](path)` instead",
        ),
        (
            '<img alt="a red dot">',
            "3: the raw `<img>` finds no file at ``: write `![what it shows](path)` instead",
        ),
        (
            '<img src="../assets/dot.png">',
            "3: `../assets/dot.png` has no alt text: say between the brackets what there is to see",
        ),
        (
            '<img src="//example.org/dot.png" alt="a red dot">',
            "3: `<img>` loads from elsewhere (`example.org`): put the file into `docs/assets/` and use that",
        ),
        (
            '<a href="by-hand.md">x</a>',
            "3: the raw link `by-hand.md` leads nowhere: write `[text](page.md)` instead",
        ),
        (
            '<a href="../by-hand/#no">x</a>',
            "3: `../by-hand/` has no heading `#no`: link to one of its headings",
        ),
        ('<a href="/">x</a> <![CD', "3: the raw link `/` leads nowhere: write `[text](page.md)` instead"),
        ('<p>\n<a href="#no">x</a> <![x>', "4: this page has no heading `#no`: link to one of its headings"),
        ('<a href="#no">x</a>', "3: this page has no heading `#no`: link to one of its headings"),
    ],
)
def test_each_fault_of_a_chapter_has_its_line(tmp_path, text, fault):
    expected = [fault] if isinstance(fault, str) else fault
    assert said(tmp_path, f"# Title\n\n{text}\n") == [f"docs/a.md:{one}" for one in expected]


def test_raw_paths_start_where_the_page_is_served(tmp_path):
    flat = "site_name: x\nuse_directory_urls: false\nnav:\n  - a.md\n  - by-hand.md\n"
    text = '# A\n\n<img src="assets/dot.png" alt="a red dot"> <a href="by-hand.html">x</a>\n'
    assert said(tmp_path, text, **{"mkdocs.yml": flat}) == []


def test_the_home_page_is_served_at_the_root(tmp_path):
    text = '# A\n\n<img src="assets/dot.png" alt="a red dot"> <a href="a/">x</a> <a href="./">y</a>'
    assert messages(tiny_book(tmp_path, index=text, a=OTHER, **DOT)) == []
