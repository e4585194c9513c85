"""A book: a folder of chapters, its nav and its settings."""

from pathlib import Path

from book.ground.faults import BookError
from book.ground.files import is_ours


class Book:
    """A folder of chapters; the nav comes from the mkdocs.yml beside it, if there is one.

    A folder elsewhere with a `snippets/` beside it is a book of its own; without, its chapters
    embed those of the book at `root`.
    """

    def __init__(self, root=".", docs=None, exports=True):
        self.exports = exports  # what the site's interactives read; a record can do without
        self.root = Path(root).resolve()
        self.docs = Path(docs).resolve() if docs else self.root / "docs"
        if not self.docs.is_dir():
            raise BookError(f"{docs or self.docs}: there is no such folder of chapters")
        if (self.docs.parent / "snippets").is_dir():
            self.root = self.docs.parent

    @property
    def chapters(self):
        """The chapters' files in the order of the nav, then by name."""
        order = [file for _, _, file in self.nav or []]
        files = [
            path
            for path in self.docs.glob("*.md")
            if is_ours(path.name) and (path.is_file() or path.is_symlink())
        ]
        rank = {name: number for number, name in enumerate(order)}
        return sorted(files, key=lambda path: (rank.get(path.name, len(rank)), path.name))

    @property
    def has_site(self):
        """Whether the chapters become pages of a site, which offers copies of their cells."""
        return (self.docs.parent / "mkdocs.yml").is_file()

    @property
    def settings(self):
        """The pyproject.toml that holds for the chapters: the one beside them, else the book's."""
        beside = self.docs.parent / "pyproject.toml"
        return beside if beside.is_file() else self.root / "pyproject.toml"

    @property
    def config(self):
        """The mkdocs.yml beside the folder of chapters, as a dict to read only; None where there is none."""
        if not self.has_site:
            return None
        from book.reading.settings import read_settings  # `book ask` runs where YAML is not installed

        return read_settings(self.docs.parent / "mkdocs.yml")

    @property
    def nav(self):
        """[(group or None, title, file)] from mkdocs.yml; None where there is no nav."""
        config = self.config
        if not config or not config.get("nav"):
            return None
        return list(_walk_nav(config["nav"]))

    def part(self, name):
        """The files of the nav's groups that `extra:` in mkdocs.yml lists under `name`."""
        groups = ((self.config or {}).get("extra") or {}).get(name) or ()
        return [file for group, _, file in self.nav or () if group in groups]


def _walk_nav(entries, group=None):
    for entry in entries if isinstance(entries, list) else [entries]:
        named = entry if isinstance(entry, dict) else {None: entry}
        for title, target in named.items():
            if isinstance(target, list) and title:
                yield from _walk_nav(target, title)
            elif isinstance(target, str):
                yield group, title, target
            else:
                raise BookError(
                    f"mkdocs.yml:1: the nav holds `{entry}`: write `- page.md`, "
                    "`- Title: page.md`, or `- Group:` above such lines"
                )
