"""Copies: what they hold, what they leave out, and the proof that they run."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from book.copying.scripts import copies_of, copies_path, current, prove_all, render
from book.ground.compare import compare_text, tidy
from book.ground.faults import BookError
from book.reading.book import Book
from book.reading.parse import parse_chapter
from book.recording.proof import CACHE, laboratory, prove
from tests.kit.tinybook import parsed, tiny_book

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = {path.stem: path for path in Book(ROOT).chapters}
TOOLS = '''\
"""Tools."""

import matplotlib.pyplot as plt
import torch
from torch import nn

INK = "#1B1B1F"


def show(image):
    """Draw."""
    plt.imshow(image)
    plt.title("picture", color=INK)


def small_net():
    return nn.Linear(2, 1)


# --8<-- [start:train]
def train(net, x):
    """Move the net a little."""
    opt = torch.optim.SGD(net.parameters(), lr=0.1)
    net(x).sum().backward()
    opt.step()
    print("trained")
# --8<-- [end:train]


def ask(net, x):
    with torch.no_grad():
        return net(x)
'''


def chapter_of(tmp_path, *cells):
    """A chapter of Python cells; what follows the code of a cell after a blank line is its record."""
    rows = []
    for cell in cells:
        code, _, record = cell.partition("\n\n")
        rows.append(f"```python\n{code}\n```\n\n{record}")
    text = "# One\n\n" + "\n\nThen:\n\n".join(rows) + "\n"
    book = tiny_book(tmp_path, one=text, **{"snippets/tools.py": TOOLS, "snippets/__init__.py": ""})
    chapter = parsed(book)[0]
    assert chapter.faults == []
    return chapter


def code_of(tmp_path, *cells):
    return copies_of(chapter_of(tmp_path, *cells))[-1].code


def out(text):
    return f"\n\n```output\n{text}\n```"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["x = 1", "y = 2", "x"], "x = 1\n\nx\n"),
        (["x = 1", "x = 2", "x + 1" + out("3")], "x = 2\n\nprint(repr(x + 1))\n"),
        (["x = [1]", "x.append(2)", "y = x[0]"], "x = [1]\n\nx.append(2)\n\ny = x[0]\n"),
        (["x = [1]", "x[0] = 2", "x" + out("[2]")], "x = [1]\n\nx[0] = 2\n\nprint(repr(x))\n"),
        (
            ["x = [[1]]", "row = x[0]", "row.append(2)", "z = x"],
            "x = [[1]]\n\nrow = x[0]\n\nrow.append(2)\n\nz = x\n",
        ),
        (["x = 1", "print(x)\nx", "x += 1", "y = x"], "x = 1\n\nx += 1\n\ny = x\n"),
        (["x = 1\nx\nprint(x)", "y = x"], "x = 1\n\ny = x\n"),
        (["x = 1; x", "y = x"], "x = 1\n\ny = x\n"),
        (["i = 3", "for i in range(2):\n    print(i)"], "for i in range(2):\n    print(i)\n"),
        (
            ["if True:\n    x = 1", "x = 2 if False else 3\nif x:\n    y = 1", "z = y"],
            "x = 2 if False else 3\nif x:\n    y = 1\n\nz = y\n",
        ),
        (
            ["a = 1", "def f():\n    return a", "f()" + out("1")],
            "a = 1\n\n\ndef f():\n    return a\n\n\nprint(repr(f()))\n",
        ),
        (
            ["import math", "def f(x, y):\n    x[0] = y\nf([0], math)", "math.floor(1.5)"],
            "import math\n\nmath.floor(1.5)\n",
        ),
    ],
    ids=range(12),
)
def test_a_copy_holds_the_cells_that_it_needs(tmp_path, cells, code):
    assert code_of(tmp_path, *cells) == code


@pytest.mark.parametrize(
    ("last", "record", "ending"),
    [
        ("x;", "", "x"),
        ("print(x)", out("1"), "print(x)"),
        ("x  # why", out("1"), "print(repr(x))  # why"),
        ("x, x", out("(1, 1)"), "print(repr((x, x)))"),
        ("(x,\n 2)", out("(1, 2)"), "print(repr((x,\n 2)))"),
        ("[1].sort()", "", "[1].sort()"),
        (
            "print(x)\n[1].pop()",
            out("1\n1"),
            "print(x)\nif (shown := [1].pop()) is not None:\n    print(repr(shown))",
        ),
        ("y = 'ä'; y", out("'ä'"), "y = 'ä'; print(repr(y))"),
    ],
)
def test_the_last_expression_is_printed_as_on_the_page(tmp_path, last, record, ending):
    assert code_of(tmp_path, "x = 1", last + record).endswith(f"{ending}\n")


def test_a_function_that_gives_nothing_is_not_printed(tmp_path):
    last = "say()" + out("hello")
    assert code_of(tmp_path, "def say():\n    print('hello')", last).endswith("\n\n\nsay()\n")


@pytest.mark.parametrize("maker", ["drawn", "drawn(print)"])
@pytest.mark.parametrize(("gives", "ending"), [("", "say()"), ("return ", "print(repr(say()))")])
def test_what_a_decorator_puts_in_the_place_of_a_function_counts(tmp_path, maker, gives, ending):
    wrap = f"def wrap(f):\n    def draw():\n        {gives}print(f())\n    return draw"
    drawn = wrap.replace("wrap", "drawn")
    if "(" in maker:
        drawn = (
            "def drawn(pen):\n" + "".join(f"    {line}\n" for line in wrap.split("\n")) + "    return wrap"
        )
    say = f"@{maker}\ndef say():\n    return 'hello'"
    code = code_of(tmp_path, drawn, say, "say()" + out("hello"))
    assert code.endswith(f"\n{ending}\n")


def test_a_figure_is_shown_and_an_earlier_one_is_left_out(tmp_path):
    figure = "\n\n![A picture](figures/one/p.svg)"
    cells = (
        "from snippets.tools import show\nx = [[1, 2]]\nshow(x)" + figure,
        "show(x)" + figure.replace("p.svg", "q.svg"),
    )
    code = code_of(tmp_path, *cells)
    assert code.count("show(x)\n") == 1 and code.endswith("show(x)\nplt.show()\n")
    assert code.startswith('import matplotlib.pyplot as plt\n\nx = [[1, 2]]\n\nINK = "#1B1B1F"\n\n\ndef show')
    kept = (
        "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()" + figure,
        "axes.get_title()" + out("''"),
    )
    assert 'plt.subplots()\nplt.close("all")\n\nprint' in code_of(tmp_path / "b", *kept)


def test_settings_come_along_without_their_cells(tmp_path):
    cells = (
        "import numpy as np\na = 1\nnp.set_printoptions(precision=2)\nprint(a)",
        "np.ones(1) / 3" + out("[0.33]"),
    )
    assert code_of(tmp_path, *cells) == (
        "import numpy as np\n\nnp.set_printoptions(precision=2)\n\nprint(repr(np.ones(1) / 3))\n"
    )


def test_what_is_random_needs_its_seed_and_all_that_drew_since(tmp_path):
    cells = (
        "import torch\ntorch.manual_seed(0)\na = torch.rand(2)",
        "b = torch.rand(2)",
        "c = 3",
        "torch.rand(1)",
    )
    assert code_of(tmp_path, *cells) == (
        "import torch\n\ntorch.manual_seed(0)\na = torch.rand(2)\n\nb = torch.rand(2)\n\ntorch.rand(1)\n"
    )
    again = (*cells[:3], "torch.manual_seed(1)\nz = torch.rand(1)", "torch.rand(1)")
    assert code_of(tmp_path / "b", *again) == (
        "import torch\n\ntorch.manual_seed(1)\nz = torch.rand(1)\n\ntorch.rand(1)\n"
    )
    own = ("import numpy as np\nrng = np.random.default_rng(0)", "a = rng.normal()", "b = rng.normal()")
    assert "a = rng.normal()" in code_of(tmp_path / "c", *own)


def test_training_changes_a_net_and_asking_it_does_not(tmp_path):
    cells = (
        "import torch\nfrom snippets.tools import ask, small_net, train",
        "x = torch.ones(3, 2)",
        "torch.manual_seed(0)\nnet = small_net()",
        "train(net, x)",
        "ask(net, x)",
        "x.sum()",
        "net(x)",
    )
    code = code_of(tmp_path, *cells)
    assert "train(net, x)\n" in code and "ask" not in code and "x.sum" not in code
    assert "train" not in code_of(tmp_path / "b", *cells[:-1], "x.shape")


def test_a_section_that_a_cell_embeds_is_defined_once(tmp_path):
    embed = '--8<-- "snippets/tools.py:train"'
    cells = (
        "import torch\nfrom snippets.tools import small_net, train",
        embed,
        "net = small_net()\ntrain(net, torch.ones(1, 2))",
    )
    assert code_of(tmp_path, *cells).count("def train") == 1
    used_before = (cells[0], "net = small_net()\ntrain(net, torch.ones(1, 2))", embed, cells[2])
    assert code_of(tmp_path / "b", *used_before).count("def train") == 1


def test_imports_alone_are_copied_with_all_definitions(tmp_path):
    code = code_of(tmp_path, "import torch\nfrom snippets.tools import ask as question")
    assert code.startswith("import torch\n\n\ndef ask(") and code.endswith("\nquestion = ask\n")


def test_a_cell_that_raises_ends_its_copy_and_is_in_no_other(tmp_path):
    error = "\n\n```pytb\nZeroDivisionError: division by zero\n```"
    warned = "\n\n```pytb\nUserWarning: careful\n```"
    cells = (
        "import warnings\nx = 0",
        "y = 1\n1 / x" + error,
        "warnings.warn('careful')\nz = 2" + warned,
        "z, x",
    )
    chapter = chapter_of(tmp_path, *cells)
    copies = copies_of(chapter)
    assert copies[1].code == "x = 0\n\ny = 1\n1 / x\n"
    assert "1 / x" not in copies[3].code and "z = 2" in copies[3].code
    assert prove(chapter, copies) == {}


def test_a_syntax_error_is_copied_as_it_stands(tmp_path):
    broken = 'x = = 1\n\n```pytb\n  File "<code>", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n```'
    chapter = chapter_of(tmp_path, "y = 1", broken, "y + 1" + out("2"))
    assert copies_of(chapter)[1].code == "x = = 1\n"
    assert prove(chapter, copies_of(chapter)) == {}


EXERCISE = """\
# One

```python
x = [1]
```

/// details | Exercise: more
    type: question
    open: true

```python
y = 5
```

```python
z = ... + y
```

```python title="check"
assert z == 6
```
///

/// details | Solution
    type: success

```python
z = x[0] + 5
z
```

```output
6
```
///

```sh
echo hello
```

```output
hello
```
"""


def test_copies_of_exercises(tmp_path):
    chapter = parsed(tiny_book(tmp_path, one=EXERCISE.replace("y = 5\n", "y = ...\n")))[0]
    codes = [copy and copy.code for copy in copies_of(chapter)]
    assert codes == [
        "x = [1]\n",
        "y = ...\n",
        "y = ...\n\nz = ... + y\n",
        None,
        "x = [1]\n\nz = x[0] + 5\nprint(repr(z))\n",
        None,
    ]
    assert prove(chapter, copies_of(chapter)) == {}


def test_the_text_is_the_same_every_time_and_has_an_entry_for_each_cell(tmp_path):
    chapter = chapter_of(
        tmp_path,
        "import torch, math\nfrom snippets.tools import ask, show, train",
        "x = {1, 2}",
        "train, ask, show, x",
    )
    assert render(chapter) == render(parse_chapter(chapter.path, chapter.root))
    entries = json.loads(render(chapter))["cells"]
    assert len(entries) == 3 and entries[1] == {"code": "x = {1, 2}\n", "lines": 1, "whole": False}


def test_a_cell_that_cannot_be_copied_is_named_by_its_line(tmp_path):
    chapter = chapter_of(tmp_path, "x = 1", "from snippets.tools import nothing")
    with pytest.raises(BookError, match=r"^docs/one.md:\d+: `snippets.tools` has no `nothing`"):
        copies_of(chapter)


HIDDEN = (
    "state = []",
    "def quietly(thing):\n    vars(thing)['n'] = 2",
    "class Box:\n    n = 1\nbox = Box()",
    "quietly(box)\nm = 3",
    "box.n" + out("2"),
)


def test_a_copy_that_fails_its_proof_becomes_the_whole_chapter_and_stays_so(tmp_path):
    chapter = chapter_of(tmp_path, *HIDDEN)
    book = Book(tmp_path)
    assert "prints something else" in prove(chapter, copies_of(chapter))[4]
    assert prove_all(book, [chapter]) == []
    entries = json.loads(copies_path(chapter.path).read_text())["cells"]
    assert [entry["whole"] for entry in entries] == [False] * 4 + [True]
    assert entries[4]["code"].startswith("state = []\n") and "quietly(box)" in entries[4]["code"]
    assert render(chapter) == copies_path(chapter.path).read_text()
    chapter.path.write_text(chapter.text.replace("state = []", "state = [1]"))
    changed = parse_chapter(chapter.path, book.root)
    assert not any(copy.whole for copy in current(changed))


@pytest.mark.parametrize(
    ("cells", "index", "why"),
    [
        (["x = 1", "import snippets.tools as t", "x"], 1, None),
        (["import torch\nx = torch.rand(1)", "y = 1"], 0, "`x` has another value in its copy"),
        (["x = 1", "x" + out("2")], 1, "prints something else"),
        (["x = 1\n\n![No figure](figures/one/no.svg)"], 0, "draws 0 figures, the page shows 1"),
        (
            ["open('data.txt', 'w').write('1');", "open('data.txt').read()" + out("'1'")],
            1,
            "FileNotFoundError",
        ),
        (["x = 1", "1 / 0", "x + 1" + out("2")], 2, "the chapter itself ends before this cell"),
        (["import os", "os._exit(3)"], 1, "cannot be proved"),
        (["from urllib.request import urlopen\nurlopen('http://example.org')"], 0, "URLError"),
        (
            ["import importlib", "t = importlib.import_module('snippets.tools')"],
            1,
            "No module named 'snippets'",
        ),
    ],
)
def test_what_a_proof_finds(tmp_path, cells, index, why):
    chapter = chapter_of(tmp_path, *cells)
    if why is None:
        with pytest.raises(BookError, match="cannot be copied"):
            copies_of(chapter)
    else:
        assert why in prove(chapter, copies_of(chapter))[index]


def test_a_fault_that_nothing_helps_names_the_line(tmp_path):
    chapter = chapter_of(tmp_path, "import torch\nx = torch.rand(1)")
    faults = prove_all(Book(tmp_path), [chapter])
    assert [str(fault) for fault in faults] == ["docs/one.md:3: `x` has another value in its copy"]


def test_values_are_told_apart(tmp_path):
    values = (
        "import collections\nimport numpy as np\nimport torch\nfrom torch import nn\ntorch.manual_seed(0)",
        "v = [1, (2.5, 'a'), {'k': {3, 4}}, None, np.float32(1), torch.Size([2]), object()]",
        "w = np.arange(3), torch.ones(2, dtype=torch.bfloat16), np.array([{}], dtype=object), torch.tensor(1)",
        "m = torch.empty(2, 3, device='meta')",
        "net = nn.Linear(2, 3)\nd = collections.OrderedDict(net.state_dict())",
    )
    chapter = chapter_of(tmp_path, *values)
    assert prove(chapter, copies_of(chapter)) == {}


# These train nets in most of their copies: the night proves them all, the day the last of each
TRAINING = ("by-hand", "colour", "sequential", "twelve-lines")


@pytest.mark.parametrize(
    "stem", [pytest.param(stem, marks=pytest.mark.heavy) if stem in TRAINING else stem for stem in CHAPTERS]
)
def test_every_copy_of_the_book_runs_and_gives_what_its_cell_gives(stem):
    chapter = parse_chapter(CHAPTERS[stem], ROOT)
    faults = {chapter.cells[index].fence.line: why for index, why in prove(chapter, current(chapter)).items()}
    assert faults == {}, f"run `python -m book copies {stem}`"


@pytest.mark.parametrize("stem", CHAPTERS)
def test_the_last_copy_of_a_chapter_runs_by_itself_in_an_empty_folder(stem, tmp_path):
    chapter = parse_chapter(CHAPTERS[stem], ROOT)
    copies = [
        c for c in current(chapter) if c and c.cell.role == "cell" and c.cell.output and not c.cell.pytb
    ]
    if not copies:
        assert not any(cell.role == "cell" and cell.output for cell in chapter.cells)
        return
    (tmp_path / "script.py").write_text(copies[-1].code, encoding="utf-8")
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(copies[-1].code))
        for name in [
            getattr(node, "module", None) or "",
            *(a.name for a in getattr(node, "names", ()) if isinstance(node, ast.Import)),
        ]
    }
    assert not imported & {"snippets", "book"}
    with laboratory(ROOT) as job:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        environment |= {"MPLBACKEND": "Agg", CACHE: job["cache"], "OMP_NUM_THREADS": "1"}
        done = subprocess.run(
            [sys.executable, "script.py"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.returncode == 0, done.stderr
    expected = tidy(copies[-1].cell.output.body)
    last = "\n".join(tidy(done.stdout).split("\n")[-expected.count("\n") - 1 :])
    assert compare_text(expected, last, copies[-1].cell.output.title) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["script.py"]
