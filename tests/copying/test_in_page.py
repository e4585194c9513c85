"""Which cells run in the page: read off the code, with what each needs before it."""

import pytest

from book.copying.in_page import in_page
from book.reading.book import Book
from tests.copying.offered import LEAST, offered
from tests.kit.tinybook import parsed, tiny_book

TOOLS = '''\
"""Tools."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

STEP = 2


def show(x):
    plt.plot(x)


def pie(x):
    plt.pie(x)


def steps(x):
    """The differences, doubled."""
    return [STEP * (b - a) for a, b in pairwise(np.asarray(x))]


def lazy(x):
    import torch

    return torch.tensor(x)
'''


def chapter_of(tmp_path, *cells):
    """A chapter of Python cells; a cell may carry what stands below it after a blank line."""
    text = "# A\n\nText.\n\n" + "\n\n".join(cells) + "\n"
    book = tiny_book(tmp_path, **{"docs/a.md": text, "snippets/tools.py": TOOLS})
    return parsed(book)[0]


def fence(code, below="", title=""):
    mark = f' title="{title}"' if title else ""
    return f"```python{mark}\n{code}\n```" + (f"\n\n{below}" if below else "")


def output(text):
    return f"```output\n{text}\n```"


def entries(tmp_path, *cells):
    return in_page(chapter_of(tmp_path, *cells))["cells"]


@pytest.mark.parametrize(
    "code, why",
    [
        ("import numpy as np\nnp.ones(2).sum()", None),
        ("import torch\ntorch.ones(2).sum()", "PyTorch"),
        ("from torch import nn\n1", "PyTorch"),
        ("import matplotlib.pyplot as plt\nplt.plot([1, 2])", None),
        ("import matplotlib.pyplot as plt\nplt.pie([1, 2])", "Matplotlib"),
        ("from snippets.tools import show\nshow([1, 2])", None),
        ("from snippets.tools import pie\npie([1, 2])", "Matplotlib"),
        ("from snippets.tools import steps\nsteps([1, 2])", None),
        ("from snippets.tools import lazy\nlazy(1)", "PyTorch"),
        ("import pandas\n1", "pandas"),
        ("open('x').read()", "files"),
        ("import subprocess\n1", "a shell"),
        ("sum(10**12 for _ in range(2))", "64 bits"),
        ("import matplotlib.pyplot as plt\nimport torch\nplt.plot(torch.ones(2))", "PyTorch"),
    ],
)
def test_a_cell_runs_where_it_needs_nothing_but_what_the_page_has(tmp_path, code, why):
    [entry] = entries(tmp_path, fence(code, output("1")))
    assert entry.get("why") == why
    assert entry.get("source") == (None if why else code)


def test_a_name_made_of_what_is_not_there_is_not_there_either(tmp_path):
    found = entries(
        tmp_path,
        fence("import torch\nt = torch.ones(2)\nn = 3"),
        fence("u = t + n\nu", output("1")),
        fence("n + 1", output("4")),
        fence("u = 1\nu", output("1")),
    )
    assert [entry.get("why") for entry in found] == ["PyTorch", "PyTorch", None, None]
    assert found[0]["setup"] == "n = 3" and found[2]["needs"] == [0]


def test_what_a_figure_leaves_out_still_serves_the_cells_below(tmp_path):
    first = fence(
        "from snippets.tools import pie, steps\nx = [1, 4]\nprint(x)\npie(x)",
        output("[1, 4]") + "\n\n![A line](figures/a/a.svg)",
    )
    found = entries(tmp_path, first, fence("steps(x)", output("[6]")))
    assert found[0]["why"] == "Matplotlib"
    assert found[0]["setup"] == "from snippets.tools import steps\n\nx = [1, 4]"
    assert found[1]["needs"] == [0] and "why" not in found[1]


def test_a_draw_that_is_left_out_leaves_the_generator_unknown(tmp_path):
    found = entries(
        tmp_path,
        fence("import numpy as np\nrng = np.random.default_rng(0)"),
        fence("from snippets.tools import pie\npie(rng.normal(size=3))"),
        fence("rng.normal()", output("0.1")),
    )
    assert [entry.get("why") for entry in found][1:] == ["Matplotlib", "Matplotlib"]


def test_the_record_and_its_rule_go_along(tmp_path):
    marked = '```output title="within 2%"\n1.0\n```\n\n```pytb\nRuntimeWarning: a\n```'
    [entry] = entries(tmp_path, fence("1.0", marked))
    assert (entry["output"], entry["mode"]) == ("1.0", "within 2%")
    assert entry["pytb"] == "RuntimeWarning: a"


def test_a_definition_that_only_foreign_cells_use_is_not_offered(tmp_path):
    found = entries(
        tmp_path,
        fence("def f(x):\n    return x"),
        fence("def g(x):\n    return x"),
        fence("import torch\nf(torch.ones(1))", output("1")),
        fence("g(1)", output("1")),
    )
    assert [entry.get("why") for entry in found] == ["PyTorch", None, "PyTorch", None]


QUESTION = """\
/// details | Exercise: one
    type: question

{question}

{check}
///

/// details | Solution
    type: success

{solution}
///"""


@pytest.mark.parametrize(
    "solution, check, why",
    [
        ("x = n + 1", "assert x == 4, 'four'", None),
        ("from snippets.tools import pie\nx = 4\npie(x)", "assert x == 4", None),
        ("import torch\nx = torch.tensor(4)", "assert x == 4", "PyTorch"),
        ("x = 4", "import torch\nassert torch.tensor(x) == 4", "PyTorch"),
    ],
)
def test_an_exercise_runs_as_a_whole_or_not_at_all(tmp_path, solution, check, why):
    exercise = QUESTION.format(
        question=fence("x = ..."), check=fence(check, title="check"), solution=fence(solution)
    )
    first, question, checking, _ = entries(tmp_path, fence("n = 3"), exercise)
    assert question.get("why") == checking.get("why") == why
    if not why:
        assert question["role"] == "question" and checking["role"] == "check"
        assert checking["needs"] == [1]
        assert "binds" in first and "binds" not in question


def test_a_cell_that_shows_a_syntax_error_runs(tmp_path):
    [entry] = entries(tmp_path, fence("a = = 1", "```pytb\nSyntaxError: invalid syntax\n```"))
    assert entry["source"] == "a = = 1" and entry["needs"] == []


def test_the_package_comes_along_without_what_is_not_there(tmp_path):
    chapter = chapter_of(tmp_path, fence("from snippets.tools import pie, steps\nsteps([1, 4])"))
    [(path, text)] = in_page(chapter)["modules"].items()
    assert path == "snippets/tools.py"
    assert "STEP = 2" in text and "def steps" in text and "pairwise" in text
    assert "plt" not in text and "torch" not in text
    compile(text, path, "exec")


PEN = """\
import matplotlib.pyplot as plt


def draw_cells(pens, **picture):
    plt.figure()


def mark_block(axes):
    plt.pie([1])


def mark_own(axes):
    plt.plot([1])
"""
PICTURES = """\
from snippets.drawn import drawn
from snippets.pictures.pen.cells import draw_cells, mark_block, mark_own


@drawn(draw_cells, block=mark_block)
def board(n):
    return dict(n=n)


@drawn(draw_cells, own=mark_own)
def own(n):
    return dict(n=n)
"""
DRAWN = """\
def drawn(pen, **pens):
    return lambda picture_of: lambda n: pen(pens, **picture_of(n))
"""


def test_a_picture_goes_with_the_pen_of_the_page_where_that_has_all_its_marks(tmp_path):
    files = {
        "snippets/drawn.py": DRAWN,
        "snippets/boards.py": PICTURES,
        "snippets/pictures/pen/cells.py": PEN,
    }
    cells = (
        fence("from snippets.boards import board\nboard(1)"),
        fence("from snippets.boards import own\nown(1)"),
    )
    files["docs/a.md"] = "# A\n\nText.\n\n" + "\n\n".join(cells) + "\n"
    page = in_page(parsed(tiny_book(tmp_path, **files))[0])
    assert [entry.get("why") for entry in page["cells"]] == [None, "Matplotlib"]
    pen = page["modules"]["snippets/pictures/pen/cells.py"]
    assert "mark_block" in pen and "pie" not in pen and "mark_own" not in pen


def test_what_is_written_on_a_figure_goes_along(tmp_path):
    figure = (
        '<svg><text x="1">one &lt; 2</text><g><text>\n <tspan>two</tspan>\n</text><text> </text></g></svg>'
    )
    shown = '![A line](figures/a/a.svg)\n\n![Another](figures/a/b.svg "varies")'
    cell = fence("import matplotlib.pyplot as plt\nplt.plot([1])\nplt.figure()", shown)
    book = tiny_book(tmp_path, **{"docs/a.md": f"# A\n\n{cell}\n", "docs/figures/a/a.svg": figure})
    [entry] = in_page(parsed(book)[0])["cells"]
    assert entry["figures"] == [{"words": ["one < 2", "two"], "varies": False}, {"words": [], "varies": True}]


PROMISED = {"broadcasting", "matmul", "fitting", "shops", "markov", "colour", "einsum", "backward", "index"}
BEYOND = {("broadcasting", "64 bits")}  # a trillion rows, of which the page's Python has words for 2**31


def test_the_book_offers_what_it_promises(root):
    found = offered(Book(root))
    assert {place for place in found.inert if place[0] in PROMISED} <= BEYOND
    assert found.runs >= LEAST * found.without_torch, f"these stay as they are: {sorted(found.inert)}"
    assert found.runs >= 160
