"""What the tests of all constructs share: a chapter from its text, and its faults."""

import pytest

from book.reading.parse import parse_chapter

SNIPPETS = """\
import torch

# --8<-- [start:good]
def double(x):
    return 2 * x
# --8<-- [end:good]
# --8<-- [start:open]
# --8<-- [start:twice]
# --8<-- [end:twice]
# --8<-- [start:twice]
"""


@pytest.fixture
def parse(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "code.py").write_text(SNIPPETS)

    def parse(text):
        path = tmp_path / "docs" / "x.md"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return parse_chapter(path, tmp_path)

    return parse


def fence(body, opening="```python", closing="```"):
    return f"# T\n\n{opening}\n{body}\n{closing}\n"


RECORDED = """\
---
timed: true
---
# Title

```python title="a title"
1 / 3
```

```output title="within 2%"
0.3333
```

```pytb
UserWarning: x
```

![one](figures/x/one.svg)

![two](figures/x/two.svg "varies")

So <!--= a["b:c"][1:]:.0% -->96%<!--/--> and <!--= n -->4<!--/-->.

```sh
ls
```
"""


def assert_fault(chapter, line, message):
    """`message` is said at `line`, and whatever is said is one line that names its place."""
    faults = chapter.faults
    assert any(fault.line == line and message in fault.message for fault in faults), faults
    assert all(
        str(fault).startswith(f"docs/x.md:{fault.line}: ") and "\n" not in str(fault) for fault in faults
    )
