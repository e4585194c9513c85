"""Whatever a cell prints, raises, warns or computes: the page shows it, or a fault says why not."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from book.ground.compare import tidy
from book.ground.terminal import as_shown
from book.reading.parse import parse_chapter
from book.recording.record import compare
from book.running.job import CellResult, Failure, Outcome, ValueResult, Warned
from tests.kit.rendered import fences, rendered
from tests.kit.rules import FORM
from tests.kit.tinybook import tiny_book

PAGE = "# T\n\n```python\nf()\n```\n\nSo `x` is <!--= x -->1<!--/--> here.\n"
TABLE = "# T\n\n| a | b |\n|---|---|\n| c | is <!--= x -->1<!--/--> d |\n"
NASTY = (
    *("\r", "\b", "\t", "\n", "\n\n", " ", "\0", "\x1b[31m", "\x1b[A", "\x1b[2K", "\x1b]0;t\x07", "\x1b"),
    *("\u202e", "\u200b", "\u2028", "\x85", "\v", "\f", "\x1c", "\ufeff", "\xad", "\ud800", "\uffff", "\xa0"),
    *('--8<-- "snippets/nets.py:simple-mnist"', "--8<--", "-8<- [start:a]", ";--8<--", "; --8<-- 'x'"),
    *("```", "````output", "~~~", "```python\n1\n```", "   ```", "///", "/// note | x", "    type: question"),
    *("<!--= x -->1<!--/-->", "<!--", "-->", "<script>", "</code></pre>", "<b>", "&lt;", "&amp", "{.a #b}"),
    *(
        "[^1]",
        "[^1]: x",
        "*[A]: B",
        ":smile:",
        "$x$",
        "$$",
        "$$\nx\n$$",
        "\\(x\\)",
        "\\",
        "`",
        "**a**",
        "__a__",
    ),
    *(
        "![a](figures/x/a.svg)",
        "[a](b)",
        "[a][b]",
        "[a]: b",
        "# H",
        "> q",
        "- l",
        "---",
        "| a |",
        "a_b",
        "<a@b.c>",
    ),
    *(
        "wzxhzdk:0",
        "\x02wzxhzdk:0\x03",
        "klzzwxh:0001",
        "\x02amp\x03",
        "é",
        "e\u0301",
        "漢字",
        "👨\u200d👩",
        "100%",
    ),
    *(
        '<div class="language-python highlight">',
        "site/x",
        "Traceback (most recent call last):",
        "ValueError: x",
    ),
)
TEXTS = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=5)), max_size=8).map("".join)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return tiny_book(tmp_path_factory.mktemp("any"), nav={"Appendix": ["x"]}, x=PAGE)


def recorded(book, page, outcome):
    """The page after a run that gave `outcome`, None where it has a fault: it has one, then."""
    chapter = parse_chapter(book.docs / "x.md", book.root, page)
    assert not chapter.faults
    record = compare(chapter, outcome)
    if record.faults:
        assert len(record.faults) == 1 and "\n" not in str(record.faults[0])
        return None
    again = parse_chapter(chapter.path, chapter.root, record.text)
    second = compare(again, outcome)
    assert not second.faults and not second.differences and second.text == record.text
    assert not [fault for rule in FORM if rule.about == "chapter" for fault in _found(rule, again)]
    return record.text


def _found(rule, chapter):
    return list(rule.find(chapter, None)) if rule.find.__module__.endswith(("tokens", "raw")) else []


def shows(book, root, text):
    """Hold a text that was printed, raised, warned and computed against the pages that tell it."""
    error = Failure(f"ValueError: {text}", None, "error")
    for kind, result, told in (
        ("output", CellResult(0, text), text),
        ("pytb", CellResult(0, "", error), error.text),
        ("pytb", CellResult(0, "", warnings=[Warned(f"UserWarning: {text}", 1)]), f"UserWarning: {text}"),
    ):
        page = PAGE if kind == "output" else PAGE.replace("\n\nSo", "\n\n```pytb\n```\n\nSo")
        if written := recorded(book, page, Outcome(cells={0: result})):
            expected = [as_shown(told)] if as_shown(told) else []
            assert fences(rendered(written, root), kind) == expected
            assert expected == [tidy(each) for each in expected]
    for page, place in ((PAGE, "//p"), (TABLE, "//td[2]")):
        if written := recorded(book, page, Outcome(values={0: ValueResult(0, text=text)})):
            (said,) = rendered(written, root).xpath(place)
            words = f"So x is {text} here." if page is PAGE else f"is {text} d"
            assert " ".join(said.text_content().split()) == " ".join(words.split())


@settings(max_examples=100)
@given(text=TEXTS)
@example(text='--8<-- "snippets/data.py:normalise"\nthe end')
@example(text="".join(NASTY))
def test_any_text_is_shown_or_refused(book, root, text):
    shows(book, root, text)


@pytest.mark.heavy
@settings(max_examples=2000)
@given(text=TEXTS)
def test_any_of_many_texts_is_shown_or_refused(book, root, text):
    shows(book, root, text)
