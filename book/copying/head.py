"""The head of a copy, in comments: where it comes from, its licence, what it needs installed."""

import ast
import sys
from urllib.parse import urljoin

from book.copying.modules import entries_of, parsed, parses
from book.reading.headings import headings

INSTALL = {"PIL": "pillow", "yaml": "pyyaml", "sklearn": "scikit-learn"}


def packages(modules):
    """What pip installs for the top-level names of imported `modules`, sorted."""
    return sorted(INSTALL.get(name, name) for name in set(modules) - sys.stdlib_module_names)


def packages_of(codes):
    """What pip installs for what pieces of code import, sorted."""
    return packages(set().union(*map(_modules, codes)))


class Head:
    """What the copies of `chapter` begin with; `site` is the address of its book, or empty."""

    def __init__(self, chapter, site=""):
        page = "" if chapter.stem == "index" else f"{chapter.stem}/"
        self.address = site and urljoin(site, page)
        self.headings, self.title = headings(chapter), chapter.title
        self.licence = _licence(chapter.root / "LICENSE")

    def above(self, cell, code):
        """The head of the script `code`, which is the copy of `cell`."""
        install = " ".join(packages_of([code]))
        terms = "; ".join(filter(None, [self.licence, install and f"pip install {install}"]))
        return "\n".join(f"# {line}" for line in (self._source(cell), terms) if line)

    def _source(self, cell):
        before = [each for each in self.headings if each.line < cell.fence.line]
        section = f"#{before[-1].id}" if before and before[-1].level > 1 else ""
        return f'From "{self.title}"' + (f", {self.address}{section}" if self.address else "")


def _licence(file):
    """The name of a licence and whose it is, from its text; empty where there is no such file."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return ", ".join(lines[:1] + [line for line in lines[1:] if line.startswith("Copyright")][:1])


def _modules(code):
    """The top-level names of the modules that code imports, wherever it does; ours is none to install."""
    nodes = ast.walk(parsed(code)) if parses(code) else ()
    entries = (entry for node in nodes for entry in entries_of(node) if not entry.ours)
    return {entry.module.partition(".")[0] for entry in entries}
