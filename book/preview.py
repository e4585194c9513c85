"""Live preview: saving a chapter or a snippet reruns what changed and reloads the page."""

import hashlib
import importlib.util
import os
import signal

from watchfiles import watch

from book.ground.faults import BookError, shown_path, trouble
from book.ground.files import is_ours
from book.reading.includes import sources
from book.reading.parse import parse_chapter
from book.reading.reached import reached_snippets
from book.recording import run as recording
from book.recording.kept import Kept
from book.rules.check import check
from book.running.opened import TREE, stamp
from book.site.copies import write_copies
from book.site.live import Live
from book.site.notebooks import write_notebooks


def serve(book, port):
    """Serve the book on 127.0.0.1:`port` until Ctrl-C; what is wrong is printed, never fatal."""
    try:
        live = Live(book, port, _say)
    except (OSError, OverflowError) as error:
        raise BookError(
            f"port {port} is taken or not allowed: name another, as in `python -m book serve --port 8123`"
        ) from error
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _guarded(write_notebooks, book)
        _guarded(write_copies, book)
        live.start()
        _say(f"The book is at http://127.0.0.1:{port}/ in a moment, and reloads as you save. Ctrl-C ends it.")
        preview = Preview(book)
        preview.open()
        every_second = dict(yield_on_timeout=True, rust_timeout=1000)
        for _ in watch(*preview.folders, watch_filter=_is_source, **every_second):
            preview.look()
    except KeyboardInterrupt:
        _say("Stopped.")
    finally:
        live.close()
    return 0


class Preview:
    """The runs that keep true what the pages show: one each, so that a page is there soon. That a second
    one gives the same is proved by the next `run` or `check`."""

    def __init__(self, book):
        self.book = book
        self.folders = [folder for folder in (book.docs, book.root / "snippets") if folder.is_dir()]
        self.can_run = importlib.util.find_spec("torch") is not None
        self.reach, self.read, self.warned = {}, {}, set()
        self.seen = self._sources()

    def open(self):
        """Run what changed since the pages were recorded."""
        if not self.can_run:
            _say(
                "torch is not installed, so no cell runs: the pages show what is recorded. "
                "`make book` installs it."
            )
        _guarded(self._begin)

    def look(self):
        """Handle what changed since the last look, all that was saved in a second at once."""
        before, self.seen = self.seen, self._sources()
        changed = {
            path for path in before.keys() | self.seen.keys() if before.get(path) != self.seen.get(path)
        }
        if changed:
            _guarded(self._handle, changed)

    def _begin(self):
        self.reach = reach_of(self.book)
        self._record(list(self.reach))
        write_notebooks(self.book)
        write_copies(self.book)
        self._warn()

    def _handle(self, changed):
        before, self.reach = self.reach, reach_of(self.book)
        sources = {
            stem: now | before.get(stem, set()) | self.read.get(stem, set())
            for stem, now in self.reach.items()
        }
        affected = [stem for stem in sources if sources[stem] & changed]
        stale = _stale(self.book, affected)
        for path in sorted(_nearest(changed)):
            stems = [stem for stem in affected if path in sources[stem]]
            shown = shown_path(path, os.path.realpath(self.book.root))
            _say(f"{shown} changed: {self._consequence(path, stems, stale)}")
        self._record(affected)
        write_notebooks(self.book)
        write_copies(self.book)
        pages = {os.path.realpath(path) for path in self.book.chapters}
        # A page that changed is looked at by itself: all of them take seconds
        self._warn(affected if changed <= pages and before.keys() == self.reach.keys() else None)

    def _consequence(self, path, stems, stale):
        rerun = [stem for stem in stems if stem in stale]
        if path.endswith(".py") and not stems:
            return "no chapter uses it"
        if not rerun:
            return "nothing to rerun"
        return f"{'reruns' if self.can_run else 'torch is needed to rerun'} {', '.join(rerun)}"

    def _record(self, stems):
        if not stems or not self.can_run:
            return
        report = recording.run(self.book, stems, prove=False)
        report.print_faults()
        before, self.read = self.read, read_of(self.book, report)
        # What a run wrote is no news, nor what it read first; what was saved meanwhile is, at the next look
        known = {os.path.realpath(self.book.root / path) for path in report.written}
        known |= set().union(*self.read.values()) - set().union(*before.values()) - self.seen.keys()
        self.seen.update((path, digest) for path, digest in self._sources().items() if path in known)

    def _warn(self, stems=None):
        """Print what `check` would refuse in the Markdown of chapters, or of the whole book, once,
        until it is gone."""
        paths = [path for path in self.book.chapters if stems is None or path.stem in stems]
        chapters = [parse_chapter(path, self.book.root) for path in paths]
        faults = check(self.book, chapters)
        if not self.can_run:  # else a run has said so
            faults += [fault for chapter in chapters for fault in chapter.faults]
        for fault in sorted(set(faults)):
            if (fault.path, fault.message) not in self.warned:
                _say(f"warning: {fault}")
        looked = {chapter.shown for chapter in chapters}
        others = {it for it in self.warned if stems is not None and it[0] not in looked}
        self.warned = others | {(fault.path, fault.message) for fault in faults}

    def _sources(self):
        """{real path: digest} of what a chapter is made from, and stamps of what it read when it ran."""
        # The folder, not the nav, which is in a file that may be broken
        pages = (path for path in self.book.docs.glob("*.md") if is_ours(path.name))
        files = [*pages, *sources(self.book.root), self.book.docs.parent / "mkdocs.yml"]
        read = {path: stamp(path) for path in set().union(*self.read.values())}
        return read | {
            os.path.realpath(file): hashlib.sha256(file.read_bytes()).digest()
            for file in files
            if file.is_file()
        }


def reach_of(book):
    """{stem: the real paths of what its chapter is made from}, in the order of the nav."""
    reach = {}
    for path in book.chapters:
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        snippets = reached_snippets(text, book.root)
        reach[path.stem] = {os.path.realpath(file) for file in (path, *snippets)}
    return reach


def read_of(book, report):
    """{stem: the real paths of what its chapter read when it ran}, as `book.running.opened` names them."""
    kept, root = Kept(book), os.path.realpath(book.root)
    read = {path.stem: kept.opened(path) for path in book.chapters} | report.read
    return {stem: {os.path.join(root, name) for name in names} for stem, names in read.items()}


def _stale(book, stems):
    """Those of `stems` whose chapters have a run to do."""
    kept, stale = Kept(book), set()
    for chapter in recording.chosen(book, stems) if stems else ():
        if not chapter.faults and kept.find_run(chapter) is None:
            stale.add(chapter.stem)
    return stale


def _guarded(work, *arguments):
    try:
        work(*arguments)
    except BookError as error:
        _say(f"book: {error}")
    except OSError as error:
        _say(f"book: {trouble(error)}")
    except Exception as error:  # half a file may trip anything: the next save mends it
        _say(f"book: {type(error).__name__}: {error}")


def _nearest(changed):
    """The changed paths without a tree of which something else that changed is a part."""
    return {
        path
        for path in changed
        if not path.endswith(TREE)
        or not any(other != path and other.startswith(path.removesuffix(TREE) + "/") for other in changed)
    }


def _is_source(change, path):
    return path.endswith((".md", ".py")) and is_ours(os.path.basename(path))


def _say(line):
    print(line, flush=True)
