"""What the page has is read off its lock file, and off the code that stands in for other code."""

import json

import pytest

from book.copying.at_hand import LOCK, STANDINS, at_hand
from book.copying.in_page import in_page
from tests.kit.tinybook import parsed, tiny_book

# Two packages as pip's wheels bring them, and as a lock file lists them
LISTED = {
    "packages": {
        "Roman": {"imports": ["roman"], "depends": []},
        "msgpack": {"imports": ["msgpack", "_msgpack"], "depends": ["Roman"]},
    }
}
PLOTS = """\
from plots.more import Curve, LINE


ON_AXES = {"curve": "draw_curve"}


def figure(size=None, **look: LINE):
    return Figure()


class Figure:
    def __init__(self):
        self.charts = []

    def draw_curve(self, x, **look: LINE | {"dots"}):
        return Curve(x)
"""
MORE = """\
LINE = {"color"}
LINE |= {"width"}


class Curve:
    def __init__(self, x):
        self.x = x
"""


def why(tmp_path, *sources):
    """What the last of some cells needs in a book with a lock and a stand-in of its own."""
    cells = "\n\n".join(f"```python\n{source}\n```\n\n```output\n1\n```" for source in sources)
    files = {LOCK: json.dumps(LISTED), "docs/a.md": f"# A\n\nText.\n\n{cells}\n"}
    files |= {f"{STANDINS}/plots/{name}.py": text for name, text in dict(__init__=PLOTS, more=MORE).items()}
    return in_page(parsed(tiny_book(tmp_path, **files))[0])["cells"][-1].get("why")


@pytest.mark.parametrize(
    "source, missing",
    [
        ("import roman\nroman.toRoman(4)", None),
        ("from msgpack import packb\npackb(4)", None),
        ("import numpy as np\nnp.ones(1)", "numpy"),
        ("import json\njson.dumps(1)", None),
    ],
)
def test_the_lock_decides_what_a_page_can_import(tmp_path, source, missing):
    assert why(tmp_path, source) == missing


def test_this_book_has_what_its_lock_lists(root):
    listed = json.loads((root / LOCK).read_text())["packages"]
    assert at_hand(root).packages == {name for package in listed.values() for name in package["imports"]}


@pytest.mark.parametrize(
    "source, there",
    [
        ("plots.curve([1])", True),
        ("plots.bars([1])", False),
        ("plots.curve([1], color=2, width=3, dots=4)", True),
        ("plots.curve([1], colour=2)", False),
        ("plots.figure(dots=4)", False),
        ("plots.figure(size=4, width=2).draw_curve([1])", True),
        ("plots.figure().draw_bars([1])", False),
        ("one = plots.figure()\none.charts[0].x", True),
        ("one = plots.figure()\none.charts[0].y", False),
        ("for one, n in zip(plots.figure().charts, ['a']):\n    one.draw_curve(n.upper())", True),
        ("for one, n in zip(plots.figure().charts, ['a']):\n    one.upper()", False),
        ("for n, one in enumerate(plots.figure().charts):\n    one.draw_curve(n.real)", True),
        ("def f():\n    one = plots.figure()\n    one.close()", False),
        ("from plots.more import Curve\nCurve(1).x", True),
        ("from plots.more import Bars\nBars(1).x", False),
        ("import plots.most", False),
    ],
)
def test_what_stands_in_for_a_module_says_with_its_code_what_it_has(tmp_path, source, there):
    assert why(tmp_path, f"import plots\n{source}") == (None if there else "plots")


def test_a_thing_is_known_in_the_cells_below_until_its_name_is_another_thing(tmp_path):
    first = "import plots\none = plots.figure()"
    assert why(tmp_path, first, "one.draw_curve([1])") is None
    assert why(tmp_path, first, "one.upper()") == "plots"
    assert why(tmp_path, first, "one = 'a'", "one.upper()") is None
