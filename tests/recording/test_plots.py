"""Plots in chapters: welcome, quiet, and blamed where they stand."""

from book.recording import run as recording
from tests.kit.tinybook import tiny_book

START = "# T\n\n```python\nimport matplotlib.pyplot as plt\n```\n"


def chapter(*cells):
    """A chapter that draws in each of its cells and shows all figures."""
    drawn = (f"\n```python\n{code}\n```\n\n![a]({'figures/x/'}{k}.svg)\n" for k, code in enumerate(cells))
    return START + "".join(drawn)


def told(report):
    return [str(fault) for fault in sorted(report.faults)]


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
    assert len(before) == 5 and "历史</text>".encode() in before[tmp_path / "docs/figures/x/1.svg"]
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
