"""Each Markdown rule: what it says about a tiny book that breaks it, and that a good one passes."""

import markdown
import pytest

from book.reading.book import Book
from book.reading.headings import headings
from tests.kit.rules import lint
from tests.kit.tinybook import parsed, tiny_book

SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"
FENCE = "```python\n1\n```\n\n"
FIGURE = "![A three, drawn](figures/a/three.svg)\n"
GOOD = f"""\
---
description: A chapter with one of everything.
---
# A good chapter

Read [the next page](by-hand.md), [its end](by-hand.md#the-end-of-it), [your own start](#start) or
[what others say](https://example.org/a(b)) [and more][more] by [mail](mailto:a@example.org).

[more]: by-hand.md

## Start

- A list, with `a[i][j]` in code,
    - and one in it
- and a picture: ![a red dot on white](assets/dot.png)

{FENCE}{FIGURE}
<div id="own"><img src="../assets/dot.png" alt="a red dot">
<a href="../by-hand/#the-end-of-it">on</a></div>
[Own](#own), and <a href="#own">again</a>.

/// note | Look
    attrs: {{id: look}}

Go [there](#look) or [get it](notebooks/a.ipynb).
///

```text
a\ttab, !!! note
```
"""
OTHER = "# By hand\n\n## The end of it\n\nText.\n"
DOT = {"docs/assets/dot.png": b"png"}
FILES = {"docs/figures/a/three.svg": SVG, "docs/assets/copies/a.json": "{}", **DOT}


def messages(book):
    return [str(fault) for fault in lint(book, parsed(book))]


def said(tmp_path, text, **files):
    """What lint says about the chapter docs/a.md with `text` beside a good chapter."""
    book = tiny_book(tmp_path, a=text, by_hand=OTHER, **DOT, **files)
    return messages(book)


def test_a_good_book_passes(tmp_path):
    book = tiny_book(tmp_path, a=GOOD, by_hand=OTHER, **FILES)
    assert messages(book) == []
    assert [fault for chapter in parsed(book) for fault in chapter.faults] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        # links
        ("[x](by-hnd.md)", "3: there is no page `by-hnd.md`: did you mean `by-hand.md`?"),
        ("One,\ntwo [x](q/zzzzzzz.md)", "4: there is no page `q/zzzzzzz.md`: correct the path"),
        ("[x](by-hand/)", "3: there is no page `by-hand/`: did you mean `by-hand.md`?"),
        ("[x](/by-hand/)", "3: `/by-hand/` starts at the server's root: did you mean `by-hand.md`?"),
        (
            "[x](../README.md)",
            "3: `../README.md` lies outside `docs/`: link to a page of the book or to a full address",
        ),
        (
            "[x](by-hand.md#the-end)",
            "3: `by-hand.md` has no heading `#the-end`: did you mean `#the-end-of-it`?",
        ),
        ("[x](#nowhere)", "3: this page has no heading `#nowhere`: link to one of its headings"),
        ("`a\nb` then\n[x][y]\n\n[y]: no.md", "5: there is no page `no.md`: correct the path"),
        (
            "One\n[`fit`][fitting]",
            "4: the reference `[fitting]` is defined nowhere: add a line `[fitting]: page.md`",
        ),
        ("[fit][]", "3: the reference `[fit]` is defined nowhere: add a line `[fit]: page.md`"),
        ("[x](//example.org)", "3: `//example.org` names no scheme: write `https://example.org`"),
        ("[x](https://[a:b])", "3: `https://[a:b]` is no address: correct it"),
        (
            "[x](ftp://example.org)",
            "3: a `ftp:` link: link to a page, a file of the book or an `https:` address",
        ),
        (
            "One\n[x](JavaScript:alert(1))",
            "4: a `javascript:` link: link to a page, a file of the book or an `https:` address",
        ),
        *(
            (text, f"{line}: a `{scheme}:` link: link to a page, a file of the book or an `https:` address")
            for line, scheme, text in (
                (5, "javascript", "[x][y]\n\n[Y]: javascript:alert(1)"),
                (5, "javascript", "[y]\n\n[y]: <&#106;avascript:alert(1)>"),
                (3, "javascript", "[x](javascript&colon;alert(1))"),
                (3, "javascript", "[x]( <JAVASCRIPT:alert(1)> )"),
                (3, "javascript", "<javascript:alert(1)>"),
                (3, "javascript", "[![a dot](assets/dot.png)](javascript:alert(1))"),
                (3, "javascript", '<a href="java&#10;script:alert(1)">x</a>'),
                (3, "data", "[x](data:text/html;base64,AAAA)"),
            )
        ),
        ("[x]()", "3: the link leads nowhere: put an address into its parentheses"),
        ("[x](#)", "3: the link leads nowhere: put an address into its parentheses"),
        ("[](by-hand.md)", "3: the link to `by-hand.md` shows nothing: put words into its brackets"),
        *(
            (text, "3: no link: write `[text](address)` without a blank in or before the address")
            for text in ("[x](by hand.md)", "[x] (by-hand.md)", "[x](by-hand.md", "![a dot](a dot.png)")
        ),
        ("[x](https://)", "3: `https://` is no address: correct it"),
        ("[x](http:example.org)", "3: `http:example.org` is no address: correct it"),
        ("[x](notebooks/b.ipynb)", "3: there is no page `notebooks/b.ipynb`: correct the path"),
        ("Words[^1].", "3: the site has no footnotes: say it in the text"),
        ("![a dot][dot]", "3: the reference `[dot]` is defined nowhere: add a line `[dot]: page.md`"),
        # pictures
        ("![a dot](assets/dt.png)", "3: there is no picture `assets/dt.png`: did you mean `assets/dot.png`?"),
        (
            "![](assets/dot.png)",
            "3: `assets/dot.png` has no alt text: say between the brackets what there is to see",
        ),
        (
            "![Dot.PNG](assets/dot.png)",
            "3: the alt text `Dot.PNG` only repeats the file name: say what there is to see",
        ),
        (
            "![a dot](https://example.org/dot.png)",
            "3: the picture comes from elsewhere (`example.org`): put the file into `docs/assets/` and "
            "show that",
        ),
        (
            "![a dot](data:image/png;base64,AAAA)",
            "3: the picture comes from elsewhere (`data:`): put the file into `docs/assets/` and show that",
        ),
        (
            "![a dot](//example.org/dot.png)",
            "3: the picture comes from elsewhere (`example.org`): put the file into `docs/assets/` and "
            "show that",
        ),
        (
            "![a dot][d]\n\n[d]: http://example.org/dot.png",
            "3: the picture comes from elsewhere (`example.org`): put the file into `docs/assets/` and "
            "show that",
        ),
        *(
            (
                f"{FENCE}{line}",
                "7: nothing compares this figure with its cell: put "
                "`![what it shows](path)`, and nothing else, on a line below it",
            )
            for line in (
                "![A three](figures/a/3.svg) and words",
                "![A three](<figures/a/3.svg>)",
                " ![A three](figures/a/3.svg)",
            )
        ),
        ("![a dot](https://[a:b])", "3: `https://[a:b]` is no address: correct it"),
        (
            f"{FENCE}![first three](figures/a/first-three.svg)",
            "7: the alt text `first three` only repeats the file name: say what there is to see",
        ),
        (
            f"{FENCE}![A three](figures/b/three.svg)",
            "7: `figures/b/three.svg` breaks the one-stem rule: write `figures/a/three.svg`",
        ),
        (
            f"{FENCE}![A three](figures/a/First_Three.png)",
            "7: `figures/a/First_Three.png` breaks the one-stem rule: write `figures/a/first-three.svg`",
        ),
        # headings
        (
            "## One `x`\n\n## One: x",
            "5: the heading makes the id `one-x`, as line 3 does: word one of them differently",
        ),
        (
            "## One {#uno}\n\n## Uno",
            "5: the heading makes the id `uno`, as line 3 does: word one of them differently",
        ),
        (
            '## One\n\n<b id="one">x</b>',
            "5: `<b>` has the id `one`, as line 3 does: word one of them differently",
        ),
        (
            "Two\n===",
            "3: the `---` or `===` below makes this a heading: write "
            "`## ` in front, or leave a blank line above the rule",
        ),
        ("<h4>Deep</h4>", "3: a raw `<h4>`: write `#### ` in front of the words"),
        *(
            (
                text,
                "3: the site takes this line for a heading: put one blank behind at most six `#`, "
                "or write `\\#`",
            )
            for text in ("##Two", "#1 is best", "####### Seven")
        ),
        *(
            (text, "3: a heading after blanks or in a list: start its line with `#`")
            for text in (" ## Two", "- ## Two", "1. ## Two")
        ),
        *(
            (
                text,
                "3: nothing can link to this heading: give it a word in Latin letters, or an id such "
                "as `{#shapes}`",
            )
            for text in ("##", "## ???", "## 数学")
        ),
        ("## Two {onclick=x}", "3: a heading takes an id only, such as `{#shapes}`: remove the rest"),
        (
            "## One { #x }\n\n## Two {: #x }",
            "5: the heading makes the id `x`, as line 3 does: word one of them differently",
        ),
        (
            "/// note | N\n    attrs: {id: title}\n\nText.\n///",
            "3: the block has the id `title`, as line 1 does: word one of them differently",
        ),
        (
            "Words above\na rule\n---",
            "3: the `---` or `===` below makes this a heading: write "
            "`## ` in front, or leave a blank line above the rule",
        ),
        # raw HTML
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
        # other forms
        *(
            (
                f"{text}\n    Text",
                f"3: `{mark}` needs an indented body, which other tools read as code: "
                f"write `/// {block} | Title`, and `///` to close it",
            )
            for text, mark, block in (
                ("!!!note", "!!!", "note"),
                ("> !!! note", "!!!", "note"),
                ('???+ tip "x"', "???+", "details"),
                ('???tip "x"', "???", "details"),
                ('==="NumPy"', "===", "tab"),
                ("=== NumPy", "===", "tab"),
                ('===! "NumPy"', "===!", "tab"),
            )
        ),
        *(
            (
                text,
                "3: a note in a form that the site shows as text: write `/// note | Title`, and `///` "
                "to close it",
            )
            for text in ("> [!NOTE]\n> Text", "::: note\nText\n:::")
        ),
        ("a\tb\n\n\tc", "3: a tab in this line (as on 1 more): use spaces"),
        ("A right-to-left\u202e mark", "3: the hidden character U+202E: remove it"),
        ("A null\0", "3: the hidden character U+0000: remove it"),
        ("Text:\n- one", "4: the site shows no list without a blank line above it: add one"),
        (FENCE.strip() + "\n- one", "6: the site shows no list without a blank line above it: add one"),
        ("Text:\n| a |\n|---|", "4: the site shows no table without a blank line above it: add one"),
        ("[x](.)", "3: there is no page `.`: correct the path"),
        ("- one\n  - two", "4: the site shows a list in a list only from four spaces on: indent it so"),
        # layers
        (
            "```python\n1\nimport snippets.nets\n```",
            "5: `import snippets.nets`: write `from snippets.nets import name`",
        ),
        (
            "```python\nfrom snippets import nets\n```",
            "4: a whole module is imported: write `from snippets.x import name`",
        ),
    ],
)
def test_each_fault_of_a_chapter_has_its_line(tmp_path, text, fault):
    expected = [fault] if isinstance(fault, str) else fault
    assert said(tmp_path, f"# Title\n\n{text}\n") == [f"docs/a.md:{one}" for one in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Take `x[0][1]`, [1, 2] and [3].",
        '[x](by-hand.md "with a title") and <https://example.org> and [y](https://example.org/#z)',
        "Words.\n\n---\n\nMore words, 3 === 3.",
        "```python\nx = 1  # !!! note\n```\n\n```output\na\tb\n```",
        "## Section\n- one\n\n---\n- two\n\n<!-- three -->\n- three",
        "Text:\n\n1. one\n\n    - two\n\n/// note\n\n- three\n///",
        "```python\nfrom snippets.nets import SimpleMnist\n```",
        "```python\nx = (\n```",
        "<!-- a comment with <script> in it -->\n\n<digit-pad only></digit-pad>",
        "## One {#uno}\n\n[x](#uno)",
        "<video src='../assets/dot.png'></video> <a href='../by-hand/'>x</a>",
        "<a href='https://example.org'>y</a>",
        "The set {a = b}, [x](by-hand.md) {y}, f[i] (x), `\\<b>`, `<b/c>`, a < b and `[x](y`.",
        "{1, 2} is a set\nof two, see #1, C# and `x`.\n\n> ## Quoted",
        "Is 3 === 3? No!!!\n\nWhat???",
    ],
)
def test_what_only_looks_like_a_fault_passes(tmp_path, text):
    assert said(tmp_path, f"# Title\n\n{text}\n") == []


def test_a_chapter_without_a_title(tmp_path):
    assert said(tmp_path, "## Section\n") == [
        "docs/a.md:1: the chapter has no title: start it with a `# ` line"
    ]


def test_a_chapter_that_cannot_be_read_is_left_to_parse(tmp_path):
    assert said(tmp_path, b"# \xff\n") == []


def test_raw_paths_start_where_the_page_is_served(tmp_path):
    flat = "site_name: x\nuse_directory_urls: false\nnav:\n  - a.md\n  - by-hand.md\n"
    text = '# A\n\n<img src="assets/dot.png" alt="a red dot"> <a href="by-hand.html">x</a>\n'
    assert said(tmp_path, text, **{"mkdocs.yml": flat}) == []


def test_the_home_page_is_served_at_the_root(tmp_path):
    text = '# A\n\n<img src="assets/dot.png" alt="a red dot"> <a href="a/">x</a> <a href="./">y</a>'
    assert messages(tiny_book(tmp_path, index=text, a=OTHER, **DOT)) == []


HEADINGS = [
    "What is a tensor?",
    "`x @ w + b`, by hand",
    "Ünïcode — and a dash",
    "3 × 4 & more",
    "snake_case_name",
    "*Stress* and **more**",
    "A [link](by-hand.md) in it",
    "Don't stop",
    "a < b",
    "100% (right)",
    "Tom &amp; Jerry",
]


@pytest.mark.parametrize("text", HEADINGS)
def test_ids_are_those_of_the_site(tmp_path, text):
    book = tiny_book(tmp_path, a=f"# {text}\n")
    site = markdown.Markdown(extensions=["toc"])
    site.convert(f"# {text}")
    assert [heading.id for heading in headings(parsed(book)[0])] == [site.toc_tokens[0]["id"]]


SECTION = "# --8<-- [start:c]\nC = 1\n# --8<-- [end:c]\n"
NAV = "site_name: x\nnav:\n  - a.md\n  - Group:\n      - Hand: by-hand.md\n"


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        (
            {"docs/Big_Name.md": "# B\n", "mkdocs.yml": NAV + "  - Big_Name.md\n"},
            "docs/Big_Name.md:1: `Big_Name.md` breaks the one-stem rule: name it `big-name.md`",
        ),
        *(
            (
                {f"docs/{name}": "# B\n", "mkdocs.yml": NAV + f"  - {name}\n"},
                f"docs/{name}:1: `{name}` breaks the one-stem rule: name it `{stem}.md`",
            )
            for name, stem in (("b.MD", "b"), ("b.markdown", "b"), ("数学.md", "what-it-is-about"))
        ),
        (
            {"docs/deep/c.md": "# C\n", "mkdocs.yml": NAV},
            "docs/deep/c.md:1: `deep/c.md` breaks the one-stem rule: name it `c.md`",
        ),
        (
            {"mkdocs.yml": NAV + "  - by-hnd.md\n"},
            "mkdocs.yml:6: the nav names `by-hnd.md`, which does not exist: write `by-hand.md`",
        ),
        (
            {"mkdocs.yml": NAV + "  - ../snippets/c.py\n", "snippets/c.py": "C = 1\n"},
            "mkdocs.yml:6: the nav names `../snippets/c.py`, which does not exist: write the page, or "
            "remove the line",
        ),
        (
            {"mkdocs.yml": NAV + "  - Again: a.md\n"},
            "mkdocs.yml:6: the nav names `a.md` twice: remove one line",
        ),
        (
            {"docs/assets/copies/old.json": "{}"},
            "docs/assets/copies/old.json:1: no chapter has this stem: remove the file",
        ),
        (
            {"snippets/c.py": SECTION},
            "snippets/c.py:1: no chapter embeds the section `c`: embed it, or remove its markers",
        ),
        ({"snippets/c.py": b"# \xff\n"}, "snippets/c.py:1: not UTF-8: save the file as UTF-8"),
    ],
)
def test_each_fault_of_the_files_is_found(tmp_path, files, fault):
    assert messages(tiny_book(tmp_path, a=GOOD, by_hand=OTHER, **FILES, **files)) == [fault]


def test_files_that_are_in_order_pass(tmp_path):
    made = {"docs/notebooks/A_B.md": "made by the site"}
    nav = NAV + "  - Talk: notebooks/talk.ipynb\n  - Elsewhere: https://example.org\n"
    embeds = OTHER + '\n```python\n--8<-- "snippets/c.py:c"\n```\n'
    book = tiny_book(
        tmp_path, a=GOOD, by_hand=embeds, **FILES, **made, **{"mkdocs.yml": nav, "snippets/c.py": SECTION}
    )
    assert messages(book) == []


def test_symlinks_to_outside(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    book = tiny_book(home, a=GOOD, by_hand=OTHER, **FILES, **{"snippets/c.py": "C = 1\n"})
    (tmp_path / "secret.png").write_bytes(b"")
    (tmp_path / "more").mkdir()
    (home / "docs/assets/secret.png").symlink_to(tmp_path / "secret.png")
    (home / "docs/assets/inside.png").symlink_to("dot.png")
    (home / "snippets/more").symlink_to(tmp_path / "more")
    assert messages(book) == [
        "docs/assets/secret.png:1: a symlink to outside `docs/`: put the file itself here",
        "snippets/more:1: a symlink to outside `snippets/`: put the file itself here",
    ]


def test_a_part_of_the_book_is_not_blamed_for_the_rest(tmp_path):
    book = tiny_book(
        tmp_path,
        a="# A\n\n[x](by-hand.md#the-end-of-it)\n",
        by_hand=OTHER,
        **{"docs/figures/by-hand/x.svg": SVG, "mkdocs.yml": "site_name: x\nnav:\n  - a.md\n"},
    )
    assert lint(book, parsed(book)[:1]) == []


def test_another_folder_of_chapters_needs_neither_nav_nor_sections(tmp_path):
    tiny_book(tmp_path, **{"other/a.md": "# A\n", "snippets/c.py": SECTION})
    (tmp_path / "mkdocs.yml").rename(tmp_path / "docs/mkdocs.yml")
    assert messages(Book(tmp_path, tmp_path / "other")) == []
