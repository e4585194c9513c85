"""The commands: what they print, what they exit with, what they leave alone."""

import pytest

from book import new, serve
from book.__main__ import main
from book.faults import BookError
from book.parse import Book, parse_chapter


@pytest.fixture
def root(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "__init__.py").touch()
    (tmp_path / "docs" / "one.md").write_text("# One\n\n```python\n1 + 1\n```\n")
    (tmp_path / "docs" / "two.md").write_text("# Two\n\n```python\nx = 2\n```\n\nIt is <!--= x -->2<!--/-->.\n")
    return tmp_path


def book(root, *arguments):
    return main(["--root", str(root), *arguments])


def test_run_then_check_is_silent_about_what_is_right(root, capsys):
    assert book(root, "run") == 0
    out, err = capsys.readouterr()
    assert out == "" and "2 chapters, 2 cells, 0 figures; 2 chapters run" in err
    assert book(root, "run") == 0
    assert "0 chapters run in 0.0 s; nothing to rewrite" in capsys.readouterr().err


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


@pytest.mark.parametrize(("arguments", "message"), [
    (["run", "three"], "there is no chapter `three`: choose from one, two"),
    (["run", "--docs", "no/such/folder"], "no such folder"),
    (["new", "One", "A title"], "`One` is no stem"),
    (["new", "one", "A title"], "docs/one.md exists already"),
])
def test_a_mistake_is_one_line(root, arguments, message, capsys):
    assert book(root, *arguments) == 1
    err = capsys.readouterr().err
    assert message in err and err.count("\n") == 1


def test_a_new_chapter_passes_after_one_run(root, capsys):
    (root / "snippets" / "plots.py").write_text(
        "import matplotlib.pyplot as plt\n\n\ndef show(image, title=None):\n"
        "    plt.imshow(image)\n    plt.title(title)\n"
    )
    assert new.new_chapter(Book(root), "tall-trees", "Count tall trees") == 0
    assert "- Count tall trees: tall-trees.md" in capsys.readouterr().out
    chapter = parse_chapter(root / "docs" / "tall-trees.md", root)
    assert chapter.faults == [] and chapter.title == "Count tall trees"
    assert len(chapter.exercises) == 3
    assert book(root, "run", "tall-trees") == 0
    assert (root / "docs/figures/tall-trees/ramp.svg").is_file()


def test_a_save_reruns_the_chapters_that_reach_the_file(root):
    (root / "snippets" / "a.py").write_text("from snippets.b import n\n")
    (root / "snippets" / "b.py").write_text("# --8<-- [start:n]\nn = 1\n# --8<-- [end:n]\n")
    (root / "docs" / "one.md").write_text("# One\n\n```python\nfrom snippets.a import n\n```\n")
    (root / "docs" / "two.md").write_text('# Two\n\n```python\n--8<-- "snippets/b.py:n"\n```\n')
    it, real = Book(root), root.resolve()
    assert serve.affected(it, {str(real / "snippets" / "b.py")}) == ["one", "two"]
    assert serve.affected(it, {str(real / "snippets" / "a.py")}) == ["one"]
    assert serve.affected(it, {str(real / "docs" / "two.md")}) == ["two"]
    assert serve.affected(it, {str(real / "docs" / "other.md")}) == []


def test_an_error_while_serving_is_said_not_raised(root, capsys):
    (root / "docs" / "one.md").write_text("# One\n\n```python\n1 / 0\n```\n")
    serve._record(Book(root), ["one"])
    serve._record(Book(root), ["gone"])
    out = capsys.readouterr().out
    assert "docs/one.md:4: ZeroDivisionError" in out and "there is no chapter `gone`" in out


def test_an_unreadable_mkdocs_is_no_traceback(root, capsys):
    (root / "mkdocs.yml").write_text("nav: [\n")
    assert book(root, "check", "--prose") == 1
    assert "mkdocs.yml:" in capsys.readouterr().err
    with pytest.raises(BookError, match="mkdocs.yml"):
        Book(root).nav
