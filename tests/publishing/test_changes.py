"""The summary that a reviewer reads first, of two commits of a book of two pages."""

import re
import subprocess

import pytest

from book.__main__ import main
from book.ground.faults import BookError
from book.publishing import changes as module
from book.publishing.changes import changes
from tests.kit.tinybook import tiny_book

PAGE = """# One

```python
x = {x}
x * 2
```

```output
{twice}
```

```python
print("the same")
```

```output
the same
```

It is <!--= x -->{x}<!--/-->.
"""
NAME = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def git(book, *arguments):
    done = subprocess.run(
        ["git", *NAME, *arguments], cwd=book.root, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def change(tmp_path):
    """change(**files): the summary of a commit that writes these files of the book, None removes one."""
    book = tiny_book(
        tmp_path,
        one=PAGE.format(x=2, twice=4),
        two="# Two\n",
        **{
            "docs/figures/one/line.svg": "<svg/>",
            "docs/figures/one/old.svg": "<svg/>",
            "snippets/a.py": "1\n",
        },
    )
    git(book, "init", "--quiet", "--initial-branch=main")
    git(book, "add", "--all")
    git(book, "commit", "--quiet", "-m", "first")

    def change(files, **options):
        for name, text in files.items():
            if text is None:
                (tmp_path / name).unlink()
            else:
                (tmp_path / name).write_text(text)
        git(book, "add", "--all")
        git(book, "commit", "--quiet", "--allow-empty", "-m", "second")
        return changes(book, "HEAD^1", **options)

    change.book = book
    return change


def test_what_a_cell_and_a_value_gave_is_shown_before_and_after(change):
    text = change({"docs/one.md": PAGE.format(x=3, twice=6)})
    head, cell, value = text.split("### ")
    assert head == (
        "# 1 page and 0 figures changed\n\n- <code>docs/one.md</code>\n\n"
        "Besides, 0 files that no chapter recorded.\n\n"
    )
    assert cell == "<code>docs/one.md:3</code>\n\n<code>x = 3</code>\n\n```diff\n-4\n+6\n```\n\n"
    assert value == "<code>docs/one.md:20</code>\n\n<code>x</code>\n\n```diff\n-2\n+3\n```\n"


def test_a_cell_that_came_or_went_keeps_the_others_in_step(change):
    cell = "\n```python\n7\n```\n\n```output\n7\n```\n"
    text = change({"docs/one.md": PAGE.format(x=2, twice=4).replace("# One\n", f"# One\n{cell}")})
    assert text.count("###") == 1 and "+7\n" in text
    text = change({"docs/one.md": PAGE.format(x=2, twice=4)})
    assert text.count("###") == 1 and "-7\n" in text and "docs/one.md, line 3 of before" in text


def test_a_mended_sentence_is_a_page_without_outputs(change):
    text = change({"docs/two.md": "# Two\n\nA word.\n", "snippets/a.py": "2\n"})
    assert text == (
        "# 1 page and 0 figures changed\n\n- <code>docs/two.md</code>\n\n"
        "Besides, 1 file that no chapter recorded.\n"
    )
    assert change({}).startswith("# No page and no figure changed\n\nBesides, 0 files")


def test_figures_stand_side_by_side_each_from_its_own_commit(change):
    first = git(change.book, "rev-parse", "HEAD")
    files = {"line.svg": "<svg>2</svg>", "old.svg": None, "n w.svg": "<svg/>", "line-narrow.svg": "<svg/>"}
    files = {f"docs/figures/one/{name}": text for name, text in files.items()}
    text = change(files, before="ann/book", after="ben/fork@abc")
    assert text.startswith("# 0 pages and 4 figures changed\n")
    assert "- <code>docs/figures/one/old.svg</code> gone\n" in text
    assert "- <code>docs/figures/one/line-narrow.svg</code> new\n" in text
    shown = [re.findall(r'<img alt="(\w+)" src="([^"]+)">', row) for row in text.split("###")[1:]]
    was = f"https://raw.githubusercontent.com/ann/book/{first}/docs/figures/one"
    now = "https://raw.githubusercontent.com/ben/fork/abc/docs/figures/one"
    assert shown == [
        [("before", f"{was}/line.svg?sanitize=true"), ("now", f"{now}/line.svg?sanitize=true")],
        [("now", f"{now}/n%20w.svg?sanitize=true")],
        [("before", f"{was}/old.svg?sanitize=true")],
    ]


def test_without_a_repository_figures_are_named_alone(change):
    text = change({"docs/figures/one/line.svg": "<svg>2</svg>"}, after="@abc")
    assert "<td>before</td><td>now</td>" in text and "raw.github" not in text


def test_only_what_the_branch_did_counts_not_what_main_did_meanwhile(change):
    git(change.book, "branch", "mine")
    change({"docs/two.md": "# Two\n\nOf main.\n"})
    git(change.book, "switch", "--quiet", "mine")
    (change.book.docs / "one.md").write_text(PAGE.format(x=2, twice=5))
    git(change.book, "commit", "--quiet", "--all", "-m", "mine")
    text = changes(change.book, "main")
    assert "+5" in text and "two.md" not in text


def test_nothing_of_a_page_becomes_markup_of_the_summary(change):
    evil = PAGE.format(x="'</code><h1>'", twice="a\n``````\n<script>\n# b").replace(
        "\n```output\na", "\n````````output\na"
    )
    evil = evil.replace("# b\n```", "# b\n````````")
    text = change({"docs/one.md": evil, "docs/figures/one/a`b|<i>.svg": "<svg/>"})
    assert "<code>x = &#x27;&lt;/code&gt;&lt;h1&gt;&#x27;</code>" in text
    assert "\n```````diff\n-4\n+a\n+``````\n+<script>\n+# b\n```````\n" in text
    assert "<i>" not in text and "a`b|&lt;i&gt;.svg" in text


def test_what_is_long_is_cut_and_what_is_too_much_is_counted(change, monkeypatch):
    rows = "\n".join(f"{number}{'a' * 300}" for number in range(60))
    text = change({"docs/one.md": PAGE.format(x=2, twice=rows)})
    assert "… and 22 more lines\n```" in text and max(map(len, text.splitlines())) < 210
    monkeypatch.setattr(module, "LARGEST", 200)
    text = changes(change.book, "HEAD^1")
    assert len(text) < 300 and text.endswith("1 more difference of outputs and figures would not fit here.\n")
    monkeypatch.setattr(module, "MOST_FILES", 1)
    text = change({"docs/one.md": "# One\n", "docs/two.md": "# 2\n", "docs/figures/one/old.svg": None})
    assert "- and 2 more files\n" in text


def test_a_commit_that_is_not_there_is_one_line(change, capsys):
    with pytest.raises(BookError, match="name a commit that is here, such as main, or fetch it"):
        changes(change.book, "nonesuch")
    assert main(["--root", str(change.book.root), "changes", "HEAD"]) == 0
    assert capsys.readouterr().out.startswith("# No page and no figure changed\n")
    assert main(["--root", str(change.book.root), "changes", "--", "--output=x"]) == 1
    assert not (change.book.root / "x").exists()
