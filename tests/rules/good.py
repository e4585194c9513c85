"""A good chapter with one of everything, and what the rules say where it is changed."""

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
[Own](#own), [its state](#own=2,3;3), and <a href="#own">again</a>.

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
FILES = {"docs/figures/a/three.svg": SVG, **DOT}


def messages(book):
    return [str(fault) for fault in lint(book, parsed(book))]


def said(tmp_path, text, **files):
    """What the rules say about the chapter docs/a.md with `text` beside a good chapter."""
    book = tiny_book(tmp_path, a=text, by_hand=OTHER, **DOT, **files)
    return messages(book)
