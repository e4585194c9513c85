"""Pictures a second that the net of the book trains on, by the size of a batch.

Written by `python -m tests.bench_devices --write`. one: in one process; two: in two, on
one machine, over gloo. A process has one thread.
"""

MACHINE = "two cores, AVX512, PyTorch 2.13.0+cpu"
PACES = {
    "one": {
        64: 56785,
        128: 68225,
        256: 83903,
        512: 91070,
        1024: 93695,
        2048: 96268,
        4096: 94657,
    },
    "two": {
        64: 12917,
        128: 21846,
        256: 35290,
        512: 54376,
        1024: 80496,
        2048: 96049,
        4096: 103572,
    },
}
