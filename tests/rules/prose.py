"""A chapter that reads well, and what the rules of prose say where it is changed."""

from book.rules.check import check
from tests.kit.rules import PROSE
from tests.kit.tinybook import parsed, tiny_book

EXERCISE = """\
/// details | Exercise: {n} is not a word of the prose
    type: question
    open: true

Do it.

```python
x{n} = ...
```

```python title="check"
assert x{n} == 1
```
///

/// details | Solution
    type: success

```python
x{n} = 1
```
///

"""
EXERCISES = "".join(EXERCISE.replace("{n}", str(n)) for n in range(3))
GOOD = f"""\
---
title: Words here are not prose, simply
---
# A heading

You will do a thing.

![a picture](figures/x/picture.svg)

## Exercises

{EXERCISES}## Try next

Do more.
"""
CELL = "```python\n1\n```\n\n"


def words(n, last="end."):
    return " ".join(["word"] * (n - 1) + [last])


def said(tmp_path, text, name="chapter", **options):
    book = tiny_book(tmp_path, **{name: text}, **options)
    return [str(fault) for fault in check(book, parsed(book), PROSE)]


def middle(text):
    """A good chapter with `text` from line 10 on."""
    return GOOD.replace("## Exercises\n", f"{text}\n\n## Exercises\n")
