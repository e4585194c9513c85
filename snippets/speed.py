"""One product of matrices in many ways: the seconds of each, and its errors.

Every way takes a, (n, k), and b, (k, m), and gives their product, (n, m).
`python -m snippets.speed` measures all of them on this machine, and prints a table.
With `--write data/speed.json` it adds its GPU's curves to those that the book draws.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from functools import cache, partial
from math import inf
from operator import matmul
from pathlib import Path
from time import perf_counter

import numpy as np
import torch

from snippets.einsum import product_by_loops, product_by_rows_and_columns
from snippets.matmul import matmul_by_broadcasting

SHAPE = 5, 784, 10  # five digits and ten scores: n, k, m
SIZES = tuple(2**power for power in range(3, 10))  # n of (n, n) @ (n, n)
GPU_SIZES = tuple(2**power for power in range(3, 14))


# --8<-- [start:loops]
def product_by_tensors(a, b):
    """The product of two tensors, (n, k) and (k, m), as (n, m), number by number."""
    c = torch.zeros(len(a), b.shape[1])
    for i in range(len(a)):
        for j in range(b.shape[1]):
            for k in range(len(b)):
                c[i, j] += a[i, k] * b[k, j]
    return c


def product_by_lists(a, b):
    """The product of two lists of rows, (n, k) and (k, m), as a list of rows."""
    c = [[0.0] * len(b[0]) for row in a]
    for i in range(len(a)):
        for j in range(len(b[0])):
            for k in range(len(b)):
                c[i][j] += a[i][k] * b[k][j]
    return c


# --8<-- [end:loops]


def product_by_swapped_loops(a, b):
    """The product `a @ b`, (n, k) and (k, m) to (n, m), along the rows of b."""
    c = np.zeros((len(a), b.shape[1]))
    for i in range(len(a)):
        for k in range(len(b)):
            for j in range(b.shape[1]):
                c[i, j] += a[i, k] * b[k, j]
    return c


# --8<-- [start:chunks]
def product_in_chunks(a, b, most=2**22):
    """The product `a @ b` of tensors by broadcasting, some rows of a at a time.

    a: (n, k), b: (k, m), gives (n, m). The cube holds `most` bytes, or a row of a.
    Raises ValueError if the inner sizes differ.
    """
    if a.shape[1] != b.shape[0]:
        raise ValueError(f"inner sizes {a.shape[1]} and {b.shape[0]} differ")
    rows = max(1, min(most // b.nbytes, len(a)))  # each row of a meets all of b
    cube, c = a.new_empty(rows, *b.shape), a.new_empty(len(a), b.shape[1])
    for part, result in zip(a.split(rows), c.split(rows)):
        products = torch.mul(part[:, :, None], b, out=cube[: len(part)])
        torch.sum(products, dim=1, out=result)  # and the cube is free for the next
    return c


# --8<-- [end:chunks]


# --8<-- [start:compiled]
@cache
def compiled(loops):
    """A function of arrays and loops as machine code; None where numba is missing."""
    try:
        from numba import njit
    except ImportError:
        return None
    return njit(loops)


# --8<-- [end:compiled]


def ways():
    """{name: (multiply, make)}: `make` makes of a float32 array what `multiply` takes.

    The ways by numba are left out where it is missing.
    """
    tensor, array = torch.from_numpy, np.asarray
    found = {
        "loop, tensors": (product_by_tensors, tensor),
        "loop, lists": (product_by_lists, np.ndarray.tolist),
        "row · column": (product_by_rows_and_columns, array),
        "broadcast": (matmul_by_broadcasting, tensor),
        "chunks": (product_in_chunks, tensor),
        "loop, numba": (compiled(product_by_loops), array),
        "swapped, numba": (compiled(product_by_swapped_loops), array),
        "einsum": (partial(np.einsum, "ik,kj->ij"), array),
        "NumPy @": (matmul, array),
        "PyTorch @": (matmul, tensor),
        "bfloat16 @": (matmul, lambda x: tensor(x).bfloat16()),
    }
    return {name: way for name, way in found.items() if way[0]}


def gpu_ways():
    """As `ways`, on the CUDA device of this machine, by its name; {} for none."""
    if not torch.cuda.is_available():
        return {}
    card, moved = torch.cuda.get_device_name(), lambda x: torch.from_numpy(x).cuda()

    def multiply(a, b):
        result = a @ b
        torch.cuda.synchronize()  # a GPU answers at once and works later: wait for it
        return result

    found = {f"{card} @": (multiply, moved)}
    found[f"{card} bfloat16 @"] = multiply, lambda x: moved(x).bfloat16()
    return found


# --8<-- [start:seconds]
def seconds(multiply, a, b, budget=0.2):
    """Seconds that multiply(a, b) takes: of rounds in `budget` seconds the fastest."""
    multiply(a, b)  # the first time it may compile something, and fetches a and b
    turns, rounds, end = 1, [], perf_counter() + budget
    while not rounds or perf_counter() < end:
        start = perf_counter()
        for _ in range(turns):
            multiply(a, b)
        took = perf_counter() - start
        if took < budget / 10:  # a clock has ticks: too short to tell
            turns *= 2
        else:
            rounds.append(took / turns)
    return min(rounds)


# --8<-- [end:seconds]


def operands(n, k, m):
    """Two arrays, (n, k) and (k, m), float32, always the same."""
    rng = np.random.default_rng(0)
    return tuple(rng.standard_normal(s).astype("f4") for s in ((n, k), (k, m)))


def times(shape=SHAPE, budget=0.1):
    """{name: seconds} of every way at one size, (n, k, m)."""
    pair = operands(*shape)
    found = (ways() | gpu_ways()).items()
    return {name: seconds(by, *map(make, pair), budget) for name, (by, make) in found}


def errors(shape=SHAPE):
    """{name: error} of every way at one size, (n, k, m): the largest, over the largest
    number of the product in float64."""
    pair = operands(*shape)
    truth = np.matmul(*(each.astype("f8") for each in pair))
    found = {}
    for name, (multiply, make) in (ways() | gpu_ways()).items():
        result = multiply(*map(make, pair))
        if torch.is_tensor(result):
            result = result.double().cpu()
        found[name] = float(
            np.abs(np.asarray(result) - truth).max() / np.abs(truth).max()
        )
    return found


# --8<-- [start:gflops]
def gflops(seconds, n, k, m):
    """Billions of operations a second: n * k * m products, and as many additions."""
    return 2 * n * k * m / seconds / 1e9


# --8<-- [end:gflops]


def speeds(found, sizes=SIZES, most=0.6, budget=0.02):
    """{name: {n: GFLOP/s}} of the ways `found`, for (n, n) @ (n, n).

    It is 0 for the sizes at which a way would take more than `most` seconds.
    """
    curves = {name: dict.fromkeys(sizes, 0.0) for name in found}
    for name, (multiply, make) in found.items():
        for n in sizes:
            took = seconds(multiply, *map(make, operands(n, n, n)), budget)
            curves[name][n] = gflops(took, n, n, n)
            if 8 * took > most:  # twice the size is eight times the work
                break
    return curves


def ceiling(curves, sizes=(1024, 2048)):
    """The most GFLOP/s of the CPU's float32 @: in `curves`, or in large products.

    curves: {name: {n: GFLOP/s}}, as `speeds` gives them.
    """
    names = "NumPy @", "PyTorch @"
    large = speeds({name: ways()[name] for name in names}, sizes, most=inf, budget=0.1)
    return max(max(each[name].values()) for each in (curves, large) for name in names)


def machine():
    """Three lines: this machine's CPU, its GPU, versions of what multiplies here."""
    card = (
        torch.cuda.get_device_name() if torch.cuda.is_available() else "no CUDA device"
    )
    versions = [f"Python {platform.python_version()}", f"NumPy {np.__version__}"]
    versions.append(f"PyTorch {torch.__version__}")
    compiler = sys.modules.get("numba") if compiled(product_by_loops) else None
    versions.append(f"numba {compiler.__version__}" if compiler else "no numba")
    return [cpu(), card, ", ".join(versions)]


def cpu():
    """The name of this machine's CPU, as its system tells it, and the cores in use."""
    cores, told = f"{os.cpu_count()} cores", Path("/proc/cpuinfo")
    if torch.get_num_threads() == 1 and os.environ.get("OPENBLAS_NUM_THREADS") == "1":
        cores = f"one of {cores}"
    text = told.read_text() if told.is_file() else ""
    if sys.platform == "darwin":
        text = subprocess.getoutput("sysctl machdep.cpu.brand_string")
    name = re.search(r"(?:model name|brand_string)\s*: (.+)", text)
    return f"{name[1] if name else platform.processor() or platform.machine()}, {cores}"


def recorded_speeds(file=None):
    """What `speeds` gave on GPUs: {name: {n: GFLOP/s}}, with the card in each name.

    file: JSON, a card a key; the book's own if none is named, {} where it is not there.
    """
    here = Path(globals().get("__file__", ".")).resolve().parent.parent
    path = Path(file or here / "data/speed.json")
    recorded = json.loads(path.read_text()) if path.is_file() else {}
    return {
        name: {int(n): speed for n, speed in curve.items()}
        for curves in recorded.values()
        for name, curve in curves.items()
    }


def record(file, found):
    """Add the curves of this machine's GPU, by the ways `found`, to a JSON file.

    What stood there of other cards stays. Gives the name of the card.
    """
    card, curves = next(iter(found)).removesuffix(" @"), speeds(found, GPU_SIZES)
    rounded = {
        name: {n: float(f"{speed:.4g}") for n, speed in curve.items() if speed}
        for name, curve in curves.items()
    }
    add_card(file, card, rounded)
    return card


def add_card(file, card, curves):
    """Put the curves of a card into a JSON file; what stood there of others stays."""
    path = Path(file)
    recorded = json.loads(path.read_text()) if path.is_file() else {}
    text = json.dumps(recorded | {card: curves}, indent=1, sort_keys=True)
    path.write_text(text + "\n")


def duration(seconds):
    """Seconds in words, with two digits: 0.0035 is "3.5 ms"."""
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)):
        if seconds >= size or unit == "ns":
            return f"{float(f'{seconds / size:.2g}'):,g} {unit}"


def table(took, wrong, shape):
    """A line for each way: its time, times as fast as the slowest, GFLOP/s, error.

    took: {name: seconds}; wrong: {name: error}.
    """
    yield f"{'':16} {'time':>8} {'times':>8} {'GFLOP/s':>8} {'error':>7}"
    slowest = max(took.values())
    for name, each in took.items():
        speed = gflops(each, *shape)
        times = f"{slowest / each:8,.0f}"
        yield f"{name:16} {duration(each):>8} {times} {speed:8.2g} {wrong[name]:7.0e}"


def rerun(arguments=None):
    """Print the table of this machine, or record its GPU: see the top of this file."""
    parser = argparse.ArgumentParser(prog="python -m snippets.speed")
    told = "add the curves of this machine's GPU to a JSON file"
    parser.add_argument("--write", metavar="FILE", help=told)
    file = parser.parse_args(arguments).write
    torch.set_num_threads(1)
    print(*machine(), sep="\n")
    if file and not gpu_ways():
        raise SystemExit("There is no CUDA device here: nothing was written.")
    if file:
        print(f"{file} holds what {record(file, gpu_ways())} does.")
        return
    n, k, m = SHAPE
    print(f"\n({n}, {k}) @ ({k}, {m})")
    print(*table(times(SHAPE), errors(SHAPE), SHAPE), sep="\n")
    print("\nGFLOP/s of (n, n) @ (n, n)")
    print(f"{'n':16}", *(f"{n:6}" for n in SIZES))
    curves = speeds(ways() | gpu_ways(), SIZES)
    for name, curve in curves.items():
        print(f"{name:16}", *(f"{speed:6.2g}" for speed in curve.values() if speed))
    print(f"\nceiling, the best in float32: {ceiling(curves):.0f} GFLOP/s")


if __name__ == "__main__":
    one = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
    if (
        not one.items() <= os.environ.items()
    ):  # which they read once, when they are loaded
        os.environ.update(one)
        os.execv(
            sys.executable, [sys.executable, "-m", "snippets.speed", *sys.argv[1:]]
        )
    rerun()
