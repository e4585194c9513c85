"""Cells that draw: no object is shown in place of the picture, and a line shows the figure."""

import ast
import re

from book.adopting.draft import Fence, Row, parts
from book.reading.ipython import parsed

# Calls that draw or set, by their names: what they return is nothing to show
DRAWING = re.compile(
    r"(sup)?title|[xy]?label|set_\w+|legend|[xyz]?ticks|[xyz]lim|axis|grid|tight_layout|colorbar|savefig|show"
    r"|plot\w*|scatter|barh?|hist2?d?|imshow|matshow|contourf?|fill(_\w+)?|errorbar|ax[hv](line|span)"
    r"|pcolor(mesh)?|text|annotate|boxplot|violinplot|pie|stem|step|stairs|quiver|streamplot|semilog[xy]"
    r"|loglog|subplots_adjust|[hv]lines|bar_label|table|hexbin|tick_params|invert_[xy]axis|sup[xy]label|figure"
)
ROOTS = re.compile(r"plt|pyplot|sns|fig\w*|ax\w*")
FIGURE = "{figure}"


def show(draft):
    """End calls that draw with `;`, and put a line below each cell that draws, if none is there."""
    found, cell = [], None
    for part in [*parts(draft.rows), None]:
        record = isinstance(part, Fence) and part.head.split(" ")[0] in ("output", "pytb")
        if cell and not record and not (isinstance(part, Row) and not part.text.strip()):
            shown = isinstance(part, Row) and (part.text == FIGURE or part.text.startswith("!["))
            found += [] if shown or draft.drawn else _lines(cell)
            cell = None
        if isinstance(part, Row):
            found.append(part)
        elif part:
            rows = draft.rows[part.first : part.last]
            if part.head.split(" ")[0] == "python":
                rows = [rows[0], *_silent(draft, part.body), rows[-1]] if part.body else rows
                cell = part
            found += rows
    draft.rows = found


def _calls(tree):
    """The calls of functions of Matplotlib that a cell makes itself, not in a function of its own."""
    waiting = [node for node in tree.body if not isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and _draws(node):
            yield node
        waiting += ast.iter_child_nodes(node)


def _draws(call):
    function = root = call.func
    while isinstance(root, (ast.Attribute, ast.Subscript, ast.Call)):
        root = root.func if isinstance(root, ast.Call) else root.value
    named = isinstance(function, ast.Attribute) and re.fullmatch(
        rf"{DRAWING.pattern}|subplots", function.attr
    )
    return bool(named and ROOTS.fullmatch(getattr(root, "id", "")))


def _lines(cell):
    """A row for each figure that a cell makes: one, or as many as it opens."""
    calls = list(_calls(parsed(cell.text) or ast.parse("")))
    opened = sum(call.func.attr in ("figure", "subplots") for call in calls)
    line = cell.body[-1].line if cell.body else cell.line
    return [Row(line, row) for _ in range(max(opened, bool(calls))) for row in ("", FIGURE, "")]


def _silent(draft, body):
    """The rows of a cell, whose last one ends with `;` where it would show what a drawing call returns."""
    tree = parsed("\n".join(row.text for row in body))
    last = tree.body[-1] if tree and tree.body else None
    if not isinstance(last, ast.Expr) or not isinstance(last.value, ast.Call) or not _draws(last.value):
        return body
    if last.value.func.attr == "show":
        return body
    end = last.end_lineno - 1
    line, text = body[end]
    if text.rstrip() != text[: last.end_col_offset].rstrip():
        return body  # it ends with one, or a comment stands behind
    draft.count(line, "a `;` was put behind this call: else the page would show the object that it returns")
    return [*body[:end], Row(line, f"{text.rstrip()};"), *body[end + 1 :]]
