"""The names that a cell binds: where it fails, errors about them say nothing new."""

import ast
import re


def names_bound(source):
    """The names that a cell binds at its top level, had it run to its end."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set(re.findall(r"[^\W\d]\w*", source))
    names = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    names |= {
        node.name
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }
    return names | {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
