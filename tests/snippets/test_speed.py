"""One product in many ways: the same numbers from each, its memory, and what is told of a machine."""

import sys

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from snippets import speed
from snippets.pictures.speed import draw_speeds, draw_times
from tests import bench_speed

pytestmark = pytest.mark.filterwarnings("error")
SMALL = 3, 4, 2
CARD = "A card of many words, 80 GB"


@pytest.fixture
def at_once(monkeypatch):
    """No way is timed for longer than its first turns."""
    measure = speed.seconds
    monkeypatch.setattr(speed, "seconds", lambda by, a, b, budget: measure(by, a, b, budget=0))


@pytest.fixture
def on_a_card(monkeypatch):
    """A machine with a GPU, whose ways work on the CPU."""
    by = speed.matmul, torch.from_numpy
    monkeypatch.setattr(speed, "gpu_ways", lambda: {f"{CARD} @": by, f"{CARD} bfloat16 @": by})


def test_every_way_gives_the_product():
    assert len(speed.ways()) == 11 and "swapped, numba" in speed.ways()
    wrong = {shape: speed.errors(shape) for shape in (SMALL, (1, 1, 5), speed.SHAPE)}
    for shape, found in wrong.items():
        for name, error in found.items():
            assert error < (0.02 if "bfloat16" in name else 1e-5), (name, shape)
    large = wrong[speed.SHAPE]
    assert large["loop, lists"] < 1e-12 < large["PyTorch @"] < 1e-4 < large["bfloat16 @"]


def test_without_numba_its_ways_are_left_out(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    speed.compiled.cache_clear()
    assert len(speed.ways()) == 9 and not [name for name in speed.ways() if "numba" in name]
    assert speed.machine()[2].endswith(", no numba")
    speed.compiled.cache_clear()


class Largest(TorchDispatchMode):
    """The most bytes that a result has, as long as it is entered."""

    nbytes = 0

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        result = function(*args, **kwargs or {})
        if function.name().startswith(("aten::mul", "aten::new_empty")):
            self.nbytes = max(self.nbytes, result.nbytes)
        return result


@pytest.mark.parametrize(("most", "held"), [(2**22, 20 * 4800), (60_000, 12 * 4800), (1, 4800)])
def test_chunks_hold_no_more_than_they_may(most, held):
    a, b = map(torch.from_numpy, speed.operands(20, 40, 30))
    with Largest() as seen:
        c = speed.product_in_chunks(a, b, most)
    torch.testing.assert_close(c, a @ b)
    assert seen.nbytes == held


def test_chunks_refuse_what_does_not_fit():
    with pytest.raises(ValueError, match="inner sizes 3 and 1 differ"):
        speed.product_in_chunks(torch.ones(2, 3), torch.ones(1, 4))


def test_the_fastest_round_counts_and_the_first_turn_does_not(monkeypatch):
    # A first turn, a round that is too short, two rounds of two turns
    costs, clock = [100, *[0.5], *(3, 5), *(1, 3)], []
    monkeypatch.setattr(speed, "perf_counter", lambda: sum(clock))
    assert speed.seconds(lambda a, b: clock.append(costs[len(clock)]), 2, 3, budget=9) == 2
    assert clock == costs


def test_speeds_end_where_a_way_gets_slow(monkeypatch):
    monkeypatch.setattr(speed, "seconds", lambda by, a, b, budget: len(a) ** 3 / 1e6)
    found = {"one": (None, np.asarray)}
    curves = speed.speeds(found, [10, 20, 40, 80], most=0.5)
    assert curves == {"one": pytest.approx({10: 0.002, 20: 0.002, 40: 0.002, 80: 0})}
    flat = {"NumPy @": {8: 0.001}, "PyTorch @": {8: 0.001}}
    assert speed.ceiling(flat, [10, 20]) == pytest.approx(0.002)
    assert speed.ceiling(flat | {"PyTorch @": {8: 0.5}}, [10]) == 0.5


def test_operations_are_products_and_additions():
    assert speed.gflops(1e-9, 5, 784, 10) == pytest.approx(78_400)


@pytest.fixture
def system(monkeypatch, tmp_path):
    """A function that makes this machine tell another story of its CPU."""

    def tells(platform, cpuinfo, threads="1"):
        (tmp_path / "cpuinfo").write_text(cpuinfo)
        monkeypatch.setattr(speed, "Path", lambda _: tmp_path / ("cpuinfo" if cpuinfo else "none"))
        monkeypatch.setattr(speed.sys, "platform", platform)
        monkeypatch.setattr(speed.os, "cpu_count", lambda: 7)
        monkeypatch.setattr(speed.subprocess, "getoutput", lambda command: f"{command.split()[1]}: Apple M0")
        monkeypatch.setattr(torch, "get_num_threads", lambda: 1)
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)

    return tells


def test_a_machine_is_told_in_three_lines(system, monkeypatch):
    system("linux", "vendor\t: x\nmodel name\t: Some CPU @ 2 GHz\nmodel name\t: b\n")
    name, card, versions = speed.machine()
    assert name == "Some CPU @ 2 GHz, one of 7 cores" and card
    assert f"NumPy {np.__version__}, PyTorch {torch.__version__}, numba " in versions
    system("linux", "", threads="7")
    monkeypatch.setattr(speed.platform, "processor", lambda: "")
    assert speed.cpu() == f"{speed.platform.machine()}, 7 cores"
    system("darwin", "")
    assert speed.cpu() == "Apple M0, one of 7 cores"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(2, "2 s"), (0.38, "380 ms"), (3.54e-6, "3.5 µs"), (4e-10, "0.4 ns"), (1234, "1,200 s")],
)
def test_durations_have_two_digits(seconds, told):
    assert speed.duration(seconds) == told


def test_what_a_gpu_did_is_recorded_and_drawn(tmp_path, at_once, on_a_card, monkeypatch, capsys):
    monkeypatch.setattr(speed, "GPU_SIZES", (8, 16))
    file = tmp_path / "speed.json"
    assert speed.recorded_speeds(file) == {}
    file.write_text('{"another": {"another @": {"8": 1.5}}}')
    speed.rerun(["--write", str(file)])
    assert f"holds what {CARD} does" in capsys.readouterr().out
    curves = speed.recorded_speeds(file)
    assert list(curves) == [f"{CARD} @", f"{CARD} bfloat16 @", "another @"]
    assert curves["another @"] == {8: 1.5} and list(curves[f"{CARD} @"]) == [8, 16]
    told = [mark.get("text") for mark in draw_speeds.data(curves, 100, "a CPU")["marks"]]
    assert "A card of many\nwords, 80 GB @" in told and "another @" in told


def test_without_a_gpu_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(speed, "gpu_ways", dict)
    with pytest.raises(SystemExit, match="no CUDA device here: nothing was written"):
        speed.rerun(["--write", str(tmp_path / "speed.json")])
    assert not [*tmp_path.iterdir()]


def test_the_table_names_the_machine_and_every_way(at_once, on_a_card, monkeypatch, capsys):
    monkeypatch.setattr(speed, "SHAPE", SMALL)
    monkeypatch.setattr(speed, "SIZES", (8,))
    monkeypatch.setattr(speed, "ceiling", lambda curves: 123)
    speed.rerun([])
    told = capsys.readouterr().out
    assert told.startswith("\n".join(speed.machine())) and "123 GFLOP/s" in told
    for name in speed.ways() | speed.gpu_ways():
        assert told.count(f"\n{name} ") == 2, name


def test_times_of_any_machine_can_be_drawn():
    picture = draw_times.data(
        {"loop, lists": 2.0, "a card of many words @": 3e-8},
        "x",
        {"loop, lists": "2 s"} | {"a card of many words @": "30 ns"},
    )
    assert picture["xticklabels"] == ["1 µs", "1 ms", "1 s"]
    assert picture["yticklabels"][1] == "a card of many\nwords @"


def test_the_bench_prints_ratios_of_one_run(monkeypatch):
    took = {"loop, tensors": 0.5, "loop, lists": 4e-3, "PyTorch @": 1e-5, "broadcast": 0.3, "chunks": 0.03}
    names = iter(took)
    monkeypatch.setattr(bench_speed, "seconds", lambda *_: took[next(names)])
    rows = bench_speed.speed_rows(1, lambda line: None)
    assert [measured for _, measured, _ in rows] == ["50,000", "400", "10.0"]
