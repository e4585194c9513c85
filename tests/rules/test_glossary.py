"""Words and their homes: links before, few at once, and an entry each in the glossary."""

import re
from pathlib import Path

import numpy as np
import pytest

from book.rules.check import check
from book.rules.glossary import WORDS
from tests.kit.rules import PROSE
from tests.kit.tinybook import parsed, tiny_book
from tests.rules.prose import GOOD, middle, said

NAMES = ("index", "twelve_lines", "digits", "fitting", "sequential", "glossary")
ENTRIES = "# Words\n\n## A\n\n" + "".join(
    f"### {word.name}\n\nSaid. → [There]({word.home}.md#here)\n\n"
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


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("### loss\n", "", "1: the word “loss” has no entry: add `### loss`"),
        (
            "### cross-entropy\n\nSaid. → [There](sequential.md#here)\n\n",
            "",
            "1: the word “cross-entropy” has no entry: add `### cross-entropy`",
        ),
        ("### SGD", "### sgd", None),
        (
            "### Adam\n\nSaid. → [There](sequential.md#here)",
            "### Adam\n\nSaid. → [There](digits.md)",
            "5: the entry “Adam” does not lead home: link to `sequential.md`",
        ),
        (
            "### Adam\n\nSaid. → [There](sequential.md#here)",
            "### Adam\n\nSaid there",
            [
                "5: the entry “Adam” does not end with its home: write `→ [Heading](page.md#heading)`",
                "5: the entry “Adam” does not lead home: link to `sequential.md`",
            ],
        ),
        (
            "### Adam\n",
            "### Adam\n\nOne. [Two](digits.md).\n\n- Three.\n",
            "5: the entry “Adam” does not end with its home: write `→ [Heading](page.md#heading)`",
        ),
        ("### Adam\n", "### Adam\n\nOne\nand two. →\n[Three\nfour](digits.md)\n\n- Three.\n", None),
        ("## A\n\n### Adam", "## B\n\n### Adam", "5: “Adam” stands below “B”: sort from A to Z"),
        (
            "### axis",
            "### zebra\n\nStriped. → [There](digits.md)\n\n### axis",
            "13: “axis” stands below “zebra”: sort from A to Z",
        ),
        ("### axis", "### arg-max\n\nA place. → [There](digits.md)\n\n### axis", None),
        ("# Words\n", "# Words\n\nThe [loss](fitting.md), the [axis](digits.md).\n", None),
    ],
)
def test_the_glossary_has_every_word_in_order(tmp_path, old, new, fault):
    assert ENTRIES.count(old) == 1
    found = about_words(tmp_path, "glossary", ENTRIES.replace(old, new))
    expected = [] if fault is None else [fault] if isinstance(fault, str) else fault
    assert found == [f"docs/glossary.md:{one}" for one in expected]


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
