"""The lines of a cell that IPython reads and Python does not: magics, shell escapes, help."""

import ast
import re
import warnings

MAGIC = re.compile(r"^(?P<indent>\s*)(?P<mark>%%|%|!!|!)(?P<text>[A-Za-z_./~$].*)$")
ASSIGNED = re.compile(r"^\s*[\w., ]+=\s*[!%][A-Za-z]")
HELP = re.compile(r"^\s*\?{1,2}[\w.]+\s*;?\s*$|^\s*[\w.]+\?{1,2}\s*$")


def parsed(source):
    """The tree of Python's source; None where it is none."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def lines_for_ipython(source):
    """The numbers, from 0, of the lines that IPython alone reads; none where all of it is Python."""
    rows = source.split("\n")
    found = [n for n, row in enumerate(rows) if MAGIC.match(row) or HELP.match(row) or ASSIGNED.match(row)]
    if not found or parsed(source):
        return []
    inside = in_strings(rows)
    return [number for number in found if number not in inside]


def in_strings(rows):
    """The numbers of the rows that begin inside of a string of several lines."""
    inside, opened = set(), ""
    for number, row in enumerate(rows):
        if opened:
            inside.add(number)
        for mark in re.findall(r'"""|\'\'\'', row):
            opened = "" if opened == mark else opened or mark
    return inside
