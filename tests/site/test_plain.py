"""The pages as plain Markdown, and the list of them."""

from book.site.build import build_site
from book.site.plain import plain
from tests.kit.tinybook import parsed, tiny_book
from tests.site.tinysite import built

CHAPTER = """---
description: Words.
---

# One

One is <!--= 1 + 0 -->1<!--/-->; see [the words](words.md#a-b), [home](index.md), [a part](#part) or
[elsewhere](https://example.org/a.md). <!-- long: not so -->
<shape-box id="a" class="panel">With JavaScript
there is more.</shape-box> Code: `[x](two.md)`.

## Part

```python title="snippets/a.py"
--8<-- "snippets/a.py:part"
```

```python
print(part())
print("```")
```

```output title="within 2%"
2.0
```
```

![What it drew](figures/one/a.svg "varies")

/// details | Exercise: more
    type: question
    open: true

Do it.

```python
x = ...
```

```python title="check"
assert x == 1, "one"
```
///

/// details | Solution
    type: success

```python
x = 1
```
///
"""
PLAIN = """# One

One is 1; see [the words](../words/index.md#a-b), [home](../index.md), [a part](#part) or
[elsewhere](https://example.org/a.md).
With JavaScript
there is more. Code: `[x](two.md)`.

## Part

```python title="snippets/a.py"
def part():
    return 2.0
```

```python
print(part())
print("x")
```

```output title="within 2%"
2.0
```

![What it drew](../figures/one/a.svg)

**Exercise: more**

Do it.

```python
x = ...
```

```python title="check"
assert x == 1, "one"
```

**Solution**

```python
x = 1
```
"""


def test_a_chapter_becomes_markdown_that_needs_nothing_of_ours(tmp_path):
    text = CHAPTER.replace('print("```")', 'print("x")').replace("2.0\n```\n```", "2.0\n```")
    source = "# --8<-- [start:part]\ndef part():\n    return 2.0\n\n\n# --8<-- [end:part]\n"
    [chapter] = parsed(tiny_book(tmp_path, one=text, **{"snippets/a.py": source}))
    assert [line.rstrip() for line in plain(chapter, "one").split("\n")] == PLAIN.split("\n")
    assert "(index.md)" in plain(chapter, "") and "(words/index.md#a-b)" in plain(chapter, "")


def test_what_holds_a_fence_gets_a_longer_one(tmp_path):
    text = "# One\n\n````python\nprint('```')\n````\n\n````output\n```\n````\n"
    [chapter] = parsed(tiny_book(tmp_path, one=text))
    assert plain(chapter, "one") == text


def test_each_page_lies_beside_its_html_and_the_list_names_it(book):
    (book.docs / "one.md").write_text("---\ndescription: What it is.\n---\n\n# One\n\n## A part\n\nText.\n")
    (book.docs / "words.md").write_text("# Words\n\nA & b. C.\n")
    settings = book.docs.parent / "mkdocs.yml"
    text = settings.read_text().replace("- one.md", "- Appendix:\n    - words.md\n  - Read:\n    - one.md")
    settings.write_text(text)
    assert build_site(book) == 0
    assert built(book, "one/index.md") == "# One\n\n## A part\n\nText.\n"
    assert "One and 2, and $x @ w$." in built(book, "index.md")
    site = book.config["site_url"]
    head, *groups = built(book, "llms.txt").split("\n## ")
    assert head.startswith("# Shapes That Fit\n\n> A neural net is two operations on grids of numbers. Train")
    assert [group.split("\n")[0] for group in groups] == ["Pages", "Read", "Optional"]
    assert groups[1].split("\n")[2] == f"- [One]({site}one/index.md): What it is."
    assert groups[2].split("\n")[2] == f"- [Words]({site}words/index.md): A & b."
    assert "index.md" not in built(book, "sw.js") and "llms.txt" not in built(book, "sw.js")
