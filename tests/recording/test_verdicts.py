"""A chapter that is known to be true is not parsed again until something changes."""

import pytest

from book.reading.parse import parse_chapter
from book.recording import run as recording
from tests.kit.tinybook import tiny_book

CODE = "# --8<-- [start:n]\nn = {}\n# --8<-- [end:n]\n"
PAGE = """# A

```python
--8<-- "snippets/code.py:n"
```

```python
n * 2
```

```python
import matplotlib.pyplot as plt
plt.plot([n]);
```

![A line](figures/a/line.svg)
"""


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "docs/a.md").write_text(PAGE),
        lambda root: (root / "docs/figures/a/line.svg").write_text("<svg/>"),
        lambda root: (root / "docs/figures/a/line.svg").unlink(),
        lambda root: (root / "docs/assets/copies/a.json").write_text("{}"),
        lambda root: (root / "snippets/code.py").write_text(CODE.format(3)),
        lambda root: (root / ".cache/verdicts/a.json").write_text("garbage"),
        lambda root: (root / "pyproject.toml").write_text("[tool.book]\ncell_seconds = 50\n"),
    ],
)
def test_a_verdict_holds_until_something_changes(change, tmp_path, monkeypatch):
    it = tiny_book(tmp_path, a=PAGE, **{"snippets/code.py": CODE.format(2)})
    assert recording.run(it).faults == []
    parsed = []
    monkeypatch.setattr(
        recording, "parse_chapter", lambda path, *rest: parsed.append(path) or parse_chapter(path, *rest)
    )
    for again in (recording.run, recording.check):
        report = again(it)
        assert (report.faults, report.chapters, report.ran) == ([], 1, 0)
        assert (report.cells, report.figures) == (3, 1)
    assert parsed == []
    change(tmp_path)
    recording.check(it)
    assert parsed == [tmp_path / "docs/a.md"]


def test_an_edit_while_its_chapter_runs_gets_no_verdict(tmp_path, monkeypatch):
    it = tiny_book(tmp_path, a="# A\n\n```python\n1 + 1\n```\n")
    compare = recording.compare
    page = tmp_path / "docs/a.md"

    def edited(*arguments):
        record = compare(*arguments)
        record.text = page.read_text()
        page.write_text(record.text.replace("1 + 1", "1 + 2"))
        return record

    monkeypatch.setattr(recording, "compare", edited)
    recording.check(it)
    assert not (tmp_path / ".cache/verdicts/a.json").exists()
