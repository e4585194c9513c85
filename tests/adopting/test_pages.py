"""Real pages of each format, ten cells or more: adopt, run, check, and no fault but of content."""

import re
import shutil
from pathlib import Path

import pytest

from book.__main__ import main
from book.adopting.adopt import page_of, read
from book.reading.book import Book
from book.recording import run as recording
from book.rules.check import check
from tests.kit.tinybook import parsed, tiny_book

PAGES = sorted((Path(__file__).parent / "pages").iterdir())
STEMS = {
    "01_Counting_Arrays.ipynb": "counting-arrays",
    "masks_in_numpy.md": "masks-in-numpy",
    "plot_unit_circle.py": "plot-unit-circle",
    "random_walks.py": "random-walks",
}
STEMS = {path.name: STEMS.get(path.name, path.stem) for path in PAGES}
# What the author alone can say: which words part two cells, what a picture shows, what a footnote said
CONTENT = re.compile(r"no alt text|more than 2 cells without a word|the site has no footnotes")


@pytest.fixture(scope="module")
def adopted(tmp_path_factory):
    """(a book into which every page was adopted, what was printed of each)"""
    home = tmp_path_factory.mktemp("adopted")
    grouped = {"Appendix": list(STEMS.values())}
    book, told = tiny_book(home, nav=grouped, **{f"docs/{stem}.md": "" for stem in STEMS.values()}), {}
    for path in PAGES:
        (home / "docs" / f"{STEMS[path.name]}.md").unlink()
        shutil.copy(path, home)
        draft = read(path, path.read_text(), path.name)
        told[path.name] = draft, page_of(draft, STEMS[path.name], book.docs)
        assert main(["--root", str(home), "adopt", str(home / path.name)]) == 0
    return book, told


def text_of(adopted, name):
    return adopted[1][name][1]


def lines_of(adopted, name):
    return [f"{fault.line}: {fault.message}" for fault in adopted[1][name][0].told()]


def test_each_goes_through_run_and_check(adopted):
    book, _ = adopted
    report = recording.run(book, use_cache=False)
    assert [str(fault) for fault in report.faults] == []
    assert report.chapters == len(PAGES) >= 8 and report.cells >= 10 * len(PAGES)
    assert recording.check(book).faults == []
    assert recording.run(book).written == []
    faults = [str(fault) for fault in check(Book(book.root), parsed(book))]
    assert [fault for fault in faults if not CONTENT.search(fault)] == []
    # Adopted again, a page of ours stays what it is
    for path in book.docs.glob("*.md"):
        text = path.read_text()
        assert page_of(read(path, text, path.name, ours=True), path.stem, book.docs) == text


def test_code_and_output_keep_their_places(adopted):
    masks = text_of(adopted, "masks_in_numpy.md")
    assert (
        '```python\nprint("y = 2")\nprint("import this")\n```\n\n```output\ny = 2\nimport this\n```' in masks
    )
    assert masks.count("```python") == 12 and masks.count("```output") == 9 and masks.count("```pytb") == 2
    assert masks.count("![](figures/masks-in-numpy/") == 1 and "dataframe" not in masks
    lists = text_of(adopted, "python-lists.md")
    assert lists.count("```python") == 14 and lists.count("```text") == 2


def test_what_a_notebook_gave_is_there_before_it_runs(adopted):
    page = text_of(adopted, "01_Counting_Arrays.ipynb")
    assert "```output\nsum = 15\n(2, 3)\n```" in page
    assert "```pytb\nValueError: operands could not be broadcast" in page
    assert "```pytb\nRuntimeWarning: divide by zero encountered in divide\n" in page
    assert "plt.plot(squares);\n```\n\n![](figures/counting-arrays/a-picture.svg)" in page
    assert "```sh\ncat numbers.csv\n```\n\n```output\n1,2\n3,4\n```" in page


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("01_Counting_Arrays.ipynb", "%matplotlib inline", "is a line for IPython, left out"),
        ("01_Counting_Arrays.ipynb", "printf '1,2", "became a ```sh cell"),
        ("01_Counting_Arrays.ipynb", "np.mean?", "is a line for IPython, left out"),
        ("01_Counting_Arrays.ipynb", "attachment:map.png", "put it into `docs/assets/`"),
        ("01_Counting_Arrays.ipynb", "02_next.ipynb", "its words stay: link to a page of the book"),
        ("01_Counting_Arrays.ipynb", "alert alert-info", "the tag `<div"),
        ("dot-products.md", "+++", "`+++` is left out"),
        ("dot-products.md", ":tags: [raises-exception]", "`raises-exception`: became an empty ```pytb"),
        ("dot-products.md", "images/angle.png", "`{figure}` `images/angle.png` is left out"),
        ("dot-products.md", "{cite}", "the source `euclid` is left out"),
        ("dot-products.md", "{bibliography}", "the directive `{bibliography}` is left out"),
        ("dot-products.md", "% a comment", "the comment `% a comment of MyST` is left out"),
        ("linear-maps.md", "%%tab mxnet", "the cell for `mxnet` is left out"),
        ("linear-maps.md", ":begin_tab:`mxnet`", "the tab `mxnet` is left out"),
        ("linear-maps.md", ":citet:", "the source `Strang.1993` is left out"),
        ("linear-maps.md", "../img/linear-map.svg", "the picture `../img/linear-map.svg`"),
        ("plot_unit_circle.py", ".. contents::", "the directive `{contents}` (`Contents`) is left out"),
        ("plot_unit_circle.py", ".. code-block::", "is code that nothing ran: it became ```text"),
        ("plot_unit_circle.py", ":ref:", "the reference to `sphx_glr_other` leads nowhere"),
        ("random_walks.py", "!echo far", "left out: write it with `subprocess.run`"),
        ("random_walks.py", "hide-output", "the tag `hide-output` is left out"),
        ("random_walks.py", "raw text for LaTeX", "a raw cell is left out"),
        ("masks_in_numpy.md", "%matplotlib inline", "is a line for IPython, left out"),
        ("masks_in_numpy.md", "<div>", "the table of a data frame is left out"),
    ],
)
def test_what_is_left_out_is_said_at_its_line(adopted, name, line, says):
    rows = next(path for path in PAGES if path.name == name).read_text().split("\n")
    numbers = [number for number, row in enumerate(rows, 1) if line in row]
    said = [row for row in lines_of(adopted, name) if says in row]
    assert said and numbers
    # A directive is named at its first line, whatever stands in it
    assert any(abs(int(row.partition(":")[0]) - number) <= 2 for row in said for number in numbers), said


def test_directives_and_roles_are_ours(adopted):
    page = text_of(adopted, "dot-products.md")
    assert "as `numpy.dot` does. [Angles](#angles) comes later" in page
    assert "/// note\n\nA dot product is one number: $a \\cdot b" in page
    assert "/// tip | Write `@`\n" in page and "/// note | Try it\n" in page
    assert "/// tab | NumPy\n\n```python\nnp.inner(a, b)\n```\n\n///" in page
    assert "$$\n\\|a\\| = \\sqrt{a \\cdot a}\n$$" in page and "(angles)=" not in page
    page = text_of(adopted, "plot_unit_circle.py")
    assert (
        page.startswith("# The unit circle\n\nYou will")
        and "\n## Angles\n" in page
        and "\n### Draw\n" in page
    )
    assert "[NumPy](https://numpy.org)" in page and "`numpy.cos` and `numpy.sin`" in page
    page = text_of(adopted, "linear-maps.md")
    assert "A matrix is a map from vectors" in page and "as in [Matrices](#matrices)" in page
    assert "mxnet" not in page and "tensorflow" not in page and "import torch" in page
