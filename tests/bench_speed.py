"""The bench's lines about one product in many ways: ratios from one run, on one core.

The ways are measured in turns, so that a slow moment of the machine falls on all alike.
"""

import statistics

import torch

from snippets.speed import SHAPE, operands, seconds, ways

CUBE = 512, 512, 512
AT = {"loop, tensors": SHAPE, "loop, lists": SHAPE, "PyTorch @": SHAPE, "broadcast": CUBE, "chunks": CUBE}


def race(rounds, tell):
    """{way: seconds}: of each at its size in `AT` the median of the rounds."""
    torch.set_num_threads(1)
    found, turns = ways(), {name: [] for name in AT}
    for number in range(rounds):
        for name, shape in AT.items():
            multiply, make = found[name]
            turns[name].append(seconds(multiply, *map(make, operands(*shape))))
        told = ", ".join(f"{name} {1000 * took[-1]:.3g} ms" for name, took in turns.items())
        tell(f"speed: round {number + 1}, {told}")
    return {name: statistics.median(took) for name, took in turns.items()}


def speed_rows(rounds, tell):
    """The table's lines about the speed of a product."""
    took = race(rounds, tell)
    library = took["PyTorch @"]
    return [
        (
            "5×784 @ 784×10: torch.matmul, times as fast as a loop over tensors",
            f"{took['loop, tensors'] / library:,.0f}",
            "at least 10,000",
        ),
        ("  as a loop over lists", f"{took['loop, lists'] / library:,.0f}", "at least 100"),
        (
            "512³: broadcasting in chunks, times as fast as at once",
            f"{took['broadcast'] / took['chunks']:.1f}",
            "at least 5",
        ),
    ]
