"""The cheat sheet: what it says of an expression, and that each of its lines is said by the run."""

import re

import numpy as np
import pytest
import torch
from torch import nn

from snippets.cheat_sheet import Sheet, shape_of

CODE = re.compile(r"`([^`]+)`")
VALUE = re.compile(r"<!--= (.*?) -->")


@pytest.fixture
def sheet():
    return Sheet(x=(3,), m=(2, 3), n=(3, 4), p=(5, 2, 3), q=(5, 3, 4), layer=nn.Linear(3, 4), one=1)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("m", "(2, 3)"),
        ("m + one", "(2, 3)"),
        ("one + one", "2"),
        ("m.sum()", "()"),
        ("m + n", "raises"),
        ("m[5]", "raises"),
        ("torch.mm(x, x)", "raises"),
        ("np.expand_dims(x, 0)", "NumPy (1, 3)"),
        ("x.unsqueeze(0)", "PyTorch (1, 3)"),
        ("layer(m)", "PyTorch (2, 4)"),
        ("x.view(-1, 1)", "PyTorch (3, 1)"),
        ("m.max(1)", "NumPy (2,), PyTorch (2,) and (2,)"),
    ],
)
def test_an_expression_gives_a_shape_or_says_whose_it_is(sheet, expression, said):
    assert sheet.gives(expression) == said


def test_what_no_library_has_is_an_error(sheet):
    with pytest.raises(ValueError, match="neither library has x.grow"):
        sheet.gives("x.grow()")


def test_array_and_tensor_hold_the_same_numbers(sheet):
    assert sheet.same("m * one", "m") == "(2, 3)"
    with pytest.raises(ValueError, match="is not m"):
        sheet.same("m + one", "m")
    with pytest.raises(ValueError, match="is not x"):  # the same numbers, in another shape
        sheet.same("x[None]", "x")


def test_letters_are_those_of_the_product(sheet):
    assert sheet.letters("ik,kj->ij", "m @ n") == "ik,kj->ij"
    with pytest.raises(ValueError, match="is not"):
        sheet.letters("ik,kj->ji", "m @ n")


def test_strict_products_take_one_rank(sheet):
    found = [sheet.strict(*pair) for pair in ("xx", "mx", "mn", "pq", "pn", "xn")]
    assert found == ["torch.dot", "torch.mv", "torch.mm", "torch.bmm", "–", "–"]


def test_a_shape_is_a_tuple_of_ints():
    assert shape_of(torch.ones(2, 3)) == shape_of(np.ones((2, 3))) == (2, 3)
    assert shape_of(np.float32(1)) == () and shape_of(7) == 7


def rows(root):
    """[(cells of a row, what its cells run)] of all tables of the page."""
    lines = (root / "docs/cheat-sheet.md").read_text().splitlines()
    tables = [line for line in lines if re.match(r"\|(?!---)", line)]
    heads = {line for line, below in zip(lines, lines[1:], strict=False) if below.startswith("|---")}
    for line in tables:
        if line not in heads:
            cells = line.strip("| ").split(" | ")
            yield cells, [VALUE.findall(cell) for cell in cells]


def test_each_line_of_the_page_is_what_was_run(root):
    """The code that a reader copies is the code whose result stands beside it."""
    seen = set()
    for cells, values in rows(root):
        seen.add(len(cells))
        codes = [CODE.findall(VALUE.sub("", cell)) for cell in cells]
        if len(cells) == 2:
            [[code], []], [[], [run]] = codes, values
            quoted = re.fullmatch(r'sheet\.(gives|told)\("(.*)"\)', run)
            assert quoted and quoted[2] == code
        elif len(cells) == 4:
            [[array], [tensor], [other], []], [*_, [run]] = codes, values
            assert eval(run, {"sheet": Told}) == (array, tensor)
            assert other.startswith("tf.")
        else:
            a, b = codes[0]
            assert [run for [run] in values[1:]] == [
                f'sheet.gives("{a} * {b}")',
                f'sheet.gives("{a} @ {b}")',
                f'sheet.told("np.dot({a}, {b})", "NumPy")',
                f'sheet.letters("{values[4][0].split(chr(34))[1]}", "{a} @ {b}")',
                f'sheet.strict("{a}", "{b}")',
            ]
    assert seen == {2, 4, 6}


def test_the_layers_of_the_text_are_those_that_were_run(root):
    text = (root / "docs/cheat-sheet.md").read_text()
    cell = re.search(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)[1]
    named = re.findall(r"`(\w+)` is `(nn\.[^`]+)`", " ".join(text.split()))
    assert len(named) == 2
    for name, layer in named:
        assert f"{name}={layer}," in cell


class Told:
    """Gives back what the page asks the sheet about."""

    @staticmethod
    def same(in_numpy, in_pytorch):
        return in_numpy, in_pytorch
