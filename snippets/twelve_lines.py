"""The whole game on one screen; and the plan of its lines."""

import ast
import inspect


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
