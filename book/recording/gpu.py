"""`make record-gpu`: the book on a machine with a CUDA card, recorded in a copy beside the committed record.

It runs every chapter, holds the copy against two more runs, tests `snippets/` on the card, and fails where
a chapter that says `gpu: true` computed nothing there. It needs no network and nothing of the site: torch,
NumPy, Matplotlib, lxml, PyYAML, markdown-it-py, psutil, Pillow, tqdm and pytest, as they are there.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from book.ground.faults import Fault, number
from book.reading.book import Book
from book.reading.parse import parse_chapter
from book.recording import run as recording

ROOT = Path(__file__).resolve().parents[2]
STAND_IN = Path(__file__).parent / "stand_in"
PARTS = (
    "docs",
    "snippets",
    "data",
    "mkdocs.yml",
    "pyproject.toml",
    "requirements.txt",
    "requirements-torch.txt",
)
RECORD = ("docs/*.md", "docs/figures/**/*.svg", "data/*.json")
CURVES = {"data/speed.json": ["snippets.speed", "--write"], "data/batch-costs.json": ["snippets.roles"]}
TESTS = ("-c", "tests/cuda/pytest.ini", "tests/cuda/on_cuda.py")
NEEDS = (
    "record-gpu: PyTorch {} sees no CUDA card here: run it where there is one, "
    "with a Python whose torch was built for CUDA, `make record-gpu PYTHON=python3`"
)


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m book.recording.gpu", description=__doc__)
    parser.add_argument("--into", type=Path, default=ROOT / ".cache/gpu", help="the folder for what it gives")
    into = parser.parse_args(arguments).into.resolve()
    import torch

    if not torch.cuda.is_available():
        print(NEEDS.format(torch.__version__), file=sys.stderr)
        return 1
    shutil.rmtree(into, ignore_errors=True)
    (into / "copy").mkdir(parents=True)
    told = {"machine": machine()}
    print(*told["machine"], sep="\n", flush=True)
    told |= record(into)
    (into / "report.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    (into / "report.md").write_text(in_words(told), encoding="utf-8")
    print(in_words(told), f"All of it is in {into}", sep="\n")
    return bool(told["faults"])


def machine():
    """What this machine has, a line each: its cards, and the versions of what computes here."""
    import matplotlib
    import numpy
    import torch

    cuda = torch.cuda
    cards = [cuda.get_device_properties(card) for card in range(cuda.device_count())]
    return [
        *(f"{card.name}, {card.total_memory / 2**30:.0f} GiB" for card in cards),
        f"PyTorch {torch.__version__}, CUDA {torch.version.cuda}, cuDNN {torch.backends.cudnn.version()}",
        f"Python {platform.python_version()}, NumPy {numpy.__version__}, Matplotlib {matplotlib.__version__}",
        platform.platform(),
    ]


def record(into):
    """Record the book in the folder `into`; what came of it: `faults`, `chapters`, `changed`."""
    copy = into / "copy"
    copy_book(copy)
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        import_module("pooch")
    except ImportError:
        paths.append(str(STAND_IN))
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    faults = [fault for file, command in CURVES.items() for fault in called(copy, *command, file)]
    book = Book(copy, exports=False)
    found = recording.run(book, refresh=True)
    faults += [f"recorded: {fault}" for fault in sorted(set(found.faults))]
    for turn in ("first", "second"):
        again = recording.check(book, use_cache=False)
        faults += [f"{turn} check: {fault}" for fault in sorted(set(again.faults))]
    says = {path.stem: parse_chapter(path, book.root).gpu for path in book.chapters}
    faults += map(str, broken_words(says, found.on_card))
    faults += called(ROOT, "pytest", "-q", "-p", "no:cacheprovider", *TESTS)
    chapters = {stem: {"says": says[stem], "on card": found.on_card.get(stem, False)} for stem in says}
    return {"faults": faults, "chapters": chapters, "changed": keep(into)}


def copy_book(copy):
    """Copy what chapters are made of into a folder, without what is built of them."""
    built = shutil.ignore_patterns("notebooks", "cells", "copies", "__pycache__")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=built)
        elif (ROOT / part).is_file():
            shutil.copy(ROOT / part, copy / part)


def called(folder, module, *arguments):
    """Run a module of Python in a folder, which shows what it says; the fault of one that fails, in a list."""
    status = subprocess.run([sys.executable, "-m", module, *arguments], cwd=folder).returncode
    command = " ".join(["python -m", module, *arguments])
    return [f"`{command}` ended with {status}: see what it said above"] if status else []


def broken_words(says, on_card):
    """The Faults of chapters that do not do as they say.

    says, on_card: {stem: whether it says, and whether it did, compute on the card}.
    """
    for stem, does in on_card.items():
        page = f"docs/{stem}.md"
        if says[stem] and not does:
            yield Fault(
                page,
                1,
                "says `gpu: true`, and its run computed nothing on the card: see who picks its device",
            )
        elif does and not says[stem]:
            yield Fault(
                page, 1, "computed on the card and does not say so: write `gpu: true` in its front matter"
            )


def keep(into):
    """Lay the new record beside the committed one; the names of the files that differ.

    With git, `difference.patch` holds how: `git apply -p2` makes the one of the other.
    """
    homes = {"committed": ROOT, "record": into / "copy"}
    for name, home in homes.items():
        for file in (file for pattern in RECORD for file in home.glob(pattern)):
            place = into / name / file.relative_to(home)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place)
    contents = [
        {path.relative_to(into / name).as_posix(): path.read_bytes() for path in (into / name).rglob("*.*")}
        for name in homes
    ]
    if shutil.which("git"):
        command = ["git", "diff", "--no-index", "--no-color", *homes]
        (into / "difference.patch").write_bytes(
            subprocess.run(command, cwd=into, stdout=subprocess.PIPE).stdout
        )
    shutil.rmtree(into / "committed")
    old, new = contents
    return sorted(name for name in old | new if old.get(name) != new.get(name))


def in_words(told):
    """A report in Markdown."""
    used = [stem for stem, chapter in told["chapters"].items() if chapter["on card"]]
    rows = ["## The book on a GPU", "", *(f"- {line}" for line in told["machine"]), ""]
    rows += [f"On the card: {', '.join(used) or 'no chapter'}.", ""]
    rows += [f"{number(len(told['changed']), 'file')} of the record differ from the committed ones.", ""]
    rows += [*(f"- `{fault}`" for fault in told["faults"])] or ["No fault."]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
