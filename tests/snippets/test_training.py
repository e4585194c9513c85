"""Training: what it gives and prints, on which device, and one clear error for bad input."""

import math
import subprocess
import sys

import pytest
import torch
from torch.nn import functional as F
from torch.utils._foreach_utils import _get_fused_kernels_supported_devices as fused_devices

from snippets import training
from snippets.data import Mnist
from snippets.nets import sequential_net
from snippets.training import (
    accuracy,
    evaluate,
    fit,
    logits_of,
    main,
    mean_loss,
    pick_device,
    predict,
    train_epoch,
)


def examples(n=200, seed=0):
    """Pictures (n, 784) that a net can learn: a digit is a bright block of pixels."""
    y = torch.arange(n) % 10
    noise = torch.randn(n, 784, generator=torch.Generator().manual_seed(seed))
    blocks = F.one_hot(y, 10).repeat_interleave(78, dim=1)
    return noise * 0.5 + F.pad(blocks, (0, 4)) * 2, y


@pytest.fixture
def net():
    torch.manual_seed(4)
    return sequential_net(16)


@pytest.fixture
def small(monkeypatch):
    """A small stand-in for MNIST, for the command."""
    monkeypatch.setattr(training, "load_mnist", lambda: Mnist(*examples() * 3))


# What it gives


def test_fit_gives_every_loss_and_prints_a_line_an_epoch(net, capsys):
    x, y = examples()
    losses = fit(net, x, y, *examples(50, 1), epochs=3, batch_size=64, device="cpu")
    assert losses.shape == (3 * 4,) and losses.dtype == torch.float32
    assert losses.device.type == "cpu" and not losses.requires_grad
    captured = capsys.readouterr()
    header, *lines = captured.out.splitlines()
    assert header == "epoch  train loss  valid loss  accuracy"
    assert [len(line) for line in lines] == [len(header)] * 3
    epoch, train_loss, valid_loss, right = lines[-1].split()
    assert (epoch, train_loss) == ("3", f"{losses[-4:].mean():.4f}")
    assert valid_loss == f"{mean_loss(net, *examples(50, 1)):.4f}"
    assert right == f"{accuracy(net, *examples(50, 1)):.2%}"
    assert captured.err == ""


def test_fit_learns(net, capsys):
    losses = fit(net, *examples(), *examples(100, 1), epochs=5, lr=0.01)
    assert losses[-1] < 0.1 < losses[0]
    assert accuracy(net, *examples(100, 1)) == 1


def test_same_seed_same_training(capsys):
    runs = []
    for _ in range(2):
        torch.manual_seed(5)
        runs.append(fit(sequential_net(16), *examples(), *examples(), device="cpu"))
    assert torch.equal(*runs)
    torch.manual_seed(6)
    assert not torch.equal(runs[0], fit(sequential_net(16), *examples(), *examples()))


def test_fit_leaves_its_data_alone(net, capsys):
    x, y = examples()
    fit(net, x, y, x, y)
    assert torch.equal(x, examples()[0]) and torch.equal(y, examples()[1])


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_bar_in_a_terminal_only(net, capsys, monkeypatch, terminal):
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    fit(net, *examples(), *examples())
    captured = capsys.readouterr()
    assert ("0/4" in captured.err) == terminal
    assert len(captured.out.splitlines()) == 2


def test_train_epoch_shows_every_image_once(net):
    x, y = examples(130)
    seen = []
    net.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    losses = train_epoch(net, torch.optim.SGD(net.parameters(), lr=0.1), x, y, 64)
    assert [len(batch) for batch in seen] == [64, 64, 2] and losses.shape == (3,)
    order = torch.cat(seen)[:, 0]
    assert torch.equal(order.sort().values, x[:, 0].sort().values)
    assert not torch.equal(order, x[:, 0])


def test_each_batch_has_a_gradient_of_its_own(net):
    x, y = examples(1)
    F.cross_entropy(net(x), y).backward()
    alone = net[0].weight.grad.clone()
    still = torch.optim.SGD(net.parameters(), lr=0)
    train_epoch(net, still, x.expand(3, -1), y.expand(3), batch_size=1)
    torch.testing.assert_close(net[0].weight.grad, alone)


def test_training_and_reading_switch_the_mode(net):
    x, y = examples(10)
    predict(net, x)
    assert not net.training
    train_epoch(net, torch.optim.SGD(net.parameters(), lr=0.1), x, y, 5)
    assert net.training


def test_prediction(net):
    x, y = examples(25)
    logits = net(x)
    torch.testing.assert_close(logits_of(net, x, batch_size=7), logits)
    assert not logits_of(net, x).requires_grad
    answers = predict(net, x)
    assert answers.shape == (25,) and answers.dtype == torch.int64
    assert torch.equal(answers, logits.argmax(1))
    assert accuracy(net, x, y) == (answers == y).double().mean()
    assert mean_loss(net, x, y) == pytest.approx(F.cross_entropy(logits, y).item())
    assert evaluate(net, x, y) == (mean_loss(net, x, y), accuracy(net, x, y))


# Device


@pytest.mark.parametrize("name", ["cuda", "mps", None])
def test_fastest_device(monkeypatch, name):
    here = name and torch.device(name)
    monkeypatch.setattr("torch.accelerator.current_accelerator", lambda available: here)
    assert pick_device() == torch.device(name or "cpu")


@pytest.mark.parametrize("name", ["cpu", torch.device("cpu")])
def test_named_device(name):
    assert pick_device(name) == torch.device("cpu")


@pytest.mark.parametrize(
    "name, words",
    [
        ("toaster", "device string: toaster"),
        ("cuda:x", "Invalid device string: 'cuda:x'"),
        (1.5, "device"),
        ("xla", "xla"),
    ],
)
def test_a_device_that_is_not_here_leaves_the_net_alone(net, capsys, name, words):
    before = [p.clone() for p in net.parameters()]
    with pytest.raises((RuntimeError, TypeError, NotImplementedError), match=words):
        fit(net, *examples(), *examples(), device=name)
    assert capsys.readouterr().out == ""
    assert all(torch.equal(p, q) for p, q in zip(net.parameters(), before, strict=True))


class Recorder:
    """Adam that writes down how it was called."""

    def __init__(self, monkeypatch):
        self.calls = []
        adam = torch.optim.Adam

        def record(parameters, **options):
            self.calls.append(options)
            return adam(parameters, lr=options["lr"])

        monkeypatch.setattr("torch.optim.Adam", record)


@pytest.mark.parametrize(
    "kind, fused", [("cpu", True), ("cuda", True), ("mps", True), ("privateuseone", False)]
)
def test_fused_adam_where_the_device_has_it(net, monkeypatch, capsys, kind, fused):
    recorder = Recorder(monkeypatch)
    monkeypatch.setattr(training, "pick_device", lambda _: torch.device(kind))
    # Only the decision is tested here: the numbers stay on the CPU
    monkeypatch.setattr("torch.nn.Module.to", lambda self, _: self)
    monkeypatch.setattr("torch.Tensor.to", lambda self, _: self)
    fit(net, *examples(), *examples(), lr=0.02)
    assert recorder.calls == [dict(lr=0.02, fused=fused)]


def test_the_devices_with_fused_adam_are_known_to_torch():
    assert {"cpu", "cuda", "mps"} <= set(fused_devices())


def test_fit_takes_net_and_data_to_its_device(net, monkeypatch, capsys):
    places, nets = [], []
    monkeypatch.setattr(training, "pick_device", lambda name: torch.device(name))
    monkeypatch.setattr("torch.nn.Module.to", lambda self, device: nets.append(device))
    to = torch.Tensor.to
    monkeypatch.setattr("torch.Tensor.to", lambda t, d: places.append(d) or to(t, d))
    # The same device under another name
    fit(net, *examples(), *examples(), device="cpu:0")
    assert nets == [torch.device("cpu:0"), torch.device("cpu")], "there and home again"
    assert places.count(torch.device("cpu:0")) >= 4


# Bad input


def bad(**changes):
    """Arguments of `fit` with some of them changed."""
    x, y = examples(20)
    return dict(x=x, y=y, x_valid=x.clone(), y_valid=y.clone()) | changes


def spoilt(value):
    """Pictures (20, 784) with two values that are no numbers."""
    x, _ = examples(20)
    x[3, 5] = x[7, 9] = value
    return x


X, Y = examples(20)


@pytest.mark.parametrize(
    "changes, message",
    [
        (dict(y=Y[:19]), "y: expected (20,) int64, got (19,) torch.int64"),
        (dict(y=Y[:, None]), "y: expected (20,) int64, got (20, 1) torch.int64"),
        (dict(y_valid=Y[:1]), "y_valid: expected (20,) int64, got (1,) torch.int64"),
        (dict(y=Y.float()), "y: expected (20,) int64, got (20,) torch.float32"),
        (dict(x=X[:0], y=Y[:0]), "x: expected finite (n, features), got (0, 784)"),
        (dict(x_valid=X[:0]), "x_valid: expected finite (n, features), got (0, 784)"),
        (dict(x=X[:, :0]), "x: expected finite (n, features), got (20, 0)"),
        (dict(x=X.reshape(20, 28, 28)), "x: expected finite (n, features), got (20, 28, 28)"),
        (dict(x=X[0], y=Y[0]), "x: expected finite (n, features), got (784,)"),
        (dict(x=torch.tensor(1.0)), "x: expected finite (n, features), got ()"),
        (dict(x=spoilt(math.nan)), "x: expected finite (n, features), got (20, 784)"),
        (dict(x_valid=spoilt(-math.inf)), "x_valid: expected finite (n, features), got (20, 784)"),
        (dict(y=Y + 1), "y: has labels other than 0 to 9"),
        (dict(y_valid=Y - 1), "y_valid: has labels other than 0 to 9"),
        (
            dict(x=X[:, 1:]),
            "x: does not fit the net: mat1 and mat2 shapes cannot be multiplied (1x783 and 784x16)",
        ),
        (
            dict(x_valid=X.double()),
            "x_valid: does not fit the net: mat1 and mat2 must have the same dtype, but got Double and Float",
        ),
        (
            dict(x=(X * 255).byte()),
            "x: does not fit the net: mat1 and mat2 must have the same dtype, but got Byte and Float",
        ),
        (dict(batch_size=0), "batch_size: expected a number above 0, got 0"),
        (dict(batch_size=6.4), "batch_size: expected a number above 0, got 6.4"),
        (dict(epochs=-1), "epochs: expected a number above 0, got -1"),
        (dict(epochs="2"), "epochs: expected a number above 0, got '2'"),
        (dict(lr=0), "lr: expected a number above 0, got 0"),
        (dict(lr=math.nan), "lr: expected a number above 0, got nan"),
    ],
)
def test_bad_input_of_fit(net, capsys, changes, message):
    before = [p.clone() for p in net.parameters()]
    with pytest.raises(ValueError) as caught:
        fit(net, **bad(**changes))
    assert str(caught.value) == message
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    assert capsys.readouterr().out == ""
    assert all(torch.equal(p, q) for p, q in zip(net.parameters(), before, strict=True))


@pytest.mark.parametrize("measure", [accuracy, mean_loss])
@pytest.mark.parametrize("y", [Y[:, None], Y[:1], Y[:0]])
def test_labels_that_would_broadcast_are_refused(net, measure, y):
    with pytest.raises(ValueError, match=r"y: expected \(20,\) int64, got"):
        measure(net, X, y)


# Command


@pytest.mark.parametrize("name", ["sequential", "by-hand"])
def test_command(small, capsys, name):
    main(["--net", name, "--epochs", "2", "--batch-size", "20", "--lr", "0.005"])
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["epoch", "1", "2"]


def test_command_repeats_its_numbers(small, capsys):
    outs = []
    for seed in ("7", "7", "8"):
        main(["--seed", seed])
        outs.append(capsys.readouterr().out)
    assert outs[0] == outs[1] != outs[2]


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--epochs", "0"], "epochs: expected a number above 0, got 0"),
        (["--batch-size", "-3"], "batch_size: expected a number above 0, got -3"),
        (["--lr", "nan"], "lr: expected a number above 0, got nan"),
        (["--seed", "9" * 30], f"seed: expected a number below 2**63, got {'9' * 30}"),
        (["--seed", f"-{2**63}"], f"seed: expected a number below 2**63, got -{2**63}"),
    ],
)
def test_command_with_bad_input_ends_with_one_line(small, capsys, arguments, message):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == f"snippets.training: {message}"
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("arguments", [["--net", "big"], ["--epochs", "many"], ["--what"]])
def test_command_with_unknown_arguments(capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("python -m snippets.training: error: ")


def test_command_without_data_ends_with_one_line(monkeypatch):
    def missing():
        raise OSError("train-images: not downloaded")

    monkeypatch.setattr(training, "load_mnist", missing)
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == "snippets.training: train-images: not downloaded"


def test_command_as_a_process(root):
    command = [sys.executable, "-W", "error", "-m", "snippets.training", "--batch-size", "0"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    line = "snippets.training: batch_size: expected a number above 0, got 0\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", line)
