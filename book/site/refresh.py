"""A built preview, brought up to date: what changed is made anew, and nothing else."""

import os
from contextlib import suppress
from pathlib import Path

from mkdocs.commands import build
from mkdocs.structure.files import File, set_exclusions

from book.ground.faults import headline
from book.ground.files import files_below, write_atomically
from book.site.check import check_pages, placed_warning
from book.site.dress import notebook_of
from book.site.finish import finished, narrow_address, record_of, shown_figures
from book.site.light import light_file
from book.site.memory import Warnings
from book.site.search import indexes, write_search

SOURCES = ("docs", "snippets", "book/site/theme", "mkdocs.yml")
QUIET = ("assets/cells/", "assets/copies/", "notebooks/", "figures/")  # their pages tell of them


def look(home):
    """{path: when and how large} of all that the site of the book at `home` is made from."""
    seen = {}
    for source in SOURCES:
        for path in files_below(home.resolve() / source):
            with suppress(OSError):  # gone meanwhile
                facts = os.stat(path)
                seen[path] = facts.st_mtime_ns, facts.st_size
    return seen


class Preview:
    """The state of a preview: `kept` is the Keeper of its build, `site` the BuiltSite, `shown` the
    figures of each page; `warned`: something was wrong when it was built."""

    def __init__(self, kept, site, shown, memory, seen, warned):
        self.kept, self.site, self.shown, self.memory = kept, site, shown, memory
        self.warned = warned
        self.home = Path(kept.config.config_file_path).parent
        self.docs = Path(kept.config.docs_dir)
        self.faulty = set()
        self.uses = {page: self._used(page, site.read(page)) for page in site.pages}
        kept.texts.clear()  # from now on they are read from their files
        self.seen = seen

    def refresh(self):
        """Make anew what has changed since the last time.

        Gives the `pages` that changed, by their names in the site ("*" where any may look
        different), the `faults` of those that stay as they were, and whether all is to be built
        anew (`rebuild`): the nav, a title or the settings changed.
        """
        before, self.seen = self.seen, look(self.home)
        paths = before.keys() | self.seen.keys()
        changed = {path for path in paths if before.get(path) != self.seen.get(path)}
        answer = {"pages": [], "faults": [], "rebuild": any(self._is_shared(p, before) for p in changed)}
        if not changed:
            return answer
        assets = self._copy_assets(changed)
        if any(not name.startswith(QUIET) for name in assets):
            answer["pages"].append("*")
        for file in self._stale(changed, assets):
            answer["faults"] += self._remake(file, answer)
        if answer["pages"]:
            self._write_search()
        return answer

    def _is_shared(self, path, before):
        """Whether a change of `path` may change any page."""
        if not path.startswith((f"{self.docs}{os.sep}", f"{self.home / 'snippets'}{os.sep}")):
            return True
        comes_or_goes = (path in before) != (path in self.seen)
        return path.endswith(".md") and comes_or_goes

    def _copy_assets(self, changed):
        """The site gets the changed files that are no pages; their names in it."""
        names = []
        for path in sorted(changed):
            if not path.startswith(f"{self.docs}{os.sep}"):
                continue
            uri = Path(path).relative_to(self.docs).as_posix()
            config, files = self.kept.config, self.kept.files
            file = files.get_file_from_path(uri)
            if file is None and path in self.seen:
                file = File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)
                set_exclusions([file], config)
                if not file.is_documentation_page():
                    files.append(file)
            if file is None or file.is_documentation_page() or not file.inclusion.is_included():
                continue
            names.append(file.dest_uri)
            if path in self.seen:
                with suppress(OSError):  # gone meanwhile: the next look says it
                    write_atomically(file.abs_dest_path, light_file(file.dest_uri, Path(path).read_bytes()))
            else:
                files.remove(file)
                Path(file.abs_dest_path).unlink(missing_ok=True)
        if names:
            self.site.look()
        return names

    def _stale(self, changed, assets):
        """The pages made from what has changed, and those that have faults."""
        for file in self.kept.files.documentation_pages():
            made_from = {file.abs_src_path, *self.memory.sources(file.page)}
            used = self.uses.get(file.dest_uri, set())
            if made_from & changed or used & set(assets) or file.dest_uri in self.faulty:
                yield file

    def _remake(self, file, answer):
        """Make a page anew, and write it unless it has faults; gives these."""
        page, name = file.page, file.dest_uri
        before = page.title, page.meta
        with Warnings() as said:
            try:
                self._render(page)
                shown = self._finish(name)
                faults = self._warned(said) or check_pages(self.site, [name], self.docs, recorded=False)
            except Exception as error:
                faults = self._warned(said) or [
                    f"docs/{file.src_uri}:1: {type(error).__name__}: {headline(str(error))}"
                ]
        text = self.site.texts.pop(name, None)
        if faults:
            self.faulty.add(name)
            return faults
        self.faulty.discard(name)
        self.shown[name] = shown
        self.uses[name] = self._used(name, text)
        self.site.write(name, text)
        del self.site.texts[name]
        answer["pages"].append(name)
        answer["rebuild"] |= before != (page.title, page.meta)
        return []

    def _warned(self, said):
        return [placed_warning(line, self.docs) for line in said.lines]

    def _render(self, page):
        kept = self.kept
        build._populate_page(page, kept.config, kept.files)
        build._build_page(page, kept.config, kept.files.documentation_pages(), kept.nav, kept.env)
        page.validate_anchor_links(files=kept.files, log_level=kept.config.validation.links.anchors)

    def _finish(self, name):
        site = self.site
        shown = shown_figures(site, name)
        site.texts[name] = finished(site, name)
        return shown

    def _used(self, name, text):
        """The files of the site that a finished page tells something about."""
        figures = self.shown.get(name, ())
        told = record_of(self.site, text, name), notebook_of(self.site, text, name)
        return {*told, *figures, *map(narrow_address, figures)}

    def _write_search(self):
        pages = [file.page for file in self.kept.files.documentation_pages()]
        if indexes(self.kept.config):
            entries = [entry for page in pages for entry in self.memory.entries(page)]
            write_search(self.site.folder, entries, pages)
        self.memory.save(pages)
