"""Processes that work together: how they find each other, are started, and all end.

`torchrun --nproc-per-node 2 -m a_module` starts them from a shell, `run_together` from
Python. Each calls `team`, and from there on may use `torch.distributed`.
"""

import logging
import os
import socket
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple

import torch
import torch.distributed as dist
import torch.multiprocessing as mp

PATIENCE = timedelta(minutes=2)  # with a process that lives, but sends nothing
GRACE = 5  # seconds for a process that failed to end before those that miss it


class Lost(RuntimeError):
    """Another process has ended in the middle of the work."""


class Team(NamedTuple):
    """The place of a process: its number, of how many, and what it computes on."""

    rank: int = 0
    size: int = 1
    device: torch.device | None = None


@contextmanager
def team(device=None):
    """Join the processes that were started together; gives this one's Team.

    device: "cpu", "cuda" or None: a CUDA device for each process, if there are enough.
    A process that was started alone is a team of one, on the device it asks for. Raises
    Lost where another process dies, RuntimeError where they cannot meet.
    """
    if "MASTER_PORT" not in os.environ:
        yield Team(device=device)
        return
    rank, size = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
    local = int(os.environ.get("LOCAL_RANK", rank))
    beside = int(os.environ.get("LOCAL_WORLD_SIZE", size))
    us = Team(rank, size, device_of(local, beside, device))
    meet_others(us, one_machine=beside == size)
    try:
        yield us
    except RuntimeError as error:
        if not is_about_others(error):
            raise
        said = f"process {us.rank} of {size} misses another one, and ends, too"
        raise Lost(said) from error
    dist.destroy_process_group()


def device_of(local, beside, wanted=None):
    """The torch.device of process number `local` of those `beside` each other.

    Raises ValueError where CUDA is wanted and has too few.
    """
    there = torch.cuda.device_count()
    kind = wanted or ("cuda" if there >= beside else "cpu")
    if kind == "cpu":
        return torch.device("cpu")
    if kind != "cuda":
        raise ValueError(f"device: {beside} processes share cpu or cuda, not {kind}")
    if there < beside:
        raise ValueError(f"device: {beside} processes, but {there} CUDA devices")
    return torch.device("cuda", local)


def meet_others(us, one_machine):
    """Wait for the others, and open the ways to them: NCCL for GPUs, gloo for CPUs.

    On one machine all goes over its loopback interface: its own name, which gloo would
    look up, need not lead anywhere.
    """
    if one_machine:
        os.environ["MASTER_ADDR"] = "127.0.0.1"
        os.environ.setdefault("GLOO_SOCKET_IFNAME", loopback())
    if us.device.type == "cuda":
        torch.cuda.set_device(us.device)
    else:
        torch.set_num_threads(1)  # the processes share the cores already
    backend = "nccl" if us.device.type == "cuda" else "gloo"
    try:
        dist.init_process_group(
            backend, rank=us.rank, world_size=us.size, timeout=PATIENCE
        )
    except (RuntimeError, ValueError) as error:
        at = os.environ.get("GLOO_SOCKET_IFNAME", "any interface")
        why = str(error).splitlines()[0]
        said = f"process {us.rank} meets nobody over {at}: {why}"
        raise RuntimeError(said) from error


def loopback():
    """The name of the interface that leads back to this machine: lo, lo0."""
    names = [name for _, name in socket.if_nameindex()]
    return next((name for name in names if name.startswith("lo")), "lo")


def is_about_others(error):
    """Whether an error says that a connection to another process has gone."""
    words = "closed by peer", "reset by peer", "Broken pipe", "remote process"
    return any(word in str(error) for word in words)


# How processes are started


def run_together(work, processes, *arguments):
    """Call `work(*arguments)` in so many new processes, as torchrun does.

    work: a function of a module, which joins its `team`. As soon as one process fails
    or dies, all are ended, and a RuntimeError says which one it was, in one line.
    """
    store = dist.TCPStore("127.0.0.1", 0, is_master=True, wait_for_workers=False)
    told = dict(WORLD_SIZE=processes, MASTER_ADDR="127.0.0.1", MASTER_PORT=store.port)
    told |= dict(TORCHELASTIC_USE_AGENT_STORE=True)  # the store is there already
    # Which processes were ended because of another one is no news
    logging.getLogger(mp.spawn.__module__).setLevel(logging.ERROR)
    started = mp.spawn(take_part, (told, work, arguments), processes, join=False)
    try:
        while not started.join():
            pass
    except mp.ProcessExitedException as error:
        number, how = error.error_index, error.signal_name
        said = f"died ({how or f'exit status {error.exit_code}'})"
    except mp.ProcessRaisedException as error:
        number, said = error.error_index, f"failed: {last_line(error)}"
    else:
        return
    raise RuntimeError(f"process {number} of {processes} {said}; all others were ended")


def last_line(error):
    """What is left of an error that holds a whole traceback: what was raised."""
    return str(error).strip().splitlines()[-1]


def take_part(rank, told, work, arguments):
    """Be process `rank`: what torchrun would tell it stands in the environment."""
    told |= dict(RANK=rank, LOCAL_RANK=rank)
    os.environ.update({name: str(value) for name, value in told.items()})
    try:
        work(*arguments)
    except Lost:
        time.sleep(GRACE)  # the one that failed is to be heard first, and ends us all
        raise
