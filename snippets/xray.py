"""X-rays of nets: the operations of `forward` with their shapes."""

from typing import NamedTuple

import torch
from torch.overrides import TorchFunctionMode


class Step(NamedTuple):
    """One operation, c = a symbol b: the shapes of a, b and c."""

    symbol: str
    a: tuple
    b: tuple
    c: tuple
    names: tuple  # what all three are called; a result goes by its number, such as "①"

    @property
    def kind(self):
        """What the operation is: a product, a broadcast or neither."""
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
