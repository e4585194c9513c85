"""What a chapter computes for its interactives: files in docs/assets/exports/, written by `run`.

The front matter names them, `exports:` with a line `file: expression` each. The expression is
evaluated after the chapter's last cell; it may call what is in `snippets/` by its full name,
such as `snippets.exports.ruler(raw)`. A .json file holds any value of JSON, a .mjs file text, and
a .safetensors file bytes: weights, which no two machines train alike, so these are compared by
their names, types and shapes alone.
"""

import re
from dataclasses import dataclass

FOLDER = "assets/exports"
FILE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.(json|mjs|safetensors)")


@dataclass
class Export:
    line: int
    file: str
    expression: str

    def path(self, chapter):
        """The file of this export; the stem of its chapter names the folder."""
        return chapter.path.parent / FOLDER / chapter.stem / self.file


def read_exports(chapter):
    """Put the exports that the front matter of `chapter` names into it, or faults."""
    named = chapter.front.get("exports", {})
    rows = chapter.lines[: chapter.front_lines]
    line = 1 + next((n for n, row in enumerate(rows) if row.startswith("exports:")), 0)
    if not isinstance(named, dict):
        chapter.fault(line, "`exports:` has a line `file: expression` for each file: mend it")
        return
    for file, expression in named.items():
        starts = (n for n, row in enumerate(rows) if row.strip().startswith(f"{file}:"))
        at = 1 + next(starts, line - 1)
        if not FILE.fullmatch(str(file)):
            chapter.fault(
                at,
                f"`{file}` cannot be exported: write a kebab-case name that ends in "
                ".json, .mjs or .safetensors",
            )
            continue
        try:
            compile(str(expression), "<export>", "eval")
        except (SyntaxError, ValueError):
            chapter.fault(at, f"`{expression}` is no expression: write what the file shall hold")
            continue
        chapter.exports.append(Export(at, file, str(expression)))
