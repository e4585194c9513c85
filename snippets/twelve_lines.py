"""The whole game on one screen; and the same lines as the map of the book."""

import ast
import inspect

from snippets.matrices import canvas, rectangle
from snippets.pictures.palette import (
    A_EDGE,
    A_FILL,
    B_EDGE,
    B_FILL,
    C_EDGE,
    C_FILL,
    INK,
    PAPER,
)


def twelve_lines():
    """Train a net to read digits; print its accuracy on digits that it never saw."""
    # --8<-- [start:twelve-lines]
    from torch import nn, optim, randperm

    from snippets.data import load_mnist, normalise

    x, y, x_valid, y_valid, *_ = normalise(load_mnist())
    net = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
    opt = optim.Adam(net.parameters())
    for batch in randperm(len(x)).split(64):
        loss = nn.functional.cross_entropy(net(x[batch]), y[batch])
        opt.zero_grad()
        loss.backward()
        opt.step()
    guesses = net(x_valid).argmax(dim=1)
    print(f"{(guesses == y_valid).float().mean():.1%} right")
    # --8<-- [end:twelve-lines]


# What the lines are for, in their order: how many, colours, a name, plain words
BRACKETS = (
    (2, INK, PAPER, "the tools", "borrowed, not built"),
    (1, A_EDGE, A_FILL, "the digits", "pictures and labels"),
    (1, B_EDGE, B_FILL, "the net", "digit in, ten scores out"),
    (1, B_EDGE, B_FILL, "the tuner", "will turn its knobs"),
    (5, INK, PAPER, "the loop", "guess, compare, improve,\n{repeats} times"),
    (2, C_EDGE, C_FILL, "the exam", "digits it never saw"),
)


def draw_listing(function, repeats):
    """Draw the twelve lines of a function, bracketed by what they are for.

    What their calls hold between parentheses is left out. `repeats` is how often the
    loop among them runs.
    """
    lines = folded_lines(function)
    axes = canvas(14.6, 10.75)
    top, first = 0.2, 0
    for count, edge, fill, name, words in BRACKETS:
        height = max(1.1, 0.3 + 0.55 * count)
        middle = top + height / 2
        rectangle(axes, 0.8, top, 8.5, height, fc=fill, ec=edge, lw=1.5)
        for row in range(count):
            place = middle + 0.55 * (row - (count - 1) / 2)
            axes.text(0.6, place, first + row + 1, ha="right", va="center")
            line = lines[first + row].lstrip()
            # An SVG shows no blanks at the start of a text: indent by moving it
            indent = 0.19 * (len(lines[first + row]) - len(line))
            axes.text(1.0 + indent, place, line, family="monospace", va="center")
        bracket(axes, 9.5, top, height, edge)
        look = dict(color=edge, weight="bold", size=12)
        axes.text(10.15, middle - 0.06, name, va="bottom", **look)
        axes.text(10.15, middle + 0.08, words.format(repeats=repeats), va="top")
        if count > 2:
            loop_arrow(axes, place, place - 0.55 * (count - 1))
        top, first = top + height + 0.25, first + count


def loop_arrow(axes, low, high):
    """Draw the way back from the last line of a loop, at height `low`, to its first."""
    axes.plot([4.4, 9, 9], [low, low, high], color=INK, lw=1.5)
    look = dict(arrowstyle="->", lw=1.5, color=INK, shrinkA=0)
    axes.annotate("", (7.5, high), (9, high), arrowprops=look)


def folded_lines(function):
    """The lines of a function, less its docstring, imported names and arguments."""
    body = ast.parse(inspect.getsource(function)).body[0].body
    code = [ast.unparse(Fold().visit(statement)) for statement in body[1:]]
    return "\n".join(code).splitlines()


class Fold(ast.NodeTransformer):
    """Put "…" in the place of imported names and of a call's arguments."""

    def visit_ImportFrom(self, node):
        return ast.ImportFrom(node.module, [ast.alias("…")], node.level)

    def visit_Call(self, node):
        arguments = [ast.Name("…")] if node.args or node.keywords else []
        return ast.Call(self.visit(node.func), arguments, [])


def bracket(axes, x, top, height, color):
    """Draw a square bracket, open to the left, with a nose in its middle."""
    low, middle = top + height, top + height / 2
    axes.plot([x, x + 0.2, x + 0.2, x], [top, top, low, low], color=color)
    axes.plot([x + 0.2, x + 0.45], [middle, middle], color=color)
