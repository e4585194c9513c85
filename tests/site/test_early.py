"""A build that begins before its last sources are written: it ends as one that began after them."""

import shutil

import pytest

from book.site.build import MkDocs, build_site
from tests.site.test_build import contents
from tests.site.tinysite import HOME, SVG

ONE = "# One\n\n## A part\n\nText.\n"


@pytest.fixture
def early(book):
    """A process that has built the book as it was, and waits."""
    with MkDocs(book) as builder:
        builder.begin()
        builder.settle()
        yield builder


def rebuilt(book):
    """What a build from nothing gives of the sources as they are: its faults and its files."""
    shutil.rmtree(book.root / ".cache/rendered")
    return build_site(book, force=True), contents(book.root / "site")


def test_what_has_changed_since_is_in_it_and_nothing_else_is_rendered(book, early):
    (book.docs / "one.md").write_text(f"{ONE}\nA new sentence.\n")
    (book.docs / "figures/index/a.svg").write_text(SVG.replace("72pt", "144pt"))
    (book.docs / "figures/index/c.svg").write_text(SVG)
    assert early.site() == {"faults": [], "pages": 3, "rebuild": False, "rendered": 1}
    found = contents(early.folder / "new")
    assert b"A new sentence." in found[next(path for path in found if path.parts == ("one", "index.html"))]
    assert rebuilt(book) == (0, found)


@pytest.mark.parametrize(
    "file, text",
    [
        ("docs/one.md", "# One\n\n## Another part\n"),  # the home page links to the part that was there
        pytest.param("docs/one.md", "# One\n\n[Nowhere](none.md)\n", marks=pytest.mark.heavy),
        pytest.param("docs/one.md", "# Another title\n\n## A part\n", marks=pytest.mark.heavy),
        pytest.param("docs/index.md", HOME.replace("```python", " ```text"), marks=pytest.mark.heavy),
        pytest.param("mkdocs.yml", "nav: [index.md]\n", marks=pytest.mark.heavy),
    ],
)
def test_what_may_change_more_than_one_page_is_built_and_told_as_ever(book, early, capsys, file, text):
    if file == "mkdocs.yml":
        text = f"site_description: of another book\n{(book.root / file).read_text()}"
    (book.root / file).write_text(text)
    count = build_site(book, mkdocs=early)
    said, found = (
        capsys.readouterr().err.splitlines()[:count],
        None if count else contents(book.root / "site"),
    )
    again, anew = rebuilt(book)
    assert (again, capsys.readouterr().err.splitlines()[:count]) == (count, said)
    assert found is None or found == anew


def test_a_book_that_cannot_be_built_early_is_built_in_the_end(book):
    (book.docs / "one.md").write_text("# One\n\n[Nowhere](none.md)\n")
    with MkDocs(book) as builder:
        builder.begin()
        builder.settle()
        (book.docs / "one.md").write_text(ONE)
        assert build_site(book, mkdocs=builder) == 0
    assert "A part" in (book.root / "site/one/index.html").read_text()
    assert not list((book.root / ".cache").glob("site-*"))
