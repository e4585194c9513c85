"""Every chapter of the book agrees with what running it gives, here and on another processor.

What a chapter gave is kept under all that it depends on: `make book` and these tests run it once
between them, whichever comes first.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from book.reading.book import Book
from book.recording import run as recording
from book.rules.check import check
from tests.bench import copy_of_book
from tests.kit.limits import be_patient

ROOT = Path(__file__).resolve().parents[2]
STEMS = [path.stem for path in Book(ROOT).chapters]


@pytest.mark.long
@pytest.mark.parametrize("stem", STEMS)
def test_the_page_is_what_the_run_gives(stem, monkeypatch):
    be_patient(monkeypatch)
    report = recording.check(Book(ROOT), [stem])
    assert report.chapters == 1
    assert [str(fault) for fault in report.faults] == []


def test_the_markdown_keeps_the_rules():
    book = Book(ROOT)
    chapters = recording.chosen(book, ())
    assert [str(fault) for fault in check(book, chapters)] == []


ATEN, MKL = {"ATEN_CPU_CAPABILITY": "default"}, {"MKL_CBWR": "COMPATIBLE"}
PROCESSORS = ATEN, MKL, ATEN | MKL
PAIRS = [(stem, each) for stem in ("digits", "sequential", "by-hand") for each in PROCESSORS]


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("stem", "processor"), PAIRS, ids=lambda each: each if isinstance(each, str) else "-".join(each)
)
def test_another_processor_gives_the_same_record(stem, processor, tmp_path):
    copy_of_book(tmp_path)  # what is kept of the runs here stays
    settings = tmp_path / "pyproject.toml"
    text, count = re.subn(r"(cell|chapter)_seconds = \d+", r"\1_seconds = 1000", settings.read_text())
    settings.write_text(text)
    assert count == 2
    done = subprocess.run(
        [sys.executable, "-m", "book", "check", stem, "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, **processor, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
