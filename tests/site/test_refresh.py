"""A preview: it shows what the site shows, and makes anew only what changed. Work is counted."""

import json
import shutil

import pytest

from book.site.build import MkDocs, build_site
from book.site.built import BuiltSite
from book.site.edition import bind
from book.site.styles import css_of, join_styles
from tests.site.tinysite import CELLS, HOME, SVG

ONE = "# One\n\n## A part\n\nText.\n"
SECTION = "# --8<-- [start:n]\nn = {}\n# --8<-- [end:n]\n"
EMBEDS = '# One\n\n## A part\n\n```python\n--8<-- "snippets/code.py:n"\n```\n'


ADDED = ("sw.js", "index.md", "llms.txt")  # once a site is whole


def contents(folder):
    """{name: bytes} of a site, without what a preview does not serve."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.endswith(ADDED)}


class Previewed:
    """A preview of a book, and how a save changes it."""

    def __init__(self, book):
        self.book, self.folder = book, book.root / ".cache/preview-of-a-test"
        self.builder = MkDocs(book)
        self.answer = self.builder.ask(build=str(self.folder), preview=True)

    def save(self, **files):
        """The answer to a save of these files; `None` removes one."""
        for path, text in files.items():
            file = self.book.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink() if text is None else file.write_text(text)
        return self.builder.ask(refresh=True)

    def page(self, name):
        return (self.folder / name).read_text()

    def times(self):
        return {path: path.stat().st_mtime_ns for path in self.folder.rglob("*") if path.is_file()}

    def equals_the_site(self):
        """Whether a build from nothing of the sources as they are gives these very bytes."""
        shutil.rmtree(self.book.root / ".cache/rendered")
        assert build_site(self.book, force=True) == 0
        # A whole site has one sheet, where the preview follows a change of one of many, and an edition
        whole = self.book.root / ".cache/preview-made-whole"
        shutil.copytree(self.folder, whole)
        made = BuiltSite(whole, self.book.config["site_url"])
        join_styles(made, css_of(made))
        bind(made)
        return contents(whole) == contents(self.book.root / "site")


@pytest.fixture
def preview(book):
    (book.root / "snippets").mkdir()
    (book.root / "snippets/code.py").write_text(SECTION.format(21))
    (book.docs / "assets/copies/one.json").write_text("[]")
    (book.docs / "assets/cells/one.json").write_text(CELLS)
    (book.docs / "notebooks/one.ipynb").write_text("{}")
    previewed = Previewed(book)
    yield previewed
    previewed.builder.close()


def test_a_preview_is_the_site_and_a_saved_sentence_its_page_alone(preview):
    assert preview.answer == {"faults": [], "pages": 3, "rendered": 2}
    assert "data-run" in preview.page("index.html") and "<!--=" not in preview.page("index.html")
    before = preview.times()
    answer = preview.save(**{"docs/one.md": f"{ONE}\nA new sentence, and $x @ w$.\n"})
    assert answer == {"faults": [], "pages": ["one/index.html"], "rebuild": False, "rendered": 1}
    changed = {
        path.relative_to(preview.folder).as_posix()
        for path, at in preview.times().items()
        if before[path] != at
    }
    assert changed == {"one/index.html", "search/sections.json"}
    assert "A new sentence, and <math" in preview.page("one/index.html")
    assert "A new sentence" in preview.page("search/sections.json")
    assert preview.save() == {"faults": [], "pages": [], "rebuild": False, "rendered": 0}
    assert preview.equals_the_site()


@pytest.mark.heavy  # by day: a preview is the site, a file comes, changes and goes
def test_what_a_page_is_made_from_changes_it(preview):
    assert preview.save(**{"docs/one.md": EMBEDS})["pages"] == ["one/index.html"]
    answer = preview.save(**{"snippets/code.py": SECTION.format(4)})
    assert answer["pages"] == ["one/index.html"] and answer["rendered"] == 1
    assert '<span class="mi">4</span>' in preview.page("one/index.html")
    assert preview.save(**{"snippets/idle.py": "idle = True\n"})["pages"] == []
    answer = preview.save(**{"docs/figures/index/a.svg": SVG.replace("72pt", "144pt")})
    assert answer["pages"] == ["index.html"] and answer["rendered"] == 0
    assert 'width="192"' in preview.page("index.html")
    unrun = CELLS.replace('"role": "cell"', '"role": "cell", "why": "it draws"')
    assert preview.save(**{"docs/assets/cells/index.json": unrun})["pages"] == ["index.html"]
    assert 'data-needs="it draws"' in preview.page("index.html")
    assert preview.equals_the_site()


def test_a_file_comes_changes_and_goes(preview):
    assert preview.save(**{"docs/assets/css/book.css": "a { color: red }"})["pages"] == ["*"]
    assert preview.page("assets/css/book.css") == "a { color: red }"
    assert preview.save(**{"docs/figures/one/c.svg": SVG})["pages"] == []
    with_figure = f"{ONE}\n![Another](figures/one/c.svg)\n"
    assert preview.save(**{"docs/one.md": with_figure})["faults"] == []
    assert 'src="../figures/one/c.svg" width="96"' in preview.page("one/index.html")
    [fault] = preview.save(**{"docs/figures/one/c.svg": None})["faults"]
    assert "figures/one/c.svg" in fault and not (preview.folder / "figures/one/c.svg").exists()
    preview.save(**{"docs/one.md": ONE})
    assert preview.equals_the_site()


@pytest.mark.parametrize(
    "files",
    [
        {"docs/two.md": "# Two\n"},
        pytest.param({"docs/one.md": None}, marks=pytest.mark.heavy),
        pytest.param({"docs/one.md": ONE.replace("# One", "# First", 1)}, marks=pytest.mark.heavy),
        {"docs/one.md": f"---\ndescription: Another\n---\n{ONE}"},
        pytest.param({"mkdocs.yml": "site_name: Tiny\n"}, marks=pytest.mark.heavy),
        pytest.param({"book/site/theme/sw.js": "// nothing\n"}, marks=pytest.mark.heavy),
    ],
    ids=["a new page", "a page that goes", "a title", "front matter", "settings", "theme"],
)
def test_what_any_page_may_show_is_built_anew(preview, files):
    assert preview.save(**files)["rebuild"]


def test_a_page_with_a_fault_keeps_the_old_until_it_is_mended(preview):
    old = preview.page("one/index.html")
    for text, words in (
        ("# One\n\n[Nowhere](two.md)\n\n## A part\n", "contains a link 'two.md'"),
        ("# One\n\n# Two\n\n## A part\n", "has 2 first headings"),
        (EMBEDS.replace("code.py", "none.py"), "none.py"),
    ):
        answer = preview.save(**{"docs/one.md": text})
        [fault] = answer["faults"]
        assert words in fault and "\n" not in fault and answer["pages"] == []
        assert preview.page("one/index.html") == old
    # It is tried again with each save, as another file may mend it
    answer = preview.save(**{"snippets/none.py": SECTION.format(1)})
    assert answer["pages"] == ["one/index.html"] and answer["faults"] == []
    assert preview.equals_the_site()


def test_cells_that_were_not_run_yet_are_shown_without_buttons(preview):
    answer = preview.save(
        **{"docs/index.md": HOME.replace("draw()\n```", "draw()\n```\n\n```python\n1\n```")}
    )
    assert answer["faults"] == [] and answer["pages"] == ["index.html"]
    assert "data-run" not in preview.page("index.html")
    two = json.dumps({"cells": [{"role": "cell"}, {"role": "cell"}]})
    preview.save(**{"docs/assets/cells/index.json": two})
    assert preview.page("index.html").count("data-run") == 2


def test_a_preview_begins_in_spite_of_a_page_that_cannot_be_made(book):
    (book.docs / "one.md").write_text(EMBEDS)
    previewed = Previewed(book)
    try:
        faults = previewed.answer["faults"]
        assert previewed.answer["pages"] == 3 and any("snippets/code.py" in fault for fault in faults)
        assert "cannot be shown yet" in previewed.page("one/index.html")
        assert previewed.save(**{"docs/one.md": ONE})["pages"] == ["one/index.html"]
        assert "Text." in previewed.page("one/index.html")
    finally:
        previewed.builder.close()


@pytest.mark.heavy  # by day: a preview is the site, a file comes, changes and goes
def test_a_new_notebook_makes_its_page_anew_which_says_what_it_installs(preview):
    assert preview.save(**{"docs/one.md": EMBEDS})["faults"] == []
    notebook = '{"cells": [{"source": ["%pip install --quiet numpy"]}]}'
    answer = preview.save(**{"docs/notebooks/one.ipynb": notebook})
    assert answer["pages"] == ["one/index.html"] and answer["faults"] == []
    assert ">pip install numpy</button>" in preview.page("one/index.html")
    preview.save(**{"docs/notebooks/one.ipynb": notebook.replace("numpy", "torch")})
    assert ">pip install torch</button>" in preview.page("one/index.html")
    assert preview.equals_the_site()
