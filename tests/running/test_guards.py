"""What a cell may not do to the machine it runs on, by mistake."""

import os

import pytest

from book.running.guards import tree_changes, tree_state, why_forbidden

HOME = "/scratch/x"


@pytest.mark.parametrize(
    ("event", "arguments", "why"),
    [
        ("open", ("/scratch/x/a", "w", 0), None),
        ("open", ("/scratch/y", "r", 0), None),
        ("open", (b"/scratch/y", "a", 0), "writes to `/scratch/y`, outside"),
        ("open", ("/scratch/xy", None, os.O_WRONLY), "writes to `/scratch/xy`, outside"),
        ("open", (3, "w", 0), None),
        ("open", (os.devnull, "w", 0), None),
        ("os.remove", ("/scratch/y", -1), "changes `/scratch/y`, outside"),
        (
            "os.rename",
            ("/scratch/x/a", "/scratch/b", -1, -1),
            "changes `/scratch/b`, outside its scratch folder",
        ),
        ("os.mkdir", ("/scratch/x/d", 511, -1), None),
        ("socket.connect", (None, ("127.0.0.1", 1)), None),
        ("socket.connect", (None, ("::1", 1, 0, 0)), None),
        ("socket.connect", (None, "/run/socket"), None),
        ("socket.connect", (None, ("192.0.2.1", 80)), "beyond this machine"),
        ("socket.connect", (None, ("example.org", 80)), "beyond this machine"),
        ("socket.getaddrinfo", ("localhost", 80, 0, 0, 0), None),
        ("socket.getaddrinfo", (None, 80, 0, 0, 0), None),
        ("socket.getaddrinfo", ("example.org", 80, 0, 0, 0), "looks up another machine"),
        ("import", ("os", None), None),
    ],
)
def test_what_is_forbidden(event, arguments, why):
    found = why_forbidden(event, arguments, HOME)
    assert found is None if why is None else why in found


def test_changes_of_a_tree_are_seen(tmp_path):
    for name in ("kept", "gone", "grown"):
        (tmp_path / name).write_text("a")
    (tmp_path / "site").mkdir()
    before = tree_state(tmp_path)
    (tmp_path / "gone").unlink()
    (tmp_path / "grown").write_text("ab")
    (tmp_path / "new").write_text("")
    (tmp_path / "site" / "built").write_text("")
    (tmp_path / "edited.md").write_text("")
    assert tree_changes(before, tree_state(tmp_path)) == ["edited.md", "gone", "grown", "new"]
    assert tree_changes(before, tree_state(tmp_path), editing=True) == ["gone", "grown", "new"]
