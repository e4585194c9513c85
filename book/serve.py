"""Live preview: saving a chapter or a snippet reruns what changed and reloads the page."""

import os
import subprocess
import sys

from watchfiles import watch

from book import recording
from book.cache import reached_snippets
from book.faults import BookError
from book.notebooks import write_notebooks
from book.parse import parse_chapter


def serve(book, port):
    """Serve the book on 127.0.0.1:`port` until Ctrl-C; faults are printed, never fatal."""
    _record(book, [path.stem for path in book.chapters])
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    server = subprocess.Popen(command, cwd=book.root, env=environment)
    print(f"The book is at http://127.0.0.1:{port}/ and reloads as you save; Ctrl-C ends it.")
    folders = [folder for folder in (book.docs, book.root / "snippets") if folder.is_dir()]
    try:
        for changes in watch(*folders, watch_filter=_is_source):
            stems = affected(book, {os.path.realpath(path) for _, path in changes})
            if stems:
                print(f"changed: {', '.join(stems)}", flush=True)
                _record(book, stems)
            if server.poll() is not None:
                raise BookError("mkdocs ended; its message stands above")
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()


def affected(book, changed):
    """The stems of the chapters that the `changed` files (real paths) make stale, in nav order."""
    stems = []
    for path in book.chapters:
        sources = {os.path.realpath(path)}
        chapter = parse_chapter(path, book.root)
        for cell in chapter.cells:
            text = f"{cell.source}\n{cell.include.target if cell.include else ''}"
            sources.update(os.path.realpath(file) for file in reached_snippets(text, book.root))
        if sources & changed:
            stems.append(path.stem)
    return stems


def _is_source(change, path):
    return path.endswith((".md", ".py")) and "/." not in path


def _record(book, stems):
    try:
        report = recording.run(book, stems)
        report.print_faults()
        write_notebooks(book)
    except BookError as error:
        print(f"book: {error}", flush=True)
