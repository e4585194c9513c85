"""Error messages as the page reads them: those that the libraries raise, and in the forms that people paste."""

import builtins
import re
import traceback

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.ultratb import FormattedTB
from torch import nn
from torch.nn import functional as F

HEADING = re.compile(r"^## (?P<title>[^\n]*)$|^```(?P<kind>pytb|output)\n(?P<text>.*?)^```$", re.M | re.S)
ERROR = re.compile(r"^[\w.]*(?:Error|Exception): ")


def raised(action):
    try:
        action()
    except Exception as error:
        return "".join(traceback.format_exception_only(error)).strip()
    raise AssertionError("nothing was raised")


def zeros(*shape):
    return np.zeros(shape)


def in_place(library):
    total = library.zeros(3)
    total += library.zeros((2, 3))


# What is raised; the sizes of its operands, as far as told, column by column; a word of the operation
RAISED = [
    (lambda: zeros(2, 3) + zeros(2), [[2, None], [3, 2]], "a sum"),
    (lambda: np.where(zeros(2, 3), zeros(2), 1), [[2, None, None], [3, 2, None]], "a sum"),
    (lambda: np.broadcast_shapes((3,), (2,)), [[3, 2]], "a sum"),
    (lambda: torch.zeros(2, 4, 3) + torch.zeros(2, 3), [[4, 2]], "a sum"),
    (lambda: np.broadcast_to(zeros(2), (3,)), [[3, 2]], "target"),
    (lambda: np.broadcast_to(zeros(2), (2, 1)), [[2, None], [1, 2]], "target"),
    (lambda: in_place(np), [[None, 2], [3, 3]], "in place"),
    (lambda: in_place(torch), [[None, 2], [3, 3]], "in place"),
    (lambda: torch.tensor(1.0).add_(torch.zeros(3)), [[None, 3]], "in place"),
    (lambda: zeros().__iadd__(zeros(3)), [[None, 3]], "in place"),
    (lambda: torch.zeros(2).expand([]), [[None, 2]], "target"),
    (lambda: F.binary_cross_entropy(torch.tensor(0.5), torch.zeros(4)), [[None, 4]], "loss"),
    (lambda: zeros(3).__setitem__(slice(None), zeros(2)), [[3, 2]], "target"),
    (lambda: zeros(5, 5).__setitem__((slice(None), 3), zeros(5, 1)), [[None, 5], [5, 1]], "target"),
    (lambda: zeros(2, 3).__setitem__([0, 1], zeros(3, 3)), [[2, 3], [3, 3]], "target"),
    (lambda: torch.zeros(3).__setitem__(slice(None), torch.zeros(3, 1)), [[None, 3], [3, 1]], "target"),
    (lambda: torch.zeros(2, 3).expand(-1, 5), [[2, 2], [5, 3]], "target"),
    (lambda: torch.zeros(2).expand(4, 3), [[4, None], [3, 2]], "target"),
    (lambda: zeros(4, 2).dot(zeros(4, 2)), [[4], [2, 4], [None, 2]], "np.dot"),
    (lambda: zeros(3).dot(zeros(1, 3)), [[3, 1], [None, 3]], "np.dot"),
    (lambda: zeros(5, 2, 3).dot(zeros(6, 4, 7)), [[5], [2], [3, 4], [None, 6], [None, 7]], "np.dot"),
    (lambda: zeros(2, 3) @ zeros(4, 5), [["?", None], [3, 4], [None, "?"]], "a @ b"),
    (lambda: zeros(5, 2, 3) @ zeros(4, 3, 7), [[5, 4], [2], [3, 3], [None, 7]], "piles"),
    (lambda: np.vecdot(zeros(2, 3), zeros(2, 4)), [[3, 4]], "small product"),
    (lambda: torch.zeros(2, 3) @ torch.zeros(4, 5), [[2], [3, 4], [None, 5]], "two matrices"),
    (lambda: torch.zeros(2, 3) @ torch.zeros(4), [[2], [3, 4]], "mv"),
    (lambda: torch.dot(torch.zeros(3), torch.zeros(2)), [[3, 2]], "dot"),
    (lambda: nn.Linear(784, 10)(torch.zeros(64, 28, 28)), [[1792], [28, 784], [None, 10]], "Linear"),
    (
        lambda: torch.bmm(torch.zeros(5, 2, 3), torch.zeros(5, 2, 3)),
        [[5, 5], ["?"], [3, 2], [None, "?"]],
        "bmm",
    ),
    (
        lambda: torch.bmm(torch.zeros(5, 2, 3), torch.zeros(4, 3, 3)),
        [[5, 4], ["?"], [3, 3], [None, "?"]],
        "bmm",
    ),
    (lambda: torch.mm(torch.zeros(3), torch.zeros(3)), [], "fixed number of axes"),
    (lambda: torch.zeros(2, 3).float() @ torch.zeros(3, 2).double(), [], "types"),
    (lambda: np.einsum("ij,jk", zeros(4, 2), zeros(4, 2)), [[4, None], [None, 2], [2, 4]], "einsum"),
    (lambda: torch.einsum("ij,jk", torch.zeros(4, 2), torch.zeros(4, 2)), [[2, 4]], "einsum"),
    (lambda: np.einsum("ijk->k", zeros(4, 2)), [], "einsum"),
    (lambda: zeros(4, 2).reshape(3, 3), [[3], [3]], "reshape"),
    (lambda: zeros(4, 2).reshape(-1, 3), [[-1], [3]], "reshape"),
    (lambda: torch.zeros(4, 2).view(3, 3), [[3], [3]], "reshape"),
    (lambda: torch.zeros(4, 2).T.view(8), [], "view"),
    (lambda: np.concatenate([zeros(4, 2), zeros(3, 3)]), [[2, 3]], "joined"),
    (lambda: np.concatenate([zeros(4, 2), zeros(3)]), [], "joined"),
    (lambda: torch.cat([torch.zeros(4, 2), torch.zeros(3, 3)]), [[2, 3]], "joined"),
    (lambda: torch.stack([torch.zeros(2, 4), torch.zeros(2, 3)]), [[2, 2], [4, 3]], "stacked"),
    (lambda: np.stack([zeros(2), zeros(3)]), [], "stacked"),
    (lambda: np.array([[1, 2], [3]]), [], "list of lists"),
    (lambda: zeros(2, 3)[[True, False, True]], [[2, 3]], "True and False"),
    (lambda: torch.zeros(2, 3)[torch.tensor([True, False, True])], [[2, 3], [3]], "True and False"),
    (lambda: zeros(4, 3)[[0, 1], [0, 1, 2]], [[2, 3]], "index arrays"),
    (lambda: torch.zeros(4, 3)[[0, 1], [0, 1, 2]], [[2, 3]], "index tensors"),
    (lambda: zeros(3)[0, 1], [], "an index"),
    (lambda: torch.zeros(3)[0, 1], [], "an index"),
    (lambda: zeros(3)[3], [], "an index"),
    (lambda: torch.zeros(3)[3], [], "an index"),
    (lambda: zeros(3).sum(1), [], "an axis"),
    (lambda: torch.zeros(3).sum(1), [], "an axis"),
    (lambda: zeros(4, 2).transpose(0, 1, 2), [], "order of the axes"),
    (lambda: torch.zeros(4, 2).permute(0, 1, 2), [], "order of the axes"),
    (lambda: nn.Conv2d(3, 8, 3)(torch.zeros(2, 9, 9, 3)), [[2], [9, 3], [9, 3], [3, 3]], "convolution"),
    (lambda: nn.Conv2d(3, 8, 3)(torch.zeros(9, 9)), [[9], [9]], "convolution"),
    (lambda: F.cross_entropy(torch.zeros(6, 10), torch.zeros(4).long()), [[6, 4]], "loss"),
    (lambda: F.binary_cross_entropy(torch.zeros(4, 1), torch.zeros(4)), [[4, None], [1, 4]], "loss"),
    (lambda: nn.BatchNorm1d(8)(torch.zeros(4, 6)), [[6, 8]], "layer"),
    (lambda: nn.LayerNorm(8)(torch.zeros(4, 6)), [[6, 8]], "layer"),
    (lambda: nn.RNN(8, 2)(torch.zeros(5, 4, 6)), [[6, 8]], "layer"),
]
UNKNOWN = [
    lambda: zeros(4, 2).squeeze(0),
    lambda: np.linalg.inv(zeros(2, 2)),
    lambda: {}["shapes (2,3)"],
    lambda: int("2,3"),
]
COLUMNS = """return given.map((text) => { const found = it.readError(text);
    return found && { ...found, sizes: found.columns?.map(({ sizes }) =>
        [...sizes, undefined].slice(0, sizes.findLastIndex((size) => size !== undefined) + 1)
            .map((size) => size === null ? "?" : size ?? null)) }; });"""


@pytest.fixture
def read(in_logic):
    return lambda texts: in_logic("errors/read", COLUMNS, list(texts))


def test_what_the_libraries_raise_is_read_to_its_sizes(read):
    texts = [raised(action) for action, _, _ in RAISED]
    for text, found, (_, sizes, operation) in zip(texts, read(texts), RAISED, strict=True):
        assert found and "unknown" not in found, text
        trimmed = [
            column[: max((n for n, size in enumerate(column, 1) if size is not None), default=0)]
            for column in sizes
        ]
        assert found["sizes"] == trimmed, text
        assert operation in found["operation"], text


def test_what_breaks_off_gets_no_shapes(read):
    whole = raised(lambda: zeros(2, 3) + zeros(2))
    for cut in range(whole.index("(2,3)"), len(whole)):
        [found] = read([whole[:cut]])
        assert found.get("unknown") or "breaks off" in found["told"] and found["sizes"] == [], whole[:cut]
    [found, fits] = read([whole, "could not broadcast input array from shape (3,) into shape (3,)"])
    assert "clashes" in found["told"] and fits["told"].startswith("These shapes fit.")


def test_an_answer_is_a_sentence(read):
    for found in read([raised(action) for action, _, _ in RAISED]):
        assert not re.match("[a-z]{2}", found["told"]) and found["told"].endswith("."), found["told"]


def test_a_warning_of_a_loss_is_read(read):
    with pytest.warns(UserWarning) as warned:
        F.mse_loss(torch.zeros(4, 1), torch.zeros(4))
    [found] = read([f"train.py:7: UserWarning: {warned[0].message}\n  loss = F.mse_loss(x[:, 0:9], y)"])
    assert found["sizes"] == [[4], [1, 4]] and "every label" in found["told"]
    assert {"code": "target[:, None]", "gives": "(4, 1)"} in found["mends"]


def test_what_cannot_be_read_is_said_and_no_shape_is_made_up(read):
    for found in read(raised(action) for action in UNKNOWN):
        assert found["unknown"] and "columns" not in found
    assert read(["good morning (2, 3)", "", "(2, 3) (3,)"]) == [None] * 3
    # Two sizes are all that PyTorch tells
    [found] = read([raised(lambda: torch.zeros(2, 3) + torch.zeros(2))])
    assert "explore" not in found and found["sizes"] == [[3, 2]]


def messages_of(page):
    """(the section, a message) for each that the page records."""
    title = ""
    for found in HEADING.finditer(page):
        title = found["title"] or title
        if found["kind"] == "pytb":
            yield title, found["text"].strip()
        elif found["kind"]:
            yield from ((title, line) for line in found["text"].splitlines() if ERROR.match(line))


def kind(message):
    """A message without its numbers."""
    return re.sub(r"[\d,\s]+", " ", message)


def pasted(message):
    """A message in the forms in which people paste it; all code around it is full of shapes."""
    name, _, words = message.partition(": ")
    error = getattr(builtins, name, None) or getattr(np.exceptions, name.rpartition(".")[2])
    try:
        (lambda shapes: _raise(error(words)))([(8, 7), (6, 5)])
    except Exception as raised_here:
        yield message
        yield words
        yield "".join(traceback.format_exception(raised_here))
        told = FormattedTB(mode="Context").structured_traceback(
            type(raised_here), raised_here, raised_here.__traceback__
        )
        yield "\n".join(told)


def _raise(error):
    try:
        {}["shapes (8,7) and (6,5) not aligned: 7 (dim 1) != 6 (dim 0)"]
    except KeyError:
        raise error  # noqa: B904 (a chain of two is what a traceback may hold)


def test_each_message_of_the_chapter_is_read_in_each_form(read, root):
    recorded = list(messages_of((root / "docs/read-the-error.md").read_text(encoding="utf-8")))
    assert len({kind(message) for _, message in recorded}) >= 20
    sections = {}
    for title, message in recorded:
        sections.setdefault(kind(message), set()).add(re.sub(r"[^\w]+", "-", title.lower()).strip("-"))
    forms = [(message, form) for _, message in recorded for form in pasted(message)]
    for (message, form), found in zip(forms, read(form for _, form in forms), strict=True):
        assert found and "unknown" not in found, form
        assert found["section"] in sections[kind(message)], message
    sizes = [found["sizes"] for found in read(form for _, form in forms)]
    for at in range(0, len(sizes), 4):
        assert all(each == sizes[at] for each in sizes[at : at + 4]), forms[at][0]


def test_the_places_that_are_named_are_on_the_pages(root, read):
    for found in read(raised(action) for action, _, _ in RAISED):
        page = (root / f"docs/{found['page']}.md").read_text(encoding="utf-8")
        slugs = {
            re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title.lower())).strip("-")
            for title in re.findall(r"^## (.*)$", page, re.M)
        }
        assert found["section"] in slugs, found["operation"]


SHAPES = st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(SHAPES, SHAPES), min_size=30, max_size=30))
def test_the_shapes_of_a_message_are_those_that_were_there(in_logic, pairs):
    asked = []
    for a, b in pairs:
        while len(b) > len(a) and b[0] == 1:  # NumPy drops these of a value before it tells
            b = b[1:]
        for action in (
            lambda a=a, b=b: zeros(*a) + zeros(*b),
            lambda a=a, b=b: zeros(*a).__setitem__(..., zeros(*b)),
        ):
            try:
                action()
            except ValueError as error:
                asked.append((f"ValueError: {error}", [list(a), list(b)]))
        try:
            zeros(*a).dot(zeros(*b))
        except ValueError as error:
            asked.append((f"ValueError: {error}", None if max(len(a), len(b)) > 2 else [list(a), list(b)]))
    found = in_logic("errors/read", "return given.map(it.readError)", [text for text, _ in asked])
    for (text, shapes), each in zip(asked, found, strict=True):
        assert each and "unknown" not in each, text
        if "explore" in each:
            assert each["explore"]["shapes"] == shapes, text
        elif shapes:
            rows = [
                [column["sizes"][n] if n < len(column["sizes"]) else None for column in each["columns"]]
                for n in (0, 1)
            ]
            assert [[size for size in row if size is not None] for row in rows] == shapes, text
