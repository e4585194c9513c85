"""The talk of this book is one: forty minutes, a picture a minute, whole cells, in one notebook."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from book.copying.modules import package_of
from book.reading.parse import parse_chapter
from book.site.notebook import Notebook

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def talk():
    return parse_chapter(ROOT / "docs/talk.md", ROOT)


@pytest.fixture(scope="module")
def notebook(talk):
    return nbformat.reads(Notebook(talk, "", package_of(ROOT)).text, as_version=4)


def test_its_parts_take_forty_minutes_as_its_plan_says(talk):
    text = "\n".join(talk.lines)
    minutes = [int(found) for found in re.findall(r"^## .* \((\d+) minutes\)$", text, re.M)]
    assert sum(minutes) == 40 and len(minutes) == len(re.findall("^## ", text, re.M))
    plan = re.findall(r"^plan .*?(\{.*\})$", text, re.M)
    assert [minute for part in plan for minute in ast.literal_eval(part).values()] == minutes


def test_it_has_a_picture_a_minute_and_no_exercise(talk, notebook):
    assert sum(len(cell.figures) for cell in talk.cells) >= 40
    assert talk.exercises == [] and 35 <= len(notebook.cells) <= 45
    at = [number for number, line in enumerate(talk.lines, start=1) if line.startswith("## ")]
    for first, last in zip(at, [*at[1:], len(talk.lines)], strict=True):
        assert any(cell.figures for cell in talk.cells if first < cell.fence.line < last)


def test_its_page_shows_a_block_for_each_cell_and_nothing_is_missing_in_them(talk, notebook):
    shown = [c for c in notebook.cells if c.cell_type == "code" and not c.source.startswith("%pip")]
    assert len(shown) == len(talk.cells)
    imported = {
        name.split(".")[0]
        for cell in shown
        for node in ast.walk(ast.parse(cell.source))
        for name in [
            getattr(node, "module", "") or "",
            *(a.name for a in getattr(node, "names", ()) if isinstance(node, ast.Import)),
        ]
    }
    assert "snippets" not in imported and {"torch", "numpy"} <= imported
