"""The commands: what they print, what they exit with, what they leave alone."""

import os
from pathlib import Path

import pytest

from book import new
from book.__main__ import COMMANDS, main
from book.ground.faults import BookError
from book.reading.book import Book
from book.reading.parse import parse_chapter
from tests.kit.tinybook import looks_of, tiny_book

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def root(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "__init__.py").touch()
    (tmp_path / "docs" / "one.md").write_text("# One\n\n```python\n1 + 1\n```\n")
    (tmp_path / "docs" / "two.md").write_text(
        "# Two\n\n```python\nx = 2\n```\n\nIt is <!--= x -->2<!--/-->.\n"
    )
    return tmp_path


def book(root, *arguments):
    return main(["--root", str(root), *arguments])


def test_run_then_check_is_silent_about_what_is_right(root, capsys):
    assert book(root, "run") == 0
    out, err = capsys.readouterr()
    assert out == "" and "2 chapters, 2 cells, 0 figures; 2 chapters run" in err
    assert book(root, "run") == 0
    assert "0 chapters run in 0.0 s; nothing to rewrite" in capsys.readouterr().err


def test_what_is_written_is_for_all_to_read_whatever_the_umask(root):
    cell = "```python\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);\n```"
    (root / "docs/two.md").write_text(f"# Two\n\n{cell}\n\n![A line](figures/two/line.svg)\n")
    before = os.umask(0o077)
    try:
        assert book(root, "run") == book(root, "notebooks") == 0
    finally:
        os.umask(before)
    written = [root / "docs" / name for name in ("figures", "figures/two", "figures/two/line.svg", "one.md")]
    written += [root / "docs/notebooks", root / "docs/notebooks/two.ipynb"]
    assert [oct(path.stat().st_mode & 0o777) for path in written] == [
        "0o755" if path.is_dir() else "0o644" for path in written
    ]


def test_check_prints_one_line_a_fault_and_changes_nothing(root, capsys):
    before = {path: path.read_bytes() for path in root.rglob("*.md")}
    assert book(root, "check", "one") == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("docs/one.md:3: the page does not show") for line in lines)
    assert all(line.count(": ") >= 1 and not line.startswith("docs/two.md") for line in lines)
    assert {path: path.read_bytes() for path in root.rglob("*.md")} == before


def test_check_of_prose_runs_nothing(root, capsys):
    (root / "docs" / "one.md").write_text("# One\n\nIt is simply so.\n\n```python\n1 / 0\n```\n")
    assert book(root, "check", "--prose", "one") == 1
    out, _ = capsys.readouterr()
    assert "docs/one.md:3: " in out and "simply" in out and "ZeroDivision" not in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "three"], "there is no chapter `three`: choose from one, two"),
        (["check", "docs/on.md"], "there is no chapter `on`: did you mean `one`?"),
        (["run", "--docs", "no/such/folder"], "no such folder"),
        (["new", "One", "A title"], "`One` is no name for a chapter: write lower-case words"),
        (["new", "one", "A title"], "docs/one.md exists already"),
    ],
)
def test_a_mistake_is_one_line(root, arguments, message, capsys):
    assert book(root, *arguments) == 1
    err = capsys.readouterr().err
    assert message in err and err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["chekc"], "book: there is no command `chekc`: try `python -m book check`"),
        (["xyzzy"], "book: there is no command `xyzzy`: try `python -m book --help`"),
        (
            ["check", "--porse"],
            "book: `check` takes no `--porse`: `python -m book check --help` lists what it takes",
        ),
        (
            ["new", "one"],
            "book: the following arguments are required: title: `python -m book new --help` says what "
            "to write",
        ),
    ],
)
def test_a_mistyped_command_is_one_line(arguments, line, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2 and capsys.readouterr() == ("", f"{line}\n")


def test_no_command_lists_them_all(capsys):
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    err = capsys.readouterr().err
    assert all(f"\n    {name} " in err for name in COMMANDS)


def test_a_new_chapter_passes_after_one_run(root, capsys):
    (root / "snippets/pictures").mkdir()
    (root / "snippets/pictures/__init__.py").touch()
    (root / "snippets/pictures/digits.py").write_text(
        "import matplotlib.pyplot as plt\n\n\ndef show(image, title=None):\n"
        "    plt.imshow(image)\n    plt.title(title)\n"
    )
    assert new.new_chapter(Book(root), "tall-trees", "Count tall trees") == 0
    assert "\n      - tall-trees.md\n" in capsys.readouterr().out
    chapter = parse_chapter(root / "docs" / "tall-trees.md", root)
    assert chapter.faults == [] and chapter.title == "Count tall trees"
    assert len(chapter.exercises) == 3
    assert book(root, "run", "tall-trees") == 0
    assert (root / "docs/figures/tall-trees/ramp.svg").is_file()


@pytest.fixture
def whole(tmp_path):
    """A book with a page of code, the looks of ours, and a snippet that the page embeds."""
    tiny_book(
        tmp_path,
        **looks_of(ROOT, "index.md"),
        **{
            "docs/index.md": '# Home\n\n```python\n--8<-- "snippets/code.py:n"\n```\n\n```python\nn * 2\n```\n',
            "snippets/__init__.py": "",
            "snippets/code.py": "# --8<-- [start:n]\nn = 21\n# --8<-- [end:n]\n",
        },
    )
    return tmp_path


def test_make_does_all_and_then_nothing(whole, capsys):
    assert book(whole, "make") == 0
    out, err = capsys.readouterr()
    assert "python3 -m http.server --directory site 8000" in out
    assert "1 chapter, 2 cells, 0 figures; 1 chapter run" in err
    assert '<span class="go">42<' in (whole / "site" / "index.html").read_text()
    assert (whole / "site" / "notebooks" / "index.ipynb").is_file()
    before = (whole / "site" / "index.html").stat().st_mtime_ns
    assert book(whole, "make") == 0
    assert "0 chapters run" in capsys.readouterr().err
    assert (whole / "site" / "index.html").stat().st_mtime_ns == before


def test_make_stops_before_the_site_where_a_chapter_fails(whole, capsys):
    (whole / "docs" / "index.md").write_text("# Home\n\n```python\n1 / 0\n```\n")
    assert book(whole, "make") == 1
    out, err = capsys.readouterr()
    assert out.startswith("docs/index.md:4: ZeroDivisionError") and "The site was not built" in err
    assert not (whole / "site").exists()


def test_the_steps_of_make_by_themselves(whole, capsys):
    assert book(whole, "run") == 0
    assert book(whole, "copies") == 0
    assert book(whole, "notebooks") == 0 and "1 notebook rewritten" in capsys.readouterr().err
    assert book(whole, "site") == 0 and book(whole, "site", "--force") == 0
    assert capsys.readouterr().err.count("built in") == 2


def test_an_unreadable_mkdocs_is_no_traceback(root, capsys):
    (root / "mkdocs.yml").write_text("nav: [\n")
    assert book(root, "check", "--prose") == 1
    assert "mkdocs.yml:" in capsys.readouterr().err
    with pytest.raises(BookError, match="mkdocs.yml"):
        list(Book(root).nav)
