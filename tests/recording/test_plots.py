"""Plots in chapters: welcome, quiet, and blamed where they stand."""

import pytest

from book.recording import run as recording
from tests.kit.tinybook import tiny_book

START = "# T\n\n```python\nimport matplotlib.pyplot as plt\n```\n"


def chapter(*cells):
    """A chapter that draws in each of its cells and shows all figures."""
    drawn = (f"\n```python\n{code}\n```\n\n![a]({'figures/x/'}{k}.svg)\n" for k, code in enumerate(cells))
    return START + "".join(drawn)


def told(report):
    return [str(fault) for fault in sorted(report.faults)]


@pytest.mark.heavy  # by day: each of them, in tests/running
def test_everyday_plots_pass_without_a_word(tmp_path, capfd):
    book = tiny_book(
        tmp_path,
        x=chapter(
            'plt.plot([1, 2])\nplt.grid()\nplt.axhline(1.5, color="k");',
            'plt.plot([1, 2, 3])\nplt.title("历史")\nplt.tight_layout()',
            'plt.rcParams["font.family"] = ["No Such Font"]\nplt.figure().add_axes([0, 0, 1, 1]).set_title("a");',
            "plt.plot([1, 2])\nplt.subplots_adjust(left=0.2)",
            'plt.style.use("default")\nplt.scatter([1, 2], [3, 4], c=[5, 6])\nplt.colorbar();',
        ),
    )
    assert told(recording.run(book)) == []
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.svg")}
    assert {path.name for path in before} >= {f"{k}{form}.svg" for k in range(5) for form in ("", "-narrow")}
    assert "历史</text>".encode() in before[tmp_path / "docs/figures/x/1.svg"]
    assert recording.check(book, use_cache=False).faults == []
    assert recording.run(book, use_cache=False).written == []
    said = "".join(capfd.readouterr())
    assert "Warning" not in said and "findfont" not in said


def test_what_is_wrong_with_a_figure_is_told_at_its_cell(tmp_path, capfd):
    warns = (
        "from matplotlib.ticker import FuncFormatter\nimport warnings\n"
        'marks = FuncFormatter(lambda x, at: warnings.warn("odd") or "")\n'
        "plt.plot([1, 2])\nplt.gca().xaxis.set_major_formatter(marks)"
    )
    book = tiny_book(
        tmp_path,
        x=chapter(
            'plt.title(r"$\\frac{1$");',
            warns,
            "plt.plot([1, 2])\nplt.gca().yaxis.set_major_formatter(lambda x, at: 1 / 0)",
        ),
    )
    faults = told(recording.run(book))
    assert len(faults) == 3 and "Warning" not in "".join(capfd.readouterr())
    assert faults[0].startswith("docs/x.md:7: the Text `$\\frac{1$` of set_title cannot be drawn: ")
    assert faults[1].startswith("docs/x.md:16: UserWarning: odd: ")
    assert faults[2].startswith(
        "docs/x.md:25: the YAxis of set_yscale or its ticks cannot be drawn: division"
    )
    assert not list(tmp_path.rglob("*.svg"))


def test_a_wide_figure_has_a_narrow_one_beside_it_as_long_as_it_is_wide(tmp_path):
    draws = "plt.figure(figsize=({}, 3))\nplt.plot([1, 2])\nplt.title('words');"
    book = tiny_book(tmp_path, x=chapter(draws.format(7)))
    wide, narrow = (tmp_path / f"docs/figures/x/0{form}.svg" for form in ("", "-narrow"))
    assert told(recording.run(book)) == [] and 'width="504pt"' in wide.read_text()
    assert 'width="324pt"' in narrow.read_text() and told(recording.check(book)) == []
    narrow.write_text(narrow.read_text().replace(">words<", ">word<"))
    [fault] = told(recording.check(book))
    assert fault.startswith("docs/x.md:13: figures/x/0-narrow.svg is stale: ")
    (tmp_path / "docs/x.md").write_text(chapter(draws.format(4)))
    assert "docs/x.md:13: figures/x/0-narrow.svg is drawn no more: run `python -m book run x`" in told(
        recording.check(book)
    )
    assert told(recording.run(book)) == [] and wide.is_file() and not narrow.exists()
    assert told(recording.check(book)) == []
