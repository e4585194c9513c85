"""NumPy's warnings of division by zero, overflow and what is no number, in a browser.

WebAssembly has none of the flags that a processor raises and NumPy reads: there 1 / 0 in an array
passes in silence. So the operators and ufuncs of a cell are watched: their results tell it, too.
"""

import ast
import builtins
import copy
import math
import operator
import warnings

import numpy as np

# Each operator: what NumPy calls it, how it is applied, and how in place
OPERATORS = {
    ast.Add: ("add", operator.add, operator.iadd),
    ast.Sub: ("subtract", operator.sub, operator.isub),
    ast.Mult: ("multiply", operator.mul, operator.imul),
    ast.Div: ("divide", operator.truediv, operator.itruediv),
    ast.FloorDiv: ("floor_divide", operator.floordiv, operator.ifloordiv),
    ast.Mod: ("remainder", operator.mod, operator.imod),
    ast.Pow: ("power", operator.pow, operator.ipow),
    ast.MatMult: ("matmul", operator.matmul, operator.imatmul),
}
QUIET = {int, float, bool, str, list, tuple}
SHORT = {-1: "reciprocal", 0.5: "sqrt", 2: "square"}  # what NumPy makes of a power
OVERFLOW = {"exp", "exp2", "expm1", "sinh", "cosh", "square", "add", "subtract", "multiply", "matmul"}
WORDS = {"divide": "divide by zero", "over": "overflow", "invalid": "invalid value"}
SIMPLE = (ast.Name, ast.Attribute, ast.Subscript, ast.Slice, ast.Tuple, ast.Constant, ast.UnaryOp)
SIMPLE += (ast.expr_context, ast.unaryop)


def silent():
    """Whether NumPy does not notice here that a number is divided by zero."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        np.ones(1) / 0
    return not caught


def watched(name, apply):
    """An operator as Python applies it, which warns as NumPy would: quick where nothing can be wrong."""
    in_place = apply.__name__.startswith("i")

    def calculate(left, right):
        first = left.copy() if in_place and isinstance(left, np.ndarray) else left
        result = apply(left, right)
        if type(result) in QUIET or (isinstance(result, np.floating) and math.isfinite(result)):
            return result
        if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
            short = name == "power" and np.ndim(right) == 0
            _warn(SHORT.get(right, name) if short else name, (first, right), result)
        elif isinstance(left, np.generic) or isinstance(right, np.generic):
            _warn(f"scalar {name}", (first, right), result)
        return result

    return calculate


def called(function):
    """The function, or a ufunc that is watched."""
    if not isinstance(function, np.ufunc):
        return function

    def ufunc(*given, **named):
        result = function(*given, **named)
        if not named:
            _warn(function.__name__, given[: function.nin], result)
        return result

    return ufunc


def _warn(name, given, result):
    """Say what happened, in the way that `np.seterr` asks for; from the line that calculates."""
    for flag in flags(name.removeprefix("scalar "), given, result):
        words, wish = f"{WORDS[flag]} encountered in {name}", np.geterr()[flag]
        if wish == "raise":
            raise FloatingPointError(words)
        if wish == "warn":
            warnings.warn(words, RuntimeWarning, stacklevel=3)


def flags(name, given, result):
    """What NumPy would have noticed while `result` came from what was `given`: keys of WORDS."""
    kind = result.dtype.kind if isinstance(result, (np.ndarray, np.generic)) else None
    if kind in ("i", "u") and name in ("floor_divide", "remainder") and isinstance(result, np.ndarray):
        return ["divide"] if np.any(np.equal(given[1], 0)) else []  # a single one is told of by NumPy
    if kind != "f" or (np.isfinite(result).all() if np.ndim(result) else math.isfinite(result)):
        return []
    given = [np.asarray(each) for each in given]
    if any(each.dtype.kind not in "biuf" for each in given):
        return []
    if name == "matmul":  # the largest, or no number, of all that was given counts for each result
        given = [np.max(np.abs(each), initial=0) for each in given]
    given = np.broadcast_arrays(*given)
    new = np.isinf(result) & np.all([np.isfinite(each) for each in given], axis=0)
    lost = np.isnan(result) & ~np.any([np.isnan(each) for each in given], axis=0)
    over = new & _overflows(name, given)
    found = {"divide": new & ~over, "over": over, "invalid": lost}
    return [flag for flag, where in found.items() if np.any(where)]


def _overflows(name, given):
    """Where an infinite result was too large, and no pole."""
    if name in OVERFLOW:
        return True
    if name in ("divide", "floor_divide"):
        return given[1] != 0
    return given[0] != 0 if name in ("power", "reciprocal") else False


# Under names that no cell can write, and that no class changes
NAMES = {"<called>": called}
for ufunc, *ways in OPERATORS.values():
    NAMES |= {f"<{way.__name__}>": watched(ufunc, way) for way in ways}


class Watch(ast.NodeTransformer):
    """Lets what a cell computes pass through what NAMES holds."""

    def visit_MatchValue(self, node):
        return node  # -1 + 2j in a pattern is no sum

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if type(node.op) not in OPERATORS or _harmless(node.op, node.left, node.right):
            return node
        return _call(f"<{OPERATORS[type(node.op)][1].__name__}>", node.left, node.right, at=node)

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        # The place is read and written: it may not do anything else
        simple = all(isinstance(part, SIMPLE) for part in ast.walk(node.target))
        if type(node.op) not in OPERATORS or _harmless(node.op, None, node.value) or not simple:
            return node
        read = copy.deepcopy(node.target)
        read.ctx = ast.Load()
        value = _call(f"<{OPERATORS[type(node.op)][2].__name__}>", read, node.value, at=node)
        return ast.copy_location(ast.Assign([node.target], value), node)

    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, (ast.Name, ast.Attribute)):
            node.func = _call("<called>", node.func, at=node.func)
        return node


def _harmless(op, *sides):
    """Whether nothing can be noticed, whatever stands on the other side: loops stay quick."""
    left, right = (side.value if isinstance(side, ast.Constant) else None for side in sides)
    if isinstance(op, (ast.Add, ast.Sub)):
        return isinstance(left, int) or isinstance(right, int)
    return isinstance(op, (ast.Div, ast.FloorDiv, ast.Mod)) and bool(right)


def _call(name, *arguments, at):
    call = ast.Call(ast.Name(name, ast.Load()), list(arguments), [])
    return ast.fix_missing_locations(ast.copy_location(call, at))


def install(module):
    """Where NumPy is silent, let what this module compiles be watched."""
    if silent():
        vars(builtins).update(NAMES)
        module.compile = lambda tree, *given, **named: compile(Watch().visit(tree), *given, **named)
