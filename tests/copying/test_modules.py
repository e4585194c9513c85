"""Code that imports from the package by name becomes code that stands alone."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from book.copying.modules import (
    Import,
    definitions_text,
    import_block,
    joined,
    names_in,
    package_of,
    take_imports,
)
from book.ground.faults import BookError
from book.reading.includes import module_name, sources

ROOT = Path(__file__).resolve().parents[2]

SHAPES = '''\
"""Shapes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from snippets.values import BASE, grow

# How long a side is
# before it grows
SIDE, UNUSED = 2, None
TABLE = {"side": SIDE}


# --8<-- [start:square]
@dataclass(frozen=True)
class Square:
    """A square."""

    side: float = SIDE  # the default is a constant

    # --8<-- [start:area]
    def area(self):
        return helper(self.side) ** 2
    # --8<-- [end:area]
# --8<-- [end:square]


def helper(side):
    return math.floor(grow(side)) + other(0)


def other(n):
    return helper(n - 1) if n > 0 else 0


class Big(Square):
    limit: int = TABLE["side"] * BASE


def alone():
    return 7


if __name__ == "__main__":
    print(alone())
'''
VALUES = """\
import math as m
import sys

BASE = 10


def grow(x):
    return m.ceil(x) + BASE


def bye():
    sys.exit()
"""


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "snippets"
    folder.mkdir()
    (folder / "shapes.py").write_text(SHAPES)
    (folder / "values.py").write_text(VALUES)
    (folder / "again.py").write_text("from snippets.shapes import Square, alone\n")
    return package_of(tmp_path)


def inline(source, package, have=frozenset()):
    """(text, definitions): `source` as it stands alone; `have`: names not to define again."""
    imports, body = take_imports(source)
    ours = [entry for entry in imports if entry.ours]
    definitions, needed = package.closure([(e.module, e.name) for e in ours], have)
    renamed = "\n".join(f"{e.alias} = {e.name}" for e in ours if e.alias not in ("", e.name))
    block = import_block({*needed, *(entry for entry in imports if not entry.ours)})
    return joined(block, definitions_text(definitions), joined(renamed, body)), definitions


def output_of(code, folder):
    return subprocess.run(
        [sys.executable, "-"], input=code, cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def test_everything_used_comes_along_and_nothing_else(package, tmp_path):
    code, _ = inline(
        "from snippets.shapes import Big, Square as Sq\nprint(Big.limit, Sq(1.5).area())", package
    )
    (tmp_path / "empty").mkdir()
    assert output_of(code, tmp_path / "empty") == "20 144\n"
    assert "snippets" not in code and "8<" not in code
    assert not {"alone", "bye", "sys"} & {n.id for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Name)}
    assert "import sys" not in code


def test_definitions_keep_their_comments_decorators_and_layout(package):
    text, _ = inline("from snippets.shapes import Square\nSquare()", package)
    assert "# How long a side is\n# before it grows\nSIDE, UNUSED = 2, None\n" in text
    assert (
        '\n\n\n@dataclass(frozen=True)\nclass Square:\n    """A square."""\n\n    side: float = SIDE  # the'
        in text
    )
    assert text.endswith("\n\n\nSquare()")


def test_imports_stand_merged_at_the_top_in_groups(package):
    code = (
        "import numpy as np\nimport math\nfrom snippets.shapes import Square\nfrom os import path, sep\nx = 1"
    )
    lines = inline(code, package)[0].split("\n")
    assert lines[:9] == [
        "from __future__ import annotations",
        "",
        "import math",
        "import math as m",
        "from dataclasses import dataclass",
        "from os import path, sep",
        "",
        "import numpy as np",
        "",
    ]


def test_values_stand_before_the_classes_that_need_them(package):
    _, definitions = inline("from snippets.shapes import Big", package)
    names = [sorted(d.names)[0] for d in definitions]
    assert (
        names.index("BASE")
        < names.index("grow")
        < names.index("SIDE")
        < names.index("Square")
        < names.index("Big")
    )
    assert names.index("TABLE") < names.index("Big")


def test_what_is_defined_already_is_not_defined_again(package):
    _, definitions = inline("from snippets.shapes import Square", package, have={"helper"})
    names = {name for d in definitions for name in d.names}
    assert "helper" not in names and "grow" not in names and "Square" in names


def test_names_are_found_through_another_module(package):
    assert "return 7" in inline("from snippets.again import alone", package)[0]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("from snippets.shapes import nothing", "`snippets.shapes` has no `nothing`"),
        ("from snippets.nowhere import x", "there is no module `snippets.nowhere`"),
        ("x = 1\nfrom snippets.shapes import *", "line 2: import by name"),
        ("from snippets import shapes", "line 1: import by name"),
        ("from .shapes import Square", "line 1: import by name"),
        ("import snippets.shapes", "line 1: `import snippets…` cannot be copied"),
        ("import snippets as s", "line 1: `import snippets…` cannot be copied"),
        ("def f():\n    from snippets.shapes import Square", "line 2: import from snippets at the top"),
        (
            "x = 1; from snippets.shapes import Square",
            "line 1: give the import from snippets a line of its own",
        ),
    ],
)
def test_what_cannot_be_copied_is_one_clear_line(package, code, message):
    with pytest.raises(BookError) as raised:
        inline(code, package)
    assert message in str(raised.value) and "\n" not in str(raised.value)


def test_modules_may_not_rename_what_they_import(package, tmp_path):
    (tmp_path / "snippets/bad.py").write_text(
        "from snippets.values import grow as g\n\n\ndef f():\n    return g(1)\n"
    )
    with pytest.raises(BookError, match=r"snippets/bad.py:1: import from snippets without `as`"):
        inline("from snippets.bad import f", package_of(tmp_path))


def test_other_imports_beside_code_stay_where_they_are():
    assert take_imports("import os; x = os.sep\nimport sys") == ([Import("sys")], "import os; x = os.sep")


def test_a_long_import_is_wrapped():
    names = [Import("package", f"a_rather_long_name_{n}") for n in range(4)]
    assert import_block(names).startswith("from package import (\n    a_rather_long_name_0,\n")


def test_gaps_are_those_of_a_module():
    assert joined("x = 1", "", "y = 2", "# why\ndef f():\n    pass", "z = 3") == (
        "x = 1\n\ny = 2\n\n\n# why\ndef f():\n    pass\n\n\nz = 3"
    )


@pytest.mark.parametrize(
    ("code", "mentioned", "bound"),
    [
        ("x = [i for i in y]", {"y"}, {"x"}),
        ("x += 1", {"x"}, {"x"}),
        ("def f(x):\n    x += 1\n    y = 0\n    y += 1", set(), {"f"}),
        ("m[0] = v", {"m", "v"}, set()),
        ("def f(a, b=c):\n    global g\n    g = a\n    return w", {"c", "w", "g"}, {"f", "g"}),
        ("class A(B):\n    y = q\n    def f(self): return A, z", {"B", "q", "A", "z"}, {"A"}),
        ("import a.b as c, d.e", set(), {"c", "d"}),
        ("with open(p) as f: pass", {"open", "p"}, {"f"}),
        ("(n := 3)", set(), {"n"}),
    ],
)
def test_names_of_a_statement(code, mentioned, bound):
    assert names_in(ast.parse(code).body[0]) == (mentioned, bound)


def test_every_module_of_the_book_can_be_inlined(tmp_path):
    """All names at once: names are unique over the package, and importing does nothing else."""
    package = package_of(ROOT)
    wanted = [
        (f"snippets.{module}", name)
        for module in (module_name(path, ROOT) for path in sources(ROOT))
        for name in package.module(f"snippets.{module}").definitions
    ]
    text, definitions = inline("\n".join(f"from {module} import {name}" for module, name in wanted), package)
    names = [name for definition in definitions for name in definition.names]
    assert sorted(names) == sorted(name for _, name in wanted)
    assert output_of(text, tmp_path) == ""


def test_the_package_is_read_once_and_again_when_a_file_changes(package, tmp_path):
    code, file = "from snippets.again import alone", tmp_path / "snippets/shapes.py"
    assert package_of(tmp_path) is package
    assert "return 7" in inline(code, package)[0]
    was = file.stat()
    file.write_text(SHAPES.replace("return 7", "return 8"))
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))  # saved twice within one tick of the clock
    assert "return 8" in inline(code, package_of(tmp_path))[0]
    (tmp_path / "snippets/again.py").unlink()
    with pytest.raises(BookError, match=r"there is no module `snippets.again`"):
        inline(code, package_of(tmp_path))
    assert "return 7" in inline(code, package)[0]


def test_a_folder_in_the_package_is_part_of_the_names(tmp_path):
    file = tmp_path / "snippets/pictures/pen.py"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"# why\r\ndef draw():\r\n    return 1\r\n")
    (definition,), _ = package_of(tmp_path).closure([("snippets.pictures.pen", "draw")])
    assert definition.text == "# why\ndef draw():\n    return 1"
