"""The record that the chapter `many-devices` draws: training shared by two processes, beside one alone.

`python -m tests.bench_devices --write` measures anew, and writes `snippets/device_runs.py`. Everybody
takes turns, and of each the fastest round counts: nothing makes a machine faster than it is.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch
import torch.distributed as dist

from snippets.data import load_mnist, normalise
from snippets.devices import replicate
from snippets.nets import sequential_net
from snippets.team import run_together, team
from snippets.training import train_epoch

RECORD = Path(__file__).resolve().parents[1] / "snippets/device_runs.py"
SIZES = 64, 128, 256, 512, 1024, 2048, 4096
HEAD = '''"""Pictures a second that the net of the book trains on, by the size of a batch.

Written by `python -m tests.bench_devices --write`. one: in one process; two: in two, on
one machine, over gloo. A process has one thread.
"""

'''


def pace(net, x, y, size):
    """Pictures a second that this process trains on."""
    opt = torch.optim.Adam(net.parameters(), fused=True)
    start = time.perf_counter()
    train_epoch(net, opt, x, y, size)
    return len(x) / (time.perf_counter() - start)


def measure(rounds, path):
    """Let process 0 train alone, then with the other; the fastest round of each goes to the file."""
    x, y, *_ = normalise(load_mnist())
    best = {way: dict.fromkeys(SIZES, 0) for way in ("one", "two")}
    alone, shared = sequential_net(), sequential_net()
    with team("cpu") as us:
        replicate(shared)
        for size in SIZES * rounds:
            n = max(20 * 64, 8 * size)
            own, took = slice(us.rank * n // us.size, (us.rank + 1) * n // us.size), {"one": 0.0}
            dist.barrier()
            if us.rank == 0:
                took["one"] = pace(alone, x[:n], y[:n], size)
            dist.barrier()
            took["two"] = us.size * pace(shared, x[own], y[own], size // us.size)
            for way, pictures in took.items():
                best[way][size] = max(best[way][size], round(pictures))
        if us.rank == 0:
            Path(path).write_text(json.dumps(best))


def measured(rounds):
    """{"one" or "two": {size of a batch: pictures a second}}."""
    with tempfile.TemporaryDirectory() as folder:
        run_together(measure, 2, rounds, f"{folder}/best.json")
        found = json.loads(Path(folder, "best.json").read_text())
    return {way: {int(size): pictures for size, pictures in its.items()} for way, its in found.items()}


def device_rows(rounds, tell):
    """The table's lines about training in two processes."""
    best = measured(10 * rounds)
    tell(f"devices: pictures a second {best}")
    return [
        (
            f"two processes, times as fast as one, {size} a batch",
            f"{best['two'][size] / best['one'][size]:.2f}",
            wanted,
        )
        for size, wanted in ((64, "-"), (4096, "more than 1"))
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--write", action="store_true", help="write the record of the chapter")
    options = parser.parse_args()
    best = measured(options.rounds)
    for size in SIZES:
        print(f"{size:5}  {best['two'][size] / best['one'][size]:.2f}")
    if options.write:
        capability = torch.backends.cpu.get_cpu_capability()
        machine = f"two cores, {capability}, PyTorch {torch.__version__}"
        record = f"TWO_CORES = {json.dumps(machine)}\nPACES = {json.dumps(best)}\n"
        record = re.sub(r'"(\d+)":', r"\1:", record)
        RECORD.write_text(HEAD + record)
        subprocess.run([sys.executable, "-m", "ruff", "format", "-q", RECORD], check=True)


if __name__ == "__main__":
    main()
