"""The rule of broadcasting: right-align; equal or 1; the 1s stretch."""

# --8<-- [start:broadcast-shapes]
from itertools import zip_longest


def broadcast_shapes(*shapes):
    """The shape of the result when arrays of these shapes, tuples of ints, meet.

    Raises ValueError, which names the axis, if sizes clash. The rule is NumPy's:
    https://numpy.org/doc/stable/user/basics.broadcasting.html
    """
    result = []  # from right to left
    for sizes in zip_longest(*map(reversed, shapes), fillvalue=1):
        others = set(sizes) - {1}
        if len(others) > 1:
            raise ValueError(f"sizes {sizes} clash on axis {-1 - len(result)}")
        result.append(others.pop() if others else 1)
    return tuple(reversed(result))


# --8<-- [end:broadcast-shapes]


def explain(*shapes):
    """Print the shapes, tuples of ints, right-aligned, and how each axis fits.

    `·` is an axis that a shape lacks. Below an axis stands `=` where all sizes are
    equal, `1⇢n` where the 1s stretch to n, `✗` where they clash. The last line is the
    shape of the result, or what clashes.
    """
    rank = max(map(len, shapes), default=0)
    padded_rows = [("·",) * (rank - len(shape)) + tuple(shape) for shape in shapes]
    lines = [(f"{tuple(shape)}", row) for shape, row in zip(shapes, padded_rows)]
    lines.append(("", [axis_mark(column) for column in zip(*padded_rows)]))
    verdict = None
    try:
        result = broadcast_shapes(*shapes)
        lines.append((f"{result}", result))
    except ValueError as error:
        verdict = error
    label_width = max(len(name) for name, _ in lines)
    width = 2 + max((len(f"{entry}") for _, row in lines for entry in row), default=0)
    for name, row in lines:
        entries = "".join(f"{entry:>{width}}" for entry in row)
        print(f"{name:{label_width}}{entries}".rstrip())
    if verdict:
        print(verdict)


def axis_mark(sizes):
    """How the sizes of one axis fit, `·` being a missing one: `=`, `1⇢n` or `✗`."""
    padded_sizes = {1 if size == "·" else size for size in sizes}
    others = padded_sizes - {1}
    if len(others) > 1:
        return "✗"
    return f"1⇢{others.pop()}" if len(padded_sizes) > 1 else "="
