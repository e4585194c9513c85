"""Measure what the book promises about speed and about copies; `make bench` prints it as a table.

Training: ratios from one run, one thread, CPU time, the median of five interleaved rounds, so that
a slow moment of the machine falls on every loop alike. The book: wall time of `make book` in a
copy of this folder with the same virtual environment. The machinery: wall time of `book run` on
books of small torch cells, and on a copy of this one. The site and its preview: `tests.bench_site`; training in the page: `tests.bench_trainer`;
fast recipes: `tests.bench_fast`; one product in many ways: `tests.bench_speed`; two processes: `tests.bench_devices`;
what the site sends, and what 200 chapters take, which a chapter of the book tells: `tests.bench_hosting`.
Nothing here is asserted.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import psutil
import torch
from PIL import Image
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset, TensorDataset

from book.reading.book import Book
from snippets.data import load_mnist, normalise
from snippets.nets import SimpleMnist, sequential_net
from snippets.training import accuracy, train_epoch
from tests.bench_devices import device_rows
from tests.bench_fast import fast_rows
from tests.bench_hosting import grown_rows, hosting_rows
from tests.bench_site import site_rows
from tests.bench_speed import speed_rows
from tests.bench_trainer import trainer_rows
from tests.copying.lengths import figures_of
from tests.copying.offered import LEAST, offered

ROOT = Path(__file__).resolve().parents[1]
SEEDS = (0, 1, 2)


class Pictures(Dataset):
    """Grey pictures, each made into a tensor and normalised when it is asked for.

    The steps are those of torchvision's MNIST with ToTensor and Normalize, which most tutorials
    hand to a DataLoader. The ratio depends on them: see the line about the TensorDataset.
    """

    def __init__(self, x, y):
        self.mean, self.std = x.mean().item(), x.std().item()
        self.x = (x * 255).round().to(torch.uint8).view(-1, 28, 28)
        self.y = y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        picture = Image.fromarray(self.x[index].numpy())
        image = torch.from_numpy(np.array(picture)).view(28, 28, 1)
        image = image.permute(2, 0, 1).contiguous().to(torch.float32).div(255)
        mean, std = (torch.as_tensor(value).view(-1, 1, 1) for value in (self.mean, self.std))
        return image.sub_(mean).div_(std).view(784), int(self.y[index])


def loader_epoch(net, dataset):
    """One epoch over a DataLoader with plain Adam."""
    opt = torch.optim.Adam(net.parameters(), lr=1e-3)
    for xb, yb in DataLoader(dataset, batch_size=64, shuffle=True):
        loss = F.cross_entropy(net(xb), yb)
        opt.zero_grad()
        loss.backward()
        opt.step()


def taught_epoch(net, data):
    """One epoch of the loop that the book teaches, as `fit` runs it on a CPU."""
    opt = torch.optim.Adam(net.parameters(), lr=1e-3, fused=True)
    train_epoch(net, opt, data.x_train, data.y_train, batch_size=64)


def train_once(build, epoch, data, seed):
    """CPU seconds of one epoch from this seed, and the validation accuracy after it."""
    torch.manual_seed(seed)
    net = build()
    began = time.process_time()
    epoch(net)
    seconds = time.process_time() - began
    return seconds, accuracy(net, data.x_valid, data.y_valid)


def race(rounds):
    """{loop: (CPU seconds, accuracies)} of the four loops, one result a round."""
    torch.set_num_threads(1)
    raw = load_mnist()
    data = normalise(raw)
    pictures = Pictures(raw.x_train, raw.y_train)
    tensors = TensorDataset(data.x_train, data.y_train)
    loops = {
        "pictures": (sequential_net, lambda net: loader_epoch(net, pictures)),
        "tensors": (sequential_net, lambda net: loader_epoch(net, tensors)),
        "taught": (sequential_net, lambda net: taught_epoch(net, data)),
        "by hand": (SimpleMnist, lambda net: taught_epoch(net, data)),
    }
    train_once(*loops["taught"], data, seed=0)  # the first epoch in a process is slower
    results = {name: ([], []) for name in loops}
    for number in range(max(rounds, len(SEEDS))):
        for name, (build, epoch) in loops.items():
            if number >= rounds and name in ("pictures", "tensors"):
                continue  # a further seed is wanted of the two nets only
            seconds, hits = train_once(build, epoch, data, seed=number)
            results[name][0].append(seconds)
            results[name][1].append(hits)
            tell(f"training: round {number + 1}, {name}: {seconds:.2f} s, {hits:.2%}")
    return results


def training_rows(rounds):
    """The table's lines about training."""
    results = race(rounds)
    seconds = {name: statistics.median(times) for name, (times, _) in results.items()}

    def mean(name, count):
        return statistics.mean(results[name][1][:count])

    apart = 100 * abs(mean("by hand", len(SEEDS)) - mean("taught", len(SEEDS)))
    both = f"{mean('taught', rounds):.1%}, {mean('pictures', rounds):.1%}"
    taught = seconds["taught"]
    return [
        (
            "taught loop, times as fast as a DataLoader over pictures",
            f"{seconds['pictures'] / taught:.1f}",
            "at least 4",
        ),
        ("  times as fast as a DataLoader over a TensorDataset", f"{seconds['tensors'] / taught:.1f}", "-"),
        ("  accuracy after an epoch, taught and over pictures", both, "equal"),
        (
            "net by hand, times the seconds of nn.Sequential",
            f"{seconds['by hand'] / taught:.2f}",
            "at most 1.3",
        ),
        ("  points of accuracy apart, three seeds", f"{apart:.2f}", "at most 0.5"),
    ]


def copy_of_book(folder):
    """Copy every file that git does not ignore, with its time; share the virtual environment."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(ROOT / ".venv")


def peak_bytes(process):
    """The most memory the process ever held, or holds now where the system keeps no record."""
    status = Path(f"/proc/{process.pid}/status")
    try:
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        return process.memory_info().rss
    except (OSError, psutil.Error):
        return 0  # it ended while we looked


def watch_memory(process, over, peaks):
    """Until `over` is set, note in `peaks` the peak of each process under this one, by its id."""
    while not over.wait(0.1):
        try:
            family = [process, *process.children(recursive=True)]
        except psutil.Error:
            return
        for member in family:
            peaks[member.pid] = max(peaks.get(member.pid, 0), peak_bytes(member))


def make_book(folder, watched=False):
    """Run `make book` in `folder`: wall seconds, those that its chapters' cells took, and the
    peak bytes of its largest process, where it is `watched`, which takes a share of a core."""
    # The copy's own packages come first, whatever folder the environment was installed from
    environment = os.environ | {"PYTHONPATH": str(folder)}
    log = folder.parent / "make-book.log"
    peaks, over = {}, threading.Event()
    began = time.perf_counter()
    with log.open("w") as file:
        running = psutil.Popen(["make", "book"], cwd=folder, env=environment, stdout=file, stderr=file)
        watcher = threading.Thread(target=watch_memory, args=(running, over, peaks))
        if watched:
            watcher.start()
        code = running.wait()
        seconds = time.perf_counter() - began
    over.set()
    if watched:
        watcher.join()
    if code:
        raise SystemExit(f"bench: make book failed\n{log.read_text()}")
    tell(f"make book: {seconds:.1f} s")
    cells = float(re.search(r"chapters? run in ([\d.]+) s", log.read_text())[1])
    return seconds, cells, max(peaks.values(), default=0)


def change(chapter, number):
    """Add a comment to the first cell of a chapter: its code has changed, its outcome has not."""
    text = chapter.read_text()
    chapter.write_text(text.replace("```python\n", f"```python\n# change {number}\n", 1))


def book_rows(rounds):
    """The table's lines about `make book`."""
    cold, changed, unchanged, peaks = [], [], [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as parent:
            folder = Path(parent, "book-copy")
            folder.mkdir()
            copy_of_book(folder)
            for times in (cold, unchanged, changed):
                if times is changed:
                    change(folder / "docs" / "digits.md", len(changed))
                seconds, cells, peak = make_book(folder, watched=times is cold)
                times.append(seconds - cells if times is changed else seconds)
                peaks.append(peak)
    return [
        ("make book, nothing built yet", f"{statistics.median(cold):.1f} s", "at most 30 s"),
        (
            "make book, one chapter changed, less its cells",
            f"{statistics.median(changed):.1f} s",
            "at most 4 s",
        ),
        ("make book, nothing changed", f"{statistics.median(unchanged):.2f} s", "at most 0.5 s"),
        ("peak memory of its largest process", f"{max(peaks) / 2**30:.2f} GiB", "at most 2 GiB"),
    ]


SMALL_CELL = "x = torch.full((3, 2), {number}.0)\n(x @ x.T).sum()"


def small_cells(folder, chapters, cells):
    """Write a book of so many chapters with so many small torch cells each."""
    (folder / "docs").mkdir(parents=True)
    for chapter in range(chapters):
        sources = [SMALL_CELL.format(number=number) for number in range(cells)]
        sources[0] = f"import torch\n\n{sources[0]}"
        fences = "\n\n".join(f"```python\n{source}\n```" for source in sources)
        (folder / "docs" / f"c{chapter}.md").write_text(f"# Chapter {chapter}\n\n{fences}\n")


def run_book(folder, *arguments):
    """Wall seconds of `book run` in a fresh process, by the folder's own machinery if it has one."""
    home = folder if (folder / "book/__main__.py").is_file() else ROOT
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "book", "--root", folder, "run", *arguments],
        cwd=home,  # whose packages come first
        env=os.environ | {"PYTHONPATH": str(home)},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began


def fresh_process(number):
    """Wall seconds of one small cell in a process of its own."""
    began = time.perf_counter()
    code = f"import torch\n{SMALL_CELL.format(number=number)}"
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def one_change(folder, rounds):
    """Median wall seconds of `book run` after a change of one chapter."""
    times = []
    for number in range(rounds):
        change(folder / "docs" / "c7.md", number)
        times.append(run_book(folder))
    return statistics.median(times)


def machinery_rows(rounds):
    """The table's lines about running chapters."""
    with tempfile.TemporaryDirectory() as parent:
        few, many, ours = (Path(parent, name) for name in ("few", "many", "ours"))
        small_cells(few, chapters=20, cells=10)
        small_cells(many, chapters=200, cells=1)
        ours.mkdir()
        copy_of_book(ours)
        if (ROOT / ".cache" / "runs").is_dir():
            shutil.copytree(ROOT / ".cache" / "runs", ours / ".cache" / "runs")
        for folder in (few, many, ours):
            tell(f"book run, first of {folder.name}: {run_book(folder):.1f} s")
        cells = statistics.median(run_book(few, "--no-cache") for _ in range(rounds))
        alone = statistics.mean(fresh_process(number) for number in range(10)) * 200
        unchanged = [statistics.median(run_book(it) for _ in range(5)) for it in (few, ours)]
        changed = [one_change(folder, rounds) for folder in (few, many)]
    return [
        ("book run, 200 torch cells in 20 chapters", f"{cells:.1f} s", "at most 8 s"),
        ("  times as fast as a process a cell", f"{alone / cells:.0f}", "at least 25"),
        (
            "  nothing changed, there and in this book",
            " and ".join(f"{seconds:.2f} s" for seconds in unchanged),
            "at most 0.5 s",
        ),
        (
            "  one chapter of 20 and of 200 changed",
            " and ".join(f"{seconds:.1f} s" for seconds in changed),
            "equal",
        ),
    ]


def tell(line):
    print(line, flush=True)


def copies_rows(_):
    """The table's lines about how long copies are."""
    return [
        (f"copies: {figure.name}", f"{figure.lines} lines", f"at most {figure.most}")
        for figure in figures_of(Book(ROOT))
    ]


def page_rows(_):
    """The table's lines about the cells that run in the page."""
    found = offered(Book(ROOT))
    plain = f"{found.runs} of {found.without_torch}"
    return [
        ("cells that run in the page, of those without torch", plain, f"at least {LEAST:.0%}"),
        ("  of all cells", f"{found.runs} of {found.cells}", "-"),
    ]


PARTS = {
    "copies": copies_rows,
    "page": page_rows,
    "machinery": machinery_rows,
    "training": training_rows,
    "fast": lambda rounds: fast_rows(rounds, tell),
    "devices": lambda rounds: device_rows(rounds, tell),
    "trainer": lambda rounds: trainer_rows(rounds, tell),
    "speed": lambda rounds: speed_rows(rounds, tell),
    "book": book_rows,
    "site": lambda rounds: site_rows(rounds, copy_of_book, tell),
    "hosting": lambda rounds: hosting_rows(rounds, copy_of_book, tell),
    "growth": lambda rounds: grown_rows(rounds, copy_of_book, tell),
}


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round instead of five")
    parser.add_argument("--only", choices=PARTS, help="one part of the table")
    options = parser.parse_args()
    rounds = 1 if options.quick else 5
    load, cores = os.getloadavg()[0], os.cpu_count()
    rows = [("figure", "measured", "asked for")]
    for part, rows_of in PARTS.items():
        if options.only in (None, part):
            rows += rows_of(rounds)
    widths = [max(map(len, column)) for column in zip(*rows)]
    tell("")
    for name, measured, asked in rows:
        tell(f"{name:{widths[0]}}  {measured:>{widths[1]}}  {asked:>{widths[2]}}")
    if load > 0.5:
        tell(f"\nThe machine was busy (load {load:.1f} on {cores} cores): seconds count too high.")


if __name__ == "__main__":
    main()
