"""The two roles of PyTorch: arrays on any device, and notes that lead to gradients."""

from time import perf_counter

import torch


# --8<-- [start:tape]
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


# --8<-- [end:tape]


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
    """How long (n, 784) @ (784, 256) takes for each n of sizes, in times of one row.

    Takes the fastest of `repeats` runs on the device. Gives {n: cost}, floats.
    """
    w = torch.rand(784, 256, device=device)
    seconds = {}
    for n in (1, *sizes):
        x = torch.rand(n, 784, device=device)
        runs = []
        for _ in range(repeats):
            start = perf_counter()
            (x @ w)[0, 0].item()  # a GPU answers at once and works later: wait for it
            runs.append(perf_counter() - start)
        seconds[n] = min(runs)
    return {n: seconds[n] / seconds[1] for n in sizes}


# --8<-- [end:batch-costs]
