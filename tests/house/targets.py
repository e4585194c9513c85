"""The targets of the Makefile, and the pages and scripts that call them."""

import re


def targets(root):
    """The targets of the Makefile that a person calls."""
    return set(re.findall(r"^([a-z-]+):.*##", (root / "Makefile").read_text(), re.MULTILINE))


def called_targets(text):
    """The targets of the `make` commands in a script or a page."""
    return re.findall(r"(?:^|`|exec )make ([a-z-]+)", text, re.MULTILINE)
