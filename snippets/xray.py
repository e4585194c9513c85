"""X-rays of nets: the operations of `forward` with their shapes; the training cycle."""

from itertools import pairwise
from typing import NamedTuple

import torch
from torch.overrides import TorchFunctionMode

from snippets.matrices import PIXEL, arrow, canvas, label, rectangle, write
from snippets.pictures.palette import EDGES, FILLS, INK, PAPER


class Step(NamedTuple):
    """One operation, c = a symbol b: the shapes of a, b and c."""

    symbol: str
    a: tuple
    b: tuple
    c: tuple
    names: tuple  # what a and b are called; a result goes by its number, such as "①"

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
        self.steps.append(Step(symbol, *shapes, tuple(map(self.name, args))))
        self.known.append((result, circled(len(self.steps))))
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


GAP, BELOW, LABEL = 0.95, 0.6, 2.2  # between blocks, under them, a label, in cells


def draw_xray(net, x):
    """Draw each operation of net(x) with the shapes of what goes in and comes out.

    A product has its B above its C, and what is added to it stands beside it. A longer
    side is drawn longer, but not to scale.
    """
    steps = xray(net, x)
    left = 0.3 + max(drawn_side(step.a[-1]) for step in steps) + GAP
    pitch = max(LABEL, *(drawn_side(step.c[-1]) for step in steps)) + GAP
    pairs = pairwise([steps[0], *steps])
    beside = [before.symbol == "@" != step.symbol for before, step in pairs]
    heights = [0 if b else rise(step) for b, step in zip(beside, steps, strict=True)]
    axes = canvas(left + 3 * pitch - GAP + 0.3, sum(heights))
    low = -BELOW
    for number, (step, own) in enumerate(zip(steps, heights, strict=True), 1):
        low += own
        if step.symbol == "@":
            draw_product(axes, left, low, step)
            text_top, x_result = low + BELOW - own + 0.4, left
        else:
            draw_elementwise(axes, left, low, step, pitch, whole=own > 0)
            text_top = low - drawn_side(step.c[0]) if own else text_top + 1.1
            x_result = left + 2 * pitch
        block(axes, x_result, low, "C", step.c, circled(number))
        code = f"{circled(number)} = {step.names[0]} {step.symbol} {step.names[1]}"
        axes.text(0.3, text_top, code, size=12, va="top")
        axes.text(0.34, text_top + 0.5, step.kind, va="top")


def drawn_side(size):
    """How long a side with `size` numbers is drawn, in cells."""
    return 0.35 * size ** (1 / 3)


def rise(step):
    """How many cells high a step is, with what is written above and below."""
    over = 0.7 + GAP + drawn_side(step.b[0]) if step.symbol == "@" else 0.9
    return over + drawn_side(step.c[0]) + BELOW


def draw_product(axes, left, low, step):
    """Draw a and b around the place of c, whose low left corner is (left, low).

    Their shared size stands at the knee of a line along both.
    """
    inner, y = drawn_side(step.a[1]), low - drawn_side(step.c[0]) - GAP
    x = left - GAP - inner
    block(axes, x, low, "A", step.a, step.names[0])
    block(axes, left, y, "B", step.b, step.names[1])
    knee, top = (left - GAP / 2, y + 0.22), y - inner
    line = (x, y + 0.34), (x, knee[1]), knee, (knee[0], top), (knee[0] + 0.12, top)
    axes.plot(*zip(*line, strict=True), color=INK, lw=PIXEL)
    plate = dict(fc=PAPER, ec="none", pad=2)
    write(axes, *knee, step.a[1], weight="bold", bbox=plate)


def draw_elementwise(axes, left, low, step, pitch, whole):
    """Draw a, if `whole`, and b side by side, and the signs between them and c."""
    middle = low - drawn_side(step.c[0]) / 2
    if whole:
        block(axes, left, low, "A", step.a, step.names[0], step.c)
    block(axes, left + pitch, low, "B", step.b, step.names[1], step.c)
    for column, sign in enumerate((step.symbol, "="), 1):
        write(axes, left + column * pitch - GAP / 2, middle, sign, size=16)


def block(axes, x, low, role, shape, name, target=None):
    """Draw a block with its shape; its low left corner is (x, low).

    Stretched to the shape `target`, it has solid edges around its own numbers only.
    """
    target = target or shape
    own = (1,) * (len(target) - len(shape)) + shape
    (rows, columns), (height, width) = map(drawn_side, target), map(drawn_side, own)
    top, edge, plate, text = low - rows, EDGES[role], None, f"{role} {shape}"
    if own != target:
        text, plate = f"{text}\n→ {target}", dict(fc=PAPER, ec="none", pad=2)
        look = dict(fc=PAPER, ec=edge, ls="--", lw=PIXEL, zorder=1)
        rectangle(axes, x, top, columns, rows, **look)
        look = dict(hatch="////", hatch_linewidth=PIXEL, hatchcolor=(edge, 0.45))
        rectangle(axes, x, top, columns, rows, fc="none", lw=0, zorder=1, **look)
    look = dict(fc=FILLS[role], ec=edge, lw=2 * PIXEL, zorder=2)
    rectangle(axes, x, top, width, height, **look)
    label(axes, x, top, text, role)
    middle = low - (rows - height if height < rows else rows) / 2
    look = dict(size=14, ha="center", va="center", zorder=3, bbox=plate)
    axes.text(x + columns / 2, middle, name, **look)
    if height < rows:
        beside = x + columns + 0.18
        arrow(axes, (beside, top + 0.1), (beside, low - 0.1), role)
    if width < columns:
        arrow(axes, (x + 0.1, low + 0.18), (x + columns - 0.1, low + 0.18), role)


def draw_cycle(net, batches):
    """Draw the four lines that train a net as a cycle, with what each of them changes.

    `batches` is how often they run in one epoch.
    """
    count = f"{sum(p.numel() for p in net.parameters()):,}"
    axes = canvas(14, 9.4)
    corners = (4.4, 0.2), (8.8, 3.7), (4.4, 7.2), (0.2, 3.7)
    lines = (
        ("C", "loss = …", "scores, then one number:\nhow wrong are they?"),
        ("B", "opt.zero_grad()", f"{count} old slopes\nforgotten"),
        ("B", "loss.backward()", f"{count} new slopes\nfound, all at once"),
        ("A", "opt.step()", f"{count} parameters\nmoved a little"),
    )
    for (x, y), (role, code, words) in zip(corners, lines, strict=True):
        rectangle(axes, x, y, 5, 2, fc=FILLS[role], ec=EDGES[role], lw=2 * PIXEL)
        look = dict(ha="center", size=12, family="monospace", weight="bold")
        axes.text(x + 2.5, y + 0.6, code, va="center", **look)
        axes.text(x + 2.5, y + 1.35, words, ha="center", va="center")
    ends = ((9.6, 1.2), (11.3, 3.5)), ((11.3, 5.9), (9.6, 8.2))
    ends += ((4.2, 8.2), (2.7, 5.9)), ((2.7, 3.5), (4.2, 1.2))
    for start, end in ends:
        look = dict(arrowstyle="->", color=INK, lw=1.5, connectionstyle="arc3,rad=-0.3")
        axes.annotate("", end, start, arrowprops=look)
    axes.text(7, 4.7, f"{batches} batches\nan epoch", ha="center", va="center", size=12)
