"""The page trains as PyTorch does: from the same start, the same losses."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from snippets.nets import sequential_net
from tests.kit.night import by_day
from tests.trainer.conftest import ask

BATCHES = 100
USUAL = {"hidden": 256, "batch": 64, "rate": 1e-3, "betas": [0.9, 0.999]}
CASES = {
    "as the book does": {},
    "a fast recipe": {
        "batch": 128,
        "rate": 5e-3,
        "betas": [0.9, 0.98],
        "decay": 0.02,
        "smoothing": 0.1,
        "schedule": "one-cycle",
    },
    "no bend": {"bend": False},
    "softmax twice": {"softmaxTwice": True},
    "batches of one": {"batch": 1},
    "large batches, an uneven number of units": {"batch": 1024, "hidden": 45},
}


@pytest.fixture(scope="module")
def order():
    return torch.randperm(50_000, generator=torch.Generator().manual_seed(1))


def nets(hidden, folder):
    """A net of PyTorch, and the files of its weights as the trainer wants them."""
    torch.manual_seed(3)
    net = sequential_net(hidden)
    tensors = {"w1": net[0].weight.T, "b1": net[0].bias, "w2": net[2].weight.T, "b2": net[2].bias}
    files = {name: str(folder / name) for name in tensors}
    for name, tensor in tensors.items():
        tensor.detach().contiguous().numpy().tofile(files[name])
    return net, files


def by_torch(net, order, x, y, options):
    """The losses of a training with these options of the trainer."""
    if not options.get("bend", True):
        net[1] = nn.Identity()
    if options.get("softmaxTwice"):
        net.append(nn.Softmax(dim=1))
    settings = {"lr": options["rate"], "betas": options["betas"]}
    opt = torch.optim.AdamW(net.parameters(), weight_decay=options.get("decay", 0), **settings)
    batches = order.split(options["batch"])
    cycle = options.get("schedule") == "one-cycle"
    schedule = cycle and torch.optim.lr_scheduler.OneCycleLR(
        opt, options["rate"], len(batches), cycle_momentum=False
    )
    losses = []
    for batch in batches:
        loss = F.cross_entropy(net(x[batch]), y[batch], label_smoothing=options.get("smoothing", 0))
        opt.zero_grad()
        loss.backward()
        opt.step()
        if schedule:
            schedule.step()
        losses.append(loss.item())
    return losses


@pytest.mark.parametrize("case", by_day(CASES, {*CASES} - {"as the book does", "a fast recipe"}))
def test_losses_weights_and_accuracy_are_those_of_pytorch(trained, mnist, order, tmp_path, case):
    options = USUAL | CASES[case]
    mine = order[: BATCHES * options["batch"]]
    net, files = nets(options["hidden"], tmp_path)
    given = {**options, "weights": files, "order": mine.tolist()}
    losses, done, weights, valid, logits = trained(
        given, ["step", BATCHES + 1], ["done"], ["weights"], ["validate", 2000], ["logits", 50_007]
    )
    wanted = by_torch(net, mine, mnist.x_train, mnist.y_train, options)
    apart = np.abs(losses / np.array(wanted) - 1)
    # A unit next to 0 may be awake in one and asleep in the other, which the rest of its run remembers
    assert np.quantile(apart, 0.9) < 1e-3 and apart.max() < 1e-2
    assert done is True
    # Where slopes are next to nothing, Adam takes full steps all the same
    w1 = np.array(weights["w1"]).reshape(784, -1)
    apart = np.abs(w1 - net[0].weight.detach().numpy().T)
    assert np.median(apart) < 1e-4 and np.quantile(apart, 0.99) < 1e-3
    with torch.no_grad():
        scores, y = net(mnist.x_valid[:2000]), mnist.y_valid[:2000]
    assert valid["loss"] == pytest.approx(F.cross_entropy(scores, y).item(), rel=2e-3)
    right = (scores.argmax(1) == y).float().mean().item()
    assert valid["accuracy"] == pytest.approx(right, abs=2e-3)
    if not options.get("softmaxTwice"):
        np.testing.assert_allclose(logits, scores[7], atol=5e-2)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"hidden": 100, "batch": 50, "shift": 2, "start": "one-over-n", "wrongLabels": 0.2, "seed": 5},
        {"shuffledPixels": True, "start": "zero", "rate": 0.03},
    ],
)
def test_both_engines_give_the_same(node, options):
    calls = ["step", BATCHES], ["validate", 1000], ["logits", 4]
    simd, plain = (ask(node, engine, options, *calls) for engine in ("simd", "plain"))
    np.testing.assert_allclose(simd[0], plain[0], rtol=1e-4)
    assert simd[1]["loss"] == pytest.approx(plain[1]["loss"], rel=1e-4)
    assert simd[1]["accuracy"] == pytest.approx(plain[1]["accuracy"], abs=1e-3)


def test_each_engine_is_the_one_that_was_asked_for(node):
    assert node.ask({"kinds": None}) == ["simd", "plain"]
    assert node.ask({"kindWithoutSimd": None}) == "plain"


@pytest.mark.parametrize("steps", [3, 10, 782, 1000])
def test_one_cycle_is_that_of_pytorch(node, steps):
    opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(opt, 5e-3, steps, cycle_momentum=False)
    wanted = []
    for _ in range(steps):
        wanted += schedule.get_last_lr()
        opt.step()
        if len(wanted) < steps:
            schedule.step()
    rates = node.ask({"rates": [{"schedule": "one-cycle", "rate": 5e-3}, steps]})
    np.testing.assert_allclose(rates, wanted, rtol=1e-6, atol=1e-12)
