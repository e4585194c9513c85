"""Pictures that cells draw in the page, run here: they say what the recorded figures say."""

import base64
import json
import re

import pytest

from book.copying.in_page import in_page
from book.reading.book import Book
from book.reading.parse import parse_chapter
from tests.kit.page_python import CELLS, page_python, path_to


@pytest.fixture
def session(root, tmp_path):
    with page_python(root) as module:
        yield module.Session(tmp_path, packages=["numpy"])


def run(session, source, **record):
    first = "import numpy as np\nimport matplotlib.pyplot as plt\n"
    path = [{"name": "cell 0", "source": first + source}]
    return session.run({"path": path, "record": record or None})


def picture(session, source):
    result = run(session, source)
    assert not result["error"], result["told"]
    [only] = result["pictures"]
    return only


def chart(session, source):
    [only] = picture(session, source)["charts"]
    return only


def marks(session, source):
    return chart(session, source)["marks"]


def test_every_picture_of_the_book_says_what_its_recorded_figure_says(root, session):
    pages = {path.stem: in_page(parse_chapter(path, root)) for path in Book(root).chapters}
    drawn, wrong = 0, []
    for stem, page in pages.items():
        session.open(page["modules"])
        for index, entry in enumerate(page["cells"]):
            if "source" not in entry or "figures" not in entry:
                continue
            result = session.run(path_to(page["cells"], index))
            drawn += len(result["pictures"])
            if result["difference"] or (result["failed"] and "pytb" not in entry):
                wrong.append(f"{stem} {index}: {result['difference']} {result['told']}")
            json.dumps(result, allow_nan=False)
    assert not wrong
    assert drawn >= 45


def test_a_picture_that_says_something_else_is_told(session):
    draw = "plt.title('one')\nplt.text(0, 0, 'two\\nthree')\nplt.plot([1], label='four')\nplt.legend();"

    def told(*words, varies=False, source=draw):
        return run(session, source, figures=[{"words": list(words), "varies": varies}])["difference"]

    assert told("one", "two", "three", "four", "0.25") is None
    assert told("one", "two", "four") == "the picture says 'three'"
    assert told("one", varies=True) is None
    assert told(source="1;") == "it draws no picture, and recorded is 1 picture"
    assert "2 pictures" in told(source=f"{draw}\nplt.figure()\nplt.plot([1]);")


# The page's own Matplotlib


def test_figures_and_axes_are_current_as_in_matplotlib(session):
    source = """
plt.plot([1, 2])
figure, (left, right) = plt.subplots(1, 2, figsize=(6, 2), sharey=True)
left.plot([1], "o")
plt.title("right")
plt.sca(left)
plt.xlabel("left")
plt.figure(1)
plt.ylabel("first")
plt.show()
plt.subplot(2, 1, 2)
plt.subplot(2, 2, 1).set(title="corner")
plt.figure(7)
assert plt.get_fignums() == [1, 2, 7]
plt.close()
"""
    first, second = run(session, source)["pictures"]
    assert [each.get("ylabel") for each in first["charts"]] == ["first", None, None]
    assert first["size"] == [7, 3.2] and first["layout"] == [[2, 0], [1, 1]]
    assert second["size"] == [6, 2] and second["layout"] == [[0, 1]] and second["shared"] == "y"
    assert second["charts"][0]["xlabel"] == "left" and second["charts"][1]["title"] == "right"
    assert run(session, "plt.get_fignums()")["output"] == "[]"


def test_a_line_has_the_next_colour_of_the_book_and_what_its_format_says(session):
    found = marks(
        session,
        "plt.plot([1, 2], [3, np.nan])\nplt.plot([[1, 2], [3, 4]], 'r--', lw=1)\nplt.plot(5, 6, 'kx')",
    )
    assert [each["color"] for each in found] == ["#0060a8", "#ff0000", "#ff0000", "#000000"]
    assert found[0]["y"] == [3, None] and found[0]["lw"] == 2 and "ls" not in found[0]
    assert (found[2]["y"], found[2]["ls"], found[2]["lw"]) == ([2, 4], "--", 1)
    assert (found[3]["x"], found[3]["marker"], found[3]["ls"]) == ([5], "x", "")


def test_words_for_a_look_are_one_word_and_colours_are_numbers(session):
    [mark] = marks(
        session, "plt.plot([1], linewidth=3, linestyle='dashed', c=(1, 0.5, 0), markeredgecolor='C1')"
    )
    assert (mark["lw"], mark["ls"], mark["color"], mark["mec"]) == (3, "--", "#ff8000", "#a85400")
    assert not {"linewidth", "linestyle", "c", "markeredgecolor"} & mark.keys()


def test_bars_may_stand_at_words(session):
    found = chart(session, "plt.barh(['a', 'b'], [3, 4])\nplt.gca().invert_yaxis()")
    assert found["yticks"] == [0, 1] and found["yticklabels"] == ["a", "b"] and found["inverted"] == "y"
    assert [(box["x"], box["y"], box["width"], box["height"]) for box in found["marks"]] == [
        (0, -0.4, 3, 0.8),
        (0, 0.6, 4, 0.8),
    ]


def test_a_histogram_counts_as_numpy_does(session):
    source = "n, edges, bars = plt.hist([1, 1, 2], bins=2, log=True)\nassert n.tolist() == [2, 1]"
    found = chart(session, source)
    assert found["yscale"] == "log" and [box["height"] for box in found["marks"]] == [2, 1]
    assert [(box["x"], box["width"]) for box in found["marks"]] == [(1, 0.5), (1.5, 0.5)]


def test_an_image_is_a_byte_a_number(session):
    image, axis = marks(session, "plt.imshow([[0, 1], [2, 4]], cmap='gray')")
    assert image["shape"] == [2, 2] and image["cmap"] == ["gray"] and axis == {"kind": "axis", "on": True}
    assert [*base64.b64decode(image["bytes"])] == [0, 64, 128, 255]
    [colour, *_] = marks(session, "plt.imshow(np.full((1, 2, 3), 0.2))\nplt.axis('off')")
    assert colour["shape"] == [1, 2, 3] and [*base64.b64decode(colour["bytes"])] == [51] * 6


def test_what_else_is_drawn(session):
    source = """
x = np.linspace(0, 1, 5)
plt.scatter(x, x, c=x)
plt.fill_between(x, x, 1, alpha=0.3)
plt.axhline(0.5, ls=":")
plt.axvline(0.5)
plt.annotate("", (1, 1), (0, 0), arrowprops=dict(arrowstyle="->", lw=1))
plt.annotate("here", (1, 1), (0, 0), arrowprops=dict(arrowstyle="->"))
plt.annotate("tag", (1, 1), (5, 5), textcoords="offset points")
plt.gca().add_patch(plt.Rectangle((0, 0), 1, 1, fc="none", ec="red"))
plt.contour(x, x, x[:, None] + x, [0.5, 1], colors="k")
plt.step(x, x)
plt.stairs([1, 2])
plt.grid(True)
plt.legend(["a", "b"])
plt.semilogy(x + 1)
plt.xlim(0, 1)
plt.xticks([0, 1], ["zero", "one"])
"""
    found = chart(session, source)
    kinds = [mark["kind"] for mark in found["marks"]]
    assert kinds == ["dots", "band", "level", "upright", "arrow", "note", "tag", "box"] + [
        "contours", "curve", "steps", "grid", "legend", "curve"
    ]  # fmt: skip
    assert found["yscale"] == "log" and found["xlim"] == [0, 1] and found["xticklabels"] == ["zero", "one"]
    assert [mark.get("label") for mark in found["marks"][:2]] == ["a", "b"]


@pytest.mark.parametrize(
    "source, named",
    [
        ("plt.pie([1])", "`pie`"),
        ("plt.gca().pie([1])", "`pie`"),
        ("plt.plot([1], drawstyle='steps')", "drawstyle="),
        ("plt.plot([1], '!')", "'!'"),
        ("plt.plot([1], color='mauve')", "'mauve'"),
        ("plt.imshow([[1]], cmap='jet')", "'jet'"),
        ("plt.xlabel('x', fontsize=9)", "fontsize="),
        ("plt.gca().set(zlim=1)", "zlim="),
        ("plt.rcParams['font.size'] = 9", "font.size"),
        ("plt.xscale('logit')", "'logit'"),
        ("plt.figure().savefig('a.png')", "`savefig`"),
        ("from matplotlib import animation", "animation"),
    ],
)
def test_what_it_has_not_is_named(session, source, named):
    result = run(session, source)
    assert named in result["error"]["message"] and "atplotlib" in result["told"]


def test_more_than_a_page_can_draw_is_said(session):
    result = run(session, "plt.plot(np.random.rand(400_000));")
    assert result["pictures"] == [] and "draw fewer points" in result["undrawn"]


def test_nothing_drawn_outlives_its_cell_nor_a_setting_its_run(session):
    run(session, "plt.rcParams['figure.figsize'] = 2, 1\nplt.figure()\nraise ValueError")
    result = run(session, "plt.plot([1])")
    assert len(result["pictures"]) == 1 and result["pictures"][0]["size"] == [7, 3.2]


# One list for all


def test_the_worker_fetches_every_file_of_the_pages_python(root):
    folder, text = root / CELLS, (root / CELLS / "python-worker.js").read_text()
    listed = re.findall(r'"([\w/]+\.py)"', text)
    beside = {path.name for path in folder.glob("*.py")} | {"execute.py", "compare.py", "terminal.py"}
    files = [*(folder / "standins/matplotlib").glob("*.py"), *(folder / "watch").glob("*.py")]
    assert sorted(listed) == sorted(beside | {path.relative_to(folder).as_posix() for path in files})
