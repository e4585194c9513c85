"""The proof that copies run."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from book.copying.scripts import copies_of
from book.ground.compare import compare_text, tidy
from book.ground.faults import BookError
from book.reading.book import Book
from book.reading.parse import parse_chapter
from book.recording.laboratory import laboratory
from book.recording.proof import prove, prove_all
from tests.copying.conftest import chapter_of, out
from tests.kit.night import FEW, by_day

ROOT = Path(__file__).resolve().parents[2]
SITE = "https://example.org/book/"
CHAPTERS = {path.stem: path for path in Book(ROOT).chapters}

HIDDEN = (
    "state = []",
    "def quietly(thing):\n    vars(thing)['n'] = 2",
    "class Box:\n    n = 1\nbox = Box()",
    "quietly(box)\nm = 3",
    "box.n" + out("2"),
)


def test_a_copy_that_fails_its_proof_is_a_fault_of_its_cell(tmp_path):
    chapter = chapter_of(tmp_path, *HIDDEN)
    line = chapter.cells[4].fence.line
    [fault] = prove_all([chapter])
    assert str(fault).startswith(f"docs/one.md:{line}: its copy prints something else")
    assert not (tmp_path / "docs/assets").exists()


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


@pytest.mark.long
@pytest.mark.parametrize("stem", by_day(CHAPTERS, {*CHAPTERS} - FEW))
def test_every_copy_of_the_book_runs_and_gives_what_its_cell_gives(stem):
    chapter = parse_chapter(CHAPTERS[stem], ROOT)
    faults = {
        chapter.cells[index].fence.line: why for index, why in prove(chapter, copies_of(chapter)).items()
    }
    assert faults == {}, f"run `python -m book copies {stem}`"


@pytest.mark.long
@pytest.mark.parametrize("stem", by_day(CHAPTERS, {*CHAPTERS} - FEW))
def test_the_last_copy_of_a_chapter_runs_by_itself_in_an_empty_folder(stem, tmp_path):
    chapter = parse_chapter(CHAPTERS[stem], ROOT)
    copies = [
        c
        for c in copies_of(chapter, SITE)
        if c and c.cell.role == "cell" and c.cell.output and not c.cell.pytb
    ]
    if not copies:
        assert not any(cell.role == "cell" and cell.output for cell in chapter.cells)
        return
    (tmp_path / "script.py").write_text(copies[-1].text, encoding="utf-8")
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
        environment |= {
            "MPLBACKEND": "Agg",
            "XDG_CACHE_HOME": str(Path(job["cache"]).parent),
            "OMP_NUM_THREADS": "1",
        }
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
