"""Is the code of a chapter still that of its record? A digest of what runs, and of nothing else.

Comments, docstrings, layout and prose do not count, and of `snippets/` the definitions alone that a
cell reaches: an output within its tolerance is written anew where what computes it changed.
"""

import ast
import hashlib

from book.copying.modules import DOCUMENTED, package_of, parses, take_imports
from book.copying.scripts import located
from book.reading.reached import reached_snippets


def code_of(chapter):
    """The digest of the code of a chapter, and of all that it reaches.

    Raises FaultError, with the line, where a cell imports what cannot be copied.
    """
    package, code, wanted = package_of(chapter.root), [], set()
    rest = [(value.expression, value.format) for value in chapter.values]
    rest += [(export.file, export.expression) for export in chapter.exports]
    for cell in chapter.cells:
        if cell.language == "python" and parses(cell.source):
            with located(chapter, cell):
                ours = [(e.module, e.name) for e in take_imports(cell.source)[0] if e.ours]
                package.closure(ours)
            wanted.update(ours)
            code.append(_dump(cell.source))
        else:
            rest.append(cell.source)
    definitions, imports = package.closure(sorted(wanted))
    code += [_dump(definition.text) for definition in definitions]
    # What a command or an expression reaches is not told by names: the files count
    files = reached_snippets(repr(rest), chapter.root)
    code += [_dump(file.read_text(encoding="utf-8")) for file in files]
    return hashlib.sha256(repr((rest, imports, code)).encode()).hexdigest()


def _dump(source):
    """What Python reads in the source, without the docstrings; the source where it reads nothing."""
    if not parses(source):
        return source
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            del node.body[0]
    return ast.dump(tree)
