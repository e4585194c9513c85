"""The tables for teachers, made of the chapters when the site is built: which come in which session, how
long each takes, and what each exercise trains."""

import ast
import builtins
import re

from markdown_it import MarkdownIt

from book.reading.built import COURSE, EXERCISES, PLACE
from book.reading.headings import headings
from book.reading.units import minutes

LINK = re.compile(r'href="(?P<stem>[\w-]+)\.md(?=["#])')
SESSION = 45  # minutes of reading
TITLE = re.compile(r"Exercise:\s*")
MOST = 6  # names that a table shows of a solution
EVERYDAY = {*dir(builtins), "append", "item", "join", "tolist"} - {"max", "min", "round", "sum"}
NONE = "—"


def tables_of(book, chapters):
    """{name: Markdown} of the tables, from {file: chapter}; links lead to files of docs/."""
    appendix = {"index.md", *book.part("appendix")}
    taught = [chapters[file] for _, _, file in book.nav or () if file in chapters and file not in appendix]
    return {COURSE: _course(taught), EXERCISES: _exercises(taught)}


def with_tables(text, tables):
    """The Markdown of a page with its tables in place; those it does not know stay as they are."""
    return PLACE.sub(lambda match: tables.get(match["name"], match[0]), text)


def write_tables(site, tables):
    """Put the tables into the pages of `site` that ask for some."""
    for page in site.pages:
        text = site.read(page)
        if PLACE.search(text):
            made = {name: _html(site, page, table) for name, table in tables.items()}
            site.write(page, with_tables(text, made))


def _html(site, page, table):
    way = site.root(page).rstrip("/")
    made = MarkdownIt().enable("table").render(table)
    return LINK.sub(lambda match: f'href="{way}/{match["stem"]}/', made)


def _course(chapters):
    rows, session, full = [], 1, 0
    lengths = list(map(minutes, chapters))
    for chapter, length in zip(chapters, lengths, strict=True):
        if full + length > SESSION:
            session, full = session + 1, 0
        full += length
        rows.append((session, _link(chapter), f"{length:.0f}", len(chapter.exercises)))
    rows.append(
        ("", "**together**", f"{sum(lengths):.0f}", sum(len(chapter.exercises) for chapter in chapters))
    )
    return _table(("session", "chapter", "minutes", "exercises"), rows)


def _exercises(chapters):
    rows = [
        (_link(chapter), _title(chapter, exercise), _used(exercise.solution))
        for chapter in chapters
        for exercise in chapter.exercises
        if exercise.solution
    ]
    return _table(("chapter", "exercise", "its solution uses"), rows)


def _used(solution):
    return ", ".join(f"`{name}`" for name in uses(solution.source)) or NONE


def _link(chapter):
    return f"[{chapter.title}]({chapter.path.name})"


def _title(chapter, exercise):
    """The title of an exercise, as a link to the section in which it stands."""
    block = next(block for block in chapter.blocks if block.line == exercise.line)
    above = [heading.id for heading in headings(chapter) if heading.line < exercise.line]
    return f"[{TITLE.sub('', block.title)}]({chapter.path.name}#{above[-1]})"


def _table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def uses(source):
    """What some code calls and which operators on arrays it writes, in its order, each once."""
    tree = ast.parse(source)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    own |= {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    found = {}
    for node in ast.walk(tree):
        for name in _named(node):
            if name not in own | EVERYDAY:
                found.setdefault(name, (node.lineno, node.col_offset))
    return sorted(found, key=found.get)[:MOST]


def _named(node):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield "@"
    elif isinstance(node, ast.Subscript) and "None" in map(ast.unparse, _indices(node)):
        yield "[…, None]"
    elif isinstance(node, ast.Call):
        name = ast.unparse(node.func).rpartition(".")[2]
        yield from [name] if name.isidentifier() else []


def _indices(node):
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
