"""A site of two pages, for tests."""

CELLS = '{"cells": [{"role": "cell"}]}'
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


def built(book, name):
    return (book.root / "site" / name).read_text()
