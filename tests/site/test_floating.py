"""What the page's Python warns of is what NumPy warns of where a processor raises its flags."""

import ast
import builtins
import importlib.util
import types
import warnings

import numpy as np
import pytest

ONE, NONE = np.array([0.0, 1.0, -1.0]), np.array([0])
BOTH = np.array([1e200, 0.0, np.inf, np.nan, -1e200])
CASES = """
1 / one
one / one
one / 0
one // 0
one % 0
none // none
none % 0
np.array([1e-320]) ** -1 * 0
one ** -1
both ** 2
(-1 - one) ** 0.5
np.array([0.0, 10.0]) ** np.array([-1, 999])
both * 1e200
both + both * 1e108
both - both
np.inf - both
both / both
both / 1e-200
np.full((2, 3), 1e200) @ np.full((3, 2), 1e200)
one[:1] @ one[:1]
np.float64(1) / 0
np.float32(0) / np.float32(0)
np.float64(0) ** -1
np.float64(1e308) * 10
np.array(1.0) / 0
np.log(one)
np.log2(one) + np.log10(one)
np.log1p(-one)
np.sqrt(both)
np.exp(np.array([1000.0, -1000]))
np.cosh(1000.0)
np.square(both)
np.reciprocal(one)
np.arctanh(one)
np.arccos(one + 1)
np.divide(one, one)
np.maximum(both, 0)
np.log(one, out=np.ones(3), where=one > 0)
abs(both) > both
(both + 1) / 2 - 3
1.5 / 3 + 2 ** 9
[1, 2] * 2 + [3] * len("ab")
""".strip().splitlines()
CELLS = {
    "x = one.copy(); y = x; x /= 0; y": "in place",
    "x = {'a': one.copy()}; x['a'] *= 1e308; x['a'] *= 1e308; x['a']": "in a place",
    "def f(x):\n    return np.log(x)\nf(one)": "in a function",
    "class A(list):\n    def __init__(self):\n        super().__init__([1 / one])\nA()": "in a class",
    "match -1:\n    case -1: r = 1 / one\n    case 1 + 2j: r = 0\nr": "beside patterns",
    "np.seterr(divide='ignore'); one / one": "as seterr asks",
    "f'{one / 0}'": "in a string",
}


@pytest.fixture(scope="module")
def floating(root):
    file = root / "docs/assets/js/cells/watch/floating.py"
    spec = importlib.util.spec_from_file_location("floating", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def watched(floating, monkeypatch):
    for name, function in floating.NAMES.items():
        monkeypatch.setitem(vars(builtins), name, function)
    return floating.Watch().visit


def outcome(source, change=lambda tree: tree):
    """What a cell gives and what is told of its lines. Watched, NumPy itself tells of ours instead."""
    names = {"np": np, "one": ONE.copy(), "none": NONE, "both": BOTH}
    tree = change(ast.parse(source))
    last = ast.Expression(tree.body.pop().value)
    with warnings.catch_warnings(record=True) as caught, np.errstate():
        warnings.simplefilter("always")
        exec(compile(tree, "<cell>", "exec"), names)
        value = eval(compile(last, "<cell>", "eval"), names)
    return repr(value), sorted(
        (each.lineno, f"{each.message}") for each in caught if each.filename == "<cell>"
    )


@pytest.mark.parametrize("source", [*CASES, *CELLS])
def test_what_is_watched_is_what_numpy_notices(watched, source):
    assert outcome(source, watched) == outcome(source)


def test_an_error_can_be_asked_for(watched):
    with np.errstate(divide="raise"), pytest.raises(FloatingPointError, match="divide by zero"):
        outcome("np.log(one)", watched)


def test_only_where_numpy_is_silent_is_a_cell_watched(floating, monkeypatch):
    module = types.SimpleNamespace()
    floating.install(module)
    assert not hasattr(module, "compile")
    for name in floating.NAMES:
        monkeypatch.setitem(vars(builtins), name, None)  # put back at the end
    with np.errstate(all="ignore"):
        floating.install(module)
    code = module.compile(ast.parse("1 / one"), "<cell>", "exec", dont_inherit=True)
    with pytest.warns(RuntimeWarning, match="divide by zero"):
        exec(code, {"one": ONE})
