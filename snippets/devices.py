"""One product, and one net in training, shared by processes with a device each.

`torchrun --nproc-per-node 3 -m snippets.devices` multiplies in three ways, and holds
each product against the whole one. Without torchrun, it starts the three by itself.
"""

import argparse
import os
import signal
import sys

import torch
import torch.distributed as dist

from snippets.team import run_together, team


# --8<-- [start:parts]
def part_of(x, dim):
    """This process's part of x, cut along an axis; the first parts may be longer."""
    return x.tensor_split(dist.get_world_size(), dim)[dist.get_rank()]


def stacked(own, rows):
    """Everybody's rows, one part below the other: (own rows, m) -> (rows, m)."""
    whole = own.new_empty(rows, own.shape[1])
    parts = whole.tensor_split(dist.get_world_size())
    parts[dist.get_rank()].copy_(own)
    for sender, part in enumerate(parts):
        if len(part):  # with fewer rows than processes, some have none
            dist.broadcast(part, src=sender)
    return whole


# --8<-- [end:parts]
# --8<-- [start:splits]
def by_rows(a, b):
    """a @ b; a process multiplies its own rows of a."""
    own = part_of(a, 0) @ b
    return stacked(own, len(a))


def by_columns(a, b):
    """a @ b; a process multiplies its own columns of b."""
    own = a @ part_of(b, 1)
    return stacked(own.T, b.shape[1]).T


def by_inner(a, b):
    """a @ b; a process multiplies its own columns of a and its own rows of b."""
    own = part_of(a, 1) @ part_of(b, 0)
    dist.all_reduce(own)  # now it is the sum of everybody's
    return own


SPLITS = {"rows": by_rows, "columns": by_columns, "inner": by_inner}


# --8<-- [end:splits]
# --8<-- [start:sends]
def lengths(size, parts):
    """How long the parts of an axis are, as `tensor_split` cuts it: a list of ints."""
    return [size // parts + (part < size % parts) for part in range(parts)]


def sends(split, n, k, m, processes, itemsize=4):
    """The bytes that each process sends for (n, k) @ (k, m): a list, one a process.

    split: "rows", "columns" or "inner". A part goes to each of the others. A sum goes
    round in a ring, in as many pieces as there are processes, and comes round again:
    https://en.wikipedia.org/wiki/Collective_operation
    """
    others, whole = processes - 1, n * m * itemsize
    if split == "inner":
        return [2 * others * whole // processes] * processes
    size = {"rows": n, "columns": m}[split]
    return [others * whole * part // size for part in lengths(size, processes)]


# --8<-- [end:sends]
# --8<-- [start:replicate]
def replicate(net):
    """Let every process begin with the parameters of process 0, and take equal steps.

    From now on, `backward` leaves the mean of everybody's gradients in each parameter.
    """

    def average(p):
        dist.all_reduce(p.grad)
        p.grad /= dist.get_world_size()

    for p in net.parameters():
        dist.broadcast(p.data, src=0)
        p.register_post_accumulate_grad_hook(average)


# --8<-- [end:replicate]
def are_replicas(net):
    """Whether all processes hold the parameters of process 0, bit for bit."""
    own = torch.cat([p.detach().flatten() for p in net.parameters()]).view(torch.int32)
    first = own.clone()
    dist.broadcast(first, src=0)
    apart = (own != first).sum()
    dist.all_reduce(apart)
    return not apart


# All three ways, one below the other


def show_splits(lost=None):
    """Multiply in three ways, and print what each process did.

    lost: the number of a process that is killed before it has sent anything.
    """
    draw = torch.Generator().manual_seed(0)
    a, b = (torch.randint(-9, 10, s, generator=draw) for s in ((7, 8), (8, 6)))
    with team() as us:
        if us.rank == lost:
            os.kill(os.getpid(), signal.SIGKILL)
        a, b = a.to(us.device, torch.float32), b.to(us.device, torch.float32)
        for split, multiply in SPLITS.items():
            equal = torch.equal(multiply(a, b), a @ b)
            sent = sends(split, *a.shape, b.shape[1], us.size)[us.rank]
            for speaker in range(us.size):  # one after the other
                dist.barrier()
                if speaker == us.rank:
                    line = f"{split:7}  process {us.rank} sends {sent:3} bytes"
                    print(f"{line}  equal: {equal}", flush=True)


def run_splits(arguments=None):
    """Show the three ways from the command line."""
    parser = argparse.ArgumentParser("python -m snippets.devices", description=__doc__)
    parser.add_argument("--processes", type=int, default=3)
    parser.add_argument("--lose", type=int, help="kill this one at work")
    options = parser.parse_args(arguments)
    try:
        if "MASTER_PORT" in os.environ:
            show_splits(options.lose)
        else:
            run_together(show_splits, options.processes, options.lose)
    except (ValueError, OSError, RuntimeError) as error:
        sys.exit(f"snippets.devices: {error}")


if __name__ == "__main__":
    run_splits()
