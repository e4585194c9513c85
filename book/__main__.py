"""The commands of the book: `python -m book COMMAND --help` says what one takes."""

import argparse
import os
import re
import sys
import time
from contextlib import ExitStack, nullcontext, suppress
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

from book.ground.faults import BookError, number, trouble
from book.reading.book import Book


def main(arguments=None):
    for stream in (sys.stdout, sys.stderr):  # the same bytes in any locale
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    os.umask(0o022)  # what a book is made of is for all to read
    try:
        _refuse_another(options.root)
        book = Book(options.root, options.docs)
        _refuse_another(book.root)
        status = COMMANDS[options.command](book, options)
        sys.stdout.flush()  # what cannot be said is a fault, too
        return status
    except BrokenPipeError:  # nobody listens any more, such as `head`
        _be_silent()
        return 1
    except OSError as error:
        print(f"book: {trouble(error, Path(options.root).resolve())}", file=sys.stderr)
        _be_silent()
        return 1
    except BookError as error:
        print(f"book: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("book: stopped; pages not yet written are as they were", file=sys.stderr)
        return 130


def _refuse_another(root):
    """Raise BookError where the book at `root` has a machinery of its own, as another clone has."""
    theirs, ours = Path(root).resolve() / "book", Path(__file__).resolve().parent
    if (theirs / "__main__.py").is_file() and not theirs.samefile(ours):
        python = ".venv/bin/python" if (theirs.parent / ".venv/bin/python").exists() else "python"
        raise BookError(
            f"{ours} is not the machinery of the book here, {theirs} is: "
            f"in {theirs.parent}, run `{python} -m book`"
        )


def _be_silent():
    """Where the last words cannot be written, forget them: else Python tries again at its end, and fails."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    """Says a wrong command or option in one line; without a command, lists them."""

    def parse_args(self, arguments=None, namespace=None):
        options, unknown = self.parse_known_args(arguments, namespace)
        if not options.command:
            self.print_help(sys.stderr)
            self.exit(2)
        if unknown:
            self.exit(
                2,
                f"book: `{options.command}` takes no `{unknown[0]}`: "
                f"`{self.prog} {options.command} --help` lists what it takes\n",
            )
        return options

    def error(self, message):
        unknown = re.search(r"invalid choice: '(.*?)'", message)
        if unknown:
            close = get_close_matches(unknown[1], COMMANDS, 1) or ["--help"]
            message = f"there is no command `{unknown[1]}`: try `python -m book {close[0]}`"
        else:
            message += f": `{self.prog} --help` says what to write"
        self.exit(2, f"book: {message}\n")


def _parser():
    parser = _Parser(prog="python -m book", description=__doc__, allow_abbrev=False)
    parser.add_argument("--root", default=".", help="the folder of the book (default: here)")
    commands = parser.add_subparsers(dest="command", metavar="command")

    def command(name, text, chapters=False):
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument("--docs", help="another folder of chapters")
        if chapters:
            sub.add_argument("chapters", nargs="*", help="chapters by name; all without")
            sub.add_argument("--jobs", type=int, help="chapters at once (default: one a core)")
            sub.add_argument("--no-cache", action="store_true", help="run also what did not change")
        return sub

    command("make", "record what changed, write notebooks, build the site")
    run = command("run", "run chapters and write what they gave into their pages", chapters=True)
    run.add_argument("--refresh", action="store_true", help="rewrite also what still compares equal")
    check = command("check", "run chapters and compare with their pages; change nothing", chapters=True)
    check.add_argument("--prose", action="store_true", help="check the Markdown alone, without running it")
    command("copies", "prove that every copied script runs by itself", chapters=True)
    command("notebooks", "write a notebook for each chapter from its record")
    command("site", "build the site from the record").add_argument(
        "--force", action="store_true", help="build also when nothing changed"
    )
    command("pack", "write the built site and the notebooks as zips into dist/").add_argument(
        "--tag", help="refuse, unless this is the tag of the book's version"
    )
    command("serve", "live preview: rerun what changes, reload the page").add_argument(
        "--port", type=int, default=8000
    )
    ask = command("ask", "ask a deployed site whether it is the one in site/")
    ask.add_argument("address", help="its address, such as https://somebody.github.io/a-book/")
    ask.add_argument("--tries", type=int, default=41, help="how often, 15 s apart, until all is right")
    changes = command(
        "changes", "what a reviewer reads first: pages, outputs and figures that changed, as Markdown"
    )
    changes.add_argument("base", help="the commit to compare with, such as main")
    for when in ("before", "after"):
        text = f"repository that shows the figures of {when}, as OWNER/NAME or OWNER/NAME@COMMIT"
        changes.add_argument(f"--{when}", help=text)
    new = command("new", "start a chapter")
    new.add_argument("name", help="its stem, such as matrix-times-vector")
    new.add_argument("title", help="its title")
    adopt = command("adopt", "make a chapter of a notebook, a script or a page from elsewhere")
    adopt.add_argument("file", help="an .ipynb, .py or .md; a page in docs/ itself may be one")
    adopt.add_argument("name", nargs="?", help="the chapter's name (default: that of the file)")
    return parser


def _run(book, options):
    from book.recording import run as recording

    report = recording.run(
        book, options.chapters, refresh=options.refresh, jobs=options.jobs, use_cache=not options.no_cache
    )
    report.print_faults()
    _tell_run(report)
    return bool(report.faults)


def _tell_run(report):
    changed = "nothing to rewrite"
    if report.written:
        changed = f"{number(len(set(report.written)), 'file')} rewritten"
    again = ""
    if report.again:
        again = f", {report.again} again in {report.seconds_again:.1f} s under another hash seed"
    print(
        f"{number(report.chapters, 'chapter')}, {number(report.cells, 'cell')}, "
        f"{number(report.figures, 'figure')}; {number(report.ran, 'chapter')} run in "
        f"{report.seconds:.1f} s{again}; {changed}",
        file=sys.stderr,
    )


def _check(book, options):
    from book.recording import run as recording
    from book.rules import check, report

    if options.prose:
        chapters = recording.chosen(book, options.chapters)
        faults = check.check(book, chapters)
        faults += [fault for chapter in chapters for fault in chapter.faults]
        found = recording.Report(faults=faults, chapters=len(chapters))
        print(report.report(chapters), file=sys.stderr)
    else:
        faults = _changed_rules(book, options)
        found = recording.check(book, options.chapters, jobs=options.jobs, use_cache=not options.no_cache)
        found.faults += faults
    found.print_faults()
    faults = number(len(set(found.faults)), "fault")
    print(f"{number(found.chapters, 'chapter')} checked, {faults}", file=sys.stderr)
    return bool(found.faults)


def _changed_rules(book, options):
    """The faults by the rules for Markdown; none at once where nothing changed since there
    were none."""
    from book.ground.files import Stamp
    from book.recording import run as recording
    from book.rules.check import check

    sources = [book.docs, book.root / "snippets", book.docs.parent / "mkdocs.yml"]
    stamp = Stamp(book, "rules", sources, salt=f"{book.docs} {options.chapters}")
    now = stamp.now()
    if not options.no_cache and stamp.holds():
        return []
    faults = check(book, recording.chosen(book, options.chapters))
    if not faults:
        stamp.set(now=now)
    return faults


def _copies(book, options):
    from book.recording import run as recording
    from book.recording.proof import prove_all

    faults = prove_all(recording.chosen(book, options.chapters))
    recording.Report(faults=faults).print_faults()
    return bool(faults)


def _notebooks(book, options):
    from book.site.copies import write_copies
    from book.site.notebooks import write_notebooks

    print(f"{number(len(write_notebooks(book)), 'notebook')} rewritten", file=sys.stderr)
    write_copies(book)
    return 0


def _site(book, options):
    from book.site.build import MkDocs, build_site
    from book.site.copies import write_copies

    with MkDocs(book) if options.force else nullcontext() as mkdocs:  # imports while copies are written
        write_copies(book)
        return bool(build_site(book, force=options.force, mkdocs=mkdocs))


def _pack(book, options):
    from book.site.pack import pack

    for path in pack(book, options.tag):
        print(f"{path.relative_to(book.docs.parent)}: {path.stat().st_size / 1e6:.1f} MB", file=sys.stderr)
    return 0


def _make(book, options):
    from book.recording import run as recording
    from book.site.build import MkDocs, build_site
    from book.site.copies import write_copies
    from book.site.notebooks import write_notebooks

    began, builders = time.perf_counter(), []

    def meanwhile():
        builders.append(open_site.enter_context(MkDocs(book)))
        builders[0].begin()
        import_module("book.site.notebook")

    with ExitStack() as open_site:
        report = recording.run(book, meanwhile=meanwhile)
        report.print_faults()
        if report.faults:
            print("The site was not built: mend the faults above and run `make book` again.", file=sys.stderr)
            return 1
        write_notebooks(book)
        write_copies(book)
        if build_site(book, mkdocs=builders[0] if builders else None):
            return 1
    _tell_run(report)
    print(
        f"The book is in site/ after {time.perf_counter() - began:.1f} s. Open it with\n"
        "    python3 -m http.server --directory site 8000\nand go to http://localhost:8000/"
    )
    return 0


def _serve(book, options):
    from book.preview import serve

    return serve(book, options.port)


def _ask(book, options):
    from book.publishing.ask import ask

    faults = ask(options.address, book.docs.parent / "site", options.tries)
    print("".join(f"{fault}\n" for fault in faults), end="")
    return bool(faults)


def _changes(book, options):
    from book.publishing.changes import changes

    print(changes(book, options.base, options.before, options.after), end="")
    return 0


def _new(book, options):
    from book.new import new_chapter

    return new_chapter(book, options.name, options.title)


def _adopt(book, options):
    from book.adopting.adopt import adopt

    return adopt(book, options.file, options.name)


COMMANDS = {
    "make": _make,
    "run": _run,
    "check": _check,
    "copies": _copies,
    "notebooks": _notebooks,
    "site": _site,
    "pack": _pack,
    "serve": _serve,
    "ask": _ask,
    "changes": _changes,
    "new": _new,
    "adopt": _adopt,
}

if __name__ == "__main__":
    sys.exit(main())
