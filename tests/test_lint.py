"""Each Markdown rule: what it says about a tiny book that breaks it, and that a good one passes."""

import markdown
import pytest
from tests.tinybook import parsed, tiny_book

from book.headings import headings
from book.lint import lint
from book.chapter import Book

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


@pytest.mark.parametrize(("text", "fault"), [
    # links
    ("[x](by-hnd.md)", "3: there is no page `by-hnd.md`: did you mean `by-hand.md`?"),
    ("One,\ntwo [x](q/zzzzzzz.md)", "4: there is no page `q/zzzzzzz.md`: correct the path"),
    ("[x](by-hand/)", "3: there is no page `by-hand/`: did you mean `by-hand.md`?"),
    ("[x](/by-hand/)", "3: `/by-hand/` starts at the server's root: did you mean `by-hand.md`?"),
    ("[x](../README.md)",
     "3: `../README.md` lies outside `docs/`: link to a page of the book or to a full address"),
    ("[x](by-hand.md#the-end)",
     "3: `by-hand.md` has no heading `#the-end`: did you mean `#the-end-of-it`?"),
    ("[x](#nowhere)", "3: this page has no heading `#nowhere`: link to one of its headings"),
    ("`a\nb` then\n[x][y]\n\n[y]: no.md", "5: there is no page `no.md`: correct the path"),
    ("One\n[`fit`][fitting]",
     "4: the reference `[fitting]` is defined nowhere: add a line `[fitting]: page.md`"),
    ("[fit][]", "3: the reference `[fit]` is defined nowhere: add a line `[fit]: page.md`"),
    ("[x](//example.org)", "3: `//example.org` names no scheme: write `https://example.org`"),
    ("[x](https://[a:b])", "3: `https://[a:b]` is no address: correct it"),
    ("[x](ftp://example.org)",
     "3: a `ftp:` link: link to a page, a file of the book or an `https:` address"),
    ("One\n[x](JavaScript:alert(1))",
     "4: a `javascript:` link: link to a page, a file of the book or an `https:` address"),
    ("[x][y]\n\n[y]: javascript:alert(1)", [
        "3: the reference `[y]` is defined nowhere: add a line `[y]: page.md`",
        "5: a `javascript:` link: link to a page, a file of the book or an `https:` address"]),
    # pictures
    ("![a dot](assets/dt.png)",
     "3: there is no picture `assets/dt.png`: did you mean `assets/dot.png`?"),
    ("![](assets/dot.png)",
     "3: `assets/dot.png` has no alt text: say between the brackets what there is to see"),
    ("![Dot.PNG](assets/dot.png)",
     "3: the alt text `Dot.PNG` only repeats the file name: say what there is to see"),
    ("![a dot](https://example.org/dot.png)",
     "3: the picture comes from elsewhere (`example.org`): put the file into `docs/assets/` and "
     "show that"),
    ("![a dot](data:image/png;base64,AAAA)",
     "3: the picture comes from elsewhere (`data:`): put the file into `docs/assets/` and show "
     "that"),
    ("![a dot](https://[a:b])", "3: `https://[a:b]` is no address: correct it"),
    (f"{FENCE}![first three](figures/a/first-three.svg)",
     "7: the alt text `first three` only repeats the file name: say what there is to see"),
    (f"{FENCE}![A three](figures/b/three.svg)",
     "7: `figures/b/three.svg` breaks the one-stem rule: write `figures/a/three.svg`"),
    (f"{FENCE}![A three](figures/a/First_Three.png)",
     "7: `figures/a/First_Three.png` breaks the one-stem rule: write `figures/a/first-three.svg`"),
    (f"{FENCE}![A three](figures/a/3.svg)\n\n{FENCE}![A four](figures/a/3.svg)",
     "13: `figures/a/3.svg` is already shown on line 7: give each figure a name of its own"),
    # headings
    ("# Again", "3: a second `# ` title (the first is on line 1): write `## ` for a section"),
    ("### Deep", "3: the heading skips from level 1 to 3: write `## ` in front"),
    ("## One `x`\n\n## One: x",
     "5: the heading makes the id `one-x`, as line 3 does: word one of them differently"),
    ("## One {#uno}\n\n## Uno",
     "5: the heading makes the id `uno`, as line 3 does: word one of them differently"),
    ('## One\n\n<b id="one">x</b>',
     "5: `<b>` has the id `one`, as line 3 does: word one of them differently"),
    ("Words above\na rule\n---", "3: the `---` or `===` below makes this a heading: write "
                                "`## ` in front, or leave a blank line above the rule"),
    # raw HTML
    ("<script>alert(1)</script>",
     "3: a raw `<script>`: put the code into a module in `docs/assets/`"),
    ("One <script src='assets/x.js'></script>",
     "3: a raw `<script>`: put the code into a module in `docs/assets/`"),
    ('<p>\n<img src="../assets/dot.png" alt="a red dot" onerror="x()">\n</p>',
     "4: `onerror=` runs code from the page: put it into a module in `docs/assets/`"),
    ('One\n<a href=" java\tscript:x()">two</a>', [
        "4: a `javascript:` link: link to a page, a file of the book or an `https:` address",
        "4: a tab in this line: use spaces"]),
    ('<img src="assets/dot.png" alt="a red dot">',
     "3: the raw `<img>` finds no file at `assets/dot.png`: write `![what it shows](path)` "
     "instead"),
    ('<img alt="a red dot">',
     "3: the raw `<img>` finds no file at ``: write `![what it shows](path)` instead"),
    ('<img src="../assets/dot.png">',
     "3: `../assets/dot.png` has no alt text: say between the brackets what there is to see"),
    ('<img src="//example.org/dot.png" alt="a red dot">',
     "3: `<img>` loads from elsewhere (`example.org`): put the file into `docs/assets/` and use "
     "that"),
    ('<a href="by-hand.md">x</a>',
     "3: the raw link `by-hand.md` leads nowhere: write `[text](page.md)` instead"),
    ('<a href="../by-hand/#no">x</a>',
     "3: `../by-hand/` has no heading `#no`: link to one of its headings"),
    ('<a href="/">x</a> <![CD', "3: the raw link `/` leads nowhere: write `[text](page.md)` instead"),
    ('<p>\n<a href="#no">x</a> <![x>', "4: this page has no heading `#no`: link to one of its headings"),
    ('<a href="#no">x</a>', "3: this page has no heading `#no`: link to one of its headings"),
    # other forms
    ("!!! note\n    Text", "3: `!!!` needs an indented body, which other tools read as code: write "
                           "`/// note | Title`, and `///` to close it"),
    ('???+ tip "x"\n    Text',
     "3: `???+` needs an indented body, which other tools read as code: write `/// details | "
     "Title`, and `///` to close it"),
    ('=== "NumPy"\n    Text',
     "3: `===` needs an indented body, which other tools read as code: write `/// tab | Title`, "
     "and `///` to close it"),
    ("a\tb\n\n\tc", "3: a tab in this line (as on 1 more): use spaces"),
    ("Text:\n- one", "4: the site shows no list without a blank line above it: add one"),
    (FENCE.strip() + "\n- one", "6: the site shows no list without a blank line above it: add one"),
    ("Text:\n| a |\n|---|", "4: the site shows no table without a blank line above it: add one"),
    ("[x](.)", "3: there is no page `.`: correct the path"),
    ("- one\n  - two", "4: the site shows a list in a list only from four spaces on: indent it so"),
    # layers
    ("```python\n1\nimport snippets.nets\n```",
     "5: `import snippets.nets`: write `from snippets.nets import name`"),
    ("```python\nfrom snippets import nets\n```",
     "4: a whole module is imported: write `from snippets.x import name`"),
])
def test_each_fault_of_a_chapter_has_its_line(tmp_path, text, fault):
    expected = [fault] if isinstance(fault, str) else fault
    assert said(tmp_path, f"# Title\n\n{text}\n") == [f"docs/a.md:{one}" for one in expected]


@pytest.mark.parametrize("text", [
    "Take `x[0][1]`, [1, 2] and [3].",
    "[x](by-hand.md \"with a title\") and <https://example.org> and [y](https://example.org/#z)",
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
])
def test_what_only_looks_like_a_fault_passes(tmp_path, text):
    assert said(tmp_path, f"# Title\n\n{text}\n") == []


def test_a_chapter_without_a_title(tmp_path):
    assert said(tmp_path, "## Section\n") == [
        "docs/a.md:1: the chapter has no title: start it with a `# ` line"]


def test_a_byte_order_mark(tmp_path):
    fault = "docs/a.md:1: a byte order mark: save the file as UTF-8 without it"
    assert fault in said(tmp_path, "\ufeff# A\n")


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
    "What is a tensor?", "`x @ w + b`, by hand", "Ünïcode — and a dash", "3 × 4 & more",
    "snake_case_name", "*Stress* and **more**", "A [link](by-hand.md) in it", "Don't stop",
    "a < b", "100% (right)", "Tom &amp; Jerry",
]


@pytest.mark.parametrize("text", HEADINGS)
def test_ids_are_those_of_the_site(tmp_path, text):
    book = tiny_book(tmp_path, a=f"# {text}\n")
    site = markdown.Markdown(extensions=["toc"])
    site.convert(f"# {text}")
    assert [heading.id for heading in headings(parsed(book)[0])] == [site.toc_tokens[0]["id"]]


SECTION = "# --8<-- [start:c]\nC = 1\n# --8<-- [end:c]\n"
NAV = "site_name: x\nnav:\n  - a.md\n  - Group:\n      - Hand: by-hand.md\n"


@pytest.mark.parametrize(("files", "fault"), [
    ({"docs/Big_Name.md": "# B\n", "mkdocs.yml": NAV + "  - Big_Name.md\n"},
     "docs/Big_Name.md:1: `Big_Name.md` breaks the one-stem rule: name it `big-name.md`"),
    ({"docs/deep/c.md": "# C\n", "mkdocs.yml": NAV},
     "docs/deep/c.md:1: `deep/c.md` breaks the one-stem rule: name it `c.md`"),
    ({"docs/c.md": "# C\n", "mkdocs.yml": NAV},
     "docs/c.md:1: the page is missing from the nav: add a line `- c.md` to mkdocs.yml"),
    ({"mkdocs.yml": NAV + "  - by-hnd.md\n"},
     "mkdocs.yml:6: the nav names `by-hnd.md`, which does not exist: write `by-hand.md`"),
    ({"mkdocs.yml": NAV + "  - Zero: zzzz.md\n"},
     "mkdocs.yml:6: the nav names `zzzz.md`, which does not exist: write the page, or remove the "
     "line"),
    ({"mkdocs.yml": NAV + "  - Again: a.md\n"},
     "mkdocs.yml:6: the nav names `a.md` twice: remove one line"),
    ({"docs/figures/a/old.svg": SVG},
     "docs/figures/a/old.svg:1: no chapter shows this figure: remove the file, or show it below "
     "its cell"),
    ({"docs/assets/copies/old.json": "{}"},
     "docs/assets/copies/old.json:1: no chapter has this stem: remove the file"),
    ({"snippets/c.py": SECTION},
     "snippets/c.py:1: no chapter embeds the section `c`: embed it, or remove its markers"),
    ({"snippets/c.py": b"# \xff\n"}, "snippets/c.py:1: not UTF-8: save the file as UTF-8"),
])
def test_each_fault_of_the_files_is_found(tmp_path, files, fault):
    assert messages(tiny_book(tmp_path, a=GOOD, by_hand=OTHER, **FILES, **files)) == [fault]


def test_files_that_are_in_order_pass(tmp_path):
    made = {"docs/notebooks/A_B.md": "made by the site"}
    nav = NAV + "  - Talk: notebooks/talk.ipynb\n  - Elsewhere: https://example.org\n"
    embeds = OTHER + '\n```python\n--8<-- "snippets/c.py:c"\n```\n'
    book = tiny_book(tmp_path, a=GOOD, by_hand=embeds, **FILES, **made, **{
        "mkdocs.yml": nav, "snippets/c.py": SECTION})
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
        "snippets/more:1: a symlink to outside `snippets/`: put the file itself here"]


def test_a_part_of_the_book_is_not_blamed_for_the_rest(tmp_path):
    book = tiny_book(tmp_path, a="# A\n\n[x](by-hand.md#the-end-of-it)\n", by_hand=OTHER, **{
        "docs/figures/by-hand/x.svg": SVG, "mkdocs.yml": "site_name: x\nnav:\n  - a.md\n"})
    assert lint(book, parsed(book)[:1]) == []


def test_another_folder_of_chapters_needs_neither_nav_nor_sections(tmp_path):
    tiny_book(tmp_path, **{"other/a.md": "# A\n", "snippets/c.py": SECTION})
    (tmp_path / "mkdocs.yml").rename(tmp_path / "docs/mkdocs.yml")
    assert messages(Book(tmp_path, tmp_path / "other")) == []
