"""Shared work gives what one process gives; whoever dies ends the run with a line that says so."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import redirect_stdout
from functools import partial

import pytest
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch.nn import functional as F

from snippets import team as team_module
from snippets.devices import SPLITS, are_replicas, lengths, replicate, sends
from snippets.nets import sequential_net
from snippets.team import Lost, Team, device_of, loopback, meet_others, run_together, team
from snippets.training import fit_together
from tests.kit.night import by_day
from tests.snippets.test_training import examples

SHAPES = (5, 7, 4), (3, 3, 3), (2, 1, 9), (1, 8, 2), (64, 30, 31)


@pytest.fixture(autouse=True)
def warm(monkeypatch):
    """Processes come from a server that has imported torch: this spares each start some seconds."""
    mp.get_context("forkserver").set_forkserver_preload(["snippets.training"])
    monkeypatch.setattr(mp, "spawn", partial(mp.start_processes, start_method="forkserver"))


def multiply_and_train(folder):
    """Be one process: all splits of all shapes, then two ways to train in step. Leaves what it got."""
    with team() as us:
        draw, found = torch.Generator().manual_seed(0), {}
        for n, k, m in SHAPES:
            a, b = (torch.randint(-9, 10, s, generator=draw).float() for s in ((n, k), (k, m)))
            given = a.clone(), b.clone()
            for split, multiply in SPLITS.items():
                c = multiply(a, b)
                found[split, n, k, m] = torch.equal(c, a @ b) and c.shape == (n, m)
            assert torch.equal(a, given[0]) and torch.equal(b, given[1])
        torch.manual_seed(us.rank)  # every net begins elsewhere
        net = sequential_net(16)
        found["apart"] = us.size > 1 and not are_replicas(net)
        whole = sequential_net(16)
        replicate(net)
        whole.load_state_dict(net.state_dict())
        x, y = examples(6 * us.size)
        opts = [torch.optim.SGD(each.parameters(), lr=0.1) for each in (net, whole)]
        for _ in range(3):
            for each, opt, own in zip((net, whole), opts, (slice(us.rank, None, us.size), slice(None))):
                opt.zero_grad()
                F.cross_entropy(each(x[own]), y[own]).backward()
                opt.step()
        found["replicas"] = are_replicas(net)
        found["parameters"] = [[p.detach() for p in each.parameters()] for each in (net, whole)]
        found["port"] = int(os.environ["MASTER_PORT"])
        torch.save(found, f"{folder}/{us.rank}.pt")


@pytest.mark.parametrize("processes", by_day([1, 2, 3], {1, 3}))
def test_all_ways_to_share_give_what_one_process_gives(processes, tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:  # somebody else is here, and listens
        taken = other.getsockname()[1]
        monkeypatch.setenv("MASTER_PORT", str(taken))
        run_together(multiply_and_train, processes, tmp_path)
    first, *others = (torch.load(tmp_path / f"{rank}.pt") for rank in range(processes))
    for each in (first, *others):
        assert each["port"] == first["port"] != taken, "all meet at a port that was free"
        assert [key for key, fine in each.items() if key != "apart" and not fine] == []
        assert each["apart"] == (processes > 1)
        for p, q in zip(*each["parameters"], strict=True):
            torch.testing.assert_close(p, q)
        for p, q in zip(each["parameters"][0], first["parameters"][0], strict=True):
            assert torch.equal(p, q), "bit for bit"


# How it ends


def fails(how):
    """Be one process; number 1 ends somehow, and all others wait for it."""
    team_module.GRACE = 0.1 if how == "leaves" else 60
    with team() as us:
        dist.barrier()
        if us.rank == 1:
            match how:
                case "is killed":
                    os.kill(os.getpid(), signal.SIGKILL)
                case "exits":
                    os._exit(3)
                case "raises":
                    raise KeyError("nobody's fault")
                case "leaves":
                    return
        dist.all_reduce(torch.ones(3))


@pytest.mark.parametrize(
    "how, said",
    {
        "is killed": "process 1 of 3 died (SIGKILL); all others were ended",
        "exits": "process 1 of 3 died (exit status 3); all others were ended",
        "raises": 'process 1 of 3 failed: KeyError: "nobody\'s fault"; all others were ended',
        "leaves": "process [02] of 3 failed: .*Lost: process [02] of 3 misses another one, and ends, too; "
        "all others were ended",
    }.items(),
)
def test_one_process_that_ends_early_ends_all_with_one_line(how, said):
    with pytest.raises(RuntimeError) as raised:
        run_together(fails, 3, how)
    assert re.fullmatch(said if how == "leaves" else re.escape(said), str(raised.value))
    assert not mp.active_children()


@pytest.mark.heavy  # by day: two processes, from here
def test_from_a_shell_it_is_one_line_too():
    command = [sys.executable, "-m", "snippets.devices", "--processes", "2", "--lose", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr == "snippets.devices: process 1 of 2 died (SIGKILL); all others were ended\n"


def test_an_error_of_its_own_is_no_loss_of_others(monkeypatch):
    monkeypatch.setattr(team_module, "meet_others", lambda *_, **__: None)
    for name, value in dict(RANK=0, WORLD_SIZE=2, MASTER_PORT=1).items():
        monkeypatch.setenv(name, str(value))
    with pytest.raises(RuntimeError, match="out of memory") as raised, team():
        raise RuntimeError("out of memory")
    assert not isinstance(raised.value, Lost)
    with pytest.raises(Lost, match="process 0 of 2 misses another one"), team():
        raise RuntimeError("Connection closed by peer [127.0.0.1]:4")


def meets_over(interface):
    """Be one process, which is told over which interface to meet."""
    os.environ.update(GLOO_SOCKET_IFNAME=interface, MASTER_ADDR="a.host.that.is.not")
    with team():
        dist.barrier()


def test_an_address_that_cannot_be_bound_is_named():
    run_together(meets_over, 1, loopback())
    with pytest.raises(RuntimeError) as raised:
        run_together(meets_over, 1, "nowhere0")
    said = str(raised.value)
    assert said.startswith("process 0 of 1 failed: RuntimeError: process 0 meets nobody over nowhere0: ")
    assert "\n" not in said


# Where each process computes


@pytest.mark.parametrize(
    "there, wanted, found",
    [
        (0, None, "cpu"),
        (1, None, "cpu"),
        (2, None, "cuda:1"),
        (4, None, "cuda:1"),
        (4, "cpu", "cpu"),
        (2, "cuda", "cuda:1"),
        (1, "cuda", "device: 2 processes, but 1 CUDA devices"),
        (2, "mps", "device: 2 processes share cpu or cuda, not mps"),
    ],
)
def test_a_device_for_each_process_where_there_are_enough(monkeypatch, there, wanted, found):
    monkeypatch.setattr("torch.cuda.device_count", lambda: there)
    if found.startswith("device"):
        with pytest.raises(ValueError, match=found):
            device_of(1, 2, wanted)
    else:
        assert device_of(1, 2, wanted) == torch.device(found)


@pytest.mark.parametrize("device, backend", [("cpu", "gloo"), ("cuda:1", "nccl")])
@pytest.mark.parametrize("one_machine", [True, False])
def test_gpus_talk_by_nccl_and_one_machine_over_its_loopback(monkeypatch, device, backend, one_machine):
    calls, own = [], torch.get_num_threads()
    monkeypatch.setenv("MASTER_ADDR", "far.away")
    monkeypatch.delenv("GLOO_SOCKET_IFNAME", raising=False)
    monkeypatch.setattr("torch.cuda.set_device", lambda device: calls.append(str(device)))
    monkeypatch.setattr("torch.set_num_threads", lambda count: calls.append(count))
    monkeypatch.setattr(dist, "init_process_group", lambda *a, **k: calls.append((*a, k["rank"])))
    meet_others(Team(1, 2, torch.device(device)), one_machine)
    assert calls == [device if backend == "nccl" else 1, (backend, 1)] and own == torch.get_num_threads()
    assert os.environ["MASTER_ADDR"] == ("127.0.0.1" if one_machine else "far.away")
    assert os.environ.get("GLOO_SOCKET_IFNAME") == (loopback() if one_machine else None)
    assert (loopback() in [name for _, name in socket.if_nameindex()]) and loopback().startswith("lo")


def test_who_is_alone_trains_as_ever(monkeypatch, capsys):
    monkeypatch.delenv("MASTER_PORT", raising=False)
    x, y = examples(20)
    losses = fit_together(sequential_net(8), x, y, x, y, batch_size=6, device="cpu")
    assert losses.shape == (4,) and len(capsys.readouterr().out.splitlines()) == 2


def train(folder, batch_size):
    """Be one process, and train on few pictures; what it says goes to a file."""
    torch.manual_seed(0)
    x, y = examples(60)
    with open(f"{folder}/{os.environ['RANK']}", "w") as said, redirect_stdout(said):
        fit_together(sequential_net(8), x, y, x, y, batch_size=batch_size, device="cpu", lr=0.01)


@pytest.mark.heavy  # by day: all ways to share give what one process gives
def test_two_train_as_replicas_and_one_of_them_speaks(tmp_path):
    run_together(train, 2, tmp_path, 10)
    head, _, line = (tmp_path / "0").read_text().splitlines()
    assert (tmp_path / "1").read_text() == ""
    assert (
        head.startswith("epoch")
        and line.startswith("2 processes")
        and line.endswith("bit-identical replicas: True")
    )


def test_a_batch_that_cannot_be_cut_evenly_is_named(tmp_path):
    with pytest.raises(RuntimeError, match="ValueError: batch_size: 9 is no multiple of 2; all others"):
        run_together(train, 2, tmp_path, 9)


# Bytes


@pytest.mark.parametrize("size, parts", [(7, 3), (6, 3), (2, 5), (0, 2)])
def test_parts_are_as_long_as_torch_cuts_them(size, parts):
    assert lengths(size, parts) == [len(part) for part in torch.empty(size).tensor_split(parts)]


def test_bytes_of_parts_go_to_each_other_process():
    assert sends("rows", 7, 8, 6, 3) == [2 * 4 * rows * 6 for rows in (3, 2, 2)]
    assert sends("columns", 7, 8, 5, 3, itemsize=8) == [2 * 8 * 7 * columns for columns in (2, 2, 1)]
    for split in SPLITS:
        assert sends(split, 7, 8, 6, 1) == [0]


@pytest.mark.parametrize("processes", [2, 3, 4])
def test_bytes_of_a_ring_are_those_of_a_ring(processes):
    layers = torch.arange(processes * 12.0).reshape(processes, 12)
    pieces, sent = [list(layer.clone().split(12 // processes)) for layer in layers], [0] * processes
    for step in range(2 * (processes - 1)):
        moved = []
        for sender in range(processes):
            number = (sender - step) % processes
            moved.append(((sender + 1) % processes, number, pieces[sender][number].clone()))
            sent[sender] += 4 * len(moved[-1][2])
        for receiver, number, piece in moved:
            old = pieces[receiver][number]
            pieces[receiver][number] = old + piece if step < processes - 1 else piece
    assert all(torch.equal(torch.cat(each), layers.sum(dim=0)) for each in pieces)
    assert sent == sends("inner", 3, 9, 4, processes)
