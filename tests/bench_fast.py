"""The bench's lines about fast training, and the record that the chapter `training-fast` draws.

`python -m tests.bench_fast --write` trains all that `snippets/fast_runs.py` tells of anew, and writes
that module. All on one core, in turns, so that a slow moment of the machine falls on everybody alike.
"""

import argparse
import platform
import statistics
import time
from itertools import cycle
from pathlib import Path

import torch

from snippets.data import load_mnist, normalise
from snippets.fast import bare_step, one_tensor, race, slopes_by_hand, target_rows, usual_step
from snippets.nets import sequential_net
from tests.bench_trainer import OPEN, PATH, TRAIN, page

RECORD = Path(__file__).resolve().parents[1] / "snippets/fast_runs.py"
SEEDS = 5
HEAD = '''"""What training the net of the book took and what it read, by three ways, from {seeds} seeds.

Written by `python -m tests.bench_fast --write`. seconds: of work on one core, (seeds,
epochs); valid: the share of the validation set read right, likewise; test: of the test
set, (seeds,), read once by each finished net.
"""

'''


def by_hand(net, opt):
    """A step of the hand-written backward pass."""
    targets = target_rows()

    def step(xb, yb):
        slopes_by_hand(net, xb, targets[yb])
        opt.step()

    return step


LOOPS = {"taught": usual_step, "by hand": by_hand, "floor": bare_step}


def epoch_of(build, data, clock=time.process_time):
    """Seconds of an epoch in batches of 64; a last, smaller one is left out of all loops alike."""
    net = sequential_net()
    step = build(net, torch.optim.Adam(net.parameters(), fused=True))
    start = clock()
    for xb, yb in one_tensor(data.x_train[:49_984], data.y_train[:49_984]):
        step(xb, yb)
    return clock() - start


def loops(data, rounds, tell=print):
    """{loop: the median seconds of its epochs}, everybody once a round."""
    epoch_of(usual_step, data)  # the first epoch in a process is slower
    took = {name: [] for name in LOOPS}
    for number in range(rounds):
        for name, build in LOOPS.items():
            took[name].append(epoch_of(build, data))
        tell(f"fast: round {number + 1}, " + ", ".join(f"{name} {s[-1]:.2f} s" for name, s in took.items()))
    return {name: statistics.median(seconds) for name, seconds in took.items()}


def races(data, seeds, tell=print):
    """{way: {seconds, valid, test}}, a row a seed."""
    found = {}
    for seed in range(seeds):
        for way, run in race(data, seed).items():
            for what, values in run.items():
                found.setdefault(way, {}).setdefault(what, []).append(values)
            tell(f"fast: seed {seed}, {way}: {run['seconds'][-1]:.2f} s, {run['valid'][-1]:.2%}")
    return found


def ends(run, what):
    """The mean over the seeds of a way's last numbers."""
    return statistics.mean(row[-1] for row in run[what])


def fast_rows(rounds, tell):
    """The table's lines about fast training."""
    torch.set_num_threads(1)
    data = normalise(load_mnist())
    took, ways = loops(data, max(rounds, 3), tell), races(data, rounds, tell)
    plain = ends(ways["five plain"], "seconds")
    rows = [
        ("fastest taught loop, times the seconds of the floor", took["by hand"] / took["floor"], 2.5),
        ("  with autograd", took["taught"] / took["floor"], None),
    ]
    for way, wanted, most in (("two epochs", "98 %", 0.4), ("six epochs", "98.5 %", 1.0)):
        run = ways[way]
        right = f"{ends(run, 'valid'):.2%}, test {statistics.mean(run['test']):.2%}"
        rows.append((f"{wanted} in times of five plain epochs", ends(run, "seconds") / plain, most))
        rows.append((f"  accuracy of {rounds} seeds: validation", right, None))
    return [
        (name, it if isinstance(it, str) else f"{it:.2f}", f"at most {most}" if most else "-")
        for name, it, most in rows
    ]


def beside_page(data, rounds, tell=print):
    """{who: the median seconds on the clock of an epoch}: the page's trainer, and PyTorch's two loops."""
    took = {"page": [], "taught": [], "by hand": []}
    with page() as opened:
        opened.evaluate(OPEN, f"{PATH}assets/js/")
        for number, (who, seconds) in zip(range(3 * rounds), cycle(took.items())):
            if who == "page":
                seconds.append(opened.evaluate(TRAIN, [{"seed": number}, 1])["seconds"])
            else:
                seconds.append(epoch_of(LOOPS[who], data, time.perf_counter))
            tell(f"fast: an epoch, {who}: {seconds[-1]:.2f} s")
    return {who: round(statistics.median(seconds), 3) for who, seconds in took.items()}


def machine():
    """What it was measured on, in words."""
    lines = Path("/proc/cpuinfo")
    names = lines.read_text().splitlines() if lines.is_file() else []
    named = (line.partition(": ")[2] for line in names if line.startswith("model name"))
    name = next(named, platform.processor() or platform.machine())
    return f"{name}, {torch.backends.cpu.get_cpu_capability()}, PyTorch {torch.__version__}"


def written(ways, beside, seeds):
    """The module that holds all of this."""
    lines = [HEAD.format(seeds=seeds), f'MACHINE = "{machine()}"\n', "RUNS = {\n"]
    for way, run in ways.items():
        lines.append(f'    "{way}": {{\n')
        for what in ("seconds", "valid"):
            lines += [
                f'        "{what}": [\n',
                *(f"            {row},\n" for row in run[what]),
                "        ],\n",
            ]
        lines.append(f'        "test": {run["test"]},\n    }},\n')
    epochs = ", ".join(f'"{who}": {seconds}' for who, seconds in beside.items())
    note = "# Seconds on the clock of an epoch in batches of 64: in a browser's page, and in PyTorch\n"
    return "".join([*lines, "}\n", note, f"EPOCH = {{{epochs}}}\n"])


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench_fast", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {RECORD.name} anew")
    options = parser.parse_args()
    torch.set_num_threads(1)
    data = normalise(load_mnist())
    loops(data, 1)
    text = written(races(data, SEEDS), beside_page(data, SEEDS), SEEDS)
    if options.write:
        RECORD.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
