"""Starts a chapter that passes every check, for its author to fill."""

import re

from book.ground.faults import BookError, shown_path
from book.ground.files import write_atomically

TEMPLATE = """\
# {title}

You will see one picture, run one cell, and solve three exercises. Replace all of it.

```python
import numpy as np
from snippets.pictures.digits import show

ramp = np.arange(6).reshape(2, 3)
show(ramp, title="a (2, 3) picture")
```

![Six grey cells in two rows and three columns, getting lighter](figures/{name}/ramp.svg)

## Look at the numbers behind it

The picture has <!--= ramp.size -->6<!--/--> cells, because its shape says so:

```python
ramp.shape
```

```output
(2, 3)
```

## Exercises

{exercises}
## Try next

Say here what your reader can try now, and where to go from here.
"""

EXERCISE = """\
/// details | Exercise: {title}
    type: question
    open: true

{task}

```python
{name} = ...
```

```python title="check"
assert np.array_equal({name}, {check}), "{hint}"
```
///

/// details | Solution
    type: success

```python
{name} = {solution}
```
///

"""

EXERCISES = (
    (
        "add one to every cell",
        "One expression is enough.",
        "brighter",
        "[[1, 2, 3], [4, 5, 6]]",
        "every cell grows by one",
        "ramp + 1",
    ),
    (
        "sum each column",
        "Two rows become one.",
        "columns",
        "[3, 5, 7]",
        "three columns have three sums",
        "ramp.sum(axis=0)",
    ),
    (
        "turn it on its side",
        "Rows become columns.",
        "turned",
        "[[0, 3], [1, 4], [2, 5]]",
        "the turned picture has shape (3, 2)",
        "ramp.T",
    ),
)


def new_chapter(book, name, title):
    """Write docs/`name`.md, ready to run; BookError where the name is taken or no stem."""
    path = book.docs / f"{name}.md"
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise BookError(
            f"`{name}` is no name for a chapter: write lower-case words joined by "
            "hyphens, such as `matrix-times-vector`"
        )
    if path.exists():
        raise BookError(f"{shown_path(path, book.root)} exists already: choose another name")
    keys = ("title", "task", "name", "check", "hint", "solution")
    exercises = "".join(EXERCISE.format(**dict(zip(keys, row, strict=True))) for row in EXERCISES)
    write_atomically(path, TEMPLATE.format(name=name, title=title, exercises=exercises))
    print(
        f"Wrote {shown_path(path, book.root)}, ready to run: `python -m book run {name}`, or "
        "`make serve` and edit.\nPut its line where it belongs in the nav of mkdocs.yml:\n"
        f"      - {name}.md"
    )
    return 0
