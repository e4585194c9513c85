"""What was made once is made again when a source or a result changed, and only then."""

import pytest

from book.ground import files as stamps
from book.reading.book import Book


@pytest.fixture
def stamp(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# A\n")
    (tmp_path / "made").write_text("made\n")
    return stamps.Stamp(Book(tmp_path), "made", ["docs", tmp_path / "made"])


def test_a_stamp_holds_once_set(stamp):
    assert not stamp.holds()
    stamp.set()
    assert stamp.holds()


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "docs" / "a.md").write_text("# B\n"),
        lambda root: (root / "docs" / "b.md").write_text("# B\n"),
        lambda root: (root / "docs" / "a.md").rename(root / "docs" / "c.md"),
        lambda root: (root / "docs" / "link").symlink_to(root),
        lambda root: (root / "docs" / "link").symlink_to("nowhere"),
        lambda root: (root / "made").unlink(),
        lambda root: (root / ".cache" / "stamps" / "made").write_text("garbage"),
    ],
)
def test_a_change_breaks_it(stamp, change, tmp_path):
    stamp.set()
    change(tmp_path)
    assert not stamp.holds()


def test_another_machinery_breaks_it(stamp, monkeypatch):
    stamp.set()
    monkeypatch.setattr(stamps, "machinery", lambda: "another")
    assert not stamp.holds()
