"""The bench's lines about the site and its preview, on books of many pages: copies of our chapters,
with their figures, copies, notebooks and what is kept of their runs."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.kit.served import Served

ROOT = Path(__file__).resolve().parents[1]
LARGE = (20, 200)
SAVED = "shops"  # its cells take less than a second


def our_copy(parent, copy_of_book):
    """A copy of our book, with what is kept of its runs."""
    ours = Path(parent, "ours")
    ours.mkdir()
    copy_of_book(ours)
    if (ROOT / ".cache/runs").is_dir():
        shutil.copytree(ROOT / ".cache/runs", ours / ".cache/runs")
    return ours


def many_pages(ours, pages):
    """Make the book in `ours` one of so many pages, in a part of their own of the nav, and give how many
    it has: not fewer than it had."""
    docs, kept = ours / "docs", ours / ".cache/runs"
    real = sorted(path.stem for path in docs.glob("*.md"))
    sources = [stem for stem in real if (docs / "figures" / stem).is_dir()]
    stems = [f"{sources[n % len(sources)]}-{n}" for n in range(pages - len(real))]
    for stem in stems:
        source = stem.rsplit("-", 1)[0]
        text = (docs / f"{source}.md").read_text()
        (docs / f"{stem}.md").write_text(text.replace(f"figures/{source}/", f"figures/{stem}/"))
        shutil.copytree(docs / "figures" / source, docs / "figures" / stem)
        for name in (docs / "assets/copies/{}.json", docs / "assets/exports/{}", kept / "{}.json"):
            file, copy = (Path(str(name).format(it)) for it in (source, stem))
            if file.is_dir():
                shutil.copytree(file, copy)
            elif file.is_file():
                shutil.copy(file, copy)
    if stems:
        settings = (ours / "mkdocs.yml").read_text()
        rows = "".join(f"      - {stem}.md\n" for stem in stems)
        more = settings.replace("  - Appendix:\n", f"  - More:\n{rows}  - Appendix:\n", 1)
        (ours / "mkdocs.yml").write_text(more)
    return len(real) + len(stems)


def book(folder, *arguments):
    """Wall seconds of a command of the book, and what it said."""
    environment = os.environ | {"PYTHONPATH": str(folder)}
    began = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", "book", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise SystemExit(f"bench: book {arguments[0]} failed\n{(ran.stdout + ran.stderr)[-4000:]}")
    return time.perf_counter() - began, ran.stderr


def build_times(folder, rounds):
    """(from nothing, one page changed): the least seconds of `book site`."""
    cold, changed = [], []
    page = folder / "docs" / f"{SAVED}.md"
    for number in range(rounds):
        shutil.rmtree(folder / ".cache/rendered", ignore_errors=True)
        cold.append(book(folder, "site", "--force")[0])
        page.write_text(page.read_text() + f"\nSentence {number}.\n")
        changed.append(book(folder, "site")[0])
    return min(cold), min(changed)


def screen_times(folder, rounds):
    """(a sentence, a cell less its run): the least seconds from a save to the page that shows it."""
    sentences, cells = [], []
    page, name = folder / "docs" / f"{SAVED}.md", f"{SAVED}/index.html"
    with Served(folder) as served:
        served.wait_for(lambda: "__reload.js" in served.page(f"{SAVED}/"))
        served.wait_for(lambda: "<h1" in served.page(f"{SAVED}/"))
        for number in range(rounds):
            text = page.read_text()
            with served.changes() as next_of:
                began = time.perf_counter()
                page.write_text(text + f"\nSaved sentence {number}.\n")
                next_of(name)
                sentences.append(time.perf_counter() - began)
            settle(served)
            began = time.perf_counter()
            page.write_text(text.replace("```python\n", f'```python\nprint("saved cell {number}")\n', 1))
            served.wait_for(lambda now=number: f">saved cell {now}<" in served.page(f"{SAVED}/"))
            cells.append(time.perf_counter() - began - kept_seconds(folder))
            settle(served)
            page.write_text(text)
            settle(served)
    return min(sentences), min(cells)


def settle(served):
    """Wait until the preview has said nothing more for a while."""
    said = -1
    while said != len(served.lines):
        said = len(served.lines)
        time.sleep(3)


def kept_seconds(folder):
    """How long the last run of the saved chapter took."""
    _, _, text = (folder / f".cache/runs/{SAVED}.json").read_text().partition("\n")
    return json.loads(text)["seconds"]


def site_rows(rounds, copy_of_book, tell):
    """The table's lines about the site and the preview."""
    rounds, rows = max(rounds, 2), []
    for least in LARGE:
        with tempfile.TemporaryDirectory() as parent:
            ours = our_copy(parent, copy_of_book)
            tell(f"book run, before its chapters are copied: {book(ours, 'run')[0]:.1f} s")
            pages = many_pages(ours, least)
            tell(f"book make, {pages} pages: {book(ours, 'make')[0]:.1f} s")
            cold, changed = build_times(ours, rounds)
            each = 1000 * (cold - 1) / pages
            sentence, cell = screen_times(ours, rounds)
        rows += [
            (f"book site, {pages} pages", f"{cold:.1f} s", f"at most {1 + pages / 10:.0f} s"),
            ("  each, over a fixed second", f"{each:.0f} ms", "at most 100 ms"),
            ("  one page changed", f"{changed:.1f} s", "-"),
            ("  preview: a sentence is on the screen after", f"{sentence:.2f} s", "at most 2 s"),
            ("  preview: a cell, less its run", f"{cell:.2f} s", "at most 4 s"),
        ]
    return rows
