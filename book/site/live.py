"""The site as it will be, of the sources as they are: built once, then a page at a time.

A process of MkDocs keeps the book loaded and makes anew what was saved. Where that changes every
page (the nav, a title, the theme), another one builds all behind it, and takes its place.
"""

import os
import shutil
import tempfile
import threading
from urllib.parse import urlsplit

from watchfiles import watch

from book.ground.faults import BookError
from book.ground.files import is_ours
from book.site.build import MkDocs, sweep_builds
from book.site.serving import Server, Shown


class Live:
    """A preview of `book` on 127.0.0.1:`port`; `say` prints a line."""

    def __init__(self, book, port, say):
        self.book, self.say, self.cache = book, say, book.root / ".cache"
        self.home = book.docs.parent
        self.shown, self.ending = Shown(), threading.Event()
        self.builder, self.builds, self.told = None, None, set()
        self.turn = threading.RLock()
        self.server = Server(self.shown, port, _base(book))
        self.threads = []

    def start(self):
        """Build the site, and keep it up to date from now on."""
        self.cache.mkdir(exist_ok=True)
        sweep_builds(self.cache)
        self._rebuild()
        self._begin(self._watch)

    def close(self):
        self.ending.set()
        self.server.close()
        for process in filter(None, (self.builder, self.builds)):
            process.close()
        for thread in self.threads:
            thread.join()
        self._remove(self.shown.folder)

    def look(self):
        """Show what has changed since the last look."""
        with self.turn:
            if not self.builder:
                self._rebuild()
                return
            answer = self.builder.ask(refresh=True)
            if answer["pages"] or answer["faults"]:
                self._tell(answer["faults"])
            if answer["pages"]:
                self.shown.tell(answer["pages"])
            if "ended" in answer:
                self.builder = None  # the next save starts another
            elif answer["rebuild"]:
                self._rebuild()

    def _watch(self):
        sources = ("docs", "snippets", "book/site/theme")
        folders = [self.home / name for name in sources if (self.home / name).is_dir()]
        settings = self._settings()
        options = dict(watch_filter=_is_source, debounce=200, step=20, rust_timeout=500)
        for changes in watch(*folders, stop_event=self.ending, yield_on_timeout=True, **options):
            # An editor may put another file in its place, which no watch on the file survives
            before, settings = settings, self._settings()
            if changes or settings != before:
                self.look()

    def _settings(self):
        try:
            facts = os.stat(self.home / "mkdocs.yml")
        except OSError:
            return None
        return facts.st_mtime_ns, facts.st_size

    def _rebuild(self):
        """Build all anew, unless that is going on: what it did not see, the look after it will."""
        with self.turn:
            if not self.builds and not self.ending.is_set() and self._readable():
                self.builds = MkDocs(self.book)
                self._begin(self._build)

    def _readable(self):
        """Whether mkdocs.yml is; where it is not, whoever runs the chapters says it."""
        try:
            return bool(self.book.chapters)
        except BookError:
            return False

    def _build(self):
        folder = tempfile.mkdtemp(dir=self.cache, prefix=f"preview-{os.getpid()}-")
        answer = self.builds.ask(build=folder, preview=True)
        with self.turn:
            builder, self.builds = self.builds, None
            if self.ending.is_set():
                return self._remove(folder)
            self._tell(answer["faults"])
            if not answer["pages"]:  # the old one stays
                builder.close()
                return self._remove(folder)
            old, before = self.builder, self.shown.folder
            self.builder, self.server.base = builder, _base(self.book)
            self.shown.show(folder)
        if old:
            old.close()
            self._remove(before)
        self.look()

    def _tell(self, faults):
        for fault in faults:
            if fault not in self.told:
                self.say(fault)
        self.told = set(faults)

    def _begin(self, work):
        thread = threading.Thread(target=work, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _remove(self, folder):
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def _base(book):
    """Where the site lies below its address; mkdocs.yml may be broken while it is edited."""
    try:
        return urlsplit((book.config or {}).get("site_url") or "").path.rstrip("/")
    except BookError:
        return ""


def _is_source(change, path):
    return is_ours(os.path.basename(path))
