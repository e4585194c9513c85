"""The limits of readability: what each says beyond it, and that good prose passes."""

import re
from pathlib import Path

import numpy as np
import pytest

from book.rules.check import check
from book.rules.glossary import WORDS
from book.rules.report import report
from book.rules.units import count, sentences, units_of
from tests.kit.rules import PROSE
from tests.kit.tinybook import parsed, tiny_book

EXERCISE = """\
/// details | Exercise: {n} is not a word of the prose
    type: question
    open: true

Do it.

```python
x{n} = ...
```

```python title="check"
assert x{n} == 1
```
///

/// details | Solution
    type: success

```python
x{n} = 1
```
///

"""
EXERCISES = "".join(EXERCISE.replace("{n}", str(n)) for n in range(3))
GOOD = f"""\
---
title: Words here are not prose, simply
---
# A heading

You will do a thing.

![a picture](figures/x/picture.svg)

## Exercises

{EXERCISES}## Try next

Do more.
"""
CELL = "```python\n1\n```\n\n"


def words(n, last="end."):
    return " ".join(["word"] * (n - 1) + [last])


def said(tmp_path, text, name="chapter", **options):
    book = tiny_book(tmp_path, **{name: text}, **options)
    return [str(fault) for fault in check(book, parsed(book), PROSE)]


def middle(text):
    """A good chapter with `text` from line 10 on."""
    return GOOD.replace("## Exercises\n", f"{text}\n\n## Exercises\n")


def test_a_good_chapter_passes(tmp_path):
    assert said(tmp_path, GOOD) == []


def test_a_huge_chapter_is_left_to_parse(tmp_path):
    assert said(tmp_path, "# Title\n\n" + "Simply. " * 30_000) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"Short. A{words(35)}\nB", None),
        (
            f"Short one.\nA {words(35)}",
            "11: a sentence of 36 words (“A word word word …”), 35 are allowed: make it two",
        ),
        (
            f"`x @ w` {words(34)}",
            "10: a sentence of 36 words (“`…` `…` word word …”), 35 are allowed: make it two",
        ),
        (
            f"- One.\n- Two, e.g. Three {words(33)}",
            "11: a sentence of 36 words (“Two, e.g. Three word …”), 35 are allowed: make it two",
        ),
        (" ".join(["A b c."] * 30), None),
        (" ".join(["A b c."] * 31), "10: a paragraph of 93 words, 90 are allowed: split it"),
        (f"<!-- long: one breath -->\nA {words(35)}", None),
        (f"<!-- long: one breath -->\n\nA {words(35)}", None),
        (
            f"<!-- long: -->\nA {words(35)}",
            [
                "10: `<!-- long: -->` gives no reason: write it behind the colon",
                "11: a sentence of 36 words (“A word word word …”), 35 are allowed: make it two",
            ],
        ),
        (
            f"<!-- long: only the next -->\nOne.\n\nA {words(35)}",
            "13: a sentence of 36 words (“A word word word …”), 35 are allowed: make it two",
        ),
        ("| a | b |\n|---|---|\n| " + words(20, "c") + " | " + words(20, "d") + " |", None),
        ("It is\njust so.", "11: “just” tells a reader who is stuck that the fault is theirs: leave it out"),
        ("Of\ncourse.", "10: “Of course” tells a reader who is stuck that the fault is theirs: leave it out"),
        ("Simply go.", "10: “Simply” tells a reader who is stuck that the fault is theirs: leave it out"),
        (
            "So, obviously, yes.",
            "10: “obviously” tells a reader who is stuck that the fault is theirs: leave it out",
        ),
        ("That is just right. Adjust, unjust, `just`, justly, coursework.", None),
        (f"{CELL}{CELL}Words.\n\n{CELL}{CELL}", None),
        (
            f"{CELL}{CELL}## Heading\n\n{CELL}",
            "20: more than 2 cells without a word between them: say above this one what it is for",
        ),
        (
            f"{CELL}```output\n1\n```\n\n![p](figures/x/a.svg)\n\n{CELL}{CELL}{CELL}",
            "24: more than 2 cells without a word between them: say above this one what it is for",
        ),
        (f"/// tab | NumPy\n{CELL}///\n\n/// tab | PyTorch\n{CELL}///\n\n{CELL}", None),
    ],
)
def test_limits_of_prose(tmp_path, text, fault):
    expected = [] if fault is None else [fault] if isinstance(fault, str) else fault
    assert said(tmp_path, middle(text)) == [f"docs/chapter.md:{one}" for one in expected]


# The early use of words


NAMES = ("index", "twelve_lines", "digits", "fitting", "sequential", "glossary")
ENTRIES = "# Words\n\n## A\n\n" + "".join(
    f"### {word.name}\n\nSaid [there]({word.home}.md#here).\n\n"
    for word in sorted(WORDS, key=lambda word: word.name.casefold())
    if word.home.replace("-", "_") in NAMES
)


def about_words(tmp_path, name, text):
    pages = dict.fromkeys(NAMES, GOOD) | {"glossary": ENTRIES}
    pages[name] = text if text.startswith("#") else middle(text)
    book = tiny_book(tmp_path, **pages, nav={"Appendix": ["glossary"]})
    return [str(fault) for fault in check(book, parsed(book), PROSE)]


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("twelve_lines", "One\nloss.", "11: “loss” is explained only in `fitting.md`"),
        (
            "twelve_lines",
            "The loss.\n\nThe [loss](fitting.md).",
            "10: “loss” is explained only in `fitting.md`",
        ),
        ("index", "Two Mini-Batches.", "10: “Mini-Batches” is explained only in `twelve-lines.md`"),
        (
            "index",
            "The word gradient[^1] and [loss](glossary.md#loss).",
            "10: “gradient” is explained only in `fitting.md`",
        ),
        ("digits", "Tensors; now hidden units.", "10: “hidden units” is explained only in `sequential.md`"),
        ("digits", "Cross entropy of Adam [here](sequential.md).", None),
        ("digits", "Cross-entropy.", "10: “Cross-entropy” is explained only in `sequential.md`"),
        ("index", "Its axes.", "10: “axes” is explained only in `digits.md`"),
        ("index", "The x axis, the vertical axis.", None),
        ("index", "It has shape `(2, 3)`.", "10: “shape” is explained only in `digits.md`"),
        ("index", "A shape (2, 3).", "10: “shape” is explained only in `digits.md`"),
        (
            "index",
            "The shape of a tensor.",
            ["10: “shape” is explained only in `digits.md`", "10: “tensor” is explained only in `digits.md`"],
        ),
        ("index", "Nobody told it what shape a 3 has. Shapes That Fit. Paste a shape error.", None),
        ("twelve_lines", "In batches, `loss`, adam, sgd, lossless, an epoch-making point of view.", None),
        ("twelve_lines", "| a | b |\n|---|---|\n| the loss | [fitting](fitting.md) |", None),
        ("twelve_lines", "[A loss](glossary.md#loss), see [there](fitting.md#x).\n\nThe loss.", None),
        (
            "index",
            "The [point of it](glossary.md) is a loss.",
            "10: “loss” is explained only in `fitting.md`",
        ),
        ("index", "# The loss\n\n![p](figures/x/a.svg)", None),
        ("glossary", f"# Words\n\nThe loss, hidden units.\n\n{ENTRIES[9:]}", None),
        ("digits", "An array is a view of memory with strides: their home is not in this book yet.", None),
    ],
)
def test_words_before_their_home(tmp_path, name, text, fault):
    expected = [] if fault is None else [fault] if isinstance(fault, str) else fault
    found = about_words(tmp_path, name, text)
    file = f"docs/{name.replace('_', '-')}.md"
    tail = ": link its first use to there, or to `glossary.md`"
    assert found == [f"{file}:{one}{tail}" for one in expected]


def test_without_a_nav_no_word_is_early(tmp_path):
    text = middle("The loss.")
    assert said(tmp_path, text, **{"mkdocs.yml": "site_name: x\n", "fitting": GOOD}) == []


def test_too_many_new_words_in_a_section(tmp_path):
    text = middle("## One\n\nLogits, softmax, Adam.\n\nLogits.\n\n## Two\n\nA hidden unit and cross-entropy.")
    assert said(tmp_path / "a", text, "sequential") == []
    crowded = middle("## One\n\nLogits, softmax.\n\n### More\n\nAdam, hidden units. Logits.")
    assert said(tmp_path / "b", crowded, "sequential") == [
        "docs/sequential.md:10: 4 new words in one section (logits, softmax, Adam, hidden unit), "
        "3 are allowed: spread them over sections"
    ]


# The glossary


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("### loss\n", "", "1: the word “loss” has no entry: add `### loss`"),
        (
            "### cross-entropy\n\nSaid [there](sequential.md#here).\n\n",
            "",
            "1: the word “cross-entropy” has no entry: add `### cross-entropy`",
        ),
        ("### SGD", "### sgd", None),
        (
            "### Adam\n\nSaid [there](sequential.md#here)",
            "### Adam\n\nSaid [there](digits.md)",
            "5: the entry “Adam” does not lead home: link to `sequential.md`",
        ),
        (
            "### Adam\n\nSaid [there](sequential.md#here)",
            "### Adam\n\nSaid there",
            "5: the entry “Adam” does not lead home: link to `sequential.md`",
        ),
        ("### Adam\n", "### Adam\n\nOne. [Two](digits.md).\n\n- Three.\n", None),
        ("## A\n\n### Adam", "## B\n\n### Adam", "5: “Adam” stands below “B”: sort from A to Z"),
        (
            "### axis",
            "### zebra\n\nStriped.\n\n### axis",
            "13: “axis” stands below “zebra”: sort from A to Z",
        ),
        ("### axis", "### arg-max\n\nA place.\n\n### axis", None),
        ("# Words\n", "# Words\n\nThe [loss](fitting.md), the [axis](digits.md).\n", None),
    ],
)
def test_the_glossary_has_every_word_in_order(tmp_path, old, new, fault):
    assert ENTRIES.count(old) == 1
    found = about_words(tmp_path, "glossary", ENTRIES.replace(old, new))
    assert found == ([] if fault is None else [f"docs/glossary.md:{fault}"])


def test_a_book_without_a_glossary_or_with_other_words(tmp_path):
    assert said(tmp_path / "a", GOOD, "digits") == []
    assert said(tmp_path / "b", GOOD, "glossary") == []


def test_shapes_that_the_glossary_claims():
    text = (Path(__file__).parents[2] / "docs/glossary.md").read_text(encoding="utf-8")
    claims = re.findall(r"`(\(\S*(?:, \S+)?\)) (.) (\(.*?\)) → (\(.*?\))`", text)
    operations = {"+": np.add, "*": np.multiply, "@": np.matmul}
    assert {sign for _, sign, _, _ in claims} == set(operations)
    for a, sign, b, c in claims:
        operands = [np.ones(eval(shape)) for shape in (a, b)]
        assert operations[sign](*operands).shape == eval(c), f"{a} {sign} {b} is not {c}"


# The form of a chapter


LATE = "\n\n".join(["Some words here."] * 101)


def test_a_figure_comes_early(tmp_path):
    late = GOOD.replace("![a picture]", f"{LATE}\n\n![a picture]")
    fault = "no figure within the first 300 words: show one above this paragraph"
    assert said(tmp_path / "a", late) == [f"docs/chapter.md:204: {fault}"]
    assert said(tmp_path / "b", late, "index") == [f"docs/index.md:204: {fault}"]
    assert said(tmp_path / "c", late, nav={"Appendix": ["chapter"]}) == []


@pytest.mark.parametrize(
    "picture",
    [
        "Look at ![a three](figures/x/three.svg)",
        "<digit-pad></digit-pad>",
        "<digit-pad>\n<p>Draw.</p>\n</digit-pad>",
        "<p><img src='x.png'></p>",
    ],
)
def test_interactives_and_raw_pictures_are_figures(tmp_path, picture):
    text = GOOD.replace("![a picture](figures/x/picture.svg)", f"{picture}\n\n{LATE}")
    assert said(tmp_path, text) == []


def test_a_chapter_needs_exercises(tmp_path):
    text = GOOD.replace(EXERCISE.replace("{n}", "2"), "")
    fault = "2 of 3 exercises: add more, each a question, a check and a solution"
    assert said(tmp_path / "a", text) == [f"docs/chapter.md:4: {fault}"]
    assert said(tmp_path / "b", text, "index") == []
    assert said(tmp_path / "c", text, nav={"Appendix": ["chapter"]}) == []


@pytest.mark.parametrize("opening", ["", CELL, "## Section\n\n", "### Section\n\n"])
def test_a_chapter_opens_with_words(tmp_path, opening):
    text = GOOD.replace("You will do a thing.\n", opening)
    fault = "the chapter starts without a word: open with what the reader will do"
    assert said(tmp_path, text) == [f"docs/chapter.md:4: {fault}"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("## Try next\n\nDo more.\n", "", 10),
        ("Do more.\n", "", 81),
        ("## Try next\n", "", 10),
        ("Do more.\n", f"Do more.\n\n{EXERCISE.replace('{n}', '3')}", 81),
    ],
)
def test_a_chapter_ends_with_an_outlook(tmp_path, old, new, line):
    fault = "the chapter ends without an outlook: add a last `## ` section on what to try next"
    assert said(tmp_path, GOOD.replace(old, new)) == [f"docs/chapter.md:{line}: {fault}"]


# How words are counted


def test_what_counts_as_a_word():
    assert count("One, two - three: 4 % … x_y don't") == 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One [two three](x.md) `x @ w` — *four*.", ["One two three \ue000 \ue000 — four."]),
        ("Right for <!--= acc:.0% -->96%<!--/--> of them.", ["Right for 96% of them."]),
        ("![not this](x.png)", []),
        (
            "One. `two` is. (Three?) “Four!” Five… Six",
            ["One.", "\ue000 is.", "(Three?", "“Four!", "Five…", "Six"],
        ),
        (
            "See e.g. NumPy, fig. 3, i.e. 3.5 and a.b. no more",
            ["See e.g. NumPy, fig. 3, i.e. 3.5 and a.b. no more"],
        ),
        ("/// note | Not this\n    attrs: {id: x}\n\nBut this.\n///", ["But this."]),
        ("This,\n///\n/// details | Not this\n    open: true\n///\nand this.", ["This,", "and this."]),
    ],
)
def test_sentences(tmp_path, text, expected):
    chapter = parsed(tiny_book(tmp_path, a=text))[0]
    assert [words for unit in units_of(chapter) for _, words in sentences(unit)] == expected


def test_the_report(tmp_path):
    long = middle(f"<!-- long: one breath -->\nA {words(99)}\n\n{words(250)}\n\n{words(25)}\n\n" + CELL * 37)
    book = tiny_book(tmp_path, a=GOOD, longer_name=long)
    assert report(parsed(book)).splitlines() == [
        "chapter      words  sentence   p90  figures  a 350 words  cells  minutes  long",
        "a               13        2     5         1        26.9       9     3.1      0",
        "longer-name    388        2   250!        1         0.9!     46    17.3!     1",
        "goals: median sentence at most 16 words, 90th percentile 24, a figure per 350 words, 15 minutes",
    ]


def test_an_empty_chapter_is_reported(tmp_path):
    book = tiny_book(tmp_path, a="")
    row = report(parsed(book)).splitlines()[1]
    assert row.split() == ["a", "0", "0", "0", "0", "0.0", "0", "0.0", "0"]
