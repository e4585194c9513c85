"""Pictures a second that the net of the book trains on, by the size of a batch.

Written by `python -m tests.bench_devices --write`. one: in one process; two: in two, on
one machine, over gloo. A process has one thread.
"""

TWO_CORES = "two cores, AVX512, PyTorch 2.13.0+cpu"
PACES = {
    "one": {
        64: 52093,
        128: 60765,
        256: 71229,
        512: 77731,
        1024: 79417,
        2048: 82197,
        4096: 80345,
    },
    "two": {
        64: 8193,
        128: 16728,
        256: 30247,
        512: 45686,
        1024: 68296,
        2048: 85223,
        4096: 113065,
    },
}
