"""The rooms of the page's own code in docs/assets/js: who imports whom, and what stands where."""

import graphlib
import os
import re
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest

from book.ground.files import walk

BELOW = {
    "book.js": {"page", "cells", "elements"},
    "page": {"kit", "logic"},
    "cells": {"kit", "logic"},
    "elements": {"trainer", "kit", "logic"},
    "trainer": {"kit", "logic"},
    "kit": {"logic"},
    "logic": set(),
}
# What is not ours to read: recorded by chapters, or made by others
OUTSIDE = {"exports": {"elements", "logic"}, "codemirror": {"cells"}}
COMPUTED = {"book.js": "an element, by its name", "cells/python-worker.js": "Pyodide"}
SEARCH = "page/search-worker.js"  # the theme starts it: book/site/dress.py names it
EDITION = "edition.js"  # all ask for it in the built site: book/site/edition.py
TRAINER = "trainer/client.js"  # for the elements of chapters that train
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
IMPORT = re.compile(
    r"""^(?:import|export)\b(?:[^;"'`(]*?\bfrom)?\s*"([^"]+)\""""  # import { a } from "b", import "b"
    r"""|\bimport\(\s*["`]([^"`]+)"""  # import("b"), import(`${c}/b`)
    r"""|\bnew Worker\(new URL\("([^"]+)""",
    re.MULTILINE,
)
PAGE = re.compile(
    r"\b(document|window|navigator|location|history|\w*Storage|customElements|\w+Element|\w+Observer"
    r"|matchMedia|requestAnimationFrame|fetch)\b"
)
MOST_FILES, MOST_LINES = 16, 400


@pytest.fixture(scope="module")
def home(root):
    return root / "docs/assets/js"


@pytest.fixture(scope="module")
def code(home):
    """{"kit/dom.js": its code without comments}"""
    files = sorted(path for path in home.rglob("*") if path.suffix in (".js", ".mjs"))
    return {path.relative_to(home).as_posix(): COMMENT.sub("", path.read_text()) for path in files}


@pytest.fixture(scope="module")
def imports(code):
    """{"kit/grid.js": {"kit/dom.js"}}; what lies outside starts with ".."."""
    return {name: set(imported(name, text)) for name, text in code.items()}


def imported(name, text):
    """What a module imports, named from the folder of all modules."""
    for static, dynamic, worker in IMPORT.findall(text):
        address = static or dynamic or worker
        if "${" in address:
            assert name in COMPUTED, f"{name} imports {address}: say what, so that a test can follow"
        else:
            assert address.startswith("."), f"{name} imports {address}: a path that starts with a dot"
            folder = PurePosixPath(name).parent
            yield os.path.normpath(folder / address)


def room(name):
    return name.split("/")[0]


def test_this_test_sees_every_kind_of_import():
    text = (
        'import { a,\n  b } from "./a.js";\nimport "./b.js";\nexport { c } from "../logic/c.mjs";\n'
        'const d = await import("./d.js");\nnew Worker(new URL("./e.js", import.meta.url));'
    )
    found = ["kit/a.js", "kit/b.js", "logic/c.mjs", "kit/d.js", "kit/e.js"]
    assert list(imported("kit/x.js", text)) == found


def test_imports_lead_downward(imports):
    wrong = []
    for name, others in imports.items():
        for other in others:
            if other.startswith("../"):
                allowed = room(name) in OUTSIDE.get(other.split("/")[1], ())
            elif room(name) == "elements" == room(other):
                allowed = name.split("/")[1] == other.split("/")[1]
            else:
                allowed = room(other) == room(name) or room(other) in BELOW[room(name)]
            if not allowed:
                wrong.append(f"{name} imports {other}")
    assert wrong == []


def test_what_is_imported_is_there(imports, home):
    missing = {other for others in imports.values() for other in others if not (home / other).is_file()}
    assert missing == set()


def test_no_module_imports_itself_by_way_of_others(imports):
    graphlib.TopologicalSorter(imports).prepare()


def test_every_module_is_reached_from_the_page(imports):
    reached, waiting = set(), ["book.js", SEARCH, TRAINER, EDITION, *filter(is_element, imports)]
    while waiting:
        name = waiting.pop()
        if name in imports and name not in reached:
            reached.add(name)
            waiting += imports[name]
    assert reached == imports.keys()


def is_element(name):
    """Whether it is the module that the name of an element leads to."""
    path = PurePosixPath(name)
    return path == PurePosixPath("elements", path.stem, f"{path.stem}.js")


def test_an_element_is_a_folder_with_its_module_and_its_styles(home, code):
    for folder in (home / "elements").iterdir():
        tag = folder.name
        assert {f"{tag}.js", f"{tag}.css"} <= {path.name for path in folder.iterdir()}
        assert f'customElements.define("{tag}",' in code[f"elements/{tag}/{tag}.js"]


def test_logic_and_no_other_room_has_no_page(code, root):
    assert {name for name in code if name.endswith(".mjs")} == {
        name for name in code if room(name) == "logic"
    }
    exported = [path.read_text() for path in (root / "docs/assets/exports").rglob("*.mjs")]
    assert exported
    for text in [*exported, *(code[name] for name in code if room(name) == "logic")]:
        assert PAGE.findall(text) == []


def test_a_line_that_begins_as_a_comment_is_one(home):
    """A site goes out without such lines (see book/site/finish.py): none may stand in a text."""
    for path in sorted(home.rglob("*.*js")):
        text = path.read_text()
        for found in re.finditer(r"^[ \t]*//", text, re.MULTILINE):
            before = COMMENT.sub("", STRING.sub("", text[: found.start()]))
            assert before.count("`") % 2 == 0, f"{path.name}:{text[: found.start()].count(chr(10)) + 1}"


def test_no_folder_and_no_file_is_a_heap(home):
    files = [Path(folder, name) for folder, _, names in walk(home) for name in names]
    for folder, count in Counter(path.parent for path in files).items():
        assert count <= MOST_FILES, folder
    for file in [*(home.parent / "css").glob("*.css"), *files]:
        assert len(file.read_text().splitlines()) <= MOST_LINES, file
