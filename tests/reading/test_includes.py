"""Includes: a fault of the file itself is told by who embeds it, and not again by the package."""

import pytest

from book.reading import includes
from tests.kit.rules import lint
from tests.kit.tinybook import parsed, tiny_book

GOOD = "# --8<-- [start:good]\nn = 1\n# --8<-- [end:good]\n"


def faults(tmp_path, target, **files):
    """All that is said of a chapter that embeds `target`."""
    chapter = f'# One\n\n```python\n--8<-- "{target}"\n```\n'
    book = tiny_book(tmp_path, one=chapter, two=chapter.replace("One", "Two"), **files)
    chapters = parsed(book)
    told = lint(book, chapters) + [fault for each in chapters for fault in each.faults]
    return sorted({str(fault) for fault in told})


@pytest.mark.parametrize(
    ("code", "place", "message"),
    [
        (GOOD + GOOD, 4, "section `good` starts twice"),
        (
            GOOD.replace("[end:good]", "[end:god]"),
            3,
            "section `god` never started, and section `good` is open",
        ),
        (GOOD.replace("# --8<-- [end:good]\n", ""), 1, "section `good` is never closed"),
        (GOOD.replace("[end", "[edn"), 3, "not a section marker"),
        (GOOD.replace("[start:good]", "start good"), 1, "not a section marker"),
        (GOOD.replace("--8<--", "--8<-", 1).replace("--8<- [", "8< ["), 1, "not a section marker"),
        (b"# \xff\n" + GOOD.encode(), 1, "not UTF-8"),
    ],
)
def test_who_embeds_a_broken_section_tells_where_it_is_broken(tmp_path, code, place, message):
    told = faults(tmp_path, "snippets/code.py:good", **{"snippets/code.py": code})
    assert [line.split(": ")[:2] for line in told] == [
        [f"docs/{stem}.md:4", f"snippets/code.py:{place}"] for stem in ("one", "two")
    ]
    assert all(message in line for line in told)


def test_an_unrelated_marker_fault_does_not_stand_for_a_missing_section(tmp_path):
    told = faults(tmp_path, "snippets/code.py:god", **{"snippets/code.py": GOOD + "# --8<-- [start:open]\n"})
    assert [line.split(": ")[0] for line in told] == ["docs/one.md:4", "docs/two.md:4", "snippets/code.py:4"]
    assert "has no section `god`: it has `good`" in told[0]


@pytest.mark.parametrize("linked", ["folder", "file"])
def test_a_link_to_outside_is_told_by_who_embeds_it(tmp_path, linked):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "code.py").write_text(GOOD)
    (tmp_path / "snippets").mkdir()
    link = tmp_path / "snippets" / ("far" if linked == "folder" else "far.py")
    link.symlink_to(outside if linked == "folder" else outside / "code.py")
    target = "far/code.py" if linked == "folder" else "far.py"
    told = faults(tmp_path, f"snippets/{target}:good")
    assert told == [f"docs/{stem}.md:4: snippets/{link.name}:1: {includes.LINKED}" for stem in ("one", "two")]


def test_rows_that_were_meant_to_embed_are_told_from_code():
    for row in (
        '-8< "snippets/a.py:b"',
        '—8<— "snippets/a.py:b"',
        "8<-- 'snippets/a.py:b'",
        '--8>-- "snippets/a.py:b"',
        '--8<-- "snippets/a.py:b"',
        "--8<--",
    ):
        assert includes.included_rows(row), row
    printing = "print('--8<-- \"snippets/a.py:b\"')"
    string = "x = '''\n--8<-- \"snippets/a.py:b\"\n--8<--\n'''"
    for row in ("x = 8 < 9", "8 < n", '"snippets/a.py"', "-8 - 2", printing, string):
        assert not includes.included_rows(row), row
