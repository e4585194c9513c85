"""A book: its nav and its settings."""

import pytest

from book.ground.faults import BookError
from book.reading.book import Book


def test_the_book_reads_its_nav(tmp_path):
    (tmp_path / "docs").mkdir()
    for name in ("a", "b", "z"):
        (tmp_path / "docs" / f"{name}.md").write_text(f"# {name}\n")
    (tmp_path / "mkdocs.yml").write_text(
        "nav:\n  - Home: b.md\n  - Group:\n      - A: a.md\nx: !!python/name:os.path\n"
    )
    book = Book(tmp_path)
    assert book.nav == [(None, "Home", "b.md"), ("Group", "A", "a.md")]
    assert [path.stem for path in book.chapters] == ["b", "a", "z"]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BookError, match="no such folder"):
        Book(tmp_path)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("nav: [", "mkdocs.yml:1: not YAML: expected the node content"),
        ("nav:\n  - a.md\n\tx: 1", "mkdocs.yml:3: not YAML: found character"),
        ("date: 2024-13-45", "mkdocs.yml:1: not YAML: month must be in 1..12"),
        (b"site_name: \xff", "mkdocs.yml:1: not UTF-8"),
        ("- nav", "mkdocs.yml:1: no settings"),
        *(
            (f"nav: {nav}", "mkdocs.yml:1: the nav holds")
            for nav in ("[1]", "[A: 3]", "[A: {B: a.md}]", "[A: null]", "[a.md, [b.md]]", "&all [*all]")
        ),
    ],
)
def test_settings_that_cannot_be_read_are_said(tmp_path, settings, message):
    (tmp_path / "docs").mkdir()
    text = settings if isinstance(settings, bytes) else settings.encode()
    (tmp_path / "mkdocs.yml").write_bytes(text)
    with pytest.raises(BookError) as raised:
        list(Book(tmp_path).nav)
    assert str(raised.value).startswith(message) and "\n" not in str(raised.value)
