"""Pictures a second that the net of the book trains on, by the size of a batch.

Written by `python -m tests.bench_devices --write`. one: in one process; two: in two, on
one machine, over gloo. A process has one thread.
"""

MACHINE = "two cores, AVX512, PyTorch 2.13.0+cpu"
PACES = {
    "one": {
        64: 27325,
        128: 45481,
        256: 75279,
        512: 59220,
        1024: 83322,
        2048: 51581,
        4096: 43722,
    },
    "two": {
        64: 7488,
        128: 14137,
        256: 26711,
        512: 58030,
        1024: 51493,
        2048: 53823,
        4096: 43982,
    },
}
