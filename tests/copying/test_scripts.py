"""Copies: what they hold, and how they end."""

import pytest

from book.copying.scripts import copies_of
from book.ground.faults import BookError
from book.reading.parse import parse_chapter
from book.recording.proof import prove
from tests.copying.conftest import TOOLS, chapter_of, code_of, out
from tests.kit.tinybook import parsed, tiny_book


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


DECORATED = """\
def told(pen):
    def decorate(picture_of):
        def draw():
            pen(picture_of())
        return draw
    return decorate
@told(print)
def say():
    return "hello\""""


def test_what_a_decorated_function_gives_is_what_its_decorator_makes_of_it(tmp_path):
    code = code_of(tmp_path / "a", DECORATED, "say()" + out("hello"))
    assert code.endswith("\n\n\nsay()\n")
    code = code_of(
        tmp_path / "b", DECORATED.replace("pen(picture", "return str(picture"), "say()" + out("'hello'")
    )
    assert code.endswith("\n\n\nprint(repr(say()))\n")


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


def test_imports_alone_show_nothing_and_have_no_copy(tmp_path):
    chapter = chapter_of(tmp_path, "import torch\nfrom snippets.tools import ask as question", "question")
    first, second = copies_of(chapter)
    assert first is None and second.code.endswith("\nquestion = ask\n\nquestion\n")


def test_a_cell_takes_along_what_it_uses_of_its_own_imports(tmp_path):
    code = code_of(tmp_path, "from snippets.tools import INK, show, train\nprint(INK)" + out("#1B1B1F"))
    assert code == 'INK = "#1B1B1F"\n\nprint(INK)\n'


def test_a_copy_keeps_the_first_paragraph_of_a_docstring(tmp_path):
    tools = TOOLS.replace('"""Move the net a little."""', DOCUMENTED)
    shown = "```python\n--8<-- \"snippets/tools.py:train\"\n```\n\n```python\ntrain.__name__\n```\n\n```output\n'train'\n```\n"
    files = {"snippets/tools.py": tools, "snippets/__init__.py": ""}
    [chapter] = parsed(tiny_book(tmp_path, one=f"# One\n\n{shown}", **files))
    first, second = copies_of(chapter)
    assert "opt: of its own." in first.code, "a cell is copied as it stands"
    assert '    """Move the net\n    a little."""\n    opt = ' in second.code
    assert "opt: of its own." not in second.code


DOCUMENTED = '''"""Move the net
    a little.

    opt: of its own.

    x: (n, 2).
    """'''


def test_a_picture_that_is_not_the_cell_s_own_is_left_out(tmp_path):
    """What stands behind a picture of ours counts for nothing, unlike what is done for it."""
    drawn = (
        "from functools import wraps\n\n\ndef drawn(pen):\n    def decorate(picture_of):\n"
        "        return wraps(picture_of)(lambda *a: pen(picture_of(*a)))\n\n    return decorate\n\n\n"
        "@drawn(print)\ndef picture(values):\n    values.sort()\n    return values\n"
    )
    files = {"snippets/tools.py": TOOLS + drawn, "snippets/__init__.py": ""}
    cells = (
        "from snippets.tools import picture\n\nx = [2, 1]",
        "y = [2, 1]\npicture(x)",
        "y.pop()\n```\n\n```output\n1",
        "z = [2, 1]\npicture(z.pop())\nz",
    )
    text = "# One\n\n" + "\n\nThen:\n\n".join(f"```python\n{cell}\n```" for cell in cells) + "\n"
    [chapter] = parsed(tiny_book(tmp_path, one=text, **files))
    _, second, third, last = copies_of(chapter)
    assert "picture(x)" in second.code
    assert third.code == "y = [2, 1]\n\nprint(repr(y.pop()))\n"
    assert "picture(z.pop())" in last.code


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
        "import torch, math\nfrom snippets.tools import ask, show, train\ntorch, math",
        "x = {1, 2}",
        "train, ask, show, x",
    )
    copies, again = (copies_of(each) for each in (chapter, parse_chapter(chapter.path, chapter.root)))
    assert [copy.text for copy in copies] == [copy.text for copy in again]
    assert len(copies) == 3
    assert copies[1].as_json() == {"code": '# From "One"\nx = {1, 2}\n', "lines": 2}


def test_a_cell_that_cannot_be_copied_is_named_by_its_line(tmp_path):
    chapter = chapter_of(tmp_path, "x = 1", "from snippets.tools import nothing")
    with pytest.raises(BookError, match=r"^docs/one.md:\d+: `snippets.tools` has no `nothing`"):
        copies_of(chapter)
