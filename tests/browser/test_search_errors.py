"""The search: a pasted error leads to its section of the chapter on errors, whatever its numbers are."""

import random
import re

import pytest

from book.reading.book import Book
from book.reading.headings import headings
from book.reading.parse import parse_chapter
from tests.browser.test_search import SHOWN

PAGE = "read-the-error"
FEWEST = 20  # messages with words of their own
MESSAGE = re.compile(r"[\w.]*Error: ")
NUMBER = re.compile(r"(?<![a-wyz])\d+")  # of 64x784, but not of mat1
SIZES = (1, 2, 3, 4, 5, 8, 10, 16, 28, 32, 64, 100, 128, 256, 512, 784, 1024, 50000)
SYMPTOMS = {
    "numpy * instead of @ gives the wrong shape": "an-asterisk-is-no-matrix-product",
    "difference between * and @ in numpy": "an-asterisk-is-no-matrix-product",
    "why is the weight of nn.Linear transposed": "mat1-and-mat2-shapes-cannot-be-multiplied",
    "x @ W fails with the weight of nn.Linear": "mat1-and-mat2-shapes-cannot-be-multiplied",
    "mat1 and mat2 shapes cannot be multiplied after conv and flatten": "mat1-and-mat2-after-conv-and-flatten",
    "how many in_features has a Linear after a convolution": "mat1-and-mat2-after-conv-and-flatten",
    "gufunc signature (n?,k),(k,m?)->(n?,m?) meaning": "mismatch-in-its-core-dimension",
    "np.dot and @ give different shapes for 3D arrays": "dot-or-matmul-on-a-pile",
    "mm or bmm or matmul": "expected-size-for-batch2-of-bmm",
    "batched matrix-vector multiplication in torch": "expected-size-for-batch2-of-bmm",
}


@pytest.fixture(scope="module")
def messages(root):
    """[(a message as the chapter records it, the section that it stands in)]"""
    [path] = (path for path in Book(root).chapters if path.stem == PAGE)
    chapter = parse_chapter(path, root)
    starts = [(heading.line, heading.id) for heading in headings(chapter) if heading.level > 1]
    found = []
    for fence in chapter.fences:
        if fence.language in ("pytb", "output"):
            section = [id for line, id in starts if line < fence.line][-1]
            found += [(line, section) for line in fence.body.splitlines() if MESSAGE.match(line)]
    return found


def words_of(message):
    return tuple(re.findall("[a-z]+", message))


def other(number, chance):
    """Another number than this one, as text."""
    return f"{chance.choice([size for size in SIZES if f'{size}' != number])}"


def test_a_pasted_message_with_other_numbers_and_a_symptom_are_answered(visit, server, messages):
    sections, chance = {}, random.Random(16)
    for message, section in messages:
        sections.setdefault(words_of(message), set()).add(section)
    assert len(sections) >= FEWEST
    asked = {words: {section} for words, section in SYMPTOMS.items()}
    for message, _ in messages:
        pasted = NUMBER.sub(lambda own: other(own[0], chance), message)
        asked[pasted] = sections[words_of(message)]
    page = visit()
    page.get_by_role("textbox", name="Search").click()
    missed = []
    for typed, links in zip(asked, page.evaluate(SHOWN, [*asked]), strict=True):
        found = [re.sub(r"\?h=[^#]*", "", link.removeprefix(server.address)) for link in links[:3]]
        if not {*found} & {f"{PAGE}/#{section}" for section in asked[typed]}:
            missed.append((typed, found))
    assert missed == []
    assert page.wrongs == []
