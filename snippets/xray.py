"""X-rays of nets: the operations of `forward` and of the way back, with shapes."""

from typing import NamedTuple

import numpy as np
import torch
from numpy.lib.mixins import NDArrayOperatorsMixin
from torch.overrides import TorchFunctionMode


class Step(NamedTuple):
    """One operation, c = a symbol b: the shapes of a, b and c.

    "Σ" sums a along axis 0, and has no b.
    """

    symbol: str
    a: tuple
    b: tuple
    c: tuple
    names: tuple  # what all three are called; a result goes by its number, such as "①"

    @property
    def kind(self):
        """What the operation is: a product, a sum, a broadcast or none of them."""
        if self.symbol == "Σ":
            return "sum of rows"
        if self.symbol == "@":
            return "product"
        if self.b == self.c:
            return "element-wise product" if self.symbol == "*" else "element-wise"
        return "vector broadcast" if self.b else "scalar broadcast"


class Tracer(TorchFunctionMode):
    """While it is entered, each operation on tensors adds a Step to `steps`."""

    SYMBOLS = {"matmul": "@", "add": "+", "sub": "-", "mul": "*", "gt": ">"}

    def __init__(self, **names):
        super().__init__()
        self.steps, self.known = [], [(value, name) for name, value in names.items()]

    def __torch_function__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        symbol = self.SYMBOLS.get(function.__name__.strip("_"))
        if symbol is None:
            raise ValueError(f"net: {function.__name__} is not a step this X-ray shows")
        shapes = [tuple(torch.as_tensor(each).shape) for each in (*args, result)]
        names = *map(self.name, args), circled(len(self.steps) + 1)
        self.steps.append(Step(symbol, *shapes, names))
        self.known.append((result, names[-1]))
        return result

    def name(self, value):
        """What a tensor is called; a number is called what it is."""
        return next((name for known, name in self.known if known is value), f"{value}")


def circled(number):
    """The number, 1 to 20, as a sign in a circle."""
    return chr(ord("①") + number - 1)


@torch.no_grad()
def xray(net, x):
    """The Steps of net(x), in their order, for images x, (n, features), float.

    Raises ValueError where the net does more than multiply, add, subtract and compare.
    """
    with Tracer(x=x, **dict(net.named_parameters())) as tracer:
        net(x)
    return tracer.steps


class Noted(NDArrayOperatorsMixin):
    """An array with a name; each operation on it adds a Step to the list `steps`."""

    SYMBOLS = {"matmul": "@", "add": "+", "multiply": "*", "greater": ">"}

    def __init__(self, value, name, steps):
        self.value, self.name, self.steps = np.asarray(value), name, steps

    @property
    def T(self):
        return Noted(self.value.T, f"{self.name}.T", self.steps)

    def sum(self, axis):
        return self.note("Σ", self.value.sum(axis=axis), self, "")

    def __array_ufunc__(self, operation, method, a, b):
        values = [getattr(each, "value", each) for each in (a, b)]
        return self.note(self.SYMBOLS[operation.__name__], operation(*values), a, b)

    def note(self, symbol, result, *operands):
        values = *(getattr(each, "value", each) for each in operands), result
        noted = Noted(result, circled(len(self.steps) + 1), self.steps)
        names = *(getattr(each, "name", f"{each}") for each in operands), noted.name
        self.steps.append(Step(symbol, *map(np.shape, values), names))
        return noted


def xray_both_ways(forward, backward, x, params):
    """The Steps of forward(params, x), and those of the way back from its scores.

    params: {name: array}, in the order in which `backward` gives their slopes. The
    slopes of the scores are called dy, those of a parameter p are called dp.
    """
    steps = []
    noted = [Noted(p, name, steps) for name, p in params.items()]
    scores, notes = forward(noted, Noted(x, "x", steps))
    count = len(steps)
    slopes = backward(noted, notes, Noted(np.zeros(scores.value.shape), "dy", steps))
    called = {slope.name: f"d{p.name}" for slope, p in zip(slopes, noted, strict=True)}
    for at, step in enumerate(steps):
        names = *step.names[:2], called.get(step.names[2], step.names[2])
        steps[at] = step._replace(names=names)
    return steps[:count], steps[count:]
