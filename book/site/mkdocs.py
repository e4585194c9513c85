"""MkDocs in a process of its own, imported while chapters still run.

It builds into the folder that a line of its input names, or leaves where none comes.
"""

import sys

import material.plugins.search.plugin
import mkdocs.commands.build
from mkdocs.__main__ import cli
from mkdocs_jupyter import convert, plugin

from book.site.notebook_pieces import by_chapter, prose_of

# What a build would import when it needs it
WARM = (material.plugins.search.plugin, mkdocs.commands.build, plugin)


def main():
    convert.nb2html, convert.nb2md = by_chapter(convert.nb2html), prose_of
    if folder := sys.stdin.readline().strip():
        cli(["build", "--strict", "--site-dir", folder])


if __name__ == "__main__":
    main()
