"""The limits of readability: what each says beyond it, and that good prose passes."""

import pytest

from tests.rules.prose import CELL, EXERCISE, GOOD, middle, said, words


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
        ("It is, just as you have just seen, put simply, a change of course.", None),
        (
            "They said “you just add, obviously”, and Ernest Just wrote a just-in-time compiler in just 12 lines.",
            None,
        ),
        ("[Just for fun](https://example.org/) is not just a title; of course work was done.", None),
        (
            "You just need it.",
            "10: “just” tells a reader who is stuck that the fault is theirs: leave it out",
        ),
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
