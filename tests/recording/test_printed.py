"""What cells really print, show and raise: held by the page as a terminal shows it, or refused by line."""

import re

import pytest

from book.reading.parse import parse_chapter
from book.recording import run as recording
from tests.kit.rendered import fences, rendered
from tests.kit.tinybook import tiny_book

PRINTED = {
    'for percent in (0, 50, 100):\n    print(f"\\r{percent}%", end="")\nprint()': "100%",
    "from tqdm import tqdm\n\nfor number in tqdm(range(3), leave=False):\n    pass\nprint('done')": "done",
    "mark = \"8<--\"\nprint(f'--{mark} \"snippets/data.py:normalise\"')\nprint('the end')": (
        '--8<-- "snippets/data.py:normalise"\nthe end'
    ),
    "print('--8<-- \"snippets/data.py:normalise\"')": '--8<-- "snippets/data.py:normalise"',
    "text = '''\n--8<-- \"snippets/data.py:normalise\"\n--8<-- [start:a]\n'''\nprint(text)": (
        '--8<-- "snippets/data.py:normalise"\n--8<-- [start:a]'
    ),
    r"print('\x1b[1;31mred\x1b[0m \x1b]8;;https://example.org\x07link\x1b]8;;\x07')": "red link",
    r"print('one\ntwo\x1b[A\rONE\nTWO')": "ONE\nTWO",
    r"print('a\0b\u202ec\u200bd\x07 e\u2028f\x85g\x0bh\x0ci')": "abcd e\nf\ng\nh\ni",
    r"print('a\tb\n123456789\tc')": "a       b\n123456789       c",
    r"import sys; sys.stdout.buffer.write(b'\xff\r\n'); sys.stderr.write('abc\b\b\bABC\n');": "\ufffd\nABC",
    "print('   ```output\\n````\\n~~~\\n/// note | x\\n<!--= 1 -->2<!--/-->\\n$$ {.a} [^1] :smile:')": (
        "   ```output\n````\n~~~\n/// note | x\n<!--= 1 -->2<!--/-->\n$$ {.a} [^1] :smile:"
    ),
}
RAISED = {
    r"raise ValueError('50%\r100%\x1b[31m!')": "100%!Error: 50%",
    r"raise ValueError('\ud800', 'x')": r"ValueError: ('\ud800', 'x')",
    r"raise ValueError('\ud800')": r"ValueError: \ud800",
    "import numpy as np\nnp.ones((2**52, 3))": (
        "numpy._core._exceptions._ArrayMemoryError: Unable to allocate 96.0 PiB for an array with shape "
        "(4503599627370496, 3) and data type float64"
    ),
    "raise ValueError('a\\n--8<-- \"snippets/data.py:normalise\"\\n```')": (
        'ValueError: a\n--8<-- "snippets/data.py:normalise"\n```'
    ),
}


def told(report):
    return [str(fault) for fault in sorted(report.faults)]


def book_of(tmp_path, *parts):
    return tiny_book(tmp_path, x="# T\n\n" + "\n\n".join(parts) + "\n")


def fence(source, below=""):
    return f"```python\n{source}\n```\n{below}"


def test_the_page_holds_and_shows_what_a_terminal_shows(tmp_path, root):
    """One chapter of nasty cells, through the runner: then `check` is content, a second run too."""
    raising = [fence(source, "\n```pytb\n```\n") for source in RAISED]
    it = book_of(tmp_path, *map(fence, PRINTED), *raising)
    assert told(recording.run(it)) == []
    page = it.docs / "x.md"
    text = page.read_bytes().decode()
    cells = parse_chapter(page, it.root).cells
    assert [cell.output.body for cell in cells if cell.output] == list(PRINTED.values())
    assert [cell.pytb.body for cell in cells if cell.pytb] == list(RAISED.values())
    assert told(recording.check(it)) == told(recording.check(it, use_cache=False)) == []
    assert recording.run(it, use_cache=False).written == [] and page.read_bytes().decode() == text
    tree = rendered(text, root)
    assert fences(tree, "output") == list(PRINTED.values())
    assert fences(tree, "pytb") == list(RAISED.values())
    assert fences(tree, "python") == [*PRINTED, *RAISED]


CLASS = "class Layer:\n    pass"
IPYTHON = "from IPython.display import HTML"
PLT = "import matplotlib.pyplot as plt"
RICH = "class Widget:\n    def _repr_html_(self):\n        return '<b>'"
ADDRESS = "another one in each run: print something else, end the line with `;`"
ENDS = "end the line with `;`"
REFUSED = {
    "Layer()": ("<__main__.Layer object at 0x", ADDRESS),
    "[{'a': Layer()}]": ("<__main__.Layer object at 0x", ADDRESS),
    "print(Layer)\nprint(Layer())": ("<__main__.Layer object at 0x", ADDRESS),
    "lambda: 1": ("at 0x", ADDRESS),
    "plt.plot([1, 2, 3])": ("[<matplotlib.lines.Line2D object at 0x", ENDS),
    "plt.title('a')": ("Text(0.5, 1.0, 'a')", ENDS),
    "plt.bar([1], [2])": ("<BarContainer object of 1 artists>", ENDS),
    "plt.hist([1, 2, 3])": ("(array([", ENDS),
    "fig, axes = plt.subplots(1, 2)\naxes": ("array([<Axes: >, <Axes: >]", ENDS),
    "plt.figure()": ("<Figure size 700x320 with 0 Axes>", ENDS),
    "HTML('<b>')": ("`IPython.core.display.HTML`, which is seen in a notebook alone", ENDS),
    "print(plt.figure())": ("shows `Figure(700x320)`, which is seen in a notebook alone", "or leave it out"),
    "[Widget()]": ("`__main__.Widget`, which is seen in a notebook alone", ENDS),
    "from tqdm import tqdm\nfor number in tqdm(range(3)):\n    pass": (
        "shows how long it took (`[00:00<00:00, ",
        "`leave=False`",
    ),
    "from IPython.display import display\ndisplay(HTML('<b>'))": (
        "shows `<IPython.core.display.HTML object>`, which is seen in a notebook alone",
        "print what it holds",
    ),
    "raise ValueError(Layer())\n": ("mend the code", "put an empty ```pytb below"),
}
TOLD = {
    "raise ValueError(Layer())": "raises a memory address (`<__main__.Layer object at 0x",
    "open('/up.txt', 'w')": "writes to `/up.txt`, outside its scratch folder",
    "try:\n    open('/up.txt', 'w')\nexcept OSError as error:\n    print(error)\n1 / 0": (
        "shows words of the book's own guard (`writes to `/up.txt`, outside its scratch folder`)"
    ),
    "import numpy as np\nnp.ones(10**11)": "needs more than the 4 GiB of memory that a chapter may take",
    "plt.plot([1, 2])": "its last line shows what a plotting call gives",
    r"plt.title('a\x1bb');": "cannot be drawn",
    r"plt.title('a\u202eb');": "its figure holds the hidden character U+202E: leave it out",
    r"plt.title('$x_$');": "cannot be drawn",
}


def test_what_no_record_can_hold_is_refused_by_line_before_anything_is_written(tmp_path):
    setup = fence("\n".join([CLASS, IPYTHON, PLT, RICH]))
    cells = [setup, *map(fence, REFUSED), *(fence(source, "\n```pytb\n```\n") for source in TOLD)]
    it = book_of(tmp_path, *cells)
    before = (it.docs / "x.md").read_text()
    lines = told(recording.run(it))
    assert (it.docs / "x.md").read_text() == before and not (it.docs / "figures").exists()
    wanted = [*REFUSED.values(), *((said, "") for said in TOLD.values())]
    assert len(lines) == len(wanted), lines
    numbers = [int(re.match(r"docs/x\.md:(\d+): ", line)[1]) for line in lines]
    assert numbers == sorted(numbers)
    for line, parts in zip(lines, wanted, strict=True):
        assert all(part in line for part in parts), (line, parts)
        assert (
            "```pytb" not in line or "raise ValueError" in before.split("\n")[numbers[lines.index(line)] - 1]
        )


def test_what_a_page_lets_vary_may_be_an_address_or_a_clock(tmp_path):
    varies = '\n```output title="varies"\n```\n'
    bar = "from tqdm import tqdm\nfor number in tqdm(range(3)):\n    pass"
    it = book_of(tmp_path, fence(f"{CLASS}\n\nLayer()", varies), fence(bar, varies))
    assert told(recording.run(it)) == []
    page = it.docs / "x.md"
    assert "<__main__.Layer object at 0x" in page.read_text() and "| 3/3 [00:00<00:00, " in page.read_text()
    assert told(recording.check(it, use_cache=False)) == []
    assert recording.run(it, use_cache=False).written == []


def test_a_page_that_no_command_would_read_is_not_written(tmp_path):
    it = book_of(tmp_path, *(fence(f"print('{sign}' * 19_000)") for sign in "abcdef"))
    before = (it.docs / "x.md").read_text()
    (line,) = told(recording.run(it))
    assert "docs/x.md:3: its page could not be read again (the chapter has 114 kB" in line
    assert (it.docs / "x.md").read_text() == before
    it = book_of(tmp_path, fence("x = 'y' * 10**5"), "It is <!--= x -->?<!--/-->.")
    (line,) = told(recording.run(it))
    assert "docs/x.md:8: its page could not be read again" in line


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("red\x1b[31m", "the page has `red\\x1b[31m`, the run gave `red`"),
        ("r\u200bed", "the page has `r\\u200bed`, the run gave `red`"),
    ],
)
def test_a_record_holds_nothing_that_nobody_sees(tmp_path, written, fault):
    it = book_of(tmp_path, fence("print('red')", f"\n```output\n{written}\n```\n"))
    (line,) = told(recording.check(it))
    assert fault in line
    assert told(recording.run(it)) == [] and "```output\nred\n```" in (it.docs / "x.md").read_text()


TRACE = "import traceback\ntry:\n    h(0)\nexcept ZeroDivisionError:\n    traceback.print_exc()"


def test_a_record_is_true_wherever_its_cell_and_the_book_stand(tmp_path):
    snippet = "# --8<-- [start:g]\ndef g(n):\n    return 1 / n\n# --8<-- [end:g]\n"
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "__init__.py").write_text("")
    (tmp_path / "snippets" / "a.py").write_text(snippet)
    helper = "from snippets.a import g\n\n\ndef h(n):\n    return g(n)"
    it = book_of(tmp_path, fence(helper), fence(TRACE), fence("def f(:", "\n```pytb\n```\n"))
    assert told(recording.run(it)) == []
    page = it.docs / "x.md"
    text = page.read_text()
    for place in ('"<cell>", line 3, in <module>', '"<cell>", line 5, in h', '"snippets/a.py", line 3, in g'):
        assert f"  File {place}\n" in text
    assert '```pytb\n  File "<cell>", line 1\n    def f(:\n' in text
    page.write_text(text.replace("# T\n", "# T\n\nMore words.\n"))
    assert told(recording.check(it, use_cache=False)) == told(recording.check(it)) == []


def test_a_mistake_of_form_is_told_by_the_lines_of_its_cell(tmp_path):
    cells = "if True:\nprint(1)", "x = (1,\n     2]", "try:\n    x = 1\ny = 2"
    it = book_of(tmp_path, fence("print('a line')"), *(fence(cell, "\n```pytb\n```\n") for cell in cells))
    assert told(recording.run(it)) == told(recording.check(it, use_cache=False)) == []
    text = (it.docs / "x.md").read_text()
    assert "after 'if' statement on line 1\n```" in text and "parenthesis '(' on line 1\n```" in text


def test_a_plot_that_raises_needs_no_line_for_its_empty_axes(tmp_path):
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 2], [1, 2, 3])"
    it = book_of(tmp_path, fence(plot, "\n```pytb\n```\n"))
    assert told(recording.run(it)) == told(recording.check(it, use_cache=False)) == []
    assert "```pytb\nValueError: x and y must have same" in (it.docs / "x.md").read_text()


ELSEWHERE = {
    "import os\nos.getcwd()": "/shapes-that-fit-",
    "import sys\nsys.prefix + '/bin'": "/bin`",
    "print('  File \"/opt/python/lib/threading.py\", line 1045')": "(`/opt/python/lib/threading.py`)",
    "import inspect\nprint(inspect.stack()[0].filename, 5, sep=':')": "`docs/x.md:5`",
}


def test_a_place_of_this_machine_is_no_record(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.base_prefix", "/opt/python")  # such as pyenv's, whose modules a traceback names
    lines = told(recording.run(book_of(tmp_path, *map(fence, ELSEWHERE))))
    assert len(lines) == len(ELSEWHERE)
    for line, part in zip(lines, ELSEWHERE.values(), strict=True):
        assert "shows a place of this machine (`" in line and part in line
