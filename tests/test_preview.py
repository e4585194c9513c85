"""Live preview: what it says before it reruns, what it warns of, and that only Ctrl-C ends it."""

import socket
from pathlib import Path

import pytest

from book.__main__ import main
from book.preview import Preview, reach_of
from tests.kit.served import Served
from tests.kit.tinybook import looks_of, tiny_book

ROOT = Path(__file__).resolve().parents[1]
CODE = "# --8<-- [start:n]\nn = {}\n# --8<-- [end:n]\n"
HOME = '# Home\n\n```python\n--8<-- "snippets/code.py:n"\n```\n\n```python\nn * 2\n```\n'
PAGES = {
    "docs/index.md": HOME,
    "docs/other.md": "# Other\n\nWords, and no cell.\n",
    "snippets/__init__.py": "",
    "snippets/code.py": CODE.format(21),
    "snippets/idle.py": "idle = True\n",
}


@pytest.fixture
def served(tmp_path):
    tiny_book(tmp_path, **looks_of(ROOT, "index.md", "other.md"), **PAGES)
    with Served(tmp_path) as it:
        yield it


def test_from_a_save_to_the_page_and_to_ctrl_c(served):
    served.wait_for(lambda: '<span class="go">42<' in served.page())
    served.write("snippets/code.py", CODE.format(4))
    served.wait_for(lambda: '<span class="go">8<' in served.page())
    served.write("snippets/idle.py", "idle = False\n")
    served.wait_line("snippets/idle.py changed")
    served.write("docs/other.md", "# Other\n\nIt is simply words.\n")
    served.wait_line("docs/other.md changed")
    served.wait_line("warning: docs/other.md:3: ")
    served.write("docs/index.md", HOME.replace("n * 2", "1 / 0"))
    served.wait_line("docs/index.md:8")
    served.write("mkdocs.yml", "nav: [\n")
    served.wait_line("book: mkdocs.yml")
    assert "simply words" in served.page("other/"), "what cannot be built leaves the old pages"
    status, err = served.interrupt()
    assert status == 0 and "book/preview.py" not in err
    assert served.lines[0].startswith(f"The book is at http://127.0.0.1:{served.port}/")
    told = [line for line in served.lines if "changed: " in line]
    assert told == [
        "snippets/code.py changed: reruns index",
        "snippets/idle.py changed: no chapter uses it",
        "docs/other.md changed: nothing to rerun",
        "docs/index.md changed: reruns index",
    ]
    assert [line for line in served.lines if "mkdocs.yml" in line] == [
        "book: mkdocs.yml:2: not YAML: expected the node content, but found '<stream end>'"
    ]
    assert served.lines[-1] == "Stopped." and served.page() == ""
    assert not list((served.folder / ".cache").glob("preview-*"))


@pytest.fixture
def preview(tmp_path):
    """A Preview of a book of two chapters, which nobody is shown."""
    preview = Preview(tiny_book(tmp_path, **PAGES))
    preview.open()
    return preview


def look(preview, capsys, **files):
    """What a look prints after files were saved; `None` removes one."""
    capsys.readouterr()
    for path, text in files.items():
        file = preview.book.root / path
        file.unlink() if text is None else file.write_text(text)
    preview.look()
    return capsys.readouterr().out.splitlines()


def test_a_save_reruns_what_the_file_reaches(preview, capsys):
    line = "snippets/code.py changed: reruns index"
    assert look(preview, capsys) == []
    assert look(preview, capsys, **{"snippets/code.py": CODE.format(5)})[0] == line
    assert "```output\n10\n```" in (preview.book.docs / "index.md").read_text()
    assert look(preview, capsys) == []  # what the run wrote is no news


def test_a_save_of_what_a_chapter_read_reruns_it(preview, capsys):
    there = "from pathlib import Path\n\nDATA = Path(__file__).parents[1] / 'data'\n"
    read = "from snippets.there import DATA\n\n"
    read += "len((DATA / 'a.txt').read_text()), len(list(DATA.iterdir()))"
    home = f"# Home\n\n```python\n{read}\n```\n"
    (preview.book.root / "data").mkdir()
    first = look(preview, capsys, **{"docs/index.md": home, "snippets/there.py": there})
    assert first[0] == "docs/index.md changed: reruns index"
    assert any("FileNotFoundError" in line for line in first)
    lines = look(preview, capsys, **{"data/a.txt": "four"})
    assert lines[0] == "data/a.txt changed: reruns index"
    assert look(preview, capsys) == []  # what the run read is no news
    lines = look(preview, capsys, **{"data/a.txt": "seven's"})
    assert lines[0] == "data/a.txt changed: reruns index"
    assert look(preview, capsys, **{"data/b.txt": ""})[0] == "data/* changed: reruns index"
    assert "(7, 2)" in (preview.book.docs / "index.md").read_text()


def test_a_page_is_said_before_it_runs(preview, capsys, monkeypatch):
    monkeypatch.setattr("book.recording.run.run", lambda *_, **__: 1 / 0)
    lines = look(preview, capsys, **{"snippets/code.py": CODE.format(5)})
    assert lines == ["snippets/code.py changed: reruns index", "book: ZeroDivisionError: division by zero"]


def test_a_snippet_that_goes_and_one_that_comes(preview, capsys):
    gone = look(preview, capsys, **{"snippets/code.py": None})
    assert gone[0] == "snippets/code.py changed: nothing to rerun"
    assert any(line.startswith("docs/index.md:4: ") for line in gone)
    back = look(preview, capsys, **{"snippets/code.py": CODE.format(3)})
    assert back[0] == "snippets/code.py changed: reruns index"


def test_a_section_that_no_chapter_uses_is_a_warning(preview, capsys):
    more = CODE.format(21) + CODE.replace(":n]", ":m]").format(1).replace("n =", "m =")
    lines = look(preview, capsys, **{"snippets/code.py": more})
    assert [line for line in lines if "`m`" in line] == [
        "warning: snippets/code.py:4: no chapter embeds the section `m`: embed it, or remove its markers"
    ]
    again = look(preview, capsys, **{"docs/other.md": "# Other\n\nOther words.\n"})
    assert not any("`m`" in line for line in again)  # once, until it is gone


def test_without_torch_the_pages_are_shown_as_recorded(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    preview = Preview(tiny_book(tmp_path, **PAGES))
    preview.open()
    assert (
        "torch is not installed, so no cell runs: the pages show what is recorded. `make book` installs it."
    ) in capsys.readouterr().out
    lines = look(preview, capsys, **{"docs/index.md": HOME.replace("n * 2", "n * 3") + "\n```\n1\n"})
    assert lines[0] == "docs/index.md changed: nothing to rerun"
    assert lines[1].startswith("warning: docs/index.md:11: the fence is never closed")
    lines = look(preview, capsys, **{"docs/index.md": HOME.replace("n * 2", "n * 3")})
    assert lines == ["docs/index.md changed: torch is needed to rerun index"]
    assert (preview.book.docs / "index.md").read_text() == HOME.replace("n * 2", "n * 3")


def test_what_was_saved_during_a_run_is_not_written_over(preview, capsys, monkeypatch):
    tripled = HOME.replace("n * 2", "n * 3")
    page, words = preview.book.docs / "index.md", tripled.replace("# Home", "# New")

    def run_and_type(self, waiting, show):
        yield from ordinary(self, waiting, show)
        page.write_text(words)

    from book.running.runner import Runner

    ordinary = Runner.run
    monkeypatch.setattr(Runner, "run", run_and_type)
    lines = look(preview, capsys, **{"docs/index.md": tripled})
    assert "docs/index.md:1: was saved while it ran, so nothing was written: run it again" in lines
    assert page.read_text() == words
    monkeypatch.setattr(Runner, "run", ordinary)
    look(preview, capsys)
    assert "63" in page.read_text() and "# New" in page.read_text()


def test_which_chapter_is_made_from_what(tmp_path):
    book = tiny_book(
        tmp_path,
        one="# One\n\n```python\nfrom snippets.a import n\n```\n",
        two='# Two\n\n```python\n--8<-- "snippets/b.py:n"\n```\n',
        **{"snippets/a.py": "from snippets.b import n\n", "snippets/b.py": CODE.format(1)},
    )
    real = tmp_path.resolve()
    assert reach_of(book) == {
        "one": {f"{real}/docs/one.md", f"{real}/snippets/a.py", f"{real}/snippets/b.py"},
        "two": {f"{real}/docs/two.md", f"{real}/snippets/b.py"},
    }


@pytest.mark.parametrize("taken", [True, False])
def test_a_port_that_cannot_be_had_is_one_line(tmp_path, capsys, taken):
    tiny_book(tmp_path, **PAGES)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1] if taken else 70_000
        assert main(["--root", str(tmp_path), "serve", "--port", str(port)]) == 1
    assert capsys.readouterr() == (
        "",
        f"book: port {port} is taken or not allowed: name another, as in "
        "`python -m book serve --port 8123`\n",
    )
