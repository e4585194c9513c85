"""What the site of the book carries that others made, and under which licence.

`python -m snippets.shipped` lists it, with versions and licences as the files say them.
"""

import json
import re
from importlib.metadata import files, version
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
# Words that stand in the text of one licence only
KNOWN = {
    "Icons: CC BY 4.0": "CC BY 4.0",
    "Icons: Apache 2.0": "Apache-2.0",
    "Mozilla Public License Version 2.0": "MPL-2.0",
    "SIL OPEN FONT LICENSE Version 1.1": "OFL-1.1",
    "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2": "PSF-2.0",
    "Redistribution and use in source and binary forms": "BSD-3-Clause",
    "Attribution-ShareAlike 3.0": "CC BY-SA 3.0",
    "Permission is hereby granted, free of charge": "MIT",
}

# What the theme brings, and how the path of its licence ends
THEME = {
    "mkdocs-material": ".dist-info/licenses/LICENSE",
    "its icons": ".icons/material/LICENSE",
    "its icon of Git": ".icons/fontawesome/LICENSE.txt",
}


def licence_of(text):
    """The first of the licences above whose words stand in a text."""
    words = " ".join(text.split())
    for sign, name in KNOWN.items():
        if sign in words:
            return name
    raise ValueError(f"no licence that is known: {words[:60]!r}")


def found(pattern, file):
    """What a pattern finds in a file of the book."""
    return re.search(pattern, (HOME / file).read_text())[1]


def shipped():
    """[(what, its version, its licence, the file that says so)]"""
    assets, digits = "docs/assets/", "data/mnist/NOTICE.md"
    lock = json.loads((HOME / assets / "pyodide/pyodide-lock.json").read_text())
    editor = json.loads((HOME / assets / "codemirror/package.json").read_text())
    python, numpy = lock["info"]["python"], lock["packages"]["numpy"]["version"]
    pyodide = found(r"Pyodide ([\d.]+)", f"{assets}pyodide/README.txt")
    font = found(r"stix-two-math@([\d.]+)", f"{assets}fonts/README.txt")
    code = editor["dependencies"]["@codemirror/view"]
    rows = [
        ("Pyodide", pyodide, f"{assets}pyodide/LICENSE-pyodide.txt"),
        ("Python in the page", python, f"{assets}pyodide/LICENSE-python.txt"),
        ("NumPy in the page", numpy, f"{assets}pyodide/LICENSE-numpy.txt"),
        ("CodeMirror", code, f"{assets}codemirror/LICENSE.txt"),
        ("STIX Two Math", font, f"{assets}fonts/LICENSE.txt"),
        ("MNIST", "", digits),
    ]
    listed = [
        (what, number, licence_of((HOME / file).read_text()), file)
        for what, number, file in rows
    ]
    theme, number = files("mkdocs-material"), version("mkdocs-material")
    for what, sign in THEME.items():
        [file] = [each for each in theme if str(each).endswith(sign)]
        listed.append((what, number, licence_of(file.read_text()), str(file)))
    return listed


def list_shipped():
    """Print the list, a line for each."""
    rows = shipped()
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row, widths)]
        print(*cells, row[3], sep="  ")


if __name__ == "__main__":
    list_shipped()
