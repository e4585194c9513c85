"""Which files of `snippets/` some code reaches: those that it names, and those that these name."""

import re
from functools import lru_cache

SNIPPET = re.compile(r"\bsnippets((?:[./]\w+)+)")


def reached_snippets(text, root):
    """The files of `snippets/` that code names, and those that these name, sorted."""
    found, waiting = set(), [text]
    while waiting:
        for name in _named(waiting.pop()):
            file = _module(root / "snippets", re.split("[./]", name)[1:])
            if file and file not in found:
                found.add(file)
                waiting.append(file.read_text(encoding="utf-8"))
    return sorted(found)


@lru_cache(1024)  # each of many chapters reaches the same few files
def _named(text):
    return frozenset(SNIPPET.findall(text))


def _module(home, names):
    """The file of the module that `names` begin with, None where there is none."""
    for depth in range(1, len(names) + 1):
        file = home.joinpath(*names[:depth]).with_suffix(".py")
        if file.is_file():
            return file
    return None
