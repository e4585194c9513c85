"""The two roles of PyTorch: arrays on any device, and notes that lead to gradients.

`python -m snippets.roles data/batch-costs.json` adds this machine's GPU to a figure.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

import torch

from snippets.speed import add_card


def tape(result):
    """The operations that PyTorch noted on the way to a tensor, first to last.

    Gives their names, such as "Mul" or "Relu"; an empty list where it noted none.
    """
    names, seen = [], set()

    def walk_back(note):
        if note is None or note in seen:
            return
        seen.add(note)
        for earlier, _ in note.next_functions:
            walk_back(earlier)
        if note.next_functions:  # else it is a parameter, where the tape begins
            names.append(note.name().removesuffix("Backward0"))

    walk_back(result.grad_fn)
    return names


# --8<-- [start:to-tf32]
def to_tf32(x):
    """Round x, float32, of any shape, to 10 bits behind the point; 23 is usual.

    TF32, the fast number format of NVIDIA's GPUs, keeps so many. Ties go away from 0.
    """
    bits = x.view(torch.int32)
    return ((bits + 0x1000) & ~0x1FFF).view(torch.float32)


# --8<-- [end:to-tf32]


# --8<-- [start:batch-costs]
def batch_costs(sizes, device="cpu", repeats=20):
    """How long n rows, (n, 784), take times (784, 256), in times of one row.

    Gives {n: (in one product, in n products)} for each n of sizes, two floats: of
    `repeats` runs on the device the fastest.
    """
    w = torch.ones(784, 256, device=device)

    def seconds(batches):
        runs = []
        for _ in range(repeats):
            start = perf_counter()
            for batch in batches:
                result = batch @ w
            result[0, 0].item()  # a GPU answers at once and works later: wait for it
            runs.append(perf_counter() - start)
        return min(runs)

    rows = torch.ones(max(sizes), 784, device=device)
    one = seconds([rows[:1]])
    parts = {n: ([rows[:n]], rows[:n].split(1)) for n in sizes}
    return {n: tuple(seconds(b) / one for b in both) for n, both in parts.items()}


# --8<-- [end:batch-costs]


def recorded_costs(file=None):
    """What `batch_costs` gave on GPUs: {card: {n: (float, float)}}.

    file: JSON, a card a key; the book's own if none is named, {} where it is not there.
    """
    here = Path(globals().get("__file__", ".")).resolve().parent.parent
    path = Path(file or here / "data/batch-costs.json")
    recorded = json.loads(path.read_text()) if path.is_file() else {}
    return {
        card: {int(n): tuple(pair) for n, pair in costs.items()}
        for card, costs in recorded.items()
    }


def record_costs(file, sizes=tuple(4**k for k in range(1, 7))):
    """Add what `batch_costs` gives on this machine's CUDA device to a JSON file.

    What stood there of other cards stays. Gives the name of the card.
    """
    card, costs = torch.cuda.get_device_name(), batch_costs(sizes, "cuda")
    rounded = {n: [float(f"{t:.4g}") for t in pair] for n, pair in costs.items()}
    add_card(file, card, rounded)
    return card


if __name__ == "__main__":
    if len(sys.argv) != 2 or not torch.cuda.is_available():
        sys.exit("python -m snippets.roles FILE.json needs a CUDA device, and a file")
    print(f"{sys.argv[1]} holds what {record_costs(sys.argv[1])} does.")
