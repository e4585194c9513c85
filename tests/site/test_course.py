"""The tables for teachers: made of the chapters, in the order of the nav."""

import pytest

from book.site.build import build_site
from book.site.course import tables_of, uses, with_tables
from tests.kit.tinybook import parsed, tiny_book
from tests.site.tinysite import built

EXERCISE = """## Do it

/// details | Exercise: {title}
    type: question

Do.

```python
x = ...
```

```python title="check"
assert x, "x"
```
///

/// details | Solution
    type: success

```python
{solution}
```
///
"""
LONG = "A few words stand here. " * 800  # four thousand words, 20 minutes


def chapter(title, *exercises, words=""):
    parts = [EXERCISE.format(title=name, solution=solution) for name, solution in exercises[:1]]
    return "\n".join([f"# {title}\n\n{words}\n", *parts])


@pytest.fixture
def course(tmp_path):
    pages = {
        "index": "# Home\n",
        "two": chapter("Two", ("a sum", "x = a.sum(0)"), words=LONG),
        "one": chapter("One", words=LONG),
        "three": chapter("Three", ("a product", "x = 1"), words=LONG),
        "words": chapter("Words", ("no exercise", "x = 1")),
    }
    return tiny_book(tmp_path, nav={"Appendix": ["words"]}, **pages)


def rows_of(table):
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.split("\n")[2:]]


def test_a_session_takes_what_fits_and_all_is_added_up(course):
    table = tables_of(course, {each.path.name: each for each in parsed(course)})["course"]
    rows = rows_of(table)
    assert [row[:2] for row in rows[:-1]] == [
        ["1", "[Two](two.md)"],
        ["1", "[One](one.md)"],
        ["2", "[Three](three.md)"],
    ]
    assert [row[3] for row in rows] == ["1", "0", "1", "2"]
    assert rows[-1][1] == "**together**" and rows[-1][2] == "62"  # and six cells of 20 seconds


def test_an_exercise_has_its_section_and_what_its_solution_uses(course):
    table = tables_of(course, {each.path.name: each for each in parsed(course)})["exercises"]
    assert rows_of(table) == [
        ["[Two](two.md)", "[a sum](two.md#do-it)", "`sum`"],
        ["[Three](three.md)", "[a product](three.md#do-it)", "—"],
    ]


def test_what_code_uses_is_read_off_it_in_its_order():
    assert uses("c = np.where(a[:, None] == b, a @ b, 0)\nprint(len(c.sum(1)))") == [
        "where",
        "[…, None]",
        "@",
        "sum",
    ]
    assert uses("def f(x):\n    return g(x)\n\n\ny = f(np.arange(3))") == ["g", "arange"]  # f is its own
    assert uses("y = 2 + 3") == [] and len(uses("\n".join(f"f{n}()" for n in range(9)))) == 6


def test_a_page_gets_the_tables_that_it_asks_for():
    text = "A\n<!-- built: course -->\nNot here.\n<!-- /built -->\n<!-- built: other -->\nB\n<!-- /built -->"
    assert with_tables(text, {"course": "| x |"}) == "A\n| x |\n<!-- built: other -->\nB\n<!-- /built -->"


def test_the_site_shows_the_tables_and_their_links_lead_to_pages(book):
    marked = "<!-- built: exercises -->\nElsewhere.\n<!-- /built -->"
    (book.docs / "one.md").write_text(
        f"# One\n\n## A part\n\n{EXERCISE.format(title='a sum', solution='x = a.sum()')}\n{marked}\n"
    )
    (book.docs / "assets/cells/one.json").write_text('{"cells": [{}, {}, {}]}')
    for name in ("assets/copies/one.json", "notebooks/one.ipynb"):
        (book.docs / name).write_text("{}")
    assert build_site(book) == 0
    page, plain = built(book, "one/index.html"), built(book, "one/index.md")
    assert '<a href="../one/#do-it">a sum</a>' in page and "<code>sum</code>" in page
    assert "| [One](index.md) | [a sum](index.md#do-it) | `sum` |" in plain
    assert "Elsewhere" not in page + plain and "built:" not in page + plain
