"""A copy is the idea, not the library."""

from functools import cache

import pytest

from book.reading.book import Book
from tests.copying.lengths import figures_of
from tests.kit.tinybook import tiny_book

figures = cache(lambda root: figures_of(Book(root)))


@pytest.mark.parametrize("number", range(5))
def test_copies_are_as_short_as_what_they_show(root, number):
    figure = figures(root)[number]
    assert figure.lines <= figure.most, str(figure)


def test_the_places_of_long_copies_are_named(tmp_path):
    long = "\n".join(f"x{number} = {number}" for number in range(400))
    it = tiny_book(
        tmp_path,
        twelve_lines='# Twelve\n\n```python\n--8<-- "snippets/code.py:twelve"\n```\n\n```python\nTWELVE\n```\n',
        by_hand="# By hand\n\n```python\nfrom snippets.nets import SimpleMnist\n```\n\n"
        "```python\nnet = SimpleMnist()\n```\n\n```python\nopt = net\nopt.step()\n```\n",
        other=f"# Other\n\n```python\n{long}\n```\n\n```python\n"
        "from snippets.pictures.ink import draw\n\ndraw()\n```\n",
        **{
            "snippets/code.py": "# --8<-- [start:twelve]\nTWELVE = 12\n# --8<-- [end:twelve]\n",
            "snippets/nets.py": "class SimpleMnist:\n    def step(self):\n        return 1\n",
            "snippets/pictures/ink.py": "def draw():\n    return 1\n",
        },
    )
    told = figures_of(it)
    assert [figure.lines for figure in told] == [2, 10, 7, 401, 401]
    assert told[4].over == ["docs/other.md:3 has 401"] and told[0].over == []
    assert str(told[3]) == "  nine in ten of them: 401 lines, at most 150: docs/other.md:3 has 401"
