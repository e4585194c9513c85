"""MkDocs in a process of its own: imported while chapters still run, and kept by the live preview.

Each line of its input is a request, and each gets a line of answer, both JSON:
{"build": FOLDER}                   the whole site, finished and checked
{"build": FOLDER, "preview": true}  the same for a preview: what has faults is shown as well
{"refresh": true}                   what has changed of that preview since, a page at a time
{"complete": true}                  the same, after which the preview is the site, finished and checked
An answer holds the `faults`, the `pages` (their number or, of a refresh, their names), and how many
were `rendered` because they were not in memory. Where it says `rebuild`, all is to be built anew.
"""

import json
import os
import sys
import warnings
from pathlib import Path

from material.plugins.search.plugin import SearchIndex
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.toc import TableOfContents
from mkdocs_jupyter import convert

from book.ground.faults import trouble
from book.reading.book import Book
from book.reading.settings import ADDRESS, read_settings
from book.site.built import BuiltSite
from book.site.check import check, placed_warning
from book.site.finish import finish, round_off
from book.site.memory import Memory, Warnings
from book.site.notebook_page import as_page, prose_of
from book.site.refresh import Preview, look
from book.site.search import indexes, write_search


class Keeper(BasePlugin):
    """Keeps what a build of MkDocs knows, and its pages instead of writing them."""

    def __init__(self, memory):
        self.texts, self.memory = {}, memory

    def on_nav(self, nav, *, config, files):
        self.nav, self.files = nav, files

        def populate(page):
            build._populate_page(page, config, files)
            for index in indexes(config):
                SearchIndex(**index.config).add_entry_from_context(page)

        self.memory.prepare([file.page for file in files.documentation_pages()], populate)

    def on_env(self, env, *, config, files):
        self.env = env

    @event_priority(100)  # before the search writes its own
    def on_post_build(self, *, config):
        pages = [file.page for file in self.files.documentation_pages()]
        for index in indexes(config):
            write_search(config.site_dir, index.entries, pages)
            index.entries = []

    @event_priority(-100)  # once the others have written beside the page what they want there
    def on_post_page(self, output, *, page, config):
        self.texts[page.file.dest_uri] = output
        return ""  # MkDocs writes no empty page


class Builder:
    """Builds sites, and remembers the pages of one for the next."""

    def __init__(self):
        self.memory, self.preview = Memory(), None
        self.memory.install()

    def answer(self, request):
        before = self.memory.rendered
        try:
            if "refresh" in request:
                answer = self.preview.refresh()
            elif "complete" in request:
                answer = self.complete()
            else:
                answer = self.build(request["build"], request.get("preview", False))
        except OSError as error:
            answer = {"faults": [f"book: {trouble(error, Path.cwd())}"], "pages": [], "rebuild": False}
        return answer | {"rendered": self.memory.rendered - before}

    def build(self, folder, preview=False):
        seen = look(Path()) if preview else None  # before: what is saved meanwhile is news
        with Warnings() as said:
            try:
                kept = self._mkdocs(folder, preview)
            except OSError:
                raise
            except (Exception, SystemExit) as error:  # its Abort is one
                why = f"mkdocs.yml: MkDocs failed: {' '.join(str(error).split())}"
                return {"faults": said.lines or [why], "pages": 0}
        docs = Path(kept.config.docs_dir)
        warned = [placed_warning(line, docs) for line in said.lines]
        self.memory.save(file.page for file in kept.files.documentation_pages())
        if warned and not preview:
            return {"faults": warned, "pages": 0}
        settings = read_settings(Path("mkdocs.yml"))
        site = BuiltSite(folder, kept.config.site_url or "", kept.texts, docs, settings)
        shown = finish(site)
        if not preview:
            round_off(site, _book(kept.config))
        faults = warned + check(site, docs, recorded=not preview)
        if preview:
            self.preview = Preview(kept, site, shown, self.memory, seen, bool(faults))
        return {"faults": faults, "pages": len(site.pages)}

    def complete(self):
        """Bring the preview up to date, and hold it against what is asked of a site."""
        if self.preview is None:
            return {"rebuild": True, "faults": [], "pages": 0}
        answer, site = self.preview.refresh(), self.preview.site
        if answer["rebuild"] or answer["faults"] or self.preview.warned:
            return answer | {"rebuild": True}
        round_off(site, _book(self.preview.kept.config))
        faults = check(site, self.preview.docs)
        return {"rebuild": bool(faults), "faults": faults, "pages": len(site.pages)}

    def _mkdocs(self, folder, preview):
        """The Keeper of a build into `folder`, of which all but the pages is written."""
        settings = read_settings(Path("mkdocs.yml"))
        address = {name: settings[name] for name in ADDRESS if name in settings}
        config, kept = load_config(site_dir=folder, **address), Keeper(self.memory)
        self.memory.begin(Path(config.config_file_path).read_bytes() + repr(address).encode())
        config.plugins["book"] = kept
        kept.config = config
        populate = build._populate_page
        if preview:
            build._populate_page = _leniently(populate)
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build.build(config)
        finally:
            build._populate_page = populate
            config.plugins.on_shutdown()
        return kept


def _book(config):
    return Book(Path(config.config_file_path).parent, config.docs_dir)


def _leniently(populate):
    """`_populate_page` of MkDocs, for which a page that cannot be made ends everything."""

    def populate_or_tell(page, *arguments):
        try:
            populate(page, *arguments)
        except Exception as error:
            page.meta, page.markdown, page.toc = {}, page.markdown or "", TableOfContents([])
            page.content = (
                f"<h1>{page.file.name}</h1>\n<p>This page cannot be shown yet: {type(error).__name__}.</p>"
            )

    return populate_or_tell


def main():
    # What anybody prints must not mix with the answers
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    convert.nb2html, convert.nb2md = as_page(convert.nb2html), prose_of
    builder = Builder()
    for line in sys.stdin:
        print(json.dumps(builder.answer(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
